// Where hosts stand on the map.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hostAt, layout } from '../../www/view/rehearse/map/layout.js';

for (const count of [1, 7, 200, 5000]) {
  for (const width of [280, 1300]) {
    test(`${count} hosts on ${width} pixels: each is found where it stands, and none on another`, () => {
      const records = Array.from({ length: count }, (_, index) => ({ id: `i-${index}`, zone: `us-east-1${'abc'[index % 3]}` }));
      const plan = layout(records, width, 520);
      assert.equal(plan.cells.size, count);
      assert.equal(new Set([...plan.cells.values()].map(({ x, y }) => `${x} ${y}`)).size, count);
      for (const [id, { x, y }] of plan.cells) {
        assert.equal(hostAt(plan, x + plan.size / 2, y + plan.size / 2), id);
        assert.ok(x >= 0 && x + plan.size <= width && y + plan.size <= plan.height, id);
      }
      assert.ok(plan.height <= 520 || plan.size === 4);
      assert.equal(hostAt(plan, -1, -1), undefined);
    });
  }
}
