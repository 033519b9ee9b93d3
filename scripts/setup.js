// Everything that has to be there before anything can be built: each step looks
// first and does nothing where nothing is missing.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { Failure, capture, exe, root, run, target } from './steps.js';

const WASM_TARGET = 'wasm32-unknown-unknown';
const LEAST_NODE = [20, 19];

/** The `wasm-bindgen` command of the version that Cargo.lock names, and its test runner. */
export const tools = { bindgen: '', runner: '' };

/** What `npm start` needs. */
export async function setUp() {
  checkNode();
  await rust();
  await wasmBindgen();
  await npmPackages();
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1])) {
    throw new Failure(`Node ${LEAST_NODE.join('.')} or newer is needed, this is ${process.versions.node}`);
  }
}

/** Cargo, and the standard library for WebAssembly. rustup may not install by itself here, so it is asked to. */
async function rust() {
  const cargo = await capture('', 'cargo', ['--version']).catch(() => undefined);
  if (cargo?.code !== 0) {
    throw new Failure(`cargo does not run: install Rust from https://rustup.rs\n${cargo?.output ?? ''}`);
  }
  const { output } = await capture('', 'rustc', ['--print', 'target-libdir', '--target', WASM_TARGET]);
  if (existsSync(output.trim())) return;
  await run('adding the WebAssembly target to Rust', 'rustup', ['target', 'add', WASM_TARGET]);
}

/** The version in Cargo.lock: the command refuses to work with any other. */
function lockedVersion(crate) {
  const lock = readFileSync(join(root, 'Cargo.lock'), 'utf8');
  const version = lock.match(new RegExp(`name = "${crate}"\\nversion = "([^"]+)"`))?.[1];
  if (!version) throw new Failure(`Cargo.lock names no ${crate}`);
  return version;
}

async function wasmBindgen() {
  const version = lockedVersion('wasm-bindgen');
  const own = join(target, 'tools', 'bin');
  for (const folder of [own, ...(process.env.PATH ?? '').split(delimiter)]) {
    const bindgen = join(folder, `wasm-bindgen${exe}`);
    const runner = join(folder, `wasm-bindgen-test-runner${exe}`);
    if (!existsSync(bindgen) || !existsSync(runner)) continue;
    const { output } = await capture('', bindgen, ['--version']);
    if (output.trim() === `wasm-bindgen ${version}`) {
      Object.assign(tools, { bindgen, runner });
      return;
    }
  }
  // Without --locked: the lock file published with 0.2.130 names a version that does not
  // exist. A debug build is done in half the time, and its work is short.
  const args = ['install', 'wasm-bindgen-cli', '--version', `=${version}`, '--debug', '--force'];
  await run(`installing wasm-bindgen ${version}, once (1–3 minutes)`, 'cargo', [...args, '--root', join(target, 'tools')]);
  Object.assign(tools, {
    bindgen: join(own, `wasm-bindgen${exe}`),
    runner: join(own, `wasm-bindgen-test-runner${exe}`),
  });
}

async function npmPackages() {
  const lock = join(root, 'package-lock.json');
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  await run('installing npm packages', 'npm', ['ci', '--no-progress']);
}

/** A Python with the packages of tests/clients/requirements.txt; its path. */
export function python() {
  return pythonWith('venv', join('tests', 'clients', 'requirements.txt'));
}

/** A Python with the packages of benches/requirements.txt, which no test is to find; its path. */
export function benchPython() {
  return pythonWith('venv-bench', join('benches', 'requirements.txt'));
}

/** A Python in a folder of its own, made anew whenever the file changes; its path. */
async function pythonWith(folder, file) {
  const requirements = join(root, file);
  const venv = join(target, folder);
  const own = process.platform === 'win32' ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python');
  const stamp = join(venv, 'requirements.sha256');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(own) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return own;
  rmSync(venv, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const system = process.platform === 'win32' ? 'python' : 'python3';
  await run('making a Python environment', system, ['-m', 'venv', venv]);
  await run('installing Python packages', own, ['-m', 'pip', 'install', '--quiet', '-r', requirements]);
  writeFileSync(stamp, wanted);
  return own;
}

const BROWSERS = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/microsoft-edge'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** A Chromium on this machine. Under CI a missing one is installed; elsewhere nothing is, and undefined returned. */
export async function browser() {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Failure(`CHROME_PATH names ${named}, which is not there`);
  }
  const look = () => (BROWSERS[process.platform] ?? []).find((path) => existsSync(path));
  if (look() || !process.env.CI || process.platform !== 'linux') return look();
  const root = process.getuid?.() === 0;
  const apt = (args) => (root ? ['apt-get', args] : ['sudo', ['apt-get', ...args]]);
  await run('looking for packages', ...apt(['update']));
  await run('installing Chromium', ...apt(['install', '-y', '--no-install-recommends', 'chromium']));
  return look();
}
