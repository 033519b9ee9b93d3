// Runs commands and says what they are doing: a live line on a terminal, plain
// lines elsewhere, and the whole output only of what failed.

import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export const target = join(root, 'target');

/** The end of an executable's name on this system. */
export const exe = process.platform === 'win32' ? '.exe' : '';

/** A failure whose message is all that a person needs; no stack is shown. */
export class Failure extends Error {}

const live = Boolean(process.stdout.isTTY) && !process.env.CI;
const colour = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;

export const paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
export const green = (text) => paint(32, text);
export const red = (text) => paint(31, text);
export const dim = (text) => paint(2, text);

export function seconds(milliseconds) {
  return milliseconds < 60_000
    ? `${(milliseconds / 1000).toFixed(1)} s`
    : `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
}

/**
 * Runs a command to its end and gives its output and exit code. While it runs, a
 * terminal shows `title`, the time, and the last line the command printed.
 */
export function capture(title, command, args, options = {}) {
  const { input, ...rest } = options;
  return new Promise((resolve, reject) => {
    const started = Date.now();
    const child = spawn(command, args, {
      cwd: root,
      ...rest,
      env: { ...process.env, ...options.env },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && !command.endsWith('.exe') && command !== process.execPath,
    });
    let output = '';
    let last = '';
    const take = (chunk) => {
      output += chunk;
      last = String(chunk).trim().split('\n').at(-1) || last;
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    if (input !== undefined) child.stdin.end(input);
    const ticker = live && title ? setInterval(() => show(title, started, last), 200) : undefined;
    const quiet = !live && title ? setInterval(() => console.log(`  … ${title}, ${seconds(Date.now() - started)}`), 60_000) : undefined;
    const stop = () => {
      clearInterval(ticker);
      clearInterval(quiet);
      if (ticker) process.stdout.write('\r\u001b[K');
    };
    child.on('error', (error) => {
      stop();
      reject(error.code === 'ENOENT' ? new Failure(`${command} was not found`) : error);
    });
    child.on('close', (code) => {
      stop();
      resolve({ code, output, milliseconds: Date.now() - started });
    });
  });
}

function show(title, started, last) {
  // eslint-disable-next-line no-control-regex
  const plain = last.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '');
  const line = `${title}  ${seconds(Date.now() - started)}  ${plain}`.slice(0, (process.stdout.columns || 80) - 1);
  process.stdout.write(`\r\u001b[K${line}`);
}

/** Runs a command that has to succeed; says so in one line, or shows everything it printed. */
export async function run(title, command, args, options = {}) {
  if (!live) console.log(`${title} …`);
  const { code, output, milliseconds } = await capture(title, command, args, options);
  if (code !== 0) {
    process.stderr.write(output);
    throw new Failure(`${title} failed: ${[command, ...args].join(' ')} exited with ${code}`);
  }
  console.log(`${green('✓')} ${title} ${dim(seconds(milliseconds))}`);
  return output;
}

/** Runs the main function of a script; shows a person what to do about a failure. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(red('✗'), error instanceof Failure ? error.message : error);
    process.exitCode = 1;
  }
}
