// Requests as the page writes them for other languages: JavaScript and the shell run them here.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

import { boto3, cli, sdk } from '../../www/code.js';

const INPUT = { cluster: "captain's é", tags: [{ key: 'a', value: '"x" $HOME `id`' }], force: true, count: 2, none: null };

test('for a shell: what the command is given is the request', () => {
  // A function of the shell in the command's place prints what it gets.
  const printed = execFileSync('sh', ['-c', `aws() { printf '%s\\n' "$2" "$4"; }\n${cli('UpdateContainerInstancesState', INPUT)}`], { encoding: 'utf8' });
  const [name, json] = printed.split('\n');
  assert.equal(name, 'update-container-instances-state');
  assert.deepEqual(JSON.parse(json), INPUT);
});

test('for Python', () => {
  assert.equal(
    boto3('ListTagsForResource', INPUT),
    'ecs = boto3.client("ecs")\necs.list_tags_for_resource(\n    cluster="captain\'s é",\n    tags=[{"key": "a", "value": "\\"x\\" $HOME `id`"}],\n    force=True,\n    count=2,\n    none=None,\n)',
  );
  assert.equal(boto3('ListClusters', {}), 'ecs = boto3.client("ecs")\necs.list_clusters()');
});

test('for JavaScript: what the SDK is sent is the request', async () => {
  let sent;
  class ECSClient {
    async send(command) {
      sent = command;
    }
  }
  class TagResourceCommand {
    constructor(input) {
      this.input = input;
    }
  }
  const AsyncFunction = (async () => {}).constructor;
  await new AsyncFunction('ECSClient', 'TagResourceCommand', sdk('TagResource', INPUT))(ECSClient, TagResourceCommand);
  assert.ok(sent instanceof TagResourceCommand);
  assert.deepEqual(sent.input, INPUT);
});
