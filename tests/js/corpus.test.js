// The shared cases through the package: from text and from objects alike.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { validate, validateJson } from 'ecs-drydock';

import { placeOf } from '../../pkg/place.js';
import { cases } from './corpus.js';

/** Compares what the expectation names; an exception and `first` always. */
function check(found, expected) {
  assert.equal(found.length, expected.length, JSON.stringify(found, undefined, 2));
  found.forEach((diagnostic, index) => {
    const keys = [...Object.keys(expected[index]), 'exception', 'first'];
    const named = (from) => Object.fromEntries(keys.map((key) => [key, from[key]]));
    assert.deepEqual(named(diagnostic), named(expected[index]));
  });
}

for (const { file, name, operation, request, json, diagnostics } of cases()) {
  test(`${file}: ${name}`, () => {
    const text = json ?? JSON.stringify(request);
    const found = validateJson(operation, text);
    check(found, diagnostics);
    const places = found.filter(({ rule, line }) => rule !== 'more-problems' && !line).map(({ path }) => placeOf(text, path)).map(({ line, column }) => line * 1e7 + column);
    assert.deepEqual(places, places.toSorted((a, b) => a - b), 'as they stand in the text');
    assert.deepEqual(validateJson(operation, new TextEncoder().encode(text)), found, 'bytes');
    if (json === undefined) assert.deepEqual(validate(operation, request), found, 'object');
  });
}
