// Servers in processes of their own, as their users start them, and a client that talks to
// each of them in the same way.

import { spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { dirname, join } from 'node:path';

import { Failure, exe, root } from './steps.js';

const TARGET = 'AmazonEC2ContainerServiceV20141113.';
/** A server that listens by then, listens. */
const START_MS = 60_000;

/** Ours, by its command. */
export function serveOurs(clock) {
  return start('ecs-drydock serve', process.execPath, [join(root, 'pkg', 'cli.js'), 'serve', '--port', '0', '--clock', clock]);
}

/** One that answers each operation with what was recorded of it. */
export function serveCanned(recorded) {
  const answers = [...recorded].map(([operation, { body, ...answer }]) => [`${TARGET}${operation}`, { ...answer, body: body.toString('base64') }]);
  return start('a server with canned answers', process.execPath, [join(root, 'scripts', 'canned.js')], JSON.stringify(Object.fromEntries(answers)));
}

/** moto's, by its command, which stands beside the Python that it was installed for. */
export function serveMoto(python) {
  return start('moto_server', join(dirname(python), `moto_server${exe}`), ['--host', '127.0.0.1', '--port', '0']);
}

/**
 * Starts a command and waits until it prints where it listens: its URL, what ends it, and what
 * tells why it ended by itself, if it did.
 */
function start(title, command, args, input = '') {
  const child = spawn(command, args, { cwd: root, stdio: 'pipe' });
  let output = '';
  let fate;
  let stopped = false;
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve((fate = `${title} does not start: ${error.message}`)));
    child.once('close', (code, signal) => resolve((fate = `${title} ended with ${code ?? signal}\n${output}`)));
  });
  const stop = () => {
    stopped = true;
    child.kill();
    return ended;
  };
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => stop().then(() => reject(new Failure(`${title} does not say where it listens\n${output}`))), START_MS);
    ended.then((words) => (clearTimeout(late), reject(new Failure(words))));
    // All that is printed is read, or a server with a line for each request would stand still.
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => {
        output = `${output}${chunk}`.slice(-2000);
        const [url] = /http:\/\/127\.0\.0\.1:\d+(?=\s)/.exec(output) ?? [];
        if (!url) return;
        clearTimeout(late);
        resolve({ url, stop, fate: () => (stopped ? undefined : fate) });
      });
    }
  });
}

/** Of the shape that SDKs send: servers read the service, the account and the Region from it. */
function authorization(service) {
  return `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}`;
}

/** A request to the service as it travels. */
export function requestOf(operation, input) {
  const body = Buffer.from(JSON.stringify(input));
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `${TARGET}${operation}`,
    'x-amz-date': '20260101T000000Z',
    authorization: authorization('ecs'),
    'content-length': body.length,
  };
  return { operation, path: '/', headers, body };
}

/** A client of a server: one that keeps so many connections, where the server does as well. */
export class Wire {
  #agent;
  #to;
  #connections;

  constructor({ url }, connections = 1) {
    const { hostname, port } = new URL(url);
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.#to = { agent: this.#agent, hostname, port, method: 'POST' };
    this.#connections = connections;
  }

  /** Sends a request: its answer, with its body in the parts that it came in. */
  send({ path, headers, body }) {
    return new Promise((resolve, reject) => {
      const sent = request({ ...this.#to, path, headers }, (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, parts }));
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  /** Asks a server for something of its own: below a path that no client of the service knows. */
  control(path, input = {}) {
    const body = Buffer.from(JSON.stringify(input));
    return this.#text(path, { path, headers: { 'content-length': body.length }, body });
  }

  /** Calls another service, one whose requests are forms: the text of its answer. */
  form(service, members) {
    const body = Buffer.from(String(new URLSearchParams(members)));
    const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: authorization(service), 'content-length': body.length };
    return this.#text(service, { path: '/', headers, body });
  }

  /** Calls an operation: what its answer says. */
  async call(operation, input) {
    return JSON.parse(await this.#text(operation, requestOf(operation, input)));
  }

  async #text(what, asked) {
    const { status, parts } = await this.send(asked);
    const text = Buffer.concat(parts).toString();
    if (status !== 200) throw new Failure(`${what} was answered with ${status}: ${text}`);
    return text;
  }

  /** Sends a request so many times, over all connections. */
  async repeat(asked, times) {
    let left = times;
    const one = async () => {
      while (left-- > 0) {
        const { status } = await this.send(asked);
        if (status !== 200) throw new Failure(`${asked.operation} was answered with ${status}`);
      }
    };
    await Promise.all(Array.from({ length: Math.min(times, this.#connections) }, one));
  }

  close() {
    this.#agent.destroy();
  }
}
