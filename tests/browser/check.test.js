// A request is filled in or typed, and judged while it is.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ACCEPTED, REFUSED, SURPRISED, allowClipboard, editorOf, jsonOf, pasteJson, says, skip, typeJson, withPage } from './page.js';

const ID_LENGTH = 'instanceId length should be one of [32,36]';
const ID = '0123456789abcdef0123456789abcdef';

test('the request of the real agent is there at once, and accepted', { skip }, () =>
  withPage({ prepare: allowClipboard }, async (page) => {
    await says(page, ACCEPTED);
    assert.equal(await page.getByRole('combobox', { name: 'Operation' }).inputValue(), 'RegisterContainerInstance');
    assert.equal(await page.getByRole('group', { name: /^totalResources/ }).getByRole('textbox', { name: 'integerValue' }).first().inputValue(), '2048');
    await editorOf(page);
    const request = JSON.parse(await jsonOf(page));
    assert.equal(request.totalResources.length, 4);
    assert.equal(JSON.parse(request.instanceIdentityDocument).instanceType, 'm5.large');
    assert.equal(atob(request.instanceIdentityDocumentSignature).length, 128);
    assert.ok(request.attributes.some(({ name }) => name === 'ecs.capability.task-eni'));
    await page.getByText('None. Change a value, and what is wrong with it stands here.').waitFor();
  }));

test('a wrong value is marked in the form, in the editor and in the list, in the service’s words, while it is typed', { skip }, () =>
  withPage({}, async (page) => {
    await page.getByRole('combobox', { name: 'Example' }).selectOption({ label: 'A drain script takes one host out' });
    await says(page, ACCEPTED);
    await editorOf(page);
    const field = page.getByRole('textbox', { name: 'containerInstances 1' });
    await field.fill('');
    await field.pressSequentially('None');
    await says(page, REFUSED);
    assert.equal(await field.inputValue(), 'None');
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    const description = await field.evaluate((element) => element.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).textContent).join(' '));
    assert.ok(description.includes(ID_LENGTH), description);

    const marked = page.locator('.cm-lintRange-error');
    assert.equal(await marked.textContent(), '"None"');
    await marked.hover();
    await page.locator('.cm-tooltip').getByText(`InvalidParameterException: ${ID_LENGTH}`).waitFor();
    await page.getByRole('region', { name: 'Problems' }).getByRole('listitem').getByText(ID_LENGTH, { exact: true }).waitFor();
    assert.equal(await page.getByLabel('The answer of ECS').textContent(), `{"__type": "InvalidParameterException",\n "message": "${ID_LENGTH}"}`);

    await field.fill(ID);
    await says(page, ACCEPTED);
    assert.equal(await field.getAttribute('aria-invalid'), 'false');
    assert.equal(await page.locator('.cm-lintRange-error').count(), 0);
  }));

test('what is typed in the editor shows in the form, with its problems', { skip }, () =>
  withPage({}, async (page) => {
    await page.getByRole('combobox', { name: 'Operation' }).selectOption('TagResource');
    await typeJson(page, JSON.stringify({ resourceArn: `arn:aws:ecs:eu-west-1:123456789012:container-instance/c/${ID}`, tags: [{ key: 'aws:x', value: '<b>v</b>' }] }));
    const tag = page.getByRole('group', { name: 'tags 1', exact: true });
    await tag.getByText('Tag key must not start with aws:', { exact: true }).waitFor();
    assert.equal(await tag.getByRole('textbox', { name: 'value' }).inputValue(), '<b>v</b>');
    await tag.getByText('the tag value `<b>v</b>` has the character `<`', { exact: true }).waitFor();
    assert.equal(await page.locator('main b').count(), 0);
  }));

for (const [name, verdict, message] of [
  ['A drain of eleven', REFUSED, 'instanceIds can have at most 10 items.'],
  ['The text None', REFUSED, ID_LENGTH],
  ['Another cluster’s instance', REFUSED, 'Invalid identifier: Identifier is for cluster production. Your cluster is default'],
  ['Attributes that vanish', SURPRISED, 'the service drops this attribute silently: its name `build:id` has the character `:`'],
  ['A tag of AWS’s own', REFUSED, 'Tag key must not start with aws:'],
  ['A word the SDK’s types allow', REFUSED, 'Container instances status should be one of [ACTIVE,DRAINING]'],
  ['A comma too many', REFUSED, 'not JSON: trailing comma'],
]) {
  test(`the broken example “${name}”`, { skip }, () =>
    withPage({}, async (page) => {
      await page.getByRole('combobox', { name: 'Example' }).selectOption({ label: name });
      await says(page, verdict);
      await page.getByRole('region', { name: 'Problems' }).getByText(message, { exact: true }).waitFor();
      await editorOf(page);
      await page.locator('.cm-lintRange').first().waitFor();
    }));
}

