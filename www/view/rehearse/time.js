// Time: how it goes on, back and on again; and what is done with the rehearsal as a whole.

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { ref } from 'lit-html/directives/ref.js';

import { FORK, OWN, SPEEDS, advance, backToBefore, begin, file, fork, goTo, next, open, play, redo, state, undo } from '../../rehearsal.js';
import { rehearsalLink } from '../../share.js';
import { REFUSED, copied } from '../copy.js';
import { option } from '../words.js';

/** A file larger than this is no rehearsal. */
const MOST_BYTES = 4 * 1024 * 1024;
/** What became of the link or the file. */
let said = '';
/** What the browser did not let us copy, to be copied by hand. */
let byHand;

export function time(draw) {
  const { now, begun, latest, seed, canUndo, canRedo } = state.berths[OWN];
  const isEarlier = now < latest;
  return html`
    <section class="time" aria-label="Time">
      <output class="now">${new Date(now).toISOString().slice(0, 19).replace('T', ' ')} UTC</output>
      <button type="button" class="primary" @click=${() => play(!state.isPlaying)}>${state.isPlaying ? 'Pause' : 'Play'}</button>
      <label>Speed <select @change=${(event) => { state.speed = event.target.value; }}>${Object.keys(SPEEDS).map((speed) => option(speed, speed, speed === state.speed))}</select></label>
      <button type="button" @click=${next}>Next event</button>
      <button type="button" @click=${() => advance(60_000)}>One minute on</button>
      <button type="button" ?disabled=${!canUndo} @click=${() => undo(OWN)}>Undo</button>
      <button type="button" ?disabled=${!canRedo} @click=${() => redo(OWN)}>Redo</button>
      <button type="button" ?disabled=${state.berths[FORK] !== undefined} @click=${() => fork()}>What if…</button>
      <button type="button" popovertarget="keep">Keep and share</button>
      <div class="more" id="keep" popover role="dialog" aria-label="Keep and share">
        <button type="button" @click=${() => share(draw)}>Copy link</button>
        <button type="button" @click=${() => save(draw)}>Save as file</button>
        <label>Open a file <input type="file" accept=".json,application/json" @change=${(event) => openFile(event.target, draw)} /></label>
        ${state.hasBefore ? html`<button type="button" @click=${backToBefore}>Back to the rehearsal before</button>` : nothing}
        <form @submit=${(event) => { event.preventDefault(); begin(undefined, Number(new FormData(event.target).get('seed'))); }}>
          <label>Seed <input name="seed" type="number" min="0" max="9007199254740991" required .value=${String(seed)} /></label>
          <button type="submit">Begin anew</button>
        </form>
      </div>
      <label class="moment">Moment
        <input type="range" min=${begun} max=${Math.max(latest, begun + 1)} step="1000" .value=${live(String(now))}
          aria-valuetext="${Math.round((now - begun) / 1000)} s after the beginning" @input=${(event) => { play(false); goTo(Number(event.target.value)); }} />
        <span>${passed(now - begun)} of ${passed(latest - begun)}</span></label>
      <p class="hint" role="status">${isEarlier ? 'An earlier moment: what came later is forgotten when something is done here.' : said}</p>
      ${byHand === undefined ? nothing : html`<input class="by-hand" readonly aria-label="To copy by hand" .value=${byHand} ${ref((element) => element?.select())} />`}
    </section>`;
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
  byHand = undefined;
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
  said = 'Saved as rehearsal.json.';
  draw();
}

async function openFile(input, draw) {
  const [chosen] = input.files;
  if (!chosen) return;
  said = (await problemOf(chosen)) ?? `${chosen.name} was opened.`;
  input.value = '';
  draw();
}

async function problemOf(chosen) {
  if (chosen.size > MOST_BYTES) return `${chosen.name} has ${Math.ceil(chosen.size / 1024 / 1024)} MiB; a rehearsal has at most ${MOST_BYTES / 1024 / 1024}.`;
  try {
    const problem = await open(JSON.parse(await chosen.text()));
    return problem && `${chosen.name}: ${problem}`;
  } catch (error) {
    return `${chosen.name} is no JSON: ${error.message}`;
  }
}
