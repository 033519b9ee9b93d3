// What tests of simulations have in common.

import assert from 'node:assert/strict';

import { DrydockError, Simulation } from 'ecs-drydock';

export const UNKNOWN_HOST = 'give its EC2 ID, or the ID or ARN of its container instance; hosts() lists them';

/** A simulation in which so many hosts are connected. */
export function connected(count = 1, options = {}) {
  const simulation = new Simulation(options);
  simulation.launch({ count });
  const { reached } = simulation.advanceUntil({ containerInstances: { are: { agentConnected: true }, atLeast: count } });
  assert.equal(reached, true);
  return simulation;
}

/** A call that is misuse: its code and its whole message. */
export function misused(code, message, call) {
  assert.throws(call, (error) => {
    assert.ok(error instanceof DrydockError, String(error.stack));
    assert.deepEqual([error.code, error.message], [code, message]);
    return true;
  });
}

/** Leaves a simulation as it is, by its digest, its journal and its clock. */
export function unchanged(simulation, work) {
  const state = () => [simulation.digest(), simulation.journal(), simulation.now, simulation.sequence, simulation.events()];
  const before = state();
  work();
  assert.deepEqual(state(), before);
}
