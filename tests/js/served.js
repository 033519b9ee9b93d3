// A server for a test, and requests as clients send them.

import { spawn } from 'node:child_process';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';

import { serve } from 'ecs-drydock/server';

export const TARGET = 'AmazonEC2ContainerServiceV20141113.';
const CLI = fileURLToPath(new URL('../../pkg/cli.js', import.meta.url));

/** A server in this process that is gone when the test is. Its clock stands unless it is said otherwise. */
export async function served(t, options = {}) {
  const server = await serve({ port: 0, clock: 'manual', ...options });
  t.after(() => server.close());
  return server;
}

/** A server of its own process; resolves when it listens. */
export async function spawned(t, ...options) {
  const child = spawn(process.execPath, [CLI, 'serve', '--port', '0', '--clock', 'manual', ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => child.kill('SIGKILL'));
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve({ code, signal })));
  let [printed, complained] = ['', ''];
  child.stderr.on('data', (chunk) => (complained += chunk));
  const url = await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      const found = /listens on (\S+)\n/.exec(printed);
      if (found) resolve(found[1]);
    });
    ended.then(({ code }) => reject(new Error(`the server ended with ${code}: ${complained}`)));
  });
  return { url, child, ended, printed: () => printed, complained: () => complained };
}

/** Sends a request of the protocol, as a client would but for what is changed of it. */
export function send(url, operation, input = {}, { method = 'POST', path = '/', headers = {}, body = JSON.stringify(input), agent } = {}) {
  const sent = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${TARGET}${operation}`, ...headers };
  for (const name of Object.keys(sent)) if (sent[name] === undefined) delete sent[name];
  return raw(url, { method, path, headers: sent, body, agent });
}

/** Sends anything. */
export function raw(url, { method = 'GET', path = '/', headers = {}, body, agent }) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname: hostname.replace(/^\[|\]$/g, ''), port, method, path, headers, agent }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8');
        resolve({ status: response.statusCode, headers: response.headers, text, json: () => JSON.parse(text) });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** Asks for something below /_drydock/. */
export async function control(url, path, body, options = {}) {
  const method = body === undefined ? 'GET' : 'POST';
  const answer = await raw(url, { method, path: `/_drydock/${path}`, body: body === undefined ? undefined : JSON.stringify(body), ...options });
  return { ...answer, json: answer.headers['content-type'] === 'application/json' ? JSON.parse(answer.text) : undefined };
}
