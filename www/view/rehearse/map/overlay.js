// What lies above the cells and may change while they do not: the names of the zones, tasks on
// their way, and rings about the hosts that are looked for and the one under the cursor.

/** More lines than these the eye cannot follow, and more rings say nothing. */
export const MOST_MOVES = 300;
const MOST_RINGS = 200;
/** Up to so many lines each can be followed by itself. */
const FEW_MOVES = 40;
const STRONG = { alpha: 1, width: 1.5, halo: 4, radius: 3.2 };
const FAINT = { alpha: 0.35, width: 1, halo: 0, radius: 1.8 };
/** How far a task has come, by its last status: what moves is seen to move without a clock of its own. */
const PROGRESS = { PROVISIONING: 0.2, PENDING: 0.5, ACTIVATING: 0.8 };
/** A line is bent by so much of its length, so that those there and back do not cover each other. */
const BEND = 0.12;
/** The height of a name, in pixels of the page. */
const BAND = 18;

/** `placeOf` gives where a host is seen, in pixels of the device; undefined for one that the map does not have. */
export function paintOverlay(context, { blocks, moves, found, cursor, hover, placeOf, look }) {
  paintMoves(context, { moves, cursor, hover, placeOf, look });
  if (found && found.size <= MOST_RINGS) for (const id of found) paintRing(context, placeOf(id), look, { colour: '--accent', line: 1.5 });
  if (hover !== cursor) paintRing(context, placeOf(hover), look, { colour: '--ink', line: 1 });
  paintRing(context, placeOf(cursor), look, { colour: '--ink', line: 2.5 });
  for (const block of blocks) paintTitle(context, block, look);
}

/** Few lines are strong; of many only those of the host under the cursor or the pointer, so that the cells are seen through the rest. */
function paintMoves(context, { moves, cursor, hover, placeOf, look }) {
  const lines = [];
  for (const { from, to, task } of moves) {
    const isOwn = [from, to].some((id) => id === cursor || id === hover);
    if (lines.length >= MOST_MOVES && !isOwn) continue;
    const [one, other] = [placeOf(from), placeOf(to)];
    if (!one || !other || !isSeen(context, one, other)) continue;
    lines.push({ ...curve(middleOf(one), middleOf(other)), isOwn, at: PROGRESS[task.last] ?? 0, colour: look.colours[`--colour-${look.mark(task.name).number}`] });
  }
  const areFew = lines.length <= FEW_MOVES;
  paintLines(context, lines.filter(({ isOwn }) => !isOwn && !areFew), look, FAINT);
  paintLines(context, lines.filter(({ isOwn }) => isOwn || areFew), look, STRONG);
}

/** Whether a line between two places can be seen at all. */
function isSeen({ canvas }, one, other) {
  return Math.max(one.x + one.width, other.x + other.width) >= 0 && Math.min(one.x, other.x) <= canvas.width
    && Math.max(one.y + one.height, other.y + other.height) >= 0 && Math.min(one.y, other.y) <= canvas.height;
}

const middleOf = ({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2 });

function curve(from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  return { from, to, bend: { x: from.x + dx / 2 - dy * BEND, y: from.y + dy / 2 + dx * BEND } };
}

function paintLines(context, lines, { colours, unit }, { alpha, width, halo, radius }) {
  context.lineCap = 'round';
  if (halo > 0) {
    // All the halos below all the lines: no line cuts another.
    context.globalAlpha = 0.7;
    context.strokeStyle = colours['--page'];
    context.lineWidth = halo * unit;
    for (const line of lines) stroke(context, line);
  }
  context.globalAlpha = alpha;
  context.lineWidth = width * unit;
  for (const line of lines) {
    context.strokeStyle = line.colour;
    stroke(context, line);
  }
  context.globalAlpha = 1;
  for (const line of lines) {
    paintDot(context, pointOf(line), radius * unit, line.colour, colours['--page'], unit);
    if (halo > 0) paintArrow(context, line, 6 * unit);
  }
}

function stroke(context, { from, bend, to }) {
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.quadraticCurveTo(bend.x, bend.y, to.x, to.y);
  context.stroke();
}

/** Where the task is on its line. */
function pointOf({ from, bend, to, at }) {
  const along = (axis) => (1 - at) ** 2 * from[axis] + 2 * (1 - at) * at * bend[axis] + at ** 2 * to[axis];
  return { x: along('x'), y: along('y') };
}

function paintDot(context, { x, y }, radius, colour, halo, unit) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.strokeStyle = halo;
  context.lineWidth = unit;
  context.stroke();
}

function paintArrow(context, { bend, to, colour }, size) {
  const angle = Math.atan2(to.y - bend.y, to.x - bend.x);
  const corner = (turn) => [to.x - size * Math.cos(angle + turn), to.y - size * Math.sin(angle + turn)];
  context.fillStyle = colour;
  context.beginPath();
  context.moveTo(to.x, to.y);
  context.lineTo(...corner(0.5));
  context.lineTo(...corner(-0.5));
  context.fill();
}

/** Seen about the smallest cell, too, and on every colour. */
function paintRing(context, place, { colours, unit }, { colour, line }) {
  if (!place) return;
  const least = 7 * unit;
  const [grownX, grownY] = [place.width, place.height].map((side) => Math.max(0, least - side) / 2 + unit / 2);
  const box = [place.x - grownX, place.y - grownY, place.width + 2 * grownX - unit, place.height + 2 * grownY - unit];
  for (const [name, width] of [['--page', line + 2], [colour, line]]) {
    context.strokeStyle = colours[name];
    context.lineWidth = width * unit;
    context.strokeRect(...box);
  }
}

/** A name stays at the edge as long as any of its zone is seen; without the number of hosts where there is no room for it. */
function paintTitle(context, { words, brief, x, y, width, height }, { colours, unit }) {
  const { canvas } = context;
  if (y + height < 0 || x + width < 0 || y > canvas.height || x > canvas.width) return;
  const [left, top] = [Math.max(x, 0), Math.min(Math.max(y, 0), Math.max(y, y + height - BAND * unit))];
  const room = Math.min(x + width, canvas.width) - left;
  context.font = `600 ${12 * unit}px ${colours.mono}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const longOf = (text) => context.measureText(text).width + 8 * unit;
  const text = longOf(words) <= room ? words : brief;
  context.fillStyle = colours['--page'];
  context.globalAlpha = 0.85;
  context.fillRect(left, top, Math.min(longOf(text), room), BAND * unit);
  context.globalAlpha = 1;
  context.fillStyle = colours['--muted'];
  context.fillText(text, left + 3 * unit, top + (BAND / 2 + 0.5) * unit);
}
