// Charts over time, and the same as tables. The library that draws them is loaded when a person opens them.

import { html, nothing } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';

import { FORK, OWN, series, state } from '../../rehearsal.js';
import { option } from '../words.js';
import { passed } from './time.js';

/** How often charts are drawn anew while time plays, in milliseconds of the wall. */
const EVERY = 250;
/** What the lines of the fork are called behind their names. */
const WHAT_IF = ', what if';
/** How many rows a table has. */
const MOST_ROWS = 50;

const part = (used, whole) => (sample) => (sample[whole] === 0 ? 0 : Math.round((sample[used] / sample[whole]) * 1000) / 10);
const member = (name) => (sample) => sample[name];

/** The charts: what each is of, and its lines: a name, a colour, dashes, and how it is read from a sample. Between the lines of a band there is a shade. */
const CHARTS = [
  { title: 'Tasks', unit: 'tasks', ofService: true, band: ['floor', 'ceiling'], note: 'Running are also tasks that were told to stop, until they have; the table of services counts them no more.', lines: [
    ['running', 'var(--colour-0)', undefined, member('running')], ['healthy', 'var(--colour-3)', '8 3', member('healthy')], ['pending', 'var(--colour-1)', '2 3', member('pending')],
    ['floor', 'var(--bad)', '10 4', member('floor')], ['ceiling', 'var(--bad)', '3 4', member('ceiling')]] },
  { title: 'Hosts', unit: 'hosts', lines: [['registered', 'var(--colour-7)', '8 3', member('hosts')], ['live: ACTIVE and connected', 'var(--colour-3)', undefined, member('live')]] },
  { title: 'Reserved', unit: 'percent', lines: [['CPU', 'var(--colour-0)', undefined, part('cpu', 'cpuTotal')], ['memory', 'var(--colour-4)', '8 3', part('memory', 'memoryTotal')]] },
  { title: 'Drains in progress', unit: 'hosts', lines: [['draining with tasks', 'var(--odd)', undefined, member('drains')]] },
];

let isOpen = false;
let library;
let problem = '';
let service;
/** What the worker told last, of each berth, and of which moments. */
let data = [];
let told = '';
let isAsking = false;
let askedAt = 0;

export function charts(berths, draw) {
  if (isOpen) refresh(berths, draw);
  const toggle = ({ target }) => {
    isOpen = target.open;
    library ??= import('./plot.js').catch((error) => { problem = `The charts could not be loaded: ${error.message}`; });
    draw();
  };
  return html`<details class="charts" ?open=${isOpen} @toggle=${toggle}>
    <summary>Charts over time</summary>
    ${problem ? html`<p class="notice" role="alert">${problem}</p>` : nothing}
    ${isOpen && data[OWN] ? content(berths, draw) : nothing}
  </details>`;
}

/** Asks the worker for what the charts show, when it is other than what is known, and not too often. */
async function refresh(berths, draw) {
  const wanted = berths.map(({ id, now, latest, edition }) => `${id} ${now} ${latest} ${edition}`).join();
  if (isAsking || wanted === told || (state.isPlaying && performance.now() - askedAt < EVERY)) return;
  isAsking = true;
  askedAt = performance.now();
  const found = await Promise.all(berths.map(({ berth }) => series(berth)));
  const loaded = await library;
  isAsking = false;
  if (!loaded) return;
  [data, told] = [found, wanted];
  plotter = loaded.chart;
  draw();
}

/** What draws a chart, once it is loaded. */
let plotter;

function content([own, fork], draw) {
  const names = Object.keys(data[OWN].services);
  if (!names.includes(service)) service = own.services[0]?.name ?? names[0];
  return html`
    <label class="chosen">Service <select @change=${(event) => { service = event.target.value; draw(); }}>${names.map((name) => option(name, name, name === service))}</select></label>
    <div class="plots">${CHARTS.filter(({ ofService }) => !ofService || service).map((one) => figure(one, own, fork))}</div>`;
}

/** The samples of a chart in a berth, with its lines. */
function linesOf({ ofService, lines }, berth, suffix = '') {
  const samples = (ofService ? data[berth]?.services[service] : data[berth]?.cluster) ?? [];
  return lines.map(([name, colour, dash, read]) => ({ name: `${name}${suffix}`, colour, dash, points: samples.map((sample) => ({ at: sample.at, value: read(sample) })) }));
}

function figure(one, own, fork) {
  const title = one.ofService ? `${one.title} of ${service}` : one.title;
  const ours = linesOf(one, OWN);
  // The fork's lines are thin dots of the same colours.
  const theirs = fork && data[FORK] ? linesOf(one, FORK, WHAT_IF).map((line) => ({ ...line, dash: '1 4' })) : [];
  const lines = [...ours, ...theirs];
  const at = (points) => points.findLast((point) => point.at <= own.now)?.value ?? 0;
  const words = `${title}: ${lines.map(({ name, points }) => `${name} ${at(points)}`).join(', ')}, at ${passed(own.now - own.begun)}`;
  const span = { from: own.begun, to: Math.max(own.latest, fork?.latest ?? 0), now: own.now };
  const draw = (element) => element && queueMicrotask(() => drawInto(element, `${told} ${title} ${lines.length}`, { ...span, lines, band: one.band, label: one.unit }));
  return html`<figure>
    <figcaption>${title}</figcaption>
    <div role="img" aria-label=${words} ${ref(draw)}></div>
    <ul class="legend">${lines.map(({ name, colour, dash, points }) => html`<li><svg viewBox="0 0 28 6" aria-hidden="true"><path d="M0 3h28" style="stroke: ${colour}" stroke-dasharray=${dash ?? 'none'} /></svg> ${name} <strong>${at(points)}</strong></li>`)}</ul>
    ${one.note ? html`<p class="meta">${one.note}</p>` : nothing}
    ${table(title, ours, own)}
    ${theirs.length > 0 ? table(`${title}${WHAT_IF}`, theirs, fork) : nothing}
  </figure>`;
}

/** What stands in each place for a chart, so that it is drawn only when it is other. */
const standing = new WeakMap();

function drawInto(element, key, of) {
  const width = Math.max(240, Math.min(640, element.clientWidth));
  if (standing.get(element) === `${key} ${width}`) return;
  standing.set(element, `${key} ${width}`);
  element.replaceChildren(plotter({ ...of, width }));
}

/** The last changes as a table, the newest first. */
function table(title, lines, { begun }) {
  const rows = lines[0].points.map(({ at }, index) => [at, ...lines.map(({ points }) => points[index].value)]);
  const changed = rows.filter((row, index) => index === 0 || row.slice(1).some((value, column) => value !== rows[index - 1][column + 1]));
  return html`<details>
    <summary>${title.endsWith(WHAT_IF) ? 'What if, as a table' : 'As a table'}<span class="hidden">: ${title}</span></summary>
    <div class="scroll" tabindex="0" role="region" aria-label="${title} over time">
      <table class="services"><thead><tr><th scope="col">Time</th>${lines.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
        <tbody>${changed.slice(-MOST_ROWS).reverse().map(([at, ...values]) => html`<tr><th scope="row">${passed(at - begun)}</th>${values.map((value, index) => html`<td data-label=${lines[index].name}>${value}</td>`)}</tr>`)}</tbody></table>
    </div>
  </details>`;
}
