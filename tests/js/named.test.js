// What the page calls the things that can be done, when it tells what came of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { COMMANDS, commandOf, textsOf } from '../../www/view/rehearse/commands.js';
import { FIELDS, inWords } from '../../www/view/rehearse/named.js';

const HOST = 'i-0123456789abcdef0';
const ID = '0123456789abcdef0123456789abcdef';
const ARN = `arn:aws:ecs:us-east-1:123456789012:container-instance/harbour/${ID}`;
const hosts = new Map([[HOST, { id: HOST, instance: { id: ID, arn: ARN } }], ['i-1', { id: 'i-1' }]]);
const call = (operation, request) => ({ kind: 'call', operation, request });

/** Commands, and what is said of them. */
const WORDS = [
  [call('ListTasks', { cluster: 'harbour' }), 'ListTasks'],
  [call('UpdateContainerInstancesState', { containerInstances: [ARN], status: 'DRAINING' }), 'UpdateContainerInstancesState of i-…bcdef0, status DRAINING'],
  [call('DeregisterContainerInstance', { containerInstance: ID, force: true }), 'DeregisterContainerInstance of i-…bcdef0, force true'],
  [call('DescribeTasks', { tasks: ['a', 'b', 'c', 'd', 'e'] }), 'DescribeTasks of a, b, c, 2 more'],
  [call('StopTask', { task: 'arn:aws:ecs:us-east-1:123456789012:task/harbour/fedcba9876543210fedcba9876543210' }), 'StopTask of …543210'],
  [call('UpdateService', { service: 'web', desiredCount: 3 }), 'UpdateService of web, desiredCount 3'],
  [{ kind: 'host', host: HOST, action: 'startAgent' }, 'Start the agent on i-…bcdef0'],
  [{ kind: 'host', host: HOST, action: 'terminate' }, 'Terminate i-…bcdef0'],
  [{ kind: 'fault', fault: { type: 'agentLoss', host: HOST } }, 'The agent hangs on i-…bcdef0'],
  [{ kind: 'fault', fault: { type: 'throttling', times: 1 } }, 'The next requests are throttled'],
  [{ kind: 'deadline', host: HOST, afterMs: 1 }, 'Set a deadline for i-…bcdef0'],
  [{ kind: 'workload', family: 'web' }, 'Change what containers do (web)'],
];

for (const [command, words] of WORDS) test(words, () => assert.equal(inWords(command, hosts), words));

test('what may be anything is told as the data that it is', () => {
  const odd = [{ toString: 1 }, 5, null, [], ['x'], true, 'constructor', '__proto__'];
  for (const one of odd) {
    for (const command of [one, { kind: one }, { kind: 'host', action: one, host: one }, { kind: 'fault', fault: one }, { kind: 'fault', fault: { type: one, host: one } }, { kind: 'call', operation: { one } }]) {
      assert.equal(inWords(command, hosts), JSON.stringify(command));
    }
    // Where it stands in place of a name or of a number, it is left out.
    for (const member of ['containerInstances', 'task', 'status', 'desiredCount']) assert.match(inWords(call('ListTasks', { [member]: one }), hosts), /^ListTasks/);
    assert.match(inWords(call('ListTasks', one), hosts), /^ListTasks$/);
  }
});

test('there is a word for all that can be chosen, and for its fields', () => {
  for (const command of COMMANDS) {
    assert.doesNotMatch(command.title, /undefined/);
    for (const [name] of command.fields) assert.ok(FIELDS[name], name);
    assert.doesNotMatch(inWords(commandOf(command, textsOf(command, [HOST])), hosts), /[{}]/);
  }
});
