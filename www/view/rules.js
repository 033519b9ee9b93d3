// The rule reference: every rule with how it is known, and the table of assumptions.

import { html, nothing, svg } from 'lit-html';
import { live } from 'lit-html/directives/live.js';

import { catalogue } from '../model.js';
import { counted, evidence, option, sentence } from './words.js';

const MARKS = {
  recorded: 'seen coming from the real service',
  documented: 'stated by AWS',
  agent: 'read in the source of the container agent',
  emulator: 'only another emulator claims it',
  assumed: 'not known: the table of assumptions says what is done',
};

const chosen = { search: '', operation: '', evidence: '', severity: '' };

/** Shows what the address names, a rule or an assumption, though a filter hides it. */
export function arrive([id], draw) {
  if (!id) return;
  if (!id.startsWith('assumption')) Object.assign(chosen, { search: '', operation: '', evidence: '', severity: '' });
  draw();
  const place = document.getElementById(id.startsWith('assumption') ? id : `rule-${id}`);
  place?.scrollIntoView({ block: id === 'assumptions' ? 'start' : 'center' });
  place?.focus({ preventScroll: true });
}

export function rules([id], draw) {
  const all = merged();
  const listed = all.filter(matches);
  const set = (key) => (event) => {
    chosen[key] = event.target.value;
    draw();
  };
  return html`
    <div class="page">
      <h1>Rules</h1>
      <p class="lead">What a request is held to, and how each fact is known. Sources are rows of the fact sheet <code>docs/ecs-behaviour.md</code>.</p>
      ${fidelity(all)}
      <form class="filters" role="search" aria-label="Rules" @submit=${(event) => event.preventDefault()}>
        <label>Search <input type="search" id="search" .value=${live(chosen.search)} @input=${set('search')} placeholder="tag, ARN, status…" /></label>
        ${filter('Operation', 'operation', [...catalogue.operations.keys()], set)}
        ${filter('Evidence', 'evidence', Object.keys(MARKS), set)}
        ${filter('Severity', 'severity', ['error', 'warning'], set)}
      </form>
      <h2 class="hidden">The rules found</h2>
      <p class="found" role="status">${counted(listed.length, 'rule')}</p>
      <ul class="rules">${listed.map((rule) => entry(rule, rule.id === id))}</ul>
      <h2 id="assumptions" tabindex="-1">Assumptions</h2>
      <p class="lead">What is not known of the service, and what is done about it here.</p>
      ${assumptions(id)}
    </div>`;
}

/** The same rule at all its places is one entry; where it is known in other ways, the weakest counts. */
function merged() {
  const strength = Object.keys(MARKS);
  const byId = new Map();
  for (const rule of catalogue.rules) {
    const known = byId.get(rule.id);
    const place = { operation: rule.operation, path: rule.path };
    if (!known) {
      byId.set(rule.id, { ...rule, places: [place], sources: new Set([rule.source]) });
      continue;
    }
    known.places.push(place);
    known.sources.add(rule.source);
    if (strength.indexOf(rule.evidence) > strength.indexOf(known.evidence)) Object.assign(known, { evidence: rule.evidence, assumption: rule.assumption });
  }
  return [...byId.values()];
}

function matches(rule) {
  const text = `${rule.id} ${rule.sentence} ${rule.exception ?? ''} ${rule.places.map(({ path }) => path).join(' ')}`.toLowerCase();
  return (
    chosen.search.toLowerCase().split(/\s+/).every((word) => text.includes(word)) &&
    (!chosen.operation || rule.places.some(({ operation }) => operation === chosen.operation)) &&
    (!chosen.evidence || rule.evidence === chosen.evidence) &&
    (!chosen.severity || rule.severity === chosen.severity)
  );
}

/** How much is known how well: a bar, and the same in words. */
function fidelity(all) {
  const counts = Object.keys(MARKS).map((mark) => [mark, all.filter((rule) => rule.evidence === mark).length]);
  let x = 0;
  const parts = counts.map(([mark, count]) => {
    const part = svg`<rect class=${mark} x=${x} width=${count} height="1" />`;
    x += count;
    return part;
  });
  return html`
    <div class="fidelity">
      <svg class="bar" viewBox="0 0 ${all.length} 1" preserveAspectRatio="none" aria-hidden="true">${parts}</svg>
      <dl>${counts.map(([mark, count]) => html`<div><dt><span class="evidence ${mark}">${mark}</span> <span class="number">${count}</span></dt><dd>${MARKS[mark]}</dd></div>`)}</dl>
    </div>`;
}

const filter = (label, key, words, set) => html`
  <label>${label}
    <select id="filter-${key}" @change=${set(key)}>
      ${option('', 'all', !chosen[key])} ${words.map((word) => option(word, word, chosen[key] === word))}
    </select>
  </label>`;

const entry = (rule, isAsked) => html`
  <li id="rule-${rule.id}" class=${isAsked ? 'asked' : ''} tabindex="-1">
    <h3><a href="#/rules/${rule.id}">${rule.id}</a></h3>
    <p class="sentence">${sentence(rule.sentence)}</p>
    ${rule.help ? html`<p class="help">${sentence(rule.help)}</p>` : nothing}
    <p class="meta">
      <span class="mark ${rule.severity}">${rule.severity}</span>
      ${rule.exception ? html`<span class="exception">${rule.exception}</span>` : nothing}
      ${evidence(rule)}
      <span class="sources">${[...rule.sources].map((source) => html`<code>${source}</code> `)}</span>
    </p>
    ${places(rule)}
  </li>`;

function places(rule) {
  if (rule.places.every(({ path }) => path === '')) return html`<p class="places">Every request</p>`;
  return html`<details class="places"><summary>${counted(rule.places.length, 'place')}</summary>
    <ul>${rule.places.map(({ operation, path }) => html`<li>${operation} <code>${path || 'the request'}</code></li>`)}</ul></details>`;
}

const assumptions = (asked) => html`
  <div class="scroll" tabindex="0" role="region" aria-labelledby="assumptions">
    <table class="assumptions">
      <thead><tr><th scope="col">No.</th><th scope="col">Question</th><th scope="col">Here</th><th scope="col">Otherwise</th></tr></thead>
      <tbody>${catalogue.assumptions.map((one) => {
        const id = `assumption-${one.id}`;
        return html`<tr id=${id} class=${id === asked ? 'asked' : ''} tabindex="-1">
          <td>${one.id}</td><td>${sentence(one.question)}</td><td data-label="Here">${sentence(one.default)}</td>
          ${one.alternatives.length ? html`<td data-label="Otherwise">${sentence(one.alternatives.join('; '))}</td>` : html`<td class="nothing">–</td>`}
        </tr>`;
      })}</tbody>
    </table>
  </div>`;
