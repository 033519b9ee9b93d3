/**
 * A simulated cluster. The types and their documentation are in index.d.ts.
 *
 * What is given is walked into the WebAssembly module, so that odd values are told as
 * what they are; what comes back crosses as JSON text. A value is walked before the
 * simulation is entered: its getters may call the simulation, or free it.
 */

import { DrydockError, EcsServiceException, cut, guarded, handOver, kindOf, livingInstance, misuse, ready, walked } from './api.js';
import * as wasm from './wasm/ecs_drydock.js';

/** The parts of what came of a request, as the module numbers them. */
const [BODY, REQUEST_ID, EXCEPTION, MESSAGE] = [0, 1, 2, 3];
/** The numbers of a simulation, likewise. */
const [NOW, NEXT_DUE, EVENTS, SEQUENCE, READ_LAG] = [0, 1, 2, 3, 4];
/** The members of answers that are times, and become Dates as the SDK has them. */
const TIMES = new Set([
  'registeredAt', 'lastUpdated', 'lastStatusChange', 'deregisteredAt', 'createdAt', 'updatedAt', 'connectivityAt', 'pullStartedAt', 'pullStoppedAt',
  'startedAt', 'stoppingAt', 'stoppedAt', 'executionStoppedAt', 'expirationDate',
]);
const EVENT_TYPES = ['containerInstanceStateChange', 'containerInstanceHealthChange', 'taskStateChange', 'serviceAction', 'deploymentStateChange'];
const LARGEST = Number.MAX_SAFE_INTEGER;
const DAY_MS = 86_400_000;
/** One more than a request may have: all that is taken of a larger one, to be refused for its size. */
const TOO_MANY_BYTES = 4 * 1024 * 1024 + 1;
/** More than any snapshot that this module could make; what is cut off leaves it damaged. */
const MOST_SNAPSHOT_BYTES = 2 ** 29;
/** How many answers are kept, and the length of the longest request that is remembered with one. */
const MOST_KEPT = 16;
const LONGEST_KEPT = 64 * 1024;
/** More than an ARN has. */
const LONGEST_ID = 2048;
/** Reads a host: between the classes here, and nobody else's. */
const DESCRIBE = Symbol('describe');
/** What constructs a simulation around one that the module has made already. */
const ADOPT = Symbol('adopt');

const encoder = new TextEncoder();

/** What a value is told that no module could take. */
const TOO_LARGE = () => {
  throw misuse('larger than 4 MiB of text or 1,000,000 values');
};

export function behaviourVersion() {
  return guarded(() => wasm.behaviour_version());
}

export class Simulation {
  /** The simulation in the module; undefined once it is freed. */
  #dock;
  /** The instance of the module that it lives in. */
  #instance;
  /** What requests were answered with since something changed: those that come again are answered so. */
  #kept = new Map();

  constructor(options = {}, dock = undefined) {
    ready();
    this.#dock = options === ADOPT ? dock : made(withStartTime(copied('options', options)));
    this.#instance = livingInstance();
  }

  static restore(snapshot) {
    ready();
    const bytes = bytesOf(snapshot, MOST_SNAPSHOT_BYTES);
    if (bytes === undefined) throw misuse(`restore takes a Uint8Array, got ${kindOf(snapshot)}`);
    return new Simulation(ADOPT, guarded(() => {
      try {
        return wasm.Dock.restore(bytes);
      } catch (error) {
        throw typeof error === 'string' ? snapshotError(error) : error;
      }
    }));
  }

  get now() {
    return this.#with((dock) => dock.number(NOW));
  }

  get nextDue() {
    return this.#with((dock) => dock.number(NEXT_DUE));
  }

