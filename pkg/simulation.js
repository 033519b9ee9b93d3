/**
 * A simulated cluster. The types and their documentation are in index.d.ts.
 *
 * Structured values cross to the WebAssembly module and back as JSON text; only the
 * requests of `call` are walked, so that odd values in them are told as what they are.
 */

import { DrydockError, cut, guarded, judgeValue, kindOf, ready } from './api.js';
import * as wasm from './wasm/ecs_drydock.js';

/** The members of answers that are times, and become Dates as the SDK has them. */
const TIMES = new Set(['registeredAt', 'lastUpdated', 'lastStatusChange']);
const EVENT_TYPES = ['containerInstanceStateChange', 'containerInstanceHealthChange'];
const LARGEST = Number.MAX_SAFE_INTEGER;
/** What constructs a simulation around one that the module has made already. */
const ADOPT = Symbol('adopt');

const encoder = new TextEncoder();

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

export function behaviourVersion() {
  return guarded(() => wasm.behaviour_version());
}

export class Simulation {
  /** The simulation in the module; undefined once it is freed. */
  #dock;

  constructor(options = {}, dock = undefined) {
    ready();
    if (options === ADOPT) this.#dock = dock;
    else this.#dock = entered(() => new wasm.Dock(optionsText(options)), 'options');
  }

  static restore(snapshot) {
    ready();
    if (!(snapshot instanceof Uint8Array)) throw misuse(`restore takes a Uint8Array, got ${kindOf(snapshot)}`);
    return new Simulation(ADOPT, guarded(() => {
      try {
        return wasm.Dock.restore(snapshot);
      } catch (error) {
        throw typeof error === 'string' ? snapshotError(error) : error;
      }
    }));
  }

  get now() {
    return this.#with((dock) => dock.now());
  }

  get nextDue() {
    return this.#with((dock) => dock.next_due());
  }

  call(operation, input = {}) {
    const name = textOf('the operation', operation);
    const answer = this.#with((dock) => {
      const status = judgeValue(input, (entries, bytes, ascii) => dock.call_value(name, entries, bytes, ascii));
      return status === undefined ? undefined : outcome(dock, status);
    });
    if (answer === undefined) throw new DrydockError('bad-argument', 'a request has at most 4 MiB of text');
    return answer;
  }

  handle(request) {
    const name = textOf('the operation', request?.operation);
    const { body = '{}' } = request;
    const bytes = typeof body === 'string' ? encoder.encode(body) : body;
    if (!(bytes instanceof Uint8Array)) throw misuse(`the body is a string or a Uint8Array, got ${kindOf(body)}`);
    return this.#with((dock) => {
      const status = dock.call_json(name, bytes);
      const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': dock.request_id() };
      return { status, headers, body: dock.body() };
    });
  }

  launch(options = {}) {
    return this.apply({ ...options, kind: 'launch' });
  }

  hosts() {
    return this.#with((dock) => JSON.parse(dock.hosts(undefined))).map((view) => new Host(this, view));
  }

  host(id) {
    const found = this.describeHost(id);
    if (found !== undefined) return new Host(this, found);
    const way = 'give its EC2 ID, or the ID or ARN of its container instance; hosts() lists them';
    throw new DrydockError('unknown-host', `there is no host \`${cut(id)}\`: ${way}`);
  }

  describeHost(id) {
    const found = this.#with((dock) => dock.hosts(textOf('the host', id)));
    return found === undefined ? undefined : JSON.parse(found)[0];
  }

  inject(fault, options = {}) {
    this.apply({ ...options, kind: 'fault', fault });
  }

  assume(assumption, choice) {
    this.apply({ kind: 'assume', assumption, choice });
  }

  apply(command) {
    if (command === null || typeof command !== 'object') throw misuse(`a command is an object, got ${kindOf(command)}`);
    if (command.kind === 'call') return this.call(command.operation, command.request);
    if (command.kind === 'advance') return this.advance(command.milliseconds);
    const done = this.#with((dock) => JSON.parse(entered(() => dock.apply(jsonOf('the command', command)), 'command')));
    return command.kind === 'launch' ? (done.hosts ?? []).map((view) => new Host(this, view)) : undefined;
  }

  journal() {
    return this.#with((dock) => JSON.parse(dock.journal()));
  }

  get sequence() {
    return this.#with((dock) => dock.sequence());
  }

  advance(milliseconds) {
    const whole = wholeNumber('advance', milliseconds);
    return this.#with((dock) => {
      const before = dock.event_count();
      entered(() => dock.advance(whole), 'advance');
      return progress(dock, before);
    });
  }

  advanceUntil(condition, options = {}) {
    const limit = wholeNumber('limitMs', options.limitMs ?? 86_400_000);
    return this.#with((dock) => {
      const before = dock.event_count();
      const reached = entered(() => dock.advance_until(jsonOf('the condition', condition), limit), 'condition');
      return { reached, ...progress(dock, before) };
    });
  }

  events({ after = 0, limit = 1000, types = [] } = {}) {
    const unknown = Array.isArray(types) ? types.find((type) => !EVENT_TYPES.includes(type)) : types;
    if (unknown !== undefined) throw misuse(`types is an array of ${EVENT_TYPES.join(', ')}, got \`${cut(String(unknown))}\``);
    const [cursor, most] = [wholeNumber('after', after), wholeNumber('limit', limit)];
    return this.#with((dock) => JSON.parse(dock.events(cursor, most, types.join(','))));
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
    if (dock) guarded(() => dock.free());
  }

  /** Works with the simulation in the module, if it is still there. */
  #with(work) {
    const dock = this.#dock;
    if (dock === undefined) throw new DrydockError('freed', 'the simulation was freed: make a new one');
    return guarded(() => work(dock));
  }
}

