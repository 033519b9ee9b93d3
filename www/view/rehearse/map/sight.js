// Which part of the map is seen. A sight is `{ zoom, x, y }`: how many times larger than the whole,
// and what lies in the middle, as parts of the width and the height. So two maps of slightly
// different clusters, or sizes, can be looked at together. Pure.

export const WHOLE = { zoom: 1, x: 0.5, y: 0.5 };
/** Cells larger than this, in pixels, tell nothing more. */
const LARGEST = 160;
/** How near the edge, in cells, a host that is to be seen may be. */
const MARGIN = 0.5;

/** How a map lies in a room of some pixels: what is at `x` there is seen at `x * zoom + left`. */
export function frame({ zoom, x, y }, plan, room) {
  return { zoom, left: offset(x, plan.width * zoom, room.width), top: offset(y, plan.height * zoom, room.height) };
}

/** The sight after it was dragged by some pixels. */
export function dragged(sight, plan, room, dx, dy) {
  const { zoom, left, top } = frame(sight, plan, room);
  return { zoom, x: middle(left + dx, plan.width * zoom, room.width, sight.x), y: middle(top + dy, plan.height * zoom, room.height, sight.y) };
}

/** The sight after it was zoomed about a point of the room, at which the same is seen as before. */
export function zoomed(sight, plan, room, factor, x, y) {
  const before = frame(sight, plan, room);
  const zoom = Math.min(Math.max(1, LARGEST / plan.size), Math.max(1, before.zoom * factor));
  if (zoom === 1) return WHOLE;
  const by = zoom / before.zoom;
  return {
    zoom,
    x: middle(x - (x - before.left) * by, plan.width * zoom, room.width, sight.x),
    y: middle(y - (y - before.top) * by, plan.height * zoom, room.height, sight.y),
  };
}

/** The sight in which a place of the map is seen: the same if it is seen already. */
export function showing(sight, plan, room, place) {
  const { zoom, left, top } = frame(sight, plan, room);
  const side = plan.size * zoom;
  const [dx, dy] = [missing(place.x * zoom + left, side, room.width), missing(place.y * zoom + top, side, room.height)];
  return dx === 0 && dy === 0 ? sight : dragged(sight, plan, room, dx, dy);
}

/** What fits begins at the edge; what does not is never dragged away from it. */
const offset = (part, extent, room) => (extent <= room ? 0 : Math.min(0, Math.max(room - extent, room / 2 - part * extent)));

/** The part of an extent that is in the middle of the room when it begins at an offset. */
function middle(begin, extent, room, before) {
  if (extent <= room) return before;
  return (room / 2 - Math.min(0, Math.max(room - extent, begin))) / extent;
}

/** How far something must be moved to be in the room; then it comes to the middle. */
function missing(begin, side, room) {
  const margin = Math.min(MARGIN * side, (room - side) / 2);
  return begin >= margin && begin + side <= room - margin ? 0 : (room - side) / 2 - begin;
}
