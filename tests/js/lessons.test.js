// The lessons of the page, gone through without it.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { Simulation } from 'ecs-drydock';

import { CLUSTER } from '../../www/rehearsal/agreed.js';
import { castOf, countEnded, filled, hasEnded, lengthOf, lessonOf, outcomeOf, setUp } from '../../www/rehearsal/lesson.js';
import { Timeline } from '../../www/rehearsal/timeline.js';

const folder = new URL('../../www/lessons/', import.meta.url);
const LESSONS = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ id: name.slice(0, -'.json'.length), ...JSON.parse(readFileSync(new URL(name, folder), 'utf8')) }));
const NOTHING = { milliseconds: 0, outcomes: [] };
const MINUTE = 60_000;

test('there are eight lessons', () => assert.ok(LESSONS.length >= 8));

for (const { title, about, seed, setup, steps } of LESSONS) {
  test(`lesson ${title}`, () => {
    assert.ok(about.endsWith('.') && steps.length >= 3);
    const simulation = new Simulation({ seed });
    setUp(simulation, setup);
    const cast = castOf(simulation);
    for (const [index, step] of steps.entries()) {
      const words = `step ${index + 1}: ${step.say}`;
      assert.ok(step.say.endsWith('.'), words);
      // A step that shows how nothing changes holds from its beginning on, and any other does not; nor has the one after it ended.
      assert.equal(hasEnded({ ...step, shows: undefined }, simulation, cast, NOTHING), step.shows !== undefined, `${words} begins as it ends`);
      assert.equal(countEnded(steps.slice(index), simulation, cast, NOTHING), 0, words);
      const begun = simulation.now;
      const length = lengthOf(step, simulation, cast);
      assert.notEqual(length, undefined, `${words} never ends: ${simulation.explain().summary}`);
      const outcomes = step.do.map((command) => outcomeOf(filled(command, simulation, cast), simulation));
      for (const { error, command } of outcomes) assert.ok(!error || command.operation === step.shows?.refused, `${words}: ${error?.message}`);
      simulation.advance(length);
      assert.ok(hasEnded(step, simulation, cast, { milliseconds: simulation.now - begun, outcomes }), words);
    }
    simulation.free();
  });
}

/** A lesson that has begun, with so many steps shown. */
function begun(id, shown = 0) {
  const lesson = LESSONS.find((one) => one.id === id);
  const timeline = Timeline.begin({ seed: 1, setup: lesson.setup, lesson });
  for (let step = 0; step < shown; step += 1) timeline.showStep();
  return timeline;
}

const request = (operation, input) => ({ kind: 'call', operation, request: { cluster: CLUSTER, ...input } });
const wait = (minutes) => (timeline) => {
  for (let minute = 0; minute < minutes; minute += 1) timeline.pass(MINUTE);
};
const own = (command) => (timeline) => timeline.act(filled(command, timeline.simulation));

/** What somebody does himself, after so many steps were shown, and how many have ended then. */
for (const [what, id, shown, work, ended] of [
  ['four minutes are no wait of five', '2-rounding-deadlock', 1, [wait(4)], 1],
  ['five minutes by hand are a wait', '2-rounding-deadlock', 1, [wait(5)], 2],
  ['so they are for a port', '3-static-port', 1, [wait(5)], 2],
  ['a wait counts from where it begins', '2-rounding-deadlock', 0, [wait(9), (timeline) => timeline.showStep(), wait(1)], 1],
  ['what frees the drain makes the wait needless', '2-rounding-deadlock', 1, [own(request('UpdateService', { service: 'api', deploymentConfiguration: { maximumPercent: 200 } })), wait(4)], 3],
  ['a host launched early does so too', '3-static-port', 1, [own({ kind: 'launch', count: 1, cluster: CLUSTER, instanceType: 'm5.large' }), wait(4)], 3],
  ['a refusal is a refusal, whoever asks', '6-orphans', 0, [own(request('DeregisterContainerInstance', { containerInstance: '$instance.0' }))], 1],
  ['another request that is refused is not', '6-orphans', 0, [own(request('StopTask', { task: 'nothing' }))], 0],
  ['force at once makes the try needless', '6-orphans', 0, [own(request('DeregisterContainerInstance', { containerInstance: '$instance.0', force: true }))], 2],
  ['to ask twice is to be refused', '7-agent-update', 1, [own(request('UpdateContainerAgent', { containerInstance: '$instance.0' }))], 2],
  ['an update that is done needs no second request', '7-agent-update', 1, [wait(10)], 3],
  ['an agent that comes back soon leaves no false green', '5-false-green', 2, [own({ kind: 'host', host: '$host.0', action: 'startAgent' }), wait(10)], 4],
]) {
  test(`a lesson sees what one does oneself: ${what}`, () => {
    const timeline = begun(id, shown);
    for (const one of work) one(timeline);
    assert.equal(timeline.step, ended);
    timeline.free();
  });
}