  call(operation, input = {}) {
    const name = operationOf(operation);
    return this.#walked(input, (dock, ...tape) => {
      this.#kept.clear();
      const status = dock.call_value(name, ...tape);
      if (status === undefined) throw new DrydockError('module-dead', 'the walker and the module disagree: please report this');
      return outcome(dock, status);
    });
  }

  handle(request) {
    const { operation, body = '{}', bytes: asBytes = false } = copied('the request', request);
    const name = operationOf(operation);
    const bytes = typeof body === 'string' ? encoder.encode(body.slice(0, TOO_MANY_BYTES)) : bytesOf(body, TOO_MANY_BYTES);
    if (bytes === undefined) throw misuse(`the body is a string or a Uint8Array, got ${kindOf(body)}`);
    const key = typeof body === 'string' && body.length <= LONGEST_KEPT ? `${asBytes} ${name.length} ${name}${body}` : undefined;
    return this.#with((dock) => {
      const kept = this.#kept.get(key);
      if (kept) return handed(kept, dock.request_id());
      const before = dock.number(SEQUENCE);
      const status = dock.call_json(name, bytes);
      const text = dock.last(BODY);
      const answer = { status, body: asBytes ? encoder.encode(text) : text };
      if (dock.number(SEQUENCE) !== before) this.#kept.clear();
      else if (key !== undefined) this.#keep(key, { ...answer, isTimeless: isTimeless(dock, name, body) });
      return handed(answer, dock.last(REQUEST_ID));
    });
  }

  /** Of answers that are kept, only some are still so when time goes on and nothing else happens in it. */
  #forget(dock, milliseconds) {
    const due = dock.number(NEXT_DUE);
    if (due !== undefined && due <= dock.number(NOW) + milliseconds) this.#kept.clear();
    for (const [key, { isTimeless }] of this.#kept) if (!isTimeless) this.#kept.delete(key);
  }

  #keep(key, answer) {
    if (this.#kept.size >= MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value);
    this.#kept.set(key, answer);
  }

  launch(options = {}) {
    return this.#apply({ ...copied('options', options), kind: 'launch' });
  }

  hosts() {
    return this.#with((dock) => JSON.parse(dock.hosts(undefined))).map((view) => new Host(this, view));
  }

  host(id) {
    return new Host(this, this[DESCRIBE](id));
  }

  /** A host as it is now; `id` is its EC2 ID, or the ID or ARN of its container instance. */
  [DESCRIBE](id) {
    const name = textOf('the host', id);
    const found = this.#with((dock) => (name.length > LONGEST_ID ? undefined : dock.hosts(name)));
    if (found !== undefined) return JSON.parse(found)[0];
    const way = 'give its EC2 ID, or the ID or ARN of its container instance; hosts() lists them';
    throw new DrydockError('unknown-host', `there is no host \`${cut(name)}\`: ${way}`);
  }

  inject(fault, options = {}) {
    this.#apply({ ...copied('options', options), kind: 'fault', fault });
  }

  workload(workload) {
    this.#apply({ ...copied('workload', workload), kind: 'workload' });
  }

  target(target) {
    this.#apply({ ...copied('target', target), kind: 'target' });
  }

  explain(target = {}) {
    return this.#walked(copied('target', target), (dock, ...tape) => JSON.parse(told('target', () => dock.explain(...tape))));
  }

  assume(assumption, choice) {
    this.#apply({ kind: 'assume', assumption, choice });
  }

  apply(command) {
    const { kind, operation, request, ...rest } = copied('command', command);
    if (kind !== 'call') return this.#apply(command);
    // Not as a command: the rules judge a request, and tell what is odd about a value in it.
    const [other] = Object.keys(rest);
    if (other !== undefined) throw misuse(`command: there is no member \`${cut(other)}\`: there are kind, operation, request`);
    if (operation === undefined) throw misuse('command.operation: is required');
    return this.call(operation, request ?? {});
  }

  /** Applies a command, which is not a request: what came of it. */
  #apply(command) {
    return this.#walked(command, (dock, ...tape) => {
      if (command.kind === 'advance' && command.milliseconds >= 0) this.#forget(dock, command.milliseconds);
      else this.#kept.clear();
      const before = dock.number(EVENTS);
      const { hosts, advanced } = JSON.parse(told('command', () => dock.apply(...tape)));
      if (advanced) return progress(dock, before);
      return command.kind === 'launch' ? (hosts ?? []).map((view) => new Host(this, view)) : undefined;
    });
  }

  journal() {
    return this.#with((dock) => JSON.parse(dock.journal()));
  }

  get sequence() {
    return this.#with((dock) => dock.number(SEQUENCE));
  }

  advance(milliseconds) {
    const whole = wholeNumber('advance', milliseconds);
    return this.#with((dock) => {
      this.#forget(dock, whole);
      const before = dock.number(EVENTS);
      told('advance', () => dock.advance(whole));
      return progress(dock, before);
    });
  }

  advanceUntil(condition, options = {}) {
    const { limitMs = DAY_MS } = copied('options', options);
    const limit = wholeNumber('limitMs', limitMs);
    return this.#walked(condition, (dock, ...tape) => {
      this.#kept.clear();
      const before = dock.number(EVENTS);
      const reached = told('condition', () => dock.advance_until(...tape, limit));
      return { reached, ...progress(dock, before) };
    });
  }

  events(options = {}) {
    const { after = 0, limit = 1000, types = [] } = copied('options', options);
    const known = (type) => EVENT_TYPES.includes(type);
    if (!Array.isArray(types) || !types.every(known)) {
      const wrong = Array.isArray(types) ? types.find((type) => !known(type)) : types;
      throw misuse(`types is an array of ${EVENT_TYPES.join(', ')}, got ${shown(wrong)}`);
    }
    const [cursor, most] = [wholeNumber('after', after), wholeNumber('limit', limit)];
    const wanted = [...new Set(types)].join(',');
    return this.#with((dock) => JSON.parse(dock.events(cursor, most, wanted)));
  }

  assumptions() {
    return this.#with((dock) => Object.fromEntries(JSON.parse(dock.choices())));
  }

  snapshot() {
    return this.#with((dock) => dock.snapshot());
  }

  fork() {
    return new Simulation(ADOPT, this.#with((dock) => dock.fork()));
  }

  digest() {
    return this.#with((dock) => dock.digest());
  }

  free() {
    const dock = this.#dock;
    this.#dock = undefined;
    // What is in a torn instance is not touched any more.
    if (dock && this.#instance === livingInstance()) guarded(() => dock.free());
  }

  /** Works with the simulation in the module, if it is still there. */
  #with(work) {
    this.#live();
    return guarded(() => work(this.#live()));
  }

  /** The same with what the walker wrote of a value. */
  #walked(value, work) {
    this.#live();
    const fits = walked(value);
    return this.#with((dock) => (fits ? handOver((...tape) => work(dock, ...tape), TOO_LARGE) : TOO_LARGE()));
  }

  #live() {
    if (this.#dock === undefined) throw new DrydockError('freed', 'the simulation was freed: make a new one');
    if (this.#instance !== livingInstance()) {
      const words = 'a call was broken off in the module, and the simulation is lost with it';
      throw new DrydockError('module-dead', `${words}: make a new one, or restore a snapshot`);
    }
    return this.#dock;
  }
}

// Where the engine knows `using`, a simulation is freed at the end of its block.
if (Symbol.dispose) Simulation.prototype[Symbol.dispose] = Simulation.prototype.free;

/** A host of a simulation. What it is like is read when it is asked for. */
export class Host {
  #simulation;

  constructor(simulation, view) {
    if (!(simulation instanceof Simulation)) throw misuse('hosts are not constructed: launch(), hosts() and host() give them');
    const { id, containerInstanceArn } = view;
    this.#simulation = simulation;
    this.id = id ?? containerInstanceArn;
  }

  describe() {
    return this.#simulation[DESCRIBE](this.id);
  }

  terminate(options) {
    this.#act('terminate', options);
  }

  stop(options) {
    this.#act('stop', options);
  }

  start(options) {
    this.#act('start', options);
  }

  reboot(options) {
    this.#act('reboot', options);
  }

  spotInterruption(options) {
    this.#act('spotInterruption', options);
  }

  stopAgent(options) {
    this.#act('stopAgent', options);
  }

  startAgent(options) {
    this.#act('startAgent', options);
  }

  deadline(afterMs) {
    this.#simulation.apply({ kind: 'deadline', host: this.id, afterMs });
  }

  #act(action, options = {}) {
    this.#simulation.apply({ ...copied('options', options), kind: 'host', host: this.id, action });
  }
}

