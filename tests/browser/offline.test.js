// Nothing leaves the browser: what the page fetches, and that it needs nothing once it has its files.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { allowClipboard, skip } from './page.js';
import { drainHostOf, minute, ready } from './rehearsing.js';
import { launch, serve } from './serve.js';

const WWW = fileURLToPath(new URL('../../www', import.meta.url));

/** A browser and a server of its own: the server is stopped on the way. */
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
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    const own = files();
    const isOwn = ({ url }) => url.startsWith(base) && own.has(url.slice(base.length).split('#')[0]) && !url.includes('?');
    assert.deepEqual(requests.filter((one) => one.method !== 'GET' || one.body !== null || !isOwn(one)), []);
    // No network, and no server either.
    requests = [];
    await context.setOffline(true);
    await server.close();
    await everything(page);
    await page.reload();
    await ready(page);
    await page.getByText('UpdateService was done.').waitFor();
    // A file that a worker or the cache answers is asked for by nobody else.
    assert.deepEqual(requests.filter((one) => one.worker || one.method !== 'GET' || one.body !== null || !isOwn(one)), []);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
    await server.close();
  }
});

/** Each of the things that the page is for, once. */
async function everything(page) {
  await page.getByRole('combobox', { name: 'Begin with' }).selectOption({ label: 'A harbour: 6 hosts' });
  await drainHostOf(page, 'api');
  for (let turn = 0; turn < 3; turn += 1) await minute(page);
  await page.getByRole('button', { name: 'See it in a fork: set maximumPercent of api to 200: a replacement may start first' }).click();
  await page.getByRole('button', { name: 'Keep this one' }).click();
  await page.getByText('UpdateService was done.').waitFor();
  await page.getByText('Charts over time').click();
  await page.getByRole('img', { name: /^Tasks of/ }).first().waitFor();
  await page.getByText('Send a request, or let something happen').click();
  await page.getByRole('combobox', { name: 'What', exact: true }).selectOption('ListTasks');
  // The editor is loaded only now.
  await page.locator('.editor.rich .cm-content').waitFor();
  await page.getByRole('button', { name: 'Send it' }).click();
  await page.getByText('ListTasks was done.').waitFor();
  await page.getByRole('button', { name: 'Undo', exact: true }).first().click();
  await page.getByText('UpdateService was done.').waitFor();
  await page.getByText('Keep and share').click();
  await page.getByRole('dialog', { name: 'Keep and share' }).getByRole('button', { name: 'Copy link' }).click();
  await page.getByText('Link copied.').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as file' }).click();
  const saved = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  assert.deepEqual(saved.commands.map(({ command }) => command.operation), ['UpdateContainerInstancesState', 'UpdateService']);
  for (const view of ['Check', 'Rules', 'Lifecycles', 'About', 'Rehearse']) {
    await page.getByRole('link', { name: view, exact: true }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
  }
}
