// The map of one berth as it stands in the page: two canvases, one for the cells and one above it.
// Of the cells only those are painted that look different; all of them when the sight is another.

import { matching } from '../table.js';
import { coloursOf } from './colours.js';
import { movesOf } from './known.js';
import { cellsWithin, hostAt, layout } from './layout.js';
import { paintOverlay } from './overlay.js';
import { paintHost } from './paint.js';
import { WHOLE, dragged, frame, showing, zoomed } from './sight.js';

/** What the maps of both berths share: what is seen of them, what is looked for, what they are coloured by, and of which rehearsal that is. */
export const shared = { sight: WHOLE, find: '', colourBy: 'status', number: undefined };

const sheets = [];
const darkness = matchMedia('(prefers-color-scheme: dark)');
darkness.addEventListener('change', schedule);

/** The sheet of a berth, by its number. */
export const sheetOf = (number) => (sheets[number] ??= new Sheet());

/** Looks at another part, in all berths. */
export function see(sight) {
  shared.sight = sight;
  schedule();
}

/** Another rehearsal is looked at as a whole, and nothing is chosen in it. */
function begin(number) {
  Object.assign(shared, { sight: WHOLE, find: '', colourBy: 'status', number });
  for (const sheet of sheets) if (sheet) Object.assign(sheet, { cursor: undefined, hover: undefined });
}

function schedule() {
  for (const sheet of sheets) sheet?.schedule();
}

