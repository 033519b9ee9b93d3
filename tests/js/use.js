// What tests of simulations have in common.

import assert from 'node:assert/strict';

import { DrydockError, Simulation } from 'ecs-drydock';

/** For programs with the AWS SDK, which otherwise tells users of an older Node of its plans. */
export const QUIET_SDK = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };

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

/** Numbers below a bound, the same for a seed. */
export function numbers(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
