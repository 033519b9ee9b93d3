// The model behind the page, without the page: what it shows is what a client would read, whatever
// was done; and whichever way one comes to a moment, it is the same.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { behaviourVersion } from 'ecs-drydock';

import { fileProblem } from '../../www/rehearsal/file.js';
import { CLUSTER } from '../../www/rehearsal/agreed.js';
import { Scene } from '../../www/rehearsal/scene.js';
import { Timeline } from '../../www/rehearsal/timeline.js';
import { numbers } from './use.js';

const folder = (name) => new URL(`../../www/${name}/`, import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(`../../www/${path}`, import.meta.url), 'utf8'));
const HARBOUR = read('clusters/1-harbour.json');
const request = (operation, input) => ({ kind: 'call', operation, request: { cluster: CLUSTER, ...input } });

/** What is drawn of a scene, without what only who watched can know: which task came in whose place. */
function drawn(scene) {
  const hosts = scene.order().map((id) => {
    const record = scene.record(id);
    return { ...record, tasks: record.tasks.map(({ hops, from, next, ...task }) => task).sort((one, other) => (one.arn < other.arn ? -1 : 1)) };
  });
  const counts = [...scene.counts].filter(([, { running, pending }]) => running + pending > 0).sort();
  return { hosts, counts, services: [...scene.services].sort(), tasks: scene.places.size, totals: scene.totals() };
}

/** That what was kept up from events is what a client reads, and that no record is older than what it shows. */
function check(timeline, words) {
  timeline.scene.lookAtHosts(timeline.simulation);
  const whole = Scene.read(timeline.simulation, timeline.scene.isDisturbed);
  assert.deepEqual(drawn(timeline.scene), drawn(whole), words);
}

for (const name of readdirSync(folder('lessons'))) {
  test(`the picture is true at every step: ${name}`, () => {
    const { id, ...lesson } = { id: name, ...read(`lessons/${name}`) };
    const timeline = Timeline.begin({ seed: 1, setup: lesson.setup, lesson: { id, ...lesson } });
    while (timeline.step < lesson.steps.length) {
      const { step } = timeline;
      timeline.showStep();
      check(timeline, `${name}, step ${step + 1}`);
      assert.ok(timeline.step > step, `${name}: step ${step + 1} never ends`);
    }
    timeline.free();
  });
}

/** Something that somebody might do to the cluster, or no more than let time pass. */
function anything(timeline, draw) {
  const hosts = timeline.scene.order();
  const instances = [...timeline.scene.instances.values()];
  const tasks = [...timeline.scene.places.keys()];
  const host = hosts[draw(hosts.length)];
  const { arn } = instances[draw(instances.length)] ?? {};
  const task = tasks[draw(tasks.length)];
  const choices = [
    () => request('UpdateContainerInstancesState', { containerInstances: [arn], status: 'DRAINING' }),
    () => request('UpdateContainerInstancesState', { containerInstances: [arn], status: 'ACTIVE' }),
    () => request('DeregisterContainerInstance', { containerInstance: arn, force: true }),
    () => request('UpdateContainerAgent', { containerInstance: arn }),
    () => request('StopTask', { task }),
    () => request('UpdateService', { service: 'web', desiredCount: draw(14) }),
    () => request('UpdateService', { service: 'web', forceNewDeployment: true }),
    () => request('RunTask', { taskDefinition: 'batch', count: 1 + draw(3) }),
    () => ({ kind: 'launch', count: 1 + draw(2), cluster: CLUSTER, instanceType: 'm5.large' }),
    () => ({ kind: 'host', host, action: ['terminate', 'stop', 'start', 'reboot', 'spotInterruption', 'stopAgent', 'startAgent'][draw(7)] }),
    () => ({ kind: 'fault', fault: { type: ['agentLoss', 'runtimeImpaired', 'lostState'][draw(3)], host } }),
    () => ({ kind: 'fault', fault: { type: 'taskExit', task } }),
    () => ({ kind: 'workload', family: 'web', pull: ['succeeds', 'fails', 'hangs'][draw(3)] }),
  ];
  return choices[draw(choices.length)]();
}

