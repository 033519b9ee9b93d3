// Asks the service as a client would, for who only looks.

import { CLUSTER } from './agreed.js';

/** How often is asked at most: more often than a rehearsal can make requests meet a fault. */
const MOST_TURNS = 2_000_000;

/**
 * Does some asking: `work` is given what asks for an operation. Where requests meet faults, a fork is asked until
 * it answers, so that looking uses none of them up.
 */
export function unnoticed(simulation, isDisturbed, work) {
  const asked = isDisturbed ? simulation.fork() : simulation;
  try {
    return work((operation, input) => answerOf(asked, operation, input, isDisturbed ? MOST_TURNS : 0));
  } finally {
    if (asked !== simulation) asked.free();
  }
}

/** The names of all there are, over as many pages as it takes. */
export function everyPage(ask, operation, input, member) {
  const found = [];
  let nextToken;
  do {
    const answer = ask(operation, { ...input, ...(nextToken && { nextToken }) });
    found.push(...answer[member]);
    ({ nextToken } = answer);
  } while (nextToken);
  return found;
}

/** Items in pages of a size. */
export function pages(items, size) {
  const found = [];
  for (let start = 0; start < items.length; start += size) found.push(items.slice(start, start + size));
  return found;
}

/** What a cluster that was deleted has: nothing. */
const NOTHING = { containerInstanceArns: [], containerInstances: [], taskArns: [], tasks: [], serviceArns: [], services: [] };

/** What the service answers, tried once more as long as a fault comes in between. */
function answerOf(simulation, operation, input, retries) {
  for (let turn = 0; ; turn += 1) {
    try {
      return simulation.call(operation, { cluster: CLUSTER, ...input });
    } catch (error) {
      if (error.name === 'ClusterNotFoundException') return NOTHING;
      if (turn >= retries) throw error;
    }
  }
}
