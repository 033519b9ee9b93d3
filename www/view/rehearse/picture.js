// The cluster, in the way that suits its size or as a person chooses: vessels, a map, a table.

import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';

import { grouped } from '../../grouped.js';
import { counted } from '../words.js';
import { statusOf } from './host.js';
import { map } from './map.js';
import { table } from './table.js';
import { vessel } from './vessel.js';

/** Up to so many hosts there is room for all that is known of each, and up to so many for each as a small vessel. */
const FEW = 24;
const MANY = 400;
const KINDS = { vessels: 'Vessels', map: 'Map', table: 'Table' };
const NO_BLOCKERS = [];

/** How many vessels are added in one frame: a few hundred at once would hold up the page. */
const SLICE = 40;

/** What a person chose; undefined as long as the size decides. */
let chosen;
/** By berth: the first host of the fleet that is drawn, and how many of its vessels are there by now. */
const drawn = [];

/** The ways to look at it, for all berths. */
export function kinds([own], draw) {
  const choose = (name) => {
    chosen = name;
    draw();
  };
  return html`<div class="kinds" role="group" aria-label="The cluster as">
    ${Object.entries(KINDS).map(([name, title]) => html`<button type="button" aria-pressed=${name === kindOf(own)} @click=${() => choose(name)}>${title}</button>`)}
  </div>`;
}

export function picture(berth, mark, draw) {
  return html`
    <div class="sea">
      <p class="meta">${summary(berth)}</p>
      ${{ vessels, map, table }[kindOf(berth)](berth, mark, draw)}
      ${lost(berth.lost)}
    </div>`;
}

/** What the service has of hosts that are no longer there. */
function lost({ hosts, tasks }) {
  if (hosts === 0 && tasks === 0) return nothing;
  const what = [hosts > 0 && counted(hosts, 'container instance'), tasks > 0 && counted(tasks, 'task')].filter(Boolean).join(' and ');
  return html`<p class="lost">${what} of hosts that are gone: ECS does not know it yet, or lets them end.</p>`;
}

const kindOf = ({ order }) => chosen ?? (order.length > MANY ? 'map' : 'vessels');

/** The whole in one line. */
function summary({ order, totals }) {
  const percent = (part, whole) => (whole === 0 ? 0 : Math.round((part / whole) * 100));
  return `${counted(order.length, 'host')}${totals.draining > 0 ? `, ${totals.draining} draining` : ''}, ${counted(totals.tasks, 'task')}, CPU ${percent(totals.cpu, totals.cpuTotal)} %, memory ${percent(totals.memory, totals.memoryTotal)} % reserved`;
}

/** By Availability Zone. Of very many hosts those that are no ordinary ones come first, and the rest is in the table. */
function vessels(berth, mark, draw) {
  const isSmall = berth.order.length > FEW;
  const all = [...berth.hosts.values()];
  const wanted = all.length > MANY ? [...all].sort((one, other) => rank(one) - rank(other)).slice(0, MANY) : all;
  const shown = wanted.slice(0, growing(berth, wanted.length, draw));
  const zones = [...grouped(shown, ({ zone }) => zone)].sort(([one], [other]) => one.localeCompare(other));
  const waits = waiting(berth);
  return html`
    <div class="zones ${isSmall ? 'small' : ''}">
      ${zones.map(([zone, records]) => html`
        <section class="zone" aria-label="Availability Zone ${zone}">
          <h2>${zone}</h2>
          <div class="fleet">${repeat(records, ({ id }) => id, (record) => vessel(record, { berth: berth.berth, mark, blockers: waits.get(record.instance?.arn) ?? NO_BLOCKERS, isSmall }, draw))}</div>
        </section>`)}
    </div>
    ${wanted.length < all.length ? html`<p class="meta">${counted(all.length - wanted.length, 'host')} more: see the map, or the table.</p>` : nothing}`;
}

/** How many vessels of a fleet are drawn by now; another slice with each frame, until all are. */
function growing({ berth, order }, count, draw) {
  const before = drawn[berth] && drawn[berth].first === order[0] ? drawn[berth].count : 0;
  drawn[berth] = { first: order[0], count: Math.min(count, before + SLICE) };
  if (drawn[berth].count < count) requestAnimationFrame(draw);
  return drawn[berth].count;
}

const rank = (record) => (statusOf(record) === 'ACTIVE' && record.instance?.isConnected ? 1 : 0);

/** By container instance: the kinds of what keeps tasks on it. */
function waiting({ explanation, hosts }) {
  const kinds = new Map();
  for (const { kind, tasks } of explanation?.blockers ?? []) for (const arn of tasks.taskArns) kinds.set(arn, kind);
  if (kinds.size === 0) return kinds;
  const found = new Map();
  for (const { instance, tasks } of hosts.values()) {
    if (instance?.status === 'ACTIVE') continue;
    const own = [...new Set(tasks.flatMap(({ arn }) => kinds.get(arn) ?? []))];
    if (own.length > 0) found.set(instance?.arn, own);
  }
  return found;
}