test('the false green is seen: no task is counted on the host, the service is steady, and its tasks are there', () => {
  const timeline = begun('5-false-green', 3);
  const host = timeline.simulation.hosts()[0].describe();
  const { containerInstances: [instance] } = timeline.simulation.call('DescribeContainerInstances', { cluster: CLUSTER, containerInstances: [host.containerInstanceArn] });
  const { instance: drawn, tasks } = timeline.scene.record(host.id);
  assert.deepEqual([instance.runningTasksCount, instance.pendingTasksCount, drawn.isConnected, tasks.map(({ last }) => last)], [0, 0, false, ['RUNNING', 'RUNNING']]);
  assert.match(timeline.scene.services.get('web').message, /steady state/);
  wait(60)(timeline);
  assert.equal(timeline.step, 3);
  timeline.showStep();
  assert.equal(timeline.step, 4);
  timeline.free();
});

for (const { id, title } of LESSONS) {
  test(`a host that is not the same any more leads astray, and back: ${title}`, () => {
    const timeline = begun(id);
    assert.equal(timeline.isAstray, false);
    own({ kind: 'fault', fault: { type: 'lostState', host: '$host.0' } })(timeline);
    for (const moment of ['at once', 'registered anew']) {
      assert.deepEqual([timeline.isAstray, timeline.step], [true, 0], moment);
      timeline.showStep();
      wait(1)(timeline);
    }
    assert.equal(timeline.commands.length, 1);
    timeline.undo();
    assert.equal(timeline.isAstray, false);
    timeline.showStep();
    assert.equal(timeline.step, 1);
    timeline.free();
  });

  test(`a lesson that was gone through has nothing more to show: ${title}`, () => {
    const timeline = begun(id, LESSONS.find((one) => one.id === id).steps.length);
    const before = [timeline.step, timeline.now, timeline.count];
    timeline.showStep();
    assert.deepEqual([timeline.step, timeline.now, timeline.count], before);
    assert.equal(timeline.isAstray, false);
    timeline.free();
  });
}

test('a step whose end does not come is not shown, and what was done is said to lead astray until something else is done', () => {
  const timeline = begun('1-clean-drain');
  own(request('DeregisterContainerInstance', { containerInstance: '$instance.0', force: true }))(timeline);
  const { now } = timeline;
  timeline.showStep();
  assert.deepEqual([timeline.now, timeline.count, timeline.step, timeline.isAstray], [now, 1, 0, true]);
  timeline.undo();
  assert.equal(timeline.isAstray, false);
  timeline.free();
});

test('a rehearsal that was kept is of a lesson only if it begins as the lesson does', () => {
  const [first, second] = LESSONS;
  assert.equal(lessonOf({ lesson: first.id, setup: structuredClone(first.setup) }, LESSONS), first);
  assert.equal(lessonOf({ lesson: first.id, setup: second.setup.slice(0, 2) }, LESSONS), undefined);
  assert.equal(lessonOf({ setup: first.setup }, LESSONS), undefined);
});

test('a rehearsal kept in the middle of a lesson is there again', () => {
  const timeline = begun('2-rounding-deadlock', 2);
  const again = Timeline.again({ ...timeline.file(), lesson: timeline.lesson });
  assert.equal(again.step, 2);
  for (const one of [timeline, again]) one.free();
});
