// Runs every kind of test: one line for each step, and `N passed, N failed` at the end.

import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { build, gzipSize } from './build.js';
import { browser, python, setUp, tools } from './setup.js';
import { Failure, capture, dim, green, main, red, root, seconds, target } from './steps.js';

const HELP = `npm test -- [--only STEP,…] [--quick] [--list]

Sets up what is missing and runs every kind of test.

  --only STEP,…  only these steps; npm test -- --list names them
  --quick        only the core: Rust tests, build, JavaScript tests
  --list         the names of the steps
`;

/** What the module may weigh as it travels. */
const BUDGET_GZIP_BYTES = 200 * 1024;

const WASM_TARGET = ['--target', 'wasm32-unknown-unknown'];
const env = { CARGO_TARGET_DIR: target, CARGO_TERM_COLOR: 'never' };
const cargo = (...args) => ({ command: 'cargo', args, env });
const node = (...args) => ({ command: process.execPath, args });
const bin = (name) => join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

/**
 * The steps, in order. `work` gives one or several commands; `count` reads from
 * their output how many tests passed and failed. A step without `count` is one test.
 */
const STEPS = [
  { name: 'format', work: () => [cargo('fmt', '--all', '--check')] },
  { name: 'clippy', work: () => [cargo('clippy', '--locked', '--workspace', '--all-targets', '--', '-D', 'warnings')] },
  { name: 'clippy-wasm', work: () => [cargo('clippy', '--locked', ...WASM_TARGET, '--lib', '--test', 'wasm', '--', '-D', 'warnings')] },
  { name: 'rust', quick: true, count: countCargo, work: () => [cargo('test', '--locked', '--workspace', '--', '--show-output')] },
  { name: 'rustdoc', work: () => [{ ...cargo('doc', '--locked', '--workspace', '--no-deps'), env: { ...env, RUSTDOCFLAGS: '-D warnings' } }] },
  { name: 'build', quick: true, own: buildAndWeigh },
  {
    name: 'wasm',
    count: countCargo,
    work: () => [{ ...cargo('test', '--locked', ...WASM_TARGET, '--test', 'wasm'), env: { ...env, CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER: tools.runner } }],
  },
  { name: 'javascript', quick: true, count: countNode, needs: 'build', work: () => [nodeTests('tests/js')] },
  { name: 'types', needs: 'build', work: typeChecks },
  { name: 'package', needs: 'build', work: packageLint },
  { name: 'consumers', count: countNode, needs: 'build', browser: 'optional', work: () => [nodeTests('tests/consumers')] },
  { name: 'botocore', count: countPython, needs: 'build', work: pythonTests },
  { name: 'page', needs: 'build', work: () => [node(join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', 'www', '--logLevel', 'warn')] },
  { name: 'browser', count: countNode, needs: 'page', browser: 'needed', work: () => [nodeTests('tests/browser')] },
];

await main(async () => {
  const { values } = options();
  if (values.help) return console.log(HELP);
  if (values.list) return console.log(STEPS.map((step) => step.name).join('\n'));
  const chosen = choose(values);
  await setUp();
  const chrome = chosen.some((step) => step.browser) ? await browser() : undefined;
  const total = { passed: 0, failed: 0, skipped: 0 };
  const ended = new Map();
  for (const step of chosen) {
    const result = await perform(step, ended, chrome);
    ended.set(step.name, result.failed === 0);
    for (const key of Object.keys(total)) total[key] += result[key] ?? 0;
  }
  const skipped = total.skipped ? `, ${total.skipped} skipped` : '';
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  if (total.failed) process.exitCode = 1;
});

/** Runs one step and prints its line. */
async function perform(step, ended, chrome) {
  const started = Date.now();
  const line = (mark, words) => console.log(`${mark} ${step.name.padEnd(12)} ${seconds(Date.now() - started).padStart(11)}  ${words}`);
  if (step.needs && ended.get(step.needs) === false) {
    line(red('✗'), `not run: the step ${step.needs} failed`);
    return { failed: 1 };
  }
  if (step.browser === 'needed' && !chrome) {
    const words = 'no Chromium, Chrome or Edge was found: install one (Debian: apt install chromium), or name it in CHROME_PATH';
    if (process.env.REQUIRE_BROWSER) {
      line(red('✗'), words);
      return { failed: 1 };
    }
    line('-', `skipped: ${words}`);
    return { skipped: 1 };
  }
  try {
    const { words, ...counts } = step.own ? await step.own() : await runCommands(step, chrome);
    line(counts.failed ? red('✗') : green('✓'), words);
    return counts;
  } catch (error) {
    line(red('✗'), error instanceof Failure ? error.message : String(error.stack ?? error));
    return { failed: 1 };
  }
}

async function runCommands(step, chrome) {
  let output = '';
  let broken = false;
  for (const { command, args, env } of await step.work()) {
    const result = await capture(step.name, command, args, { env: { ...env, CHROME_PATH: chrome ?? '' } });
    output += result.output;
    broken ||= result.code !== 0;
  }
  const counts = step.count ? step.count(output) : { passed: broken ? 0 : 1, failed: broken ? 1 : 0 };
  if (broken && counts.failed === 0) counts.failed = 1;
  if (step.count && counts.passed + counts.failed === 0) {
    counts.failed = 1;
    output += '\nno test was run';
  }
  if (counts.failed) console.log(output);
  const words = [`${counts.passed} passed`, counts.failed && `${counts.failed} failed`, counts.skipped && `${counts.skipped} skipped`];
  const extra = [...output.matchAll(/^#? ?note: (.*)$/gm)].map((match) => match[1]).join('; ');
  return { ...counts, words: words.filter(Boolean).join(', ') + (extra ? dim(`  ${extra}`) : '') };
}

async function buildAndWeigh() {
  await build();
  const bytes = gzipSize();
  const words = `the module has ${(bytes / 1024).toFixed(1)} KB with gzip, at most ${BUDGET_GZIP_BYTES / 1024} KB are allowed`;
  return bytes <= BUDGET_GZIP_BYTES ? { passed: 1, failed: 0, words } : { passed: 0, failed: 1, words };
}

function nodeTests(folder) {
  const files = readdirSync(join(root, folder)).filter((name) => name.endsWith('.test.js')).sort();
  if (files.length === 0) throw new Failure(`${folder} has no tests`);
  return node('--test', '--test-reporter=tap', ...files.map((name) => join(root, folder, name)));
}

/** Every tsconfig of tests/types, each another way of resolving modules. */
function typeChecks() {
  const folder = join(root, 'tests', 'types');
  const configs = readdirSync(folder).filter((name) => /^tsconfig\..*\.json$/.test(name));
  if (configs.length === 0) throw new Failure('tests/types has no tsconfig.*.json');
  return configs.map((name) => ({ command: bin('tsc'), args: ['-p', join(folder, name)] }));
}

/** The packed tarball, looked at by publint and by are-the-types-wrong. */
async function packageLint() {
  const folder = join(target, 'package');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const packed = await capture('package', 'npm', ['pack', './pkg', '--silent', '--pack-destination', folder]);
  if (packed.code !== 0) throw new Failure(packed.output);
  const [tarball] = readdirSync(folder);
  return [
    { command: bin('publint'), args: [join(folder, tarball), '--strict'] },
    { command: bin('attw'), args: [join(folder, tarball), '--profile', 'esm-only', '--exclude-entrypoints', './ecs_drydock.wasm'] },
  ];
}

async function pythonTests() {
  const own = await python();
  return [{ command: own, args: ['-m', 'unittest', 'discover', '-s', join(root, 'tests', 'clients'), '-p', 'test_*.py'] }];
}

function sum(output, pattern) {
  return [...output.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
}

function countCargo(output) {
  return { passed: sum(output, /(\d+) passed/g), failed: sum(output, /(\d+) failed/g) };
}

function countNode(output) {
  return { passed: sum(output, /^# pass (\d+)/gm), failed: sum(output, /^# fail (\d+)/gm), skipped: sum(output, /^# skipped (\d+)/gm) };
}

function countPython(output) {
  const failed = sum(output, /failures=(\d+)/g) + sum(output, /errors=(\d+)/g);
  return { passed: sum(output, /^Ran (\d+) tests?/gm) - failed, failed };
}

function choose({ only, quick }) {
  if (quick) return STEPS.filter((step) => step.quick);
  if (!only) return STEPS;
  const names = only.split(',');
  const unknown = names.find((name) => !STEPS.some((step) => step.name === name));
  if (unknown) throw new Failure(`there is no step \`${unknown}\`: ${STEPS.map((step) => step.name).join(', ')}`);
  return STEPS.filter((step) => names.includes(step.name));
}

function options() {
  try {
    const flag = { type: 'boolean' };
    return parseArgs({ options: { only: { type: 'string' }, quick: flag, list: flag, help: { ...flag, short: 'h' } } });
  } catch (error) {
    throw new Failure(`${error.message}\n\n${HELP}`);
  }
}