test('the picture is true after anything, and every moment comes back as it was', () => {
  let acts = 0;
  let refused = 0;
  for (let seed = 1; seed <= 30; seed += 1) {
    const words = `seed ${seed}: node --test tests/js/rehearsal.test.js`;
    const draw = numbers(seed);
    const timeline = Timeline.begin({ seed, setup: HARBOUR.setup });
    const seen = [];
    for (let turn = 0; turn < 20; turn += 1) {
      timeline.act(anything(timeline, draw));
      acts += 1;
      if (timeline.last.error) refused += 1;
      check(timeline, `${words}, turn ${turn}`);
      seen.push({ now: timeline.now, count: timeline.count, digest: timeline.simulation.digest(), scene: drawn(timeline.scene) });
      timeline.pass(1 + draw(90_000));
    }
    const ended = timeline.simulation.digest();
    // By file: a second one that only has what was saved.
    const file = JSON.parse(JSON.stringify(timeline.file()));
    assert.equal(fileProblem(file, behaviourVersion()), undefined);
    const other = Timeline.again(file);
    assert.equal(other.simulation.digest(), ended, words);
    other.free();
    // By going back and forth, in any order.
    for (let turn = 0; turn < 10; turn += 1) {
      const moment = seen[draw(seen.length)];
      timeline.goTo(moment.now);
      assert.equal(timeline.simulation.digest(), moment.digest, words);
      assert.deepEqual(drawn(timeline.scene), moment.scene, words);
    }
    timeline.goTo(timeline.latest);
    assert.equal(timeline.simulation.digest(), ended, words);
    // By undoing all and doing it again.
    for (const { digest } of seen.toReversed()) {
      timeline.goTo(seen[timeline.count - 1].now);
      assert.equal(timeline.simulation.digest(), digest, words);
      timeline.undo();
    }
    assert.equal(timeline.count, 0);
    for (const { digest } of seen) {
      timeline.redo();
      assert.equal(timeline.simulation.digest(), digest, words);
    }
    timeline.redo();
    assert.equal(timeline.count, seen.length);
    timeline.free();
  }
  assert.ok(acts === 600 && refused > 20 && refused < 300, `${refused} of ${acts} refused`);
});

test('what is done at an earlier moment forgets what came later, in the fork alone', () => {
  const timeline = Timeline.begin({ seed: 1, setup: HARBOUR.setup });
  const [first, second] = [...timeline.scene.instances.keys()];
  const drain = (arn) => request('UpdateContainerInstancesState', { containerInstances: [arn], status: 'DRAINING' });
  timeline.pass(60_000);
  timeline.act(drain(first));
  timeline.pass(120_000);
  const digest = timeline.simulation.digest();
  const fork = timeline.fork();
  assert.equal(fork.simulation.digest(), digest);
  fork.goTo(fork.begun + 30_000);
  fork.act(drain(second));
  assert.deepEqual([fork.commands.length, fork.latest, fork.scene.instances.get(first).status], [1, fork.begun + 30_000, 'ACTIVE']);
  fork.undo();
  fork.undo();
  assert.deepEqual([fork.count, fork.undone.length], [0, 1]);
  fork.free();
  assert.deepEqual([timeline.count, timeline.simulation.digest()], [1, digest]);
  timeline.goTo(timeline.begun);
  assert.equal(timeline.scene.instances.get(first).status, 'ACTIVE');
  // Time that goes on from there meets what was done later.
  timeline.pass(180_000);
  assert.equal(timeline.simulation.digest(), digest);
  timeline.free();
});

test('what is undone can be done again in its order, from whichever moment it was undone', () => {
  const timeline = Timeline.begin({ seed: 1, setup: HARBOUR.setup });
  const drains = [...timeline.scene.instances.keys()].slice(0, 3).map((arn) => request('UpdateContainerInstancesState', { containerInstances: [arn], status: 'DRAINING' }));
  for (const drain of drains) {
    timeline.pass(60_000);
    timeline.act(drain);
  }
  timeline.pass(45_000);
  const ended = [timeline.now, timeline.simulation.digest()];
  // Undone at the end, then at a moment before the second of them.
  timeline.undo();
  timeline.goTo(timeline.begun + 90_000);
  const seen = timeline.simulation.digest();
  timeline.undo();
  assert.deepEqual([timeline.count, timeline.commands.length, timeline.now - timeline.begun], [0, 0, 60_000]);
  timeline.redo();
  assert.deepEqual([timeline.count, timeline.simulation.digest()], [1, seen]);
  timeline.redo();
  timeline.redo();
  assert.deepEqual([timeline.now, timeline.simulation.digest()], ended);
  assert.deepEqual(timeline.commands.map(({ command }) => command), drains);
  timeline.redo();
  assert.deepEqual([timeline.now, timeline.simulation.digest()], ended);
  timeline.free();
});

