/** The options of a server: what holds unless something else is asked for, and what makes sense. */

import { cut, kindOf, misuse } from '../api.js';
import { MOST_BYTES } from '../protocol.js';

const DEFAULTS = {
  host: '127.0.0.1',
  port: 4577,
  clock: 'real',
  seed: 1,
  maxBodyBytes: MOST_BYTES,
  maxConnections: 1000,
  maxSimulations: 32,
  maxMemoryMib: 2048,
};
/** Those that have no default. */
const OTHERS = ['control', 'simulation', 'snapshot', 'journal', 'fsync', 'tls', 'allowHosts', 'allowOrigins', 'credentials'];
/** Whole numbers, each with its least and its most. The module's memory ends at 4 GiB. */
const NUMBERS = {
  port: [0, 65_535],
  seed: [0, Number.MAX_SAFE_INTEGER],
  maxBodyBytes: [1, 2 ** 30],
  maxConnections: [1, 1_000_000],
  maxSimulations: [1, 1_000_000],
  maxMemoryMib: [1, 4096],
};
const TEXTS = ['host', 'snapshot', 'journal'];
const LISTS = ['allowHosts', 'allowOrigins'];

/** The whole of the options; throws where one makes no sense. */
export function checked(options) {
  if (Object.prototype.toString.call(options) !== '[object Object]') throw misuse(`options: expected an object, got ${kindOf(options)}`);
  const known = [...Object.keys(DEFAULTS), ...OTHERS];
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) throw misuse(`there is no option \`${cut(unknown)}\`: there are ${known.join(', ')}`);
  const given = { ...DEFAULTS, ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) };
  for (const [name, [least, most]] of Object.entries(NUMBERS)) {
    const value = given[name];
    if (!(Number.isInteger(value) && value >= least && value <= most)) throw misuse(`${name} takes a whole number from ${least} to ${most}, got ${shown(value)}`);
  }
  for (const name of TEXTS) {
    if (given[name] !== undefined && (typeof given[name] !== 'string' || given[name] === '')) throw misuse(`${name} takes a text, got ${shown(given[name])}`);
  }
  for (const name of LISTS) {
    if (given[name] !== undefined && !(Array.isArray(given[name]) && given[name].every((item) => typeof item === 'string'))) throw misuse(`${name} takes a list of texts, got ${shown(given[name])}`);
  }
  return given;
}

function shown(value) {
  return typeof value === 'string' || typeof value === 'number' ? `\`${cut(String(value))}\`` : kindOf(value);
}
