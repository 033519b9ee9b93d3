// The table of seeds through the package: in WebAssembly the same commands lead to
// the same state, answers and events as natively. tests/it/seeds.rs writes the table.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { DrydockError, Simulation, behaviourVersion } from 'ecs-drydock';

const table = JSON.parse(readFileSync(new URL('../seeds.json', import.meta.url), 'utf8'));
const encoder = new TextEncoder();

/** FNV-1a of 32 bits, as tests/it/seeds.rs has it. */
class Fnv {
  #sum = 0x811c9dc5;

  add(text) {
    for (const byte of encoder.encode(text)) this.#sum = Math.imul(this.#sum ^ byte, 0x01000193);
    return this;
  }

  text() {
    return (this.#sum >>> 0).toString(16).padStart(8, '0');
  }
}

function run({ options, commands }) {
  const simulation = new Simulation(options);
  try {
    const answers = new Fnv();
    for (const command of commands) answers.add(`${apply(simulation, command)}\n`);
    const { events } = simulation.events({ limit: Number.MAX_SAFE_INTEGER });
    return { digest: simulation.digest(), answers: answers.text(), events: new Fnv().add(JSON.stringify(events)).text() };
  } finally {
    simulation.free();
  }
}

function apply(simulation, command) {
  if (command.kind === 'call') {
    const { status, body } = simulation.handle({ operation: command.operation, body: JSON.stringify(command.request) });
    return `${status} ${body}`;
  }
  try {
    simulation.apply(command);
    return 'done';
  } catch (error) {
    if (error instanceof DrydockError) return 'misuse';
    throw error;
  }
}

test('the table is of this version', () => {
  assert.equal(table.behaviourVersion, behaviourVersion());
});

table.seeds.forEach((row, number) => {
  test(`row ${number} leads to what it leads to natively`, () => {
    const { digest, answers, events } = row;
    assert.deepEqual(run(row), { digest, answers, events });
  });
});
