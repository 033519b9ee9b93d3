// How the page tells what keeps tasks where they are: each kind in words, and what is the same once.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { Simulation } from 'ecs-drydock';

import { setUp } from '../../www/rehearsal/lesson.js';
import { TITLES, sorted, summary } from '../../www/view/rehearse/blockers.js';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const request = (operation, input) => ({ kind: 'call', operation, request: { cluster: 'harbour', ...input } });
const instances = (simulation) => simulation.hosts().map((host) => host.describe().containerInstanceArn);

test('every kind of blocker has a title, and there is no other', () => {
  const [, union] = /export type BlockerKind =([^;]+);/.exec(read('pkg/index.d.ts'));
  const kinds = [...union.matchAll(/'(\w+)'/g)].map(([, kind]) => kind);
  assert.ok(kinds.length >= 15);
  assert.deepEqual(Object.keys(TITLES).sort(), kinds.sort());
  assert.equal(new Set(Object.values(TITLES)).size, kinds.length);
});

/** By what is done in a cluster: how the explanation of all of it reads. */
const READS = {
  'an agent that is gone holds tasks of two services as one thing, with each change once': {
    cluster: '1-harbour',
    work(simulation) {
      const [first] = simulation.hosts();
      simulation.apply({ kind: 'host', host: first.id, action: 'stopAgent' });
      simulation.apply(request('UpdateContainerInstancesState', { containerInstances: [instances(simulation)[0]], status: 'DRAINING' }));
    },
    summary: /^\d+ tasks are held by 1 thing\.$/,
    groups: [{ kind: 'agentGone', whose: /of web.*of agent|of agent.*of web/, changes: ['bring 1 agent back', 'deregister 1 host by force: the containers there are on their own then'] }],
    kinds: [],
  },
  'of many services that go on, one line': {
    cluster: '2-port',
    work: (simulation) => simulation.apply(request('UpdateContainerInstancesState', { containerInstances: instances(simulation).slice(0, 10), status: 'DRAINING' })),
    summary: /^\d+ tasks wait, and go on by themselves\.$/,
    kinds: ['proceeding'],
    words: 'goes on at the next step',
  },
};

for (const [name, { cluster, work, ...expected }] of Object.entries(READS)) {
  test(name, () => {
    const { seed = 1, setup } = JSON.parse(read(`www/clusters/${cluster}.json`));
    const simulation = new Simulation({ seed });
    setUp(simulation, setup);
    work(simulation);
    const explanation = simulation.explain({ cluster: 'harbour' });
    const found = sorted(explanation.blockers);
    assert.match(summary(explanation, found), expected.summary);
    assert.deepEqual(found.kinds.map(({ kind }) => kind), expected.kinds);
    for (const [index, { kind, whose, changes }] of (expected.groups ?? []).entries()) {
      assert.equal(found.groups[index].kind, kind);
      assert.match(found.groups[index].whose, whose);
      assert.deepEqual(found.groups[index].changes.map(({ message }) => message), changes);
    }
    if (expected.words) assert.deepEqual(found.kinds.at(-1).words, [expected.words]);
    assert.equal(new Set(found.groups.map(({ kind, message }) => `${kind} ${message}`)).size, found.groups.length);
    simulation.free();
  });
}

/** How sentences go with numbers: tasks that wait, and how many of them stand in what passes and in what does not. */
for (const [words, passing, held] of [
  ['For nothing: no task is left that it would move.', [], []],
  ['1 task waits, and goes on by itself.', [1], []],
  ['3 tasks wait, and go on by themselves.', [1, 2], []],
  ['1 task is held by 1 thing.', [], [1]],
  ['3 tasks are held by 2 things; another goes on by itself.', [1], [1, 2]],
  ['1 thing keeps services from starting tasks; 2 go on by themselves.', [2], [0]],
]) {
  test(words, () => {
    const blocker = (passes) => (count, index) => ({ kind: 'k', message: `${passes} ${index}`, passes, serviceArn: 'service/harbour/web', tasks: { count }, changes: [] });
    const blockers = [...held.map(blocker(false)), ...passing.map(blocker(true))];
    const waitingTasks = [...held, ...passing].reduce((sum, count) => sum + count, 0);
    assert.equal(summary({ blockers, waitingTasks }, sorted(blockers)), words);
  });
}
