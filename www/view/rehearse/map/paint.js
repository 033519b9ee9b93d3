// Paints the map: each host by its status, with how full it is and, where there is room, its tasks.

import { going, oddities, statusOf } from '../vessel.js';

/** From so many pixels a cell has room for its tasks as blocks, and from so many for their letters and its name. */
const TASKS_FROM = 20;
const LETTERS_FROM = 56;

/** The colours of the page as they are now, by the names of the custom properties. */
export function coloursOf(element) {
  const style = getComputedStyle(element);
  const probe = document.createElement('i');
  element.append(probe);
  const read = (name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const names = ['--good', '--odd', '--bad', '--muted', '--rule', '--rule-strong', '--raised', '--ink', '--accent', ...Array.from({ length: 8 }, (_, index) => `--colour-${index}`)];
  const colours = Object.fromEntries(names.map((name) => [name, read(name)]));
  probe.remove();
  return { ...colours, mono: style.getPropertyValue('--mono') };
}

/** The status of a host as the map tells it: a colour, and a mark beside it. */
export function tellOf(record) {
  if (record.state !== 'running' || !record.instance || record.instance.status === 'INACTIVE') return 'gone';
  if (oddities(record).length > 0) return 'odd';
  return statusOf(record) === 'DRAINING' ? 'draining' : 'active';
}

const STATUS_COLOURS = { active: '--good', draining: '--odd', odd: '--bad', gone: '--rule-strong' };

/** Paints one host at its place; `size` in pixels of the screen. */
export function paintHost(context, record, { x, y, size }, { colours, mark, isFound, isCursor }) {
  const pad = size > 10 ? 1.5 : 0.5;
  const side = size - pad * 2;
  const tell = tellOf(record);
  const colour = colours[STATUS_COLOURS[tell]];
  context.clearRect(x, y, size, size);
  context.fillStyle = colours['--raised'];
  context.fillRect(x + pad, y + pad, side, side);
  if (size < TASKS_FROM) {
    // How full it is fills it from below.
    const [used, whole] = record.instance?.memory ?? [0, 1];
    context.fillStyle = colour;
    context.globalAlpha = 0.35;
    context.fillRect(x + pad, y + pad, side, side);
    context.globalAlpha = 1;
    context.fillRect(x + pad, y + pad + side * (1 - used / whole), side, (side * used) / whole);
  } else {
    context.fillStyle = colour;
    context.fillRect(x + pad, y + pad, side, Math.min(5, Math.max(2, size / 14)));
    paintTasks(context, record.tasks, { x: x + pad, y: y + pad, side }, colours, mark, size >= LETTERS_FROM);
  }
  paintMark(context, tell, { x: x + pad, y: y + pad, side }, colours);
  if (size >= LETTERS_FROM) {
    context.fillStyle = colours['--ink'];
    context.font = `11px ${colours.mono}`;
    context.fillText(record.id.slice(-6), x + pad + 4, y + pad + 16);
  }
  if (isFound || isCursor) {
    context.strokeStyle = colours[isCursor ? '--ink' : '--accent'];
    context.lineWidth = 2;
    context.strokeRect(x + 1, y + 1, size - 2, size - 2);
  }
}

/** What drains is cut at a corner, what is odd has a cross, what is gone is hollow: not by colour alone. */
function paintMark(context, tell, { x, y, side }, colours) {
  context.strokeStyle = colours['--ink'];
  context.lineWidth = Math.max(1, side / 12);
  context.beginPath();
  if (tell === 'draining') {
    context.moveTo(x + side * 0.5, y + side);
    context.lineTo(x + side, y + side * 0.5);
  } else if (tell === 'odd') {
    context.moveTo(x + side * 0.25, y + side * 0.25);
    context.lineTo(x + side * 0.75, y + side * 0.75);
    context.moveTo(x + side * 0.75, y + side * 0.25);
    context.lineTo(x + side * 0.25, y + side * 0.75);
  } else if (tell === 'gone') {
    context.strokeStyle = colours['--rule-strong'];
    context.rect(x + side * 0.2, y + side * 0.2, side * 0.6, side * 0.6);
  }
  context.stroke();
}

/** The fewest columns of squares, three at least, with which so many of them fit into a room. */
function columnsFor(count, width, height) {
  let columns = 3;
  while (Math.ceil(count / columns) * (width / columns) > height) columns += 1;
  return columns;
}

function paintTasks(context, tasks, { x, y, side }, colours, mark, hasLetters) {
  const top = hasLetters ? 22 : side / 8;
  const columns = columnsFor(tasks.length, side - 4, side - top - 2);
  const block = (side - 4) / columns;
  tasks.forEach((task, index) => {
    const { letter, number } = mark(task.name);
    const [left, above] = [x + 2 + (index % columns) * block, y + top + Math.floor(index / columns) * block];
    context.fillStyle = colours[`--colour-${number}`];
    context.strokeStyle = context.fillStyle;
    const how = going(task);
    // What comes is hollow, what goes is a line.
    if (how === 'running') context.fillRect(left + 0.5, above + 0.5, block - 1, block - 1);
    else if (how === 'coming') context.strokeRect(left + 1, above + 1, block - 2, block - 2);
    else context.fillRect(left + 0.5, above + block / 2 - 1, block - 1, 2);
    if (hasLetters && block > 11 && how === 'running') {
      context.fillStyle = colours['--raised'];
      context.font = `600 ${Math.floor(block * 0.6)}px ${colours.mono}`;
      context.fillText(letter, left + block * 0.14, above + block * 0.7);
    }
  });
}

/** A line from where a task was to where its successor is on its way: at most as many as the eye can follow. */
export function paintMoves(context, records, placeOf, colours, most = 300) {
  context.strokeStyle = colours['--ink'];
  context.globalAlpha = 0.55;
  context.lineWidth = 1.5;
  let count = 0;
  for (const record of records) {
    for (const task of record.tasks) {
      const from = going(task) === 'coming' && task.from?.ec2 && placeOf(task.from.ec2);
      const to = from && placeOf(record.id);
      if (!to || count >= most) continue;
      count += 1;
      context.beginPath();
      context.moveTo(from.x + from.size / 2, from.y + from.size / 2);
      context.lineTo(to.x + to.size / 2, to.y + to.size / 2);
      context.arc(to.x + to.size / 2, to.y + to.size / 2, 3, 0, 2 * Math.PI);
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}
