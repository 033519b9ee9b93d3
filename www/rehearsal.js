// A cluster that is rehearsed with: the one file that asks the package for a simulation.
// Everything that is seen is read from answers of the service, as a client reads it.

import { DrydockError, EcsServiceException, Simulation, behaviourVersion } from 'ecs-drydock';

import { filled, holds, setUp } from './lesson.js';
import { LESSONS } from './lessons.js';

/** Virtual milliseconds for one of the wall's, by the names that people choose. */
export const SPEEDS = { '1×': 1, '10×': 10, '60×': 60, '600×': 600 };
/** How many things one request describes (row `quota-list-sizes`). */
const PAGE = 100;
/** How much of the log of events is shown. */
const MOST_EVENTS = 200;
/** How far apart moments are kept to come back to, and how many of them. */
const KEPT_EVERY_MS = 30_000;
const MOST_MOMENTS = 200;
/** More than anybody does in a rehearsal: a link may say anything. */
const MOST_COMMANDS = 1000;
const LONGEST_MS = 30 * 24 * 3_600_000;
const MOST_HOSTS = 200;
const CLUSTER = 'harbour';
/** Where the browser keeps the rehearsal. */
const STORED = 'ecs-drydock-rehearsal';

export const state = {
  seed: 1,
  speed: '60×',
  isPlaying: false,
  /** What came of the last thing that was done: a command, and the answer or the exception. */
  last: undefined,
  /** The lesson that is gone through, and which step of it is next. */
  lesson: undefined,
  step: 0,
  /** The first moment, and the last one that was reached. */
  begun: 0,
  latest: 0,
  scene: undefined,
  /** The newest first. */
  events: [],
};

let simulation;
/** Where one can come back to, by time: the state before each thing that was done, and now and then between. */
let moments = [];
/** What was done, each with when, counted from the first moment. */
let done = [];

/** Begins anew: a lesson, or a harbour of one's own. */
export function begin(seed = state.seed, lesson = state.lesson) {
  start(seed, lesson);
  look();
}

function start(seed, lesson) {
  simulation?.free();
  Object.assign(state, { seed, lesson, step: 0, isPlaying: false, last: undefined });
  simulation = new Simulation({ seed });
  if (lesson) setUp(simulation, lesson.setup);
  else harbour();
  [moments, done] = [[], []];
  state.begun = simulation.now;
  state.latest = simulation.now;
  keep();
}

/** Hosts in three zones, services of each kind, all steady. */
function harbour() {
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
}

/** Does the next step of the lesson, and lets time pass until it ends. */
export function showStep() {
  const { do: commands, until, waits } = state.lesson.steps[state.step];
  goTo(state.latest);
  for (const command of commands) perform(filled(command, simulation));
  if (waits) {
    state.step += 1;
    keep();
    look();
    return;
  }
  // How long it takes is found out in a fork, so that time passes here as it always does.
  const fork = simulation.fork();
  fork.advanceUntil(filled(until, simulation), { limitMs: LONGEST_MS });
  const milliseconds = fork.now - simulation.now;
  fork.free();
  advance(milliseconds);
}

/** Goes on in the lesson as far as its steps have ended; one that only waits ends when it was shown. */
function learn() {
  const { lesson } = state;
  for (let next; (next = lesson?.steps[state.step]) && !next.waits && holds(simulation, next.until); ) state.step += 1;
}

/** The rehearsal as data: what it begins with, and what was done when. */
export function file() {
  return { behaviourVersion: behaviourVersion(), lesson: state.lesson?.id, seed: state.seed, untilMs: state.latest - state.begun, commands: done };
}

/** Does a rehearsal again that {@link file} gave; why it cannot be done, if it cannot. */
export function open(given) {
  const { behaviourVersion: version, lesson: id, seed, untilMs, commands } = given ?? {};
  const lesson = LESSONS.find((one) => one.id === id);
  const isTime = (ms) => Number.isSafeInteger(ms) && ms >= 0 && ms <= LONGEST_MS;
  const isSmall = ({ kind, milliseconds, count = 1 }) => (kind !== 'advance' || isTime(milliseconds)) && (kind !== 'launch' || count <= MOST_HOSTS);
  const isDone = (entry) => isTime(entry?.atMs) && entry.command !== null && typeof entry.command === 'object' && isSmall(entry.command);
  if ((id !== undefined && !lesson) || !Number.isSafeInteger(seed) || seed < 0 || !isTime(untilMs) || !Array.isArray(commands) || commands.length > MOST_COMMANDS || !commands.every(isDone)) {
    return 'The link is damaged, so its rehearsal could not be opened.';
  }
  if (version !== behaviourVersion()) return `The link is of behaviour version ${version}, this page has ${behaviourVersion()}: what it shows would not be what was shown.`;
  // Nothing is looked at, or kept in the browser, before all of it is there again.
  start(seed, lesson);
  for (const { atMs, command } of commands) {
    pass(state.begun + atMs - simulation.now);
    perform(command);
  }
  pass(state.begun + untilMs - simulation.now);
  look();
  return undefined;
}

