// Makes the finished module smaller as it travels, not as it runs: what is never called is
// dropped, what is there twice is kept once, and functions that are alike are put next to
// each other, where gzip, which looks back 32 KB, finds again what it has seen.
//
// Binaryen does the work on the code. Passes that make fewer instructions of it are left
// out: they make the module smaller, and what gzip makes of it larger.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { root, run } from './steps.js';

const WASM_OPT = join(root, 'node_modules', 'binaryen', 'bin', 'wasm-opt');

/** What the compiler makes use of; Binaryen would not read it otherwise, nor write anything newer. */
const FEATURES = ['simd', 'bulk-memory', 'nontrapping-float-to-int', 'sign-ext', 'mutable-globals', 'reference-types', 'multivalue'].map((name) => `--enable-${name}`);

/** In this order, which was tried against others by the size that comes of it. */
const PASSES = [
  'remove-unused-module-elements',
  'duplicate-function-elimination',
  'rse',
  'vacuum',
  'remove-unused-brs',
  'coalesce-locals',
  'vacuum',
  'reorder-locals',
  'duplicate-function-elimination',
].map((name) => `--${name}`);

/** How many bytes in a row count as something in common. */
const SHINGLE = 8;
/** What more functions than these have in common tells none of them from the others. */
const COMMON = 400;
/** How far back gzip is taken to look, in bytes of code. */
const WINDOW = 28_000;
/** A function is rated by what it has in common with those before it, over its length to this power. */
const LENGTH_POWER = 0.9;

/** Rewrites a WebAssembly file in place. */
export async function compact(file) {
  const wasmOpt = (title, input, ...passes) => run(title, process.execPath, [WASM_OPT, ...FEATURES, input, ...passes, '-o', file]);
  await wasmOpt('dropping what the module does not need', file, ...PASSES);
  const module = readFileSync(file);
  const { imports, bodies } = functions(module);
  // Binaryen puts functions in the order of their names: so they are named by their ranks.
  const ranks = [];
  order(bodies).forEach((index, rank) => (ranks[index] = String(rank).padStart(6, '0')));
  writeFileSync(file, Buffer.concat([module, names(imports, ranks)]));
  await wasmOpt('putting alike functions together', file, '--reorder-functions-by-name');
}

/** Which function comes after which: always the one that has most in common with those just before it. */
function order(bodies) {
  const shingles = distinctive(bodies.map(shinglesOf));
  const holders = holdersOf(shingles);
  const scores = new Float64Array(bodies.length);
  const weights = bodies.map((body) => body.length ** LENGTH_POWER);
  const seen = new Map();
  const change = (index, by) => {
    for (const shingle of shingles[index]) {
      const before = seen.get(shingle) ?? 0;
      seen.set(shingle, before + by);
      // Only the first of its kind makes a difference, and the last one that leaves.
      if (before === 0 || before + by === 0) for (const holder of holders.get(shingle)) scores[holder] += by;
    }
  };
  const rest = new Set(bodies.keys());
  const ordered = [];
  let [oldest, bytes] = [0, 0];
  while (rest.size > 0) {
    let [next, best] = [-1, -1];
    for (const index of rest) {
      const rating = scores[index] / weights[index];
      if (rating > best) [next, best] = [index, rating];
    }
    rest.delete(next);
    ordered.push(next);
    change(next, 1);
    bytes += bodies[next].length;
    for (; bytes > WINDOW && oldest < ordered.length - 1; oldest += 1) {
      change(ordered[oldest], -1);
      bytes -= bodies[ordered[oldest]].length;
    }
  }
  return ordered;
}

/** A number for each run of bytes in a function. */
function shinglesOf(body) {
  const shingles = new Set();
  for (let start = 0; start + SHINGLE <= body.length; start += 1) {
    let hash = 0;
    for (let index = start; index < start + SHINGLE; index += 1) hash = (Math.imul(hash, 16777619) ^ body[index]) >>> 0;
    shingles.add(hash);
  }
  return shingles;
}

function holdersOf(shingles) {
  const holders = new Map();
  shingles.forEach((of, index) => {
    for (const shingle of of) {
      if (!holders.has(shingle)) holders.set(shingle, []);
      holders.get(shingle).push(index);
    }
  });
  return holders;
}

/** Without what only one function has, or nearly all. */
function distinctive(shingles) {
  const holders = holdersOf(shingles);
  const tells = (shingle) => holders.get(shingle).length > 1 && holders.get(shingle).length <= COMMON;
  return shingles.map((of) => [...of].filter(tells));
}

/** How many functions a module imports, and the bodies of its own. */
function functions(module) {
  const reader = new Reader(module, 8);
  const found = { imports: 0, bodies: [] };
  while (reader.at < module.length) {
    const id = module[reader.at++];
    const end = reader.number() + reader.at;
    if (id === IMPORTS) found.imports = reader.list(() => reader.importKind()).filter((kind) => kind === 0).length;
    if (id === CODE) found.bodies = reader.list(() => reader.bytes());
    reader.at = end;
  }
  return found;
}

// Section numbers of the binary format.
const IMPORTS = 2;
const CODE = 10;

/** Reads the binary format of WebAssembly as far as it is needed here. */
class Reader {
  constructor(module, at) {
    this.module = module;
    this.at = at;
  }

  number() {
    for (let [number, scale] = [0, 1]; ; scale *= 128) {
      const byte = this.module[this.at++];
      number += (byte & 127) * scale;
      if (byte < 128) return number;
    }
  }

  list(read) {
    return Array.from({ length: this.number() }, read);
  }

  bytes() {
    const length = this.number();
    this.at += length;
    return this.module.subarray(this.at - length, this.at);
  }

  /** What is imported: 0 for a function, the only thing that wasm-bindgen's modules import. */
  importKind() {
    this.bytes();
    this.bytes();
    const kind = this.module[this.at++];
    if (kind !== 0) throw new Error(`an import of kind ${kind} is not read here`);
    this.number();
    return kind;
  }
}

/** The section that names the functions behind the imported ones. */
function names(imports, texts) {
  const text = (of) => [...number(of.length), ...Buffer.from(of)];
  const sized = (id, bytes) => [id, ...number(bytes.length), ...bytes];
  const entries = texts.flatMap((name, index) => [...number(imports + index), ...text(name)]);
  return Buffer.from(sized(0, [...text('name'), ...sized(1, [...number(texts.length), ...entries])]));
}

function number(value) {
  return value < 128 ? [value] : [(value & 127) | 128, ...number(value >>> 7)];
}
