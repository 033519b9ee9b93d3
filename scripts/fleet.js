// Measures a simulation of as many hosts as a cluster takes: registered, connected,
// listed and described, beside a tenth of them. A host costs about the same in both.

import { strict as assert } from 'node:assert';

import { registration } from './peer.js';

/** As many hosts as a cluster takes. */
export const MANY = 5000;
/** What they are compared with. */
export const FEW = 500;

const CLUSTER = 'production';
const DESCRIBED_AT_ONCE = 100;
/** Long enough for every host to boot, to connect, and to send its first heartbeat. */
const SETTLED_MILLISECONDS = 120_000;

/**
 * The ways in which hosts come, each with the name that the native side gives it. What
 * they send is made ready first, and is not measured.
 */
const WAYS = {
  launch: (count) => {
    const tags = [{ key: 'team', value: 'harbour' }];
    const fleet = { count, cluster: CLUSTER, tags, attributes: [{ name: 'dock', value: 'north' }] };
    return (simulation) => simulation.launch(fleet);
  },
  register: (count) => {
    const requests = Array.from({ length: count }, (_, number) => outside(idOf(number)));
    return (simulation) => requests.forEach((request) => simulation.call('RegisterContainerInstance', request));
  },
};

/** The identifier of an EC2 instance. */
export function idOf(number) {
  return `i-${String(number).padStart(17, '0')}`;
}

/** What the agent of an EC2 instance from outside sends. */
export function outside(instanceId) {
  const { tags, ...request } = registration();
  const document = { instanceId, instanceType: 'm5.large', availabilityZone: 'eu-west-1a' };
  return {
    ...request,
    tags: tags.slice(0, 5),
    instanceIdentityDocument: JSON.stringify(document),
    instanceIdentityDocumentSignature: 'c2lnbmVk',
  };
}

/** One life of a fleet: nanoseconds per host. `look` sees the simulation at its largest. */
function live({ Simulation }, way, count, look = () => {}) {
  const come = way(count);
  const started = process.hrtime.bigint();
  const simulation = new Simulation();
  simulation.call('CreateCluster', { clusterName: CLUSTER });
  come(simulation);
  simulation.advance(SETTLED_MILLISECONDS);
  const arns = [];
  let nextToken;
  do {
    const page = simulation.call('ListContainerInstances', { cluster: CLUSTER, nextToken });
    arns.push(...page.containerInstanceArns);
    ({ nextToken } = page);
  } while (nextToken);
  let well = 0;
  for (let from = 0; from < arns.length; from += DESCRIBED_AT_ONCE) {
    const containerInstances = arns.slice(from, from + DESCRIBED_AT_ONCE);
    const answer = simulation.call('DescribeContainerInstances', { cluster: CLUSTER, containerInstances, include: ['TAGS', 'CONTAINER_INSTANCE_HEALTH'] });
    for (const { agentConnected, healthStatus, tags } of answer.containerInstances) {
      if (agentConnected && healthStatus.overallStatus === 'OK' && tags.length > 0) well++;
    }
  }
  const spent = Number(process.hrtime.bigint() - started);
  assert.equal(well, count, 'hosts that are connected and well');
  look(simulation);
  simulation.free();
  return spent / count;
}

/**
 * For each way: nanoseconds per host of many and of few in each round, and what many
 * hosts take of memory. In a round both have as many hosts in all.
 */
export function measureFleets(drydock, memoryBytes, rounds) {
  const measured = {};
  for (const [name, way] of Object.entries(WAYS)) {
    const before = memoryBytes();
    let bytes;
    let snapshot;
    live(drydock, way, MANY, (simulation) => {
      bytes = (memoryBytes() - before) / MANY;
      snapshot = simulation.snapshot().length / MANY;
    });
    const many = [];
    const few = [];
    for (let round = 0; round < rounds; round++) {
      let sum = 0;
      for (let time = 0; time < MANY / FEW / 2; time++) sum += live(drydock, way, FEW);
      many.push(live(drydock, way, MANY));
      for (let time = 0; time < MANY / FEW / 2; time++) sum += live(drydock, way, FEW);
      few.push(sum / (MANY / FEW));
    }
    measured[name] = { many, few, bytes, snapshot };
  }
  return measured;
}