/** Whether an answer depends on the state alone. Heartbeats, protection that ends and answers that lag behind depend on the time. */
function isTimeless(dock, operation, body) {
  return operation !== 'GetTaskProtection' && !body.includes('CONTAINER_INSTANCE_HEALTH') && dock.number(READ_LAG) === 0;
}

/** An answer as it travels. Bytes are a copy: whoever gets them may do with them what he likes. */
function handed({ status, body }, requestId) {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId };
  return { status, headers, body: typeof body === 'string' ? body : body.slice() };
}

/** What came of a request: its answer, or the exception thrown. */
function outcome(dock, status) {
  if (status === 200) return JSON.parse(dock.last(BODY), revive);
  const diagnostics = dock.found();
  const unsendable = diagnostics.find(({ severity, exception }) => severity === 'error' && exception === undefined);
  if (unsendable) {
    const { path, message } = unsendable;
    throw misuse(`no client can send this request: ${path && `${path}: `}${message}`);
  }
  throw new EcsServiceException(dock.last(EXCEPTION), dock.last(MESSAGE), status, dock.last(REQUEST_ID), diagnostics);
}

/** Times in answers are seconds since 1970; as the SDK does, they are given as Dates. */
function revive(name, value) {
  return TIMES.has(name) && typeof value === 'number' ? new Date(Math.round(value * 1000)) : value;
}

