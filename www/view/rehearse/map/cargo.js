// Paints the tasks of a host as blocks in the colours of their services, with their letters where there is room.

import { going } from '../host.js';

/** From so many pixels of the page a task has room for its letters, and it is no larger than so many. */
const LETTERS_FROM = 11;
const LARGEST = 30;

/** In rows, as large as they fit into a box. */
export function paintTasks(context, tasks, { x, y, width, height }, look) {
  const side = Math.floor(Math.min(LARGEST * look.unit, largest(tasks.length, width, height)));
  if (side < 1) return;
  const columns = Math.max(1, Math.floor(width / side));
  tasks.forEach((task, index) => paintTask(context, task, { x: Math.round(x) + (index % columns) * side, y: Math.round(y) + Math.floor(index / columns) * side, side }, look));
}

/** The side of so many squares that fill a box best. */
function largest(count, width, height) {
  let best = 0;
  for (let columns = 1; columns <= count; columns += 1) best = Math.max(best, Math.min(width / columns, height / Math.ceil(count / columns)));
  return best;
}

/** What runs is filled, what comes is dotted, what goes is struck out. */
export function paintTask(context, task, { x, y, side }, look) {
  const { colours, mark, unit, colourBy } = look;
  const { letter, number } = mark(task.name);
  const isAside = colourBy.startsWith('service ') && colourBy !== `service ${task.name}`;
  const colour = colours[isAside ? '--rule' : `--colour-${number}`];
  const how = going(task);
  const gap = side > 4 * unit ? unit : side > 2 ? 1 : 0;
  const inner = side - gap;
  const line = Math.max(1, Math.round(Math.min(unit * 1.5, inner / 5)));
  context.fillStyle = colour;
  if (how === 'running') context.fillRect(x, y, inner, inner);
  else paintOutline(context, { x, y, side: inner, line }, how === 'coming');
  if (side >= LETTERS_FROM * unit) {
    context.fillStyle = colours[isAside ? '--muted' : how === 'running' ? '--raised' : '--ink'];
    context.font = `600 ${Math.floor(side * 0.52)}px ${colours.mono}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(letter, x + inner / 2, y + inner / 2 + unit / 2);
  }
  if (how !== 'going') return;
  context.strokeStyle = colour;
  context.lineWidth = line;
  context.beginPath();
  context.moveTo(x, y + inner);
  context.lineTo(x + inner, y);
  context.stroke();
}

/** An outline of small squares with as large gaps, or without gaps. */
function paintOutline(context, { x, y, side, line }, isDotted) {
  const step = isDotted ? line * 2 : side;
  for (let at = 0; at < side; at += step) {
    const long = Math.min(isDotted ? line : side, side - at);
    context.fillRect(x + at, y, long, line);
    context.fillRect(x + at, y + side - line, long, line);
    context.fillRect(x, y + at, line, long);
    context.fillRect(x + side - line, y + at, line, long);
  }
}
