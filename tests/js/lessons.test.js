// The lessons of the page, gone through without it.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { EcsServiceException, Simulation } from 'ecs-drydock';

import { filled, holds, setUp } from '../../www/rehearsal/lesson.js';

const folder = new URL('../../www/lessons/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
/** How long a step may take, in virtual time. */
const LONGEST_STEP_MS = 3_600_000;

test('there are eight lessons', () => assert.ok(names.length >= 8));

for (const name of names) {
  const { title, about, seed, setup, steps } = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  test(`lesson ${title}`, () => {
    assert.ok(about.endsWith('.') && steps.length >= 3);
    const simulation = new Simulation({ seed });
    setUp(simulation, setup);
    for (const [index, { say, do: commands, until, waits }] of steps.entries()) {
      const step = `step ${index + 1}: ${say}`;
      assert.ok(say.endsWith('.'), step);
      // A step that shows how nothing changes is over when it was done; any other is not so before.
      assert.equal(holds(simulation, until), waits === true, `${step} begins as it ends`);
      for (const command of commands) {
        try {
          simulation.apply(filled(command, simulation));
        } catch (error) {
          assert.ok(error instanceof EcsServiceException && waits, `${step}: ${error}`);
        }
      }
      const { reached } = simulation.advanceUntil(filled(until, simulation), { limitMs: LONGEST_STEP_MS });
      assert.ok(reached, `${step} never ends: ${simulation.explain().summary}`);
    }
    simulation.free();
  });
}