/** Begins with what was done before the page was left, if the browser kept it. */
export function reopen() {
  try {
    const kept = localStorage.getItem(STORED);
    if (kept !== null && open(JSON.parse(kept)) === undefined) return;
  } catch {
    // Without storage, or with something else in it, one begins anew.
  }
  begin();
}

/** Keeps what was done in the browser, as long as it lets us. */
function store() {
  try {
    localStorage.setItem(STORED, JSON.stringify(file()));
  } catch {
    // Then a reload begins anew.
  }
}

/** Lets time pass. */
export function advance(milliseconds) {
  pass(milliseconds);
  look();
}

function pass(milliseconds) {
  if (milliseconds <= 0) return;
  simulation.advance(milliseconds);
  state.latest = Math.max(state.latest, simulation.now);
  if (simulation.now >= state.latest) learn();
  if (simulation.now - moments.at(-1).now >= KEPT_EVERY_MS) keep();
}

/** Keeps the moment, to come back to. Of many, every other one is let go of. */
function keep(isBefore = false) {
  moments.push({ now: simulation.now, snapshot: simulation.snapshot(), last: state.last, step: state.step, done: done.length, isBefore });
  if (moments.length > MOST_MOMENTS) moments = moments.filter(({ isBefore }, index) => isBefore || index % 2 === 0);
}

/** Shows the cluster as it was at a moment, by the last one that was kept before it. */
export function goTo(now) {
  const from = moments.findLast((moment) => moment.now <= now) ?? moments[0];
  comeBack(from);
  if (now > from.now) simulation.advance(now - from.now);
  if (simulation.now >= state.latest) learn();
  look();
}

/** As if the last thing had not been done. */
export function undo() {
  const index = moments.findLastIndex(({ isBefore }) => isBefore);
  if (index < 0) return;
  const before = moments[index];
  comeBack(before);
  moments = moments.slice(0, index);
  if (moments.length === 0 || moments.at(-1).now < before.now) keep();
  done = done.slice(0, before.done);
  state.latest = before.now;
  look();
}

export const canUndo = () => done.length > 0;

function comeBack({ snapshot, last, step }) {
  simulation.free();
  simulation = Simulation.restore(snapshot);
  Object.assign(state, { last, step });
}

/** What came after the moment that is seen is forgotten when something else is done there. */
function forgetLater() {
  if (simulation.now >= state.latest) return;
  moments = moments.filter(({ now }) => now <= simulation.now);
  done = done.filter(({ atMs }) => state.begun + atMs <= simulation.now);
  state.latest = simulation.now;
}

/** Goes to the moment at which something happens next. */
export function next() {
  const due = simulation.nextDue;
  if (due !== undefined) advance(due - simulation.now);
}

/** Applies a command, a request included. What comes of it, or is thrown, is kept in `state.last`. */
export function act(command) {
  perform(command);
  look();
}

function perform(command) {
  forgetLater();
  keep(true);
  done.push({ atMs: simulation.now - state.begun, command });
  try {
    state.last = { command, answer: simulation.apply(command) };
  } catch (error) {
    if (!(error instanceof EcsServiceException) && !(error instanceof DrydockError)) throw error;
    state.last = { command, error };
  }
  state.latest = Math.max(state.latest, simulation.now);
  learn();
  keep();
}

/** A request about the cluster that is seen. */
export const request = (operation, input) => ({ kind: 'call', operation, request: { cluster: CLUSTER, ...input } });

/** Reads everything that is seen anew. */
function look() {
  const { next } = simulation.events({ after: Number.MAX_SAFE_INTEGER });
  state.events = simulation.events({ after: Math.max(0, next - MOST_EVENTS) }).events.reverse();
  const ask = (operation, input) => simulation.call(operation, { cluster: CLUSTER, ...input });
  const hosts = simulation.hosts().map((host) => host.describe());
  const instances = new Map(inPages(hosts.flatMap(({ containerInstanceArn }) => containerInstanceArn ?? []), (containerInstances) =>
    ask('DescribeContainerInstances', { containerInstances }).containerInstances).map((instance) => [instance.containerInstanceArn, instance]));
  const listed = ['RUNNING', 'STOPPED'].flatMap((desiredStatus) => everyPage(ask, 'ListTasks', { desiredStatus }, 'taskArns'));
  const tasks = inPages(listed, (arns) => ask('DescribeTasks', { tasks: arns }).tasks).filter(({ lastStatus }) => lastStatus !== 'STOPPED');
  const services = inPages(everyPage(ask, 'ListServices', {}, 'serviceArns'), (arns) => ask('DescribeServices', { services: arns }).services, 10);
  // Trying changes takes a fork for each: only while a person has the time to read of them.
  const drains = [...instances.values()].some(({ status }) => status === 'DRAINING');
  if (!state.isPlaying) store();
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
