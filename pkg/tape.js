/**
 * Walks a JavaScript value and writes what the Rust side reads as a request:
 * words, and one text with all names and strings one after another. The words
 * are described in `src/tape/encoded.rs`.
 *
 * Nothing is dropped or converted on the way: a value that has no form in JSON
 * is written as such, at its place, and judged by a rule.
 */

/** Thrown, and caught in api.js, where a value is larger than any request may be. */
export const TOO_LARGE = Symbol('too large');

// The limits of `src/tape.rs`.
const MAX_DEPTH = 64;
const MAX_ENTRIES = 1_000_000;
const MAX_TEXT = 4 * 1024 * 1024;

const NULL = 0;
const FALSE = 1;
const TRUE = 2;
const WHOLE = 3;
const DOUBLE = 4;
const BIGINT = 5;
const STRING = 6;
const NAME = 7;
const LIST = 8;
const STRUCTURE = 9;
const LIST_END = 10;
const STRUCTURE_END = 11;
const ODD = 12;

/** The numbers of `Odd` in `src/tape/odd.rs`, each with the kind before it shifted in. */
const odd = (number) => ODD | (number << 4);
const CYCLIC = odd(0);
const BIGINT_TOO_LARGE = odd(2);
const UNDEFINED = odd(5);
const NOT_A_NUMBER = odd(6);
const INFINITE = odd(7);
const FUNCTION = odd(8);
const SYMBOL = odd(9);
const LONE_SURROGATE = odd(10);
const THREW = odd(11);
const BINARY = odd(13);
const TOO_DEEP = odd(15);

/** Objects that are no structures, by what `Object.prototype.toString` calls them. */
const EXOTIC = {
  '[object Date]': odd(1),
  '[object Map]': odd(3),
  '[object Set]': odd(4),
  '[object String]': odd(12),
  '[object Number]': odd(12),
  '[object Boolean]': odd(12),
  '[object BigInt]': odd(12),
  '[object Symbol]': odd(12),
  '[object ArrayBuffer]': BINARY,
  '[object SharedArrayBuffer]': BINARY,
  '[object DataView]': BINARY,
  '[object Blob]': BINARY,
  '[object Promise]': odd(14),
  '[object RegExp]': odd(14),
  '[object Error]': odd(14),
  '[object URL]': odd(14),
  '[object WeakMap]': odd(14),
  '[object WeakSet]': odd(14),
  '[object WeakRef]': odd(14),
  '[object Generator]': odd(14),
};

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);

// The state of the walk under way. A getter of the value may begin another walk,
// so `record` puts the outer one aside.
let words = new Uint32Array(4096);
let count = 0;
let text = '';
let entries = 0;
let depth = 0;
/** The objects around the one being walked, outermost first. */
let around = new Array(MAX_DEPTH).fill(undefined);
let walking = false;
/** Whether a `for…in` loop shows more than an object's own members. */
let polluted = false;

/**
 * Writes `value` and hands the result to `use(words, count, text)`, which must
 * not keep the words.
 *
 * @throws {TOO_LARGE}
 */
export function record(value, use) {
  const outer = walking ? { words, count, text, entries, depth, around, polluted } : undefined;
  if (outer) {
    words = new Uint32Array(4096);
    around = new Array(MAX_DEPTH).fill(undefined);
  }
  count = 0;
  text = '';
  entries = 0;
  depth = 0;
  polluted = hasEnumerable(Object.prototype);
  walking = true;
  try {
    write(value);
    return use(words, count, text);
  } finally {
    walking = outer !== undefined;
    text = '';
    around.fill(undefined);
    if (outer) ({ words, count, text, entries, depth, around, polluted } = outer);
  }
}

/**
 * Replaces every text with half a surrogate pair by the word that says so: such a
 * text cannot be encoded, and its neighbour's half might make it whole.
 */
export function withoutLoneSurrogates(from, length, all) {
  const out = new Uint32Array(length);
  let size = 0;
  let good = '';
  let at = 0;
  for (let index = 0; index < length; ) {
    const word = from[index];
    const kind = word & 15;
    if (kind !== STRING && kind !== NAME) {
      for (const end = index + wordsOf(kind); index < end; ) out[size++] = from[index++];
      continue;
    }
    const piece = all.slice(at, (at += word >>> 4));
    index++;
    if (piece.isWellFormed()) {
      out[size++] = word;
      good += piece;
    } else if (kind === STRING) {
      out[size++] = LONE_SURROGATE;
    } else {
      const name = piece.toWellFormed();
      out[size++] = NAME | (name.length << 4);
      out[size++] = LONE_SURROGATE;
      good += name;
      [index, at] = afterValue(from, index, at);
    }
  }
  return [out, size, good];
}

/** Where the words and the text go on after the value at `index`. */
function afterValue(from, index, at) {
  let open = 0;
  do {
    const word = from[index];
    const kind = word & 15;
    if (kind === STRING || kind === NAME) at += word >>> 4;
    if (kind === LIST || kind === STRUCTURE) open++;
    if (kind === LIST_END || kind === STRUCTURE_END) open--;
    index += wordsOf(kind);
  } while (open > 0);
  return [index, at];
}