test('words are put into the mouth of ECS only where they are recorded', { skip }, () =>
  withPage({}, async (page) => {
    const answers = async (operation, request, caption, words) => {
      await page.getByRole('combobox', { name: 'Operation' }).selectOption(operation);
      await typeJson(page, JSON.stringify(request));
      await page.getByRole('figure').getByText(caption).waitFor();
      assert.equal(await page.getByLabel('The answer of ECS').textContent(), words);
    };
    const elsewhere = '{"__type": "InvalidParameterException",\n "message": …}';
    await answers('ListContainerInstances', { cluster: 'a b' }, /^ECS would answer HTTP 400, with the first problem only$/, '{"__type": "InvalidParameterException",\n "message": "Cluster must match ^[a-zA-Z0-9\\\\-_]{1,255}$, but was a b"}');
    await answers('ListClusters', { maxResults: 0 }, /^ECS would answer .* its words are not known/, elsewhere);
    await answers('PutAttributes', { attributes: [] }, /^An emulator of ECS answers/, elsewhere);
    await answers('CreateCluster', { clusterName: 'a b' }, /^We assume that ECS would answer/, elsewhere);
  }));

test('every other example is accepted', { skip }, () =>
  withPage({}, async (page) => {
    const example = page.getByRole('combobox', { name: 'Example' });
    await example.waitFor();
    const names = await example.locator('optgroup:not([label^="Broken"]) option').allTextContents();
    assert.ok(names.length >= 5);
    for (const name of names) {
      await example.selectOption({ label: name });
      await says(page, ACCEPTED);
      assert.equal(await example.locator('option:checked').textContent(), name);
    }
  }));

