/**
 * Walks a JavaScript value onto a tape: words, two to an entry, and one text with
 * all strings one after another. The words are described in `src/tape.rs`.
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
const SMALL = 3;
const INTEGER = 4;
const DOUBLE = 5;
const TEXT = 6;
const LIST = 8;
const STRUCTURE = 9;
const NAME = 10;
const OTHER_NAME = 11;
const ODD = 13;
/** On an OTHER_NAME: half a surrogate pair in it was replaced. */
const MARK = 1 << 27;

/** The words for odd values; the numbers are those of `Odd` in `src/tape/odd.rs`. */
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
const EXOTIC = new Map([
  ['[object Date]', odd(1)],
  ['[object Map]', odd(3)],
  ['[object Set]', odd(4)],
  ['[object String]', odd(12)],
  ['[object Number]', odd(12)],
  ['[object Boolean]', odd(12)],
  ['[object BigInt]', odd(12)],
  ['[object Symbol]', odd(12)],
  ['[object ArrayBuffer]', BINARY],
  ['[object SharedArrayBuffer]', BINARY],
  ['[object DataView]', BINARY],
  ['[object Blob]', BINARY],
  ['[object Promise]', odd(14)],
  ['[object RegExp]', odd(14)],
  ['[object Error]', odd(14)],
  ['[object URL]', odd(14)],
  ['[object WeakMap]', odd(14)],
  ['[object WeakSet]', odd(14)],
  ['[object WeakRef]', odd(14)],
  ['[object Generator]', odd(14)],
]);

const double = new Float64Array(1);
const bigint = new BigInt64Array(double.buffer);
const halves = new Int32Array(double.buffer);

/** The first words of the known names. */
const names = new Map();
/**
 * The known names that stood first, second, … in structures before, and their words.
 * Most structures are like the one before, and comparing a name is faster than looking it up.
 */
const lastNames = new Array(16).fill('');
const lastWords = new Int32Array(16);
/** Stands for a member that could not be read. */
const UNREADABLE = Symbol('unreadable');

/** Requests of ECS are not this deep: up to here nobody looks for an object within itself. */
const UNWATCHED_DEPTH = 10;
/** Thrown where a value is deeper than that: it is walked once more, and watched. */
const DEEP = Symbol('deep');

// The walk under way, and then what it wrote. A getter of the value may begin
// another walk, so `record` puts the outer one aside.
let words = new Int32Array(8192);
let size = 0;
let text = '';
let depth = 0;
/** The objects around the one being walked, outermost first; undefined while nobody watches. */
let around;
let walking = false;
/** Whether a `for…in` loop shows more than an object's own members. */
let polluted = false;

/** Called once with the names that are numbers on the tape, each at its number; empty where there is none. */
export function knowNames(table) {
  table.forEach((name, number) => name && names.set(name, NAME | (number << 4)));
}

/**
 * Walks `value`. What it wrote can be had from `recorded` until the next walk.
 *
 * @throws {TOO_LARGE}
 */
export function record(value) {
  const outer = walking ? { words, size, text, depth, around, polluted } : undefined;
  // Anything in here may throw for want of stack, even what looks harmless.
  try {
    if (outer) words = new Int32Array(256);
    walking = true;
    polluted = hasEnumerable(Object.prototype);
    begin(undefined);
    try {
      write(value);
    } catch (error) {
      if (error !== DEEP) throw error;
      begin([]);
      write(value);
    }
    recorded.words = words;
    recorded.size = size;
    recorded.text = text;
  } finally {
    text = '';
    around = undefined;
    walking = outer !== undefined;
    if (outer) ({ words, size, text, depth, around, polluted } = outer);
  }
}

/**
 * What the last walk wrote: `size` words, two to an entry, and the text. Starts and
 * lengths in the words are in UTF-16 units.
 */
export const recorded = { words, size: 0, text: '' };

function begin(watch) {
  size = 0;
  text = '';
  depth = 0;
  around = watch;
}

