// A cluster that is rehearsed with: as a picture, a map or a table; time; what can be done; why a
// drain is stuck; and beside it, if one asks, what would be if something else were done.

import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';

import { FORK, OWN, adopt, drop, fail, open as openRehearsal, play, reopen, state, stop, subscribe, undo } from '../rehearsal.js';
import { leading, steady } from './focus.js';
import { marks } from './rehearse/marks.js';
import { asked } from './rehearse/ask.js';
import { beginning } from './rehearse/beginning.js';
import { compared, services } from './rehearse/services.js';
import { charts } from './rehearse/charts.js';
import { log } from './rehearse/log.js';
import { outcome } from './rehearse/outcome.js';
import { papers } from './rehearse/papers.js';
import { kinds, picture } from './rehearse/picture.js';
import { time } from './rehearse/time.js';
import { why } from './rehearse/why.js';

/** The rehearsal that the address holds, until it is opened. */
let shared;
let isBegun = false;

export function rehearse(_, draw) {
  const mark = marks(state.berths);
  const isForked = state.berths[FORK] !== undefined;
  return html`
    <div class="page rehearse ${isForked ? 'forked' : ''}">
      <h1>Rehearse</h1>
      <p class="lead">A cluster of its own, in this page only. Drain a host, take its agent away, terminate it: what follows takes the time it takes at ECS, and you may hurry it.</p>
      ${beginning()}
      ${state.problem ? html`<p class="notice" role="alert">${state.problem}</p>` : nothing}
      ${state.berths[OWN] ? html`
        ${time(draw)} ${busy()} ${asked(draw)}
        ${kinds(state.berths, draw)}
        <div class="berths" ?inert=${state.busy?.of !== undefined}>${state.berths.map((berth) => side(berth, mark, isForked, draw))}</div>
        ${isForked ? compared(state.berths, mark) : nothing}
        ${charts(state.berths, draw)}
        ${log(state.berths, draw)}
        ${papers(state.berths, mark, draw)}` : state.busy ? busy() : html`<p class="loading" role="status">Building the cluster…</p>`}
    </div>`;
}

/** One berth: the picture, with what was done in it and why it waits. The same element whether or not another lies beside it. */
function side(berth, mark, isForked, draw) {
  const isFork = berth.berth === FORK;
  return html`
    <section class="berth ${isFork ? 'fork' : ''}" aria-label=${isFork ? 'What if' : 'As it is'}>
      ${isForked ? title(berth, isFork) : nothing}
      ${outcome(berth, draw)}
      <div class="harbour">
        ${picture(berth, mark, draw)}
        ${why(berth, draw)}
      </div>
      ${services(berth, mark)}
    </section>`;
}

const title = ({ canUndo }, isFork) => isFork
  ? html`<h2 tabindex="-1" ${ref(arrived)}>What if</h2>
    <p class="choices"><button type="button" class="primary" @click=${leading(adopt, '#fork')}>Keep this one</button> <button type="button" @click=${leading(drop, '#fork')}>Let go of it</button>
      ${steady('Undo here', canUndo, () => undo(FORK))}</p>`
  : html`<h2>As it is</h2><p class="choices meta">What you do here happens here; what you do beside it, only there. Both show the same moment.</p>`;

/** Who asked for a fork is led to it: it may lie below what is in sight. */
const arrived = (heading) => heading && queueMicrotask(() => heading.focus());

/** What long work is at, and the way to end it. */
function busy() {
  if (!state.busy) return nothing;
  const { step, of } = state.busy;
  return html`<div class="busy" role="status">
    <span>${of ? `Building the cluster: step ${step + 1} of ${of}` : 'Working it out'}…</span>
    <progress max=${of ?? 1} value=${of ? step : nothing} aria-label="Progress"></progress>
    <button type="button" @click=${stop}>Stop</button>
  </div>`;
}

/** Takes what a link holds; a view without one stays as it is. */
export function open(given) {
  shared = given;
}

/** Begins, or opens what a link holds. */
export async function arrive(_, draw) {
  const isFirst = !isBegun;
  isBegun = true;
  if (isFirst) subscribe(draw);
  const given = shared;
  shared = undefined;
  const problem = given && (given.damaged ? `The link is damaged, so its rehearsal could not be opened: ${given.damaged}.` : await openRehearsal(given.text));
  if (isFirst && !state.berths[OWN]) await reopen();
  if (problem) fail(problem);
  // From here on the browser keeps it: a reload must not begin with the link once more.
  if (given) history.replaceState(null, '', '#/rehearse');
}

/** Leaves the view: time stands. */
export function leave() {
  play(false);
}
