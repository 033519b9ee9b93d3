/** The simulations of a server: one for each account and Region, made when a request first names it. */

import { createHash } from 'node:crypto';

import { __memory_bytes } from '../api.js';
import { clockOf } from '../clock.js';
import { DrydockError, Simulation } from '../node.js';
import { Journal, hold, letGo, readSnapshot, writeSnapshot } from './journal.js';

export const ACCOUNT = '123456789012';
export const REGION = 'us-east-1';

/** Something that would be more than this server holds. */
export class Limit extends Error {}

export class Docks {
  /** How much of the journal was done again, and how many bytes of its last line were cut off. */
  restored;
  #docks = new Map();
  #options;
  #journal;
  #room;
  #holdsSnapshot = false;

  /** Goes on where the files are. */
  constructor(options) {
    clockOf(options.clock);
    this.#options = options;
    this.#room = new Room(options.maxMemoryMib);
    // What a dock is made with is tried before anything is written.
    new Simulation(this.#simulationOptions(ACCOUNT, REGION)).free();
    try {
      this.#goOn();
    } catch (error) {
      this.close({ keep: false });
      throw error;
    }
  }

  #goOn() {
    const { snapshot: file, journal, fsync } = this.#options;
    if (file !== undefined) {
      hold(file);
      this.#holdsSnapshot = true;
    }
    if (journal !== undefined) this.#journal = new Journal(journal, { fsync });
    const snapshot = file === undefined ? { docks: [] } : readSnapshot(file);
    for (const { at, options, snapshot: bytes } of snapshot.docks) this.#add(at, options, Simulation.restore(bytes));
    if (!this.#journal) return;
    const { entries, cut } = this.#journal.open(snapshot);
    for (const entry of entries) this.#replay(entry, journal);
    this.restored = { entries: entries.length, cut };
    // So that the journal does not grow for ever where servers never end in peace.
    if (entries.length > 0) this.#keep();
  }

  /** The dock of an account and a Region. */
  at(account = ACCOUNT, region = REGION) {
    const at = `${account}/${region}`;
    const known = this.#docks.get(at);
    if (known) return known;
    if (this.#docks.size >= this.#options.maxSimulations) {
      throw new Limit(`this server has at most ${this.#options.maxSimulations} accounts and Regions: raise maxSimulations`);
    }
    this.#room.check();
    const options = this.#simulationOptions(account, region);
    const dock = this.#add(at, options, new Simulation(options));
    this.#journal?.append([{ at, make: options }]);
    return dock;
  }

  [Symbol.iterator]() {
    return this.#docks.values();
  }

  #add(at, options, simulation) {
    const dock = this.#docks.get(at) ?? new Dock(at, clockOf(this.#options.clock), this.#journal, this.#room);
    dock.simulation?.free();
    dock.begin(options, simulation);
    this.#docks.set(at, dock);
    return dock;
  }

  #simulationOptions(accountId, region) {
    const { seed, simulation = {} } = this.#options;
    const { startTime } = simulation;
    // As a number, since it is kept as JSON.
    const start = startTime instanceof Date ? { startTime: startTime.getTime() } : {};
    return { ...simulation, ...start, seed: seedOf(seed, accountId, region), accountId, region };
  }

  /** Does once more what an entry of the journal says. */
  #replay({ n, at, make, sequence, ...entry }, file) {
    if (make) this.#add(at, make, new Simulation(make));
    else this.#docks.get(at)?.replay(entry);
    if (sequence !== undefined && this.#docks.get(at)?.simulation.sequence !== sequence) {
      throw new DrydockError('bad-journal', `line ${n} of ${file} does not lead to what it led to: it was written by another version, or changed`);
    }
  }

  /** Who listens is told that there is nothing more to come. */
  dismiss() {
    for (const { listeners } of this) {
      for (const listener of listeners) listener.leave();
      listeners.clear();
    }
  }

  /** Writes the snapshot, if there is to be one, and lets go of everything. */
  close({ keep = true } = {}) {
    try {
      if (keep) this.#keep();
    } finally {
      this.#journal?.close();
      if (this.#holdsSnapshot) letGo(this.#options.snapshot);
      for (const { simulation } of this) simulation.free();
      this.#docks.clear();
    }
  }

  /** Writes the snapshot; the journal begins behind it then. */
  #keep() {
    const { snapshot } = this.#options;
    if (snapshot === undefined) return;
    // What could not be written to the journal was not answered, and is not kept either.
    this.#journal?.check();
    const docks = [...this].map(({ at, options, simulation }) => ({ at, options, snapshot: simulation.snapshot() }));
    writeSnapshot(snapshot, this.#journal?.place ?? {}, docks);
    this.#journal?.clear();
  }
}

