// Where hosts stand on the map, and which part of it is seen.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ARROWS, cellsWithin, hostAt, layout, neighbour } from '../../www/view/rehearse/map/layout.js';
import { WHOLE, dragged, frame, showing, zoomed } from '../../www/view/rehearse/map/sight.js';

const HEIGHT = 520;
/** Sums of fractions are not exact. */
const NEARLY = 1e-6;
const hosts = (count) => Array.from({ length: count }, (_, index) => ({ id: `i-${index}`, zone: `us-east-1${'cab'[index % 3]}` }));

for (const count of [1, 7, 200, 5000]) {
  for (const width of [280, 1300]) {
    const plan = layout(hosts(count), width, HEIGHT);
    const name = `${count} hosts on ${width} pixels`;

    test(`${name}: each is found where it stands, inside the block of its zone`, () => {
      assert.equal(plan.places.size, count);
      for (const { id, zone } of hosts(count)) {
        const { x, y, block } = plan.places.get(id);
        assert.equal(block.zone, zone);
        assert.ok(x >= block.x && x + plan.size <= block.x + block.width + NEARLY && y >= block.y && y + plan.size <= block.y + block.height + NEARLY, id);
        for (const part of [0.01, 0.5, 0.99]) assert.equal(hostAt(plan, x + plan.size * part, y + plan.size * part), id);
      }
    });

    test(`${name}: nothing lies on anything else, and all of it fits`, () => {
      const { blocks, size } = plan;
      assert.deepEqual(blocks.map(({ zone }) => zone), ['us-east-1a', 'us-east-1b', 'us-east-1c'].filter((zone) => hosts(count).some((one) => one.zone === zone)));
      const areApart = (one, other) => one.x + one.width <= other.x || other.x + other.width <= one.x || one.y + one.height <= other.y || other.y + other.height <= one.y;
      blocks.forEach((one, index) => blocks.slice(index + 1).forEach((other) => assert.ok(areApart(one, other), `${one.zone} ${other.zone}`)));
      assert.equal(new Set([...plan.places.values()].map(({ x, y }) => `${x} ${y}`)).size, count);
      assert.ok(size >= 4 && plan.height <= HEIGHT && blocks.every((block) => block.x + block.width <= width + NEARLY));
      for (const [x, y] of [[-1, -1], [width + 1, 30], [1, 1], [1, plan.height + 1]]) assert.equal(hostAt(plan, x, y), undefined);
    });

    test(`${name}: the arrow keys lead to every host, and back`, () => {
      const ids = [...plan.places.keys()];
      assert.equal(neighbour(plan, undefined, 'ArrowDown'), ids[0]);
      const walked = [ids[0]];
      for (let next = neighbour(plan, ids[0], 'ArrowRight'); next !== walked.at(-1); next = neighbour(plan, next, 'ArrowRight')) walked.push(next);
      assert.deepEqual(walked, ids);
      for (const [index, id] of ids.entries()) assert.equal(neighbour(plan, id, 'ArrowLeft'), ids[Math.max(0, index - 1)]);
      for (const id of ids) {
        for (const key of ARROWS) assert.ok(plan.places.has(neighbour(plan, id, key)));
        const { x, y, block } = plan.places.get(id);
        const belowId = neighbour(plan, id, 'ArrowDown');
        const below = plan.places.get(belowId);
        if (below.block === block && below.x === x && below.y !== y) assert.equal(neighbour(plan, belowId, 'ArrowUp'), id);
      }
    });

    test(`${name}: of a part only the cells that touch it are looked at`, () => {
      const part = { left: width * 0.3, top: 90, right: width * 0.6, bottom: 200 };
      const seen = new Set(plan.blocks.flatMap((block) => [...cellsWithin(block, plan.size, part)].map((index) => block.ids[index])));
      for (const [id, { x, y }] of plan.places) {
        const isInside = x < part.right - NEARLY && x + plan.size > part.left + NEARLY && y < part.bottom - NEARLY && y + plan.size > part.top + NEARLY;
        const isTouching = x <= part.right + NEARLY && x + plan.size >= part.left - NEARLY && y <= part.bottom + NEARLY && y + plan.size >= part.top - NEARLY;
        if (isInside) assert.ok(seen.has(id), `${id} is missing`);
        if (!isTouching) assert.ok(!seen.has(id), `${id} is out of sight`);
      }
    });
  }
}

test('without hosts, and with more than there is room for, there is a map', () => {
  assert.equal(layout([], 300, 500).places.size, 0);
  assert.equal(neighbour(layout([], 300, 500), undefined, 'ArrowRight'), undefined);
  const crowded = layout(hosts(100_000), 280, 100);
  assert.ok(crowded.height > 100);
  assert.ok([...crowded.places.values()].every(({ x }) => x + crowded.size <= 280));
});

const room = { width: 1300, height: HEIGHT };
const plan = layout(hosts(5000), room.width, room.height);
const near = zoomed(WHOLE, plan, room, 4, 600, 300);

test('the point that is zoomed about stays where it is', () => {
  const at = (sight, x, y) => {
    const { zoom, left, top } = frame(sight, plan, room);
    return [(x - left) / zoom, (y - top) / zoom].map((value) => value.toFixed(6));
  };
  assert.deepEqual(at(near, 600, 300), at(WHOLE, 600, 300));
  assert.deepEqual(at(zoomed(near, plan, room, 1.5, 700, 250), 700, 250), at(near, 700, 250));
});

test('one zooms no further than to the whole, nor than a cell has something to tell', () => {
  assert.equal(zoomed(near, plan, room, 0.001, 5, 5), WHOLE);
  assert.ok(Math.abs(zoomed(WHOLE, plan, room, 1e6, 10, 10).zoom * plan.size - 160) < NEARLY);
});

test('the map cannot be dragged away', () => {
  for (const by of [-1e6, 1e6]) {
    const { zoom, left, top } = frame(dragged(near, plan, room, by, by), plan, room);
    assert.ok(left <= NEARLY && top <= NEARLY && left + plan.width * zoom >= room.width - NEARLY && top + plan.height * zoom >= room.height - NEARLY);
  }
  assert.equal(Math.round(frame(dragged(near, plan, room, 30, 0), plan, room).left - frame(near, plan, room).left), 30);
});

test('every host can be brought into sight, and what is in sight stays', () => {
  const nearer = zoomed(WHOLE, plan, room, 10, 600, 300);
  for (const place of plan.places.values()) {
    const sight = showing(nearer, plan, room, place);
    const { zoom, left, top } = frame(sight, plan, room);
    const [x, y, side] = [place.x * zoom + left, place.y * zoom + top, plan.size * zoom];
    assert.ok(x >= -NEARLY && y >= -NEARLY && x + side <= room.width + NEARLY && y + side <= room.height + NEARLY, `${x} ${y}`);
    assert.equal(showing(sight, plan, room, place).zoom, sight.zoom);
  }
});
