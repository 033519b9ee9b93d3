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
/** Whether a call is inside the module, and whether one was broken off in there. */
let inside = false;
let torn = false;
/** How many instances of the module there were before this one. */
let instance = 0;
/** The numbers of the operations. */
const operationNumbers = new Map();

export class DrydockError extends Error {
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
}
Object.defineProperty(DrydockError.prototype, 'name', { value: 'DrydockError', configurable: true, writable: true });

/** An exception that the simulated service answered with. */
export class EcsServiceException extends Error {
  constructor(name, message, status, requestId, diagnostics) {
    super(message);
    Object.defineProperty(this, 'name', { value: name, configurable: true, writable: true });
    this.$fault = status >= 500 ? 'server' : 'client';
    this.$metadata = { httpStatusCode: status, requestId, attempts: 1, totalRetryDelay: 0 };
    this.diagnostics = diagnostics;
  }
}

/** Called once by the entries with what `initSync` or `init` of the generated module gave. */
export function started(exports) {
  memory = exports.memory;
  knowNames(wasm.member_names().split(' '));
  wasm.operation_names().forEach((name, number) => operationNumbers.set(name, number));
}

/** The number of the instance that lives: what lived in another one is lost. */
export function livingInstance() {
  return torn ? instance + 1 : instance;
}

export function isStarted() {
  return memory !== undefined;
}

export function validate(operation, request) {
  const number = operationNumber(operation);
  return judgeValue(request, (entries, bytes, ascii) => wasm.validate_value(number, entries, bytes, ascii));
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
  return judgeValue(tags, (entries, bytes, ascii) => wasm.check_value(6, entries, bytes, ascii));
}

export function rollUpHealth(details) {
  ready();
  if (!Array.isArray(details)) {
    throw new DrydockError('bad-argument', `rollUpHealth takes an array of details, got ${kindOf(details)}`);
  }
  const overall = walked(details) ? guarded(() => handOver((entries, bytes, ascii) => wasm.roll_up_health(entries, bytes, ascii))) : undefined;
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
    if (text.length <= MAX_TEXT_BYTES && !text.isWellFormed()) {
      return judgeValue(text, (entries, bytes, ascii) => wasm.check_value(field, entries, bytes, ascii));
    }
    return verdict(() => {
      if (text.length > MAX_TEXT_BYTES) return wasm.refuse_size();
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

/** Walks a value and has it judged. The walk may run getters and proxies of the caller, so it comes before the module is entered. */
function judgeValue(value, judge) {
  const fits = walked(value);
  return verdict(() => (fits ? handOver(judge, wasm.refuse_size) : wasm.refuse_size()));
}

/** Walks a value; `false` if it is larger than any request may be. */
export function walked(value) {
  try {
    record(value);
    return true;
  } catch (error) {
    if (error === TOO_LARGE) return false;
    throw brokenOff(error);
  }
}

/** Writes what was walked into the module's buffers for `use` to read, or tells that its text is `tooLarge`. */
export function handOver(use, tooLarge) {
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
    if (count === BROKEN) throw new WebAssembly.RuntimeError('the walker and the module disagree');
    return wasm.diagnostics();
  });
}

/**
 * Enters the module: every call of it is made in here.
 *
 * An error that comes out of it, a trap or a full call stack alike, was thrown across
 * frames that had no chance to put things in order: the instance is torn and never
 * used again. The next call begins with a fresh one. For judgements that is all there
 * is to it, since they keep nothing from one call to the next. Whatever does live on
 * in an instance is lost with it and has to answer `module-dead` from then on.
 *
 * For the same reason no call may begin while another is inside.
 */
export function guarded(work) {
  ready();
  if (inside) {
    torn = true;
    throw new DrydockError('interrupted', 'a call was made from within another: does a changed built-in object call this package?');
  }
  inside = true;
  try {
    if (torn) renew();
    return work();
  } catch (error) {
    // Ours are thrown beside the module, not through it.
    if (error instanceof DrydockError || error instanceof EcsServiceException) throw error;
    torn = true;
    throw brokenOff(error);
  } finally {
    inside = false;
  }
}

/** Puts a fresh instance of the compiled module in place of the torn one. */
function renew() {
  wasm.__wbg_reset_state();
  ({ memory } = wasm.initSync());
  torn = false;
  instance += 1;
}

export function ready() {
  if (memory === undefined) {
    throw new DrydockError('not-initialised', 'call and await init() before anything else');
  }
}

/** The typed error for one that broke a call off: a trap is a bug of ours, anything else came from outside. */
function brokenOff(cause) {
  return cause instanceof WebAssembly.RuntimeError
    ? new DrydockError('module-dead', 'the module hit a bug in this call, and is started afresh for the next: please report what the console says', { cause })
    : new DrydockError('interrupted', 'the call was broken off before it had an answer: is the call stack full, by a function that calls itself without end?', { cause });
}

export function operationNumber(operation) {
  ready();
  const number = operationNumbers.get(operation);
  if (number !== undefined) return number;
  if (typeof operation !== 'string') {
    throw new DrydockError('unknown-operation', `the operation must be a string, got ${kindOf(operation)}`);
  }
  const known = operation.length < 200 && operation.isWellFormed();
  const nearest = known ? guarded(() => wasm.nearest_operation_name(operation)) : undefined;
  const way = nearest ? `did you mean ${nearest}?` : 'operations() lists those there are';
  throw new DrydockError('unknown-operation', `there are no rules for the operation \`${cut(operation)}\`: ${way}`);
}

/** An argument that makes no sense: what is wrong, and what would fit. */
export function misuse(message, cause) {
  return new DrydockError('bad-argument', message, cause && { cause });
}

export function kindOf(value) {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
}

export function cut(text) {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
