// Ten thousand hostile calls, then a good one; the module's memory does not grow.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DrydockError, EcsServiceException, Simulation, checkTagKey, checkTags, operations, rollUpHealth, rules, transition, validate, validateJson } from 'ecs-drydock';

import { __memory_bytes } from '../../pkg/api.js';
import { cases } from './corpus.js';
import { numbers } from './use.js';

const texts = cases().map(({ json, request }) => json ?? JSON.stringify(request)).filter((text) => text.length < 10_000);
const names = operations().map(({ name }) => name);
const cycle = {};
cycle.tags = [cycle];
const odd = [
  undefined, null, NaN, 1n << 70n, Symbol('x'), () => 1, new Date(NaN), new Map(), cycle, new Proxy({}, { get() { throw new Error('no'); }, ownKeys: () => ['a'], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) }),
  Object.create(null), new Error('x'), '\ud800', { ['\udfff']: '\ud800' }, Array(50).fill({ key: 'a' }), { tags: Array(10_000) }, -0, 1e308,
];

/** Members of requests, and of parts of them. */
const members = ['cluster', 'tags', 'attributes', 'containerDefinitions', 'taskDefinition', 'tasks', 'services', 'deploymentConfiguration', 'networkConfiguration', 'overrides', 'x', '__proto__'];

/** One call: `value` takes an object, `json` a text or bytes. */
function hostileCall(random, { value, json } = { value: validate, json: validateJson }) {
  const operation = random(50) ? names[random(names.length)] : ['', 'toString', '__proto__', undefined, {}][random(5)];
  switch (random(4)) {
    case 0:
      return json(operation, Uint8Array.from({ length: random(200) }, () => random(256)));
    case 1: {
      const text = texts[random(texts.length)];
      const at = random(text.length);
      return json(operation, text.slice(0, at) + String.fromCharCode(random(65536)) + text.slice(at + random(3)));
    }
    case 2:
      return value(operation, odd[random(odd.length)]);
    default:
      return value(operation, { [members[random(members.length)]]: odd[random(odd.length)], tags: [odd[random(odd.length)]] });
  }
}

function hostileCalls(seed, count) {
  const random = numbers(seed);
  for (let call = 0; call < count; call++) {
    try {
      const found = hostileCall(random);
      assert.ok(Array.isArray(found));
      for (const { message, rule } of found) assert.ok(message && rule);
    } catch (error) {
      if (!(error instanceof DrydockError)) throw new Error(`call ${call}; reproduce: DRYDOCK_SEED=${seed}`, { cause: error });
      assert.equal(error.code, 'unknown-operation');
    }
  }
}

test('10,000 hostile calls, then a good one', () => {
  const seed = Number(process.env.DRYDOCK_SEED ?? 1);
  // The same calls twice: the first time the buffers grow to the largest of them, and after
  // that nothing may.
  const calls = process.env.DRYDOCK_SOAK ? 300_000 : 10_000;
  hostileCalls(seed, calls);
  const before = __memory_bytes();
  hostileCalls(seed, calls);
  assert.equal(__memory_bytes(), before, 'memory');
  const good = { containerInstances: ['0123456789abcdef0123456789abcdef'], status: 'DRAINING' };
  assert.deepEqual(validate('UpdateContainerInstancesState', good), []);
  assert.deepEqual(validateJson('UpdateContainerInstancesState', JSON.stringify(good)), []);
});

test('the largest requests do not make memory grow for ever', () => {
  const large = { tags: Array.from({ length: 100_000 }, (_, index) => ({ key: `key ${index}`, value: 'é' })) };
  const judge = () => assert.deepEqual(validate('RegisterContainerInstance', large).map(({ rule }) => rule), ['tag-count']);
  judge();
  judge();
  const before = __memory_bytes();
  for (let round = 0; round < 5; round++) judge();
  assert.equal(__memory_bytes(), before);
});

const GOOD = { containerInstances: ['0123456789abcdef0123456789abcdef'], status: 'DRAINING' };

/** The module still answers, and as before. */
function stillWorks() {
  assert.deepEqual(validate('UpdateContainerInstancesState', GOOD), []);
  assert.deepEqual(validateJson('ListClusters', '{"maxResults": 0}').map(({ message }) => message), ['maxResults must be from 1 to 100, got `0`']);
  assert.equal(checkTagKey('é\ud800')[0].rule, 'value-lone-surrogate');
  assert.equal(rollUpHealth([{ status: 'OK' }]), 'OK');
}