/**
 * Marks every text that has half a surrogate pair, and gives the whole text with
 * the halves replaced; nothing moves, as the replacement is one unit too. Returns
 * the text as it was if there are none. Texts are looked at one by one: two that
 * meet may seem whole.
 */
export function withoutLoneSurrogates(words, size, text) {
  let good = '';
  for (let at = 0; at < size; at += 2) {
    const kind = words[at] & 15;
    if (kind === INTEGER || kind === DOUBLE) at += 2;
    if (kind !== TEXT && kind !== OTHER_NAME) continue;
    const piece = text.slice(words[at + 1], words[at + 1] + (words[at] >>> 4));
    if (!piece.isWellFormed()) {
      // A name keeps its value; the text of a marked value is written, but no entry points to it.
      words[at] = kind === OTHER_NAME ? words[at] | (MARK << 4) : LONE_SURROGATE;
      if (kind === OTHER_NAME) good += piece.toWellFormed();
    } else {
      good += piece;
    }
  }
  return good;
}

function hasEnumerable(object) {
  for (const _ in object) return true;
  return false;
}

/** Writes one entry. There is room: whoever comes here has asked `makeRoom`. */
function put(first, second) {
  words[size] = first;
  words[size + 1] = second;
  size += 2;
}

/** Makes room for a name, a value of two entries, and the end of a structure. */
function makeRoom() {
  if (size + 16 <= words.length) return;
  if (size > 2 * MAX_ENTRIES) throw TOO_LARGE;
  const larger = new Int32Array(words.length * 2);
  larger.set(words);
  words = larger;
}

function write(value) {
  makeRoom();
  if (typeof value === 'string') {
    writeText(TEXT, value);
  } else if (typeof value === 'object') {
    if (value === null) put(NULL, 0);
    else compound(value);
  } else if (typeof value === 'number') {
    if ((value | 0) === value) put(SMALL, value);
    else wideNumber(value);
  } else if (typeof value === 'boolean') {
    put(value ? TRUE : FALSE, 0);
  } else {
    rare(value);
  }
}

function writeText(kind, piece) {
  const start = text.length;
  text += piece;
  if (text.length > MAX_TEXT) throw TOO_LARGE;
  put(kind | (piece.length << 4), start);
}

/** A number without a fraction is an integer if 64 bits hold it, else a double. */
function wideNumber(value) {
  if (!Number.isFinite(value)) {
    put(Number.isNaN(value) ? NOT_A_NUMBER : INFINITE, 0);
    return;
  }
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 63) {
    // Through text, since the digits that JSON would carry are what is sent.
    bigint[0] = BigInt(String(value));
    put(INTEGER, 0);
  } else {
    double[0] = value;
    put(DOUBLE, 0);
  }
  put(halves[0], halves[1]);
}

function rare(value) {
  switch (typeof value) {
    case 'bigint':
      if (BigInt.asIntN(64, value) === value) {
        bigint[0] = value;
        put(INTEGER, 0);
        put(halves[0], halves[1]);
      } else {
        put(BIGINT_TOO_LARGE, 0);
      }
      break;
    case 'function':
      put(FUNCTION, 0);
      break;
    case 'symbol':
      put(SYMBOL, 0);
      break;
    default:
      put(UNDEFINED, 0);
  }
}

function compound(value) {
  if (around === undefined && depth < UNWATCHED_DEPTH && !polluted && isPlain(value)) {
    depth++;
    plainStructure(value);
    depth--;
    return;
  }
  if (depth >= UNWATCHED_DEPTH && around === undefined) throw DEEP;
  if (around !== undefined && around.includes(value)) {
    put(CYCLIC, 0);
    return;
  }
  let walk;
  try {
    walk = wayOf(value);
  } catch {
    walk = THREW;
  }
  if (typeof walk === 'number') {
    put(walk, 0);
    return;
  }
  if (depth >= MAX_DEPTH) {
    put(TOO_DEEP, 0);
    return;
  }
  depth++;
  around?.push(value);
  walk(value);
  around?.pop();
  depth--;
}

