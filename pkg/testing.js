/**
 * A cluster for a test in one line, and back to how it was before the next one. The types
 * and their documentation are in testing.d.ts.
 *
 * It brings the module along inside the JavaScript, so that it works wherever tests run:
 * in Node, under jsdom, in a browser.
 */

import { requestHandler } from './aws-sdk.js';
import { clockOf } from './clock.js';
import { fetchHandler } from './fetch.js';
import { DrydockError, Simulation } from './inline.js';
import { tick } from './protocol.js';

/** How long the cluster may take to be there, in virtual time. */
const LIMIT_MS = 3_600_000;

export function testCluster({ hosts = 3, launch = {}, services = {}, clock, ...options } = {}) {
  return new TestCluster(() => built(new Simulation(options), { hosts, launch, services }), clock);
}

class TestCluster {
  #begin;
  #clock;
  #due;

  constructor(build, clock) {
    this.#clock = clock;
    this.#due = clockOf(clock);
    const built = build();
    this.#begin = built.snapshot();
    // The first test begins as all others do.
    this.simulation = Simulation.restore(this.#begin);
    built.free();
    // Handlers stay what they are when the simulation behind them is another one. Both ways
    // in have one clock: with two of them, time that passes would pass twice.
    const current = {
      handle: (request) => {
        tick(this.simulation, this.#due(true));
        return this.simulation.handle(request);
      },
    };
    this.requestHandler = requestHandler(current);
    this.fetch = fetchHandler(current);
  }

  reset() {
    // A cluster that was freed stays so.
    void this.simulation.now;
    const begun = Simulation.restore(this.#begin);
    this.simulation.free();
    this.simulation = begun;
    this.#due = clockOf(this.#clock);
  }

  free() {
    this.simulation.free();
  }
}

if (Symbol.dispose) TestCluster.prototype[Symbol.dispose] = TestCluster.prototype.free;

/** A simulation in which everything that was asked for is there and steady. */
function built(simulation, { hosts, launch, services }) {
  try {
    if (hosts !== 0) {
      // Agents make the cluster `default` themselves, and no other.
      make(simulation, launch.cluster);
      simulation.launch({ ...launch, count: hosts });
      reach(simulation, { containerInstances: { cluster: launch.cluster ?? 'default', are: { agentConnected: true }, atLeast: hosts } }, `${hosts} hosts are connected`);
    }
    for (const [name, wanted] of Object.entries(services)) create(simulation, name, wanted);
    for (const [service, wanted] of Object.entries(services)) {
      // A service may name its cluster by ARN, which ends in the name.
      const cluster = (wanted.cluster ?? 'default').split('/').at(-1);
      reach(simulation, { service: { cluster, name: service, steady: true } }, `the service ${service} is steady`);
    }
    return simulation;
  } catch (error) {
    simulation.free();
    throw error;
  }
}

/** Makes a cluster that is asked for by name, unless it is there. */
function make(simulation, cluster) {
  if (cluster === undefined || simulation.call('DescribeClusters', { clusters: [cluster] }).clusters.length > 0) return;
  simulation.call('CreateCluster', { clusterName: cluster });
}

/** A service, given as how many tasks it has, or as what CreateService takes; its tasks are small unless it says of what they are. */
function create(simulation, serviceName, wanted) {
  if (typeof wanted !== 'number' && (wanted === null || typeof wanted !== 'object')) {
    throw new DrydockError('bad-argument', `services.${serviceName}: expected how many tasks it has, or what CreateService takes`);
  }
  const { taskDefinition = {}, ...request } = typeof wanted === 'number' ? { desiredCount: wanted } : wanted;
  let definition = taskDefinition;
  if (typeof definition !== 'string') {
    const small = { family: serviceName, containerDefinitions: [{ name: 'main', image: serviceName, cpu: 128, memory: 128 }] };
    definition = simulation.call('RegisterTaskDefinition', { ...small, ...definition }).taskDefinition.taskDefinitionArn;
  }
  make(simulation, request.cluster);
  const desired = request.schedulingStrategy === 'DAEMON' ? {} : { desiredCount: 1 };
  simulation.call('CreateService', { serviceName, taskDefinition: definition, ...desired, ...request });
}

function reach(simulation, condition, words) {
  if (simulation.advanceUntil(condition, { limitMs: LIMIT_MS }).reached) return;
  const { summary, blockers } = simulation.explain();
  throw new DrydockError('not-reached', `after an hour it is still not so that ${words}${blockers.length > 0 ? `: ${summary}` : ''}`);
}
