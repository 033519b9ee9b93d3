// What came of the last thing that was done, in the service's words; a request also as code.

import { html, nothing } from 'lit-html';

import { boto3, cli, sdk } from '../../code.js';
import { copied } from '../copy.js';

const LANGUAGES = { 'AWS CLI': cli, 'Python, boto3': boto3, 'JavaScript, AWS SDK': sdk };
let said = '';

export function outcome({ last }, draw) {
  const { kind, operation, request } = last?.command ?? {};
  return html`${verdict(last)}${kind === 'call' ? asCode(last, operation, request ?? {}, draw) : nothing}`;
}

function verdict(last) {
  if (!last) return html`<p class="outcome quiet" role="status">Nothing was done yet.</p>`;
  const { command, answer, error } = last;
  const more = command.action ?? command.fault?.type ?? command.family;
  const what = html`<strong>${command.operation ?? command.kind}${more ? `: ${more}` : ''}</strong>`;
  if (error) return html`<p class="outcome refused" role="status">${what} was refused. <code>${error.name}</code>: ${error.message}</p>`;
  const [failure] = answer?.failures ?? [];
  return html`<p class="outcome accepted" role="status">${what} was done${failure ? html`, with a failure: <code>${failure.reason}</code>` : nothing}.</p>`;
}

function asCode({ answer, error }, operation, request, draw) {
  const copy = async (text, name) => {
    said = (await copied(text)) ? `${name}: copied.` : 'The browser does not let a page copy here.';
    draw();
  };
  return html`
    <details class="code">
      <summary>The same as code, and the answer</summary>
      <p class="meta" role="status">${said}</p>
      ${Object.entries(LANGUAGES).map(([name, write]) => html`
        <h3>${name} <button type="button" @click=${() => copy(write(operation, request), name)}>Copy<span class="hidden"> for ${name}</span></button></h3>
        <pre tabindex="0">${write(operation, request)}</pre>`)}
      <h3>${error ? 'Exception' : 'Answer'}</h3>
      <pre tabindex="0">${error ? `${error.name}: ${error.message}` : JSON.stringify(answer, undefined, 2)}</pre>
    </details>`;
}
