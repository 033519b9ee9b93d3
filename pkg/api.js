/**
 * What the package offers, whichever entry loaded the WebAssembly module. The
 * types and their documentation are in index.d.ts.
 */

import * as wasm from './wasm/ecs_drydock.js';
import { knowNames, record, recorded, TOO_LARGE, withoutLoneSurrogates } from './tape.js';

/** The limit of `src/tape.rs`. */
const MAX_TEXT_BYTES = 4 * 1024 * 1024;
/** The count with which the Rust side says that the buffers hold nonsense. */
const BROKEN = 0xffffffff;

const encoder = new TextEncoder();

/** The module's memory; undefined until it is loaded. */
let memory;
let dead = false;
/** The numbers of the operations. */
const operationNumbers = new Map();

export class DrydockError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
}
Object.defineProperty(DrydockError.prototype, 'name', { value: 'DrydockError', configurable: true, writable: true });

/** Called once by the entries with what `initSync` or `init` of the generated module gave. */
export function started(exports) {
  memory = exports.memory;
  knowNames(wasm.member_names());
  wasm.operation_names().forEach((name, number) => operationNumbers.set(name, number));
}

export function isStarted() {
  return memory !== undefined;
}

export function isDead() {
  return dead;
}

export function validate(operation, request) {
  const number = operationNumber(operation);
  return verdict(() => judgeValue(request, (entries, bytes, ascii) => wasm.validate_value(number, entries, bytes, ascii)));
}

export function validateJson(operation, json) {
  const number = operationNumber(operation);
  if (typeof json !== 'string' && !(json instanceof Uint8Array)) {
    throw new DrydockError('bad-argument', `validateJson takes JSON as a string or a Uint8Array, got ${kindOf(json)}`);
  }
  return verdict(() => judgeJson(number, json));
}

export const checkAttributeName = fieldCheck(0, 'checkAttributeName');
export const checkAttributeValue = fieldCheck(1, 'checkAttributeValue');
export const checkTagKey = fieldCheck(2, 'checkTagKey');
export const checkTagValue = fieldCheck(3, 'checkTagValue');
export const checkClusterName = fieldCheck(4, 'checkClusterName');
export const checkContainerInstanceId = fieldCheck(5, 'checkContainerInstanceId');

export function checkTags(tags) {
  ready();
  if (!Array.isArray(tags)) throw new DrydockError('bad-argument', `checkTags takes an array, got ${kindOf(tags)}`);
  return verdict(() => judgeValue(tags, (entries, bytes, ascii) => wasm.check_value(6, entries, bytes, ascii)));
}

export function rules(operation) {
  if (operation !== undefined) operationNumber(operation);
  return guarded(() => wasm.rules(operation));
}

export function operations() {
  return guarded(() => wasm.operations());
}

export function assumptions() {
  return guarded(() => wasm.assumptions());
}

export function instanceTypes() {
  return guarded(() => wasm.instance_types());
}

export function transition(machine, from, to) {
  const states = statesOf(machine);
  if (from !== undefined) knownState(machine, states, from);
  knownState(machine, states, to);
  return guarded(() => wasm.transition(machine, from, to));
}

export function transitions(machine) {
  statesOf(machine);
  return guarded(() => wasm.transitions(machine));
}

export function rollUpHealth(details) {
  ready();
  if (!Array.isArray(details)) {
    throw new DrydockError('bad-argument', `rollUpHealth takes an array of details, got ${kindOf(details)}`);
  }
  const overall = guarded(() => judgeValue(details, (entries, bytes, ascii) => wasm.roll_up_health(entries, bytes, ascii)));
  if (typeof overall !== 'string') throw new DrydockError('bad-argument', 'rollUpHealth takes at most 4 MiB of details');
  return overall;
}

/** How large the module's memory is: for the tests that watch it not grow. */
export function __memory_bytes() {
  return memory?.buffer.byteLength ?? 0;
}

/** A check of one field: text goes straight into the module. */
function fieldCheck(field, name) {
  return (text) => {
    ready();
    if (typeof text !== 'string') throw new DrydockError('bad-argument', `${name} takes a string, got ${kindOf(text)}`);
    return verdict(() => {
      if (text.length > MAX_TEXT_BYTES) return wasm.refuse_size();
      if (!text.isWellFormed()) {
        return judgeValue(text, (entries, bytes, ascii) => wasm.check_value(field, entries, bytes, ascii));
      }
      const bytes = writeText(text);
      return bytes < 0 ? wasm.refuse_size() : wasm.check_field(field, bytes);
    });
  };
}

