// The cluster as a table, a page of hosts at a time: all that the pictures show, in words.

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

import { counted } from '../words.js';
import { carried, fillsInWords, oddities, statusOf } from './host.js';
import { look } from './papers.js';

/** How many hosts are on a page. */
const PAGE = 50;

let text = '';
let page = 0;

export function table(berth, mark, draw) {
  const found = matching(berth, text);
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const current = Math.min(page, pages - 1);
  const turn = (to) => () => {
    page = to;
    draw();
  };
  const id = `hosts-${berth.berth}`;
  return html`
    <form class="filters" role="search" aria-label="Hosts" @submit=${(event) => event.preventDefault()}>
      <label>Find <input type="search" .value=${live(text)} @input=${(event) => { text = event.target.value; page = 0; draw(); }} placeholder="draining, us-east-1a, web, an ID…" /></label>
      <span class="meta" role="status">${counted(found.length, 'host')}</span>
    </form>
    <h2 class="hidden" id=${id}>Hosts</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby=${id}>
      <table class="hosts">
        <thead><tr><th scope="col">Host</th><th scope="col">Zone</th><th scope="col">Status</th><th scope="col">Tasks</th><th scope="col">Reserved</th><th scope="col">Ports</th></tr></thead>
        <tbody>${found.slice(current * PAGE, (current + 1) * PAGE).map((record) => row(record, berth.berth, draw))}</tbody>
      </table>
    </div>
    ${pages > 1 ? html`<p class="pages">
      <button type="button" ?disabled=${current === 0} @click=${turn(current - 1)}>Before</button>
      <span>Page ${current + 1} of ${pages}</span>
      <button type="button" ?disabled=${current === pages - 1} @click=${turn(current + 1)}>Next</button></p>` : nothing}`;
}

/** The hosts of which all the words are true. */
export function matching({ hosts }, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const isTrueOf = (known) => words.every((word) => known.includes(word));
  return [...hosts.values()].filter((record) => words.length === 0 || isTrueOf(described(record)));
}

const described = (record) => `${record.id} ${record.instance?.id ?? ''} ${record.zone} ${record.type} ${statusOf(record)} ${oddities(record).join(' ')} ${record.tasks.map(({ name }) => name).join(' ')}`.toLowerCase();

function row(record, berth, draw) {
  const odd = oddities(record);
  return html`<tr>
    <th scope="row"><button type="button" class="quiet" @click=${() => look({ berth, host: record.id }, draw)}><code>${record.id}</code></button></th>
    <td data-label="Zone">${record.zone}</td>
    <td data-label="Status">${statusOf(record)}${odd.length > 0 ? html`, <span class="odd">${odd.join(', ')}</span>` : nothing}</td>
    <td data-label="Tasks">${carried(record) || 'none'}</td>
    <td data-label="Reserved">${record.instance ? html`<ul>${fillsInWords(record).map((words) => html`<li>${words}</li>`)}</ul>` : '–'}</td>
    <td data-label="Ports">${record.instance?.ports.join(', ') || '–'}</td>
  </tr>`;
}
