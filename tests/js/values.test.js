// Values that have no form in JSON are judged where they stand, not dropped.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';

import { rules, validate, validateJson } from 'ecs-drydock';

const REGISTER = 'RegisterContainerInstance';

/** The rules that some value here breaks. */
const broken = new Set();

/** Each problem as "path rule". */
function check(name, request, expected, operation = REGISTER) {
  for (const line of expected) broken.add(line.split(' ')[1]);
  test(name, () => {
    const value = typeof request === 'function' ? request() : request;
    const found = validate(operation, value);
    assert.deepEqual(found.map(({ path, rule }) => `${path} ${rule}`), expected);
    for (const { rule, exception } of found) {
      if (rule.startsWith('value-')) assert.equal(exception, undefined, 'what cannot be sent is never answered');
    }
    if (expected.some((line) => line.includes(' value-'))) assert.ok(found.every(({ first }) => !first));
  });
}

const cyclic = () => {
  const request = { tags: [{ key: 'a' }] };
  request.tags[0].value = request;
  request.attributes = [request.tags];
  request.attributes.push(request.attributes);
  return request;
};
check('an object and a list within themselves', cyclic, [
  '/tags/0/value value-cyclic',
  '/attributes/0 type',
  '/attributes/0/0/value value-cyclic',
  '/attributes/1 value-cyclic',
]);
check('the same object twice is no cycle', () => {
  const tags = [{ key: 'a' }];
  return { tags, versionInfo: { agentHash: tags } };
}, ['/versionInfo/agentHash type']);
check('a Date', { cluster: new Date(0) }, ['/cluster value-date']);
check('a BigInt of 64 bits', { totalResources: [{ name: 'X', type: 'LONG', longValue: 2n ** 63n - 1n }] }, []);
check('a BigInt of 65 bits', { totalResources: [{ name: 'X', type: 'LONG', longValue: 2n ** 63n }] }, ['/totalResources/0/longValue value-bigint']);
check('a BigInt for text', { cluster: 5n }, ['/cluster type']);
check('a Map', { versionInfo: new Map([['agentHash', 'a']]) }, ['/versionInfo value-map']);
check('a Set', { tags: new Set() }, ['/tags value-set']);
check('an undefined member is absent', { cluster: undefined, tags: undefined }, []);
check('an undefined item', { tags: [undefined] }, ['/tags/0 value-undefined']);
check('a hole in a list', { tags: [{ key: 'a' }, , { key: 'b' }] }, ['/tags/1 value-undefined']); // eslint-disable-line no-sparse-arrays
check('NaN', { totalResources: [{ name: 'X', type: 'DOUBLE', doubleValue: NaN }] }, ['/totalResources/0/doubleValue value-nan']);
check('Infinity', { totalResources: [{ name: 'X', type: 'DOUBLE', doubleValue: -Infinity }] }, ['/totalResources/0/doubleValue value-infinite']);
check('a function', { cluster: () => 'a' }, ['/cluster value-function']);
check('a symbol', { cluster: Symbol('a') }, ['/cluster value-symbol']);
check('a symbol as a name is passed over', { [Symbol('a')]: 1 }, []);
check('half a surrogate pair', { tags: [{ key: 'a\ud83d' }, { key: '\udea2b' }] }, ['/tags/0/key value-lone-surrogate', '/tags/1/key value-lone-surrogate']);
check('a whole surrogate pair', { instanceIdentityDocument: '{"a":"🚢"}', instanceIdentityDocumentSignature: 'a' }, []);
check('half a surrogate pair in a name', { 'a\ud83d': { b: NaN }, cluster: 'é' }, ['/a\ufffd value-lone-surrogate', '/a\ufffd/b value-nan', '/cluster cluster-name']);
check('a getter that throws', { get cluster() { throw new Error('no'); }, tags: [{ key: 'aws:a' }] }, ['/cluster value-threw', '/tags/0/key tag-key-reserved']);
check('a revoked proxy', () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return { versionInfo: proxy, cluster: 'a b' };
}, ['/versionInfo value-threw', '/cluster cluster-name']);
check('a proxy whose names throw', { versionInfo: new Proxy({}, { ownKeys() { throw new Error('no'); } }) }, ['/versionInfo value-threw']);
check('a proxy that behaves', { tags: new Proxy([{ key: 'a b!' }], {}), versionInfo: new Proxy({ agentHash: 1 }, {}) }, ['/tags/0/key tag-key-charset', '/versionInfo/agentHash type']);
check('__proto__ as a name of its own', () => JSON.parse('{"__proto__": 1, "cluster": "a"}'), ['/__proto__ unknown-member']);
check('inherited members are not sent', () => Object.create({ cluster: 'a b' }), []);
check('objects around primitives', { cluster: new String('a'), tags: [new Number(1)], versionInfo: Object(false) }, ['/cluster value-boxed', '/tags/0 value-boxed', '/versionInfo value-boxed']);
check('binary data', { cluster: new Uint8Array(2), tags: new ArrayBuffer(2), versionInfo: new DataView(new ArrayBuffer(1)) }, ['/cluster value-binary', '/tags value-binary', '/versionInfo value-binary']);
check('a promise and a regular expression', { versionInfo: Promise.resolve({}), cluster: /a/ }, ['/versionInfo value-exotic', '/cluster value-exotic']);
check('an instance of a class', () => {
  class Info { agentHash = 5; get agentVersion() { return 5; } }
  return { versionInfo: new Info() };
}, ['/versionInfo/agentHash type']);
check('an object without prototype', () => Object.assign(Object.create(null), { cluster: 'a b' }), ['/cluster cluster-name']);
check('an object of another realm', () => vm.runInNewContext('({ cluster: "a b", tags: [{ key: "aws:" }], d: new Date(0), m: new Map() })'), [
  '/cluster cluster-name', '/tags/0/key tag-key-reserved', '/d unknown-member', '/d value-date', '/m unknown-member', '/m value-map',
]);
check('a subclass of Array', () => ({ tags: Object.assign(new (class extends Array {})(), [{ key: '' }]) }), ['/tags/0/key tag-key-length']);
check('toJSON is not called', { versionInfo: { toJSON: () => ({ agentHash: 'a' }) } }, ['/versionInfo/toJSON unknown-member', '/versionInfo/toJSON value-function']);
check('odd values under unknown members', { x: { y: [NaN] } }, ['/x unknown-member', '/x/y/0 value-nan']);
check('64 levels', () => ({ x: nested(63) }), ['/x unknown-member']);
check('65 levels', () => ({ x: nested(64) }), ['/x unknown-member', `/x${'/0'.repeat(63)} value-depth`]);
check('100,000 levels', () => ({ x: nested(100_000) }), ['/x unknown-member', `/x${'/0'.repeat(63)} value-depth`]);
check('a list of four thousand million holes', () => ({ tags: Object.assign([], { length: 2 ** 32 - 1 }) }), [' request-size']);
check('a very long text', () => ({ cluster: 'a'.repeat(5_000_000) }), [' request-size']);
check('text of many bytes', () => ({ clientToken: '船'.repeat(2_000_000) }), [' request-size']);
check('a million values', () => ({ tags: Array.from({ length: 1_000_001 }, () => 1) }), [' request-size']);
check('undefined instead of a request', undefined, [' value-undefined']);
for (const [name, value] of [['null', null], ['a number', 42], ['text', 'x'], ['a list', []]]) check(`${name} instead of a request`, value, [' type']);

