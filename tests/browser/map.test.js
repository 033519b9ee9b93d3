// The map, as a person uses it who sees it, and one who hears of it.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';

import { skip } from './page.js';
import { press, withRehearsal } from './rehearsing.js';

/** Begins with two hundred hosts, as a map. */
async function mapped(page) {
  await page.getByRole('combobox', { name: 'Begin with' }).selectOption({ label: 'A port: 200 hosts' });
  await page.getByText('200 hosts, 2000 tasks').waitFor();
  await page.getByRole('button', { name: 'Map', exact: true }).click();
  await painted(page);
  return page.getByRole('application', { name: 'Map of 200 hosts' });
}

/** What is asked for is painted in the next frame. */
const painted = (page) => page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
const pixels = async (page, of = page) => {
  await painted(page);
  const picture = await of.locator('canvas.map').evaluate((canvas) => canvas.toDataURL());
  return createHash('sha256').update(picture).digest('hex').slice(0, 12);
};
const told = (page) => page.getByRole('status').filter({ hasText: /^Host i-/ });
const nameOf = async (page) => /Host (i-\w+)/.exec(await told(page).textContent())[1];
const find = (page, text) => page.getByRole('searchbox', { name: 'Find' }).fill(text);
const foundHosts = (page, words) => page.getByRole('search', { name: 'On the map' }).getByText(words, { exact: true }).waitFor();

test('by keyboard one goes to a host, opens it, drains it, and hears that it drains', { skip }, () =>
  withRehearsal({}, async (page) => {
    const map = await mapped(page);
    assert.match(await map.evaluate((canvas) => document.getElementById(canvas.getAttribute('aria-describedby')).textContent), /Arrow keys.*Enter opens.*table/s);
    await map.focus();
    await page.keyboard.press('ArrowRight');
    const first = await nameOf(page);
    await page.keyboard.press('ArrowDown');
    await told(page).filter({ hasNotText: first }).waitFor();
    await page.keyboard.press('ArrowUp');
    await told(page).filter({ hasText: first }).waitFor();
    assert.match(await told(page).textContent(), /ACTIVE, \d+ tasks, us-east-1a, .*web \d.*CPU \d+ of \d+, Memory \d+ of \d+/);
    const before = await pixels(page);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: `Host ${first}` }).getByRole('button', { name: 'Drain', exact: true }).click();
    await told(page).filter({ hasText: `${first}, DRAINING` }).waitFor();
    assert.notEqual(await pixels(page), before);
    await page.getByRole('group', { name: 'Legend' }).getByText('DRAINING').waitFor();
  }));

test('the dialog gives the focus back to the map', { skip }, () =>
  withRehearsal({}, async (page) => {
    const map = await mapped(page);
    await map.focus();
    await page.keyboard.press('End');
    const last = await nameOf(page);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: `Host ${last}` }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Home');
    await told(page).filter({ hasNotText: last }).waitFor();
  }));

test('a part of an ID finds its host, Enter goes on to the next', { skip }, () =>
  withRehearsal({}, async (page) => {
    const map = await mapped(page);
    await map.focus();
    await page.keyboard.press('End');
    const last = await nameOf(page);
    const before = await pixels(page);
    await find(page, last.slice(-9));
    await foundHosts(page, '1 host');
    assert.notEqual(await pixels(page), before);
    await map.focus();
    await page.keyboard.press('Home');
    await told(page).filter({ hasNotText: last }).waitFor();
    for (let turn = 0; turn < 4; turn += 1) await page.keyboard.press('+');
    const near = await pixels(page);
    await page.getByRole('searchbox', { name: 'Find' }).press('Enter');
    await told(page).filter({ hasText: last }).waitFor();
    assert.notEqual(await pixels(page), near, 'the host was not brought into sight');
    await find(page, 'us-east-1b');
    await foundHosts(page, '67 hosts');
    const names = new Set();
    for (let turn = 0; turn < 3; turn += 1) {
      await page.getByRole('searchbox', { name: 'Find' }).press('Enter');
      await told(page).filter({ hasText: 'us-east-1b' }).waitFor();
      names.add(await nameOf(page));
    }
    assert.equal(names.size, 3);
    await find(page, 'no such host');
    await foundHosts(page, '0 hosts');
  }));

test('buttons, keys and the wheel with Ctrl zoom; a plain wheel does not', { skip }, () =>
  withRehearsal({}, async (page) => {
    const map = await mapped(page);
    const whole = await pixels(page);
    const zooms = {
      'the button': () => press(page, 'Zoom in'),
      'the key': () => map.press('+'),
      'the wheel': () => map.evaluate((canvas) => canvas.dispatchEvent(new WheelEvent('wheel', { ctrlKey: true, deltaY: -100, bubbles: true, cancelable: true }))),
    };
    for (const [name, zoom] of Object.entries(zooms)) {
      await zoom();
      assert.notEqual(await pixels(page), whole, name);
      await press(page, 'Whole map');
      assert.equal(await pixels(page), whole, name);
    }
    await press(page, 'Zoom in');
    await press(page, 'Zoom out');
    assert.equal(await pixels(page), whole);
    await map.evaluate((canvas) => canvas.dispatchEvent(new WheelEvent('wheel', { deltaY: -100, bubbles: true, cancelable: true })));
    assert.equal(await pixels(page), whole);
  }));

