/**
 * The part of a server that no AWS client knows: what a test does to the cluster behind the
 * service's back. docs/server.md tells of it as users see it.
 */

import { misuse } from '../api.js';
import { DrydockError } from '../node.js';
import { Limit } from './docks.js';
import { stream } from './stream.js';

/** Everything below this path. */
export const PREFIX = '/_drydock/';
/** The commands that are a path of their own: a body has their members. */
const COMMANDS = ['launch', 'host', 'fault', 'workload', 'target', 'deadline', 'assume'];

/** Each with the method that it takes. */
const PATHS = {
  reset: { POST: ({ dock, body }) => ok(dock.reset(objectOf(body))) },
  advance: { POST: advance },
  hosts: { GET: ({ dock }) => json(dock.simulation.hosts().map((host) => host.describe())) },
  explain: { POST: ({ dock, body }) => json(dock.simulation.explain(objectOf(body))), GET: ({ dock, query }) => json(dock.simulation.explain(targetOf(query))) },
  events: { GET: events },
  snapshot: { GET: ({ dock }) => bytes(dock.simulation.snapshot()), PUT: ({ dock, body }) => ok(dock.restore(new Uint8Array(body))) },
  ...Object.fromEntries(COMMANDS.map((kind) => [kind, { POST: (asked) => command(kind, asked) }])),
};

/**
 * Answers a request below {@link PREFIX}: what is sent, or undefined if it goes on being sent.
 * `docks` has them all; `about` is what the server says of itself; `fail` is told of an
 * error that nobody waits for.
 */
export function control({ method, url, headers, body }, response, { docks, about, fail }) {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const { account, region, ...query } = Object.fromEntries(searchParams);
  const name = pathname.slice(PREFIX.length);
  if (name === '') return method === 'GET' ? json(summary(docks, about)) : refused(405, 'wrong-method', 'this path takes GET', { allow: 'GET' });
  if (!Object.hasOwn(PATHS, name)) return refused(404, 'no-such-path', `there is no ${PREFIX}${name.slice(0, 80)}: there are ${Object.keys(PATHS).join(', ')}`);
  const ways = PATHS[name];
  if (!Object.hasOwn(ways, method)) {
    const allow = Object.keys(ways).join(', ');
    return refused(405, 'wrong-method', `${PREFIX}${name} takes ${allow}, got ${method}`, { allow });
  }
  try {
    const dock = docks.at(account, region);
    dock.tick();
    return ways[method]({ dock, query, headers, body, response, fail });
  } catch (error) {
    if (error instanceof Limit) return refused(400, 'limit', error.message);
    if (!(error instanceof DrydockError)) throw error;
    return refused(error.code === 'unknown-host' ? 404 : 400, error.code, error.message);
  }
}

function advance({ dock, body }) {
  const { milliseconds, until, limitMs, ...rest } = objectOf(body);
  const [other] = Object.keys(rest);
  if (other !== undefined) throw misuse(`there is no member \`${other.slice(0, 80)}\`: there are milliseconds, until, limitMs`);
  if (until !== undefined) return json(dock.advanceUntil(until, limitMs === undefined ? {} : { limitMs }));
  if (milliseconds === undefined) throw misuse('milliseconds: is required, or until with a condition');
  return json(dock.apply({ kind: 'advance', milliseconds }));
}

/** What is to be explained, of a query: there all values are texts. */
function targetOf({ prove, hostsAfter, hostsLimit, ...rest }) {
  const number = (name, text) => (text === undefined ? {} : { [name]: whole(name, text) });
  return { ...rest, ...(prove !== undefined && { prove: prove === 'true' }), ...number('hostsAfter', hostsAfter), ...number('hostsLimit', hostsLimit) };
}

function whole(name, text) {
  if (!/^\d{1,15}$/.test(text)) throw misuse(`${name} is a whole number from 0, got \`${text.slice(0, 80)}\``);
  return Number(text);
}

function command(kind, { dock, body }) {
  const result = dock.apply({ ...objectOf(body), kind });
  return json(kind === 'launch' ? { hosts: result.map((host) => host.describe()) } : {});
}

/** A page of events, or all that come from now on. */
function events({ dock, query, headers, response, fail }) {
  const { after, limit, types, ...rest } = query;
  const [other] = Object.keys(rest);
  if (other !== undefined) throw misuse(`there is no parameter \`${other.slice(0, 80)}\`: there are after, limit, types, account, region`);
  const wanted = {
    ...(after !== undefined && { after: whole('after', after) }),
    ...(limit !== undefined && { limit: whole('limit', limit) }),
    ...(types && { types: types.split(',') }),
  };
  const page = dock.simulation.events(wanted);
  if (!headers.accept?.includes('text/event-stream')) return json(page);
  const last = headers['last-event-id'];
  return stream(response, dock, { ...wanted, ...(last !== undefined && { after: whole('last-event-id', last) }) }, fail);
}

function summary(docks, about) {
  const simulations = [...docks].map(({ at, simulation }) => {
    const [account, region] = at.split('/');
    return { account, region, now: simulation.now, hosts: simulation.hosts().length, sequence: simulation.sequence };
  });
  return { ...about, paths: Object.keys(PATHS).map((name) => `${Object.keys(PATHS[name]).join(' or ')} ${PREFIX}${name}`), simulations };
}

function objectOf(body) {
  const text = Buffer.from(body).toString('utf8');
  if (text.trim() === '') return {};
  try {
    const value = JSON.parse(text);
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value;
  } catch (error) {
    throw misuse(`the body is not JSON: ${error.message}`);
  }
  throw misuse('the body is a JSON structure');
}

function json(value) {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(`${JSON.stringify(value)}\n`) };
}

function ok() {
  return json({});
}

function bytes(body) {
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body };
}

/** What is wrong, for a program and for a person. */
export function refused(status, code, message, headers = {}) {
  return { ...json({ error: { code, message } }), status, headers: { 'content-type': 'application/json', ...headers } };
}
