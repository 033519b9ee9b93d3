// Where each host stands on the map: a block for each Availability Zone, one under another, in which
// cells follow each other in the order of launch. Pure: nothing here is drawn.

import { grouped } from '../../../grouped.js';

/** Between blocks, and above each for its title. */
const GAP = 10;
const TITLE = 18;
/** A cell as large as this has room for letters; larger ones help nobody while the whole is seen. */
const LARGEST = 64;
const SMALLEST = 4;

/** The whole map for a width and the height that it should fit: `{ cells: Map(id → {x, y}), blocks, size, height }`. */
export function layout(records, width, height) {
  const zones = [...grouped(records, ({ zone }) => zone)].sort(([one], [other]) => one.localeCompare(other));
  let size = LARGEST;
  while (size > SMALLEST && heightOf(zones, width, size) > height) size -= 1;
  const columns = columnsOf(width, size);
  const cells = new Map();
  const blocks = [];
  let y = 0;
  for (const [zone, hosts] of zones) {
    blocks.push({ zone, y });
    hosts.forEach(({ id }, index) => cells.set(id, { x: (index % columns) * size, y: y + TITLE + Math.floor(index / columns) * size }));
    y += TITLE + Math.ceil(hosts.length / columns) * size + GAP;
  }
  return { cells, blocks, size, columns, height: y };
}

/** The host at a point of the map, if there is one. */
export function hostAt({ cells, size }, x, y) {
  for (const [id, cell] of cells) if (x >= cell.x && x < cell.x + size && y >= cell.y && y < cell.y + size) return id;
  return undefined;
}

const columnsOf = (width, size) => Math.max(1, Math.floor(width / size));
const heightOf = (zones, width, size) => zones.reduce((sum, [, hosts]) => sum + TITLE + Math.ceil(hosts.length / columnsOf(width, size)) * size + GAP, 0);
