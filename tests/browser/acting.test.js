// Everything that can be done to the cluster that is rehearsed with, and what would be if.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { allowClipboard, editorOf, skip } from './page.js';
import { choose, drainHostOf, host, minute, said, withRehearsal as withPage } from './rehearsing.js';

test('a request is filled in as a form, judged as one types, and sent', { skip }, () =>
  withPage({}, async (page) => {
    await choose(page, 'RunTask');
    await page.getByText('ECS would refuse this request').waitFor();
    await page.getByRole('button', { name: 'Send it' }).click();
    await said(page, 'RunTask: refused. InvalidParameterException');
    await page.getByRole('combobox', { name: /^taskDefinition/ }).fill('batch');
    await page.getByText('No rule refuses this request').waitFor();
    await page.getByRole('button', { name: 'Send it' }).click();
    await said(page, /^RunTask.*: done\.$/);
    await page.getByText('batch, PROVISIONING').or(page.getByText('batch, PENDING')).first().waitFor();
    // What the service answered stands below the code, word for word.
    await page.getByText('The same as code, and the answer').click();
    await page.getByText(/"lastStatus": "(PROVISIONING|PENDING)"/).first().waitFor();
  }));

for (const [width, height] of [[1440, 900], [320, 800]]) {
  test(`what comes of a request is told at its button, in sight: ${width}×${height}`, { skip }, () =>
    withPage({ width, height }, async (page) => {
      const isInSight = async (words) => {
        await said(page, words);
        const { y, height: high } = await page.getByRole('status').filter({ hasText: words }).boundingBox();
        const button = await page.getByRole('button', { name: /^(Send|Do) it$/ }).boundingBox();
        assert.ok(y >= 0 && y + high <= height, `${words}: ${y} and ${high} high of ${height}`);
        assert.ok(y > button.y && y - button.y < 80, `${words}: ${y} for the button at ${button.y}`);
      };
      await choose(page, 'StopTask');
      await page.getByRole('combobox', { name: /^task / }).fill('0123456789abcdef0123456789abcdef');
      // What the rules say is no more than they know, and so is right beside what the cluster says.
      await page.getByText('No rule refuses this request').waitFor();
      await page.getByRole('button', { name: 'Send it' }).click();
      await isInSight(/^StopTask of …abcdef: refused\. InvalidParameterException: The referenced task was not found\./);
      assert.equal(await page.getByText('ECS would accept').count(), 0);
      assert.equal(await page.getByText(/^StopTask.*: refused/).count(), 1);
      await choose(page, 'Launch hosts');
      await page.getByRole('button', { name: 'Do it' }).click();
      await isInSight('Launch hosts: done.');
      // What is done elsewhere is told elsewhere.
      await page.getByRole('region', { name: 'Time' }).getByRole('button', { name: 'Undo' }).click();
      await page.getByText('Launch hosts: done.').waitFor({ state: 'detached' });
      await page.getByRole('region', { name: 'As it is' }).getByText(/^StopTask.*: refused/).waitFor();
    }));
}

test('the request to send is one thing, and the request that is checked another', { skip }, () =>
  withPage({}, async (page) => {
    const what = page.getByRole('combobox', { name: 'What', exact: true });
    const inEditor = async () => (await editorOf(page)).textContent();
    const go = (view) => page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view, exact: true }).click();
    await choose(page, 'ListTasks');
    await choose(page, 'RunTask');
    await page.getByRole('combobox', { name: /^taskDefinition/ }).fill('batch');
    await page.getByText('No rule refuses this request').waitFor();
    // There and back: it is the same request still.
    await go('Check');
    assert.equal(await page.getByRole('combobox', { name: 'Operation' }).inputValue(), 'RegisterContainerInstance');
    assert.equal(await page.getByRole('group', { name: 'Request' }).getByRole('button', { name: 'Undo' }).isEnabled(), false);
    await page.getByRole('combobox', { name: 'Operation' }).selectOption('DeleteCluster');
    await page.getByText('ECS would refuse this request').waitFor();
    await go('Rehearse');
    assert.equal(await what.inputValue(), 'RunTask');
    assert.equal(await page.getByRole('combobox', { name: /^taskDefinition/ }).inputValue(), 'batch');
    assert.match(await inEditor(), /"taskDefinition": "batch"/);
    await page.getByText('No rule refuses this request').waitFor();
    // Back to the operation before, and no further: then that is what is sent.
    const undo = page.getByRole('group', { name: 'Request' }).getByRole('button', { name: 'Undo' });
    while (await undo.isEnabled()) await undo.click();
    assert.equal(await what.inputValue(), 'ListTasks');
    assert.deepEqual(JSON.parse(await inEditor()), { cluster: 'harbour' });
    await page.getByRole('button', { name: 'Send it' }).click();
    await said(page, /^ListTasks.*: done\.$/);
    await go('Check');
    assert.equal(await page.getByRole('combobox', { name: 'Operation' }).inputValue(), 'DeleteCluster');
  }));

