// Time: how it goes on, back and on again; and what is done with the rehearsal as a whole.

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { ref } from 'lit-html/directives/ref.js';

import { FORK, OWN, SPEEDS, advance, beginWith, file, fork, goTo, next, open, play, redo, state, undo } from '../../rehearsal.js';
import { rehearsalLink } from '../../share.js';
import { REFUSED, copied } from '../copy.js';
import { steady } from '../focus.js';
import { option } from '../words.js';

/** A file larger than this is no rehearsal. */
const MOST_BYTES = 32 * 1024 * 1024;
/** A moment is chosen to the second, and the last one exactly. */
const STEP_MS = 1000;
/** What became of the link or the file, and whether that went wrong. */
let said = '';
let isWrong = false;
/** The state in which nothing came any more that could be gone to. */
let quiet = '';
/** What the browser did not let us copy, to be copied by hand. */
let byHand;

export function time(draw) {
  const { now, begun, latest, seed, canUndo, canRedo } = state.berths[OWN];
  const end = begun + Math.max(1, Math.ceil((latest - begun) / STEP_MS)) * STEP_MS;
  const goOn = async () => {
    quiet = (await next()) === false ? standing() : '';
    draw();
  };
  return html`
    <section class="time" aria-label="Time">
      <output class="now" aria-live=${state.isPlaying ? 'off' : 'polite'}>${new Date(now).toISOString().slice(0, 19).replace('T', ' ')} UTC</output>
      <button type="button" class="primary" @click=${() => play(!state.isPlaying)}>${state.isPlaying ? 'Pause' : 'Play'}</button>
      <label>Speed <select @change=${(event) => { state.speed = event.target.value; }}>${Object.keys(SPEEDS).map((speed) => option(speed, speed, speed === state.speed))}</select></label>
      <button type="button" @click=${goOn}>Next event</button>
      <button type="button" @click=${() => advance(60_000)}>One minute on</button>
      ${steady('Undo', canUndo, () => undo(OWN))}
      ${steady('Redo', canRedo, () => redo(OWN))}
      ${steady('What if…', state.berths[FORK] === undefined, () => fork(), 'fork')}
      <button type="button" popovertarget="keep">Keep and share</button>
      <div class="keeping" id="keep" popover role="dialog" aria-label="Keep and share" @toggle=${beside}>
        <button type="button" @click=${() => share(draw)}>Copy link</button>
        <button type="button" @click=${() => save(draw)}>Save as file</button>
        <label>Open a file <input type="file" accept=".json,application/json" @change=${(event) => openFile(event.target, draw)} /></label>
        <p class=${isWrong ? 'odd' : 'meta'} role="status">${said}</p>
        ${byHand === undefined ? nothing : html`<input class="by-hand" readonly aria-label="To copy by hand" .value=${byHand} ${ref((element) => element?.select())} />`}
        <form @submit=${(event) => { event.preventDefault(); beginWith(Number(new FormData(event.target).get('seed'))); }}>
          <label>Seed <input name="seed" type="number" min="0" max="9007199254740991" required .value=${String(seed)} /></label>
          <button type="submit">Begin anew</button>
        </form>
      </div>
      <label class="moment">Moment
        <input type="range" min=${begun} max=${end} step=${STEP_MS} .value=${live(String(now === latest ? end : now))}
          aria-valuetext="${passed(now - begun)} after the beginning" @input=${(event) => { play(false); goTo(Math.min(latest, Number(event.target.value))); }} />
        <span>${passed(now - begun)} of ${passed(latest - begun)}</span></label>
      <p class="hint" role="status">${hint(now < latest, canRedo)}</p>
    </section>`;
}

/** What is seen, so that one knows whether it is still the same. */
function standing() {
  const { id, now, edition } = state.berths[OWN];
  return `${id} ${now} ${edition}`;
}

/** What one should know of the moment that is seen. */
function hint(isEarlier, canRedo) {
  if (isEarlier) return 'An earlier moment: what came later is forgotten when something is done here.';
  if (canRedo) return 'Undone, with the time that passed since: Redo brings both back.';
  if (quiet === standing()) return 'No event comes within a day.';
  return state.isKept ? '' : 'This browser keeps nothing of it: save it as a file before you leave.';
}

/** How far what is opened stays from its button and the edges, in pixels. */
const MARGIN = 8;

/** Opens below its button, as far as there is room. */
function beside({ target, newState }) {
  if (newState !== 'open') return;
  const { left, bottom } = document.querySelector(`[popovertarget=${target.id}]`).getBoundingClientRect();
  const { width, height } = target.getBoundingClientRect();
  const top = Math.max(MARGIN, Math.min(bottom + MARGIN, innerHeight - height - MARGIN));
  target.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`;
  target.style.top = `${top}px`;
  target.style.maxHeight = `${innerHeight - top - MARGIN}px`;
}

/** A span of time as people write it: 1 h 02 min, 3 min 20 s. */
export function passed(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (hours > 0) return `${hours} h ${String(minutes).padStart(2, '0')} min`;
  return minutes > 0 ? `${minutes} min ${String(rest).padStart(2, '0')} s` : `${rest} s`;
}

async function share(draw) {
  const link = await rehearsalLink(await file());
  [isWrong, byHand] = [!link, undefined];
  if (!link) said = 'Too much was done for a link: save it as a file.';
  else if (await copied(link)) said = 'Link copied.';
  else [said, byHand] = [`${REFUSED} Copy this:`, link];
  draw();
}

/** Gives the rehearsal to the browser as a file to be kept: it is made here, and goes nowhere else. */
async function save(draw) {
  const url = URL.createObjectURL(new Blob([`${JSON.stringify(await file(), undefined, 2)}\n`], { type: 'application/json' }));
  Object.assign(document.createElement('a'), { href: url, download: 'rehearsal.json' }).click();
  URL.revokeObjectURL(url);
  [said, isWrong] = ['Saved as rehearsal.json.', false];
  draw();
}

async function openFile(input, draw) {
  const [chosen] = input.files;
  if (!chosen) return;
  const problem = await problemOf(chosen);
  [said, isWrong] = problem ? [`${chosen.name}: ${problem}`, true] : [`${chosen.name} was opened.`, false];
  input.value = '';
  draw();
}

async function problemOf(chosen) {
  if (chosen.size > MOST_BYTES) return `It has ${Math.ceil(chosen.size / 1024 / 1024)} MiB; a rehearsal has at most ${MOST_BYTES / 1024 / 1024}.`;
  try {
    return await open(await chosen.text());
  } catch (error) {
    return `It could not be read: ${error.message}`;
  }
}