function judgeJson(number, json) {
  if (json.length > MAX_TEXT_BYTES) return wasm.refuse_size();
  if (typeof json !== 'string') {
    textRoom(json.length).set(json);
    return wasm.validate_json(number, json.length);
  }
  if (!json.isWellFormed()) {
    const upto = json.slice(0, json.search(/\p{Surrogate}/u));
    const bytes = writeText(upto);
    return bytes < 0 ? wasm.refuse_size() : wasm.refuse_encoding(bytes);
  }
  const bytes = writeText(json);
  return bytes < 0 ? wasm.refuse_size() : wasm.validate_json(number, bytes);
}

/** Walks a value into the module's buffers and has it judged. */
function judgeValue(value, judge) {
  return walked(value, wasm.refuse_size, judge);
}

/** Walks a value into the module's buffers for `use` to read, or tells that it is `tooLarge`. */
export function walked(value, tooLarge, use) {
  try {
    record(value);
  } catch (error) {
    if (error === TOO_LARGE) return tooLarge();
    throw error;
  }
  const { words, size, text } = recorded;
  let bytes = writeText(text);
  const ascii = bytes === text.length;
  // Only text that is not all ASCII can have surrogates.
  if (!ascii) bytes = writeText(withoutLoneSurrogates(words, size, text));
  if (bytes < 0) return tooLarge();
  entryRoom(size).set(size === words.length ? words : words.subarray(0, size));
  return use(size >> 1, bytes, ascii);
}

// Views on the module's buffers. They are made anew where more room is needed,
// or where the memory grew, which cuts every view off.
let textView = new Uint8Array(0);
let entryView = new Int32Array(0);

/** A view on the text buffer with room for so many bytes. */
function textRoom(bytes) {
  if (textView.length < bytes || textView.buffer !== memory.buffer) {
    const at = wasm.text_buffer(bytes);
    textView = new Uint8Array(memory.buffer, at, bytes);
  }
  return textView;
}

/** A view on the entry buffer with room for so many words. */
function entryRoom(words) {
  if (entryView.length < words || entryView.buffer !== memory.buffer) {
    const at = wasm.entry_buffer((words + 1) >> 1);
    entryView = new Int32Array(memory.buffer, at, words);
  }
  return entryView;
}

/** Writes text into the module's buffer as UTF-8. How many bytes, or -1 if they are too many. */
function writeText(text) {
  const room = Math.min(text.length * 3, MAX_TEXT_BYTES + 3);
  const { read, written } = encoder.encodeInto(text, textRoom(room));
  return read < text.length || written > MAX_TEXT_BYTES ? -1 : written;
}

/** Runs a judgement; fetches diagnostics only if there are any. */
function verdict(judge) {
  return guarded(() => {
    const count = judge();
    if (count === 0) return [];
    if (count === BROKEN) throw new DrydockError('module-dead', 'the walker and the module disagree: please report this');
    return wasm.diagnostics();
  });
}

/** Turns a trap into one typed error. After it the module's memory may be torn, so it is used no more. */
export function guarded(work) {
  ready();
  try {
    return work();
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    dead = true;
    throw deadError(error);
  }
}

export function ready() {
  if (dead) throw deadError();
  if (memory === undefined) {
    throw new DrydockError('not-initialised', 'call and await init() before anything else');
  }
}

function deadError(cause) {
  const words = 'the module hit a bug and cannot go on: load the page or process anew, and please report what the console says';
  return new DrydockError('module-dead', words, { cause });
}

function operationNumber(operation) {
  ready();
  const number = operationNumbers.get(operation);
  if (number !== undefined) return number;
  if (typeof operation !== 'string') {
    throw new DrydockError('unknown-operation', `the operation must be a string, got ${kindOf(operation)}`);
  }
  const nearest = operation.length < 200 && operation.isWellFormed() ? wasm.nearest_operation_name(operation) : undefined;
  const way = nearest ? `did you mean ${nearest}?` : 'operations() lists those there are';
  throw new DrydockError('unknown-operation', `there are no rules for the operation \`${cut(operation)}\`: ${way}`);
}

function statesOf(machine) {
  ready();
  const states = typeof machine === 'string' && machine.isWellFormed() ? guarded(() => wasm.states(machine)) : undefined;
  if (states) return states;
  const given = typeof machine === 'string' ? `\`${cut(machine)}\`` : kindOf(machine);
  throw new DrydockError('bad-argument', `the machine is containerInstance, agentUpdate or task, got ${given}`);
}

function knownState(machine, states, state) {
  if (states.includes(state)) return;
  const given = typeof state === 'string' ? `\`${cut(state)}\`` : kindOf(state);
  throw new DrydockError('bad-argument', `${machine} has the states ${states.join(', ')}, got ${given}`);
}

export function kindOf(value) {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
}

export function cut(text) {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
