// Paints one host. A small cell shows the status and how full it is; a larger one its tasks, too; a
// large one their letters and its name. All lengths are pixels of the device, so that edges are sharp.

import { STEPS, strength } from './colours.js';
import { known } from './known.js';
import { paintTasks } from './cargo.js';

/** From so many pixels of the page a cell has room for tasks as blocks, and from so many for its name. */
const TASKS_FROM = 18;
const NAME_FROM = 56;
/** What stays of a host that is not among those looked for. */
const DIM = 0.22;

const STATUS_COLOURS = { active: '--good', draining: '--odd', outside: '--rule-strong' };
/** What of a host cells can be coloured by, beside its status and the tasks of a service. */
const SHARES = { cpu: 'cpu', memory: 'memory' };

/** `look`: `{ colours, mark, unit, colourBy }`, `unit` being how many pixels of the device are one of the page. */
export function paintHost(context, record, place, look, isDim) {
  const { unit, colours } = look;
  const side = Math.min(place.width, place.height) / unit;
  const gap = side > 5 ? Math.max(1, Math.round(unit * Math.min(6, side / 14))) : side > 3 ? 1 : 0;
  const cell = { x: place.x, y: place.y, width: place.width - gap, height: place.height - gap };
  context.fillStyle = colours['--page'];
  context.fillRect(place.x, place.y, place.width, place.height);
  if (isDim) context.globalAlpha = DIM;
  (side < TASKS_FROM ? paintSmall : paintLarge)(context, record, known(record), cell, look);
  if (isDim) context.globalAlpha = 1;
}

/** The colour of a host, by what one wants to see: `level` is how far it fills a small cell, `pale` and `body` what a small and a large one have behind it. */
function tintOf(record, facts, { colours, mark, colourBy }) {
  if (colourBy === 'status') {
    const name = facts.trouble === 'wrong' ? '--bad' : STATUS_COLOURS[facts.status];
    const isOrdinary = facts.status === 'active' && !facts.trouble;
    return { full: colours[name], pale: colours.ramps[name][1], body: isOrdinary ? colours['--raised'] : colours.ramps[name][0], level: facts.most, share: facts.most };
  }
  const share = facts[SHARES[colourBy]];
  if (share !== undefined) return evenly(strength(colours, '--accent', share), share, colours);
  const service = colourBy.slice('service '.length);
  const count = record.tasks.filter(({ name }) => name === service).length;
  return evenly(count === 0 ? colours['--rule'] : strength(colours, `--colour-${mark(service).number}`, count / STEPS), facts.most, colours);
}

const evenly = (colour, share, colours) => ({ full: colour, pale: colour, body: colours['--raised'], level: 1, share });

function paintSmall(context, record, facts, cell, look) {
  const { x, y, width, height } = cell;
  if (facts.status === 'outside') {
    paintHollow(context, cell, look);
    return;
  }
  const { full, pale, level } = tintOf(record, facts, look);
  const filled = Math.round(height * level);
  context.fillStyle = pale;
  context.fillRect(x, y, width, height - filled);
  context.fillStyle = full;
  context.fillRect(x, y + height - filled, width, filled);
  if (facts.status === 'draining') paintCorner(context, cell, Math.round(width * 0.6), look);
  if (facts.trouble) paintTrouble(context, facts.trouble, cell, look);
}

/** A card: its head in the colour of the host, its tasks, and at the foot how full it is. */
function paintLarge(context, record, facts, cell, look) {
  const { colours, unit } = look;
  const { x, y, width, height } = cell;
  const hasName = width >= NAME_FROM * unit;
  const isOutside = facts.status === 'outside';
  const head = hasName ? 18 * unit : Math.max(3 * unit, height / 7);
  const foot = Math.max(2 * unit, Math.round(height / 18));
  const { full, body, share } = tintOf(record, facts, look);
  context.fillStyle = body;
  context.fillRect(x, y, width, height);
  if (isOutside) {
    paintHollow(context, cell, look);
  } else {
    context.fillStyle = full;
    context.fillRect(x, y, width, hasName ? 4 * unit : head);
    context.fillStyle = colours['--rule'];
    context.fillRect(x, y + height - foot, width, foot);
    context.fillStyle = full;
    context.fillRect(x, y + height - foot, Math.round(width * share), foot);
  }
  paintTasks(context, record.tasks, { x: x + 2 * unit, y: y + head + 2 * unit, width: width - 4 * unit, height: height - head - foot - 4 * unit }, look);
  paintMarks(context, facts, cell, hasName, look);
  if (hasName) paintName(context, record.id, cell, isOutside, look);
}

/** The marks of a card: in its head beside the name where it has one, else over its upper corners. */
function paintMarks(context, { status, trouble }, cell, hasName, look) {
  const { x, y, width } = cell;
  const { unit } = look;
  const corner = hasName ? 18 * unit : Math.round(width * 0.36);
  if (status === 'draining') paintCorner(context, cell, corner, look);
  if (!trouble) return;
  const side = hasName ? 13 * unit : Math.max(8 * unit, width * 0.42);
  const right = status === 'draining' ? corner : unit;
  paintTrouble(context, trouble, { x: hasName ? x + width - side - right : x + unit, y: y + (hasName ? 5 : 1) * unit, width: side, height: side }, look);
}

function paintName(context, id, { x, y }, isOutside, { colours, unit }) {
  context.fillStyle = colours[isOutside ? '--muted' : '--ink'];
  context.font = `${11 * unit}px ${colours.mono}`;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.fillText(id.slice(-6), x + 3 * unit, y + 15 * unit);
}

function paintHollow(context, { x, y, width, height }, { colours, unit }) {
  const line = Math.max(1, Math.round(unit));
  context.fillStyle = colours['--rule-strong'];
  context.fillRect(x, y, width, line);
  context.fillRect(x, y + height - line, width, line);
  context.fillRect(x, y, line, height);
  context.fillRect(x + width - line, y, line, height);
}

/** A host that drains has its upper right corner cut off. */
function paintCorner(context, { x, y, width }, side, { colours, unit }) {
  const right = x + width;
  context.beginPath();
  context.moveTo(right - side, y);
  context.lineTo(right, y);
  context.lineTo(right, y + side);
  context.closePath();
  context.fillStyle = colours['--page'];
  context.fill();
  context.beginPath();
  context.moveTo(right - side, y);
  context.lineTo(right, y + side);
  context.strokeStyle = colours['--odd'];
  context.lineWidth = Math.max(1, unit);
  context.stroke();
}

/** A cross where something is wrong, a dot where something is to be known. */
function paintTrouble(context, trouble, { x, y, width, height }, { colours, unit }) {
  const [middleX, middleY, reach] = [x + width / 2, y + height / 2, Math.min(width, height) * 0.32];
  context.beginPath();
  if (trouble === 'noted') {
    context.arc(middleX, middleY, reach * 0.6, 0, 2 * Math.PI);
    context.fillStyle = colours['--ink'];
    context.fill();
    return;
  }
  context.moveTo(middleX - reach, middleY - reach);
  context.lineTo(middleX + reach, middleY + reach);
  context.moveTo(middleX + reach, middleY - reach);
  context.lineTo(middleX - reach, middleY + reach);
  // Light below dark: it is seen on a full cell and on an empty one.
  for (const [colour, line] of [['--raised', 3], ['--ink', 1.3]]) {
    context.strokeStyle = colours[colour];
    context.lineWidth = Math.max(1, Math.min(line * unit, reach));
    context.stroke();
  }
}