function progress(dock, before) {
  const cursor = dock.number(EVENTS);
  return { now: dock.number(NOW), events: cursor - before, cursor };
}

/** A simulation that the module makes of options. */
function made(options) {
  const fits = walked(options);
  const make = (...tape) => told('options', () => new wasm.Dock(...tape));
  return guarded(() => (fits ? handOver(make, TOO_LARGE) : TOO_LARGE()));
}

/** Options as the module reads them: a Date for the first moment is a number there. */
function withStartTime(options) {
  const { startTime } = options;
  return startTime instanceof Date ? { ...options, startTime: startTime.getTime() } : options;
}

/** Turns the texts that the module throws into errors. */
function told(what, work) {
  try {
    return work();
  } catch (error) {
    if (typeof error !== 'string') throw error;
    const { member, message } = JSON.parse(error);
    const place = member === 'limitMs' ? member : member ? `${what}.${member}` : what;
    throw new DrydockError(/^there is no host/.test(message) ? 'unknown-host' : 'bad-argument', `${place}: ${message}`);
  }
}

function snapshotError(text) {
  if (text === 'damaged') return new DrydockError('bad-snapshot', 'these bytes are no snapshot, or they are damaged');
  const words = `the snapshot is of behaviour version ${text}, this package has ${wasm.behaviour_version()}`;
  return new DrydockError('snapshot-version', `${words}: replay its commands instead`);
}

function wholeNumber(what, value) {
  if (Number.isInteger(value) && value >= 0 && value <= LARGEST) return value;
  throw misuse(`${what} takes a whole number from 0, got ${shown(value)}`);
}

/** No operation has a name this long: what is cut off makes no difference. */
function operationOf(value) {
  return textOf('the operation', value).slice(0, 200);
}

/** So many bytes at most of what really is a Uint8Array, whatever it says of itself. */
function bytesOf(value, most) {
  if (!ArrayBuffer.isView(value) || !(value instanceof Uint8Array)) return undefined;
  return new Uint8Array(value).subarray(0, most);
}

function textOf(what, value) {
  if (typeof value === 'string') return value;
  throw misuse(`${what} must be a string, got ${kindOf(value)}`);
}

/** The members of an object, its getters called. */
function copied(what, value) {
  try {
    if (Object.prototype.toString.call(value) !== '[object Object]') throw misuse(`${what}: expected an object, got ${kindOf(value)}`);
    return { ...value };
  } catch (cause) {
    if (cause instanceof DrydockError) throw cause;
    throw new DrydockError('bad-argument', `${what}: a getter threw`, { cause });
  }
}

/** A value for the person who gave it. */
function shown(value) {
  if (typeof value === 'number') return `\`${value}\``;
  return typeof value === 'string' ? `the text \`${cut(value)}\`` : kindOf(value);
}