/** One simulation, with its clock and its part of the journal. */
class Dock {
  /** Each is told when something may have `happened()`, and that it is to `leave()`. */
  listeners = new Set();
  #due;
  #journal;
  #room;
  /** How far the journal has the simulation. */
  #written;

  constructor(at, due, journal, room) {
    this.at = at;
    this.#due = due;
    this.#journal = journal;
    this.#room = room;
  }

  begin(options, simulation) {
    this.options = options;
    this.simulation = simulation;
    this.#written = this.#reached();
  }

  /** A request of a client, its body as text, or as bytes that are none. */
  call(operation, body) {
    this.#room.check();
    const entries = this.#begun(true);
    const before = this.simulation.sequence;
    const answer = this.simulation.handle({ operation, body, bytes: true });
    const { sequence } = this.simulation;
    if (sequence !== before) {
      const said = typeof body === 'string' ? { body } : { base64: Buffer.from(body).toString('base64') };
      entries.push({ call: operation, ...said, sequence });
    }
    this.#done(entries);
    return answer;
  }

  /** A command that is not a request. */
  apply(command) {
    return this.#tried((entries) => {
      const result = this.simulation.apply(command);
      entries.push({ apply: command, sequence: this.simulation.sequence });
      return result;
    });
  }

  /** Lets time pass until something is so. */
  advanceUntil(until, options) {
    return this.#tried((entries) => {
      const result = this.simulation.advanceUntil(until, options);
      entries.push({ until, options, sequence: this.simulation.sequence });
      return result;
    });
  }

  /** Time goes on by itself. */
  tick() {
    this.#done(this.#begun(false));
  }

  /** Begins anew, with other options where some are given; its place stays. */
  reset(options) {
    for (const name of ['accountId', 'region']) {
      if (name in options) throw new DrydockError('bad-argument', `options.${name}: it is given in the query, as account and region`);
    }
    const wanted = { ...this.options, ...options };
    this.#replace(wanted, new Simulation(wanted), { make: wanted });
  }

  restore(bytes) {
    this.#room.check();
    this.#replace(this.options, Simulation.restore(bytes), { restore: Buffer.from(bytes).toString('base64') });
  }

  #replace(options, simulation, entry) {
    this.#journal?.check();
    this.simulation.free();
    this.begin(options, simulation);
    this.#done([entry]);
  }

  replay({ call, body, base64, apply, until, options, restore }) {
    if (call !== undefined) this.simulation.handle({ operation: call, body: body ?? Buffer.from(base64, 'base64') });
    else if (apply !== undefined) this.simulation.apply(apply);
    else if (until !== undefined) this.simulation.advanceUntil(until, options);
    else {
      this.simulation.free();
      this.simulation = Simulation.restore(Buffer.from(restore, 'base64'));
    }
    this.#written = this.#reached();
  }

  /** Something that may be misuse, and then does nothing; time has passed all the same. */
  #tried(work) {
    this.#room.check();
    const entries = this.#begun(false);
    try {
      return work(entries);
    } finally {
      this.#done(entries);
    }
  }

  /** Lets time pass before something is done: the entries of the journal that this begins with. */
  #begun(isRequest) {
    this.#journal?.check();
    const entries = [];
    // What somebody did to the simulation himself is in no entry: then all of it is one.
    if (this.#journal && this.#written !== this.#reached()) entries.push({ restore: Buffer.from(this.simulation.snapshot()).toString('base64') });
    const milliseconds = this.#due(isRequest);
    if (milliseconds <= 0) return entries;
    const command = { kind: 'advance', milliseconds };
    try {
      this.simulation.apply(command);
      entries.push({ apply: command });
    } catch (error) {
      // The end of time is the year 9999: a simulation stays there.
      if (!(error instanceof DrydockError && error.code === 'bad-argument')) throw error;
    }
    return entries;
  }

  /** What was done is written before anybody hears of it. */
  #done(entries) {
    this.#written = this.#reached();
    if (entries.length === 0) return;
    this.#journal?.append(entries.map((entry) => ({ at: this.at, ...entry })));
    for (const listener of this.listeners) listener.happened();
  }

  #reached() {
    return `${this.simulation.sequence} ${this.simulation.now}`;
  }
}

/** How much memory all simulations may take. That of the module never shrinks, whatever is reset. */
class Room {
  #mib;

  constructor(mib) {
    this.#mib = mib;
  }

  check() {
    if (__memory_bytes() > this.#mib * 2 ** 20) {
      throw new Limit(`the simulations of this server take more than ${this.#mib} MiB: start it anew, or raise maxMemoryMib`);
    }
  }
}

/** The usual place has the seed itself, any other one that follows from it. */
function seedOf(seed, account, region) {
  if (account === ACCOUNT && region === REGION) return seed;
  return createHash('sha256').update(`${seed}/${account}/${region}`).digest().readUIntBE(0, 6);
}
