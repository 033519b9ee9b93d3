// The command, as a person and as a tool use it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { placeOf } from '../../pkg/place.js';

const cli = fileURLToPath(new URL('../../pkg/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'drydock-'));

function file(name, text) {
  writeFileSync(join(folder, name), text);
  return name;
}

function run(args, input) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd: folder, input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const good = file('good.json', '{"containerInstances": ["0123456789abcdef0123456789abcdef"], "status": "DRAINING"}');
const warned = file('warned.json', '{"maxResults": 5, "bogus": 1}');
const bad = file('bad.json', '{\n  "containerInstances": [\n    "None"],\n  "status": "DRAINING"\n}');

test('exit codes', () => {
  assert.equal(run(['validate', 'UpdateContainerInstancesState', good]).status, 0);
  assert.equal(run(['validate', 'ListClusters', warned]).status, 0);
  assert.equal(run(['validate', 'UpdateContainerInstancesState', good, bad]).status, 1);
  assert.equal(run(['validate', 'UpdateContainerInstancesState', bad, 'missing.json']).status, 2);
  assert.equal(run(['validate', 'UpdateContainerInstancesState', '.']).status, 2);
});

test('a person is told where and why', () => {
  const { stdout } = run(['validate', 'UpdateContainerInstancesState', bad]);
  assert.match(stdout, /^bad\.json {2}ECS would refuse this UpdateContainerInstancesState request: 1 error$/m);
  assert.match(stdout, /^ {2}3:5 {2}error {2}\/containerInstances\/0 {2}← what ECS answers$/m);
  assert.match(stdout, /^ {6}InvalidParameterException: instanceId length should be one of \[32,36\]$/m);
  assert.match(run(['validate', 'UpdateContainerInstancesState', good]).stdout, /would accept/);
});

test('text that is not JSON', () => {
  const { status, stdout } = run(['validate', 'ListClusters', '-'], '{\n  "maxResults": 5,\n}');
  assert.equal(status, 1);
  assert.match(stdout, /^standard input .*\n\n {2}3:1 {2}error {2}the request/);
});

test('a tool gets JSON', () => {
  const { status, stdout } = run(['validate', 'UpdateContainerInstancesState', '--format', 'json', good, bad, 'missing.json']);
  assert.equal(status, 2);
  const results = JSON.parse(stdout);
  assert.deepEqual(results.map(({ file, diagnostics, error }) => [file, diagnostics.length, error]), [['good.json', 0, undefined], ['bad.json', 1, undefined], ['missing.json', 0, 'there is no such file']]);
  assert.ok(JSON.parse(run(['rules', 'ListClusters', '--format=json']).stdout).length > 20);
  assert.equal(JSON.parse(run(['operations', '--format=json']).stdout).length, 40);
});

test('misuse says what to do', () => {
  const check = (args, words) => {
    const { status, stderr } = run(args);
    assert.equal(status, 2, args.join(' '));
    assert.match(stderr, words);
  };
  check([], /ecs-drydock validate OPERATION FILE/);
  check(['validat'], /there is no command `validat`: validate, rules, operations/);
  check(['validate'], /takes an operation and files/);
  check(['validate', 'ListClusters'], /at least one file; - reads standard input/);
  check(['validate', 'ListCluster', good], /did you mean ListClusters\?/);
  check(['validate', 'ListClusters', '-', good, '-'], /standard input can be read only once/);
  check(['validate', 'ListClusters', good, '--format', 'xml'], /--format is human or json, got `xml`/);
  check(['validate', '--nope'], /--nope.*see --help/s);
});

test('help, version, rules', () => {
  assert.match(run(['--help']).stdout, /exits with 0/);
  assert.match(run(['--version']).stdout, /^\d+\.\d+\.\d+\n$/);
  assert.match(run(['rules']).stdout, /tag-key-length/);
  assert.match(run(['operations']).stdout, /^UpdateContainerAgent /m);
});

test('places of pointers', () => {
  const text = '{"a": {"b/c": [1,\n  {"~": "x, ]"}, "é\\"", null]},\n "a2": 5}';
  const check = (pointer, line, column) => assert.deepEqual(placeOf(text, pointer), { line, column }, pointer);
  check('', 1, 1);
  check('/a', 1, 7);
  check('/a/b~1c/0', 1, 16);
  check('/a/b~1c/1', 2, 3);
  check('/a/b~1c/1/~0', 2, 9);
  check('/a/b~1c/2', 2, 18);
  check('/a2', 3, 8);
  check('/a/missing', 1, 7);
  check('/a/b~1c/1/missing', 2, 3);
});

test('serve says what is wrong with its options', () => {
  const check = (args, message) => {
    const { status, stdout, stderr } = run(['serve', ...args]);
    assert.deepEqual([status, stdout, stderr], [2, '', `ecs-drydock: ${message}\n`]);
  };
  check(['here'], 'serve takes options only, got `here`; see serve --help');
  check(['--port', '70000'], '--port takes a whole number from 0 to 65535, got `70000`');
  check(['--clock', 'fast'], 'the clock is `manual`, `real`, `x60` for sixty times as fast, or `+1000` for a second with each request; got `fast`');
  check(['--access-key-id', 'a'], '--access-key-id and --secret-access-key go together');
  check(['--tls-key', 'a'], '--tls-key and --tls-cert go together');
  check(['--tls-key', 'a', '--tls-cert', 'b'], 'a could not be read: there is no such file');
  assert.match(run(['serve', '--simulation', file('broken.json', '{')]).stderr, /^ecs-drydock: --simulation broken\.json: it is not JSON: /);
  check(['--simulation', file('odd.json', '{"readLagMs": -1}')], 'options.readLagMs: expected a whole number from 0, got `-1`');
  check(['--journal', file('letter.txt', 'a letter\n')], 'letter.txt is no journal of ecs-drydock');
  assert.match(run(['serve', '--colour']).stderr, /^ecs-drydock: Unknown option '--colour'/);
  const help = run(['serve', '--help']);
  assert.deepEqual([help.status, help.stderr], [0, '']);
  for (const name of ['port', 'clock', 'seed', 'journal', 'snapshot', 'fsync', 'tls-key', 'allow-origin', 'access-key-id', 'max-memory']) assert.match(help.stdout, new RegExp(`--${name}\\b`));
});
