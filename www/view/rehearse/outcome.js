// What came of the last thing that was done, in the service's words; a request also as code.

import { html, nothing } from 'lit-html';

import { written } from '../../code.js';
import { REFUSED, copied } from '../copy.js';
import { brief } from '../words.js';

let said = '';

export function outcome({ last }, draw) {
  return html`${verdict(last)}${last ? asCode(last, draw) : nothing}`;
}

function verdict(last) {
  if (!last) return html`<p class="outcome quiet" role="status">Nothing was done yet.</p>`;
  const { command, answer, error } = last;
  const what = html`<strong>${titleOf(command)}</strong>`;
  if (error) return html`<p class="outcome refused" role="status">${what} was refused. <code>${error.name}</code>: ${error.message}</p>`;
  const [failure] = answer?.failures ?? [];
  return html`<p class="outcome accepted" role="status">${what} was done${failure ? html`, with a failure: <code>${failure.reason}</code>` : nothing}.</p>`;
}

/** What was done, in a few words. A link may hold anything, and so what is no command is shown as the data that it is. */
function titleOf(command) {
  const { kind, operation, action, fault, family } = command ?? {};
  const words = kind === 'call' ? [operation] : [kind, action ?? fault?.type ?? family ?? ''];
  return words.every((word) => typeof word === 'string') ? words.filter(Boolean).join(': ') : brief(JSON.stringify(command));
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
