// A cluster that is rehearsed with: the one file that asks the package for a simulation.
// What a person did is the simulation's own journal; everything that is seen is read from
// answers of the service, as a client reads it.

import { DrydockError, EcsServiceException, Simulation } from 'ecs-drydock';

/** Virtual milliseconds for one of the wall's, by the names that people choose. */
export const SPEEDS = { '1×': 1, '10×': 10, '60×': 60, '600×': 600 };
/** How many things one request describes (row `quota-list-sizes`). */
const PAGE = 100;
/** How much of the log of events is shown. */
const MOST_EVENTS = 200;
const CLUSTER = 'harbour';

export const state = {
  seed: 1,
  speed: '60×',
  isPlaying: false,
  /** What came of the last thing that was done: a command, and the answer or the exception. */
  last: undefined,
  scene: undefined,
  /** The newest first. */
  events: [],
};

let simulation;
let cursor = 0;

/** Begins anew: hosts in three zones, services of each kind, all steady. */
export function begin(seed = state.seed) {
  simulation?.free();
  Object.assign(state, { seed, isPlaying: false, last: undefined, events: [] });
  cursor = 0;
  simulation = new Simulation({ seed });
  simulation.call('CreateCluster', { clusterName: CLUSTER });
  simulation.launch({ count: 6, cluster: CLUSTER, instanceType: 'm5.large', availabilityZones: ['us-east-1a', 'us-east-1b', 'us-east-1c'] });
  simulation.advanceUntil({ containerInstances: { cluster: CLUSTER, are: { agentConnected: true }, atLeast: 6 } });
  const family = (name, cpu, memory, ports = []) =>
    simulation.call('RegisterTaskDefinition', { family: name, containerDefinitions: [{ name: 'main', image: name, cpu, memory, portMappings: ports }] });
  family('web', 256, 512);
  family('api', 512, 1024);
  family('batch', 256, 256);
  family('agent', 64, 128);
  const service = (serviceName, rest) => simulation.call('CreateService', { cluster: CLUSTER, serviceName, taskDefinition: serviceName, ...rest });
  service('web', { desiredCount: 9 });
  service('api', { desiredCount: 1, deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 150 } });
  service('agent', { schedulingStrategy: 'DAEMON' });
  simulation.call('RunTask', { cluster: CLUSTER, taskDefinition: 'batch', count: 2 });
  for (const name of ['web', 'api', 'agent']) simulation.advanceUntil({ service: { cluster: CLUSTER, name, steady: true } });
  look();
}

/** Lets time pass. */
export function advance(milliseconds) {
  simulation.advance(milliseconds);
  look();
}

/** Goes to the moment at which something happens next. */
export function next() {
  const due = simulation.nextDue;
  if (due !== undefined) simulation.advance(Math.max(0, due - simulation.now));
  look();
}

/** Applies a command, a request included. What comes of it, or is thrown, is kept in `state.last`. */
export function act(command) {
  try {
    state.last = { command, answer: simulation.apply(command) };
  } catch (error) {
    if (!(error instanceof EcsServiceException) && !(error instanceof DrydockError)) throw error;
    state.last = { command, error };
  }
  look();
}

/** A request about the cluster that is seen. */
export const request = (operation, input) => ({ kind: 'call', operation, request: { cluster: CLUSTER, ...input } });

/** Reads everything that is seen anew. */
function look() {
  const page = simulation.events({ after: cursor });
  cursor = page.next;
  state.events = [...page.events.reverse(), ...state.events].slice(0, MOST_EVENTS);
  const ask = (operation, input) => simulation.call(operation, { cluster: CLUSTER, ...input });
  const hosts = simulation.hosts().map((host) => host.describe());
  const instances = new Map(inPages(hosts.flatMap(({ containerInstanceArn }) => containerInstanceArn ?? []), (containerInstances) =>
    ask('DescribeContainerInstances', { containerInstances }).containerInstances).map((instance) => [instance.containerInstanceArn, instance]));
  const listed = ['RUNNING', 'STOPPED'].flatMap((desiredStatus) => everyPage(ask, 'ListTasks', { desiredStatus }, 'taskArns'));
  const tasks = inPages(listed, (arns) => ask('DescribeTasks', { tasks: arns }).tasks).filter(({ lastStatus }) => lastStatus !== 'STOPPED');
  const services = inPages(everyPage(ask, 'ListServices', {}, 'serviceArns'), (arns) => ask('DescribeServices', { services: arns }).services, 10);
  // Trying changes takes a fork for each: only while a person has the time to read of them.
  const drains = [...instances.values()].some(({ status }) => status === 'DRAINING');
  state.scene = { now: simulation.now, hosts, instances, tasks, services, explanation: drains ? simulation.explain({ cluster: CLUSTER, prove: !state.isPlaying }) : undefined };
}

function everyPage(ask, operation, input, member) {
  const found = [];
  let nextToken;
  do {
    const answer = ask(operation, { ...input, ...(nextToken && { nextToken }) });
    found.push(...answer[member]);
    ({ nextToken } = answer);
  } while (nextToken);
  return found;
}

function inPages(items, describe, page = PAGE) {
  const found = [];
  for (let start = 0; start < items.length; start += page) found.push(...describe(items.slice(start, start + page)));
  return found;
}

/** Whether time goes on by itself; `changed` is called when something may look different. */
export function play(isPlaying, changed) {
  if (state.isPlaying === isPlaying) return;
  state.isPlaying = isPlaying;
  if (!isPlaying) look();
  let before = performance.now();
  const frame = (now) => {
    if (!state.isPlaying) return;
    const milliseconds = Math.floor((now - before) * SPEEDS[state.speed]);
    // A page in the background is not drawn: it does not jump when it is seen again.
    if (milliseconds > 0) {
      before = now;
      advance(Math.min(milliseconds, 1000 * SPEEDS[state.speed]));
      changed();
    }
    requestAnimationFrame(frame);
  };
  if (isPlaying) requestAnimationFrame(frame);
}
