/**
 * The journal of a server: a file to which every command is appended before it is
 * answered, a line of JSON each. What was written outlives the process, however it ends.
 *
 * The first line says whose file it is: `id`, and after which number its lines begin. Every
 * other line is numbered, `n`, one after the other, so that a snapshot can say which of
 * them it holds. A line that was being written when the process ended was not answered: it
 * is cut off.
 */

import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fdatasyncSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { DrydockError, behaviourVersion } from '../node.js';

const JOURNAL = 'ecs-drydock journal';
const SNAPSHOT = 'ecs-drydock snapshot';
const NEW_LINE = 10;
/** The files that servers of this process hold. */
const held = new Set();

/** A file that cannot be gone on with: what is wrong, and the way out. */
function unusable(message) {
  return new DrydockError('bad-journal', message);
}

export class Journal {
  #file;
  #fd;
  #sync;
  #id;
  /** The number of the last line. */
  #number;
  /** What went wrong when a line was written: from then on nothing is as the file has it. */
  #failure;

  constructor(file, { fsync = false } = {}) {
    this.#file = file;
    this.#sync = fsync;
    hold(file);
  }

  /** Gives what is in the file behind a snapshot, and opens it for more. `cut`: how many bytes of a line were cut off. */
  open({ number = 0, journal: id, exists = false } = {}) {
    const file = this.#file;
    const bytes = usable(file, () => (existsSync(file) ? readFileSync(file) : Buffer.alloc(0)));
    const { head, entries, end } = read(bytes, file);
    const last = entries.at(-1)?.n ?? head?.after ?? 0;
    if (head) fitting(file, head, { number, id, exists, last });
    this.#fd = usable(file, () => openSync(file, 'a'));
    this.#id = head?.id ?? id ?? randomUUID();
    this.#number = Math.max(number, last);
    // A new file; or one that lost lines which the snapshot has, so that the next would not follow.
    if (!head || number > last) this.clear();
    else if (end < bytes.length) ftruncateSync(this.#fd, end);
    syncFolder(file);
    return { entries: entries.filter(({ n }) => n > number), cut: bytes.length - end };
  }

  /** Appends entries; when this returns, they are in the file. Once that failed, it always does. */
  append(entries) {
    this.check();
    if (entries.length > 0) this.#write(entries.map((entry) => ({ n: ++this.#number, ...entry })));
  }

  /** Throws if something could not be written. */
  check() {
    if (this.#failure) throw this.#failure;
  }

  /** What a snapshot says of where the journal is. */
  get place() {
    return { number: this.#number, journal: this.#id };
  }

  /** Begins anew behind what a snapshot has. */
  clear() {
    ftruncateSync(this.#fd, 0);
    this.#write([{ file: JOURNAL, behaviourVersion: behaviourVersion(), id: this.#id, after: this.#number }]);
  }

  close() {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
    letGo(this.#file);
  }

  #write(entries) {
    const bytes = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at);
      if (this.#sync) fdatasyncSync(this.#fd);
    } catch (error) {
      this.#failure = new JournalFailure(`the journal ${this.#file} cannot be written: ${error.message}`, { cause: error });
      throw this.#failure;
    }
  }
}

/** What was done could not be written down: a server must not go on after it. */
export class JournalFailure extends Error {}

/** Whether a journal and a snapshot belong together; throws where something would be lost or done twice. */
function fitting(file, head, { number, id, exists, last }) {
  if (exists && last > 0 && id !== head.id) throw unusable(`${file} is not the journal that belongs to the snapshot: go on with the one that does, or without either`);
  if (number < head.after) throw unusable(`${file} begins behind line ${head.after}: give the snapshot that has what was before`);
}

/** The first line of a file, the others, and where the last whole line ends. */
function read(bytes, file) {
  const lines = [];
  for (let start = 0, end; (end = bytes.indexOf(NEW_LINE, start)) >= 0; start = end + 1) lines.push({ text: bytes.toString('utf8', start, end), end: end + 1 });
  if (lines.length === 0) {
    if (bytes.length > 0 && !bytes.toString('latin1').startsWith('{"file":"ecs-dry'.slice(0, bytes.length))) throw unusable(`${file} is no journal of ecs-drydock`);
    return { entries: [], end: 0 };
  }
  const head = parsed(lines[0].text);
  if (head?.file !== JOURNAL) throw unusable(`${file} is no journal of ecs-drydock`);
  if (head.behaviourVersion !== behaviourVersion()) {
    throw unusable(`${file} is of behaviour version ${head.behaviourVersion}, this package has ${behaviourVersion()}: go on with the version that wrote it, or with another file`);
  }
  const entries = lines.slice(1).map(({ text }) => parsed(text));
  // A power cut may leave the end of a line, and not all that is before it.
  if (entries.length > 0 && entries.at(-1) === undefined) {
    entries.pop();
    lines.pop();
  }
  const wrong = entries.findIndex((entry, index) => entry?.n !== head.after + 1 + index);
  if (wrong >= 0) throw unusable(`line ${wrong + 2} of ${file} is ${entries[wrong] ? 'not the one that follows: lines are missing' : 'damaged'}`);
  return { head, entries, end: lines.at(-1).end };
}

function parsed(line) {
  try {
    const entry = JSON.parse(line);
    return entry !== null && typeof entry === 'object' ? entry : undefined;
  } catch {
    return undefined;
  }
}

/** Tells of files that the system does not let us have. */
function usable(file, work) {
  try {
    return work();
  } catch (error) {
    if (error.code === undefined || error instanceof DrydockError) throw error;
    throw unusable(`${file} cannot be used: ${error.code === 'EISDIR' ? 'it is a folder' : error.message}`);
  }
}

/** Keeps others from a file: two servers that write to one would make nonsense of it. */
export function hold(file) {
  const path = resolve(file);
  if (held.has(path)) throw unusable(`${file} is in use by another server of this process`);
  usable(file, () => {
    mkdirSync(dirname(file), { recursive: true });
    lock(file);
  });
  held.add(path);
}

export function letGo(file) {
  if (held.delete(resolve(file))) rmSync(`${file}.lock`, { force: true });
}

function lock(file) {
  const name = `${file}.lock`;
  try {
    writeFileSync(name, String(process.pid), { flag: 'wx' });
    return;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = Number(readFileSync(name, 'utf8'));
  // In a container every server has the same number: that of one that was killed is no other's.
  if (holder !== process.pid && isAlive(holder)) throw unusable(`${file} is in use by the process ${holder}; if that is no ecs-drydock, delete ${name}`);
  writeFileSync(name, String(process.pid));
}

function isAlive(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Simulations as they are kept in a file: each with its place, and where the journal is with them. */
export function writeSnapshot(file, { number, journal }, docks) {
  const kept = docks.map(({ at, options, snapshot }) => ({ at, options, snapshot: Buffer.from(snapshot).toString('base64') }));
  const text = JSON.stringify({ file: SNAPSHOT, behaviourVersion: behaviourVersion(), n: number, journal, docks: kept });
  usable(file, () => {
    // Never half of one: the old file stays until the new one is whole.
    const fd = openSync(`${file}.new`, 'w');
    try {
      writeFileSync(fd, text);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(`${file}.new`, file);
    syncFolder(file);
  });
}

/** What {@link writeSnapshot} wrote; nothing at all if there is no such file yet. That it can be written is tried as well. */
export function readSnapshot(file) {
  usable(file, () => {
    closeSync(openSync(`${file}.new`, 'w'));
    rmSync(`${file}.new`);
  });
  if (!existsSync(file)) return { docks: [] };
  const snapshot = parsed(usable(file, () => readFileSync(file, 'utf8')));
  if (snapshot === undefined) throw unusable(`${file} is damaged`);
  const { file: kind, behaviourVersion: version, n: number, journal, docks } = snapshot;
  if (kind !== SNAPSHOT) throw unusable(`${file} is no snapshot of ecs-drydock`);
  if (version !== behaviourVersion()) {
    throw unusable(`${file} is of behaviour version ${version}, this package has ${behaviourVersion()}: go on with the version that wrote it, or without it`);
  }
  return { exists: true, number, journal, docks: docks.map((dock) => ({ ...dock, snapshot: Buffer.from(dock.snapshot, 'base64') })) };
}

/** That a file is there, or goes by this name, survives a power cut only with its folder. */
function syncFolder(file) {
  let fd;
  try {
    fd = openSync(dirname(file), 'r');
    fsyncSync(fd);
  } catch {
    // Windows has no such thing.
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
