// Ten thousand hostile calls, then a good one; the module's memory does not grow.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DrydockError, operations, validate, validateJson } from 'ecs-drydock';

import { __memory_bytes } from '../../pkg/api.js';
import { cases } from './corpus.js';

/** A small generator with a seed: the same calls every time. */
function generator(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const texts = cases().map(({ json, request }) => json ?? JSON.stringify(request)).filter((text) => text.length < 10_000);
const names = operations().map(({ name }) => name);
const cycle = {};
cycle.tags = [cycle];
const odd = [
  undefined, null, NaN, 1n << 70n, Symbol('x'), () => 1, new Date(NaN), new Map(), cycle, new Proxy({}, { get() { throw new Error('no'); }, ownKeys: () => ['a'], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) }),
  Object.create(null), new Error('x'), '\ud800', { ['\udfff']: '\ud800' }, Array(50).fill({ key: 'a' }), { tags: Array(10_000) }, -0, 1e308,
];

function hostileCall(random) {
  const operation = random(50) ? names[random(names.length)] : ['', 'toString', '__proto__', undefined, {}][random(5)];
  switch (random(4)) {
    case 0:
      return validateJson(operation, Uint8Array.from({ length: random(200) }, () => random(256)));
    case 1: {
      const text = texts[random(texts.length)];
      const at = random(text.length);
      return validateJson(operation, text.slice(0, at) + String.fromCharCode(random(65536)) + text.slice(at + random(3)));
    }
    case 2:
      return validate(operation, odd[random(odd.length)]);
    default:
      return validate(operation, { [['cluster', 'tags', 'attributes', 'x', '__proto__'][random(5)]]: odd[random(odd.length)], tags: [odd[random(odd.length)]] });
  }
}

function hostileCalls(seed, count) {
  const random = generator(seed);
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
  hostileCalls(seed, 2_000);
  const before = __memory_bytes();
  hostileCalls(seed, process.env.DRYDOCK_SOAK ? 300_000 : 10_000);
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