// Where the engine knows `using`, a simulation is freed at the end of its block.
if (Symbol.dispose) Simulation.prototype[Symbol.dispose] = Simulation.prototype.free;

/** A host of a simulation. What it is like is read when it is asked for. */
export class Host {
  #simulation;

  constructor(simulation, { id, containerInstanceArn }) {
    this.#simulation = simulation;
    this.id = id ?? containerInstanceArn;
  }

  describe() {
    return this.#simulation.describeHost(this.id);
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
    this.#simulation.apply({ ...options, kind: 'host', host: this.id, action });
  }
}

/** What came of a request: its answer, or the exception thrown. */
function outcome(dock, status) {
  if (status === 200) return JSON.parse(dock.body(), revive);
  const diagnostics = dock.found();
  const unsendable = diagnostics.find(({ severity, exception }) => severity === 'error' && exception === undefined);
  if (unsendable) {
    throw new DrydockError('bad-argument', `no client can send this request: ${unsendable.path} ${unsendable.message}`);
  }
  throw new EcsServiceException(dock.exception(), dock.message(), status, dock.request_id(), diagnostics);
}

/** Times in answers are seconds since 1970; as the SDK does, they are given as Dates. */
function revive(name, value) {
  return TIMES.has(name) && typeof value === 'number' ? new Date(Math.round(value * 1000)) : value;
}

function progress(dock, before) {
  const cursor = dock.event_count();
  return { now: dock.now(), events: cursor - before, cursor };
}

function optionsText(options) {
  if (options === null || typeof options !== 'object') throw misuse(`options are an object, got ${kindOf(options)}`);
  const { startTime } = options;
  if (!(startTime instanceof Date)) return jsonOf('the options', options);
  if (Number.isNaN(startTime.getTime())) throw misuse('startTime is not a date');
  return jsonOf('the options', { ...options, startTime: startTime.getTime() });
}

function jsonOf(what, value) {
  let text;
  try {
    text = JSON.stringify(value);
  } catch (cause) {
    throw new DrydockError('bad-argument', `${what} cannot be written as JSON: ${cause.message}`, { cause });
  }
  if (text === undefined) throw misuse(`${what} cannot be ${kindOf(value)}`);
  return text;
}

/** Turns the texts that the module throws into errors. */
function entered(work, what) {
  return guarded(() => {
    try {
      return work();
    } catch (error) {
      if (typeof error !== 'string') throw error;
      const { member, message } = JSON.parse(error);
      const place = member ? `${what}.${member}` : what;
      throw new DrydockError(/^there is no host/.test(message) ? 'unknown-host' : 'bad-argument', `${place}: ${message}`);
    }
  });
}

function snapshotError(text) {
  if (text === 'damaged') return new DrydockError('bad-snapshot', 'these bytes are no snapshot, or they are damaged');
  const words = `the snapshot is of behaviour version ${text}, this package has ${wasm.behaviour_version()}`;
  return new DrydockError('snapshot-version', `${words}: replay its commands instead`);
}

function wholeNumber(what, value) {
  if (Number.isInteger(value) && value >= 0 && value <= LARGEST) return value;
  const given = typeof value === 'number' ? `\`${value}\`` : kindOf(value);
  throw misuse(`${what} takes a whole number from 0, got ${given}`);
}

function textOf(what, value) {
  if (typeof value === 'string') return value;
  throw misuse(`${what} must be a string, got ${kindOf(value)}`);
}

function misuse(message) {
  return new DrydockError('bad-argument', message);
}
