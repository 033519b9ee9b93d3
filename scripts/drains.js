// Measures drains of clusters at work: of 1,000 hosts with 100,000 tasks, the size that kwok
// names for Kubernetes, 100 hosts drain to their end; beside a tenth of that, as an event is to
// cost about the same in both, and beside 5,000 hosts with as many tasks.

import { strict as assert } from 'node:assert';

/** What is measured, the smallest first: memory that was taken once is not given back. */
export const DRAINS = [
  { name: 'small', hosts: 100, services: 10, draining: 10 },
  { name: 'large', hosts: 1000, services: 100, draining: 100 },
  { name: 'wide', hosts: 5000, services: 100, draining: 100 },
];
/** How many tasks each service has. */
const TASKS = 1000;

const DRAINED_AT_ONCE = 10;
const BOOTED_MILLISECONDS = 60_000;
/** 500 tasks a minute and a service, and the time in which they become healthy. */
const SETTLED_MILLISECONDS = 600_000;
/** Longer than the replacements take to become healthy, and the others to stop. */
const DRAIN_MILLISECONDS = 1_200_000;

/** A cluster at work: its simulation and the hosts that are to drain. */
function atWork({ Simulation }, { hosts, services, draining }) {
  const simulation = new Simulation();
  simulation.launch({ count: hosts, instanceType: 'm5.24xlarge' });
  simulation.advance(BOOTED_MILLISECONDS);
  const container = { name: 'app', image: 'quay/app:1', cpu: 256, memory: 512, portMappings: [{ containerPort: 80 }] };
  simulation.call('RegisterTaskDefinition', { family: 'app', containerDefinitions: [container] });
  for (let number = 0; number < services; number++) {
    simulation.call('CreateService', { serviceName: `app-${number}`, taskDefinition: 'app', desiredCount: TASKS });
  }
  simulation.advance(SETTLED_MILLISECONDS);
  const { clusters } = simulation.call('DescribeClusters', {});
  assert.equal(clusters[0].runningTasksCount, services * TASKS, 'tasks that run');
  const { containerInstanceArns } = simulation.call('ListContainerInstances', { maxResults: draining });
  return { simulation, arns: containerInstanceArns };
}

/** One drain from its first request to its end: milliseconds, and how many events there were. */
function drain({ simulation, arns }) {
  const fork = simulation.fork();
  const before = fork.advance(0).cursor;
  const started = process.hrtime.bigint();
  for (let from = 0; from < arns.length; from += DRAINED_AT_ONCE) {
    fork.call('UpdateContainerInstancesState', { containerInstances: arns.slice(from, from + DRAINED_AT_ONCE), status: 'DRAINING' });
  }
  const { cursor } = fork.advance(DRAIN_MILLISECONDS);
  const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
  for (let from = 0; from < arns.length; from += 100) {
    const { containerInstances } = fork.call('DescribeContainerInstances', { containerInstances: arns.slice(from, from + 100) });
    for (const { runningTasksCount, pendingTasksCount, remainingResources, registeredResources } of containerInstances) {
      assert.equal(runningTasksCount + pendingTasksCount, 0, 'tasks left');
      assert.deepEqual(remainingResources, registeredResources, 'what is held');
    }
  }
  fork.free();
  return { milliseconds, events: cursor - before };
}

/** For each size: the rounds of its drain, and the memory of the module by then. */
export function measureDrains(drydock, memoryBytes, rounds) {
  const clusters = DRAINS.map((size) => ({ ...size, cluster: atWork(drydock, size), rounds: [] }));
  for (const { cluster } of clusters) drain(cluster);
  for (let round = 0; round < rounds; round++) {
    for (const { cluster, rounds } of clusters) rounds.push(drain(cluster));
  }
  const bytes = memoryBytes();
  for (const { cluster } of clusters) cluster.simulation.free();
  return { bytes, sizes: clusters.map(({ cluster, ...size }) => ({ ...size, tasks: size.services * TASKS })) };
}
