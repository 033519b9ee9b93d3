// What colours and marks of the map mean. The samples are painted as the map paints: they cannot say otherwise.

import { html, nothing } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { ref } from 'lit-html/directives/ref.js';

import { badge } from '../services.js';
import { paintTask } from './cargo.js';
import { STEPS, strength } from './colours.js';
import { paintHost } from './paint.js';
import { shared } from './sheet.js';

/** The side of a sample, in pixels of the page. */
const SIDE = 15;

const host = ({ status = 'ACTIVE', isConnected = true, ...more } = {}) => ({ id: '', state: 'running', process: 'running', orphans: 0, former: [], tasks: [], instance: { status, isConnected, cpu: [1, 2], memory: [1, 2] }, ...more });

const HOSTS = [
  ['ACTIVE', host()],
  ['DRAINING', host({ status: 'DRAINING' })],
  ['agent not connected, hanging or impaired', host({ isConnected: false })],
  ['agent being updated, or orphans', host({ orphans: 1 })],
  ['registering, stopped or gone', host({ instance: undefined })],
];
const TASKS = [
  ['running', { name: '', last: 'RUNNING', desired: 'RUNNING' }],
  ['coming', { name: '', last: 'PENDING', desired: 'RUNNING' }],
  ['going', { name: '', last: 'RUNNING', desired: 'STOPPED' }],
];

/** What the colour of a cell says when it is not the status. */
const MEASURES = { cpu: 'CPU reserved', memory: 'Memory reserved' };
const serviceOf = (colourBy) => (colourBy.startsWith('service ') ? colourBy.slice('service '.length) : undefined);

export function legend(sheet, services, mark) {
  const { colourBy } = shared;
  return guard([sheet, colourBy, mark], () => html`
    <div class="key" role="group" aria-label="Legend" ${ref((element) => begin(sheet, element))}>
      <ul aria-label="Hosts">${HOSTS.map(([words], index) => html`<li><canvas data-host=${index} aria-hidden="true"></canvas> ${words}</li>`)}
        <li>${colourBy === 'status' ? 'filled from below: what is reserved, the larger of CPU and memory' : ramp(colourBy)}</li></ul>
      <ul aria-label="Tasks, from nearer">${TASKS.map(([words], index) => html`<li><canvas data-task=${index} aria-hidden="true"></canvas> ${words}</li>`)}
        <li><svg class="move" viewBox="0 0 34 10" aria-hidden="true"><path d="M1 8Q16 0 32 5" /><circle cx="15" cy="3.6" r="2.6" /></svg> on its way in the place of another, and how far it is</li></ul>
      ${services.length > 0 ? html`<ul aria-label="Services">${services.map((name) => html`<li>${badge(mark(name))} ${name}</li>`)}</ul>` : nothing}
    </div>`);
}

/** From little to much. */
function ramp(colourBy) {
  const service = serviceOf(colourBy);
  const [words, least, most] = service === undefined ? [MEASURES[colourBy], '0 %', '100 %'] : [`Tasks of ${service}`, 'none', `${STEPS} or more`];
  return html`${words}: ${least} ${Array.from({ length: STEPS + 1 }, (_, step) => html`<canvas data-step=${step} aria-hidden="true"></canvas>`)} ${most}`;
}

/** The samples are painted once they are there, and whenever the colours of the page are others. */
function begin(sheet, element) {
  sheet.onColours = element && (() => paintSamples(sheet, element));
  if (element && sheet.colours) queueMicrotask(() => paintSamples(sheet, element));
}

function paintSamples({ colours, mark }, element) {
  const unit = devicePixelRatio;
  const side = Math.round(SIDE * unit);
  const look = { colours, mark: () => ({ letter: '', number: 0 }), unit, colourBy: 'status' };
  for (const canvas of element.querySelectorAll('canvas')) {
    Object.assign(canvas, { width: side, height: side });
    const context = canvas.getContext('2d');
    const { host, task, step } = canvas.dataset;
    if (host) paintHost(context, HOSTS[host][1], { x: 0, y: 0, width: side, height: side }, look);
    else if (task) paintTask(context, TASKS[task][1], { x: 0, y: 0, side }, look);
    else paintStep(context, Number(step), side, colours, mark);
  }
}

function paintStep(context, step, side, colours, mark) {
  const service = serviceOf(shared.colourBy);
  context.fillStyle = service === undefined ? strength(colours, '--accent', step / STEPS) : step === 0 ? colours['--rule'] : strength(colours, `--colour-${mark(service).number}`, step / STEPS);
  context.fillRect(0, 0, side, side);
}
