// Why a drain waits: the blockers, each with its arithmetic, who refuses and why, and what would free it.

import { html, nothing } from 'lit-html';

import { FORK, OWN, act, explain, fork, refusals, state } from '../../rehearsal.js';
import { leading } from '../focus.js';
import { counted } from '../words.js';
import { TITLES, isWait, sorted, summary } from './blockers.js';

/** By berth: which changes help, by their words, where that was tried at somebody's wish; for one explanation. */
const tried = [];
/** By berth: the hosts that refuse, by blocker, as far as they were asked for; for one explanation. */
const listed = [];
/** What is remembered there of an explanation. */
const remembered = (memory, { berth, explanation }) => (memory[berth]?.of === explanation.number ? memory[berth].found : undefined);

export function why(berth, draw) {
  const { explanation } = berth;
  // The place is kept also while nothing drains, so that nothing moves when something does.
  if (!explanation) return html`<section class="why" aria-label="What a drain waits for"><p class="meta">No host drains. When one does, what it waits for stands here.</p></section>`;
  const found = sorted(explanation.blockers);
  // What passes by itself is no reason to do anything.
  const isStuck = found.groups.length > 0;
  const id = `why-${berth.berth}`;
  const isUntried = found.groups.some(({ changes }) => changes.some((change) => !isWait(change) && help(change, berth) === undefined));
  return html`
    <section class="why ${isStuck ? 'stuck' : ''}" aria-labelledby=${id}>
      <h2 id=${id} tabindex="-1">${isStuck ? 'Why is it stuck?' : 'What does the drain wait for?'}</h2>
      <p>${summary(explanation, found)}</p>
      ${found.groups.map((blocker) => entry(blocker, berth, draw))}
      ${isUntried && !state.isPlaying ? html`<button type="button" @click=${() => tryAll(berth, draw)}>Try the changes in forks</button>` : nothing}
      ${passing(found, berth)}
    </section>`;
}

function entry(blocker, berth, draw) {
  const { kind, message, arithmetic, whose, changes } = blocker;
  return html`
    <article class="blocker">
      <h3>${capital(TITLES[kind])} <code>${kind}</code></h3>
      <p class="meta">${whose}</p>
      <p>${message}</p>
      ${arithmetic && !message.includes(arithmetic) ? html`<p class="arithmetic">${arithmetic}</p>` : nothing}
      ${reasons(blocker, berth, draw)}
      <ul>${changes.map((change) => html`<li>${isWait(change) ? waiting(change, berth) : option(change, berth)}</li>`)}</ul>
    </article>`;
}

/** A change can be done, or first be looked at in a fork; in the fork itself it is done. */
function option(change, berth) {
  const helps = help(change, berth);
  return html`
    <button type="button" @click=${leading(() => act(berth.berth, ...change.commands), `#why-${berth.berth}`)}>${change.message}</button>
    ${berth.berth === OWN ? beside(change) : nothing}
    ${helps === undefined ? nothing : html`<span class="meta">${helps ? 'tried in a fork: it helps' : 'tried in a fork: it does not help by itself'}</span>`}`;
}

/** A fork that is there already keeps what was done in it. */
function beside({ message, commands }) {
  const [words, look] = state.berths[FORK] ? ['Do it in the fork', () => act(FORK, ...commands)] : ['See it in a fork', () => fork(...commands)];
  return html`<button type="button" class="quiet" aria-label="${words}: ${message}" @click=${look}>${words}</button>`;
}

const waiting = ({ message, commands }, berth) => html`<button type="button" class="small" @click=${() => act(berth.berth, ...commands)}>${message}</button>`;

/** What goes on by itself: one line, which opens. */
function passing({ kinds, wait }, berth) {
  if (kinds.length === 0) return nothing;
  return html`
    <details class="passing">
      <summary>By themselves: ${kinds.map(({ kind, count }) => `${TITLES[kind]} (${count})`).join(', ')}</summary>
      <ul>${kinds.map(({ kind, words }) => words.map((one) => html`<li>${one} <code>${kind}</code></li>`))}</ul>
    </details>
    ${wait ? waiting(wait, berth) : nothing}`;
}

/** Why hosts refuse: how many for each reason, and one by one as far as a person wants to read. */
function reasons(blocker, berth, draw) {
  if (!blocker.reasons?.length) return nothing;
  const key = blockerKey(blocker);
  const known = remembered(listed, berth)?.get(key);
  const most = Math.max(...blocker.reasons.map(({ count }) => count));
  const more = async () => {
    const { hosts, nextHost } = (await refusals(berth.berth, blocker.kind, blocker.serviceArn, known?.nextHost ?? 0)) ?? { hosts: [] };
    const found = remembered(listed, berth) ?? new Map();
    found.set(key, { hosts: [...(known?.hosts ?? []), ...hosts], nextHost });
    listed[berth.berth] = { of: berth.explanation.number, found };
    draw();
  };
  return html`
    <ul class="reasons">${blocker.reasons.map(({ reason, count }) => html`
      <li><code>${reason}</code> <meter min="0" max=${most} .value=${count} aria-hidden="true"></meter> <span>${counted(count, 'host')}</span></li>`)}</ul>
    ${known ? html`<ul class="refusals">${known.hosts.map(({ containerInstanceArn, reason, detail }) => html`
      <li><code>…${containerInstanceArn.slice(-6)}</code> ${reason}${detail ? `: ${detail}` : ''}</li>`)}</ul>` : nothing}
    ${!known || known.nextHost !== undefined ? html`<button type="button" class="quiet" @click=${more}>${known ? 'More hosts' : 'Host by host'}</button>` : nothing}`;
}

async function tryAll(berth, draw) {
  const of = berth.explanation.number;
  const explanation = await explain(berth.berth);
  const found = new Map();
  for (const { changes } of explanation?.blockers ?? []) for (const change of changes) found.set(changeKey(change), change.proven);
  tried[berth.berth] = { of, found };
  draw();
}

const help = (change, berth) => change.proven ?? remembered(tried, berth)?.get(changeKey(change));
const changeKey = ({ message }) => message;
const blockerKey = ({ kind, serviceArn }) => `${kind} ${serviceArn ?? ''}`;
const capital = (words) => `${words[0].toUpperCase()}${words.slice(1)}`;
