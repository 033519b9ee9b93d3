// What is being checked: the one file that asks the package for verdicts. The text
// is the truth; the form is drawn from what it parses to.

import { assumptions, operations, rules, validateJson } from 'ecs-drydock';

import { grouped } from './grouped.js';
import { History } from './history.js';
import { isStructure } from './structure.js';

/** What the rules look at; longer text is refused unread, so it is not parsed here either. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

const listeners = new Set();
/** Where nothing was opened yet. */
const NOTHING = {
  operation: '',
  text: '',
  /** What the text parses to; while it does not parse, what it last did. */
  value: {},
  parses: true,
  diagnostics: [],
  /** The example that the request came from, until it is changed. */
  example: undefined,
};

/** The operations by name, and their rules by path. */
export let catalogue;

export const state = { ...NOTHING };
let past = new History();

/** The desk that one works at, and of the others what lies on them: each has a request and a past of its own. */
let desk = 'check';
const others = new Map();

/** The problems of the request by path, for the many fields that ask. */
let problems = new Map();

export function load() {
  const all = rules();
  const byPath = grouped(all, ({ operation, path }) => `${operation} ${path}`);
  catalogue = { operations: new Map(operations().map((one) => [one.name, one])), rules: all, byPath, assumptions: assumptions() };
}

export function subscribe(listener) {
  listeners.add(listener);
}

/** Tells everyone to draw anew. */
export function notify() {
  for (const listener of listeners) listener();
}

/** The rules at a place of the current request, its indices being stars. */
export function rulesAt(path) {
  return catalogue.byPath.get(`${state.operation} ${path.replace(/\/\d+(?=\/|$)/g, '/*')}`) ?? [];
}

/** The problems at exactly this place. */
export function problemsAt(path) {
  return problems.get(path) ?? [];
}

/** How many errors and warnings there are. */
export function counts() {
  const errors = state.diagnostics.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: state.diagnostics.length - errors };
}

/** Goes to another desk. */
export function turnTo(name) {
  if (name === desk) return;
  others.set(desk, { seen: { ...state }, past });
  desk = name;
  const found = others.get(name) ?? { seen: NOTHING, past: new History() };
  past = found.past;
  Object.assign(state, found.seen);
  problems = grouped(state.diagnostics, ({ path }) => path);
  notify();
}

export function open({ operation, text, example }) {
  if (state.operation) past.keep(snapshot());
  // What cannot be read must not leave the form of another request standing.
  Object.assign(state, { operation, example, value: {} });
  setText(text);
}

export function openExample(example) {
  open({ operation: example.operation, text: textOf(example), example });
}

export function choose(operation) {
  open({ operation, text: '{}' });
}

/** The text as typed. */
export function type(text) {
  if (text === state.text) return;
  past.keep(snapshot(), 'text');
  setText(text);
}

/** Sets, or with undefined removes, the value at a path of the form. */
export function put(path, value) {
  past.keep(snapshot(), value === undefined ? undefined : path);
  const root = structuredClone(isStructure(state.value) ? state.value : {});
  const parts = path.slice(1).split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  let around = root;
  parts.slice(0, -1).forEach((part, index) => {
    if (around[part] === null || typeof around[part] !== 'object') around[part] = /^\d+$/.test(parts[index + 1]) ? [] : {};
    around = around[part];
  });
  const last = parts.at(-1);
  if (value !== undefined) around[last] = value;
  else if (Array.isArray(around)) around.splice(Number(last), 1);
  else delete around[last];
  setText(JSON.stringify(ordered(root), undefined, 2));
}

export function format() {
  if (!state.parses) return;
  const text = JSON.stringify(state.value, undefined, 2);
  if (text === state.text) return;
  past.keep(snapshot());
  setText(text);
}

export const canUndo = () => past.canUndo;
export const canRedo = () => past.canRedo;
export const undo = () => restore(past.undo(snapshot()));
export const redo = () => restore(past.redo(snapshot()));

function restore(found) {
  if (!found) return;
  if (found.operation !== state.operation) state.value = {};
  Object.assign(state, { operation: found.operation, example: found.example });
  setText(found.text);
}

function snapshot() {
  const { operation, text, example } = state;
  return { operation, text, example };
}

function setText(text) {
  state.text = text;
  if (state.example && text !== textOf(state.example)) state.example = undefined;
  state.parses = text.length <= MOST_CHARACTERS;
  try {
    if (state.parses) state.value = JSON.parse(text);
  } catch {
    state.parses = false;
  }
  state.diagnostics = validateJson(state.operation, text);
  problems = grouped(state.diagnostics, ({ path }) => path);
  notify();
}

function textOf(example) {
  return example.text ?? JSON.stringify(example.request, undefined, 2);
}

/** The request's own members in the order of the model: what the form adds goes where it belongs. */
function ordered(root) {
  const names = catalogue.operations.get(state.operation).members.map(({ name }) => name);
  const rank = (name) => (names.includes(name) ? names.indexOf(name) : names.length);
  return Object.fromEntries(Object.entries(root).sort(([a], [b]) => rank(a) - rank(b)));
}
