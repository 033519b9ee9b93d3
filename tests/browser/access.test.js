// For everyone: by keyboard, on a narrow screen, in both colour schemes, and as a
// screen reader finds it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';

import { ACCEPTED, REFUSED, allowClipboard, editorOf, jsonOf, says, skip, withPage } from './page.js';
import { drainHostOf } from './rehearsing.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every view, with what has to be done until all of it is there. */
const VIEWS = {
  'an accepted request': ['#/check', editorOf],
  'warnings': ['#/check', (page) => load(page, 'Attributes that vanish')],
  'errors': ['#/check', (page) => load(page, 'A drain of eleven')],
  'broken text': ['#/check', (page) => load(page, 'A comma too many')],
  'a cluster at rest': ['#/rehearse', heading],
  'a stuck drain': ['#/rehearse', stuck],
  'a request to send': ['#/rehearse', asked],
  'an answer, and the request as code': ['#/rehearse', answered],
  'a command to give': ['#/rehearse', (page) => offered(page, 'The connection flaps (flap)')],
  'any command': ['#/rehearse', (page) => offered(page, 'Any command, as JSON')],
  'a lesson': ['#/rehearse', lesson],
  'what is kept and shared': ['#/rehearse', (page) => page.getByText('Keep and share').click()],
  'what if': ['#/rehearse', forked],
  'a map': ['#/rehearse', (page) => shown(page, 'Map')],
  'a table': ['#/rehearse', (page) => shown(page, 'Table')],
  'a task’s papers': ['#/rehearse', (page) => page.getByRole('button', { name: 'api, RUNNING' }).click()],
  'a host’s papers': ['#/rehearse', opened],
  'an event': ['#/rehearse', event],
  'charts': ['#/rehearse', charted],
  'a chart’s table': ['#/rehearse', tabled],
  'the rules': ['#/rules', (page) => page.getByText(/^\d+ places$/).first().click()],
  'container instances': ['#/lifecycles', heading],
  'agent updates': ['#/lifecycles/agentUpdate', heading],
  'tasks': ['#/lifecycles/task', heading],
  'about': ['#/about', heading],
};

async function load(page, example) {
  await editorOf(page);
  await page.getByRole('combobox', { name: 'Example' }).selectOption({ label: example });
  await page.locator('.cm-lintRange').first().waitFor({ state: 'attached' });
}

/** The host of the one task that may neither stop nor be replaced is drained. */
async function stuck(page) {
  await drainHostOf(page, 'api');
  await page.getByRole('button', { name: 'One minute on' }).click();
  await page.getByRole('heading', { name: 'Why is it stuck?' }).waitFor();
}

async function offered(page, what) {
  await page.getByText('Send a request, or let something happen').click();
  await page.getByRole('combobox', { name: 'What', exact: true }).selectOption(what);
}

async function asked(page) {
  await offered(page, 'RunTask');
  await page.getByText('ECS would refuse this request').waitFor();
}

async function answered(page) {
  await asked(page);
  await page.getByRole('button', { name: 'Send it' }).click();
  await page.getByText('The same as code, and the answer').click();
  await page.getByRole('heading', { name: 'Exception' }).waitFor();
}

async function lesson(page) {
  await page.getByRole('combobox', { name: 'Begin with' }).selectOption({ label: 'A clean drain' });
  await page.getByText('Step 1 of 4.').waitFor();
}

async function forked(page) {
  await stuck(page);
  await page.getByRole('button', { name: 'What if…' }).click();
  await page.getByRole('region', { name: 'What if', exact: true }).waitFor();
}

const shown = (page, kind) => page.getByRole('button', { name: kind, exact: true }).click();

async function charted(page) {
  await stuck(page);
  await page.getByText('Charts over time').click();
  await page.getByRole('img', { name: /^Tasks of/ }).waitFor();
}

async function tabled(page) {
  await charted(page);
  await page.getByText('As a table: Tasks of').click();
  await page.getByRole('region', { name: /^Tasks of .* over time$/ }).getByRole('row').nth(1).waitFor();
}

async function opened(page) {
  await shown(page, 'Table');
  await page.getByRole('region', { name: 'Hosts' }).getByRole('row').nth(1).getByRole('button').click();
  await page.getByRole('dialog').getByRole('heading', { name: 'Tasks' }).waitFor();
}

async function event(page) {
  await drainHostOf(page, 'web');
  const entry = page.getByRole('log', { name: 'Events' }).getByRole('listitem').first();
  await entry.locator('summary').click();
  await entry.getByRole('button', { name: 'Copy JSON' }).waitFor();
}

function heading(page) {
  return page.getByRole('heading', { level: 1 }).waitFor();
}

for (const colorScheme of ['light', 'dark']) {
  for (const [name, [hash, ready]] of Object.entries(VIEWS)) {
    test(`axe finds nothing serious: ${name}, ${colorScheme}`, { skip }, () =>
      withPage({ hash, colorScheme }, async (page) => {
        await ready(page);
        const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const lightness = Math.max(...background.match(/\d+/g).slice(0, 3).map(Number));
        assert.ok(colorScheme === 'light' ? lightness > 200 : lightness < 60, `${background} for ${colorScheme}`);
        await page.evaluate(axe);
        const { violations, passes } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
        assert.ok(passes.length > 10);
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        assert.deepEqual(serious.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)]), []);
      }));
  }
}

