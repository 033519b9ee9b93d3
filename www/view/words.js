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

export const counted = (number, word) => `${number} ${word}${number === 1 ? '' : 's'}`;
