// What the map tells of a host. Worked out once for each record: a host that looks different has another.

import { going, oddities, statusOf } from '../host.js';

const all = new WeakMap();
const NONE = [];
const STATUSES = { ACTIVE: 'active', DRAINING: 'draining' };

/**
 * `status`: active, draining, or outside, where the service places nothing and waits for nothing. `trouble`: wrong, where something
 * keeps it from working; noted, where something else is to be known; undefined. `cpu`, `memory`: the parts that are reserved.
 * `most`: the larger one, which decides what still fits. `arriving`: the tasks on their way to it in the place of others.
 */
export function known(record) {
  let found = all.get(record);
  if (!found) all.set(record, (found = workedOut(record)));
  return found;
}

function workedOut(record) {
  const { instance, tasks, state } = record;
  const status = (state === 'running' && instance && STATUSES[statusOf(record)]) || 'outside';
  const [cpu, memory] = [part(instance?.cpu), part(instance?.memory)];
  const arriving = tasks.filter((task) => task.from?.ec2 && going(task) === 'coming');
  return { status, trouble: troubleOf(record, status), cpu, memory, most: Math.max(cpu, memory), arriving: arriving.length > 0 ? arriving : NONE };
}

function troubleOf(record, status) {
  const { instance, process } = record;
  if (status === 'outside') return undefined;
  if (!instance.isConnected || process === 'hung' || (instance.health && instance.health !== 'OK')) return 'wrong';
  return oddities(record).length > 0 ? 'noted' : undefined;
}

const part = ([used, whole] = [0, 0]) => (whole > 0 ? Math.min(1, used / whole) : 0);

/** All moves that are under way: `[{ from, to, task }]`, hosts by their IDs. */
export function movesOf(hosts) {
  const moves = [];
  for (const record of hosts.values()) for (const task of known(record).arriving) moves.push({ from: task.from.ec2, to: record.id, task });
  return moves;
}