function wordsOf(kind) {
  return kind === DOUBLE || kind === BIGINT ? 3 : 1;
}

function hasEnumerable(object) {
  for (const _ in object) return true;
  return false;
}

function write(value) {
  if (++entries > MAX_ENTRIES) throw TOO_LARGE;
  // The largest value that is written at once is a number; a name may stand before it.
  if (count + 8 > words.length) grow();
  if (typeof value === 'string') {
    words[count++] = STRING | (value.length << 4);
    addText(value);
  } else if (typeof value === 'object') {
    if (value === null) words[count++] = NULL;
    else compound(value);
  } else if (typeof value === 'number') {
    number(value);
  } else if (typeof value === 'boolean') {
    words[count++] = value ? TRUE : FALSE;
  } else {
    rare(value);
  }
}

function grow() {
  const larger = new Uint32Array(words.length * 2);
  larger.set(words);
  words = larger;
}

function addText(piece) {
  text += piece;
  if (text.length > MAX_TEXT) throw TOO_LARGE;
}

function number(value) {
  if (value >= 0 && value < 0x10000000 && Math.floor(value) === value) {
    words[count++] = WHOLE | (value << 4);
  } else if (Number.isFinite(value)) {
    double[0] = value;
    words[count++] = DOUBLE;
    words[count++] = halves[0];
    words[count++] = halves[1];
  } else {
    words[count++] = Number.isNaN(value) ? NOT_A_NUMBER : INFINITE;
  }
}

function rare(value) {
  switch (typeof value) {
    case 'bigint':
      if (BigInt.asIntN(64, value) === value) {
        words[count++] = BIGINT;
        words[count++] = Number(BigInt.asUintN(32, value));
        words[count++] = Number(BigInt.asUintN(32, value >> 32n));
      } else {
        words[count++] = BIGINT_TOO_LARGE;
      }
      break;
    case 'function':
      words[count++] = FUNCTION;
      break;
    case 'symbol':
      words[count++] = SYMBOL;
      break;
    default:
      words[count++] = UNDEFINED;
  }
}

function compound(value) {
  for (let index = 0; index < depth; index++) {
    if (around[index] === value) {
      words[count++] = CYCLIC;
      return;
    }
  }
  let walk;
  try {
    walk = wayOf(value);
  } catch {
    walk = THREW;
  }
  if (typeof walk === 'number') {
    words[count++] = walk;
  } else if (depth >= MAX_DEPTH) {
    words[count++] = TOO_DEEP;
  } else {
    around[depth++] = value;
    walk(value);
    around[--depth] = undefined;
  }
}

/** How to walk an object, or the word to write in its place. May throw where the object is a proxy. */
function wayOf(value) {
  if (Array.isArray(value)) return list;
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype && !polluted) return plainStructure;
  if (ArrayBuffer.isView(value)) return BINARY;
  return EXOTIC[Object.prototype.toString.call(value)] ?? structure;
}

/** An object whose members are all its own: the usual case, and the fast one. */
function plainStructure(value) {
  const start = count;
  words[count++] = STRUCTURE;
  let members = 0;
  try {
    for (const name in value) {
      if (member(value, name)) members++;
    }
  } catch (error) {
    threw(error, start);
    return;
  }
  words[count++] = STRUCTURE_END | (members << 4);
}

/** Any other object: its own members that can be enumerated and have a name. */
function structure(value) {
  const start = count;
  words[count++] = STRUCTURE;
  let members = 0;
  try {
    for (const name of Object.keys(value)) {
      if (member(value, name)) members++;
    }
  } catch (error) {
    threw(error, start);
    return;
  }
  words[count++] = STRUCTURE_END | (members << 4);
}

/** Only asking a proxy for its names throws here; it is written as one odd value. */
function threw(error, start) {
  if (error === TOO_LARGE) throw error;
  if (count !== start + 1) throw error;
  words[start] = THREW;
}

/** Writes one member. A member that is undefined is absent, as it is for `JSON.stringify` and the SDK. */
function member(value, name) {
  let inner;
  let broken = false;
  try {
    inner = value[name];
  } catch {
    broken = true;
  }
  if (inner === undefined && !broken) return false;
  if (count + 8 > words.length) grow();
  entries++;
  words[count++] = NAME | (name.length << 4);
  addText(name);
  if (broken) words[count++] = THREW;
  else write(inner);
  return true;
}

function list(value) {
  words[count++] = LIST;
  const length = lengthOf(value);
  if (length > MAX_ENTRIES - entries) throw TOO_LARGE;
  for (let index = 0; index < length; index++) {
    let item;
    try {
      item = value[index];
    } catch {
      if (count + 8 > words.length) grow();
      words[count++] = THREW;
      continue;
    }
    write(item);
  }
  if (count + 8 > words.length) grow();
  words[count++] = LIST_END | (length << 4);
}

/** A proxy of a list may give anything as its length, or throw. */
function lengthOf(value) {
  try {
    const length = value.length;
    return Number.isInteger(length) && length > 0 ? length : 0;
  } catch {
    return 0;
  }
}
