// The cluster as a map: thousands of hosts at once, to zoom into. It is painted; what it shows stands
// in words below it for the host under the cursor, and for all hosts in the table.

import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { ref } from 'lit-html/directives/ref.js';

import { counted } from '../words.js';
import { hostAt, layout } from './map/layout.js';
import { coloursOf, paintHost, paintMoves } from './map/paint.js';
import { look } from './papers.js';
import { carried, matching } from './table.js';
import { fillsInWords, oddities, titleOf } from './vessel.js';

/** The height of the picture, and how far it zooms. */
const HEIGHT = 520;
const MOST_ZOOM = 24;

/** What both berths share: how far it is zoomed, and where to; and what is looked for. */
const view = { zoom: 1, x: 0, y: 0, find: '' };
/** By berth: the canvas, what was painted on it, and the host under the cursor. */
const sheets = [];

export function map(berth, mark, draw) {
  const sheet = (sheets[berth.berth] ??= { cursor: undefined, painted: new Map() });
  Object.assign(sheet, { berth, mark, draw, found: found(berth) });
  schedule(sheet);
  const record = berth.hosts.get(sheet.cursor);
  const zoomBy = (factor) => () => zoom(sheet, factor, sheet.width / 2, HEIGHT / 2);
  return html`
    <form class="filters" role="search" aria-label="On the map" @submit=${(event) => { event.preventDefault(); showNext(sheet); }}>
      <label>Find <input type="search" .value=${live(view.find)} placeholder="draining, us-east-1a, web, an ID…" @input=${(event) => { view.find = event.target.value; draw(); }} /></label>
      <span class="meta" role="status">${view.find ? counted(sheet.found.size, 'host') : ''}</span>
      <span class="choices">
        <button type="button" @click=${zoomBy(2)}>Zoom in</button>
        <button type="button" @click=${zoomBy(0.5)}>Zoom out</button>
        <button type="button" @click=${() => { Object.assign(view, { zoom: 1, x: 0, y: 0 }); draw(); }}>Whole map</button>
      </span>
    </form>
    <canvas class="map" tabindex="0" role="application" aria-label="Map of ${counted(berth.order.length, 'host')}" aria-describedby="map-help-${berth.berth}"
      ${ref((element) => mount(sheet, element))} @keydown=${(event) => press(sheet, event)} @pointerdown=${(event) => hold(sheet, event)} @pointermove=${(event) => move(sheet, event)}
      @pointerup=${(event) => release(sheet, event)} @wheel=${(event) => turn(sheet, event)}></canvas>
    <p class="told" role="status">${record ? html`<strong>${titleOf(record)}</strong>${[...oddities(record), carried(record), ...fillsInWords(record)].filter(Boolean).map((words) => html`, ${words}`)}` : nothing}</p>
    <p class="meta" id="map-help-${berth.berth}">Green is ACTIVE; with a cut corner it drains; with a cross something is wrong with it; hollow it is gone. Lines are tasks on their way in the place of others. Arrow keys go from host to host, plus and minus zoom, 0 shows the whole, Enter opens. The table says the same in words.</p>`;
}

/** The hosts that are looked for; none as long as nothing is. */
const found = (berth) => new Set(view.find.trim() === '' ? [] : matching(berth, view.find).map(({ id }) => id));

/** Takes the canvas that stands in the page now, and paints whenever its size or the colours are others. */
function mount(sheet, element) {
  if (!element || element === sheet.canvas) return;
  sheet.canvas = element;
  sheet.observer?.disconnect();
  sheet.observer = new ResizeObserver(() => {
    sheet.width = element.clientWidth;
    sheet.colours = undefined;
    schedule(sheet);
  });
  sheet.observer.observe(element);
}

function schedule(sheet) {
  if (sheet.isScheduled) return;
  sheet.isScheduled = true;
  requestAnimationFrame(() => {
    sheet.isScheduled = false;
    if (sheet.canvas?.isConnected && sheet.width > 0) paint(sheet);
  });
}

/** Paints what differs from what was painted: all of it after a zoom, else the hosts that look different. */
function paint(sheet) {
  const { canvas, berth, width, mark } = sheet;
  const scheme = document.documentElement.style.colorScheme;
  const names = berth.order;
  if (sheet.names !== names || sheet.laidOutFor !== width) Object.assign(sheet, { names, laidOutFor: width, plan: layout([...berth.hosts.values()], width, HEIGHT), key: '' });
  if (!sheet.colours || sheet.scheme !== scheme) Object.assign(sheet, { colours: coloursOf(canvas.parentElement), scheme, key: '' });
  if (sheet.markedWith !== mark) Object.assign(sheet, { markedWith: mark, key: '' });
  const key = `${width} ${view.zoom} ${view.x} ${view.y} ${view.find} ${devicePixelRatio}`;
  const context = canvas.getContext('2d');
  const isWhole = key !== sheet.key || sheet.hadMoves;
  if (isWhole) {
    Object.assign(canvas, { width: width * devicePixelRatio, height: HEIGHT * devicePixelRatio });
    context.scale(devicePixelRatio, devicePixelRatio);
    sheet.painted.clear();
    titles(sheet, context);
  }
  sheet.key = key;
  for (const record of berth.hosts.values()) {
    const isCursor = record.id === sheet.cursor;
    const before = sheet.painted.get(record.id);
    if (before?.record === record && before.isCursor === isCursor) continue;
    const place = placeOf(sheet, record.id);
    sheet.painted.set(record.id, { record, isCursor });
    if (place.x + place.size < 0 || place.y + place.size < 0 || place.x > width || place.y > HEIGHT) continue;
    paintHost(context, record, place, { colours: sheet.colours, mark, isCursor, isFound: sheet.found.has(record.id) });
  }
  const moving = [...berth.hosts.values()].filter(({ tasks }) => tasks.some(({ from, last }) => from && last !== 'RUNNING'));
  paintMoves(context, moving, (id) => placeOf(sheet, id), sheet.colours);
  sheet.hadMoves = moving.length > 0;
}

