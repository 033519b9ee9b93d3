// What was rehearsed is kept: as a file, by the browser, and when another rehearsal takes its place.

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { behaviourVersion } from 'ecs-drydock';

import { skip, withPage as withAnyPage } from './page.js';
import { drainHostOf, hosts, linkOf, minute, ready, setup, withRehearsal as withPage } from './rehearsing.js';

/** Has the page open a file of that name. */
async function openFile(page, name, text) {
  const folder = mkdtempSync(join(tmpdir(), 'ecs-drydock-'));
  try {
    writeFileSync(join(folder, name), text);
    await page.getByLabel('Open a file').setInputFiles(join(folder, name));
    // The file has to be there until it was read.
    await page.getByRole('dialog', { name: 'Keep and share' }).getByRole('status').filter({ hasText: new RegExp(`^${RegExp.escape?.(name) ?? name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(:| was opened)`) }).waitFor();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a rehearsal is saved as a file, and opened from it', { skip }, () =>
  withPage({}, async (page) => {
    await minute(page);
    const id = await drainHostOf(page, 'web');
    for (let turn = 0; turn < 3; turn += 1) await minute(page);
    const seen = await hosts(page);
    await page.getByText('Keep and share').click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as file' }).click();
    const saved = await download;
    assert.equal(saved.suggestedFilename(), 'rehearsal.json');
    const text = readFileSync(await saved.path(), 'utf8');
    const { behaviourVersion: version, seed, commands, untilMs } = JSON.parse(text);
    assert.deepEqual([version, seed, untilMs, commands.map(({ atMs, command }) => [atMs, command.operation])], [behaviourVersion(), 1, 240_000, [[60_000, 'UpdateContainerInstancesState']]]);
    await page.getByRole('button', { name: 'Begin anew' }).click();
    await page.getByText('Nothing was done yet.').waitFor();
    await openFile(page, 'rehearsal.json', text);
    await page.getByText('rehearsal.json was opened.').waitFor();
    await page.getByRole('article', { name: `Host ${id}, DRAINING` }).waitFor();
    assert.deepEqual(await hosts(page), seen);
  }));

/** Files that are no rehearsals, and what is said of each. */
const FILES = {
  'no JSON': ['{"seed": ', 'bad.json: The rehearsal is damaged, so it could not be opened: it is no JSON.'],
  'a list': ['[]', 'bad.json: The rehearsal is damaged, so it could not be opened: it has no behaviourVersion.'],
  'another version': [JSON.stringify({ behaviourVersion: 99, seed: 1, setup, untilMs: 0, commands: [] }), /^bad\.json: The rehearsal is of behaviour version 99, this page has \d+: /],
  'fifty megabytes': [' '.repeat(50_000_000), 'bad.json: It has 48 MiB; a rehearsal has at most 32.'],
  'another setup': [JSON.stringify({ behaviourVersion: behaviourVersion(), seed: 1, setup: [{ kind: 'sink' }], untilMs: 0, commands: [] }), /^bad\.json: The rehearsal could not be done again: .*sink/],
};

for (const [what, [text, words]] of Object.entries(FILES)) {
  test(`a file that is ${what} is told so, and the rehearsal goes on`, { skip }, () =>
    withPage({}, async (page) => {
      await drainHostOf(page, 'web');
      await page.getByText('Keep and share').click();
      await openFile(page, 'bad.json', text);
      await page.getByRole('dialog', { name: 'Keep and share' }).getByText(words).waitFor();
      await page.getByText(/^UpdateContainerInstancesState.*: done\.$/).waitFor();
      await minute(page);
    }));
}

test('names out of a file are text, whatever is in them', { skip }, () =>
  withPage({}, async (page) => {
    const evil = '<img src=x onerror=alert(1)>';
    const name = '<img src=x onerror=alert(1)>.json';
    const commands = [
      { atMs: 0, command: { kind: 'call', operation: 'TagResource', request: { resourceArn: evil, tags: [{ key: evil, value: evil }] } } },
      { atMs: 0, command: { kind: 'fault', fault: { type: evil } } },
      { atMs: 0, command: { kind: 'workload', family: evil } },
    ];
    await page.getByText('Keep and share').click();
    for (let count = 1; count <= commands.length; count += 1) {
      await openFile(page, name, JSON.stringify({ behaviourVersion: behaviourVersion(), seed: 1, setup, untilMs: 0, commands: commands.slice(0, count) }));
      await page.getByText(`${name} was opened.`).waitFor();
      await page.locator('.outcome').getByText(count === 1 ? 'TagResource' : evil).first().waitFor();
      assert.equal(await page.locator('main img').count(), 0);
    }
  }));

test('a link, or a lesson, does not lose what one did oneself', { skip }, () =>
  withPage({}, async (page, context) => {
    const id = await drainHostOf(page, 'web');
    await minute(page);
    const seen = await hosts(page);
    const other = await context.newPage();
    await other.goto(`${page.url().split('#')[0]}${linkOf({ behaviourVersion: behaviourVersion(), seed: 3, setup, untilMs: 0, commands: [] })}`);
    await ready(other);
    await other.getByText('Nothing was done yet.').waitFor();
    await other.getByRole('button', { name: 'Back to the rehearsal before' }).click();
    await other.getByRole('article', { name: `Host ${id}, DRAINING` }).waitFor();
    assert.deepEqual(await hosts(other), seen);
    await other.getByRole('combobox', { name: 'Begin with' }).selectOption({ label: 'A clean drain' });
    await other.getByText(/^Step 1 of/).waitFor();
    await other.reload();
    await ready(other);
    await other.getByText(/^Step 1 of/).waitFor();
    await other.getByRole('button', { name: 'Back to the rehearsal before' }).click();
    await other.getByRole('article', { name: `Host ${id}, DRAINING` }).waitFor();
    // That is all that is kept, and the page says so.
    const kept = ['ecs-drydock-rehearsal /dist/', 'ecs-drydock-rehearsal /dist/ before'];
    assert.deepEqual(await other.evaluate(() => [localStorage, sessionStorage].map((storage) => Object.keys(storage).sort())), [kept, kept]);
    await other.getByRole('link', { name: 'About' }).click();
    await other.getByText('What you rehearse is kept in this browser’s storage, and beside it the rehearsal before, until another takes its place.').waitFor();
  }));

test('work that takes too long is told, does not hold up the page, and can be stopped', { skip }, () => {
  const large = setup.map((one) => (one.kind === 'launch' ? { ...one, count: 10_000 } : one.until?.containerInstances ? { until: { containerInstances: { ...one.until.containerInstances, atLeast: 10_000 } } } : one));
  return withAnyPage({ hash: linkOf({ behaviourVersion: behaviourVersion(), seed: 1, setup: large, untilMs: 86_400_000, commands: [] }) }, async (page) => {
    const busy = page.getByRole('status').filter({ hasText: 'Building the cluster: step' });
    await busy.getByRole('button', { name: 'Stop' }).waitFor();
    await page.getByRole('progressbar', { name: 'Progress' }).waitFor();
    // Meanwhile the page does what it is asked.
    await page.getByRole('link', { name: 'Rules' }).click();
    await page.getByRole('heading', { name: 'Rules', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Rehearse' }).click();
    await busy.getByRole('button', { name: 'Stop' }).click();
    await ready(page);
    await drainHostOf(page, 'web');
  });
});