test('a click opens the host that was pointed at, a drag moves the map', { skip }, () =>
  withRehearsal({}, async (page) => {
    const map = await mapped(page);
    await map.hover({ position: { x: 40, y: 60 } });
    const name = await nameOf(page);
    await map.click({ position: { x: 40, y: 60 } });
    await page.getByRole('dialog', { name: `Host ${name}` }).waitFor();
    await page.keyboard.press('Escape');
    await press(page, 'Zoom in');
    const before = await pixels(page);
    await map.hover({ position: { x: 300, y: 200 } });
    await page.mouse.down();
    await map.hover({ position: { x: 200, y: 150 } });
    await page.mouse.up();
    assert.notEqual(await pixels(page), before);
    assert.equal(await page.getByRole('dialog').count(), 0);
  }));

test('cells are coloured by what one wants to see, and by the colours of the page', { skip }, () =>
  withRehearsal({ colorScheme: 'light' }, async (page) => {
    await mapped(page);
    const seen = new Set([await pixels(page)]);
    for (const way of ['CPU reserved', 'Memory reserved', 'Tasks of web']) {
      await page.getByRole('combobox', { name: 'Colour by' }).selectOption({ label: way });
      await page.getByRole('group', { name: 'Legend' }).getByText(`${way}:`).waitFor();
      seen.add(await pixels(page));
    }
    await page.emulateMedia({ colorScheme: 'dark' });
    seen.add(await pixels(page));
    assert.equal(seen.size, 5);
  }));

test('the maps of two berths are moved together, and each has its own hosts', { skip }, () =>
  withRehearsal({}, async (page) => {
    await mapped(page);
    await press(page, 'What if…');
    const fork = page.getByRole('region', { name: 'What if', exact: true });
    await fork.getByRole('application').waitFor();
    const whole = await pixels(page, fork);
    await page.getByRole('region', { name: 'As it is' }).getByRole('button', { name: 'Zoom in' }).click();
    assert.notEqual(await pixels(page, fork), whole);
    await fork.getByRole('application').focus();
    await page.keyboard.press('Home');
    const host = await nameOf(fork);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: `Host ${host}` }).getByRole('button', { name: 'Drain', exact: true }).click();
    await told(fork).filter({ hasText: 'DRAINING' }).waitFor();
    assert.equal(await told(page.getByRole('region', { name: 'As it is' })).count(), 0);
  }));

test('the map is there again after the table was', { skip }, () =>
  withRehearsal({}, async (page) => {
    await mapped(page);
    const before = await pixels(page);
    await press(page, 'Table');
    await page.getByRole('region', { name: 'Hosts' }).waitFor();
    await press(page, 'Map');
    assert.equal(await pixels(page), before);
  }));

test('at 320 pixels nothing is wider than the screen, zoomed or not', { skip }, () =>
  withRehearsal({ width: 320 }, async (page) => {
    const map = await mapped(page);
    await map.focus();
    await page.keyboard.press('Home');
    await told(page).waitFor();
    for (let turn = 0; turn < 3; turn += 1) {
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
      await press(page, 'Zoom in');
    }
  }));

test('two fingers that part zoom where they are, and open nothing', { skip }, () =>
  withRehearsal({ hasTouch: true }, async (page, context) => {
    const map = await mapped(page);
    await map.scrollIntoViewIfNeeded();
    const whole = await pixels(page);
    const box = await map.boundingBox();
    const [x, y] = [Math.round(box.x + 300), Math.round(box.y + 150)];
    const touch = await context.newCDPSession(page);
    const fingers = (type, ...apart) => touch.send('Input.dispatchTouchEvent', { type, touchPoints: apart.map((by, id) => ({ x: x + by, y, id })) });
    await fingers('touchStart', -20, 20);
    for (const by of [40, 80, 120]) await fingers('touchMove', -by, by);
    await fingers('touchEnd');
    assert.notEqual(await pixels(page), whole);
    assert.equal(await page.getByRole('dialog').count(), 0);
    await press(page, 'Whole map');
    assert.equal(await pixels(page), whole);
  }));

test('a host whose agent is lost looks different, and is told of', { skip }, () =>
  withRehearsal({}, async (page) => {
    const map = await mapped(page);
    await map.focus();
    await page.keyboard.press('Home');
    const name = await nameOf(page);
    const before = await pixels(page);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: `Host ${name}` }).getByRole('button', { name: 'The agent hangs' }).click();
    await page.keyboard.press('Escape');
    for (let turn = 0; turn < 3; turn += 1) await press(page, 'One minute on');
    await told(page).filter({ hasText: 'agent not connected' }).waitFor();
    assert.notEqual(await pixels(page), before);
  }));
