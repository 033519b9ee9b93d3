// Nothing leaves the browser: what the page fetches, that it needs nothing once it has its files, and which it has.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';

import { ACCEPTED, REFUSED, allowClipboard, editorOf, says, skip, typeJson } from './page.js';
import { drainHostOf, host, minute, ready, said } from './rehearsing.js';
import { launch, serve } from './serve.js';

const WWW = fileURLToPath(new URL('../../www', import.meta.url));

/** A browser and servers of its own: they are stopped on the way. */
let browser;
before(async () => {
  if (!skip) browser = await launch();
});
after(() => browser?.close());

/** The page's own files, as its service worker lists them. */
const files = () => new Set([...JSON.parse(/FILES = (\[.*?\]);/.exec(readFileSync(`${WWW}/dist/sw.js`, 'utf8'))[1]), './sw.js'].map((file) => file.slice(2)));

test('the page asks for its own files and for nothing else, with no body, and for none once it has them; then it needs no network', { skip }, async () => {
  const server = await serve(WWW);
  const base = `${server.url}dist/`;
  const context = await browser.newContext({ reducedMotion: 'reduce', acceptDownloads: true });
  const complaints = [];
  let requests = [];
  context.on('request', (request) => requests.push({ method: request.method(), url: request.url(), body: request.postData(), worker: request.serviceWorker() !== null }));
  context.on('weberror', (error) => complaints.push(String(error.error())));
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('websocket', (socket) => complaints.push(`a socket to ${socket.url()}`));
    await allowClipboard(page, context);
    await page.goto(`${base}#/rehearse`);
    await ready(page);
    await kept(page);
    const own = files();
    const isOwn = ({ url }) => url.startsWith(base) && own.has(url.slice(base.length).split('#')[0]) && !url.includes('?');
    assert.deepEqual(requests.filter((one) => one.method !== 'GET' || one.body !== null || !isOwn(one)), []);
    // No network, and no server either.
    requests = [];
    await context.setOffline(true);
    await server.close();
    for (const [name, work] of Object.entries(EVERYTHING)) {
      try {
        await work(page, base);
      } catch (error) {
        throw new Error(`without a network, ${name}: ${error.message}`, { cause: error });
      }
    }
    await page.reload();
    await ready(page);
    // A file that a worker or the cache answers is asked for by nobody else.
    assert.deepEqual(requests.filter((one) => one.worker || one.method !== 'GET' || one.body !== null || !isOwn(one)), []);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
    await server.close();
  }
});

