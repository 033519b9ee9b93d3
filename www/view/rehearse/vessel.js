// A host as a vessel, with what it carries: generous where there are few, small where there are many.

import { html, nothing } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { ref } from 'lit-html/directives/ref.js';

import { HOST_ACTIONS, choices } from './actions.js';
import { TITLES } from './blockers.js';
import { fills, going, oddities, statusOf, titleOf } from './host.js';
import { landing } from './moves.js';
import { look } from './papers.js';

/** `blockers`: the kinds of what keeps tasks on this host. */
export function vessel(record, { berth, mark, blockers, isSmall }, draw) {
  return guard([record, mark, blockers.join(), isSmall, draw], () => (isSmall ? small(record, berth, mark, blockers, draw) : generous(record, berth, mark, blockers, draw)));
}

const classes = (record) => `vessel ${statusOf(record).toLowerCase()} ${record.instance?.isConnected === false ? 'silent' : ''}`;

const inWords = (kinds) => kinds.map((kind) => TITLES[kind]).join(', ');

function generous(record, berth, mark, blockers, draw) {
  const { id, instance, tasks } = record;
  return html`
    <article class=${classes(record)} data-host=${id} aria-label=${titleOf(record)}>
      <header>
        <h3><code>…${id.slice(-6)}</code></h3>
        <span class="state">${statusOf(record)}</span>
        ${oddities(record).map((words) => html`<span class="state odd">${words}</span>`)}
      </header>
      ${blockers.length > 0 ? html`<p class="waits">waits: ${inWords(blockers)}</p>` : nothing}
      <ul class="deck">${tasks.map((task) => cargo(task, berth, mark, draw))}</ul>
      ${fills(record).map(([word, used, whole]) => html`<label class="fill">${word} <meter min="0" max=${whole} .value=${used}></meter> <span>${used} of ${whole}</span></label>`)}
      ${instance?.ports.length > 0 ? html`<p class="ports">Ports <span>${instance.ports.join(', ')}</span></p>` : nothing}
      <details class="menu">
        <summary>Actions<span class="hidden"> for host ${id}</span></summary>
        ${choices(record, HOST_ACTIONS, berth, putAway)}
      </details>
    </article>`;
}

/** Puts a menu away, and the focus where it was opened: the button that was pressed may be gone. */
function putAway({ target }) {
  const menu = target.closest('details');
  menu.open = false;
  menu.querySelector('summary').focus();
}

/** A task, told by its letters as well as by its colour; it opens its papers. */
function cargo(task, berth, mark, draw) {
  const { letter, number } = mark(task.name);
  return html`<li ${ref(landing(task))}><button type="button" class="cargo ${going(task)}" style="--colour: var(--colour-${number})" title="${task.name}: ${task.last}" @click=${() => look({ berth, task: task.arn }, draw)}>
    <span aria-hidden="true">${letter}</span><span class="hidden">${task.name}, ${task.last}</span></button></li>`;
}

function small(record, berth, mark, blockers, draw) {
  const { id, tasks } = record;
  const odd = [...oddities(record), ...(blockers.length > 0 ? [`waits: ${inWords(blockers)}`] : [])];
  return html`
    <article class="${classes(record)} small" data-host=${id} aria-label=${titleOf(record)}>
      <button type="button" class="name" @click=${() => look({ berth, host: id }, draw)}><code>…${id.slice(-6)}</code><span class="hidden">, ${statusOf(record)}</span></button>
      ${statusOf(record) === 'ACTIVE' ? nothing : html`<span class="state">${statusOf(record)}</span>`}
      ${odd.length > 0 ? html`<span class="state odd" title=${odd.join(', ')}>!<span class="hidden"> ${odd.join(', ')}</span></span>` : nothing}
      <div class="deck" aria-hidden="true">${tasks.map((task) => {
        const { letter, number } = mark(task.name);
        return html`<i class="cargo ${going(task)}" style="--colour: var(--colour-${number})" title="${task.name}: ${task.last}" ${task.from ? ref(landing(task)) : nothing}>${letter}</i>`;
      })}</div>
      <div class="bars" aria-hidden="true">${fills(record).slice(0, 2).map(([word, used, whole]) => html`<b style="--part: ${whole ? used / whole : 0}" title="${word}: ${used} of ${whole}"></b>`)}</div>
    </article>`;
}
