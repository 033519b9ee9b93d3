// Small pieces that several views are made of.

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

/** A sentence of the data, in which `backticks` mark what is typed as it stands. */
export const sentence = (text) => text.split('`').map((part, index) => (index % 2 ? html`<code>${part}</code>` : part));

/** How a fact is known, with the number of the assumption where it is one. */
export const evidence = ({ evidence: mark, assumption }) => html`<span class="evidence ${mark}">${mark}${
  assumption ? html` <a href="#/rules/assumption-${assumption}" aria-label="assumption ${assumption}">${assumption}</a>` : nothing
}</span>`;

/** An option that is chosen exactly when it should be, also after a person chose another. */
export const option = (value, label, chosen) => html`<option value=${value} .selected=${live(chosen)}>${label}</option>`;

/** The beginning of words that quote a long value: the value itself is in sight elsewhere. */
export const brief = (words) => (words.length > MOST ? `${[...words.slice(0, MOST)].slice(0, -1).join('')}…` : words);
const MOST = 160;

export const counted = (number, word) => `${number} ${word}${number === 1 ? '' : 's'}`;