/** Waits until the page's files are kept. */
async function kept(page) {
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

const press = (page, name) => page.getByRole('button', { name, exact: true }).first().click();
const begin = (page, label) => page.getByRole('combobox', { name: 'Begin with' }).selectOption({ label });
const ask = (page, what) => page.getByRole('combobox', { name: 'What', exact: true }).selectOption(what);
const now = (page) => page.locator('output.now').textContent();
const waitForOther = (page, before) => page.waitForFunction((before) => document.querySelector('output.now').textContent !== before, before);

/** What was saved as a file, to be opened again. */
let saved;

/** Each of the things that the page is for, one after another. */
const EVERYTHING = {
  async 'a stuck drain, and the change that frees it'(page) {
    await begin(page, 'A harbour: 6 hosts');
    await drainHostOf(page, 'api');
    for (let turn = 0; turn < 3; turn += 1) await minute(page);
    await press(page, 'See it in a fork: set maximumPercent of api to 200: a replacement may start first');
    await press(page, 'Keep this one');
    await said(page, /^UpdateService/);
  },
  async 'time plays, and goes back'(page) {
    const before = await now(page);
    await press(page, 'Play');
    await waitForOther(page, before);
    await press(page, 'Pause');
    const moment = page.getByRole('slider', { name: 'Moment' });
    const goTo = (end) => moment.evaluate((range, end) => { range.value = range[end]; range.dispatchEvent(new Event('input', { bubbles: true })); }, end);
    await goTo('min');
    await page.getByText('An earlier moment').waitFor();
    await goTo('max');
    await minute(page);
    await page.getByText('An earlier moment').waitFor({ state: 'detached' });
  },
  async 'a request as a form and in the editor'(page) {
    await page.getByText('Send a request, or let something happen').click();
    await ask(page, 'ListTasks');
    await editorOf(page);
    await press(page, 'Send it');
    await said(page, /^ListTasks/);
    await press(page, 'Undo');
    await said(page, /^UpdateService/);
  },
  async 'a link and a file'(page) {
    await press(page, 'Keep and share');
    await page.getByRole('dialog', { name: 'Keep and share' }).getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('Link copied.').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as file' }).click();
    saved = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
    assert.deepEqual(saved.commands.map(({ command }) => command.operation), ['UpdateContainerInstancesState', 'UpdateService']);
    await press(page, 'Begin anew');
    await page.getByText('Nothing was done yet.').waitFor();
    await page.getByLabel('Open a file').setInputFiles({ name: 'rehearsal.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(saved)) });
    await said(page, /^UpdateService/);
    await page.keyboard.press('Escape');
    assert.deepEqual(JSON.parse(inflateRawSync(Buffer.from(link.split('?r=')[1], 'base64url'))), saved);
    await page.goto('about:blank');
    await page.goto(link);
    await said(page, /^UpdateService/);
  },
  async 'a fault, and what a host’s own menu does'(page) {
    await page.getByText('Send a request, or let something happen').click();
    await ask(page, 'The next requests are throttled (throttling)');
    await press(page, 'Do it');
    await said(page, /throttl/i);
    const [, id] = /Host (i-\w+)/.exec(await page.getByRole('article', { name: /^Host i-\w+, ACTIVE/ }).first().getAttribute('aria-label'));
    await host(page, id).getByText('Actions').click();
    await host(page, id).getByRole('button', { name: 'Terminate' }).click();
    await said(page, /terminate/i);
  },
  async 'a lesson'(page) {
    await begin(page, 'A clean drain');
    await page.getByText('Step 1 of 4.').waitFor();
    await press(page, 'Show me');
    await page.getByText('Step 2 of 4.').waitFor();
  },
  async 'a table and a map'(page) {
    await press(page, 'Table');
    await page.getByRole('region', { name: 'Hosts' }).getByRole('row').nth(1).waitFor();
    await press(page, 'Map');
    // It is painted in the next frame.
    await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
    await page.getByRole('application', { name: /^Map of/ }).press('ArrowRight');
    await page.getByRole('status').filter({ hasText: /^Host i-/ }).waitFor();
    await press(page, 'Vessels');
  },
  async 'events are sifted and copied'(page) {
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('ECS Container Instance State Change');
    const entry = page.getByRole('log', { name: 'Events' }).getByRole('listitem').filter({ hasText: 'DRAINING' }).first();
    await entry.locator('summary').click();
    await entry.getByRole('button', { name: 'Copy JSON' }).click();
    await page.getByText('Copied as EventBridge delivers it.').waitFor();
    assert.equal(JSON.parse(await page.evaluate(() => navigator.clipboard.readText())).detail.status, 'DRAINING');
  },
  async 'charts'(page) {
    await page.getByText('Charts over time').click();
    await page.getByRole('img', { name: /^Tasks of/ }).first().waitFor();
    await page.locator('.plots svg.chart-plot').first().waitFor();
  },
  async 'a request is checked'(page) {
    await page.getByRole('link', { name: 'Check', exact: true }).click();
    await says(page, ACCEPTED);
    await typeJson(page, '{"tags": 1}');
    await says(page, REFUSED);
  },
  async 'every view'(page) {
    for (const view of ['Rules', 'Lifecycles', 'About', 'Rehearse']) {
      await page.getByRole('link', { name: view, exact: true }).click();
      await page.getByRole('heading', { level: 1, name: view === 'Rehearse' ? view : '' }).waitFor();
    }
  },
};

/** Puts the built page into a folder, as a build of that name whose files are called otherwise. */
function deploy(folder, build) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(`${WWW}/dist`, folder, { recursive: true });
  const assets = readdirSync(join(folder, 'assets'));
  for (const name of assets) renameSync(join(folder, 'assets', name), join(folder, 'assets', named(name, build)));
  for (const path of readdirSync(folder, { recursive: true }).filter((path) => /\.(html|js|css)$/.test(path))) {
    let text = readFileSync(join(folder, path), 'utf8').replace("BUILD = '", `BUILD = '${build}-`);
    for (const name of assets) text = text.replaceAll(name, named(name, build));
    writeFileSync(join(folder, path), text);
  }
}

const named = (name, build) => name.replace(/(?=\.\w+$)/, `-${build}`);
const buildOf = (page) => page.locator('script[src]').first().evaluate(({ src }) => /-(\w+)\.js$/.exec(src)[1]);

/** Runs `work` with an empty folder that is served, whose files browsers keep for a while, as most servers have them do. */
async function withFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-served-'));
  const server = await serve(folder, { 'cache-control': 'max-age=600' });
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  try {
    await work(folder, server, context);
  } finally {
    await context.close();
    await server.close();
    rmSync(folder, { recursive: true });
  }
}

test('a page that is deployed anew is the new one when it is opened again, and whole', { skip }, () =>
  withFolder(async (folder, { url }, context) => {
    const open = async () => {
      const page = await context.newPage();
      await page.goto(`${url}page/`);
      await says(page, ACCEPTED);
      return page;
    };
    deploy(join(folder, 'page'), 'first');
    const page = await open();
    await kept(page);
    deploy(join(folder, 'page'), 'second');
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      const coming = registration.installing ?? registration.waiting;
      await new Promise((resolve) => {
        if (coming.state === 'installed') resolve();
        coming.addEventListener('statechange', resolve);
      });
    });
    // A page that is open goes on with what it has.
    await page.reload();
    await says(page, ACCEPTED);
    assert.equal(await buildOf(page), 'first');
    // From beside it one sees the new one take over once the last page is closed.
    const beside = await context.newPage();
    await beside.goto(url);
    await page.close();
    await beside.waitForFunction(async () => {
      const { waiting, active } = await navigator.serviceWorker.getRegistration('/page/');
      return !waiting && active.state === 'activated';
    });
    const again = await open();
    await editorOf(again);
    assert.equal(await buildOf(again), 'second');
    assert.deepEqual(await again.evaluate(async () => (await caches.keys()).map((name) => name.replace(/-.{16}$/, ''))), ['ecs-drydock /page/ second']);
  }));

test('pages of two folders of one server keep their files beside each other', { skip }, () =>
  withFolder(async (folder, server, context) => {
    const pages = [];
    for (const [path, build] of [['a', 'first'], ['b', 'second'], ['a/b', 'third']]) {
      deploy(join(folder, path), build);
      const page = await context.newPage();
      await page.goto(`${server.url}${path}/`);
      await says(page, ACCEPTED);
      await kept(page);
      pages.push([page, build]);
    }
    await context.setOffline(true);
    await server.close();
    for (const [page, build] of pages) {
      await page.reload();
      await says(page, ACCEPTED);
      assert.equal(await buildOf(page), build);
    }
  }));
