// What the built page allows and asks for, and what it says where it cannot work.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { ACCEPTED, editorOf, says, skip, withPage } from './page.js';

const index = new URL('../../www/dist/index.html', import.meta.url);

test('the policy of the built page is strict', { skip }, () => {
  const page = readFileSync(index, 'utf8');
  const policy = Object.fromEntries(page.match(/content="(default-src[^"]*)"/)[1].split(';').map((part) => {
    const [name, ...values] = part.trim().split(' ');
    return [name, values.join(' ')];
  }));
  assert.equal(policy['default-src'], "'none'");
  assert.equal(policy['script-src'], "'self' 'wasm-unsafe-eval'");
  // The hash is that of the one style element that charts come with.
  assert.match(policy['style-src'], /^'self' 'sha256-[\w+/]{43}='$/);
  assert.equal(policy['connect-src'], "'self'");
  assert.equal(policy['require-trusted-types-for'], "'script'");
  assert.doesNotMatch(page, /<script>|<style|\son\w+=/);
});

test('the page refuses HTML from a text', { skip }, () =>
  withPage({ expected: /TrustedHTML|policy/ }, async (page) => {
    await says(page, ACCEPTED);
    const refused = await page.evaluate(() => {
      try {
        document.body.innerHTML = '<img src=x onerror=alert(1)>';
        return 'allowed';
      } catch (error) {
        return error.name;
      }
    });
    assert.equal(refused, 'TypeError');
  }));

test('the editor and the rules come once, and nothing is stored', { skip }, () => {
  const asked = [];
  return withPage({ prepare: (page) => page.on('request', (request) => asked.push(new URL(request.url()).pathname)) }, async (page, context) => {
    await editorOf(page);
    for (const view of ['Rules', 'Lifecycles', 'About', 'Check']) await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click();
    await editorOf(page);
    assert.equal(asked.filter((path) => path.endsWith('.wasm')).length, 1);
    assert.equal(asked.filter((path) => path.includes('codemirror')).length, 1);
    assert.deepEqual(await context.storageState(), { cookies: [], origins: [] });
  });
});

for (const [what, answer] of Object.entries({
  'is missing': { status: 404, body: 'not found' },
  'is something else': { status: 200, contentType: 'application/wasm', body: '<!doctype html>' },
})) {
  test(`where the module ${what}, the page says what to do`, { skip }, () =>
    withPage({ expected: /404|wasm|WebAssembly/i, prepare: (page) => page.route('**/*.wasm', (route) => route.fulfill(answer)) }, async (page) => {
      const alert = page.getByRole('alert');
      await alert.getByRole('heading', { name: 'The rules could not be loaded' }).waitFor();
      await alert.getByText('the WebAssembly module could not be loaded').waitFor();
      await alert.getByText('The playground needs WebAssembly, served from this page’s own address.').waitFor();
      await page.unroute('**/*.wasm');
      await alert.getByRole('button', { name: 'Reload' }).click();
      await says(page, ACCEPTED);
    }));
}
