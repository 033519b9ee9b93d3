// The packed tarball, installed by npm and used by real programs and bundlers.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { launch, serve } from '../browser/serve.js';
import { expected } from './app.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const windows = process.platform === 'win32';
const npm = windows ? 'npm.cmd' : 'npm';
const folder = mkdtempSync(join(tmpdir(), 'drydock-consumers-'));
let browser;

before(async () => {
  execFileSync(npm, ['pack', '--silent', '--pack-destination', folder], { cwd: join(root, 'pkg'), shell: windows });
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  for (const name of readdirSync(here)) cpSync(join(here, name), join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  execFileSync(npm, ['install', `./${tarball}`, '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], { cwd: folder, shell: windows });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const node = (...args) => execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
const tool = (...path) => join(root, 'node_modules', ...path);

/** Opens what a bundler made and waits for the message. */
async function inBrowser(context, made) {
  if (!browser) return context.skip('no browser: only built');
  const server = await serve(join(folder, made));
  try {
    const page = await browser.newPage();
    await page.goto(server.url);
    await page.waitForFunction(() => document.querySelector('#message').textContent !== '', undefined, { timeout: 15_000 });
    assert.equal(await page.textContent('#message'), expected);
    await page.close();
  } finally {
    await server.close();
  }
}

const PAGE = '<!doctype html><html lang="en"><title>consumer</title><output id="message"></output><script src="./main.js"></script></html>';

test('Node, import', () => assert.equal(node('node-esm/main.mjs'), expected));

test('Node, require', () => assert.equal(node('node-cjs/main.cjs'), expected));

test('the command', () => {
  writeFileSync(join(folder, 'drain.json'), '{"containerInstances": ["None"], "status": "DRAINING"}');
  const bin = join(folder, 'node_modules', '.bin', windows ? 'ecs-drydock.cmd' : 'ecs-drydock');
  const { status, stdout } = spawnSync(bin, ['validate', 'UpdateContainerInstancesState', 'drain.json'], { cwd: folder, encoding: 'utf8', shell: windows });
  assert.equal(status, 1);
  assert.match(stdout, /instanceId length should be one of \[32,36\]/);
});

test('Vite', async (context) => {
  node(tool('vite', 'bin', 'vite.js'), 'build', 'vite', '--logLevel', 'warn', '--base', './');
  const made = readdirSync(join(folder, 'vite', 'dist', 'assets'));
  assert.equal(made.filter((name) => name.endsWith('.wasm')).length, 1, 'the module once');
  await inBrowser(context, 'vite/dist');
});

test('webpack', async (context) => {
  node(tool('webpack-cli', 'bin', 'cli.js'), '--mode', 'production', '--entry', './webpack/main.js', '--output-path', join(folder, 'webpack', 'dist'));
  const made = readdirSync(join(folder, 'webpack', 'dist'));
  assert.equal(made.filter((name) => name.endsWith('.wasm')).length, 1, 'the module once');
  writeFileSync(join(folder, 'webpack', 'dist', 'index.html'), PAGE);
  await inBrowser(context, 'webpack/dist');
});

test('esbuild, inline, in Node and in a browser', async (context) => {
  const esbuild = await import('esbuild');
  for (const platform of ['node', 'browser']) {
    await esbuild.build({ entryPoints: [join(folder, 'esbuild', 'main.js')], outfile: join(folder, 'esbuild', 'dist', platform, 'main.js'), bundle: true, platform, format: platform === 'node' ? 'esm' : 'iife', logLevel: 'error' });
  }
  assert.equal(node('esbuild/dist/node/main.js'), expected);
  writeFileSync(join(folder, 'esbuild', 'dist', 'browser', 'index.html'), PAGE);
  await inBrowser(context, 'esbuild/dist/browser');
});

test('the AWS SDK in a browser', async (context) => {
  const esbuild = await import('esbuild');
  const made = join(folder, 'sdk', 'dist');
  // The package as it was packed, the SDK as it is installed here.
  await esbuild.build({ entryPoints: [join(folder, 'sdk', 'main.js')], outfile: join(made, 'main.js'), bundle: true, platform: 'browser', format: 'esm', nodePaths: [join(root, 'node_modules')], logLevel: 'error' });
  writeFileSync(join(made, 'index.html'), PAGE.replace('<script ', '<script type="module" '));
  await inBrowser(context, 'sdk/dist');
});