function nested(levels) {
  let value = [];
  for (let level = 1; level < levels; level++) value = [value];
  return value;
}

test('a getter may validate, too', () => {
  const request = {
    tags: [{ key: 'before' }],
    get cluster() {
      assert.deepEqual(validate('ListClusters', { maxResults: 0, nextToken: 'é' }).map(({ rule }) => rule), ['page-size']);
      assert.deepEqual(validateJson('ListClusters', '{"maxResults": 101}').map(({ rule }) => rule), ['page-size']);
      return 'a b';
    },
    clientToken: 'after é',
    versionInfo: 5,
  };
  assert.deepEqual(validate(REGISTER, request).map(({ path }) => path), ['/cluster', '/versionInfo']);
});

test('a getter may change the object', () => {
  const request = { get cluster() { delete this.versionInfo; return 'a'; }, versionInfo: 5 };
  assert.deepEqual(validate(REGISTER, request), []);
});

test('names on Object.prototype are not members', () => {
  Object.prototype.cluster = 'a b'; // eslint-disable-line no-extend-native
  try {
    assert.deepEqual(validate(REGISTER, { tags: [{ key: 'a' }] }), []);
  } finally {
    delete Object.prototype.cluster;
  }
});

test('half a surrogate pair in text', () => {
  const [found] = validateJson('ListClusters', '{\n "nextToken": "é\ud83d"}');
  assert.deepEqual([found.rule, found.line, found.column], ['json-encoding', 2, 17]);
});

/** For each rule on values that JSON has no form for: what comes nearest to breaking it and does not. */
const NEAREST = {
  'value-cyclic': () => {
    const tag = { key: 'a' };
    return { tags: [tag], versionInfo: {}, attributes: [{ name: 'a' }], unlike: tag };
  },
  'value-date': () => ({ clientToken: new Date(0).toISOString() }),
  'value-bigint': () => ({ totalResources: [{ name: 'X', type: 'LONG', longValue: 2n ** 63n - 1n }] }),
  'value-map': () => ({ versionInfo: Object.fromEntries(new Map([['agentHash', 'a']])) }),
  'value-set': () => ({ tags: [...new Set([{ key: 'a' }])] }),
  'value-undefined': () => ({ tags: undefined }),
  'value-nan': () => ({ totalResources: [{ name: 'X', type: 'DOUBLE', doubleValue: 0 }] }),
  'value-infinite': () => ({ totalResources: [{ name: 'X', type: 'DOUBLE', doubleValue: Number.MAX_VALUE }] }),
  'value-function': () => ({ clientToken: (() => 'a')() }),
  'value-symbol': () => ({ clientToken: Symbol('a').description }),
  'value-lone-surrogate': () => ({ clientToken: '\ud83d\udea2' }),
  'value-threw': () => ({ get clientToken() { return 'a'; } }),
  'value-boxed': () => ({ clientToken: new String('a').valueOf() }),
  'value-binary': () => ({ clientToken: String(new Uint8Array(2)) }),
  'value-exotic': () => ({ clientToken: String(/a/) }),
  'value-depth': () => ({ x: nested(63) }),
};

test('every rule on odd values is broken by one value here, and not by its nearest', () => {
  const ids = new Set(rules(REGISTER).map(({ id }) => id).filter((id) => id.startsWith('value-')));
  assert.deepEqual([...ids].filter((id) => !broken.has(id)), [], 'no value here breaks these');
  assert.deepEqual(Object.keys(NEAREST).sort(), [...ids].sort());
  for (const [id, request] of Object.entries(NEAREST)) {
    const found = validate(REGISTER, request()).map(({ rule }) => rule);
    assert.deepEqual(found.filter((rule) => rule !== 'unknown-member'), [], id);
  }
});
