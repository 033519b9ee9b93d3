// What keeps tasks where they are, as a person reads it: a title for each kind, and what is the same said once.

import { grouped } from '../../grouped.js';
import { counted } from '../words.js';

/** Each `BlockerKind` in words. The one that comes to an end by itself says so. */
export const TITLES = {
  deploymentBounds: 'neither stop nor start is allowed',
  noHost: 'no host takes the replacement',
  imageNeverPulls: 'images never come',
  replacementUnhealthy: 'the replacement does not become healthy',
  servicePaused: 'the service pauses after failures',
  deploymentFailed: 'the deployment failed',
  standaloneTask: 'a task of no service',
  protectedTask: 'a protected task',
  daemonWaits: 'daemons stop last',
  agentGone: 'the agent is gone',
  targetDraining: 'connections drain',
  stopTimeout: 'containers take their time to stop',
  waitsForStops: 'other tasks have to stop first',
  replacementStarting: 'the replacement is not healthy yet',
  proceeding: 'goes on at the next step',
};

/** How many services are named in one line. */
const MOST_NAMED = 5;

/**
 * What holds tasks for good, each kind and its words once; what passes, by kind; and the soonest time to wait for
 * any of that.
 */
export function sorted(blockers) {
  const [held, passing] = [blockers.filter(({ passes }) => !passes), blockers.filter(({ passes }) => passes)];
  const groups = [...grouped(held, ({ kind, message }) => `${kind} ${message}`).values()].map(merged);
  const kinds = [...grouped(passing, ({ kind }) => kind)].map(([kind, members]) => ({ kind, count: tasksOf(members), words: [...new Set(members.map(({ message }) => message))] }));
  const waits = passing.flatMap(({ changes }) => changes.filter(isWait));
  const wait = waits.sort((one, other) => length(one) - length(other))[0];
  return { groups, kinds, wait };
}

/** Blockers of one kind and the same words as one: its tasks by service, and each change once. */
function merged(members) {
  const changes = [...grouped(members.flatMap(({ changes }) => changes), ({ commands }) => JSON.stringify(commands)).values()];
  return { ...members[0], whose: whose(members), changes: changes.map(([first, ...rest]) => ({ ...first, proven: first.proven && rest.every(({ proven }) => proven) })) };
}

function whose(members) {
  const lines = members.map(({ serviceArn, tasks, missing }) => {
    const name = serviceArn?.slice(serviceArn.lastIndexOf('/') + 1);
    if (tasks.count === 0) return `${name} lacks ${counted(missing ?? 1, 'task')}`;
    return `${counted(tasks.count, 'task')}${name ? ` of ${name}` : ''}`;
  });
  const more = lines.length - MOST_NAMED;
  return more > 0 ? `${lines.slice(0, MOST_NAMED).join(', ')}, and of ${counted(more, 'more service')}` : lines.join(', ');
}

/** All of it in one sentence, by how many tasks are held and how many things hold them. */
export function summary({ blockers, waitingTasks }, { groups, kinds }) {
  if (blockers.length === 0) return 'For nothing: no task is left that it would move.';
  const passing = kinds.reduce((sum, { count }) => sum + count, 0);
  const held = waitingTasks - passing;
  if (groups.length === 0) return `${counted(waitingTasks, 'task')} ${waitingTasks === 1 ? 'waits, and goes on by itself' : 'wait, and go on by themselves'}.`;
  const by = counted(groups.length, 'thing');
  if (held === 0) return `${by} ${groups.length === 1 ? 'keeps' : 'keep'} services from starting tasks${passing > 0 ? `; ${alone(passing)}` : ''}.`;
  return `${counted(held, 'task')} ${held === 1 ? 'is' : 'are'} held by ${by}${passing > 0 ? `; ${alone(passing)}` : ''}.`;
}

const alone = (count) => (count === 1 ? 'another goes on by itself' : `${count} go on by themselves`);

/** Whether a change does nothing but let time pass. */
export const isWait = ({ commands }) => commands.every(({ kind }) => kind === 'advance');

const length = ({ commands }) => commands.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
const tasksOf = (members) => members.reduce((sum, { tasks }) => sum + tasks.count, 0);
