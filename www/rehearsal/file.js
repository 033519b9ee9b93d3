// A rehearsal as a file or in a link: what is looked at before it is done again. What is done in
// the page keeps to the same bounds, so that whatever it keeps can be opened again.

import { isStructure } from '../structure.js';

/** More than anybody does in a rehearsal: a link may say anything. */
export const MOST_COMMANDS = 1000;
/** How long a rehearsal goes on in virtual time. */
export const LONGEST_MS = 30 * 24 * 3_600_000;
const MOST_HOSTS = 10_000;
const MOST_FAULTS = 1000;
const MOST_SETUP = 1000;

/** Why a rehearsal cannot be opened, in words; undefined if it can. */
export function fileProblem(given, version) {
  const { behaviourVersion, seed, setup, lesson, untilMs, commands } = given ?? {};
  if (Number.isSafeInteger(behaviourVersion) && behaviourVersion !== version) {
    return `The rehearsal is of behaviour version ${behaviourVersion}, this page has ${version}: what it shows would not be what was shown.`;
  }
  if (behaviourVersion !== version) return damaged('it has no behaviourVersion');
  if (!Number.isSafeInteger(seed) || seed < 0) return damaged('its seed is no whole number from 0');
  if (lesson !== undefined && typeof lesson !== 'string') return damaged('its lesson is no name');
  if (!isTime(untilMs)) return damaged('its untilMs is no number of milliseconds up to 30 days');
  if (!Array.isArray(setup) || setup.length > MOST_SETUP) return damaged(`its setup is no list of up to ${MOST_SETUP} commands and conditions`);
  if (!Array.isArray(commands) || commands.length > MOST_COMMANDS) return damaged(`its commands are no list of up to ${MOST_COMMANDS}`);
  return firstProblem(setup, 'setup', (entry) => (isStructure(entry?.until) ? undefined : commandProblem(entry)))
    ?? firstProblem(commands, 'commands', (entry) => (isTime(entry?.atMs) ? commandProblem(entry.command) : 'its atMs is no number of milliseconds up to 30 days'));
}

/** What is said of a text that is no rehearsal at all. */
export const damaged = (why) => `The rehearsal is damaged, so it could not be opened: ${why}.`;

function firstProblem(entries, name, problemOf) {
  for (const [index, entry] of entries.entries()) {
    const problem = problemOf(entry);
    if (problem) return damaged(`${name}[${index}]: ${problem}`);
  }
  return undefined;
}

/** Why something cannot be a command of a rehearsal, in words; undefined if it can. What else is wrong with it the simulation says. */
export const commandProblem = (command) => BOUNDS.find(([isKept]) => !isKept(command))?.[1];

const BOUNDS = [
  [isStructure, 'it is no object'],
  [({ kind, operation, action, fault }) => [kind, operation, action, fault?.type].every((name) => name === undefined || typeof name === 'string'), 'its kind, operation, action and type have to be texts'],
  [({ kind, milliseconds }) => kind !== 'advance' || isTime(milliseconds), 'its milliseconds are no whole number from 0 up to 30 days'],
  [({ kind, count }) => kind !== 'launch' || !(count > MOST_HOSTS), `a rehearsal launches up to ${MOST_HOSTS} hosts at a time`],
  [({ fault }) => !(fault?.times > MOST_FAULTS), `a fault comes up to ${MOST_FAULTS} times`],
];

function isTime(ms) {
  return Number.isSafeInteger(ms) && ms >= 0 && ms <= LONGEST_MS;
}