test('a request that has itself judged while it is read', () => {
  const request = { get cluster() { return validate('ListContainerInstances', this), 'a b'; } };
  for (let round = 0; round < 3; round++) {
    assert.deepEqual(validate('ListContainerInstances', request).map(({ path, rule }) => `${path} ${rule}`), ['/cluster cluster-name']);
    stillWorks();
  }
});

const deep = { tags: Array.from({ length: 20 }, (_, index) => ({ key: `aws:${index}`, value: 'é#' })), get cluster() { return 'a b'; } };
for (const [name, call] of Object.entries({
  validate: () => validate('RegisterContainerInstance', deep),
  validateJson: () => validateJson('RegisterContainerInstance', JSON.stringify(deep)),
  checkTagKey: () => checkTagKey('aws:'),
  checkTags: () => checkTags(deep.tags),
  rules: () => rules('ListClusters'),
  transition: () => transition('task', 'RUNNING', 'STOPPED'),
  rollUpHealth: () => rollUpHealth([{ status: 'IMPAIRED' }]),
  'an unknown operation': () => {
    try {
      validate('ListCluster', {});
    } catch (error) {
      if (error.code !== 'unknown-operation') throw error;
    }
  },
})) {
  test(`${name} where the call stack is full, wherever that is noticed`, () => {
    let depth = 0;
    const measure = () => { depth++; measure(); };
    assert.throws(measure, RangeError);
    // Called at each of the last frames; other frames below them make the stack end at other places of the call.
    let calls = 0;
    const fill = (left) => { if (left <= 0 && ++calls) call(); fill(left - 1); };
    const pad = (frames, left) => (frames > 0 ? pad(frames - 1, left) : fill(left));
    for (let frames = 0; frames < 5; frames++) {
      assert.throws(() => pad(frames, 0.7 * depth), (error) => (error instanceof DrydockError ? error.code === 'interrupted' && error.cause instanceof RangeError : error instanceof RangeError));
      stillWorks();
    }
    assert.ok(calls > 100, `only ${calls} calls`);
  });
}

test('a changed built-in object that throws, or calls in again, breaks off one call only', () => {
  const set = (setter) => Object.defineProperty(Object.prototype, 'severity', { set: setter, configurable: true }); // eslint-disable-line no-extend-native
  const bad = () => validate('ListClusters', { maxResults: 0 });
  const interrupted = (words) => (error) => error instanceof DrydockError && error.code === 'interrupted' && words.test(error.cause?.message ?? error.message);
  try {
    set(() => { throw new TypeError('mine'); });
    assert.throws(bad, interrupted(/^mine$/));
    set(() => validateJson('ListClusters', '{}'));
    assert.throws(bad, interrupted(/from within another/));
  } finally {
    delete Object.prototype.severity;
  }
  stillWorks();
});