test('lists grow and shrink, and the focus stays where the work is', { skip }, () =>
  withPage({ prepare: allowClipboard }, async (page) => {
    await page.getByRole('combobox', { name: 'Operation' }).selectOption('RegisterContainerInstance');
    const focused = () => page.evaluate(() => document.activeElement.id);
    await page.getByRole('button', { name: 'Add to tags' }).click();
    assert.equal(await focused(), 'field-/tags/0/key');
    await page.keyboard.type('team');
    await page.keyboard.press('Tab');
    await page.keyboard.type('harbour');
    await page.getByRole('button', { name: 'Add to tags' }).click();
    await page.keyboard.type('team');
    await page.getByRole('group', { name: 'tags 2', exact: true }).getByText('the tag key `team` is already at index 0', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Remove tags 2' }).click();
    assert.equal(await focused(), 'field-/tags/0/key');
    await says(page, ACCEPTED);
    assert.deepEqual(JSON.parse(await jsonOf(page)), { tags: [{ key: 'team', value: 'harbour' }] });

    await page.getByRole('button', { name: 'Add to totalResources' }).click();
    await page.keyboard.type('CPU');
    const item = page.getByRole('group', { name: 'totalResources 1', exact: true });
    await item.getByRole('combobox', { name: 'type' }).selectOption('DOUBLE');
    const double = item.getByRole('textbox', { name: 'doubleValue' });
    await double.pressSequentially('1.05');
    assert.equal(await double.inputValue(), '1.05');
    await item.getByRole('combobox', { name: 'type' }).selectOption('INTEGER');
    await item.getByText('a resource of type INTEGER must have integerValue', { exact: true }).waitFor();
    assert.deepEqual(JSON.parse(await jsonOf(page)).totalResources, [{ name: 'CPU', type: 'INTEGER', doubleValue: 1.05 }]);
    await page.getByRole('button', { name: 'Remove totalResources', exact: true }).click();
    await says(page, ACCEPTED);
    assert.deepEqual(Object.keys(JSON.parse(await jsonOf(page))), ['tags']);
  }));

test('labels stand in a line, and a long text is seen to its end', { skip }, () =>
  withPage({}, async (page) => {
    await page.getByRole('combobox', { name: 'Operation' }).selectOption('RegisterContainerInstance');
    await typeJson(page, '{"cluster": ""}');
    await page.getByRole('button', { name: 'Remove cluster' }).waitFor();
    const both = page.locator('label[for="field-/cluster"], label[for="field-/instanceIdentityDocument"]');
    const [one, other] = await both.evaluateAll((labels) => labels.map((label) => label.getBoundingClientRect().top));
    assert.equal(one, other);
    await page.getByRole('combobox', { name: 'Example' }).selectOption({ label: 'Another cluster’s instance' });
    const field = page.locator('textarea[id="field-/containerInstance"]');
    await field.waitFor();
    assert.ok(await field.evaluate(({ scrollHeight, clientHeight }) => scrollHeight <= clientHeight), 'the last line is cut');
  }));

test('a message that quotes a long value is cut where the value is in sight, and whole in the answer', { skip }, () =>
  withPage({}, async (page) => {
    await page.getByRole('combobox', { name: 'Operation' }).selectOption('ListContainerInstances');
    await page.getByRole('textbox', { name: 'cluster' }).fill('x'.repeat(600));
    await says(page, REFUSED);
    for (const message of await page.locator('.message').allTextContents()) assert.match(message, /^Cluster must match .{100,150}…$/);
    assert.match(await page.getByLabel('The answer of ECS').textContent(), /x{600}"}$/);
  }));

test('a field keeps the cursor while its text grows long', { skip }, () =>
  withPage({}, async (page) => {
    await page.getByRole('combobox', { name: 'Operation' }).selectOption('ListTagsForResource');
    const field = page.getByRole('textbox', { name: 'resourceArn' });
    const text = `arn:aws:ecs:eu-west-1:123456789012:container-instance/production-cluster-of-the-harbour/${ID}`;
    await field.pressSequentially(text);
    assert.equal(await field.inputValue(), text);
    await says(page, ACCEPTED);
  }));

test('members that the operation does not have, and values of the wrong kind, are shown and can be removed', { skip }, () =>
  withPage({ prepare: allowClipboard }, async (page) => {
    await page.getByRole('combobox', { name: 'Operation' }).selectOption('ListClusters');
    await typeJson(page, '{"maxResults": [1], "__proto__": 5, "a/b~c": null}');
    const form = page.getByRole('region', { name: 'Form' });
    await form.getByText('`a/b~c` is no member of this structure: the service ignores it', { exact: true }).waitFor();
    for (const name of ['maxResults', '__proto__', 'a/b~c']) await form.getByRole('button', { name: `Remove ${name}` }).click();
    await says(page, ACCEPTED);
    assert.equal(await jsonOf(page), '{}');
  }));

test('text that is not JSON keeps the form as it last was, and says where the text breaks', { skip }, () =>
  withPage({}, async (page) => {
    await page.getByRole('combobox', { name: 'Example' }).selectOption({ label: 'A drain script takes one host out' });
    await typeJson(page, '{\n  "cluster": "production",\n  "status": DRAINING\n}');
    await says(page, REFUSED);
    await page.getByRole('region', { name: 'Problems' }).getByRole('button', { name: 'line 3, column 13' }).click();
    assert.equal(await page.locator('.cm-lintRange-error').textContent(), 'D');
    await page.getByText('The JSON cannot be read at the moment').waitFor();
    assert.ok(await page.getByRole('combobox', { name: 'status' }).isDisabled());
    await typeJson(page, '[]');
    await page.getByRole('button', { name: 'Begin with an empty one' }).click();
    await page.getByRole('textbox', { name: 'cluster' }).waitFor();
    await typeJson(page, '{"status": 7}');
    await page.getByRole('region', { name: 'Problems' }).getByText('expected text, got `7`', { exact: true }).waitFor();
  }));

test('a problem leads to its field, or to its place in the JSON', { skip }, () =>
  withPage({}, async (page) => {
    await page.getByRole('combobox', { name: 'Example' }).selectOption({ label: 'A tag of AWS’s own' });
    await page.getByRole('region', { name: 'Problems' }).getByRole('button', { name: '/tags/1/key' }).click();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'field-/tags/1/key');
    await page.getByRole('combobox', { name: 'Example' }).selectOption({ label: 'A comma too many' });
    await page.getByRole('region', { name: 'Problems' }).getByRole('button', { name: 'line 4, column 3' }).click();
    // The editor comes for that, and shows the place.
    await page.waitForFunction(() => document.activeElement.className === 'editor-host');
    assert.equal(await page.evaluate(() => document.activeElement.shadowRoot.getSelection().toString()), ']');
  }));

test('the editor comes when one turns to the JSON, and goes on where one was', { skip }, async () => {
  const fetched = [];
  await withPage({
    prepare: async (page) => {
      page.on('request', (request) => fetched.push(request.url()));
      // It takes its time, so that there is some to type in.
      await page.route('**/codemirror-*.js', async (route) => {
        await new Promise((resolve) => { setTimeout(resolve, 500); });
        await route.continue();
      });
    },
  }, async (page) => {
    await page.getByRole('combobox', { name: 'Operation' }).selectOption('CreateCluster');
    const text = page.getByRole('textbox', { name: 'The request as JSON' });
    assert.equal(await text.inputValue(), '{}');
    await page.waitForTimeout(300);
    assert.deepEqual(fetched.filter((url) => url.includes('codemirror')), []);
    await text.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.type('"clusterName": "a');
    assert.equal(await page.locator('.editor.rich').count(), 0);
    await page.locator('.editor.rich .cm-content').waitFor();
    await page.waitForFunction(() => document.activeElement.className === 'editor-host');
    await page.keyboard.type('b"');
    await page.waitForFunction(() => document.getElementById('field-/clusterName')?.value === 'ab');
    assert.equal(fetched.filter((url) => url.includes('codemirror')).length, 1);
  });
  await withPage({}, async (page) => {
    await page.getByRole('textbox', { name: 'The request as JSON' }).hover();
    await page.locator('.editor.rich .cm-content').waitFor();
  });
});

test('undo and redo go through the form and the text alike', { skip }, () =>
  withPage({ prepare: allowClipboard }, async (page) => {
    await page.getByRole('combobox', { name: 'Operation' }).selectOption('CreateCluster');
    await page.getByRole('textbox', { name: 'clusterName' }).pressSequentially('harbour');
    await typeJson(page, '{"clusterName": "dock"}');
    const name = page.getByRole('textbox', { name: 'clusterName' });
    const is = (text) => page.waitForFunction((wanted) => document.getElementById('field-/clusterName')?.value === wanted, text);
    await is('dock');
    await page.keyboard.press('ControlOrMeta+z');
    await is('harbour');
    await page.getByRole('button', { name: 'Undo' }).click();
    await is('');
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.equal(await page.getByRole('combobox', { name: 'Operation' }).inputValue(), 'RegisterContainerInstance');
    assert.ok(await page.getByRole('button', { name: 'Undo' }).isDisabled());
    for (const text of ['', 'harbour', 'dock']) {
      await page.getByRole('button', { name: 'Redo' }).click();
      await is(text);
    }
    assert.ok(await page.getByRole('button', { name: 'Redo' }).isDisabled());
    assert.equal(await jsonOf(page), '{"clusterName": "dock"}');
    await page.getByRole('button', { name: 'Format' }).click();
    assert.equal(await jsonOf(page), '{\n  "clusterName": "dock"\n}');
    assert.equal(await name.inputValue(), 'dock');
  }));

test('a huge request is judged, and the page goes on', { skip }, () =>
  withPage({ prepare: allowClipboard }, async (page) => {
    await page.getByRole('combobox', { name: 'Operation' }).selectOption('DescribeContainerInstances');
    await pasteJson(page, JSON.stringify({ containerInstances: Array.from({ length: 20_000 }, () => 'None') }));
    await page.getByText('19900 are not shown').waitFor();
    await page.getByText(/^And \d+ more\.$/).waitFor();
    await page.getByRole('button', { name: /^Show more of containerInstances/ }).click();
    await page.getByRole('textbox', { name: 'containerInstances 200', exact: true }).waitFor();
    await pasteJson(page, JSON.stringify({ cluster: 'x'.repeat(5_000_000) }));
    await page.getByRole('region', { name: 'Problems' }).getByText('larger than 4 MiB of text or 1,000,000 values', { exact: true }).waitFor();
    await pasteJson(page, JSON.stringify({ containerInstances: [ID] }));
    await says(page, ACCEPTED);
  }));

test('where the editor cannot be loaded, the text area does the work', { skip }, () =>
  withPage({ expected: /codemirror|ERR_FAILED/, prepare: (page) => page.route('**/codemirror-*.js', (route) => route.abort()) }, async (page) => {
    const text = page.getByRole('textbox', { name: 'The request as JSON' });
    await page.getByRole('combobox', { name: 'Operation' }).selectOption('CreateCluster');
    await text.fill('{"clusterName": "a b"}');
    await says(page, REFUSED);
    await page.getByRole('textbox', { name: 'clusterName' }).fill('harbour');
    await says(page, ACCEPTED);
    assert.equal(await text.inputValue(), '{\n  "clusterName": "harbour"\n}');
  }));
