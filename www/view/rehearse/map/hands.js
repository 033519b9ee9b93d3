// What a person does with the map, by pointer and by keyboard. Nothing here is ever animated.

import { look } from '../papers.js';
import { ARROWS, neighbour } from './layout.js';
import { see } from './sheet.js';
import { WHOLE } from './sight.js';

/** How much one press zooms, and one notch of a wheel. */
export const CLOSER = 2;
const NOTCH = 1.25;
/** A pointer that went further than this many pixels has dragged, and did not click. */
const NEAR = 5;

/** By sheet: the pointers that are held down, and how far they went. */
const held = new WeakMap();
const heldOn = (sheet) => held.get(sheet) ?? held.set(sheet, { pointers: new Map(), far: 0 }).get(sheet);

/** The listeners of the canvas. */
export const hands = (sheet) => ({
  down: (event) => hold(sheet, event),
  move: (event) => move(sheet, event),
  up: (event) => release(sheet, event),
  cancel: (event) => heldOn(sheet).pointers.delete(event.pointerId),
  leave: () => point(sheet, undefined),
  wheel: (event) => turn(sheet, event),
  key: (event) => press(sheet, event),
});

const at = ({ offsetX, offsetY }) => ({ x: offsetX, y: offsetY });

function hold(sheet, event) {
  if (event.button !== 0) return;
  const hand = heldOn(sheet);
  if (hand.pointers.size === 0) hand.far = 0;
  hand.pointers.set(event.pointerId, at(event));
  event.target.setPointerCapture(event.pointerId);
}

/** One pointer drags, two zoom as well: what was between them stays there. One that is not held tells of the host below it. */
function move(sheet, event) {
  const hand = heldOn(sheet);
  if (!hand.pointers.has(event.pointerId)) {
    if (hand.pointers.size === 0) point(sheet, sheet.hostUnder(event.offsetX, event.offsetY));
    return;
  }
  const before = spread(hand.pointers);
  hand.pointers.set(event.pointerId, at(event));
  const after = spread(hand.pointers);
  const [dx, dy] = [after.x - before.x, after.y - before.y];
  hand.far += Math.hypot(dx, dy) + Math.abs(after.apart - before.apart);
  sheet.drag(dx, dy);
  if (before.apart > 0 && after.apart > 0) sheet.zoom(after.apart / before.apart, after);
}

/** The middle of the pointers, and how far they are apart. */
function spread(pointers) {
  const [one, other = one] = pointers.values();
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, apart: Math.hypot(one.x - other.x, one.y - other.y) };
}

/** A pointer that did not drag opens the papers of the host below it. */
function release(sheet, event) {
  const hand = heldOn(sheet);
  const wasHeld = hand.pointers.delete(event.pointerId);
  const id = sheet.hostUnder(event.offsetX, event.offsetY);
  if (!wasHeld || hand.pointers.size > 0 || hand.far > NEAR || id === undefined) return;
  sheet.bring(id);
  open(sheet);
}

function point(sheet, id) {
  if (sheet.hover === id) return;
  sheet.hover = id;
  sheet.draw();
}

/** A plain wheel scrolls the page, as everywhere; with Ctrl, as which pinching on a touchpad comes too, it zooms. */
function turn(sheet, event) {
  if (!event.ctrlKey) return;
  event.preventDefault();
  sheet.zoom(NOTCH ** Math.max(-1, Math.min(1, -event.deltaY / 50)), at(event));
}

const KEYS = {
  Home: (sheet) => sheet.bring(sheet.plan.places.keys().next().value),
  End: (sheet) => sheet.bring([...sheet.plan.places.keys()].at(-1)),
  '+': (sheet) => sheet.zoom(CLOSER),
  '=': (sheet) => sheet.zoom(CLOSER),
  '-': (sheet) => sheet.zoom(1 / CLOSER),
  0: () => see(WHOLE),
  Enter: open,
  ...Object.fromEntries(ARROWS.map((key) => [key, (sheet) => sheet.bring(neighbour(sheet.plan, sheet.cursor, key))])),
};

/** Keys of the browser, such as Ctrl and plus, stay the browser's. */
function press(sheet, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, event.key)) return;
  event.preventDefault();
  KEYS[event.key](sheet);
}

function open(sheet) {
  if (sheet.berth?.hosts.has(sheet.cursor)) look({ berth: sheet.berth.berth, host: sheet.cursor }, sheet.draw);
}
