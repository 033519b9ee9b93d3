// The rehearsal as the page sees it. The simulation lives in a worker, so that however long its
// work takes, the page goes on; here are only what was reported last, and the messages.

import { CLUSTER, FORK, MOST_EVENTS, OWN } from './rehearsal/agreed.js';
import { CLUSTERS } from './rehearsal/scenarios.js';
import { startWorker } from './trusted.js';
import { wasmModule } from './wasm.js';

export { FORK, OWN };

/** Virtual milliseconds for one of the wall's, by the names that people choose. */
export const SPEEDS = { '1×': 1, '10×': 10, '60×': 60, '600×': 600 };
/** Where the browser keeps the rehearsal. */
const STORED = 'ecs-drydock-rehearsal';
/** And the one that was there before another took its place, so that neither a link nor a lesson loses what somebody did. */
const BEFORE = 'ecs-drydock-rehearsal-before';
/** After how long it is said that something is being worked on, in milliseconds. */
const BUSY_AFTER = 400;

export const state = {
  speed: '60×',
  isPlaying: false,
  /** What is seen of the rehearsal, and of the fork beside it if there is one. */
  berths: [],
  /** What the work that takes long is at: the step, of how many; undefined if there is none. */
  busy: undefined,
  /** What went wrong with the worker, or with what was to be opened. */
  problem: '',
  /** What one began with, by its id; undefined for what came by link or file. */
  scenario: undefined,
  /** Whether there is a rehearsal that another took the place of. */
  hasBefore: stored(BEFORE) !== undefined,
};

const listeners = new Set();
/** The worker, the verbs that it has not answered yet, and the hosts of a report that is on its way. */
let worker;
let waiting = new Map();
let arriving = [new Map(), new Map()];
let sequence = 0;
let busyTimer;
/** The rehearsal as it was kept last, and the one that it took the place of. */
let lastFile;
let lastKept;
/** The moment to go to as soon as the worker has come to the last one. */
let wanted;

export function subscribe(listener) {
  listeners.add(listener);
}

function changed() {
  for (const listener of listeners) listener();
}

/** Begins anew: with a cluster or a lesson by its id. */
export function begin(scenario = state.scenario ?? CLUSTERS[0].id, seed = undefined) {
  play(false);
  keepBefore(lastFile);
  Object.assign(state, { scenario, problem: '' });
  return ask('begin', { scenario, seed });
}

/** Does a rehearsal again that {@link file} gave; why it cannot be done, if it cannot. */
export async function open(given) {
  play(false);
  const own = lastFile ?? stored(STORED);
  const problem = await ask('open', given);
  if (problem === undefined) {
    Object.assign(state, { scenario: given.lesson, problem: '' });
    if (own !== lastFile) keepBefore(own);
  }
  return problem;
}

/** Goes back to the rehearsal that another took the place of; that other is kept in its stead. */
export const backToBefore = () => open(JSON.parse(stored(BEFORE)));

/** Begins with what was done before the page was left, if the browser kept it. */
export async function reopen() {
  try {
    const kept = stored(STORED);
    if (kept !== undefined && (await open(JSON.parse(kept))) === undefined) return;
  } catch {
    // With something else in the storage, one begins anew.
  }
  await begin();
}

/** The rehearsal as data: what it begins with, and what was done when. */
export const file = () => ask('file');

/** Applies commands, requests included. What comes of the last, or is thrown, is in `last` of the berth. */
export const act = (berth, ...commands) => ask('act', berth, ...commands);
export const advance = (milliseconds) => ask('pass', milliseconds);
export const next = () => ask('next');
export const undo = (berth) => ask('undo', berth);
export const redo = (berth) => ask('redo', berth);
export const showStep = () => ask('showStep');
export const fork = (...commands) => ask('fork', ...commands);
export const adopt = () => ask('adopt');
export const drop = () => ask('drop');
export const filter = (types, text) => ask('filter', types, text);
export const series = (berth) => ask('series', berth);
export const explain = (berth) => ask('explain', berth);
export const refusals = (...which) => ask('refusals', ...which);

/** A request about the cluster that is seen. */
export const request = (operation, input) => ({ kind: 'call', operation, request: { cluster: CLUSTER, ...input } });

