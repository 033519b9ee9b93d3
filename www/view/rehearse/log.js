// Events as they come; a screen reader tells of them when it has nothing else to say.

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { repeat } from 'lit-html/directives/repeat.js';

import { FORK, OWN, filter } from '../../rehearsal.js';
import { MOST_EVENTS } from '../../rehearsal/agreed.js';
import { REFUSED, copied } from '../copy.js';
import { counted, option } from '../words.js';

const TYPES = ['ECS Container Instance State Change', 'ECS Container Instance Health Change', 'ECS Task State Change', 'ECS Service Action', 'ECS Deployment State Change'];

const chosen = { type: '', text: '' };
/** Whose events are seen, where there is a fork. */
let whose = OWN;
/** The events that are looked at whole, by their ids. */
const opened = new Set();
let said = '';

export function log(berths, draw) {
  if (!berths[FORK]) whose = OWN;
  const { events } = berths[whose];
  const turn = (event) => {
    whose = Number(event.target.value);
    draw();
  };
  const choose = (member) => (event) => {
    chosen[member] = event.target.value;
    said = '';
    filter(chosen.type ? [chosen.type] : undefined, chosen.text);
  };
  return html`
    <h2 id="events">Events</h2>
    <form class="filters" role="search" aria-label="Events" @submit=${(event) => event.preventDefault()}>
      ${berths[FORK] ? html`<label>Of <select @change=${turn}>${option(OWN, 'As it is', whose === OWN)} ${option(FORK, 'What if', whose === FORK)}</select></label>` : nothing}
      <label>Kind <select @change=${choose('type')}>${option('', 'All', chosen.type === '')} ${TYPES.map((type) => option(type, type, type === chosen.type))}</select></label>
      <label>Words in it <input type="search" .value=${live(chosen.text)} @input=${choose('text')} placeholder="web, DRAINING, an ID…" /></label>
      <span class="meta" role="status">${said || (chosen.type || chosen.text ? count(events) : '')}</span>
    </form>
    <div class="events" role="log" aria-live="polite" aria-labelledby="events" tabindex="0">
      ${events.length === 0 ? html`<p class="meta">No event${chosen.type || chosen.text ? ' that fits' : ' yet'}.</p>` : nothing}
      <ol>${repeat(events, ({ id }) => id, (event) => entry(event, draw))}</ol>
    </div>`;
}

/** How many events fit, as far as they are shown. */
const count = ({ length }) => (length < MOST_EVENTS ? counted(length, 'event') : `the newest ${length} events`);

function entry(event, draw) {
  const copy = async (click) => {
    click.preventDefault();
    said = (await copied(JSON.stringify(event, undefined, 2))) ? 'Copied as EventBridge delivers it.' : REFUSED;
    draw();
  };
  const toggle = ({ target }) => {
    if (target.open) opened.add(event.id);
    else opened.delete(event.id);
    draw();
  };
  return html`<li><details @toggle=${toggle}>
    <summary><time>${event.time.slice(11, 19)}</time> <strong>${event['detail-type'].replace(/^ECS /, '')}</strong> ${told(event)}</summary>
    ${opened.has(event.id) ? html`<button type="button" @click=${copy}>Copy JSON</button>
      <pre tabindex="0">${JSON.stringify(event, undefined, 2)}</pre>` : nothing}
  </details></li>`;
}

function told({ detail, resources }) {
  const { group, lastStatus, desiredStatus, status, overallStatus, eventName, reason, agentConnected, ec2InstanceId } = detail;
  if (lastStatus) return `${group}: ${lastStatus}${desiredStatus !== lastStatus ? `, wanted ${desiredStatus}` : ''}`;
  if (eventName) return `${resources[0].split('/').at(-1)}: ${eventName}${reason ? `: ${reason}` : ''}`;
  return `…${ec2InstanceId?.slice(-6) ?? ''} ${status ?? overallStatus ?? ''}${agentConnected === false ? ', agent not connected' : ''}`;
}
