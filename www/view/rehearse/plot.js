// The charts themselves, drawn as SVG by Observable Plot; loaded when they are first looked at.

import { areaY, line, plot, ruleX, ruleY } from '@observablehq/plot';

/** More points than the chart has pixels nobody can see apart. */
const MOST_POINTS = 600;
/**
 * Plot writes a style element into each chart. Its text depends on this name alone, and its hash
 * stands in the content security policy of index.html; a test finds out if either changes.
 */
const CLASS = 'chart-plot';

/**
 * A chart of lines over time: `lines` are `{ name, colour, dash, points: [{ at, value }] }`, each value
 * valid from its moment on. Between the two lines that `band` names, which have the same moments, lies
 * a shade. `from`, `to` and `now` in milliseconds.
 */
export function chart({ lines, band, from, to, now, width, label }) {
  const minutes = (at) => (at - from) / 60_000;
  const drawable = lines.map(({ points, ...more }) => ({ ...more, points: stepped(thinned(points), to) }));
  const highest = drawable.flatMap(({ points }) => points).reduce((most, { value }) => Math.max(most, value), 1);
  const marks = drawable.map(({ name, colour, dash, points }) => {
    const data = points.map(({ at, value }) => ({ x: minutes(at), y: value }));
    return line(data, { x: 'x', y: 'y', stroke: colour, strokeWidth: 2, strokeDasharray: dash, curve: 'step-after', title: () => name });
  });
  const drawn = plot({
    className: CLASS,
    width,
    height: 190,
    marginLeft: 48,
    style: { background: 'transparent', color: 'currentColor', fontSize: '12px' },
    x: { label: 'minutes', domain: [0, Math.max(minutes(to), 1)], nice: false, tickFormat: inDigits },
    y: { label, grid: true, domain: [0, highest], nice: true, ticks: ticksTo(highest), tickFormat: inDigits },
    marks: [...shade(drawable, band, minutes), ruleY([0]), ...marks, ruleX([minutes(now)], { stroke: 'currentColor', strokeDasharray: '2 3' })],
  });
  // The picture has a name of its own; parts of it need none.
  for (const part of drawn.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label');
  return drawn;
}

/** What lies between two lines. */
function shade(lines, band, minutes) {
  const [low, high] = (band ?? []).map((name) => lines.find((one) => one.name === name)?.points ?? []);
  if (!low) return [];
  const data = low.map(({ at, value }, index) => ({ x: minutes(at), from: value, to: high[index].value }));
  return [areaY(data, { x: 'x', y1: 'from', y2: 'to', fill: 'currentColor', fillOpacity: 0.07, curve: 'step-after' })];
}

/** Without the zeros that say nothing. */
const inDigits = (value) => value.toLocaleString('en-US');

/** Of few hosts or tasks each whole number has its tick, as there are no fractions of them; of many, ticks are spaced well. */
const ticksTo = (highest) => (highest <= 5 ? Array.from({ length: Math.ceil(highest) + 1 }, (_, tick) => tick) : undefined);

/** The last value goes on until the end. */
const stepped = (points, to) => (points.length > 0 ? [...points, { at: to, value: points.at(-1).value }] : []);

function thinned(points) {
  const every = Math.ceil(points.length / MOST_POINTS);
  return every <= 1 ? points : points.filter((_, index) => index % every === 0 || index === points.length - 1);
}