test('whatever is sent to a simulation, what it refuses has changed nothing', () => {
  const seed = Number(process.env.DRYDOCK_SEED ?? 1);
  const random = numbers(seed);
  const simulation = new Simulation();
  simulation.launch({ count: 2 });
  simulation.advance(60_000);
  const arn = simulation.hosts()[0].describe().containerInstanceArn;
  simulation.call('RegisterTaskDefinition', { family: 'web', containerDefinitions: [{ name: 'app', image: 'nginx', memory: 64 }] });
  simulation.call('CreateService', { serviceName: 'web', taskDefinition: 'web', desiredCount: 2 });
  simulation.advance(60_000);
  const [task] = simulation.call('ListTasks').taskArns;
  texts.push(
    JSON.stringify({ task }), JSON.stringify({ tasks: [task], cluster: 'default', protectionEnabled: true }), JSON.stringify({ taskDefinition: 'web', containerInstances: [arn] }),
    JSON.stringify({ service: 'web', desiredCount: 1, services: ['web'] }), JSON.stringify({ task, status: 'STOPPED' }),
  );
  texts.push(JSON.stringify({ containerInstance: arn }), JSON.stringify({ containerInstances: [arn], status: 'DRAINING' }), JSON.stringify({ resourceArn: arn, tags: [{ key: 'a' }] }));
  const refused = { call: 0, handle: 0 };
  const sinks = {
    value: (operation, value) => simulation.call(operation, value),
    json: (operation, body) => {
      const { status } = simulation.handle({ operation, body });
      if (status !== 200) refused.handle++;
      return status === 200;
    },
  };
  for (let call = 0; call < (process.env.DRYDOCK_SOAK ? 100_000 : 5_000); call++) {
    const [before, length] = [simulation.digest(), simulation.sequence];
    let answered;
    try {
      answered = hostileCall(random, sinks);
    } catch (error) {
      const reproduce = `call ${call}; reproduce: DRYDOCK_SEED=${seed}`;
      if (!(error instanceof EcsServiceException || (error instanceof DrydockError && error.code === 'bad-argument'))) throw new Error(reproduce, { cause: error });
      refused.call++;
    }
    if (!answered) assert.deepEqual([simulation.digest(), simulation.sequence], [before, length], `call ${call}; reproduce: DRYDOCK_SEED=${seed}`);
  }
  assert.ok(refused.call > 1000 && refused.handle > 1000, JSON.stringify(refused));
  assert.equal(simulation.call('DescribeContainerInstances', { containerInstances: [arn] }).failures.length, 0);
});

test('whatever is asked for besides requests, what is refused has changed nothing', () => {
  const seed = Number(process.env.DRYDOCK_SEED ?? 1);
  const random = numbers(seed);
  const group = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef';
  const simulation = new Simulation({ targetGroups: [{ arn: group }] });
  simulation.launch({ count: 2 });
  simulation.advance(60_000);
  simulation.call('RegisterTaskDefinition', { family: 'web', containerDefinitions: [{ name: 'app', image: 'nginx', memory: 64 }] });
  simulation.call('RunTask', { taskDefinition: 'web' });
  const [task] = simulation.call('ListTasks').taskArns;
  const some = (...values) => (random(3) ? values[random(values.length)] : odd[random(odd.length)]);
  const number = () => some(0, 1, 1000, 2 ** 31, 2 ** 32, 2 ** 53 - 1, -1, 0.5, '5');
  const later = () => (random(2) ? {} : { afterMs: number() });
  const health = () => some('healthy', 'unhealthy', 'fine');
  const uses = [
    () => simulation.workload(some({ family: some('web', '', 'gone'), pull: some('hangs', 'fails', 'succeeds', 'slow'), pullMs: number(), stopMs: number(), health: health(), exitCode: number(), ...later() }, {}, null)),
    () => simulation.target(some({ targetGroup: some(group, 'gone'), task: some(task, undefined, 'gone'), health: health(), deregistrationDelayMs: number(), ...later() }, {}, null)),
    () => simulation.inject({ type: 'taskExit', task: some(task, 'gone'), exitCode: number() }, later()),
    () => simulation.explain(some({ [['host', 'task', 'service', 'cluster', 'x'][random(5)]]: some(task, 'default', 'web', ''), hostsAfter: number(), hostsLimit: number(), prove: some(true, false) }, {}, undefined)),
    () => simulation.advanceUntil(some({ tasks: { host: some(task, undefined), lastStatus: some('RUNNING', 'HUNG'), atMost: number() } }, { service: { name: some('web', ''), steady: some(true) } }), { limitMs: some(0, 5) }),
  ];
  let refused = 0;
  for (let round = 0; round < (process.env.DRYDOCK_SOAK ? 100_000 : 5_000); round++) {
    const use = uses[random(uses.length)];
    const before = [simulation.digest(), simulation.sequence];
    try {
      use();
    } catch (error) {
      const reproduce = `round ${round}; reproduce: DRYDOCK_SEED=${seed}`;
      if (!(error instanceof DrydockError) || !['bad-argument', 'unknown-host'].includes(error.code)) throw new Error(reproduce, { cause: error });
      assert.deepEqual([simulation.digest(), simulation.sequence], before, reproduce);
      refused++;
    }
  }
  assert.ok(refused > 1000, String(refused));
  simulation.advance(60_000);
  assert.ok(Array.isArray(simulation.explain().blockers));
});