test('where a request asks for a name, those that there are are offered', { skip }, () =>
  withPage({}, async (page) => {
    const offered = (member) => page.locator(`[id="field-/${member}"]`).evaluate((field) => [...field.list?.options ?? []].map(({ value, textContent }) => [value, textContent]));
    await choose(page, 'StartTask');
    assert.deepEqual(await offered('cluster'), [['harbour', 'harbour']]);
    assert.ok((await offered('taskDefinition')).some(([name]) => name === 'batch'));
    await page.getByRole('button', { name: /^Add.*containerInstances/ }).click();
    const instances = await offered('containerInstances/0');
    assert.equal(instances.length, 6);
    for (const [id, words] of instances) {
      assert.match(id, /^[0-9a-f]{32}$/);
      await page.getByRole('article', { name: `Host ${words}` }).waitFor();
    }
    await choose(page, 'UpdateService');
    assert.deepEqual((await offered('service')).map(([name]) => name).sort(), ['agent', 'api', 'web']);
    // In the other view there is no cluster.
    await page.getByRole('link', { name: 'Check', exact: true }).click();
    await page.getByRole('heading', { name: 'Check a request' }).waitFor();
    assert.deepEqual(await offered('cluster'), []);
  }));

test('every operation can be asked for, and each answer is told', { skip }, () =>
  withPage({}, async (page) => {
    await choose(page, 'ListClusters');
    const operations = await page.getByRole('combobox', { name: 'What', exact: true }).locator('optgroup[label^="Requests:"] option').allTextContents();
    assert.ok(operations.length >= 40, `${operations.length} operations`);
    for (const operation of operations) {
      await choose(page, operation);
      await page.getByRole('button', { name: 'Send it' }).click();
      await said(page, new RegExp(`^${operation}[^:]*: (done|refused)`));
    }
  }));

/** What can be done beside requests, each with what fills its fields and what is said of it. */
const COMMANDS = {
  'Launch hosts': [{ count: '2' }, 'Launch hosts: done.'],
  'Do something to a host': [{}, /^Terminate i-….{6}: done\.$/],
  'Set a deadline': [{}, /^Set a deadline for i-….{6}: done\.$/],
  'Change what containers do': [{ stopMs: '90000' }, 'Change what containers do (web): done.'],
  'Change a target group': [{ targetGroup: 'none' }, 'Change a target group (none): refused. DrydockError'],
  'Assume otherwise': [{ assumption: '1e9' }, 'Assume otherwise: refused. DrydockError'],
  'The agent hangs (agentLoss)': [{ durationMs: 'long' }, /^The agent hangs on i-….{6}: refused\. DrydockError/],
  'The connection flaps (flap)': [{}, /^The connection flaps on i-….{6}: done\.$/],
  'The runtime stops answering (runtimeImpaired)': [{ durationMs: '60000' }, /^The runtime stops answering on i-….{6}: done\.$/],
  'A health check says something (healthCheck)': [{ reason: 'hot' }, /^A health check says something on i-….{6}: done\.$/],
  'The next update is refused (updateNack)': [{}, /^The next update is refused on i-….{6}: done\.$/],
  'The next update fails (updateStartFailure)': [{}, /^The next update fails on i-….{6}: done\.$/],
  'The agent loses its state (lostState)': [{}, /^The agent loses its state on i-….{6}: done\.$/],
  'The next trunks cannot be made (trunkFailure)': [{}, /^The next trunks cannot be made: done\.$/],
  'A task ends by itself (taskExit)': [{ task: 'x' }, /^A task ends by itself \(x\): refused\. DrydockError/],
  'The next requests are throttled (throttling)': [{}, /^The next requests are throttled: done\.$/],
  'The service fails (serverException)': [{ times: '2' }, /^The service fails: done\.$/],
};

