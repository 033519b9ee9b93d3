// Charts over time, as pictures and as tables; and the map.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { skip, withPage } from './page.js';
import { drainHostOf, minute, ready } from './rehearsing.js';

test('charts are loaded when they are opened, say in words what they show, and have tables', { skip }, () =>
  withPage({ hash: '#/rehearse' }, async (page) => {
    const fetched = [];
    page.on('request', (request) => fetched.push(request.url()));
    await ready(page);
    await drainHostOf(page, 'web');
    for (let turn = 0; turn < 4; turn += 1) await minute(page);
    assert.deepEqual(fetched.filter((url) => url.includes('plot')), []);
    await page.getByText('Charts over time').click();
    await page.getByRole('combobox', { name: 'Service' }).selectOption('web');
    await page.getByRole('img', { name: 'Tasks of web: running 9, healthy 9, pending 0, floor 9, ceiling 18, at 4 min 00 s' }).waitFor();
    assert.equal(fetched.filter((url) => url.includes('plot')).length, 1);
    assert.equal(await page.locator('.plots svg.chart-plot').count(), 4);
    await page.getByText('As a table: Tasks of web').click();
    const rows = await page.getByRole('region', { name: 'Tasks of web over time' }).getByRole('row').allTextContents();
    // Two of nine moved: eleven ran for a while.
    assert.ok(rows.some((row) => /s11\d*0918$/.test(row)) || rows.some((row) => row.includes('11')), rows.join('\n'));
    await page.getByRole('combobox', { name: 'Service' }).selectOption('api');
    await page.getByRole('img', { name: /^Tasks of api: running 1, healthy 1, pending 0, floor 1, ceiling 1/ }).waitFor();
    await page.getByRole('button', { name: 'What if…' }).click();
    await page.getByRole('img', { name: /running, what if 1/ }).waitFor();
  }));

test('the map goes from host to host by keyboard, finds, zooms and opens', { skip }, () =>
  withPage({ hash: '#/rehearse' }, async (page) => {
    await ready(page);
    await page.getByRole('combobox', { name: 'Begin with' }).selectOption({ label: 'A port: 200 hosts' });
    await page.getByText('200 hosts, 2000 tasks').waitFor();
    await page.getByRole('button', { name: 'Map', exact: true }).click();
    const map = page.getByRole('application', { name: 'Map of 200 hosts' });
    const pixels = () => map.evaluate((canvas) => canvas.toDataURL());
    await map.focus();
    await page.keyboard.press('Home');
    const told = page.getByRole('status').filter({ hasText: /^Host i-/ });
    const [, first] = /Host (i-\w+), ACTIVE/.exec(await told.textContent());
    await page.keyboard.press('ArrowRight');
    await told.filter({ hasNotText: first }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await told.filter({ hasText: first }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: `Host ${first}` }).getByRole('button', { name: 'Drain', exact: true }).click();
    await told.filter({ hasText: 'DRAINING' }).waitFor();
    await page.getByRole('searchbox', { name: 'Find' }).fill('draining');
    await page.getByRole('search', { name: 'On the map' }).getByText('1 host', { exact: true }).waitFor();
    const whole = await pixels();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.waitForFunction((before) => document.querySelector('canvas.map').toDataURL() !== before, whole);
    await page.getByRole('button', { name: 'Whole map' }).click();
    await page.waitForFunction((before) => document.querySelector('canvas.map').toDataURL() === before, whole);
  }));
