// The list of problems: first what ECS would answer, then all of them.

import { html, nothing } from 'lit-html';

import { state } from '../model.js';
import { reveal } from './editor.js';
import { brief, evidence } from './words.js';

/** A longer list is not read; the others come up as these are mended. */
const MOST = 100;

export function problems(show) {
  const all = state.diagnostics;
  const first = all.find((diagnostic) => diagnostic.first && diagnostic.exception);
  if (all.length === 0) return html`<p class="empty">None. Change a value, and what is wrong with it stands here.</p>`;
  return html`
    ${first ? answer(first) : nothing}
    <ol class="problems">
      ${all.slice(0, MOST).map((diagnostic) => item(diagnostic, show))}
    </ol>
    ${all.length > MOST ? html`<p class="empty">And ${all.length - MOST} more.</p>` : nothing}`;
}

/** How sure the answer is. The words of a problem are the service's own only where they are recorded. */
const ANSWERS = {
  recorded: 'ECS would answer HTTP 400, with the first problem only',
  documented: 'ECS would answer HTTP 400, with the first problem only; its words are not known, those below are ours',
  agent: 'ECS would answer HTTP 400, with the first problem only; its words are not known, those below are ours',
  emulator: 'An emulator of ECS answers HTTP 400; whether ECS does so, and in which words, is not known',
  assumed: 'We assume that ECS would answer HTTP 400; its words are not known, those below are ours',
};

const answer = ({ evidence, exception, message }) => html`
  <figure class="answer">
    <figcaption>${ANSWERS[evidence]}</figcaption>
    <pre tabindex="0" aria-label="The answer of ECS"><code>{"__type": "${exception}",
 "message": ${evidence === 'recorded' ? JSON.stringify(message) : '…'}}</code></pre>
  </figure>`;

const item = (diagnostic, show) => html`
  <li class="problem ${diagnostic.severity}">
    <button type="button" class="where" @click=${() => focusPlace(diagnostic, show)}>
      <span class="mark ${diagnostic.severity}">${diagnostic.severity}</span>
      <span class="path">${diagnostic.path || (diagnostic.line ? `line ${diagnostic.line}, column ${diagnostic.column}` : 'the request')}</span>
    </button>
    <p class="words">${diagnostic.exception ? html`<span class="exception">${diagnostic.exception}:</span> ` : nothing}<span class="message">${brief(diagnostic.message)}</span></p>
    ${diagnostic.help ? html`<p class="help">${diagnostic.help}</p>` : nothing}
    <p class="meta">
      <a href="#/rules/${diagnostic.rule}" aria-label="Rule ${diagnostic.rule}">${diagnostic.rule}</a>
      ${evidence(diagnostic)}
    </p>
  </li>`;

/** Goes to a problem's field in the form, or where there is none to its place in the JSON. */
function focusPlace(diagnostic, show) {
  const field = state.parses ? document.getElementById(`field-${diagnostic.path}`) : null;
  show(field ? 'form' : 'json');
  reveal(diagnostic, !field);
  field?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: 'center' });
}