test('faults and other commands have their fields, and are refused in words', { skip }, () =>
  withPage({}, async (page) => {
    await choose(page, 'Any command, as JSON');
    const titles = await page.getByRole('combobox', { name: 'What', exact: true }).locator('optgroup:not([label^="Requests:"]) option').allTextContents();
    assert.deepEqual(Object.keys(COMMANDS).toSorted(), titles.toSorted());
    for (const [title, [fields, words]] of Object.entries(COMMANDS)) {
      await choose(page, title);
      for (const [name, text] of Object.entries(fields)) await page.getByRole('textbox', { name: new RegExp(` ${name}$`) }).fill(text);
      await page.getByRole('button', { name: 'Do it' }).click();
      await said(page, words);
    }
    await choose(page, 'Any command, as JSON');
    const command = page.getByRole('textbox', { name: /^A command/ });
    await command.fill('{"kind": ');
    await page.getByRole('button', { name: 'Do it' }).click();
    await said(page, /JSON/);
    await command.fill('[{"kind": "advance", "milliseconds": 1}, null]');
    await page.getByRole('button', { name: 'Do it' }).click();
    await said(page, 'JSON, but no command');
    await command.fill('{"kind": "sink"}');
    await page.getByRole('button', { name: 'Do it' }).click();
    await said(page, '{"kind":"sink"}: refused. DrydockError');
    await command.fill('[{"kind": "launch", "cluster": "harbour"}, {"kind": "advance", "milliseconds": 120000}]');
    await page.getByRole('button', { name: 'Do it' }).click();
    await said(page, 'Launch hosts: done.');
  }));

test('what is chosen is what is done, and it is told of what', { skip }, () =>
  withPage({}, async (page) => {
    const ids = async () => Promise.all((await page.getByRole('article', { name: /^Host i-/ }).all()).map(async (one) => /i-\w+/.exec(await one.getAttribute('aria-label'))[0]));
    await choose(page, 'Do something to a host');
    const field = page.getByRole('combobox', { name: 'Host host' });
    const [, second] = await ids();
    await field.selectOption(second);
    await page.getByRole('combobox', { name: 'What action' }).selectOption('Stop the agent (stopAgent)');
    await page.getByRole('button', { name: 'Do it' }).click();
    await said(page, `Stop the agent on i-…${second.slice(-6)}: done.`);
    // Another seed has other hosts, and the one that was chosen is not among them.
    await page.getByText('Keep and share').click();
    await page.getByRole('spinbutton', { name: 'Seed' }).fill('7');
    await page.getByRole('button', { name: 'Begin anew' }).click();
    await page.getByRole('article', { name: `Host ${second}` }).waitFor({ state: 'detached' });
    const chosen = await field.inputValue();
    assert.ok((await ids()).includes(chosen));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Do it' }).click();
    await said(page, `Stop the agent on i-…${chosen.slice(-6)}: done.`);
  }));

test('what stands in the panel looks like what it is', { skip }, () =>
  withPage({}, async (page) => {
    await choose(page, 'RunTask');
    const shadow = await page.getByText('1 error', { exact: true }).evaluate((element) => getComputedStyle(element).boxShadow);
    assert.equal(shadow, 'none');
    await choose(page, 'Any command, as JSON');
    const { height } = await page.getByText('A command, or a list of them').boundingBox();
    assert.ok(height < 30, `the label has ${height} pixels: more than one line`);
  }));