class Sheet {
  /** The hosts under the cursor of the keyboard and under the pointer, by their IDs. */
  cursor;
  hover;
  /** The room of the canvas, in pixels of the page, and what stands where in it. */
  room = { width: 0, height: 0 };
  plan = layout([], 1, 1);
  /** The cells that are in sight, as they were painted. */
  #cells = [];
  /** What was laid out and painted last, to know what is different. */
  #laidOut = {};
  #painted = {};
  #isScheduled = false;
  #observer = new ResizeObserver(([{ target }]) => {
    this.room = { width: target.clientWidth, height: target.clientHeight };
    this.schedule();
  });

  /** Takes what is to be seen. */
  take(berth, mark, draw) {
    if (shared.number !== berth.number) begin(berth.number);
    const isOther = this.berth?.hosts !== berth.hosts;
    if (isOther || this.find !== shared.find) this.found = shared.find.trim() === '' ? undefined : new Set(matching(berth, shared.find).map(({ id }) => id));
    if (isOther) this.moves = movesOf(berth.hosts);
    Object.assign(this, { berth, mark, draw, find: shared.find });
    this.schedule();
  }

  /** The canvas for the cells; lit gives none when it is taken away. */
  mount = (element) => {
    this.canvas = element;
    this.#painted = {};
    this.#observer.disconnect();
    if (element) this.#observer.observe(element);
    else this.berth = undefined;
  };

  mountOverlay = (element) => {
    this.overlay = element;
  };

  schedule() {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    requestAnimationFrame(() => {
      this.#isScheduled = false;
      if (this.berth && this.canvas?.isConnected && this.overlay && this.room.width > 0 && this.room.height > 0) this.#paint();
    });
  }

  hostUnder(x, y) {
    const { zoom, left, top } = this.#frame();
    return hostAt(this.plan, (x - left) / zoom, (y - top) / zoom);
  }

  drag(dx, dy) {
    see(dragged(shared.sight, this.plan, this.room, dx, dy));
  }

  /** Zooms about a point; without one about the cursor if it is in sight, else about the middle. */
  zoom(factor, point = this.#cursorPoint() ?? { x: this.room.width / 2, y: this.room.height / 2 }) {
    see(zoomed(shared.sight, this.plan, this.room, factor, point.x, point.y));
  }

  /** Brings the cursor to a host, and that into sight. */
  bring(id) {
    const place = this.plan.places.get(id);
    if (!place) return;
    Object.assign(this, { cursor: id, hover: undefined });
    see(showing(shared.sight, this.plan, this.room, place));
    this.draw();
  }

  /** Brings the next host that was found, in the order of the map. */
  bringNext() {
    const ids = [...this.plan.places.keys()].filter((id) => this.found?.has(id));
    if (ids.length > 0) this.bring(ids[(ids.indexOf(this.cursor) + 1) % ids.length]);
  }

  #frame = () => frame(shared.sight, this.plan, this.room);

  #cursorPoint() {
    const place = this.plan.places.get(this.cursor);
    if (!place) return undefined;
    const { zoom, left, top } = this.#frame();
    const [x, y] = [(place.x + this.plan.size / 2) * zoom + left, (place.y + this.plan.size / 2) * zoom + top];
    return x >= 0 && y >= 0 && x <= this.room.width && y <= this.room.height ? { x, y } : undefined;
  }

  #paint() {
    this.#layOut();
    const { plan, room, mark } = this;
    const { sight, find, colourBy } = shared;
    const unit = devicePixelRatio;
    const scheme = `${document.documentElement.style.colorScheme} ${darkness.matches}`;
    const isOther = differs(this.#painted, { scheme, unit, plan, sight, room, find, colourBy, mark });
    if (this.#painted.scheme !== scheme) this.colours = coloursOf(this.canvas.parentElement);
    if (this.#painted.scheme !== scheme || this.#painted.unit !== unit) this.onColours?.();
    this.#painted = { scheme, unit, plan, sight, room, find, colourBy, mark };
    this.look = { colours: this.colours, mark, unit, colourBy };
    const context = this.canvas.getContext('2d', { alpha: false });
    if (isOther) this.#begin(context);
    for (const cell of this.#cells) this.#paintCell(context, cell);
    this.#paintOverlay();
  }

  #layOut() {
    const now = { order: this.berth.order, room: this.room };
    if (!differs(this.#laidOut, now)) return;
    this.#laidOut = now;
    this.plan = layout(this.berth.hosts.values(), this.room.width, this.room.height);
  }

  /** An empty sheet, and the cells that are in sight, none of them painted. */
  #begin(context) {
    const { room, plan, canvas } = this;
    const { unit, colours } = this.look;
    for (const one of [canvas, this.overlay]) resize(one, Math.round(room.width * unit), Math.round(room.height * unit));
    canvas.classList.toggle('zoomed', shared.sight.zoom > 1);
    context.fillStyle = colours['--page'];
    context.fillRect(0, 0, canvas.width, canvas.height);
    const { zoom, left, top } = this.#frame();
    const seen = { left: -left / zoom, top: -top / zoom, right: (room.width - left) / zoom, bottom: (room.height - top) / zoom };
    this.#cells = [];
    for (const block of plan.blocks) {
      for (const index of cellsWithin(block, plan.size, seen)) this.#cells.push({ id: block.ids[index], place: this.#placeOf(block.ids[index]) });
    }
  }

  #paintCell(context, cell) {
    const record = this.berth.hosts.get(cell.id);
    const isDim = this.found !== undefined && !this.found.has(cell.id);
    if (cell.record === record && cell.isDim === isDim) return;
    Object.assign(cell, { record, isDim });
    paintHost(context, record, cell.place, this.look, isDim);
  }

  #paintOverlay() {
    const context = this.overlay.getContext('2d');
    context.clearRect(0, 0, this.overlay.width, this.overlay.height);
    const { found, cursor, hover, moves, look } = this;
    paintOverlay(context, { blocks: this.plan.blocks.map((block) => this.#titleOf(block)), moves, found, cursor, hover, placeOf: (id) => this.#placeOf(id), look });
  }

  #placeOf(id) {
    const place = this.plan.places.get(id);
    return place && this.#seenAt(place.x, place.y, this.plan.size, this.plan.size);
  }

  #titleOf({ zone, ids, x, y, width, height }) {
    return { ...this.#seenAt(x, y, width, height), brief: zone, words: `${zone} · ${ids.length} ${ids.length === 1 ? 'host' : 'hosts'}` };
  }

  /** Where a part of the map is seen, in whole pixels of the device: cells beside each other share an edge. */
  #seenAt(x, y, width, height) {
    const { zoom, left, top } = this.#frame();
    const edge = (at, offset) => Math.round((at * zoom + offset) * this.look.unit);
    const [fromX, fromY] = [edge(x, left), edge(y, top)];
    return { x: fromX, y: fromY, width: edge(x + width, left) - fromX, height: edge(y + height, top) - fromY };
  }
}

const differs = (before, now) => Object.entries(now).some(([name, value]) => before[name] !== value);

/** A canvas forgets what is on it when its size is set. */
function resize(canvas, width, height) {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
