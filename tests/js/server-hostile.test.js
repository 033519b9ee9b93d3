// Bad clients: the server answers, or lets go, and the others do not notice.

import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';

import { TARGET, control, send, served, spawned } from './served.js';
import { story } from './story.js';
import { numbers } from './use.js';

const SEED = Number(process.env.DRYDOCK_SEED ?? 1);
const REQUESTS = Number(process.env.DRYDOCK_REQUESTS ?? 10_000);
const AT_ONCE = 40;


const requests = story.filter(({ operation }) => operation).map(({ operation, input }) => ({ operation, body: JSON.stringify(input) }));
/** What mutations put in: what parsers stumble over. */
const ODD = ['\0', '"', '\\', '{', '}', '[', ']', ':', ',', '\r\n', '\r', '\n', ' ', '\u00e9', '\ud83d\ude00', '\\ud800', '1e999', '-0', 'null', '99999999999999999999', '%', '/../', 'a'.repeat(5000), '{'.repeat(200), '\u007f', '\xff'];

/** Changes some bytes. */
function mutated(bytes, random) {
  let changed = bytes;
  for (let times = 1 + random(3); times > 0; times -= 1) {
    const at = random(changed.length + 1);
    const [head, tail] = [changed.subarray(0, at), changed.subarray(at)];
    const ways = [
      () => Buffer.concat([head, Buffer.from(ODD[random(ODD.length)]), tail]),
      () => Buffer.concat([head, tail.subarray(1 + random(8))]),
      () => Buffer.concat([head, Buffer.from([random(256)]), tail.subarray(1)]),
      () => Buffer.concat([head, head.subarray(random(head.length + 1)), tail]),
      () => head,
    ];
    changed = ways[random(ways.length)]();
  }
  return changed;
}

/** A request as bytes: its head, and its body. Of either, or of what the head says of the body, something is wrong. */
function malformed(random) {
  const { operation, body } = requests[random(requests.length)];
  let content = Buffer.from(body);
  let lines = [`POST / HTTP/1.1`, 'Host: 127.0.0.1', 'Content-Type: application/x-amz-json-1.1', `X-Amz-Target: ${TARGET}${operation}`];
  const part = random(4);
  if (part !== 0) content = mutated(content, random);
  const length = part === 2 ? content.length + random(20) - 10 : content.length;
  const encoding = part === 3 && random(2) ? [['Content-Encoding: gzip'], ['Transfer-Encoding: chunked'], ['Expect: 100-continue'], ['Content-Length: 7']][random(4)] : [];
  lines = [...lines, `Content-Length: ${length}`, ...encoding];
  let head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
  if (part === 0) head = mutated(head, random);
  return { bytes: Buffer.concat([head, content]), isWhole: part === 1 };
}

/** Sends bytes on a connection of their own, and gives all that comes back. */
function exchange({ hostname, port }, bytes) {
  return new Promise((resolve) => {
    const parts = [];
    const socket = connect({ host: hostname, port, allowHalfOpen: true });
    const done = () => {
      socket.destroy();
      resolve(Buffer.concat(parts).toString('latin1'));
    };
    socket.on('data', (part) => {
      parts.push(part);
      // A whole answer, which the server would keep the connection open after.
      const text = Buffer.concat(parts).toString('latin1');
      const [head, ...rest] = text.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? NaN);
      if (rest.length > 0 && rest.join('\r\n\r\n').length >= length) done();
    });
    socket.on('end', done);
    socket.on('error', done);
    socket.setTimeout(20_000, done);
    socket.end(bytes);
  });
}

