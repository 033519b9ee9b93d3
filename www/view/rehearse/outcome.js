// What came of the last thing that was done, in the service's words; a request also as code. It is
// told where it was asked for: at the button that sent it, or else above the picture.

import { html, nothing } from 'lit-html';

import { written } from '../../code.js';
import { act } from '../../rehearsal.js';
import { REFUSED, copied } from '../copy.js';
import { inWords } from './named.js';

let said = '';
/** What was sent by the button: into which berth, and the commands as texts, by which the one that was done last is known again. */
let sent;

/** Sends commands by the button, at which {@link answered} tells what comes of the last of them. */
export async function send(berth, ...commands) {
  sent = { berth, texts: commands.map((command) => JSON.stringify(command)) };
  await act(berth, ...commands);
  document.querySelector('.answered')?.scrollIntoView({ block: 'nearest' });
}

/** Nothing stands at the button any more. */
export function forget() {
  sent = undefined;
}

const isSent = ({ berth, last }) => sent?.berth === berth && last !== undefined && sent.texts.includes(JSON.stringify(last.command));

/** At the button: what came of what it sent, as long as nothing else was done. */
export function answered(berth, draw) {
  return html`<div class="answered"><div role="status">${isSent(berth) ? verdict(berth) : nothing}</div>${isSent(berth) ? asCode(berth.last, draw) : nothing}</div>`;
}

export function outcome(berth, draw) {
  if (isSent(berth)) return nothing;
  return html`<div role="status">${berth.last ? verdict(berth) : html`<p class="outcome quiet">Nothing was done yet.</p>`}</div>${berth.last ? asCode(berth.last, draw) : nothing}`;
}

function verdict({ last: { command, answer, error, place }, hosts }) {
  const what = html`<strong>${inWords(command, hosts)}</strong>`;
  if (error) return html`<p class="outcome refused">${what}: refused. <code>${error.name}</code>: ${error.message}${place ? html` It is number ${place[0]} of ${place[1]}: those before it are done, those after it are not.` : nothing}</p>`;
  const [failure] = answer?.failures ?? [];
  return html`<p class="outcome accepted">${what}: done${failure ? html`, with a failure: <code>${failure.reason}</code>` : nothing}.</p>`;
}

function asCode({ command, answer, error }, draw) {
  const copy = async (text, name) => {
    said = (await copied(text)) ? `${name}: copied.` : REFUSED;
    draw();
  };
  return html`
    <details class="code">
      <summary>The same as code, and the answer</summary>
      <p class="meta" role="status">${said}</p>
      ${Object.entries(written(command)).map(([name, text]) => html`
        <h3>${name} <button type="button" @click=${() => copy(text, name)}>Copy<span class="hidden"> for ${name}</span></button></h3>
        <pre tabindex="0">${text}</pre>`)}
      ${error || answer !== undefined ? html`<h3>${error ? 'Exception' : 'Answer'}</h3>
        <pre tabindex="0">${error ? `${error.name}: ${error.message}` : JSON.stringify(answer, undefined, 2)}</pre>` : nothing}
    </details>`;
}
