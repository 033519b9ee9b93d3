// The simulation as its users meet it: answers, misuse, and what becomes of time.
// What the service does is in tests/cases; here is what is JavaScript's own.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

import fc from 'fast-check';

import { DrydockError, EcsServiceException, Host, Simulation, behaviourVersion, operations } from 'ecs-drydock';

import { __memory_bytes } from '../../pkg/api.js';
import { connected, misused, numbers, unchanged, UNKNOWN_HOST } from './use.js';

const pkg = new URL('../../pkg/', import.meta.url);
const START = Date.UTC(2026, 0, 1);

function describeAll(simulation) {
  const { containerInstanceArns } = simulation.call('ListContainerInstances');
  return simulation.call('DescribeContainerInstances', { containerInstances: containerInstanceArns, include: ['CONTAINER_INSTANCE_HEALTH'] });
}

/** Replays commands; requests that the service refused are refused again. */
function replay(journal, options) {
  const simulation = new Simulation(options);
  for (const command of journal) {
    try {
      simulation.apply(command);
    } catch (error) {
      if (!(error instanceof EcsServiceException)) throw error;
    }
  }
  return simulation;
}

test('the way through: launch, connect, drain, deregister', () => {
  const simulation = new Simulation();
  assert.deepEqual([simulation.now, simulation.nextDue, simulation.sequence], [START, undefined, 0]);
  const [host, ...others] = simulation.launch({ count: 2, instanceType: 'c5.large' });
  assert.ok(host instanceof Host && others.length === 1);
  assert.ok(simulation.nextDue > START);
  const { reached, now, events, cursor } = simulation.advanceUntil({ containerInstances: { are: { agentConnected: true }, atLeast: 2 } });
  assert.deepEqual([reached, now, events, cursor], [true, simulation.now, simulation.events().events.length, simulation.events().next]);
  const [{ containerInstanceArn }] = describeAll(simulation).containerInstances;
  const drained = simulation.call('UpdateContainerInstancesState', { containerInstances: [containerInstanceArn], status: 'DRAINING' });
  assert.deepEqual([drained.containerInstances[0].status, drained.failures], ['DRAINING', []]);
  const gone = simulation.call('DeregisterContainerInstance', { containerInstance: containerInstanceArn });
  assert.equal(gone.containerInstance.status, 'INACTIVE');
  assert.equal(simulation.call('DescribeClusters').clusters[0].registeredContainerInstancesCount, 1);
  assert.deepEqual(simulation.journal().map(({ kind }) => kind), ['launch', 'advance', 'call', 'call']);
});

test('times in answers are Dates, and nothing else is', () => {
  const simulation = connected();
  simulation.advance(60_000);
  const [instance] = describeAll(simulation).containerInstances;
  const [{ lastUpdated, lastStatusChange }] = instance.healthStatus.details;
  for (const time of [instance.registeredAt, lastUpdated, lastStatusChange]) {
    assert.ok(time instanceof Date && time > START && time <= simulation.now, String(time));
  }
  const { events } = simulation.events({ types: ['containerInstanceStateChange'] });
  assert.equal(instance.registeredAt.toISOString(), events[0].detail.registeredAt, 'to the millisecond');
  const named = { name: 'registeredAt', value: '5' };
  const { attributes } = simulation.call('PutAttributes', { attributes: [{ ...named, targetId: instance.containerInstanceArn }] });
  assert.deepEqual(attributes, [{ ...named, targetId: instance.containerInstanceArn }]);
});

