// The built page in a browser: opened under a sub-path as any web server would serve
// it, and watched for everything that a person would see in the console.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';

import { launch, serve } from './serve.js';

const WWW = fileURLToPath(new URL('../../www', import.meta.url));

/** Without a browser the tests are skipped, and say so. */
export const skip = process.env.CHROME_PATH ? false : 'CHROME_PATH names no browser';

/** What Playwright says of the page's own service worker, which only the test of that lets run. */
const BLOCKED = 'Service Worker registration blocked by Playwright';

let browser;
let server;

before(async () => {
  if (skip) return;
  assert.ok(existsSync(`${WWW}/dist/index.html`), 'the page is not built: npx vite build www');
  [browser, server] = await Promise.all([launch(), serve(WWW)]);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** The address of the page, which is not at the root of its server. */
export const address = (hash = '') => `${server.url}dist/${hash}`;

/**
 * Runs `work` with a fresh page. At its end nothing may have been complained of in
 * the console, thrown, refused by the content security policy, or fetched from
 * elsewhere, but for what `expected` matches.
 */
export async function withPage({ hash, width = 1280, height = 800, expected, prepare, ...options }, work) {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', serviceWorkers: 'block', ...options });
  const complaints = [];
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:')) complaints.push(`a request to ${request.url()}`);
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => console.error(`policy: ${violatedDirective} ${blockedURI}`));
    });
    await prepare?.(page, context);
    await page.goto(address(hash));
    await work(page, context);
    assert.deepEqual(complaints.filter((one) => one !== BLOCKED && !expected?.test(one)), []);
  } finally {
    await context.close();
  }
}

/** Turns to the JSON, and waits until the editor has taken the text area's place. */
export async function editorOf(page) {
  const editor = page.getByRole('textbox', { name: 'The request as JSON' });
  await editor.focus();
  await page.locator('.editor.rich .cm-content').waitFor();
  return editor;
}

/** The text in the editor; only lines in sight are in the page, so the whole is copied. */
export async function jsonOf(page) {
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await says(page, 'JSON copied.');
  return page.evaluate(() => navigator.clipboard.readText());
}

export async function allowClipboard(_, context) {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
}

/** Puts a text in place of all that the editor holds. */
export async function typeJson(page, text) {
  const editor = await editorOf(page);
  await editor.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

/** Pastes a text in place of all that the editor holds, as a person does with a long one. */
export async function pasteJson(page, text) {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await (await editorOf(page)).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('ControlOrMeta+v');
}

/** Waits until a status says these words, and exactly these. */
export const says = (page, words) => page.getByRole('status').getByText(words, { exact: true }).first().waitFor();

export const REFUSED = 'ECS would refuse this request';
export const ACCEPTED = 'ECS would accept this request';
export const SURPRISED = 'ECS would accept this request, with surprises';
