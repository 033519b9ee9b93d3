// What a simulation does, command by command, through the package: the words of the
// cases in tests/simulations and of the scenarios in tests/scenarios are explained in
// tests/it/simulations.rs, which runs them too.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { DrydockError, EcsServiceException, Simulation } from 'ecs-drydock';

import { expand } from './corpus.js';

/** What of a step is no part of its command. */
const WORDS = ['moment', 'elapsedMs', 'repeat', 'answer', 'exception', 'misuse', 'wait', 'events', 'types', 'dropped', 'hosts', 'as', 'keep', 'explain', 'explanation'];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LOOKS = /^(Describe|List|Discover|Get)/;
const ORDERED = ['ThrottlingException', 'ServerException'];

class Run {
  names = new Map();
  cursor = 0;

  constructor(options = {}) {
    this.simulation = new Simulation(options);
    this.start = Number(this.simulation.now);
    this.throttled = options.throttling === true;
  }

  step(step) {
    for (let turn = 0; turn < (step.repeat ?? 1); turn += 1) {
      const members = Object.entries(step).filter(([name]) => !WORDS.includes(name));
      this.act(Object.fromEntries(members.map(([name, value]) => [name, this.told(value)])), step);
    }
  }

  act(command, expected) {
    const before = this.simulation.digest();
    let answer;
    try {
      if (expected.wait) this.wait(this.told(expected.wait));
      else if (expected.explain) answer = this.simulation.explain(this.told(expected.explain));
      else if (command.kind === 'call') answer = this.call(command, expected, before);
      else if (command.kind) this.simulation.apply(command);
    } catch (error) {
      if (!(error instanceof DrydockError) || !expected.misuse) throw error;
      const words = this.told(expected.misuse.message);
      // JavaScript says before it what the words are about: the command, the condition, or the target.
      const own = error.message.replace(/^(command|condition|target)[.:] ?/, '');
      assert.ok([own, error.message].some((message) => difference(words, message, '') === undefined), `${error.message} instead of ${JSON.stringify(words)}`);
      assert.equal(this.simulation.digest(), before, 'misuse changed something');
      return;
    }
    assert.equal(expected.misuse, undefined, 'this should be misuse');
    if (expected.explanation) {
      check(this.told(expected.explanation), answer, 'explanation');
      assert.equal(this.simulation.digest(), before, 'an explanation changed something');
    }
    this.bind(expected, answer);
    this.look(expected);
  }

  wait({ condition, limitMs, reached = true }) {
    assert.equal(this.simulation.advanceUntil(condition, { limitMs }).reached, reached, 'reached');
  }

  /** The same by the method and, on a fork, by the wire. */
  call({ operation, request = {} }, { answer: wanted, exception }, before) {
    const fork = this.simulation.fork();
    const raw = fork.handle({ operation, body: JSON.stringify(request) });
    fork.free();
    assert.equal(raw.headers['content-type'], 'application/x-amz-json-1.1');
    assert.match(raw.headers['x-amzn-requestid'], UUID);
    const body = JSON.parse(raw.body);
    let answer;
    try {
      answer = numbered(this.simulation.call(operation, request));
    } catch (error) {
      if (!(error instanceof EcsServiceException)) throw error;
      assert.ok(exception, `${operation}: ${error.name}: ${error.message}`);
      check(exception.status ?? 400, error.$metadata.httpStatusCode, 'status');
      check(exception.name, error.name, 'exception');
      check(this.told(exception.message), error.message, 'message');
      assert.equal(error.$fault, error.$metadata.httpStatusCode >= 500 ? 'server' : 'client');
      assert.deepEqual([raw.status, body], [error.$metadata.httpStatusCode, { __type: error.name, message: error.message }]);
      if (!ORDERED.includes(error.name) && !this.throttled) assert.equal(this.simulation.digest(), before, `${operation} changed something`);
      return undefined;
    }
    assert.equal(exception, undefined, `${operation} is answered: ${raw.body}`);
    if (wanted) check(this.told(wanted), answer, 'answer');
    assert.deepEqual([raw.status, body], [200, answer]);
    if (LOOKS.test(operation) && !this.throttled) assert.equal(this.simulation.digest(), before, `${operation} changed something`);
    return answer;
  }

  bind({ keep = {}, as = [] }, answer) {
    for (const [name, pointer] of Object.entries(keep)) {
      const text = pointer.split('/').slice(1).reduce((value, part) => value[part], answer);
      this.names.set(name, { text });
    }
    const names = [as].flat();
    const first = this.simulation.hosts().length - names.length;
    const arn = answer?.containerInstance?.containerInstanceArn;
    names.forEach((name, place) => this.names.set(name, arn ? { text: arn } : { host: first + place }));
  }

