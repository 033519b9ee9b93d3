// The views to read: rules with their evidence, lifecycles as pictures, about.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assumptions, rules, transitions } from '../../pkg/node.js';
import { address, says, skip, withPage } from './page.js';

const ids = new Set(rules().map(({ id }) => id));

test('every rule is listed once, with its sentence, its evidence and its source', { skip }, () =>
  withPage({ hash: '#/rules' }, async (page) => {
    await says(page, `${ids.size} rules`);
    assert.equal(await page.getByRole('heading', { level: 3 }).count(), ids.size);
    const rule = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'tag-key-reserved', exact: true }) });
    const text = await rule.innerText();
    const { sentence, exception, evidence, source } = rules().find(({ id }) => id === 'tag-key-reserved');
    for (const part of [sentence.slice(1), exception, evidence, source]) assert.ok(text.includes(part), `${part} is not in ${text}`);
    await rule.getByText(/^\d+ places$/).click();
    await rule.getByText('RegisterContainerInstance').waitFor();
  }));

test('rules can be searched and sieved', { skip }, () =>
  withPage({ hash: '#/rules' }, async (page) => {
    const names = () => page.getByRole('heading', { level: 3 }).allTextContents();
    await page.getByRole('searchbox', { name: 'Search' }).fill('tag KEY aws:');
    await says(page, '1 rule');
    assert.deepEqual(await names(), ['tag-key-reserved']);
    await page.getByRole('searchbox', { name: 'Search' }).fill('');
    await page.getByRole('combobox', { name: 'Operation' }).selectOption('DiscoverPollEndpoint');
    await page.getByRole('combobox', { name: 'Severity' }).selectOption('warning');
    const wanted = new Set(rules('DiscoverPollEndpoint').filter(({ severity }) => severity === 'warning').map(({ id }) => id));
    assert.deepEqual(new Set(await names()), wanted);
    await page.getByRole('searchbox', { name: 'Search' }).fill('no such rule');
    await says(page, '0 rules');
  }));

test('a problem leads to its rule, and an assumption to its row', { skip }, () =>
  withPage({}, async (page) => {
    await page.getByRole('combobox', { name: 'Example' }).selectOption({ label: 'The text None' });
    await page.getByRole('link', { name: 'Rule instance-id-length' }).click();
    // The view comes when its data is there, and its title with it.
    await page.locator('#rule-instance-id-length:focus').waitFor();
    assert.equal(await page.title(), 'Rules · ecs-drydock');
    assert.ok(await page.locator('#rule-instance-id-length').evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    }));
    await page.goto(address('#/rules/assumption-1'));
    const row = page.getByRole('row').filter({ hasText: assumptions()[0].question });
    await row.waitFor();
    assert.ok(await row.evaluate((element) => element === document.activeElement));
    assert.equal(await page.getByRole('region', { name: 'Assumptions' }).getByRole('row').count(), assumptions().length + 1);
  }));

for (const [machine, title] of Object.entries({ containerInstance: 'Container instance', agentUpdate: 'Agent update', task: 'Task' })) {
  test(`the lifecycle “${title}” is a picture whose arrows are the moves of the data`, { skip }, () =>
    withPage({ hash: '#/lifecycles' }, async (page) => {
      await page.getByRole('navigation', { name: 'Lifecycles' }).getByRole('link', { name: title }).click();
      const rows = transitions(machine);
      const moves = new Map(rows.map(({ from, to }) => [`${from ?? 'nothing'} to ${to}`, { from, to }]));
      const picture = page.getByRole('region', { name: 'Picture of the lifecycle' });
      await picture.getByRole('button').nth(moves.size - 1).waitFor({ state: 'attached' });
      const names = await picture.getByRole('button').evaluateAll((arrows) => arrows.map((arrow) => arrow.getAttribute('aria-label')));
      assert.deepEqual(new Set(names.map((name) => name.split(/,|:/)[0])), new Set(moves.keys()));
      const refused = rows.find(({ legal, from, to }) => !legal && !rows.some((other) => other.legal && other.from === from && other.to === to));
      if (refused) {
        await picture.getByRole('button', { name: new RegExp(`^${refused.from} to ${refused.to}, refused`) }).press('Enter');
        await says(page, 'It does not happen');
        assert.equal(await page.getByRole('combobox', { name: 'from' }).inputValue(), refused.from);
      }
      // No two arrows end at one point, or nobody could tell which is which.
      const ends = await picture.locator('.line').evaluateAll((lines) => lines.map((line) => line.getPointAtLength(line.getTotalLength())).map(({ x, y }) => [x, y]));
      for (const [index, [x, y]] of ends.entries()) {
        assert.ok(ends.slice(0, index).every(([a, b]) => Math.hypot(x - a, y - b) > 12), `two arrows end at ${x}, ${y}`);
      }
      assert.equal(await page.getByRole('region', { name: 'All moves' }).getByRole('row').count(), rows.length + 1);
    }));
}

test('a move can be asked for', { skip }, () =>
  withPage({ hash: '#/lifecycles/agentUpdate' }, async (page) => {
    await page.getByRole('combobox', { name: 'from' }).selectOption('UPDATING');
    await page.getByRole('combobox', { name: 'to' }).selectOption('PENDING');
    await says(page, 'It does not happen');
    await page.getByRole('region', { name: 'May it go there?' }).getByText('UpdateInProgressException').waitFor();
    await page.getByRole('combobox', { name: 'to' }).selectOption('UPDATED');
    await says(page, 'It happens');
  }));

test('the health of an instance is the worst of its checks', { skip }, () =>
  withPage({ hash: '#/lifecycles' }, async (page) => {
    await says(page, 'OK');
    await page.getByRole('combobox', { name: 'AGENT_CONNECTIVITY' }).selectOption('INITIALIZING');
    await says(page, 'INITIALIZING');
    await page.getByRole('combobox', { name: 'DAEMON' }).selectOption('IMPAIRED');
    await says(page, 'IMPAIRED');
    for (const type of ['CONTAINER_RUNTIME', 'AGENT_CONNECTIVITY', 'DAEMON']) await page.getByRole('combobox', { name: type }).selectOption('no such check');
    await says(page, 'INSUFFICIENT_DATA');
  }));

test('the page about it leads to the assumptions', { skip }, () =>
  withPage({ hash: '#/about' }, async (page) => {
    await page.getByText('It is not affiliated with Amazon Web Services.').waitFor();
    await page.getByRole('link', { name: 'table of assumptions' }).click();
    await page.getByRole('heading', { name: 'Assumptions' }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'assumptions');
  }));
