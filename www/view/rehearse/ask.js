// Anything that can be asked of the simulated cluster: a request with the validator's marks, as a
// form or as JSON; and what is no request, such as a fault.

import { html, nothing } from 'lit-html';

import { instanceTypes } from 'ecs-drydock';

import * as model from '../../model.js';
import { CLUSTER } from '../../rehearsal/agreed.js';
import { FORK, OWN, state } from '../../rehearsal.js';
import { isStructure } from '../../structure.js';
import { GROUPS, panes, verdict } from '../check.js';
import { option, sentence } from '../words.js';
import { COMMANDS, commandOf, textsOf } from './commands.js';
import { known } from './known.js';
import { ACTIONS, FIELDS } from './named.js';
import { answered, forget, send } from './outcome.js';

/** Whether it is open, what is chosen (a request, the title of a command, or neither yet), and into which berth it goes. */
let isOpen = false;
let chosen = '';
let target = OWN;
/** What stands in the fields of a command. */
let texts = {};
/** What could not be read as JSON. */
let complaint = '';
let types;

const FREE = 'Any command, as JSON';
/** Of which operation the request is, the model alone knows: one may also have gone back to one before. */
const REQUEST = 'A request';
const isRequest = () => chosen === REQUEST;

export function asked(draw) {
  const toggle = ({ target: { open } }) => {
    isOpen = open;
    if (!isOpen) forget();
    draw();
  };
  return html`<details class="ask" ?open=${isOpen} @toggle=${toggle}>
    <summary>Send a request, or let something happen</summary>
    ${isOpen ? content(draw) : nothing}
  </details>`;
}

function content(draw) {
  const isForked = state.berths[FORK] !== undefined;
  if (!isForked) target = OWN;
  const groups = [...new Set(COMMANDS.map(({ group }) => group))];
  return html`
    <div class="choose">
      <label>What <select @change=${(event) => choose(event.target.value, draw)}>
        ${option('', 'Choose…', chosen === '')}
        ${groups.map((group) => html`<optgroup label=${group}>${COMMANDS.filter((one) => one.group === group).map(({ title }) => option(title, title, title === chosen))}</optgroup>`)}
        ${Object.entries(GROUPS).map(([name, all]) => html`<optgroup label="Requests: ${name}">${all.map((one) => option(one, one, isRequest() && one === model.state.operation))}</optgroup>`)}
        ${option(FREE, FREE, chosen === FREE)}
      </select></label>
      ${isForked ? html`<label>In <select @change=${(event) => { target = Number(event.target.value); forget(); draw(); }}>${option(OWN, 'As it is', target === OWN)} ${option(FORK, 'What if', target === FORK)}</select></label>` : nothing}
    </div>
    ${subject(draw)}`;
}

function choose(name, draw) {
  const command = COMMANDS.find(({ title }) => title === name);
  const operation = model.catalogue.operations.get(name);
  chosen = operation ? REQUEST : name;
  complaint = '';
  forget();
  if (command) texts = textsOf(command, state.berths[target].order);
  if (operation) {
    const hasCluster = operation.members.some((member) => member.name === 'cluster');
    model.open({ operation: name, text: JSON.stringify(hasCluster ? { cluster: CLUSTER } : {}, undefined, 2) });
  }
  draw();
}

function subject(draw) {
  if (isRequest()) return ofOperation(model.catalogue.operations.get(model.state.operation), draw);
  if (chosen === FREE) return free(draw);
  const command = COMMANDS.find(({ title }) => title === chosen);
  return command ? ofCommand(command, draw) : nothing;
}

/** Requests are sent whatever the validator says: how ECS refuses is worth seeing. */
function ofOperation(operation, draw) {
  return html`
    <p class="about">${sentence(operation.about)}</p>
    ${verdict('No rule refuses this request', 'Whether this cluster does, one sees when it is sent')}
    <p class="choices"><button type="button" class="primary" ?disabled=${!model.state.parses} @click=${() => send(target, { kind: 'call', operation: operation.name, request: structuredClone(model.state.value) })}>Send it</button></p>
    ${answered(state.berths[target], draw)}
    ${known(state.berths[target])}
    ${panes(operation, draw)}`;
}

function ofCommand(command, draw) {
  const set = (name) => ({ target: field }) => {
    texts = { ...texts, [name]: field.type === 'checkbox' ? field.checked : field.value };
    draw();
  };
  // Another cluster has other hosts: what is shown is what the command goes to.
  const { order } = state.berths[target];
  for (const [name, kind] of command.fields) if (kind === 'host' && !order.includes(texts[name])) texts = { ...texts, [name]: order[0] ?? '' };
  const made = commandOf(command, texts);
  return html`
    <p class="about">${command.about}</p>
    <form class="fields" @submit=${(event) => { event.preventDefault(); send(target, made); }}>
      ${command.fields.map((one) => field(one, texts[one[0]], set(one[0])))}
      <p class="choices"><button type="submit" class="primary">Do it</button></p>
    </form>
    ${answered(state.berths[target], draw)}
    <pre tabindex="0" aria-label="The command">${JSON.stringify(made)}</pre>`;
}

/** A field by its kind, with a word for it and the name that the command has for it. */
function field([name, kind, , words], text, change) {
  const label = html`<span>${FIELDS[name]} <code>${name}</code></span>`;
  const select = (options) => html`<label>${label} <select @change=${change}>${options}</select></label>`;
  if (kind === 'boolean') return html`<label class="check"><input type="checkbox" .checked=${text === true} @change=${change} /> ${label}</label>`;
  if (kind === 'host') return select(state.berths[target].order.map((id) => option(id, id, id === text)));
  if (kind === 'action') return select(words.map((word) => option(word, `${ACTIONS[word][0]} (${word})`, word === text)));
  if (kind === 'choice') return select([option('', 'as it is', text === ''), ...words.map((word) => option(word, word, word === text))]);
  if (kind === 'type') {
    types ??= instanceTypes().map((one) => one.name);
    return select(types.map((one) => option(one, one, one === text)));
  }
  return html`<label>${label} <input type="text" inputmode=${kind === 'number' ? 'numeric' : 'text'} .value=${String(text)} placeholder="not given" spellcheck="false" autocapitalize="off" @input=${change} /></label>`;
}

function free(draw) {
  const submit = (event) => {
    event.preventDefault();
    complaint = '';
    try {
      const given = JSON.parse(new FormData(event.target).get('command'));
      const commands = Array.isArray(given) ? given : [given];
      if (commands.length === 0 || !commands.every(isStructure)) throw new TypeError('JSON, but no command: that is {"kind": …}, or a list of such.');
      send(target, ...commands);
    } catch (error) {
      complaint = error.message;
    }
    draw();
  };
  return html`
    <form class="fields" @submit=${submit}>
      <label class="wide"><span>A command, or a list of them, as <code>Simulation.apply</code> takes them</span>
        <textarea name="command" rows="6" spellcheck="false" required aria-invalid=${complaint !== ''} aria-describedby="free-problem">${`{"kind": "call", "operation": "ListTasks", "request": {"cluster": "${CLUSTER}"}}`}</textarea></label>
      <p id="free-problem" class="odd" role="status">${complaint}</p>
      <p class="choices"><button type="submit" class="primary">Do it</button></p>
    </form>
    ${answered(state.berths[target], draw)}`;
}
