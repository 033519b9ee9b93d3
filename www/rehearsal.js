// The rehearsal as the page sees it. The simulation lives in a worker, so that however long its
// work takes, the page goes on; here are only what was reported last, and the messages.

import { CLUSTER, FORK, MOST_EVENTS, OWN } from './rehearsal/agreed.js';
import { LONGEST_MS } from './rehearsal/file.js';
import { startWorker } from './trusted.js';
import { wasmModule } from './wasm.js';

export { FORK, OWN };

/** Virtual milliseconds for one of the wall's, by the names that people choose. */
export const SPEEDS = { '1×': 1, '10×': 10, '60×': 60, '600×': 600 };
/** Where the browser keeps the rehearsal: for this tab, and for one that is opened later. Other folders of the same server have their own. */
const STORED = `ecs-drydock-rehearsal ${new URL('.', location.href).pathname}`;
/** And the one that was there before another took its place, so that neither a link nor a lesson loses what somebody did. */
const BEFORE = `${STORED} before`;
/** What asks for something that a person wants; what went wrong before is no longer told then. */
const WANTED = new Set(['begin', 'beginWith', 'open', 'act', 'next', 'undo', 'redo', 'showStep', 'fork', 'adopt', 'drop']);
/** How much of the wall's time is made up for at most in one frame, in milliseconds. */
const LONGEST_FRAME = 1000;
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
  /** Whether the browser keeps what was done. */
  isKept: true,
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
/** The moment to go to as soon as the worker has come to the last one, and whether it is on its way to one. */
let wanted;
let isGoing = false;
/** Which time it is that time was set going: an older loop ends. */
let plays = 0;
let isHalted = false;

export function subscribe(listener) {
  listeners.add(listener);
}

function changed() {
  for (const listener of listeners) listener();
}

/** Begins anew: with a cluster or a lesson by its id. */
export const begin = (scenario) => replace('begin', scenario);
/** Begins anew with what one began with, and another seed. */
export const beginWith = (seed) => replace('beginWith', seed);
/** Does a rehearsal again, given as the text of a file; why it cannot be done, if it cannot. */
export const open = (text) => replace('open', text);
/** Goes back to the rehearsal that another took the place of; that other is kept in its stead. */
export async function backToBefore() {
  const problem = await open(stored(BEFORE));
  if (problem) fail(problem);
}

/** Tells what went wrong. */
export function fail(problem) {
  state.problem = problem;
  changed();
}

/** Puts another rehearsal in the place of the one that is there, which is kept; why that cannot be, if it cannot. */
async function replace(verb, what) {
  play(false);
  const kept = lastFile ?? stored(STORED);
  const result = await ask(verb, what);
  if (result && !result.problem) keepBefore(result.before ?? kept);
  changed();
  return result?.problem;
}

/** The fork takes the place of the rehearsal, which is kept. */
export async function adopt() {
  const result = await ask('adopt');
  keepBefore(result?.before);
  changed();
}

/** Begins with what was done before, if it was kept; otherwise anew, and what was kept but cannot be opened is kept on. */
export async function reopen() {
  const kept = lastFile ?? stored(STORED);
  const problem = kept && (await open(kept));
  if (kept && !problem) return;
  await begin();
  if (!problem) return;
  fail(`What was done here before cannot be shown. ${problem}`);
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
export const drop = () => ask('drop');
export const filter = (types, text) => ask('filter', types, text);
export const series = (berth) => ask('series', berth);
export const explain = (berth) => ask('explain', berth);
export const refusals = (...which) => ask('refusals', ...which);

/** A request about the cluster that is seen. */
export const request = (operation, input) => ({ kind: 'call', operation, request: { cluster: CLUSTER, ...input } });

/** Shows the cluster as it was at a moment. Of moments that are asked for while one is on its way, only the last counts. */
export async function goTo(at) {
  state.problem = '';
  wanted = at;
  if (isGoing) return;
  isGoing = true;
  while (wanted !== undefined) await goToWanted();
  isGoing = false;
}

function goToWanted() {
  const at = wanted;
  wanted = undefined;
  return send('goTo', at);
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
  plays += 1;
  const number = plays;
  let before = performance.now();
  let isUnderWay = false;
  const frame = async (now) => {
    if (!state.isPlaying || number !== plays) return;
    requestAnimationFrame(frame);
    // A page in the background is not drawn: it does not jump when it is seen again.
    before = Math.max(before, now - LONGEST_FRAME);
    const milliseconds = Math.floor((now - before) * SPEEDS[state.speed]);
    if (isUnderWay || milliseconds <= 0) return;
    before += milliseconds / SPEEDS[state.speed];
    isUnderWay = true;
    await ask('pass', milliseconds, true);
    isUnderWay = false;
    if (state.berths[OWN] && state.berths[OWN].now >= state.berths[OWN].begun + LONGEST_MS) play(false);
  };
  requestAnimationFrame(frame);
  changed();
}

/** Ends work that takes too long, with the worker that does it; one begins with what was there before it, or anew if that is what takes so long. */
export async function stop() {
  worker.terminate();
  worker = undefined;
  for (const { resolve } of waiting.values()) resolve(undefined);
  waiting = new Map();
  arriving = [new Map(), new Map()];
  wanted = undefined;
  Object.assign(state, { berths: [], busy: undefined, isPlaying: false });
  await (lastFile === undefined ? begin() : reopen());
}

/** Ends all of it, when nothing can be shown any more: what is kept stays as it is. */
export function halt() {
  worker?.terminate();
  isHalted = true;
}

/** Asks a verb of the worker, at the moment that is wanted. */
function ask(verb, ...args) {
  if (WANTED.has(verb)) state.problem = '';
  if (wanted !== undefined) goToWanted();
  return send(verb, ...args);
}

/** What the worker throws is a bug: it is told, and the page goes on. So it does with what no message can carry. */
function send(verb, ...args) {
  if (isHalted) return Promise.resolve(undefined);
  worker ??= start();
  sequence += 1;
  const id = sequence;
  try {
    worker.postMessage({ id, verb, args });
  } catch (error) {
    RECEIVE.failed({ id, message: error.message });
    return Promise.resolve(undefined);
  }
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
    fail(`The rehearsal could not be started: ${message ?? 'its worker did not load'}`);
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
    changed();
    // What cannot be drawn is not kept: a reload would only find it again.
    if (text !== undefined) store(text);
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
    settle(id, undefined);
    fail(`That did not work: ${message}`);
  },
};

function settle(id, result) {
  const { resolve = () => {} } = waiting.get(id) ?? {};
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
  state.isKept = put(STORED, text);
}

/** Keeps a rehearsal that another takes the place of, if anything was done in it. */
function keepBefore(text) {
  if (text === undefined || text === lastFile || text === lastKept || !text.includes('"command":')) return;
  lastKept = text;
  state.hasBefore = put(BEFORE, text);
}

/** Whether a text could be kept. Each tab goes on with its own; one that is opened later begins with the last of any. */
const put = (key, text) => [() => sessionStorage, () => localStorage].filter((place) => isPut(place, key, text)).length > 0;

/** Whether a text could be put there. What was there before goes in any case: it is no longer what was done. */
function isPut(place, key, text) {
  try {
    place().removeItem(key);
    place().setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

function stored(key) {
  for (const place of [() => sessionStorage, () => localStorage]) {
    try {
      const text = place().getItem(key);
      if (text !== null) return text;
    } catch {
      // A browser may refuse either.
    }
  }
  return undefined;
}
