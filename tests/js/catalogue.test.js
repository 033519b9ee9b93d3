// The catalogue is a file beside the module: it has to be that of the same core.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { operations, rules, validateJson } from 'ecs-drydock';

import { operation_names } from '../../pkg/wasm/ecs_drydock.js';
import { cases } from './corpus.js';

test('it has the operations of the module, each at its number', () => {
  assert.deepEqual(operations().map(({ name }) => name), operation_names());
});

test('what the module finds is a rule of the catalogue, in the same words', () => {
  const told = ({ severity, exception, help, evidence, assumption, source }) => JSON.stringify([severity, exception, help, evidence, assumption, source]);
  let found = 0;
  for (const { operation, json, request } of cases()) {
    const known = new Set(rules(operation).map((rule) => `${rule.id} ${told(rule)}`));
    for (const diagnostic of validateJson(operation, json ?? JSON.stringify(request))) {
      const words = `${diagnostic.rule} ${told(diagnostic)}`;
      assert.ok(known.has(words), `${operation}: ${words}`);
      found++;
    }
  }
  assert.ok(found > 300, `only ${found} diagnostics`);
});
