// Lessons: a cluster, and steps that each end when something is so, whoever brought it about. They
// are data, which `npm test` goes through without the page. This file asks nothing of the page.

import { DrydockError, EcsServiceException } from 'ecs-drydock';

/** How long a cluster may take to be there, in virtual time. */
const LONGEST_SETUP_MS = 3_600_000;
/** How long a step of a lesson may take, in virtual time. */
const LONGEST_STEP_MS = 24 * 3_600_000;
/** What has happened since a step that begins now. */
const NOTHING = { milliseconds: 0, outcomes: [] };

/** Brings a simulation to where a rehearsal begins: commands, and conditions to wait for. `told` is called before each with its number. */
export function setUp(simulation, setup, told = () => {}) {
  for (const [index, { until, ...command }] of setup.entries()) {
    told(index, setup.length);
    try {
      if (until === undefined) simulation.apply(filled(command, simulation));
      else if (!simulation.advanceUntil(filled(until, simulation), { limitMs: LONGEST_SETUP_MS }).reached) throw new Error(`it never comes that ${JSON.stringify(until)}`);
    } catch (error) {
      throw new Error(`setup[${index}]: ${error.message}`, { cause: error });
    }
  }
}

/** The lesson that a rehearsal which somebody kept is of; none if it begins with another cluster than the lesson. */
export const lessonOf = ({ lesson, setup }, lessons) => lessons.find(({ id, setup: own }) => id === lesson && JSON.stringify(own) === JSON.stringify(setup));

/** The hosts that a lesson speaks of: as they are when it begins. */
export const castOf = (simulation) => simulation.hosts().map((host) => host.describe().containerInstanceArn);

/** Whether what a step speaks of is there as it was when the lesson began, so that one can tell whether the step has ended. */
export function isJudgeable({ until, do: commands }, simulation, cast) {
  try {
    filled([until, commands], simulation, cast);
    return true;
  } catch (error) {
    if (error instanceof Astray) return false;
    throw error;
  }
}

/**
 * How many steps from the first of `steps` on have ended. `happened` says what was done since the first of
 * them began. A step that only shows something is passed over when the next one has ended without it.
 */
export function countEnded(steps, simulation, cast, happened) {
  const [step, next] = steps;
  if (!step) return 0;
  if (hasEnded(step, simulation, cast, happened)) return 1 + countEnded(steps.slice(1), simulation, cast, NOTHING);
  if (step.shows && next && hasEnded(next, simulation, cast, NOTHING)) return 2 + countEnded(steps.slice(2), simulation, cast, NOTHING);
  return 0;
}

/** Whether a step has ended: its condition holds, and what it shows was seen. */
export const hasEnded = (step, simulation, cast, happened) => isShown(step, happened) && isJudgeable(step, simulation, cast) && holds(simulation, filled(step.until, simulation, cast));

/** What a step may show while nothing changes: that time passes, or that the service refuses something. */
function isShown({ shows }, { milliseconds, outcomes }) {
  if (!shows) return true;
  if (shows.refused) return outcomes.some(({ command, error }) => command.operation === shows.refused && error);
  return milliseconds >= shows.milliseconds;
}

/** Whether a condition holds now. It is asked of a fork, since asking lets happen what is due at this moment. */
function holds(simulation, until) {
  const fork = simulation.fork();
  try {
    return fork.advanceUntil(until, { limitMs: 0 }).reached;
  } finally {
    fork.free();
  }
}

/** How long a step takes after its commands; undefined if they do not bring about its end. That is tried in a fork. */
export function lengthOf(step, simulation, cast) {
  if (!isJudgeable(step, simulation, cast)) return undefined;
  const fork = simulation.fork();
  try {
    const outcomes = step.do.map((command) => outcomeOf(filled(command, fork, cast), fork));
    const done = fork.now;
    const { reached } = fork.advanceUntil(filled(step.until, fork, cast), { limitMs: LONGEST_STEP_MS });
    return reached && isShown(step, { milliseconds: fork.now - simulation.now, outcomes }) ? fork.now - done : undefined;
  } finally {
    fork.free();
  }
}

/** What comes of a command, as data. Anything but a refusal or misuse is a bug, and thrown. */
export function outcomeOf(command, simulation) {
  try {
    const answer = simulation.apply(command);
    return { command, answer: command.kind === 'launch' ? answer.map(({ id }) => id) : answer };
  } catch (error) {
    if (!(error instanceof EcsServiceException) && !(error instanceof DrydockError)) throw error;
    return { command, error: { name: error.name, message: error.message } };
  }
}

/** What data speaks of is not there, or not what it was. */
class Astray extends Error {}

/**
 * Data with hosts in it, by the order of their launch: `$host.0` is the EC2 ID of the first, `$instance.0` the
 * ARN of its container instance. With a cast, which has to be the one that it was then.
 */
export function filled(value, simulation, cast) {
  if (Array.isArray(value)) return value.map((item) => filled(item, simulation, cast));
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner, simulation, cast)]));
  const [, kind, index] = (typeof value === 'string' && /^\$(host|instance)\.(\d+)$/.exec(value)) || [];
  if (kind === undefined) return value;
  const host = simulation.hosts()[index]?.describe();
  if (!host || (cast && host.containerInstanceArn !== cast[index])) throw new Astray(`${value} is not there`);
  return kind === 'host' ? host.id : host.containerInstanceArn;
}