test('at 320 pixels nothing is wider than the screen, in any view', { skip }, async () => {
  for (const [name, [hash, ready]] of Object.entries(VIEWS)) {
    if (hash === '#/check') continue;
    await withPage({ hash, width: 320 }, async (page) => {
      await ready(page);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, name);
    });
  }
});

test('at 320 pixels every cell of a table is in sight, and a picture that is not says so', { skip }, async () => {
  const hidden = (page) => page.locator('td').evaluateAll((cells) => cells.filter((cell) => {
    const { left, right, width } = cell.getBoundingClientRect();
    return !cell.matches('.nothing') && (width === 0 || left < 0 || right > innerWidth);
  }).map((cell) => cell.textContent));
  for (const hash of ['#/lifecycles', '#/lifecycles/agentUpdate', '#/lifecycles/task', '#/rules']) {
    await withPage({ hash, width: 320 }, async (page) => {
      await heading(page);
      assert.ok((await page.locator('td').count()) > 50);
      assert.deepEqual(await hidden(page), [], hash);
      const hint = page.getByText('The picture is wider than the screen: scroll it sideways.');
      assert.equal(await hint.isVisible(), hash !== '#/rules');
    });
  }
  await withPage({ hash: '#/lifecycles', width: 1280 }, async (page) => {
    await heading(page);
    assert.equal(await page.getByText('The picture is wider').isVisible(), false);
    assert.ok(await page.locator('.picture').evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth));
  });
});

test('at 320 pixels the form, the JSON and the problems are shown one at a time', { skip }, () =>
  withPage({ width: 320 }, async (page) => {
    await page.getByRole('combobox', { name: 'Example' }).selectOption({ label: 'A drain of eleven' });
    const panes = { Form: page.getByRole('combobox', { name: 'status' }), JSON: page.getByRole('textbox', { name: 'The request as JSON' }), 'Problems 1': page.getByLabel('The answer of ECS') };
    for (const [name, inside] of Object.entries(panes)) {
      await page.getByRole('group', { name: 'What to show' }).getByRole('button', { name, exact: true }).click();
      await inside.waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, name);
      for (const other of Object.values(panes)) if (other !== inside) assert.equal(await other.isVisible(), false);
    }
    await page.getByRole('button', { name: '/containerInstances' }).click();
    await panes.Form.waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'field-/containerInstances');
  }));

test('all of it can be done with the keyboard', { skip }, () =>
  withPage({ prepare: allowClipboard }, async (page) => {
    const { keyboard } = page;
    await says(page, ACCEPTED);
    // Through the shadow tree of the editor to what really has the focus.
    const focused = () => page.evaluate(() => {
      const { activeElement } = document;
      const { id, tagName, textContent, ariaLabel } = activeElement.shadowRoot?.activeElement ?? activeElement;
      return id || ariaLabel || textContent.trim() || tagName;
    });
    const tabTo = async (name) => {
      for (let steps = 0; steps < 60; steps++) {
        await keyboard.press('Tab');
        if ((await focused()) === name) return;
      }
      assert.fail(`Tab does not lead to ${name}`);
    };
    await keyboard.press('Tab');
    assert.equal(await focused(), 'Skip to content');
    const { y } = await page.getByRole('link', { name: 'Skip to content' }).boundingBox();
    assert.ok(y >= 0, 'the skip link is seen when it has the focus');
    await keyboard.press('Enter');
    assert.equal(await focused(), 'main');
    await tabTo('operation');
    await keyboard.type('UpdateContainerInstancesState');
    await tabTo('field-/cluster');
    await keyboard.type('harbour');
    await tabTo('add-/containerInstances');
    await keyboard.press('Enter');
    assert.equal(await focused(), 'field-/containerInstances/0');
    await keyboard.type('None');
    await tabTo('field-/status');
    await keyboard.type('DRAINING');
    await says(page, REFUSED);
    // A plain text area, in whose place the editor comes.
    await tabTo('json');
    await page.locator('.editor.rich .cm-content').waitFor();
    assert.equal(await focused(), 'The request as JSON');
    await keyboard.press('F8');
    await page.locator('.cm-tooltip').getByText('instanceId length should be one of [32,36]').waitFor();
    await keyboard.press('Escape');
    // Tab leaves the editor.
    await keyboard.press('Tab');
    assert.equal(await focused(), 'The answer of ECS');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    assert.equal(await focused(), 'field-/containerInstances/0');
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.equal(outline, 'solid');
    assert.deepEqual(JSON.parse(await jsonOf(page)), { cluster: 'harbour', containerInstances: ['None'], status: 'DRAINING' });
  }));

test('the colours follow the choice of the visitor, who finds it again', { skip }, () =>
  withPage({ colorScheme: 'light' }, async (page) => {
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.getByRole('button', { name: 'Colours: auto, change to light' }).click();
    await page.getByRole('button', { name: 'Colours: light, change to dark' }).click();
    const dark = await background();
    assert.notEqual(dark, light);
    await page.reload();
    await page.getByRole('button', { name: 'Colours: dark, change to auto' }).click();
    assert.equal(await background(), light);
  }));

test('with reduced motion nothing moves', { skip }, () =>
  withPage({ reducedMotion: 'reduce' }, async (page) => {
    await editorOf(page);
    assert.equal(await page.getByRole('button', { name: 'Copy link' }).evaluate((button) => getComputedStyle(button).transitionDuration), '0s');
  }));