test('a host’s own menu lets it lose its agent, and a task’s own menu ends it', { skip }, () =>
  withPage({}, async (page) => {
    const first = page.getByRole('article', { name: /^Host i-/ }).first();
    const [, id] = /Host (i-\w+)/.exec(await first.getAttribute('aria-label'));
    await host(page, id).getByText('Actions').click();
    await host(page, id).getByRole('button', { name: 'The agent hangs', exact: true }).click();
    await said(page, /^The agent hangs on i-….{6}: done\.$/);
    for (let turn = 0; turn < 2; turn += 1) await minute(page);
    await host(page, id).getByText('agent not connected').waitFor();
    await page.getByRole('button', { name: 'api, RUNNING' }).click();
    const papers = page.getByRole('dialog', { name: 'Task of api' });
    await papers.getByText('RUNNING', { exact: true }).waitFor();
    await papers.getByRole('button', { name: 'Protect for an hour' }).click();
    await said(page, /^UpdateTaskProtection.*: done\.$/);
    await page.getByRole('button', { name: 'api, RUNNING' }).click();
    await papers.getByRole('button', { name: 'It ends by itself' }).click();
    await said(page, /^A task ends by itself \(….{6}\): done\.$/);
    await minute(page);
    await page.getByRole('button', { name: 'api, RUNNING' }).click();
    // Its way back to the host it stands on, and out again by the keyboard.
    await papers.getByRole('button', { name: /^i-/ }).click();
    await page.getByRole('dialog', { name: `Host i-` }).getByRole('heading', { name: 'Tasks' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }));

test('moves can be followed: a task says in whose place it came', { skip }, () =>
  withPage({}, async (page) => {
    const id = await drainHostOf(page, 'web');
    for (let turn = 0; turn < 4; turn += 1) await minute(page);
    const tasks = page.getByRole('button', { name: 'web, RUNNING' });
    const found = [];
    for (let index = 0; index < (await tasks.count()); index += 1) {
      await tasks.nth(index).click();
      const words = await page.getByRole('dialog').textContent();
      if (words.includes('In place of')) found.push(words);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
    assert.equal(found.length, 2);
    for (const words of found) assert.match(words, new RegExp(`${id}Movedonce, itself`));
  }));

/** Notes each animation that is begun: of which host's task, from where, and where that host and the others are. */
function watchFlights() {
  window.flights = [];
  const { animate } = Element.prototype;
  Element.prototype.animate = function (frames, options) {
    const { x, y } = this.getBoundingClientRect();
    const [, left, top] = /translate\((.*)px, (.*)px\)/.exec(frames[0].transform) ?? [];
    const hosts = [...document.querySelectorAll('[data-host]')].map((one) => [one.dataset.host, one.querySelector('.deck').getBoundingClientRect()]);
    const [from] = hosts.find(([, box]) => Math.hypot(box.x - x - left, box.y - y - top) < 1) ?? [];
    window.flights.push({ from, to: this.closest('[data-host]').dataset.host, long: options.duration });
    return animate.call(this, frames, options);
  };
}

test('moves can be followed with the eye: a task flies from the host that it leaves', { skip }, () =>
  withPage({ reducedMotion: 'no-preference', prepare: (page) => page.addInitScript(watchFlights) }, async (page) => {
    const id = await drainHostOf(page, 'web');
    const coming = page.getByRole('button', { name: /^web, (PROVISIONING|PENDING|ACTIVATING)$/ });
    while ((await coming.count()) === 0) await page.getByRole('button', { name: 'Next event' }).click();
    await page.waitForFunction(() => window.flights.length > 0);
    const flights = await page.evaluate(() => window.flights);
    assert.deepEqual([...new Set(flights.map(({ from }) => from))], [id]);
    assert.ok(flights.every(({ to, long }) => to !== id && long >= 500), JSON.stringify(flights));
    // A task that runs by the time it is seen has moved no less.
    for (let turn = 0; turn < 2; turn += 1) await minute(page);
    await page.waitForFunction(() => window.flights.length === 2);
    // Who wants no motion sees none.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.evaluate(() => { window.flights = []; });
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('article', { name: `Host ${id}, ACTIVE` }).waitFor();
    await drainHostOf(page, 'web');
    for (let turn = 0; turn < 2; turn += 1) await minute(page);
    assert.deepEqual(await page.evaluate(() => window.flights), []);
  }));

test('what if: a change is looked at in a fork, beside what is, at the same time, and kept or let go of', { skip }, () =>
  withPage({}, async (page) => {
    await minute(page);
    const id = await drainHostOf(page, 'api');
    for (let turn = 0; turn < 3; turn += 1) await minute(page);
    await page.getByRole('button', { name: 'See it in a fork: set maximumPercent of api to 200: a replacement may start first' }).click();
    const own = page.getByRole('region', { name: 'As it is', exact: true });
    const fork = page.getByRole('region', { name: 'What if', exact: true });
    await fork.getByText(/^UpdateService.*: done\.$/).waitFor();
    for (let turn = 0; turn < 3; turn += 1) await minute(page);
    const carried = (side) => side.getByRole('article', { name: `Host ${id}` }).getByText(/^api, /).count();
    assert.deepEqual([await carried(own), await carried(fork)], [1, 0]);
    const row = page.getByRole('table').filter({ hasText: 'At this moment' }).getByRole('row', { name: /^Tasks that a drain waits for/ });
    const [before, after, difference] = await row.getByRole('cell').allTextContents();
    assert.equal(Number(after) - Number(before), Number(difference.replace('−', '-')));
    assert.ok(Number(after) < Number(before));
    // Both go back together, and on again.
    const moment = page.getByRole('slider', { name: 'Moment' });
    await moment.evaluate((range) => { range.value = range.min; range.dispatchEvent(new Event('input', { bubbles: true })); });
    for (const side of [own, fork]) await side.getByRole('article', { name: `Host ${id}, ACTIVE` }).waitFor();
    await moment.evaluate((range) => { range.value = range.max; range.dispatchEvent(new Event('input', { bubbles: true })); });
    await fork.getByRole('article', { name: `Host ${id}, DRAINING` }).waitFor();
    assert.deepEqual([await carried(own), await carried(fork)], [1, 0]);
    await fork.getByRole('button', { name: 'Let go of it' }).click();
    await fork.waitFor({ state: 'detached' });
    assert.equal(await page.getByText('api, RUNNING', { exact: true }).count(), 1);
    await page.getByRole('button', { name: 'What if…' }).click();
    await fork.getByRole('article', { name: `Host ${id}` }).getByText('Actions').click();
    await fork.getByRole('article', { name: `Host ${id}` }).getByRole('button', { name: 'Terminate' }).click();
    await fork.getByText(/^Terminate i-….{6}: done\.$/).waitFor();
    await own.getByText(/^UpdateContainerInstancesState.*: done\.$/).waitFor();
    await fork.getByRole('button', { name: 'Keep this one' }).click();
    await fork.waitFor({ state: 'detached' });
    await said(page, /^Terminate i-….{6}: done\.$/);
    await page.getByRole('button', { name: 'Undo' }).click();
    await said(page, /^UpdateContainerInstancesState.*: done\.$/);
    await page.getByRole('button', { name: 'Redo' }).click();
    await said(page, /^Terminate i-….{6}: done\.$/);
  }));

test('what is done beside a fork that is there already is done in it, and loses nothing of it', { skip }, () =>
  withPage({}, async (page) => {
    await drainHostOf(page, 'api');
    await minute(page);
    await page.getByRole('button', { name: 'What if…' }).click();
    const own = page.getByRole('region', { name: 'As it is', exact: true });
    const fork = page.getByRole('region', { name: 'What if', exact: true });
    await fork.getByRole('article', { name: /ACTIVE/ }).first().getByText('Actions').click();
    await fork.getByRole('article', { name: /ACTIVE/ }).first().getByRole('button', { name: 'Drain', exact: true }).click();
    await fork.getByRole('article', { name: /DRAINING/ }).nth(1).waitFor();
    await own.getByRole('button', { name: 'Do it in the fork: set maximumPercent of api to 200: a replacement may start first' }).click();
    await fork.getByText(/^UpdateService.*: done\.$/).waitFor();
    assert.equal(await fork.getByRole('article', { name: /DRAINING/ }).count(), 2);
    await own.getByText(/^UpdateContainerInstancesState.*: done\.$/).waitFor();
  }));

test('what holds tasks is told in words, once and at once, and what goes on by itself in one line', { skip }, () =>
  withPage({}, async (page) => {
    await page.getByRole('combobox', { name: 'Begin with' }).selectOption({ label: 'An agent that is gone, and a false green' });
    await page.getByText(/^Step 1 of/).waitFor();
    for (const step of [2, 3]) {
      await page.getByRole('button', { name: 'Show me' }).click();
      await page.getByText(`Step ${step} of`).waitFor();
    }
    const stuck = page.getByRole('region', { name: 'Why is it stuck?' });
    await stuck.getByText('2 tasks are held by 1 thing.').waitFor();
    await stuck.getByRole('heading', { name: 'The agent is gone agentGone' }).waitFor();
    await page.getByRole('article', { name: /DRAINING/ }).getByText('waits: the agent is gone').waitFor();
    await page.getByRole('combobox', { name: 'Begin with' }).selectOption({ label: 'A clean drain' });
    await page.getByText('Step 1 of 4.').waitFor();
    await page.getByRole('button', { name: 'Show me' }).click();
    const why = page.getByRole('region', { name: 'What does the drain wait for?' });
    await why.getByText('By themselves: goes on at the next step (2)').waitFor();
    assert.equal(await why.getByRole('article').count(), 0);
    // A mere wait is no proposal.
    assert.equal(await why.getByText('in a fork').count(), 0);
    await why.getByRole('button', { name: /^wait \d+ s$/ }).click();
    await why.getByText('By themselves: the replacement is not healthy yet (2)').waitFor();
  }));

test('of hosts that refuse a task one reads how many, for which reason, and which', { skip }, () =>
  withPage({}, async (page) => {
    await page.getByRole('combobox', { name: 'Begin with' }).selectOption({ label: 'A port that is taken everywhere' });
    await page.getByText(/^Step 1 of/).waitFor();
    await page.getByRole('button', { name: 'Show me' }).click();
    await page.getByText(/^Step 2 of/).waitFor();
    await page.getByRole('button', { name: 'Show me' }).click();
    const why = page.getByRole('region', { name: 'Why is it stuck?' });
    await why.getByText('RESOURCE:PORTS').first().waitFor();
    await why.getByRole('listitem').filter({ hasText: 'RESOURCE:PORTS 1 host' }).waitFor();
    await why.getByRole('button', { name: 'Host by host' }).click();
    await why.getByText(/^…[0-9a-f]{6} RESOURCE:PORTS: /).waitFor();
  }));

test('the whole as a table: found by words, a page at a time, and each host opens', { skip }, () =>
  withPage({}, async (page) => {
    await page.getByRole('combobox', { name: 'Begin with' }).selectOption({ label: 'A port: 200 hosts' });
    await page.getByText('200 hosts, 2000 tasks').waitFor();
    await page.getByRole('button', { name: 'Table' }).click();
    const rows = page.getByRole('region', { name: 'Hosts' }).getByRole('row');
    assert.equal(await rows.count(), 51);
    await page.getByText('Page 1 of 4').waitFor();
    await page.getByRole('button', { name: 'Next', exact: true }).click();
    await page.getByText('Page 2 of 4').waitFor();
    await page.getByRole('searchbox', { name: 'Find' }).fill('us-east-1b 8080');
    await page.getByRole('search', { name: 'Hosts' }).getByText('0 hosts', { exact: true }).waitFor();
    await page.getByRole('searchbox', { name: 'Find' }).fill('us-east-1b gate');
    const count = Number.parseInt(await page.getByRole('search', { name: 'Hosts' }).getByRole('status').textContent(), 10);
    assert.ok(count > 10 && count < 67, `${count} hosts`);
    const row = rows.nth(1);
    assert.match(await row.textContent(), /us-east-1b.*ACTIVE.*gate 1.*CPU \d+ of 8192.*Memory \d+ of \d+.*8080/s);
    await row.getByRole('button').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Drain', exact: true }).click();
    await row.getByText('DRAINING').waitFor();
  }));

test('events are filtered by kind and words, and copied as EventBridge delivers them', { skip }, () =>
  withPage({ prepare: allowClipboard }, async (page) => {
    const id = await drainHostOf(page, 'web');
    const log = page.getByRole('log', { name: 'Events' });
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('ECS Container Instance State Change');
    await page.getByRole('searchbox', { name: 'Words in it' }).fill(id);
    await log.getByText('Task State Change').first().waitFor({ state: 'detached' });
    const shown = await log.getByRole('listitem').allTextContents();
    assert.ok(shown.length > 0 && shown.every((words) => words.includes('Container Instance State Change') && words.includes(id.slice(-6))), shown.join('\n'));
    await log.getByRole('listitem').first().locator('summary').click();
    await log.getByRole('button', { name: 'Copy JSON' }).click();
    await page.getByText('Copied as EventBridge delivers it.').waitFor();
    const event = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    assert.deepEqual([event.source, event['detail-type'], event.detail.ec2InstanceId, event.detail.status], ['aws.ecs', 'ECS Container Instance State Change', id, 'DRAINING']);
    await page.getByRole('searchbox', { name: 'Words in it' }).fill('no such word');
    await log.getByText('No event that fits.').waitFor();
  }));