function titles({ plan, colours }, context) {
  context.fillStyle = colours['--muted'];
  context.font = `12px ${colours.mono}`;
  for (const { zone, y } of plan.blocks) context.fillText(zone, 2, (y + 13) * view.zoom - view.y);
}

function placeOf({ plan }, id) {
  const cell = plan.cells.get(id);
  return cell && { x: cell.x * view.zoom - view.x, y: cell.y * view.zoom - view.y, size: plan.size * view.zoom };
}

/** Zooms about a point of the picture, which stays where it is. */
function zoom(sheet, factor, x, y) {
  const before = view.zoom;
  view.zoom = Math.min(MOST_ZOOM, Math.max(1, before * factor));
  const by = view.zoom / before;
  Object.assign(view, view.zoom === 1 ? { x: 0, y: 0 } : { x: (view.x + x) * by - x, y: (view.y + y) * by - y });
  sheet.draw();
}

/** Brings the cursor to a host, and the host into view. */
function bring(sheet, id) {
  sheet.cursor = id;
  const place = placeOf(sheet, id);
  if (place && (place.x < 0 || place.x + place.size > sheet.width)) view.x += place.x - (sheet.width - place.size) / 2;
  if (place && (place.y < 0 || place.y + place.size > HEIGHT)) view.y += place.y - (HEIGHT - place.size) / 2;
  sheet.draw();
}

function showNext(sheet) {
  const ids = [...sheet.found];
  if (ids.length > 0) bring(sheet, ids[(ids.indexOf(sheet.cursor) + 1) % ids.length]);
}

function press(sheet, event) {
  const { order } = sheet.berth;
  const index = order.indexOf(sheet.cursor);
  const cells = [...sheet.plan.cells.keys()];
  const at = cells.indexOf(sheet.cursor);
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: sheet.plan.columns, ArrowUp: -sheet.plan.columns }[event.key];
  if (step !== undefined) bring(sheet, cells[Math.min(cells.length - 1, Math.max(0, at + (at < 0 ? 1 : step)))]);
  else if (event.key === 'Home') bring(sheet, cells[0]);
  else if (event.key === 'End') bring(sheet, cells.at(-1));
  else if (event.key === '+' || event.key === '-') zoom(sheet, event.key === '+' ? 2 : 0.5, sheet.width / 2, HEIGHT / 2);
  else if (event.key === '0') zoom(sheet, 1 / MOST_ZOOM, 0, 0);
  else if (event.key === 'Enter' && index >= 0) look({ berth: sheet.berth.berth, host: sheet.cursor }, sheet.draw);
  else return;
  event.preventDefault();
}

const hostUnder = (sheet, { offsetX, offsetY }) => hostAt(sheet.plan, (offsetX + view.x) / view.zoom, (offsetY + view.y) / view.zoom);

function hold(sheet, event) {
  sheet.held = { x: event.offsetX, y: event.offsetY, far: 0 };
  sheet.canvas.setPointerCapture(event.pointerId);
}

/** A pointer that is held drags the map; one that is not tells of the host under it. */
function move(sheet, event) {
  const { held } = sheet;
  if (!held) {
    const id = hostUnder(sheet, event);
    if (id !== undefined && id !== sheet.cursor) {
      sheet.cursor = id;
      sheet.draw();
    }
    return;
  }
  const [x, y] = [event.offsetX - held.x, event.offsetY - held.y];
  sheet.held = { x: event.offsetX, y: event.offsetY, far: held.far + Math.abs(x) + Math.abs(y) };
  if (view.zoom > 1) Object.assign(view, { x: view.x - x, y: view.y - y });
  sheet.draw();
}

/** Without having been dragged, it opens the host. */
function release(sheet, event) {
  const { far } = sheet.held ?? { far: Infinity };
  sheet.held = undefined;
  const id = hostUnder(sheet, event);
  if (far < 5 && id !== undefined) look({ berth: sheet.berth.berth, host: id }, sheet.draw);
}

/** A plain wheel scrolls the page, as everywhere; with Ctrl, or pinched, it zooms. */
function turn(sheet, event) {
  if (!event.ctrlKey) return;
  event.preventDefault();
  zoom(sheet, event.deltaY < 0 ? 1.25 : 0.8, event.offsetX, event.offsetY);
}
