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

/** The clocks of a way in: `ask` makes a function that sends a request to a simulation by it. */
export async function checkClocks(ask) {
  const passed = async (clock, requests, waitMs = 0) => {
    const simulation = new Simulation();
    const send = ask(simulation, clock);
    const begun = simulation.now;
    for (let request = 0; request < requests; request += 1) {
      await send();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
    return simulation.now - begun;
  };
  assert.equal(await passed(undefined, 3), 0);
  assert.equal(await passed('manual', 3), 0);
  assert.equal(await passed('+1500', 3), 4500);
  // From the first request on; a timer may be late, never early by more than a millisecond.
  const [real, fast] = [await passed('real', 3, 20), await passed('x1000', 3, 20)];
  assert.ok(real >= 38, String(real));
  assert.ok(fast >= 38_000, String(fast));
}
