// The recipes of docs/cookbook.md for a browser, in a browser: nothing of them goes out.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { build } from 'esbuild';

import { root, target } from '../../scripts/steps.js';
import { sections } from '../js/document.js';
import { launch, serve } from './serve.js';

const skip = process.env.CHROME_PATH ? false : 'CHROME_PATH names no browser';
const folder = join(target, 'documents', 'browser');
const recipes = new Map(
  sections(readFileSync(join(root, 'docs', 'cookbook.md'), 'utf8')).flatMap(({ blocks }) => blocks.map(({ word, code }) => [word, code])),
);
const PAGE = '<!doctype html><html lang="en"><title>recipe</title><output></output><script type="module" src="./page.js"></script></html>';

let browser;

before(async () => {
  if (!skip) browser = await launch();
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens a page made of these files, and waits for what its `output` says. */
async function says(files, expected) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries({ 'index.html': PAGE, ...files })) writeFileSync(join(folder, name), text);
  cpSync(join(root, 'pkg'), join(folder, 'node_modules', 'ecs-drydock'), { recursive: true });
  const server = await serve(folder);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const complaints = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    // Twice: the second time a worker is in charge from the start.
    for (let time = 0; time < 2; time += 1) {
      await page.goto(server.url);
      await page.waitForFunction(() => document.querySelector('output').textContent !== '', undefined, { timeout: 15_000 }).catch((error) => {
        throw new Error(`${error.message}\n${complaints.join('\n')}`);
      });
      assert.equal(await page.textContent('output'), expected);
    }
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
    await server.close();
  }
}

test('a service worker in place of the service', { skip }, () => {
  // What the recipe says for who has no bundler.
  const paths = { 'ecs-drydock': '/node_modules/ecs-drydock/web.js', 'ecs-drydock/fetch': '/node_modules/ecs-drydock/fetch.js' };
  const worker = recipes.get('service-worker.js').replace(/from '(ecs-drydock[^']*)'/g, (_, name) => `from '${paths[name]}'`);
  return says({ 'service-worker.js': worker, 'page.js': recipes.get('page.js') }, '200, 3 hosts');
});

test('the handlers of the recipe for Mock Service Worker in a browser', { skip }, async () => {
  const code = `
    import { setupWorker } from 'msw/browser';
    import { handlers } from './handlers.js';

    await setupWorker(...handlers).start({ quiet: true });
    const headers = { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListContainerInstances', 'content-type': 'application/x-amz-json-1.1' };
    const response = await fetch('https://ecs.eu-west-1.amazonaws.com/', { method: 'POST', headers, body: '{}' });
    document.querySelector('output').textContent = response.status + ', ' + (await response.json()).containerInstanceArns.length + ' hosts';`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'handlers.js'), recipes.get('handlers.js'));
  const { outputFiles } = await build({ stdin: { contents: code, resolveDir: folder }, bundle: true, write: false, format: 'esm', logLevel: 'error' });
  const worker = readFileSync(join(root, 'node_modules', 'msw', 'lib', 'mockServiceWorker.js'), 'utf8');
  await says({ 'page.js': outputFiles[0].text, 'mockServiceWorker.js': worker }, '200, 2 hosts');
});
