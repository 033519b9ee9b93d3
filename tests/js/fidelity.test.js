// The page about how rules are known says what the rules say.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import * as drydock from 'ecs-drydock';

import { fidelity } from '../../scripts/fidelity.js';

const page = readFileSync(new URL('../../docs/fidelity.md', import.meta.url), 'utf8').replaceAll('\r\n', '\n');

test('docs/fidelity.md is up to date', () => {
  assert.equal(page, fidelity(drydock), 'docs/fidelity.md is not what the rules say: run node scripts/fidelity.js');
});

test('it names every rule with its mark and its row', () => {
  const section = (mark) => page.split(`## Rules: ${mark}\n`)[1]?.split('\n## ')[0] ?? '';
  for (const { id, evidence, source } of drydock.rules()) {
    const rows = section(evidence).split('\n').filter((line) => line.startsWith(`| \`${id}\` |`));
    assert.equal(rows.filter((row) => row.includes(`\`${source}\``)).length, 1, `${id}: ${evidence}, ${source}`);
  }
});