test('a refusal has the shape of the SDK\'s', () => {
  const simulation = new Simulation();
  unchanged(simulation, () => {
    assert.throws(() => simulation.call('DeleteCluster', { cluster: 'gone' }), (error) => {
      assert.ok(error instanceof EcsServiceException && error instanceof Error && !(error instanceof DrydockError));
      const { name, message, $fault, $metadata, diagnostics } = error;
      const { requestId, ...rest } = $metadata;
      assert.deepEqual({ name, message, $fault, diagnostics, rest }, {
        name: 'ClusterNotFoundException', message: 'Cluster not found.', $fault: 'client', diagnostics: [],
        rest: { httpStatusCode: 400, attempts: 1, totalRetryDelay: 0 },
      });
      assert.match(requestId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      assert.match(String(error), /^ClusterNotFoundException: Cluster not found\.$/);
      return true;
    });
    assert.throws(() => simulation.call('UpdateContainerInstancesState', { containerInstances: ['None'], status: 'GONE' }), (error) => {
      assert.deepEqual([error.name, error.message], ['InvalidParameterException', 'instanceId length should be one of [32,36]']);
      assert.deepEqual(error.diagnostics.map(({ path, first }) => [path, first]), [['/containerInstances/0', true], ['/status', undefined]]);
      return true;
    });
  });
});

test('what is not simulated says so, and what ECS does not know is unknown', () => {
  const simulation = new Simulation();
  const check = (operation, name, status, fault, message) => {
    const same = (error) => {
      assert.ok(error instanceof EcsServiceException);
      assert.deepEqual([error.name, error.$metadata.httpStatusCode, error.$fault, error.message], [name, status, fault, message]);
      return true;
    };
    unchanged(simulation, () => assert.throws(() => simulation.call(operation, {}), same));
    assert.equal(simulation.handle({ operation }).status, status);
  };
  check('CreateTaskSet', 'NotSimulatedException', 501, 'server', 'CreateTaskSet is an operation of ECS that is not simulated here');
  for (const operation of ['Launch', '', 'listClusters', '__proto__', '\ud800', 'x'.repeat(1e6)]) {
    check(operation, 'UnknownOperationException', 400, 'client', '');
  }
});

const cyclic = { tags: [] };
cyclic.tags.push(cyclic);
const tooMuch = 'larger than 4 MiB of text or 1,000,000 values';

/** Values that no client can send: where, and what is said of them. */
const UNSENDABLE = [
  ['a Date', { clusterName: new Date(0) }, '/clusterName', 'a `Date` is none of the values that this request takes'],
  ['a large BigInt', { clusterName: 1n << 70n }, '/clusterName', 'this `BigInt` does not fit 64 bits'],
  ['an object within itself', cyclic, '/tags/0', 'this object contains itself, so it has no end as JSON'],
  ['a getter that throws', { get clusterName() { throw new Error('no'); } }, '/clusterName', 'reading this member threw an error'],
  ['a Map', { configuration: new Map() }, '/configuration', 'a `Map` is sent as an empty structure'],
  ['a Set', { tags: new Set() }, '/tags', 'a `Set` is sent as an empty structure'],
  ['a hole', { tags: [, { key: 'a' }] }, '/tags/0', '`undefined` has no form in JSON'], // eslint-disable-line no-sparse-arrays
  ['NaN', { defaultCapacityProviderStrategy: [{ capacityProvider: 'a', base: NaN }] }, '/defaultCapacityProviderStrategy/0/base', '`NaN` has no form in JSON'],
  ['a function', { clusterName: () => 'a' }, '/clusterName', 'a function has no form in JSON'],
  ['a symbol', { clusterName: Symbol('a') }, '/clusterName', 'a symbol has no form in JSON'],
  ['half a surrogate pair', { clusterName: 'a\ud83d' }, '/clusterName', 'half of a surrogate pair cannot be sent as UTF-8'],
  ['a boxed text', { clusterName: new String('a') }, '/clusterName', 'an object around a primitive value is sent as a structure'],
  ['bytes', { clusterName: new Uint8Array(2) }, '/clusterName', 'binary data is none of the values that this request takes'],
  ['a promise', { configuration: Promise.resolve() }, '/configuration', 'this object is no plain structure: promises, regular expressions, errors and the like cannot be sent'],
  ['a symbol in its place', Symbol('a'), '', 'a symbol has no form in JSON'],
];

for (const [name, input, path, words] of UNSENDABLE) {
  test(`a request with ${name} is refused whole`, () => {
    const simulation = new Simulation();
    const message = `no client can send this request: ${path && `${path}: `}${words}`;
    unchanged(simulation, () => misused('bad-argument', message, () => simulation.call('CreateCluster', input)));
  });
}

test('a request that is no structure is one that the service refuses', () => {
  const simulation = new Simulation();
  for (const input of [null, 5, 'x', [], true]) {
    unchanged(simulation, () => assert.throws(() => simulation.call('CreateCluster', input), { name: 'SerializationException' }));
  }
});

test('a request that is too large is refused whole, right after another answer', () => {
  const simulation = new Simulation();
  const large = [{ nextToken: 'a'.repeat(5_000_000) }, { nextToken: '船'.repeat(2_000_000) }, { x: Array.from({ length: 1_000_001 }, () => 1) }];
  for (const input of large) {
    assert.deepEqual(simulation.call('ListClusters').clusterArns, []);
    unchanged(simulation, () => misused('bad-argument', tooMuch, () => simulation.call('ListClusters', input)));
  }
  for (const body of ['a'.repeat(5_000_000), new Uint8Array(5_000_000)]) {
    const { status, body: answer } = simulation.handle({ operation: 'ListClusters', body });
    assert.deepEqual([status, JSON.parse(answer)], [400, { __type: 'SerializationException', message: tooMuch }]);
  }
});

test('an undefined member is absent, and an input may be left out', () => {
  const simulation = new Simulation();
  assert.deepEqual(simulation.call('ListClusters', { maxResults: undefined }), { clusterArns: [] });
  assert.deepEqual(simulation.call('ListClusters'), { clusterArns: [] });
  assert.equal(simulation.apply({ kind: 'call', operation: 'CreateCluster', request: undefined }).cluster.clusterName, 'default');
});

test('handle answers any bytes', () => {
  const simulation = new Simulation();
  const check = (request, status, type) => {
    const { status: given, headers, body } = simulation.handle(request);
    assert.deepEqual([given, JSON.parse(body).__type], [status, type]);
    assert.deepEqual(Object.keys(headers), ['content-type', 'x-amzn-requestid']);
    assert.equal(headers['content-type'], 'application/x-amz-json-1.1');
  };
  check({ operation: 'ListClusters' }, 200);
  check({ operation: 'ListClusters', body: undefined }, 200);
  check({ operation: 'ListClusters', body: '{}' }, 200);
  check({ operation: 'CreateCluster', body: Buffer.from('{"clusterName": "é"}') }, 400, 'InvalidParameterException');
  check({ operation: 'ListClusters', body: '{' }, 400, 'SerializationException');
  check({ operation: 'ListClusters', body: '\ud800' }, 400, 'SerializationException');
  check({ operation: 'ListClusters', body: new Uint8Array([255]) }, 400, 'SerializationException');
  check({ operation: 'ListClusters', body: '[1]' }, 400, 'SerializationException');
  check({ operation: 'Nothing', body: '{' }, 400, 'UnknownOperationException');
  class Boastful extends Uint8Array {
    get length() { return 2 ** 31; }
    static get [Symbol.species]() { throw new Error('no'); }
  }
  check({ operation: 'ListClusters', body: new Boastful([123, 125]) }, 200);
  misused('bad-argument', 'the body is a string or a Uint8Array, got object', () => simulation.handle({ operation: 'ListClusters', body: {} }));
  misused('bad-argument', 'the body is a string or a Uint8Array, got null', () => simulation.handle({ operation: 'ListClusters', body: null }));
  misused('bad-argument', 'the body is a string or a Uint8Array, got object', () => simulation.handle({ operation: 'ListClusters', body: new Proxy(new Uint8Array(1), {}) }));
  misused('bad-argument', 'the operation must be a string, got undefined', () => simulation.handle({}));
  misused('bad-argument', 'the request: expected an object, got undefined', () => simulation.handle());
  misused('bad-argument', 'the request: a getter threw', () => simulation.handle({ get body() { throw new Error('no'); } }));
});

/** Options that make no sense, and all that is said of them. */
const BAD_OPTIONS = [
  [null, 'options: expected an object, got null'],
  [5, 'options: expected an object, got number'],
  [[], 'options: expected an object, got an array'],
  [new Map(), 'options: expected an object, got object'],
  [{ clock: 5 }, 'options: there is no member `clock`: there are seed, startTime, region, accountId, agents, latestAgentVersion, oldestUpdatableAgentVersion, timings, assumptions, faults, throttling, readLagMs, delivery, targetGroups, workloads, eventCapacity'],
  [{ seed: -1 }, 'options.seed: expected a whole number from 0, got `-1`'],
  [{ seed: 0.5 }, 'options.seed: expected a whole number from 0, got `0.5`'],
  [{ seed: NaN }, 'options.seed: expected a whole number from 0, got NaN'],
  [{ seed: Infinity }, 'options.seed: expected a whole number from 0, got an infinite number'],
  [{ seed: 1n << 64n }, 'options.seed: expected a whole number from 0, got a BigInt of more than 64 bits'],
  [{ seed: '1' }, 'options.seed: expected a whole number from 0, got the text `1`'],
  [{ seed: () => 1 }, 'options.seed: expected a whole number from 0, got a function'],
  [{ get seed() { throw new Error('no'); } }, 'options: a getter threw'],
  [new Proxy({}, { get() { throw new Error('no'); } }), 'options: a getter threw'],
  [{ startTime: new Date(NaN) }, 'options.startTime: expected a whole number from 0, got NaN'],
  [{ startTime: new Date(-1) }, 'options.startTime: expected a whole number from 0, got `-1`'],
  [{ startTime: '2026-01-01' }, 'options.startTime: expected a whole number from 0, got the text `2026-01-01`'],
  [{ startTime: 253_402_300_800_000 }, 'options.startTime: `253402300800000` is after the year 9999'],
  [{ region: 'Frankfurt' }, 'options.region: `Frankfurt` is not a Region such as eu-west-1'],
  [{ accountId: '12' }, 'options.accountId: `12` is not an account: twelve digits'],
  [{ accountId: 123456789012 }, 'options.accountId: expected text, got `123456789012`'],
  [{ agents: 'no' }, 'options.agents: expected true or false, got the text `no`'],
  [{ eventCapacity: 0 }, 'options.eventCapacity: at least one event must be kept'],
  [{ timings: [] }, 'options.timings: expected a structure, got a list'],
  [{ timings: { bootMs: 1e12 } }, 'options.timings.bootMs: `1000000000000` is more than a year'],
  [{ timings: { bootMs: new Date(5) } }, 'options.timings.bootMs: expected a whole number from 0, got a Date'],
  [{ timings: { heartbeatMs: 0 } }, 'options.timings.heartbeatMs: heartbeats must be at least 1 ms apart'],
  [{ faults: { shortestMs: 700_000 } }, 'options.faults.shortestMs: `700000` is more than faults.longestMs, `600000`'],
  [{ assumptions: { 999: 1 } }, 'options.assumptions: there is no assumption `999`'],
  [{ assumptions: { one: 1 } }, 'options.assumptions: `one` is not the id of an assumption'],
  [{ assumptions: { 2: 1 } }, 'options.assumptions: assumption 2 cannot be switched here'],
  [{ region: 'a'.repeat(5_000_000) }, tooMuch],
];

test('options that make no sense are named', () => {
  for (const [options, message] of BAD_OPTIONS) misused('bad-argument', message, () => new Simulation(options));
});

test('options mean what they say', () => {
  const simulation = connected(1, { seed: (1n << 63n) - 1n, startTime: new Date(1_000_000), region: 'cn-north-1', accountId: '000000000001', timings: { bootMs: 0, bootSpreadMs: 0, connectMs: 5 }, assumptions: { 1: 1 } });
  assert.equal(simulation.now, 1_000_005);
  assert.match(describeAll(simulation).containerInstances[0].containerInstanceArn, /^arn:aws-cn:ecs:cn-north-1:000000000001:/);
  assert.deepEqual(simulation.assumptions(), { 1: 1 });
  simulation.assume(1, 0);
  assert.deepEqual(simulation.assumptions(), {});
  assert.equal(new Simulation({ seed: undefined, startTime: undefined }).digest(), new Simulation({}).digest());
  assert.notEqual(connected(1, { seed: 2 }).digest(), connected(1, { seed: 3 }).digest());
});

/** Commands that make no sense, and all that is said of them. */
const BAD_COMMANDS = [
  [null, 'command: expected an object, got null'],
  ['advance', 'command: expected an object, got string'],
  [[], 'command: expected an object, got an array'],
  [{}, 'command.kind: is required'],
  [{ kind: 'sink' }, 'command.kind: expected call, advance, launch, host, deadline, fault, workload, target or assume, got `sink`'],
  [{ get kind() { throw new Error('no'); } }, 'command: a getter threw'],
  [{ kind: 'call' }, 'command.operation: is required'],
  [{ kind: 'call', operation: 5 }, 'the operation must be a string, got number'],
  [{ kind: 'call', operation: 'ListClusters', input: {} }, 'command: there is no member `input`: there are kind, operation, request'],
  [{ kind: 'advance' }, 'command.milliseconds: is required'],
  [{ kind: 'advance', milliseconds: -1 }, 'command.milliseconds: expected a whole number from 0, got `-1`'],
  [{ kind: 'advance', milliseconds: NaN }, 'command.milliseconds: expected a whole number from 0, got NaN'],
  [{ kind: 'advance', milliseconds: 5, seconds: 5 }, 'command: there is no member `seconds`: there are kind, milliseconds'],
  [{ kind: 'advance', milliseconds: 1e15 }, 'command.milliseconds: `1000000000000000` would lead past the year 9999'],
  [{ kind: 'launch', count: 0 }, 'command.count: must be from 1 to 10000, got `0`'],
  [{ kind: 'launch', count: 10_001 }, 'command.count: must be from 1 to 10000, got `10001`'],
  [{ kind: 'launch', instanceType: 'm1.huge' }, 'command.instanceType: `m1.huge` is not in the table of instance types: instanceTypes() lists those there are'],
  [{ kind: 'launch', cluster: 'a b' }, 'command.cluster: `a b` is not the name of a cluster'],
  [{ kind: 'launch', tags: [{ key: 5 }] }, 'command.tags.0.key: expected text, got `5`'],
  [{ kind: 'launch', attributes: [{ name: 'a', valeu: 'b' }] }, 'command.attributes.0: there is no member `valeu`: there are name, value'],
  [{ kind: 'launch', availabilityZones: [''] }, 'command.availabilityZones: `` is not an Availability Zone'],
  [{ kind: 'launch', afterMs: Infinity }, 'command.afterMs: expected a whole number from 0, got an infinite number'],
  [{ kind: 'launch', afterMs: 1e15 }, 'command.afterMs: `1000000000000000` would lead past the year 9999'],
  [{ kind: 'host', host: 'i-1', action: 'explode' }, 'command.action: expected one of terminate, stop, start, reboot, spotInterruption, stopAgent, startAgent, got the text `explode`'],
  [{ kind: 'deadline', host: 'i-1' }, 'command.afterMs: is required'],
  [{ kind: 'fault', fault: { type: 'sink' } }, 'command.fault.type: expected agentLoss, flap, runtimeImpaired, healthCheck, updateNack, updateStartFailure, trunkFailure, lostState, taskExit, throttling or serverException, got `sink`'],
  [{ kind: 'fault', fault: { type: 'agentLoss' } }, 'command.fault.host: is required'],
  [{ kind: 'fault', fault: { type: 'throttling', times: -1 } }, 'command.fault.times: expected a whole number from 0 to 4294967295, got `-1`'],
  [{ kind: 'fault', fault: { type: 'updateNack', host: 'i-1', reason: 'mood' } }, 'command.fault.reason: expected one of updatesDisabled, invalidUpdate, unableToDownload, hashsumMismatch, notDownloaded, newUpdateArrived, got the text `mood`'],
  [{ kind: 'assume', assumption: 999, choice: 0 }, 'command.assumption: there is no assumption `999`'],
  [{ kind: 'assume', assumption: 1, choice: 9 }, 'command.choice: assumption 1 takes 0 for the default or up to 1 for an alternative, got `9`'],
  [{ kind: 'assume', assumption: 1, choice: 1, x: 'a'.repeat(5_000_000) }, tooMuch],
];

test('commands that make no sense are named, and change nothing', () => {
  const simulation = connected();
  for (const [command, message] of BAD_COMMANDS) {
    unchanged(simulation, () => misused('bad-argument', message, () => simulation.apply(command)));
  }
  const unknown = (member, call) => unchanged(simulation, () => misused('unknown-host', `${member}: there is no host \`i-1\`: ${UNKNOWN_HOST}`, call));
  unknown('command.host', () => simulation.apply({ kind: 'host', host: 'i-1', action: 'stop' }));
  unknown('command.host', () => simulation.apply({ kind: 'deadline', host: 'i-1', afterMs: 5 }));
  unknown('command.fault.host', () => simulation.inject({ type: 'lostState', host: 'i-1' }));
  const { id } = simulation.hosts()[0];
  const flap = (times, downMs) => () => simulation.inject({ type: 'flap', host: id, times, downMs, upMs: 1 });
  misused('bad-argument', 'command.fault.times: must be from 1 to 1000, got `0`', flap(0, 1));
  misused('bad-argument', 'command.fault.downMs: a break lasts at least 1 ms', flap(1, 0));
  misused('bad-argument', 'options: expected an object, got number', () => simulation.inject({ type: 'throttling' }, 5));
  misused('bad-argument', 'options: expected an object, got string', () => simulation.launch('m5.large'));
});

/** Conditions that can never be reached, and all that is said of them. */
const BAD_CONDITIONS = [
  [{}, 'condition: expected one member: all, any, not, containerInstance, containerInstances, host, tasks, service, event'],
  [{ all: [], any: [] }, 'condition: expected one member: all, any, not, containerInstance, containerInstances, host, tasks, service, event'],
  [{ task: {} }, 'condition: expected one member: all, any, not, containerInstance, containerInstances, host, tasks, service, event'],
  [undefined, 'condition: expected a structure, got undefined'],
  ['connected', 'condition: expected a structure, got the text `connected`'],
  [() => true, 'condition: expected a structure, got a function'],
  [{ all: {} }, 'condition.all: expected a list, got a structure'],
  [{ not: 5 }, 'condition.not: expected a structure, got `5`'],
  [{ containerInstance: { status: 'ACTIVE' } }, 'condition.containerInstance.id: is required'],
  [{ containerInstance: { id: 'x', state: 'ACTIVE' } }, 'condition.containerInstance: there is no member `state`: there are id, status, agentConnected, agentUpdateStatus, health'],
  [{ containerInstance: { id: 'x', status: 'GONE' } }, 'condition.containerInstance.status: expected one of REGISTERING, REGISTRATION_FAILED, ACTIVE, DRAINING, DEREGISTERING, INACTIVE, got the text `GONE`'],
  [{ any: [{ containerInstances: { are: { health: 'FINE' } } }] }, 'condition.any.0.containerInstances.are.health: expected one of OK, INITIALIZING, INSUFFICIENT_DATA, IMPAIRED, got the text `FINE`'],
  [{ not: { containerInstances: { are: { agentUpdateStatus: 'DONE' } } } }, 'condition.not.containerInstances.are.agentUpdateStatus: expected one of PENDING, STAGING, STAGED, UPDATING, UPDATED, FAILED, got the text `DONE`'],
  [{ containerInstances: { atLeast: 0.5 } }, 'condition.containerInstances.atLeast: expected a whole number from 0 to 4294967295, got `0.5`'],
  [{ event: { type: 'taskStarted' } }, 'condition.event.type: expected one of containerInstanceStateChange, containerInstanceHealthChange, taskStateChange, serviceAction, deploymentStateChange, got the text `taskStarted`'],
  [nested(40), `condition.${'not.'.repeat(17).slice(0, -1)}: nested more than 16 levels deep`],
  [nested(1000), undefined],
];

function nested(levels) {
  let condition = { event: {} };
  for (let level = 0; level < levels; level++) condition = { not: condition };
  return condition;
}

test('conditions that make no sense are named, and no time passes', () => {
  const simulation = connected();
  for (const [condition, message] of BAD_CONDITIONS) {
    unchanged(simulation, () => {
      if (message) misused('bad-argument', message, () => simulation.advanceUntil(condition));
      else assert.throws(() => simulation.advanceUntil(condition), { code: 'bad-argument' });
    });
  }
  const [{ id }] = simulation.hosts();
  const word = 'condition.host.state: expected one of pending, running, stopping, stopped, shutting-down, terminated, got the text `gone`';
  misused('bad-argument', word, () => simulation.advanceUntil({ host: { id, state: 'gone' } }));
  misused('unknown-host', `condition.all.1.host.id: there is no host \`i-1\`: ${UNKNOWN_HOST}`, () => simulation.advanceUntil({ all: [{ event: {} }, { host: { id: 'i-1' } }] }));
  const limit = (limitMs, message) => misused('bad-argument', message, () => simulation.advanceUntil({ event: {} }, { limitMs }));
  limit(-1, 'limitMs takes a whole number from 0, got `-1`');
  limit('5', 'limitMs takes a whole number from 0, got the text `5`');
  limit(1e15, 'limitMs: `1000000000000000` would lead past the year 9999');
  misused('bad-argument', 'options: expected an object, got number', () => simulation.advanceUntil({ event: {} }, 5));
});

test('another answer to what is not known is another answer of the service', () => {
  const check = (assumption, request, before, after) => {
    const outcome = (choice) => {
      const simulation = connected();
      simulation.assume(assumption, choice);
      try {
        simulation.call(...request);
        return 'answered';
      } catch ({ name, message }) {
        return `${name}: ${message}`;
      }
    };
    assert.deepEqual([outcome(0), outcome(1)], [before, after], `assumption ${assumption}`);
  };
  const words = 'The identity document and identity document signature were not valid';
  const document = { instanceIdentityDocument: '{}' };
  check(46, ['ListContainerInstances', { cluster: '' }], 'InvalidParameterException: Cluster must match ^[a-zA-Z0-9\\-_]{1,255}$, but was ', 'answered');
  check(46, ['ListContainerInstances', { cluster: 'a b' }], ...Array(2).fill('InvalidParameterException: Cluster must match ^[a-zA-Z0-9\\-_]{1,255}$, but was a b'));
  check(56, ['RegisterContainerInstance', document], `ClientException: ${words}`, `InvalidParameterException: ${words}`);
  check(56, ['RegisterContainerInstance', { ...document, instanceIdentityDocumentSignature: '<' }], `ClientException: ${words}`, `InvalidParameterException: ${words}`);
});

test('only whole milliseconds from 0 pass', () => {
  const simulation = connected();
  const check = (milliseconds, given) => {
    unchanged(simulation, () => misused('bad-argument', `advance takes a whole number from 0, got ${given}`, () => simulation.advance(milliseconds)));
  };
  check(-1, '`-1`');
  check(0.5, '`0.5`');
  check(NaN, '`NaN`');
  check(Infinity, '`Infinity`');
  check(2 ** 53, '`9007199254740992`');
  check('5', 'the text `5`');
  check(5n, 'bigint');
  check(undefined, 'undefined');
  check(null, 'null');
  check(new Date(5), 'object');
  unchanged(simulation, () => misused('bad-argument', 'advance.milliseconds: `9007199254740991` would lead past the year 9999', () => simulation.advance(2 ** 53 - 1)));
  const now = simulation.now;
  assert.deepEqual(simulation.advance(0), { now, events: 0, cursor: simulation.events().next });
});

test('time in two parts is the same time', () => {
  const options = { seed: 5, faults: { agentLoss: 500, flap: 500, hostStop: 200, lostState: 200 }, delivery: { lateMs: 5000, twicePerMille: 100 } };
  const start = connected(3, options);
  const moments = fc.array(fc.integer({ min: 0, max: 3_600_000 }), { minLength: 1, maxLength: 5 });
  const same = fc.property(moments, (parts) => {
    const [once, often] = [start.fork(), start.fork()];
    once.advance(parts.reduce((sum, part) => sum + part, 0));
    for (const part of parts) often.advance(part);
    assert.equal(once.digest(), often.digest());
    assert.deepEqual(once.journal(), often.journal());
    assert.deepEqual(once.events(), often.events());
    once.free();
    often.free();
  });
  fc.assert(same, { numRuns: process.env.DRYDOCK_SOAK ? 2_000 : 40, seed: Number(process.env.DRYDOCK_SEED ?? 1) });
});

test('waiting ends when it may, or at its limit', () => {
  const simulation = new Simulation();
  const [host] = simulation.launch();
  const check = (condition, options, reached) => {
    const before = simulation.now;
    assert.equal(simulation.advanceUntil(condition, options).reached, reached);
    return simulation.now - before;
  };
  assert.equal(check({ host: { id: host.id, state: 'pending' } }, {}, true), 0, 'what holds already takes no time');
  assert.equal(check({ host: { id: host.id, registered: true } }, { limitMs: 5 }, false), 5);
  check({ all: [{ host: { id: host.id, registered: true } }, { event: { type: 'containerInstanceStateChange' } }] }, {}, true);
  assert.equal(check({ event: {} }, { limitMs: 0 }, false), 0, 'earlier events do not count');
  const { containerInstanceArn } = host.describe();
  check({ containerInstance: { id: containerInstanceArn, agentConnected: true, status: 'ACTIVE' } }, {}, true);
  check({ containerInstance: { id: host.id, health: 'OK' } }, {}, true);
  assert.equal(check({ any: [{ not: { containerInstances: { atMost: 1 } } }] }, { limitMs: undefined }, false), 86_400_000);
});

test('events come in pages, by kind', () => {
  const simulation = connected(3, { eventCapacity: 4 });
  simulation.advance(120_000);
  const all = simulation.events();
  assert.equal(all.events.length, 4);
  assert.equal(all.dropped, all.next - 4);
  const kinds = new Set(all.events.map((event) => event['detail-type']));
  assert.ok([...kinds].every((kind) => ['ECS Container Instance State Change', 'ECS Container Instance Health Change'].includes(kind)));
  const paged = [];
  for (let after = all.dropped; ;) {
    const { events, next } = simulation.events({ after, limit: 1 });
    if (events.length === 0) break;
    paged.push(...events);
    after = next;
  }
  assert.deepEqual(paged, all.events);
  const health = simulation.events({ types: ['containerInstanceHealthChange'] }).events;
  assert.deepEqual(health, all.events.filter((event) => event['detail-type'].includes('Health')));
  const check = (options, message) => misused('bad-argument', message, () => simulation.events(options));
  check({ types: ['health'] }, 'types is an array of containerInstanceStateChange, containerInstanceHealthChange, taskStateChange, serviceAction, deploymentStateChange, got the text `health`');
  check({ types: 'health' }, 'types is an array of containerInstanceStateChange, containerInstanceHealthChange, taskStateChange, serviceAction, deploymentStateChange, got the text `health`');
  check({ types: [5] }, 'types is an array of containerInstanceStateChange, containerInstanceHealthChange, taskStateChange, serviceAction, deploymentStateChange, got `5`');
  check({ types: null }, 'types is an array of containerInstanceStateChange, containerInstanceHealthChange, taskStateChange, serviceAction, deploymentStateChange, got null');
  check({ types: [undefined] }, 'types is an array of containerInstanceStateChange, containerInstanceHealthChange, taskStateChange, serviceAction, deploymentStateChange, got undefined');
  check({ after: -1 }, 'after takes a whole number from 0, got `-1`');
  check({ limit: 'all' }, 'limit takes a whole number from 0, got the text `all`');
  check(null, 'options: expected an object, got null');
});

test('a host is a handle', () => {
  const simulation = connected();
  const [host] = simulation.hosts();
  const { id, containerInstanceArn, agent, ...rest } = host.describe();
  assert.match(id, /^i-[0-9a-f]{17}$/);
  assert.deepEqual(rest, { state: 'running', instanceType: 'm5.large', availabilityZone: 'us-east-1a', amiId: 'ami-0d00dc5dec5d0c000', launched: true, runtimeOk: true });
  assert.deepEqual(agent, { process: 'running', version: '1.105.1', connected: true });
  for (const name of [id, containerInstanceArn, containerInstanceArn.split('/').at(-1)]) assert.equal(simulation.host(name).id, id);
  const unknown = (name, shown) => misused('unknown-host', `there is no host \`${shown}\`: ${UNKNOWN_HOST}`, () => simulation.host(name));
  unknown('i-1', 'i-1');
  unknown('', '');
  unknown('x'.repeat(1e6), `${'x'.repeat(80)}…`);
  misused('bad-argument', 'the host must be a string, got undefined', () => simulation.host());
  misused('bad-argument', 'hosts are not constructed: launch(), hosts() and host() give them', () => new Host());
  const check = (work, limitMs, expected) => {
    const forked = simulation.fork();
    const handle = forked.host(id);
    work(handle);
    forked.advance(limitMs);
    const { state, agent: { process } } = handle.describe();
    assert.deepEqual([state, process], expected, String(work));
  };
  check((handle) => handle.terminate(), 60_000, ['terminated', 'off']);
  check((handle) => handle.terminate({ afterMs: 60_001 }), 60_000, ['running', 'running']);
  check((handle) => handle.deadline(1000), 60_000, ['terminated', 'off']);
  check((handle) => handle.stop(), 60_000, ['stopped', 'off']);
  check((handle) => { handle.stop(); handle.start({ afterMs: 60_000 }); }, 120_000, ['running', 'running']);
  check((handle) => handle.reboot(), 0, ['running', 'off']);
  check((handle) => handle.spotInterruption(), 180_000, ['terminated', 'off']);
  check((handle) => handle.stopAgent(), 1000, ['running', 'off']);
  check((handle) => { handle.stopAgent(); handle.startAgent(); }, 60_000, ['running', 'running']);
  misused('bad-argument', 'command.afterMs: expected a whole number from 0, got NaN', () => host.deadline(NaN));
  misused('bad-argument', 'options: expected an object, got number', () => host.stop(5));
  assert.deepEqual(simulation.launch({ count: 2, afterMs: 5 }), [], 'a launch that is put off has no hosts yet');
  simulation.advance(5);
  assert.equal(simulation.hosts().length, 3);
});

test('a host that registered from outside is known by what it told', () => {
  const simulation = new Simulation();
  simulation.call('CreateCluster');
  const register = (told) => {
    const { containerInstance } = simulation.call('RegisterContainerInstance', told);
    return [containerInstance.containerInstanceArn, simulation.hosts().at(-1)];
  };
  const document = { instanceId: 'i-0123456789abcdef0', instanceType: 'c5.large', availabilityZone: 'us-east-1b', imageId: 'ami-1' };
  const [arn, known] = register({ instanceIdentityDocument: JSON.stringify(document), instanceIdentityDocumentSignature: 'YWJj' });
  const agent = { process: 'running', version: '1.105.1', connected: false };
  const common = { state: 'running', launched: false, runtimeOk: true, agent };
  assert.equal(known.id, 'i-0123456789abcdef0');
  assert.deepEqual(known.describe(), { id: known.id, instanceType: 'c5.large', availabilityZone: 'us-east-1b', amiId: 'ami-1', containerInstanceArn: arn, ...common });
  const [bare, unknown] = register({});
  assert.equal(unknown.id, bare);
  assert.deepEqual(unknown.describe(), { containerInstanceArn: bare, ...common });
  simulation.call('DeregisterContainerInstance', { containerInstance: bare });
  simulation.advance(8_000_000);
  assert.equal(unknown.describe().containerInstanceArn, bare, 'the handle outlives the instance');
});

test('a fork goes its own way', () => {
  const simulation = connected(2);
  const before = simulation.digest();
  const fork = simulation.fork();
  assert.ok(fork instanceof Simulation);
  assert.deepEqual([fork.digest(), fork.now, fork.sequence, fork.journal()], [before, simulation.now, simulation.sequence, simulation.journal()]);
  fork.hosts()[0].terminate();
  fork.advance(3_600_000);
  fork.call('CreateCluster', { clusterName: 'other' });
  assert.equal(simulation.digest(), before);
  simulation.free();
  assert.equal(fork.call('ListClusters').clusterArns.length, 2, 'the fork outlives what it came from');
});

test('a snapshot goes on where it was taken', () => {
  const simulation = connected(2, { seed: 9, faults: { flap: 500 } });
  const bytes = simulation.snapshot();
  assert.ok(bytes instanceof Uint8Array);
  const restored = Simulation.restore(bytes);
  assert.deepEqual([restored.digest(), restored.now, restored.sequence, restored.journal()], [simulation.digest(), simulation.now, simulation.sequence, []]);
  for (const one of [simulation, restored]) one.advance(7_200_000);
  assert.equal(restored.digest(), simulation.digest());
  assert.deepEqual(restored.events(), simulation.events());
  assert.equal(Simulation.restore(Buffer.from(bytes)).sequence, restored.sequence);
});

test('bytes that are no snapshot are told, whatever they are', () => {
  const good = connected().snapshot();
  const damaged = (bytes) => misused('bad-snapshot', 'these bytes are no snapshot, or they are damaged', () => Simulation.restore(bytes));
  damaged(new Uint8Array());
  damaged(new Uint8Array(100));
  damaged(good.subarray(0, good.length - 1));
  damaged(Uint8Array.of(...good, 0));
  for (let at = 0; at < good.length; at += 7) {
    if (at >= 8 && at < 12) continue;
    const bad = good.slice();
    bad[at] ^= 1;
    damaged(bad);
  }
  const other = good.slice();
  new DataView(other.buffer).setUint32(8, 4711, true);
  const words = `the snapshot is of behaviour version 4711, this package has ${behaviourVersion()}: replay its commands instead`;
  misused('snapshot-version', words, () => Simulation.restore(other));
  for (const [value, kind] of [[undefined, 'undefined'], [[], 'an array'], ['x', 'string'], [new ArrayBuffer(8), 'object'], [new DataView(new ArrayBuffer(8)), 'object']]) {
    misused('bad-argument', `restore takes a Uint8Array, got ${kind}`, () => Simulation.restore(value));
  }
  assert.ok(Number.isInteger(behaviourVersion()) && behaviourVersion() >= 1);
});

test('the journal leads to the same state', () => {
  const options = { seed: 11, throttling: true, assumptions: { 1: 1 }, faults: { agentLoss: 300, serverException: 200 } };
  const simulation = connected(3, options);
  const [{ id }] = simulation.hosts();
  simulation.inject({ type: 'agentLoss', host: id, durationMs: 5000 }, { afterMs: 100 });
  simulation.inject({ type: 'throttling', times: 1 });
  simulation.assume(40, 1);
  simulation.host(id).deadline(600_000);
  for (let round = 0; round < 30; round++) {
    try {
      simulation.call('CreateCluster', { clusterName: `c${round}`, tags: [{ key: 'é', value: '🚢' }] });
      simulation.call('DeleteCluster', { cluster: 'gone' });
    } catch (error) {
      if (!(error instanceof EcsServiceException)) throw error;
    }
    simulation.advance(40_000);
  }
  const journal = JSON.parse(JSON.stringify(simulation.journal()));
  const replayed = replay(journal, options);
  assert.equal(replayed.digest(), simulation.digest());
  assert.deepEqual(replayed.journal(), journal);
  assert.deepEqual(replayed.events(), simulation.events());
});

test('after free, everything says so, and freeing again is harmless', () => {
  const simulation = connected();
  const [host] = simulation.hosts();
  simulation.free();
  simulation.free();
  const words = 'the simulation was freed: make a new one';
  const uses = {
    call: () => simulation.call('ListClusters'),
    handle: () => simulation.handle({ operation: 'ListClusters' }),
    launch: () => simulation.launch(),
    hosts: () => simulation.hosts(),
    host: () => simulation.host('i-1'),
    inject: () => simulation.inject({ type: 'throttling' }),
    workload: () => simulation.workload({ family: 'web' }),
    target: () => simulation.target({ targetGroup: 'arn' }),
    explain: () => simulation.explain(),
    assume: () => simulation.assume(1, 1),
    apply: () => simulation.apply({ kind: 'advance', milliseconds: 5 }),
    journal: () => simulation.journal(),
    sequence: () => simulation.sequence,
    advance: () => simulation.advance(5),
    advanceUntil: () => simulation.advanceUntil({ event: {} }),
    events: () => simulation.events(),
    assumptions: () => simulation.assumptions(),
    snapshot: () => simulation.snapshot(),
    fork: () => simulation.fork(),
    digest: () => simulation.digest(),
    now: () => simulation.now,
    nextDue: () => simulation.nextDue,
  };
  const members = Object.getOwnPropertyNames(Simulation.prototype).filter((name) => !['constructor', 'free'].includes(name));
  assert.deepEqual(Object.keys(uses).sort(), members.sort(), 'every member is tried');
  for (const use of Object.values(uses)) misused('freed', words, use);
  misused('freed', words, () => host.describe());
  misused('freed', words, () => host.terminate());
});

test('Symbol.dispose frees', () => {
  const simulation = new Simulation();
  assert.equal(Simulation.prototype[Symbol.dispose], Simulation.prototype.free);
  simulation[Symbol.dispose]();
  assert.throws(() => simulation.now, { code: 'freed' });
});

test('a getter may use the simulation that is being called', () => {
  const simulation = connected();
  const request = {
    get clusterName() {
      simulation.call('CreateCluster', { clusterName: 'inner', tags: [{ key: 'é' }] });
      simulation.advance(1000);
      simulation.launch();
      assert.ok(simulation.fork().snapshot().length > 0);
      return 'outer';
    },
    tags: [{ key: 'a' }],
  };
  assert.equal(simulation.call('CreateCluster', request).cluster.clusterName, 'outer');
  assert.equal(simulation.call('ListClusters').clusterArns.length, 3);
  assert.equal(simulation.hosts().length, 2);
  const busy = (use) => ({ get afterMs() { use(); return 5; }, kind: 'launch' });
  simulation.apply(busy(() => simulation.advance(5)));
  simulation.advanceUntil({ get event() { simulation.advance(5); return {}; } }, { get limitMs() { simulation.advance(5); return 5; } });
  assert.equal(replay(simulation.journal()).digest(), simulation.digest());
});

test('a getter may free the simulation that is being called', () => {
  const uses = [
    (simulation, freeing) => simulation.call('CreateCluster', freeing),
    (simulation, freeing) => simulation.apply({ ...freeing, kind: 'launch', tags: [freeing] }),
    (simulation, freeing) => simulation.advanceUntil(freeing),
    (simulation, freeing) => simulation.advanceUntil({ event: {} }, freeing),
    (simulation, freeing) => simulation.handle(freeing),
    (simulation, freeing) => simulation.events(freeing),
    (simulation, freeing) => simulation.workload(freeing),
    (simulation, freeing) => simulation.target(freeing),
    (simulation, freeing) => simulation.explain(freeing),
  ];
  for (const use of uses) {
    const simulation = connected();
    const free = (value) => {
      simulation.free();
      return value;
    };
    const freeing = {};
    for (const [name, value] of Object.entries({ clusterName: 'a', key: 'a', event: {}, limitMs: 5, operation: 'ListClusters', after: 0, family: 'web', targetGroup: 'arn', cluster: 'default' })) {
      Object.defineProperty(freeing, name, { get: () => free(value), enumerable: true });
    }
    assert.throws(() => use(simulation, freeing), (error) => error instanceof DrydockError && ['freed', 'bad-argument'].includes(error.code), String(use));
    misused('freed', 'the simulation was freed: make a new one', () => simulation.now);
  }
  assert.deepEqual(new Simulation().call('ListClusters'), { clusterArns: [] }, 'the module lives');
});

test('10,000 simulations made and freed do not make memory grow', () => {
  const round = (count) => {
    for (let number = 0; number < count; number++) {
      const simulation = new Simulation({ seed: number });
      simulation.launch({ count: 2 });
      simulation.advance(60_000);
      simulation.call('ListContainerInstances');
      const fork = simulation.fork();
      fork.free();
      simulation[Symbol.dispose]();
    }
  };
  round(500);
  const before = __memory_bytes();
  round(10_000);
  assert.equal(__memory_bytes(), before);
});

test('every operation answers an empty request with an answer or a refusal', () => {
  const simulation = connected();
  for (const { name } of operations()) {
    try {
      assert.equal(typeof simulation.fork().call(name, {}), 'object');
    } catch (error) {
      assert.ok(error instanceof EcsServiceException, `${name}: ${error.stack}`);
      assert.equal(error.$metadata.httpStatusCode, 400, name);
    }
  }
});

function printed(code) {
  return execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
}

test('without init() the web entry says what to do', () => {
  const code = `import { Simulation, behaviourVersion } from ${JSON.stringify(new URL('web.js', pkg).href)};
    for (const use of [() => new Simulation(), () => Simulation.restore(new Uint8Array()), behaviourVersion]) {
      try { use(); } catch (error) { console.log(error.code, error.message); }
    }`;
  assert.equal(printed(code), 'not-initialised call and await init() before anything else\n'.repeat(3));
});

test('a trap is one typed error; simulations of that instance are lost, and new ones live', () => {
  const code = `import { DrydockError, Simulation } from ${JSON.stringify(new URL('node.js', pkg).href)};
    const simulation = new Simulation();
    const snapshot = simulation.snapshot();
    const set = Int32Array.prototype.set;
    // What only a bug could do: a trap in the middle of a call.
    Int32Array.prototype.set = () => { throw new WebAssembly.RuntimeError('unreachable'); };
    const uses = [() => simulation.call('ListClusters'), () => simulation.advance(5), () => simulation.now, () => simulation.fork()];
    for (const use of uses) {
      try { use(); } catch (error) { console.log(error instanceof DrydockError, error.code); }
      Int32Array.prototype.set = set;
    }
    simulation.free();
    simulation.free();
    for (const other of [new Simulation(), Simulation.restore(snapshot)]) console.log(other.advance(5).events, other.digest() === new Simulation().digest());
    try { simulation.now; } catch (error) { console.log(error.code); }`;
  assert.equal(printed(code), `${'true module-dead\n'.repeat(4)}0 false\n0 false\nfreed\n`);
});

test('answers that are kept are those that would be given', () => {
  const random = numbers(5);
  for (let seed = 1; seed <= 12; seed += 1) {
    const options = { seed, readLagMs: seed % 4 === 0 ? 5000 : 0, throttling: seed % 5 === 0 };
    const simulation = new Simulation(options);
    simulation.launch({ count: 3 });
    simulation.advance(60_000);
    simulation.call('RegisterTaskDefinition', { family: 'web', containerDefinitions: [{ name: 'main', image: 'a', memory: 64 }] });
    simulation.call('CreateService', { serviceName: 'web', taskDefinition: 'web', desiredCount: 2 });
    for (let step = 0; step < 250; step += 1) {
      const arns = JSON.parse(simulation.fork().handle({ operation: 'ListContainerInstances', body: '{}' }).body).containerInstanceArns ?? [];
      const tasks = JSON.parse(simulation.fork().handle({ operation: 'ListTasks', body: '{}' }).body).taskArns ?? [];
      const ask = [
        ['DescribeContainerInstances', { containerInstances: arns }],
        ['DescribeContainerInstances', { containerInstances: arns, include: ['CONTAINER_INSTANCE_HEALTH'] }],
        ['ListContainerInstances', { filter: 'agentConnected == true' }],
        ['ListAttributes', { targetType: 'container-instance', attributeName: 'ecs.os-type' }],
        ['GetTaskProtection', { cluster: 'default', tasks }],
        ['DescribeTasks', { tasks }],
        ['DescribeServices', { services: ['web'] }],
        ['DescribeClusters', {}],
      ][random(8)];
      const request = { operation: ask[0], body: JSON.stringify(ask[1]) };
      // A fork has kept nothing.
      const fresh = simulation.fork();
      const [kept, given] = [simulation.handle(request), fresh.handle(request)];
      assert.deepEqual([kept.status, kept.body], [given.status, given.body], `seed ${seed}, step ${step}: ${ask[0]}`);
      fresh.free();
      const way = random(12);
      if (way < 7) simulation.advance([0, 1, 40, 900, 15_000][random(5)]);
      else if (way === 7) simulation.inject({ type: 'agentLoss', host: simulation.hosts()[random(3)].id, durationMs: 20_000 });
      else if (way === 8 && tasks.length > 0) simulation.handle({ operation: 'UpdateTaskProtection', body: JSON.stringify({ cluster: 'default', tasks: [tasks[0]], protectionEnabled: true, expiresInMinutes: 1 }) });
      else if (way === 9) simulation.handle({ operation: 'UpdateService', body: JSON.stringify({ service: 'web', desiredCount: random(4) }) });
      else if (way === 10) simulation.advanceUntil({ event: {} }, { limitMs: 3000 });
    }
    simulation.free();
  }
});
