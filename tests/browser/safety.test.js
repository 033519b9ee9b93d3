// What the built page allows and asks for, and what it says where it cannot work.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { ACCEPTED, editorOf, says, skip, withPage } from './page.js';
import { ready } from './rehearsing.js';
import { launch, serve } from './serve.js';

const DIST = fileURLToPath(new URL('../../www/dist', import.meta.url));

test('the policy of the built page is strict', { skip }, () => {
  const page = readFileSync(join(DIST, 'index.html'), 'utf8');
  const policy = Object.fromEntries(page.match(/content="(default-src[^"]*)"/)[1].split(';').map((part) => {
    const [name, ...values] = part.trim().split(' ');
    return [name, values.join(' ')];
  }));
  // The hash is that of the one style element that charts come with.
  const hash = /'sha256-[\w+/]{43}='/.exec(policy['style-src'])?.[0];
  assert.deepEqual(policy, {
    'default-src': "'none'",
    'script-src': "'self' 'wasm-unsafe-eval'",
    'style-src': `'self' ${hash}`,
    'style-src-attr': "'unsafe-inline'",
    'connect-src': "'self'",
    'worker-src': "'self'",
    'img-src': "'self' data:",
    'base-uri': "'none'",
    'form-action': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': 'lit-html ecs-drydock',
  });
  assert.doesNotMatch(page, /<script>|<style|\son\w+=/);
});

for (const path of ['', 'one/two three/four/']) {
  test(`the page works from the folder /${path}, and asks for nothing beside it`, { skip }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'drydock-folder-'));
    cpSync(DIST, join(folder, path), { recursive: true });
    const [browser, server] = await Promise.all([launch(), serve(folder)]);
    const base = new URL(encodeURI(path), server.url).href;
    const asked = [];
    const complaints = [];
    try {
      const page = await browser.newPage({ reducedMotion: 'reduce' });
      page.setDefaultTimeout(10_000);
      page.on('response', (response) => asked.push(`${response.status()} ${response.url()}`));
      page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      await page.goto(base);
      await says(page, ACCEPTED);
      await editorOf(page);
      await page.getByRole('link', { name: 'Rehearse' }).click();
      await ready(page);
      await page.getByText('Charts over time').click();
      await page.locator('.plots svg.chart-plot').first().waitFor();
      assert.equal((await page.evaluate(async () => (await navigator.serviceWorker.ready).scope)), base);
      assert.deepEqual([complaints, asked.filter((one) => !one.startsWith(`200 ${base}`))], [[], []]);
      assert.ok(asked.length > 8);
    } finally {
      await browser.close();
      await server.close();
      rmSync(folder, { recursive: true });
    }
  });
}

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
