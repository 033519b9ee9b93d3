// Charts over time, as pictures and as tables.

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
    const rows = await page.getByRole('region', { name: 'Tasks of web over time' }).getByRole('row').evaluateAll((all) => all.map(({ cells }) => [...cells].map((cell) => cell.textContent)));
    assert.deepEqual(rows[0], ['Time', 'running', 'healthy', 'pending', 'floor', 'ceiling']);
    // Nine are wanted; those that move run twice for a while.
    assert.ok(Math.max(...rows.slice(1).map(([, running]) => Number(running))) > 9, rows.join('\n'));
    assert.ok(rows.slice(1).every(([, , , , floor, ceiling]) => floor === '9' && ceiling === '18'), rows.join('\n'));
    await page.getByRole('combobox', { name: 'Service' }).selectOption('api');
    await page.getByRole('img', { name: /^Tasks of api: running 1, healthy 1, pending 0, floor 1, ceiling 1/ }).waitFor();
    await page.getByRole('button', { name: 'What if…' }).click();
    await page.getByRole('img', { name: /running, what if 1/ }).waitFor();
  }));
