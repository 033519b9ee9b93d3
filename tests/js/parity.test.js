// What an object says and what its JSON says is the same, whatever the object.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import fc from 'fast-check';

import { operations, validate, validateJson } from 'ecs-drydock';

const WORDS = ['', 'a', 'default', 'aws:x', ' x', 'None', 'é🚢', 'INTEGER', 'STRINGSET', 'PORTS', 'DRAINING', 'TAGS', '0123456789abcdef0123456789abcdef',
  'arn:aws:ecs:eu-west-1:123456789012:container-instance/b/0123456789abcdef0123456789abcdef', 'container-instance', 'x'.repeat(129)];
const text = fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'binary', maxLength: 20 }));
const anything = fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 3 }));

/** Values as a member's shape has them, now and then something else. */
function arbitrary(member) {
  const fitting = {
    string: () => text,
    boolean: () => fc.boolean(),
    integer: () => fc.oneof(fc.integer({ min: -2, max: 102 }), fc.integer({ min: -(2 ** 40), max: 2 ** 40 })),
    long: () => fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.constant(1e19)),
    double: () => fc.double({ noNaN: true, noDefaultInfinity: true }),
    list: () => fc.array(arbitrary(member.item), { maxLength: 13 }),
    timestamp: () => fc.double({ noNaN: true, noDefaultInfinity: true }),
    map: () => fc.dictionary(fc.oneof(text, fc.constant('name')), arbitrary(member.item), { maxKeys: 3 }),
    structure: () => structure(member.members),
  };
  return fc.oneof({ weight: 12, arbitrary: fitting[member.type]() }, { weight: 1, arbitrary: anything });
}

function structure(members) {
  const known = fc.record(Object.fromEntries(members.map((member) => [member.name, arbitrary(member)])), { requiredKeys: [] });
  return fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: fc.tuple(known, fc.dictionary(fc.string({ maxLength: 4 }), anything, { maxKeys: 2 })).map(([a, b]) => ({ ...b, ...a })) });
}

for (const { name, members } of operations()) {
  test(`${name}: an object and its JSON`, () => {
    const same = fc.property(structure(members), (request) => {
      assert.deepEqual(validate(name, request), validateJson(name, JSON.stringify(request)));
    });
    // A failing run prints its seed and path; put them here to reproduce it.
    fc.assert(same, { numRuns: process.env.DRYDOCK_SOAK ? 20_000 : 100, seed: Number(process.env.DRYDOCK_SEED ?? 1) });
  });
}
