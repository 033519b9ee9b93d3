// The long runs: the drivers that npm test runs shortly with one seed, one after
// another with ever new seeds until the time is up.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { build } from './build.js';
import { python, setUp } from './setup.js';
import { Failure, capture, dim, green, main, red, root, seconds, target } from './steps.js';

const HELP = `npm run soak -- [--minutes N] [--seed N] [--only PART,…]

Runs the drivers of random and broken input with ever new seeds. A turn runs each
of them once; the last turn is finished when the time is up. A failure prints the
command that reproduces it and exits with 1.

  --minutes N    about how long, 10 unless given; 0 is a single turn
  --seed N       the seed of the first turn, 1 unless given; each turn takes the next
  --only PART,…  only these parts

`;

/**
 * The drivers. `work` gives the command of one turn; each reads its seed from
 * DRYDOCK_SEED, and DRYDOCK_SOAK makes it long.
 */
const PARTS = [
  {
    name: 'mutations',
    about: 'a million mutated requests through the native core, with every overflow checked',
    // Its rounds count on from the seed, so the next turn begins past the last round of this one.
    work: (seed) => checked('hostile::soak_mutated_requests', { DRYDOCK_ROUNDS: '1', DRYDOCK_SEED: String(seed * 1_000_000) }),
  },
  {
    name: 'swarm',
    about: '5,000 swarms of random commands through a simulation, looked at after every event',
    // The seeds of the first turn begin where those of npm test have ended.
    work: (seed) => checked('swarm::swarms_hold', { DRYDOCK_SEEDS: '5000', DRYDOCK_SEED: String(seed * 5000) }),
  },
  {
    name: 'botocore',
    about: '400,000 random requests through botocore’s validator and ours',
    prepare: python,
    work: (seed, own) => ({
      command: own,
      args: ['-m', 'unittest', 'discover', '-s', join(root, 'tests', 'clients'), '-p', 'test_*.py'],
      env: { DRYDOCK_SEED: String(seed) },
    }),
  },
  {
    name: 'hostile',
    about: '300,000 hostile calls of the package, and its memory watched',
    work: (seed) => ({ ...nodeTest('hostile'), env: { DRYDOCK_SEED: String(seed) } }),
  },
  {
    name: 'parity',
    about: 'random objects and their JSON, which must be judged alike',
    work: (seed) => ({ ...nodeTest('parity'), env: { DRYDOCK_SEED: String(seed) } }),
  },
];

/** A test of the native core under a profile of its own, fast and yet checked, which stays out of the folder of the others. */
function checked(name, env) {
  return {
    command: 'cargo',
    args: ['test', '--locked', '--release', '--test', 'it', '--', '--include-ignored', '--exact', name],
    env: {
      CARGO_TARGET_DIR: join(target, 'soak'),
      CARGO_PROFILE_RELEASE_LTO: 'false',
      CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS: 'true',
      CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS: 'true',
      ...env,
    },
  };
}

function nodeTest(name) {
  const file = `${name}.test.js`;
  if (!readdirSync(join(root, 'tests', 'js')).includes(file)) throw new Failure(`tests/js has no ${file}`);
  return { command: process.execPath, args: ['--test', join(root, 'tests', 'js', file)] };
}

await main(async () => {
  const { values } = options();
  if (values.help) return console.log(HELP + PARTS.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join('\n'));
  const minutes = number('minutes', values.minutes, Number.MAX_SAFE_INTEGER);
  // The largest seed that the driver of mutations can still count on from.
  const first = number('seed', values.seed, 1e9);
  const parts = choose(values.only);
  await setUp();
  await build();
  const prepared = new Map();
  for (const part of parts) prepared.set(part, await part.prepare?.());

  const started = Date.now();
  const end = started + minutes * 60_000;
  let seed = first;
  do {
    for (const part of parts) {
      if (!(await turn(part, seed, prepared.get(part), started, minutes))) {
        process.exitCode = 1;
        return;
      }
    }
    seed++;
  } while (Date.now() < end);
  console.log(`\n${green('✓')} ${seed - first} ${seed - first === 1 ? 'turn' : 'turns'} in ${seconds(Date.now() - started)}, nothing found; go on with --seed ${seed}`);
});

/** One part with one seed; prints its line. */
async function turn(part, seed, own, started, minutes) {
  const { command, args, env } = part.work(seed, own);
  const { code, output, milliseconds } = await capture(`${part.name}, seed ${seed}`, command, args, { env: { ...env, DRYDOCK_SOAK: '1' } });
  const line = `${part.name.padEnd(10)} seed ${seed}`.padEnd(24);
  const so = minutes > 0 ? `${seconds(Date.now() - started)} of ${minutes} min` : '';
  if (code === 0) {
    console.log(`${green('✓')} ${line} ${seconds(milliseconds).padStart(11)}  ${dim(so)}`);
    return true;
  }
  console.log(output);
  console.log(`${red('✗')} ${line} ${seconds(milliseconds).padStart(11)}\n\nto reproduce it:\n  npm run soak -- --minutes 0 --only ${part.name} --seed ${seed}`);
  return false;
}

function number(name, text, most) {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0) || value > most || (name === 'seed' && !Number.isInteger(value))) {
    throw new Failure(`--${name} takes a number${name === 'seed' ? ` up to ${most}` : ' from 0'}, got \`${text}\``);
  }
  return value;
}

function choose(only) {
  if (!only) return PARTS;
  const names = only.split(',');
  const unknown = names.find((name) => !PARTS.some((part) => part.name === name));
  if (unknown !== undefined) throw new Failure(`there is no part \`${unknown}\`: ${PARTS.map(({ name }) => name).join(', ')}`);
  return PARTS.filter(({ name }) => names.includes(name));
}

function options() {
  try {
    const text = { type: 'string' };
    return parseArgs({
      options: { minutes: { ...text, default: '10' }, seed: { ...text, default: '1' }, only: text, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw new Failure(`${error.message}\n\n${HELP}`);
  }
}
