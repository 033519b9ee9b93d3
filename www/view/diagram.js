// A lifecycle as a picture: the places of the states are a table, the arrows come
// from the moves.

import { svg } from 'lit-html';

const WIDTH = 168;
const HEIGHT = 40;

/** The middle of each state; the empty name is where everything begins. */
const PLACES = {
  containerInstance: {
    '': [30, 80], REGISTERING: [190, 220], REGISTRATION_FAILED: [190, 360], ACTIVE: [450, 80], DRAINING: [740, 80],
    DEREGISTERING: [450, 360], INACTIVE: [740, 360],
  },
  agentUpdate: {
    '': [14, 100], PENDING: [160, 100], STAGING: [383, 100], STAGED: [606, 100], UPDATING: [829, 100], FAILED: [495, 230], UPDATED: [829, 230],
  },
  task: {
    '': [14, 80], PROVISIONING: [160, 80], PENDING: [383, 80], ACTIVATING: [606, 80], RUNNING: [829, 80],
    DEACTIVATING: [829, 240], STOPPING: [606, 240], DEPROVISIONING: [383, 240], STOPPED: [160, 240], DELETED: [160, 345],
  },
};
const SIZES = { containerInstance: [840, 420], agentUpdate: [925, 325], task: [925, 375] };

/** Arrows that would run through a state or over another arrow: how far they bend, to the right of their way. */
const BENDS = {
  containerInstance: { 'REGISTRATION_FAILED>INACTIVE': 42, 'ACTIVE>DRAINING': 0, 'DRAINING>ACTIVE': 30 },
  agentUpdate: {
    'PENDING>STAGING': 0, 'STAGED>PENDING': 42, 'UPDATING>PENDING': 72, 'UPDATED>PENDING': -110, 'PENDING>FAILED': 14, 'FAILED>PENDING': 14,
  },
  task: {
    '>PENDING': -56, 'PENDING>RUNNING': -34, 'STOPPING>STOPPED': -34, 'DEACTIVATING>DEPROVISIONING': -34, 'DEACTIVATING>STOPPED': -52,
  },
};

/** Arrows to a place that others end at too: how far beside its middle they end. */
const AIMS = {
  containerInstance: {},
  agentUpdate: { 'STAGING>PENDING': 28, 'STAGED>PENDING': -22, 'UPDATING>PENDING': -42 },
  task: { 'DEACTIVATING>STOPPED': -20, 'STOPPING>STOPPED': 26 },
};

/** How far beside the middle a loop stands, where arrows need the middle. */
const LOOPS = { PENDING: -45, INACTIVE: 45 };

/** The states of a machine, in the order of a life. */
export const statesOf = (machine) => Object.keys(PLACES[machine]).filter(Boolean);

export function diagram(machine, rows, picked, pick) {
  const arrows = new Map();
  for (const row of rows) {
    const key = `${row.from ?? ''}>${row.to}`;
    const known = arrows.get(key);
    if (!known) arrows.set(key, { from: row.from, to: row.to, legal: row.legal, triggers: [...row.triggers] });
    else Object.assign(known, { legal: known.legal || row.legal, triggers: [...known.triggers, ...row.triggers] });
  }
  const [width, height] = SIZES[machine];
  return svg`<svg viewBox="0 0 ${width} ${height}" width=${width} height=${height} class="diagram" role="group" aria-label="States and moves">
    <defs>
      ${['legal', 'refused', 'picked'].map((kind) => svg`<marker id="head-${kind}" class=${kind} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z" /></marker>`)}
    </defs>
    ${[...arrows.values()].sort((a, b) => Number(a.legal) - Number(b.legal)).map((one) => arrow(machine, one, arrows, picked, pick))}
    ${Object.entries(PLACES[machine]).map(([name, [x, y]]) => node(name, x, y, picked))}
  </svg>`;
}

function node(name, x, y, picked) {
  if (name === '') return svg`<circle class="start" cx=${x} cy=${y} r="9" />`;
  const marked = picked && (picked.from === name || picked.to === name);
  return svg`<g class="state ${marked ? 'marked' : ''}">
    <rect x=${x - WIDTH / 2} y=${y - HEIGHT / 2} width=${WIDTH} height=${HEIGHT} rx="8" />
    <text x=${x} y=${y + 4.5} text-anchor="middle">${name}</text>
  </g>`;
}

function arrow(machine, { from, to, legal, triggers }, arrows, picked, pick) {
  const isPicked = picked && (picked.from ?? '') === (from ?? '') && picked.to === to;
  const bend = BENDS[machine][`${from ?? ''}>${to}`] ?? (arrows.has(`${to}>${from ?? ''}`) ? 22 : 0);
  const path = from === to ? loop(PLACES[machine][to], LOOPS[to]) : curve(PLACES[machine][from ?? ''], PLACES[machine][to], from !== undefined, bend, AIMS[machine][`${from}>${to}`]);
  const kind = legal ? 'legal' : 'refused';
  const choose = () => pick(from, to);
  const key = (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose();
  };
  const words = `${from ?? 'nothing'} to ${to}${legal ? '' : ', refused'}: ${triggers.join(', ')}`;
  return svg`<g class="arrow ${kind} ${isPicked ? 'picked' : ''}" tabindex="0" role="button" aria-pressed=${isPicked ? 'true' : 'false'} aria-label=${words} @click=${choose} @keydown=${key}>
    <title>${words}</title>
    <path class="reach" d=${path} />
    <path class="line" d=${path} marker-end="url(#head-${isPicked ? 'picked' : kind})" />
  </g>`;
}

/** From border to border. */
function curve([x1, y1], [x2, y2], fromState, bend, aim) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const middle = [(x1 + x2) / 2 - ((y2 - y1) / length) * bend * 2, (y1 + y2) / 2 + ((x2 - x1) / length) * bend * 2];
  const start = fromState ? border([x1, y1], middle) : onCircle([x1, y1], middle);
  const end = border([x2, y2], middle, 3, aim);
  // The middle of two boxes may lie in one of them, so a straight line goes without it.
  return bend ? `M${start.map(round)} Q${middle.map(round)} ${end.map(round)}` : `M${start.map(round)} L${end.map(round)}`;
}

/** Where the line from a state's middle, or from beside it, to a point leaves its box. */
function border([x, y], [toX, toY], gap = 0, beside = 0) {
  const [dx, dy] = [toX - x - beside, toY - y];
  const reach = WIDTH / 2 + gap - Math.sign(dx) * beside;
  const scale = Math.min(reach / Math.abs(dx || 1e-9), (HEIGHT / 2 + gap) / Math.abs(dy || 1e-9));
  return [x + beside + dx * scale, y + dy * scale];
}

function onCircle([x, y], [toX, toY]) {
  const length = Math.hypot(toX - x, toY - y);
  return [x + ((toX - x) / length) * 10, y + ((toY - y) / length) * 10];
}

function loop([middle, y], beside = 0) {
  const x = middle + beside;
  const top = y - HEIGHT / 2;
  return `M${x + 26} ${top} C${x + 40} ${top - 34} ${x - 40} ${top - 34} ${x - 26} ${top - 3}`;
}

const round = (number) => Math.round(number * 10) / 10;
