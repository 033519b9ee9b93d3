// The cluster as a map: thousands of hosts at once, to zoom into. It is painted; what it shows stands
// in words below it for the host under the cursor, and for all hosts in the table.

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { ref } from 'lit-html/directives/ref.js';

import { counted, option } from '../words.js';
import { carried, fillsInWords, oddities, titleOf } from './host.js';
import { CLOSER, hands } from './map/hands.js';
import { legend } from './map/legend.js';
import { MOST_MOVES } from './map/overlay.js';
import { see, shared, sheetOf } from './map/sheet.js';
import { WHOLE } from './map/sight.js';

export function map(berth, mark, draw) {
  const sheet = sheetOf(berth.berth);
  const services = servicesOf(berth);
  sheet.take(berth, mark, draw);
  sheet.hands ??= hands(sheet);
  const { down, move, up, cancel, leave, wheel, key } = sheet.hands;
  const help = `map-help-${berth.berth}`;
  return html`
    ${tools(sheet, services, draw)}
    <div class="chart">
      <canvas class="map" tabindex="0" role="application" aria-label="Map of ${counted(berth.order.length, 'host')}" aria-describedby=${help} ${ref(sheet.mount)} @pointerdown=${down}
        @pointermove=${move} @pointerup=${up} @pointercancel=${cancel} @pointerleave=${leave} @wheel=${wheel} @keydown=${key}></canvas>
      <canvas class="above" aria-hidden="true" ${ref(sheet.mountOverlay)}></canvas>
    </div>
    <p class="told" role="status">${told(berth.hosts.get(sheet.hover ?? sheet.cursor))}</p>
    <p class="meta">${moving(sheet.moves.length)}</p>
    ${legend(sheet, services, mark)}
    <p class="meta" id=${help}>Arrow keys go from host to host, Home and End to the first and the last; plus and minus zoom, 0 shows the whole map; Enter opens a host, as a click does.
      Drag to move; Ctrl with the wheel or a pinch zooms. The table has all of this in words.</p>`;
}

/** What is looked for, what cells are coloured by, and how near they are. */
function tools(sheet, services, draw) {
  const submit = (event) => {
    event.preventDefault();
    sheet.bringNext();
  };
  const change = (name) => (event) => {
    shared[name] = event.target.value;
    draw();
  };
  const ways = [['status', 'Status'], ['cpu', 'CPU reserved'], ['memory', 'Memory reserved'], ...services.map((name) => [`service ${name}`, `Tasks of ${name}`])];
  // A service may be gone that the other berth still has, or another cluster had.
  if (!ways.some(([value]) => value === shared.colourBy)) ways.push([shared.colourBy, `Tasks of ${shared.colourBy.slice('service '.length)}`]);
  return html`
    <form class="tools" role="search" aria-label="On the map" @submit=${submit}>
      <label>Find <input type="search" .value=${live(shared.find)} placeholder="draining, us-east-1a, web, an ID…" enterkeyhint="next" @input=${change('find')} /></label>
      <span class="meta" role="status">${sheet.found ? counted(sheet.found.size, 'host') : ''}</span>
      <label>Colour by <select @change=${change('colourBy')}>${ways.map(([value, words]) => option(value, words, value === shared.colourBy))}</select></label>
      <span class="choices">
        <button type="button" @click=${() => sheet.zoom(CLOSER)}>Zoom in</button>
        <button type="button" @click=${() => sheet.zoom(1 / CLOSER)}>Zoom out</button>
        <button type="button" @click=${() => see(WHOLE)}>Whole map</button>
      </span>
    </form>`;
}

/** A host in words. */
function told(record) {
  if (!record) return html`<span class="meta">Point at a host, or go to it with the arrow keys, to read of it here.</span>`;
  const words = [...oddities(record), record.zone, carried(record), ...fillsInWords(record)];
  return html`<strong>${titleOf(record)}</strong>${words.filter(Boolean).map((one) => html`, ${one}`)}`;
}

/** How many moves are under way, and whether all of them are drawn. */
function moving(count) {
  if (count === 0) return nothing;
  return `${counted(count, 'task')} on the way in the place of another${count > MOST_MOVES ? `: lines for ${MOST_MOVES} of them` : ''}.`;
}

/** What tasks belong to: services, and the families of those that belong to none. */
const servicesOf = ({ services, names }) => [...new Set([...services.map(({ name }) => name), ...names])].sort();
