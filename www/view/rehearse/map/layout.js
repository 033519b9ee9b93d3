// Where each host stands on the map: a block for each Availability Zone, in which cells follow each
// other in the order of launch. Pure: nothing here is drawn, and lengths are pixels of the whole map.

import { grouped } from '../../../grouped.js';

/** Between blocks, and above the cells of each for its title. */
const GAP = 12;
const TITLE = 20;
/** A cell as large as this shows all there is; as small as this it is still a cell. */
const LARGEST = 96;
const SMALLEST = 2;
/** Cells are tried in steps of this. */
const STEP = 0.5;

/**
 * The whole map, in cells as large as a width and a height leave room for:
 * `{ size, width, height, blocks: [{ zone, x, y, width, height, columns, ids }], places: Map(id → { x, y, block, index }) }`.
 * Of very many hosts it may be higher than was asked for, but never wider.
 */
export function layout(hosts, width, height) {
  const zones = [...grouped(hosts, ({ zone }) => zone)].map(([zone, found]) => [zone, found.map(({ id }) => id)]).sort(([one], [other]) => one.localeCompare(other));
  const { size, abreast } = roomiest(zones, width, height);
  const blockWidth = widthOf(abreast, width);
  const columns = columnsOf(blockWidth, size);
  const blocks = [];
  let y = 0;
  for (const row of chunks(zones, abreast)) {
    row.forEach(([zone, ids], index) => blocks.push({ zone, ids, columns, x: index * (blockWidth + GAP), y, width: blockWidth, height: heightOf(ids.length, columns, size) }));
    y += Math.max(...row.map(([, ids]) => heightOf(ids.length, columns, size))) + GAP;
  }
  return { size, width, height: Math.max(1, y - GAP), blocks, places: placesIn(blocks, size) };
}

/** The host at a point of the map, if there is one. */
export function hostAt({ blocks, size }, x, y) {
  const block = blocks.find((one) => x >= one.x && x < one.x + one.columns * size && y >= one.y + TITLE && y < one.y + one.height);
  if (!block) return undefined;
  return block.ids[Math.floor((y - block.y - TITLE) / size) * block.columns + Math.floor((x - block.x) / size)];
}

/** The cells of a block that lie in a part of the map, by their indices: what is out of sight need not be looked at. */
export function* cellsWithin({ ids, columns, x, y }, size, { left, top, right, bottom }) {
  const [from, to] = [Math.max(0, Math.floor((left - x) / size)), Math.min(columns - 1, Math.floor((right - x) / size))];
  const last = Math.min(Math.ceil(ids.length / columns) - 1, Math.floor((bottom - y - TITLE) / size));
  for (let row = Math.max(0, Math.floor((top - y - TITLE) / size)); row <= last; row += 1) {
    for (let index = row * columns + from; index <= row * columns + to && index < ids.length; index += 1) yield index;
  }
}

/** The host that an arrow key leads to from another; the first where there is none yet, and the same at the edge. */
export function neighbour(plan, id, key) {
  const place = plan.places.get(id);
  if (!place) return plan.blocks[0]?.ids[0];
  return STEPS[key](plan, place) ?? id;
}

/** Sideways one goes on in the next block, up and down into the one that lies there. */
const STEPS = {
  ArrowRight: ({ blocks }, { block, index }) => block.ids[index + 1] ?? blocks[blocks.indexOf(block) + 1]?.ids[0],
  ArrowLeft: ({ blocks }, { block, index }) => block.ids[index - 1] ?? blocks[blocks.indexOf(block) - 1]?.ids.at(-1),
  ArrowDown({ blocks }, { block, index }) {
    const { ids, columns } = block;
    if (index + columns < ids.length) return ids[index + columns];
    // The last row may be a short one.
    if (Math.floor(index / columns) < Math.floor((ids.length - 1) / columns)) return ids.at(-1);
    const below = blocks.find(({ x, y }) => x === block.x && y > block.y);
    return below?.ids[Math.min(index % columns, below.ids.length - 1)];
  },
  ArrowUp({ blocks }, { block, index }) {
    const { ids, columns } = block;
    if (index >= columns) return ids[index - columns];
    const above = blocks.findLast(({ x, y }) => x === block.x && y < block.y);
    if (!above) return undefined;
    const row = Math.floor((above.ids.length - 1) / columns) * columns;
    return above.ids[Math.min(row + index, above.ids.length - 1)];
  },
};

/** The keys that {@link neighbour} knows. */
export const ARROWS = Object.keys(STEPS);

/** How many blocks beside each other leave room for the largest cells; of equals the fewest, whose rows are the longest. */
function roomiest(zones, width, height) {
  const tries = zones.map((_, index) => ({ abreast: index + 1, size: largest(zones, index + 1, width, height) }));
  return tries.reduce((best, one) => (one.size > best.size ? one : best), tries[0] ?? { abreast: 1, size: LARGEST });
}

function largest(zones, abreast, width, height) {
  const blockWidth = widthOf(abreast, width);
  const rows = chunks(zones.map(([, ids]) => ids.length), abreast).map((counts) => Math.max(...counts));
  const isFitting = (size) => rows.reduce((sum, count) => sum + heightOf(count, columnsOf(blockWidth, size), size) + GAP, -GAP) <= height;
  let size = Math.min(LARGEST, blockWidth);
  while (size > SMALLEST && !isFitting(size)) size -= STEP;
  return Math.max(size, SMALLEST);
}

function placesIn(blocks, size) {
  const places = new Map();
  for (const block of blocks) {
    block.ids.forEach((id, index) => places.set(id, { block, index, x: block.x + (index % block.columns) * size, y: block.y + TITLE + Math.floor(index / block.columns) * size }));
  }
  return places;
}

const widthOf = (abreast, width) => (width - GAP * (abreast - 1)) / abreast;
const columnsOf = (width, size) => Math.max(1, Math.floor(width / size));
const heightOf = (count, columns, size) => TITLE + Math.ceil(count / columns) * size;

function chunks(items, size) {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}