test('whatever is done can be opened again, and is the same then', () => {
  const timeline = Timeline.begin({ seed: 1, setup: HARBOUR.setup });
  const odd = [
    { kind: 'launch', count: Infinity }, { kind: 'launch', count: 'abc' }, { kind: 'launch', count: NaN }, { kind: 'launch', count: 10_001 }, { kind: 'sink' }, 5, null, [], undefined,
    { kind: 'advance', milliseconds: 31 * 24 * 3_600_000 }, { kind: 'fault', fault: { type: 'throttling', times: 1000 } }, { kind: 'fault', fault: { type: 'throttling', times: 1e9 } },
  ];
  for (const command of odd) timeline.act(command);
  timeline.pass(31 * 24 * 3_600_000);
  timeline.pass(1);
  assert.deepEqual(timeline.last, { command: { kind: 'advance', milliseconds: 1 }, error: { name: 'DrydockError', message: 'a rehearsal goes on for up to 30 days.' } });
  const text = JSON.stringify(timeline.file());
  assert.equal(fileProblem(JSON.parse(text), behaviourVersion()), undefined);
  const again = Timeline.again(JSON.parse(text));
  assert.deepEqual([again.now, again.simulation.digest()], [timeline.now, timeline.simulation.digest()]);
  for (let count = timeline.count; count <= 1000; count += 1) timeline.act({ kind: 'sink' });
  assert.deepEqual([timeline.count, timeline.last.error.message], [1000, 'a rehearsal has up to 1000 commands.']);
  assert.equal(fileProblem(timeline.file(), behaviourVersion()), undefined);
  for (const one of [timeline, again]) one.free();
});

test('looking uses up no faults of requests', () => {
  const timeline = Timeline.begin({ seed: 1, setup: HARBOUR.setup });
  timeline.act({ kind: 'fault', fault: { type: 'throttling', times: 2 } });
  for (let turn = 0; turn < 5; turn += 1) {
    timeline.pass(10_000);
    check(timeline, `turn ${turn}`);
  }
  for (const expected of ['ThrottlingException', 'ThrottlingException', undefined]) {
    timeline.act(request('ListTasks', {}));
    assert.equal(timeline.last.error?.name, expected);
  }
  timeline.free();
});

test('a task comes in the place of one of a host that drains, and work that moves twice says so', () => {
  const { setup, steps, ...rest } = read('lessons/8-one-after-another.json');
  const timeline = Timeline.begin({ seed: 1, setup, lesson: { steps, ...rest } });
  const hosts = timeline.scene.order();
  const moved = () => [...timeline.scene.aboard.values()].flat().filter(({ hops }) => hops > 0);
  timeline.showStep();
  assert.deepEqual(moved().map(({ hops, from }) => [hops, from.ec2]), [[1, hosts[0]], [1, hosts[0]]]);
  timeline.showStep();
  timeline.showStep();
  // The last host's own two tasks move once; of the four others all move again, and one of the first host's a third time.
  assert.deepEqual(moved().map(({ hops }) => hops).sort(), [1, 1, 2, 2, 2, 3]);
  timeline.free();
});

test('a host that registered anew still has what it was before', () => {
  const timeline = Timeline.begin({ seed: 1, setup: HARBOUR.setup });
  const [id] = timeline.scene.order();
  const { instance, tasks, former } = timeline.scene.record(id);
  assert.deepEqual(former, []);
  timeline.act({ kind: 'fault', fault: { type: 'lostState', host: id } });
  timeline.pass(120_000);
  const after = timeline.scene.record(id);
  assert.notEqual(after.instance.arn, instance.arn);
  assert.deepEqual(after.former, [{ arn: instance.arn, status: 'ACTIVE', count: tasks.length }]);
  check(timeline, 'registered anew');
  timeline.free();
});

test('the charts have each second in which something happened, and stop where time stands', () => {
  const timeline = Timeline.begin({ seed: 1, setup: HARBOUR.setup });
  const [[arn]] = [...timeline.scene.aboard].filter(([, tasks]) => tasks.map(({ name }) => name).sort().join() === 'agent,web,web');
  timeline.act(request('UpdateContainerInstancesState', { containerInstances: [arn], status: 'DRAINING' }));
  timeline.pass(400_000);
  const { cluster, services: { web } } = timeline.series.data();
  assert.deepEqual(cluster.map(({ at }) => at), [...new Set(cluster.map(({ at }) => at))].sort((one, other) => one - other));
  assert.deepEqual([Math.max(...cluster.map(({ drains }) => drains)), cluster.at(-1).drains], [1, 0]);
  assert.ok(cluster.length > 5 && cluster.at(-1).at === timeline.now);
  // Two of nine move, and as many as 18 are allowed: never fewer than nine run, and eleven do for a while.
  assert.deepEqual([Math.min(...web.map(({ running }) => running)), Math.max(...web.map(({ running }) => running))], [9, 11]);
  assert.ok(web.every(({ floor, ceiling, desired }) => floor === 9 && ceiling === 18 && desired === 9));
  timeline.goTo(timeline.begun + 10_000);
  assert.deepEqual(timeline.series.data().cluster.length, cluster.length);
  timeline.act(request('ListTasks', {}));
  assert.ok(timeline.series.data().cluster.every(({ at }) => at <= timeline.now));
  timeline.free();
});
