// A request travels in a link, and what is in a link is text and nothing else.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';

import { ACCEPTED, REFUSED, address, allowClipboard, editorOf, jsonOf, says, skip, typeJson, withPage } from './page.js';

const linkTo = (operation, text) => `#/check?o=${encodeURIComponent(operation)}&r=${deflateRawSync(text).toString('base64url')}`;
const DAMAGED = 'The link is damaged or for another version, so its request could not be opened.';

test('a copied link opens the same request', { skip }, () =>
  withPage({ prepare: allowClipboard }, async (page, context) => {
    const text = '{ "clusterName": "häfen 🚢",\n  "tags": [ ] }';
    await page.getByRole('combobox', { name: 'Operation' }).selectOption('CreateCluster');
    await typeJson(page, text);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await says(page, 'Link copied.');
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(link.startsWith(address('#/check?o=CreateCluster&r=')), link);

    const other = await context.newPage();
    await other.goto(link);
    await says(other, REFUSED);
    await other.getByRole('combobox', { name: 'Operation' }).waitFor();
    assert.equal(await other.getByRole('combobox', { name: 'Operation' }).inputValue(), 'CreateCluster');
    await editorOf(other);
    assert.equal(await jsonOf(other), text);
  }));

test('a link that comes while the page is open is opened', { skip }, () =>
  withPage({}, async (page) => {
    await says(page, ACCEPTED);
    await page.goto(address(linkTo('DeleteCluster', '{"cluster": "dock"}')));
    await page.waitForFunction(() => document.getElementById('field-/cluster')?.value === 'dock');
    assert.equal(await page.getByRole('combobox', { name: 'Operation' }).inputValue(), 'DeleteCluster');
    await page.getByRole('button', { name: 'Undo' }).click();
    assert.equal(await page.getByRole('combobox', { name: 'Operation' }).inputValue(), 'RegisterContainerInstance');
  }));

test('hostile text in a link is shown as the text it is', { skip }, async () => {
  const hostile = '"><img src=x onerror="window.broken=1"><script>broken=1</script>';
  const request = { cluster: hostile, [hostile]: hostile, attributes: [{ name: hostile, value: hostile, [hostile]: [hostile] }], tags: [{ key: hostile, value: hostile }] };
  await withPage({ hash: linkTo('RegisterContainerInstance', JSON.stringify(request, undefined, 2)) }, async (page) => {
    await says(page, REFUSED);
    assert.equal(await page.getByRole('textbox', { name: 'cluster' }).inputValue(), hostile);
    const form = page.getByRole('region', { name: 'Form' });
    await form.getByText(`\`${hostile}\` is no member of this structure: the service ignores it`, { exact: true }).first().waitFor();
    await editorOf(page);
    await page.locator('.cm-lintRange-error').first().hover();
    await page.locator('.cm-tooltip').waitFor();
    assert.equal(await page.evaluate(() => window.broken), undefined);
    assert.equal(await page.locator('main img, main script').count(), 0);
  });
  await withPage({ hash: `#/rules/${encodeURIComponent(hostile)}` }, async (page) => {
    await page.getByRole('heading', { name: 'Rules', exact: true }).waitFor();
    assert.equal(await page.evaluate(() => window.broken), undefined);
  });
});

for (const [what, hash] of Object.entries({
  'is cut off': linkTo('CreateCluster', '{"clusterName": "harbour"}').slice(0, -9),
  'is not base64': '#/check?o=CreateCluster&r=%%%',
  'names no operation of ours': linkTo('<b>', '{}'),
  'names something that every object has': linkTo('constructor', '{}'),
  'unpacks to too much': linkTo('CreateCluster', ' '.repeat(50_000_000)),
  'holds bytes that are no text': linkTo('CreateCluster', Buffer.from([0xff, 0xfe])),
})) {
  test(`a link that ${what} is told of, and the page works`, { skip }, () =>
    withPage({ hash }, async (page) => {
      await page.getByRole('alert').getByText(DAMAGED, { exact: true }).waitFor();
      await says(page, ACCEPTED);
    }));
}

test('an address that means nothing shows the first view', { skip }, async () => {
  for (const hash of ['#/', '#/nowhere', '#main', '#/constructor', '#/lifecycles/%E0%A4%A']) {
    await withPage({ hash }, (page) => page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' }));
  }
});

test('a request too long for a link is copied as JSON, and one for the AWS CLI is quoted', { skip }, () =>
  withPage({ prepare: allowClipboard }, async (page) => {
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('combobox', { name: 'Operation' }).selectOption('CreateCluster');
    await typeJson(page, `{"clusterName": "it's"}`);
    await page.getByRole('button', { name: 'Copy as AWS CLI' }).click();
    await says(page, 'AWS CLI command copied.');
    assert.equal(await clipboard(), `aws ecs create-cluster --cli-input-json '{"clusterName":"it'\\''s"}'`);
    // Text that does not compress.
    const noise = JSON.stringify({ clusterName: Array.from({ length: 9000 }, (_, index) => ((index * 2654435761) >>> 7).toString(36)).join('') });
    await typeJson(page, noise);
    await page.getByRole('button', { name: 'Copy link' }).click();
    await says(page, 'Too long for a link: the JSON was copied instead.');
    assert.equal(await clipboard(), noise);
  }));

test('where the browser forbids copying, the text can be copied by hand', { skip }, () =>
  withPage(
    { prepare: (page) => page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined })) },
    async (page) => {
      await page.getByRole('button', { name: 'Copy link' }).click();
      await says(page, 'The browser does not let a page copy here. Copy this:');
      assert.ok((await page.getByRole('textbox', { name: 'To copy by hand' }).inputValue()).startsWith(address('#/check?o=RegisterContainerInstance&r=')));
    },
  ));