test(`${REQUESTS} malformed requests`, { timeout: 240_000 }, async (t) => {
  const { url, child, complained } = await spawned(t);
  await control(url, 'launch', { count: 2, cluster: 'quay' });
  await control(url, 'advance', { milliseconds: 120_000 });
  const place = new URL(url);
  const statuses = new Map();
  const one = async (number) => {
    const random = numbers(SEED * 1_000_003 + number);
    const { bytes, isWhole } = malformed(random);
    const answer = await exchange(place, bytes);
    const reproduce = `DRYDOCK_SEED=${SEED}, request ${number}: ${JSON.stringify(bytes.toString('latin1')).slice(0, 2000)}\n${answer.slice(0, 500)}`;
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, ''))?.[1] ?? 0);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    assert.ok(status === 200 || status === 501 || (status >= 400 && status < 500) || (status === 0 && !isWhole), reproduce);
    // What HTTP can read is answered in the protocol.
    if (isWhole && status !== 200) assert.match(answer, /\r\n\r\n\{"__type":"\w+","message":/, reproduce);
    if (isWhole) assert.match(answer, /x-amzn-requestid: [0-9a-f-]{36}/i, reproduce);
  };
  for (let start = 0; start < REQUESTS; start += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, REQUESTS - start) }, (_, index) => one(start + index)));
  }
  assert.equal(child.exitCode, null);
  assert.equal(complained(), '');
  assert.equal((await send(url, 'ListClusters')).status, 200);
  const counts = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status || 'no answer'}: ${count}`);
  console.log(`# note: ${REQUESTS} malformed requests: ${counts.join(', ')}`);
  assert.ok(statuses.get(400) > REQUESTS / 4);
});

test('a slow client does not keep others waiting', async (t) => {
  const { url } = await served(t);
  const { hostname, port } = new URL(url);
  const slow = Array.from({ length: 50 }, () => connect(port, hostname));
  t.after(() => slow.forEach((socket) => socket.destroy()));
  for (const [index, socket] of slow.entries()) {
    socket.on('error', () => {});
    // Some stop in the head, some in the body.
    const head = `POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: ${TARGET}ListClusters\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: 1000\r\n`;
    socket.write(index % 2 ? head : `${head}\r\n{`);
  }
  const drip = setInterval(() => slow.forEach((socket) => socket.write(' ')), 20);
  t.after(() => clearInterval(drip));
  for (let request = 0; request < 200; request += 1) assert.equal((await send(url, 'ListClusters')).status, 200);
});

test('500 connections are held while others are served', async (t) => {
  const { url } = await served(t, { maxConnections: 510 });
  const { hostname, port } = new URL(url);
  const held = await Promise.all(Array.from({ length: 500 }, () => new Promise((resolve, reject) => {
    const socket = connect(port, hostname, () => resolve(socket));
    socket.on('error', reject);
  })));
  t.after(() => held.forEach((socket) => socket.destroy()));
  const agent = new Agent({ keepAlive: true, maxSockets: 5 });
  t.after(() => agent.destroy());
  const answers = await Promise.all(Array.from({ length: 300 }, () => send(url, 'CreateCluster', { clusterName: 'quay' }, { agent })));
  assert.ok(answers.every(({ status }) => status === 200));
  // Those that were held are served as well.
  const text = `POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: ${TARGET}ListClusters\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: 2\r\n\r\n{}`;
  const served500 = await Promise.all(held.map((socket) => new Promise((resolve) => {
    socket.once('data', (data) => resolve(data.toString('latin1')));
    socket.write(text);
  })));
  assert.ok(served500.every((answer) => answer.startsWith('HTTP/1.1 200 ')));
  // More than are allowed are let go, and the server goes on.
  const more = await Promise.all(Array.from({ length: 20 }, () => new Promise((resolve) => {
    const socket = connect(port, hostname);
    socket.on('close', () => resolve('closed'));
    socket.on('error', () => resolve('closed'));
    setTimeout(() => { socket.destroy(); resolve('held'); }, 300);
  })));
  assert.ok(more.includes('closed'));
  assert.equal((await send(url, 'ListClusters', {}, { agent })).status, 200);
});

test('too many headers, and too long ones', async (t) => {
  const { url } = await served(t);
  const many = Object.fromEntries(Array.from({ length: 5000 }, (_, number) => [`x-${number}`, '1']));
  assert.equal((await send(url, 'ListClusters', {}, { headers: many })).status, 431);
  assert.equal((await send(url, 'ListClusters', {}, { headers: { 'x-long': 'a'.repeat(20_000) } })).status, 431);
});

test('a listener that does not listen', async (t) => {
  const { url } = await served(t, { simulation: { eventCapacity: 100_000 } });
  const { hostname, port } = new URL(url);
  const socket = connect(port, hostname);
  t.after(() => socket.destroy());
  socket.pause();
  socket.write('GET /_drydock/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n');
  await control(url, 'launch', { count: 300 });
  await control(url, 'advance', { milliseconds: 300_000 });
  assert.equal((await send(url, 'ListClusters')).status, 200);
});