  look(expected) {
    if (expected.events || expected.dropped !== undefined) {
      const { events, dropped } = this.simulation.events({ after: this.cursor, limit: Number.MAX_SAFE_INTEGER, types: expected.types });
      for (const event of events) event.type = typeOf(event['detail-type']);
      this.cursor = this.simulation.events({ after: Number.MAX_SAFE_INTEGER, limit: 0 }).next;
      if (expected.events) check(this.told(expected.events), events, 'events');
      if (expected.dropped !== undefined) check(expected.dropped, dropped, 'dropped');
    }
    if (expected.elapsedMs !== undefined) check(expected.elapsedMs, this.simulation.now - this.start, 'elapsedMs');
    if (expected.hosts) check(this.told(expected.hosts), this.simulation.hosts().map((host) => host.describe()), 'hosts');
  }

  /** With the names put in, and `$json` made text. */
  told(value) {
    if (typeof value === 'string') return value.replace(/\$([a-z][A-Za-z0-9]*)(\.id|\.ec2)?/g, (_, name, part) => this.named(name, part));
    if (Array.isArray(value)) return value.map((item) => this.told(item));
    if (value === null || typeof value !== 'object') return value;
    if (value.$json) return JSON.stringify(this.told(value.$json));
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.told(inner)]));
  }

  named(name, part) {
    const named = this.names.get(name);
    assert.ok(named, `nothing is named $${name}`);
    const host = named.text === undefined ? this.simulation.hosts()[named.host].describe() : undefined;
    if (part === '.ec2') return (host ?? this.simulation.host(named.text).describe()).id;
    const arn = named.text ?? host.containerInstanceArn;
    return part === '.id' ? arn.split('/').at(-1) : arn;
  }
}

/** The word by which events are chosen: the detail type in camel case without `ECS`. */
function typeOf(detailType) {
  const words = detailType.replace('ECS ', '').replaceAll(' ', '');
  return words[0].toLowerCase() + words.slice(1);
}

/** Times as the wire has them. */
function numbered(value) {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(numbered);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, numbered(inner)]));
}

const HELPERS = {
  $absent: (_, found) => found === undefined,
  $count: (wanted, found) => Array.isArray(found) && found.length === wanted,
  $has: (wanted, found) => wanted.every((item) => has(found, item)),
  $lacks: (wanted, found) => Array.isArray(found) && !wanted.some((item) => has(found, item)),
  $matches: (wanted, found) => typeof found === 'string' && new RegExp(wanted).test(found),
};

function has(list, wanted) {
  return Array.isArray(list) && list.some((item) => difference(wanted, item, '') === undefined);
}

/** What is not as expected, as far as the expectation goes. */
function difference(expected, found, path) {
  const wrong = `${path} is ${found === undefined ? 'absent' : JSON.stringify(found)} instead of ${JSON.stringify(expected)}`;
  if (expected === null || typeof expected !== 'object') return expected === found ? undefined : wrong;
  if (Object.keys(expected).some((name) => name.startsWith('$'))) {
    return Object.entries(expected).every(([helper, wanted]) => HELPERS[helper](wanted, found)) ? undefined : wrong;
  }
  if (found === null || typeof found !== 'object' || Array.isArray(expected) !== Array.isArray(found)) return wrong;
  if (Array.isArray(expected) && expected.length !== found.length) return wrong;
  for (const [name, wanted] of Object.entries(expected)) {
    const inner = difference(wanted, found[name], `${path}.${name}`);
    if (inner) return inner;
  }
  return undefined;
}

function check(expected, found, what) {
  const wrong = difference(expected, found, what);
  if (wrong) assert.fail(wrong);
}

for (const folder of ['simulations', 'scenarios']) {
  const files = new URL(`../${folder}/`, import.meta.url);
  for (const file of readdirSync(files).sort()) {
    const content = JSON.parse(readFileSync(new URL(file, files), 'utf8'));
    for (const { name, options, steps } of content.cases ?? [content]) {
      test(`${file}: ${name}`, () => {
        const run = new Run(options);
        steps.map((step) => expand(step)).forEach((step, index) => {
          try {
            run.step(step);
          } catch (error) {
            error.message = `step ${index + 1}${step.moment ? ` (${step.moment})` : ''}: ${error.message}`;
            throw error;
          }
        });
        run.simulation.free();
      });
    }
  }
}
