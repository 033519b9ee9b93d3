// How fast the page is, measured and printed: times depend on the machine, so none is asserted.
// What does not depend on it, the bytes that are needed before anything is seen, has its bound.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

import { skip, withPage } from './page.js';
import { ready } from './rehearsing.js';

const DIST = fileURLToPath(new URL('../../www/dist/', import.meta.url));
/** What may be fetched until the first view stands, and for a while after it, with gzip, while nobody touches anything. */
const MOST_KB = 350;
const WHILE_MS = 1000;
const SECONDS = 5;

for (const [view, selector] of Object.entries({ check: '#verdict', rehearse: '.rehearse .vessel' })) {
  test(`the first view: ${view}`, { skip }, async (t) => {
    const fetched = [];
    const times = [];
    let early;
    for (let turn = 0; turn < 3; turn += 1) {
      fetched.length = 0;
      await withPage({
        hash: `#/${view}`,
        prepare: (page) => {
          page.on('request', (request) => fetched.push(request.url()));
          return page.addInitScript((selector) => {
            const look = () => {
              if (document.querySelector(selector)) globalThis.firstView = performance.now();
              else requestAnimationFrame(look);
            };
            look();
          }, selector);
        },
      }, async (page) => {
        times.push(await page.waitForFunction(() => globalThis.firstView).then((handle) => handle.jsonValue()));
        early = sizesOf(fetched);
        await page.waitForTimeout(WHILE_MS);
      });
    }
    // The service worker does not run here; what it fetches for later holds nobody up.
    const all = sizesOf(fetched);
    t.diagnostic(`${view}: ${Math.min(...times).toFixed(0)} ms from navigation to the first usable view (target 1000); ${sum(early)} KB with gzip until then, ${sum(all)} KB a second later (bound ${MOST_KB}): ${[...all].map(([path, size]) => `${path} ${size.toFixed(1)}`).join(', ')}`);
    assert.ok(Number(sum(all)) <= MOST_KB, `${sum(all)} KB`);
    assert.ok([...all.keys()].some((path) => path.endsWith('.wasm')) && all.size >= 4, 'what was fetched was not seen');
  });
}

/** The files of some addresses, and how many KB each is with gzip. */
function sizesOf(urls) {
  const paths = urls.map((url) => url.split(/[?#]/)[0].split('/dist/')[1]).filter((path) => path !== undefined).map((path) => path || 'index.html');
  return new Map(paths.map((path) => [path, gzipSync(readFileSync(DIST + path), { level: 9 }).length / 1024]));
}

const sum = (sizes) => [...sizes.values()].reduce((total, size) => total + size, 0).toFixed(1);

/** Takes down how long frames take, and how long anything held up the page, while `work` goes on. */
async function watched(page, work) {
  await page.evaluate(() => {
    globalThis.seen = { frames: [], longest: 0, on: true };
    globalThis.watcher ??= new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.seen.longest = Math.max(globalThis.seen.longest, duration);
    });
    globalThis.watcher.observe({ type: 'longtask' });
    let before;
    const frame = (now) => {
      if (before !== undefined) globalThis.seen.frames.push(now - before);
      before = now;
      if (globalThis.seen.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  await work();
  const { frames, longest } = await page.evaluate(() => {
    globalThis.seen.on = false;
    return globalThis.seen;
  });
  const sorted = frames.toSorted((one, other) => one - other);
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))].toFixed(1);
  return `${frames.length} frames, median ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms; longest task ${longest.toFixed(0)} ms`;
}

/** The sizes that are measured: which cluster, how much is drained before it plays, and the bound of a frame. */
const SIZES = [
  ['A port: 200 hosts', '200 hosts, 2000 tasks', 20, 'target p95 20 ms'],
  ['An ocean: 5,000 hosts', '5000 hosts, 50000 tasks', 100, 'target p95 100 ms'],
];

for (const [label, words, drained, target] of SIZES) {
  test(`it plays: ${label}`, { skip, timeout: 240_000 }, (t) =>
    withPage({ hash: '#/rehearse', width: 1440, height: 900, reducedMotion: 'no-preference' }, async (page) => {
      page.setDefaultTimeout(120_000);
      await ready(page);
      const say = async (what, work) => t.diagnostic(`${label}, ${what}: ${await watched(page, work)} (${target}, task 100 ms)`);
      await say('built', async () => {
        await page.getByRole('combobox', { name: 'Begin with' }).selectOption({ label });
        await shows(page, '.sea > .meta', words);
      });
      await page.getByText('Send a request, or let something happen').click();
      await page.getByRole('combobox', { name: 'What', exact: true }).selectOption('Any command, as JSON');
      await drain(page, drained);
      for (const speed of ['1×', '60×', '600×']) {
        await page.getByRole('combobox', { name: 'Speed' }).selectOption(speed);
        await say(`played at ${speed}`, async () => {
          await press(page, 'Play');
          await page.waitForTimeout(SECONDS * 1000);
          await press(page, 'Pause');
          await page.locator('.busy').waitFor({ state: 'detached' });
        });
      }
      await say('gone back and forth', async () => {
        const moment = page.getByRole('slider', { name: 'Moment' });
        for (const part of [0, 0.3, 0.6, 0.1, 1]) {
          await moment.evaluate((range, part) => {
            range.value = String(Number(range.min) + (Number(range.max) - Number(range.min)) * part);
            range.dispatchEvent(new Event('input', { bubbles: true }));
          }, part);
          await page.waitForTimeout(300);
        }
        await page.locator('.busy').waitFor({ state: 'detached' });
      });
      await say('forked', async () => {
        await press(page, 'What if…');
        await shows(page, '.berth.fork .sea > .meta', 'hosts');
        await page.waitForTimeout(500);
      });
    }));
}

/** Waits for words at a place. Looking for them by role, through thousands of elements, would itself hold up the page. */
const shows = (page, selector, words) => page.waitForFunction(([selector, words]) => document.querySelector(selector)?.textContent.includes(words), [selector, words]);

/** Presses a button of the time bar. */
const press = (page, name) => page.evaluate((name) => [...document.querySelectorAll('.time button')].find((button) => button.textContent === name).click(), name);

/** Drains the first hosts of the cluster, ten in a request, as the service allows. */
async function drain(page, count) {
  const command = page.getByRole('textbox', { name: /^A command/ });
  await command.fill(JSON.stringify({ kind: 'call', operation: 'ListContainerInstances', request: { cluster: 'harbour', maxResults: 100 } }));
  await page.getByRole('button', { name: 'Do it' }).click();
  await page.getByText(/^ListContainerInstances.*: done\.$/).waitFor();
  await page.getByText('The same as code, and the answer').click();
  const answer = JSON.parse(await page.locator('.code pre').last().textContent());
  const instances = answer.containerInstanceArns.slice(0, count);
  const commands = [];
  for (let start = 0; start < instances.length; start += 10) commands.push({ kind: 'call', operation: 'UpdateContainerInstancesState', request: { cluster: 'harbour', containerInstances: instances.slice(start, start + 10), status: 'DRAINING' } });
  await command.fill(JSON.stringify(commands));
  await page.getByRole('button', { name: 'Do it' }).click();
  await page.getByText(/^UpdateContainerInstancesState.*: done\.$/).waitFor();
}
