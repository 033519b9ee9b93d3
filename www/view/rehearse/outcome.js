// What came of the last thing that was done, in the service's words; a request also as code.

import { html, nothing } from 'lit-html';

import { boto3, cli, drydock, sdk } from '../../code.js';
import { REFUSED, copied } from '../copy.js';

const written = (write) => ({ operation, request }) => write(operation, request ?? {});
/** A request as people write it elsewhere; what is no request only this package knows. */
const REQUESTS = { 'AWS CLI': written(cli), 'Python, boto3': written(boto3), 'JavaScript, AWS SDK': written(sdk) };
const COMMANDS = { 'JavaScript, ecs-drydock': drydock };
let said = '';

export function outcome({ last }, draw) {
  return html`${verdict(last)}${last ? asCode(last, draw) : nothing}`;
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

function asCode({ command, answer, error }, draw) {
  const copy = async (text, name) => {
    said = (await copied(text)) ? `${name}: copied.` : REFUSED;
    draw();
  };
  return html`
    <details class="code">
      <summary>The same as code, and the answer</summary>
      <p class="meta" role="status">${said}</p>
      ${Object.entries(command.kind === 'call' ? REQUESTS : COMMANDS).map(([name, write]) => html`
        <h3>${name} <button type="button" @click=${() => copy(write(command), name)}>Copy<span class="hidden"> for ${name}</span></button></h3>
        <pre tabindex="0">${write(command)}</pre>`)}
      ${error || answer !== undefined ? html`<h3>${error ? 'Exception' : 'Answer'}</h3>
        <pre tabindex="0">${error ? `${error.name}: ${error.message}` : JSON.stringify(answer, undefined, 2)}</pre>` : nothing}
    </details>`;
}
