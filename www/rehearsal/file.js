// A rehearsal as a file or in a link: what is looked at before it is done again.

/** More than anybody does in a rehearsal: a link may say anything. */
const MOST_COMMANDS = 1000;
const MOST_HOSTS = 10_000;
const MOST_SETUP = 1000;
const LONGEST_MS = 30 * 24 * 3_600_000;

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
  if (!Array.isArray(setup) || setup.length > MOST_SETUP || !setup.every((entry) => isStructure(entry) && (isStructure(entry.until) || isSmall(entry)))) return damaged('its setup is no list of commands and conditions');
  if (!Array.isArray(commands) || commands.length > MOST_COMMANDS || !commands.every((entry) => isTime(entry?.atMs) && isStructure(entry.command) && isSmall(entry.command))) {
    return damaged(`its commands are no list of up to ${MOST_COMMANDS}, each with atMs and command`);
  }
  return undefined;
}

const damaged = (why) => `The rehearsal is damaged, so it could not be opened: ${why}.`;
const isStructure = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const isTime = (ms) => Number.isSafeInteger(ms) && ms >= 0 && ms <= LONGEST_MS;
const isSmall = ({ kind, milliseconds, count = 1 }) => (kind !== 'advance' || isTime(milliseconds)) && (kind !== 'launch' || count <= MOST_HOSTS);