/** Shows the cluster as it was at a moment. Of moments that are asked for while one is on its way, only the last counts. */
export async function goTo(at) {
  const isUnderWay = wanted !== undefined;
  wanted = at;
  if (isUnderWay) return;
  while (wanted !== undefined) {
    const now = wanted;
    await ask('goTo', now);
    if (wanted === now) wanted = undefined;
  }
}

/** Whether time goes on by itself. */
export function play(isPlaying) {
  if (state.isPlaying === isPlaying) return;
  state.isPlaying = isPlaying;
  if (!isPlaying) {
    ask('stand');
    changed();
    return;
  }
  let before = performance.now();
  let isUnderWay = false;
  const frame = async (now) => {
    if (!state.isPlaying) return;
    requestAnimationFrame(frame);
    const milliseconds = Math.floor((now - before) * SPEEDS[state.speed]);
    if (isUnderWay || milliseconds <= 0) return;
    // A page in the background is not drawn: it does not jump when it is seen again.
    before = now;
    isUnderWay = true;
    await ask('pass', Math.min(milliseconds, 1000 * SPEEDS[state.speed]), true);
    isUnderWay = false;
  };
  requestAnimationFrame(frame);
  changed();
}

/** Ends work that takes too long, with the worker that does it; one begins with what was there before it. */
export async function stop() {
  const wasOpening = [...waiting.values()].some(({ verb }) => verb === 'open' || verb === 'begin');
  worker.terminate();
  worker = undefined;
  for (const { resolve } of waiting.values()) resolve(undefined);
  waiting = new Map();
  arriving = [new Map(), new Map()];
  Object.assign(state, { berths: [], busy: undefined, isPlaying: false });
  await (wasOpening ? begin(CLUSTERS[0].id) : reopen());
}

/** Asks a verb of the worker. What it throws is a bug: it is told, and the page goes on. */
function ask(verb, ...args) {
  worker ??= start();
  sequence += 1;
  const id = sequence;
  worker.postMessage({ id, verb, args });
  busyTimer ??= setTimeout(() => {
    state.busy ??= {};
    changed();
  }, BUSY_AFTER);
  return new Promise((resolve) => waiting.set(id, { verb, resolve }));
}

function start() {
  const fresh = startWorker();
  fresh.postMessage({ module: wasmModule() });
  fresh.addEventListener('message', ({ data }) => RECEIVE[data.kind](data));
  fresh.addEventListener('error', ({ message }) => {
    state.problem = `The rehearsal could not be started: ${message ?? 'its worker did not load'}`;
    changed();
  });
  return fresh;
}

/** What the worker sends, by its kind. */
const RECEIVE = {
  progress({ step, of }) {
    state.busy = { step, of };
    changed();
  },
  hosts({ berth, hosts }) {
    for (const host of hosts) arriving[berth].set(host.id, host);
  },
  look({ berth, order, events, file: text, look }) {
    const before = state.berths[berth];
    const names = order ?? before.order;
    const hosts = new Map(names.map((id) => [id, arriving[berth].get(id) ?? before?.hosts.get(id)]));
    arriving[berth].clear();
    const seen = events.isNew ? events.events : [...events.events, ...(before?.events ?? [])].slice(0, MOST_EVENTS);
    state.berths[berth] = { ...look, berth, order: names, hosts, events: events.events.length || events.isNew ? seen : before.events };
    if (text !== undefined) store(text);
    changed();
  },
  closed({ berth }) {
    state.berths.length = berth;
    arriving[berth].clear();
    changed();
  },
  done({ id, result }) {
    settle(id, result);
  },
  failed({ id, message }) {
    state.problem = `That did not work: ${message}`;
    settle(id, undefined);
    changed();
  },
};

function settle(id, result) {
  const { resolve } = waiting.get(id);
  waiting.delete(id);
  if (waiting.size === 0) {
    clearTimeout(busyTimer);
    busyTimer = undefined;
    const wasBusy = state.busy !== undefined;
    state.busy = undefined;
    if (wasBusy) changed();
  }
  resolve(result);
}

/** Keeps what was done in the browser, as long as it lets us. */
function store(text) {
  lastFile = text;
  put(STORED, text);
}

/** Keeps a rehearsal that another takes the place of, if anything was done in it. */
function keepBefore(text) {
  if (text === undefined || text === lastKept || !text.includes('"command":')) return;
  lastKept = text;
  put(BEFORE, text);
  state.hasBefore = true;
}

function put(key, text) {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Then a reload begins anew.
  }
}

function stored(key) {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}
