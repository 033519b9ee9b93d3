// The view in which a cluster is rehearsed with, as a person uses it.

import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';

import { withPage } from './page.js';

/** The commands and conditions that make the cluster that one finds at first. */
export const { setup } = JSON.parse(readFileSync(new URL('../../www/clusters/1-harbour.json', import.meta.url), 'utf8'));

/** Runs `work` with a fresh page whose cluster is there. */
export const withRehearsal = (options, work) => withPage({ hash: '#/rehearse', ...options }, async (page, context) => {
  await ready(page);
  await work(page, context);
});

/** The address of a rehearsal; of a text as if it were one. */
export const linkOf = (rehearsal) => `#/rehearse?r=${deflateRawSync(typeof rehearsal === 'string' ? rehearsal : JSON.stringify(rehearsal)).toString('base64url')}`;

/** A host, by the beginning of what it is called after the word. */
export const host = (page, id) => page.getByRole('article', { name: `Host ${id}` });

/** What all hosts are called, with their states and how many tasks each has. */
export const hosts = (page) => page.getByRole('article', { name: /^Host i-/ }).evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));

/** Waits until a status says these words. */
export const said = (page, words) => page.getByRole('status').filter({ hasText: words }).waitFor();

/** Waits until a cluster is there to rehearse with. */
export const ready = (page) => page.getByRole('region', { name: 'Time' }).waitFor();

/** Lets a minute pass, and waits until it has. */
export async function minute(page) {
  const now = page.locator('output.now');
  const before = await now.textContent();
  await page.getByRole('button', { name: 'One minute on' }).click();
  await page.waitForFunction((before) => document.querySelector('output.now').textContent !== before, before);
}

/** Drains the first host that has a task of a service, by its own menu; the host's name. */
export async function drainHostOf(page, service) {
  const host = page.getByRole('article', { name: /^Host i-/ }).filter({ has: page.getByText(`${service}, RUNNING`, { exact: true }) }).first();
  const [, id] = /Host (i-\w+)/.exec(await host.getAttribute('aria-label'));
  const there = page.getByRole('article', { name: `Host ${id}` });
  await there.getByText('Actions').click();
  await there.getByRole('button', { name: 'Drain', exact: true }).click();
  await page.getByRole('article', { name: `Host ${id}, DRAINING` }).waitFor();
  return id;
}

/** Opens the panel of requests and commands, and chooses one. */
export async function choose(page, name) {
  const what = page.getByRole('combobox', { name: 'What', exact: true });
  if (!(await what.isVisible())) await page.getByText('Send a request, or let something happen').click();
  await what.selectOption(name);
}

/** Presses a button by its whole name. */
export const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

/** The slider that shows another moment. */
export const moment = (page) => page.getByRole('slider', { name: 'Moment' });