/** Whether an object is a plain structure. Asking a proxy may throw, or lie. */
function isPlain(value) {
  try {
    return Object.getPrototypeOf(value) === Object.prototype && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** How to walk an object, or the word to write in its place. May throw where the object is a proxy. */
function wayOf(value) {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === Object.prototype && !polluted) return Array.isArray(value) ? list : plainStructure;
  if (Array.isArray(value)) return list;
  if (ArrayBuffer.isView(value)) return BINARY;
  return EXOTIC.get(Object.prototype.toString.call(value)) ?? structure;
}

/**
 * An object whose members are all its own: the usual case, and so the one that is
 * written for speed. The text and where the tape ends are kept in local variables, and
 * put back whenever something else may write.
 */
function plainStructure(value) {
  const start = size;
  let at = start + 2;
  let tape = words;
  let all = text;
  let members = 0;
  try {
    for (const name in value) {
      let inner;
      try {
        inner = value[name];
      } catch {
        inner = UNREADABLE;
      }
      if (inner === undefined) continue;
      if (at + 16 > tape.length) {
        size = at;
        makeRoom();
        tape = words;
      }
      if (lastNames[members & 15] === name) {
        tape[at] = lastWords[members & 15];
        tape[at + 1] = 0;
        at += 2;
      } else {
        size = at;
        text = all;
        writeName(name, members & 15);
        at = size;
        all = text;
        tape = words;
      }
      members++;
      if (typeof inner === 'string') {
        const from = all.length;
        all += inner;
        if (all.length > MAX_TEXT) throw TOO_LARGE;
        tape[at] = TEXT | (inner.length << 4);
        tape[at + 1] = from;
        at += 2;
      } else {
        size = at;
        text = all;
        if (inner === UNREADABLE) put(THREW, 0);
        else write(inner);
        at = size;
        all = text;
        tape = words;
      }
    }
  } catch (error) {
    size = at;
    threw(error, start);
    return;
  }
  size = at;
  text = all;
  words[start] = STRUCTURE | (members << 4);
  words[start + 1] = at >> 1;
}

/** Writes a name and remembers it, if it is known, for the next structure. */
function writeName(name, place) {
  const known = names.get(name);
  if (known === undefined) {
    writeText(OTHER_NAME, name);
  } else {
    lastNames[place] = name;
    lastWords[place] = known;
    put(known, 0);
  }
}

/** Any other object: its own members that can be enumerated and have a name. */
function structure(value) {
  const start = size;
  put(STRUCTURE, 0);
  let members = 0;
  try {
    for (const name of Object.keys(value)) {
      if (member(value, name)) members++;
    }
  } catch (error) {
    threw(error, start);
    return;
  }
  end(STRUCTURE, members, start);
}

/** Only asking a proxy for its names throws here; it is written as one odd value. */
function threw(error, start) {
  if (error === TOO_LARGE || error === DEEP || size !== start + 2) throw error;
  words[start] = THREW;
}

function end(kind, count, start) {
  words[start] = kind | (count << 4);
  words[start + 1] = size >> 1;
}

/** Writes one member. A member that is undefined is absent, as it is for `JSON.stringify` and the SDK. */
function member(object, name) {
  let value;
  let broken = false;
  try {
    value = object[name];
  } catch {
    broken = true;
  }
  if (value === undefined && !broken) return false;
  makeRoom();
  const known = names.get(name);
  if (known === undefined) writeText(OTHER_NAME, name);
  else put(known, 0);
  if (broken) put(THREW, 0);
  else write(value);
  return true;
}

function list(value) {
  const start = size;
  put(LIST, 0);
  const length = lengthOf(value);
  if (length > MAX_ENTRIES) throw TOO_LARGE;
  const fast = around === undefined && depth < UNWATCHED_DEPTH && !polluted;
  for (let index = 0; index < length; index++) {
    let item;
    try {
      item = value[index];
    } catch {
      makeRoom();
      put(THREW, 0);
      continue;
    }
    if (fast && typeof item === 'object' && item !== null && isPlain(item)) {
      makeRoom();
      depth++;
      plainStructure(item);
      depth--;
    } else {
      write(item);
    }
  }
  end(LIST, length, start);
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
