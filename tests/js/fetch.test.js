// A simulation behind Request and Response, as Mock Service Worker and service workers use it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import * as sdk from '@aws-sdk/client-ecs';
import { DrydockError, Simulation, operations } from 'ecs-drydock';
import { fetchHandler } from 'ecs-drydock/fetch';
import { http } from 'msw';
import { setupServer } from 'msw/node';

import { filled, kept, refusals, story } from './story.js';
import { checkClocks, misused } from './use.js';

const URL_OF_SERVICE = 'https://ecs.us-east-1.amazonaws.com/';
const TARGET = 'AmazonEC2ContainerServiceV20141113.';
const MOST_BYTES = 4 * 1024 * 1024;

/** A request of a client; `headers` in place of the usual ones, of which `undefined` leaves one out. */
function request(operation, body = '{}', { url = URL_OF_SERVICE, method = 'POST', headers = {} } = {}) {
  const sent = Object.entries({ 'x-amz-target': TARGET + operation, 'content-type': 'application/x-amz-json-1.1', ...headers });
  return new Request(url, {
    method,
    headers: sent.filter(([, value]) => value !== undefined),
    ...(method !== 'GET' && { body, duplex: 'half' }),
  });
}

/** An answer as a simulation itself gives it. */
async function asHandled(response) {
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

test('every operation is answered as it is by the simulation itself', async () => {
  const simulation = new Simulation();
  const answer = fetchHandler(simulation);
  const known = {};
  const seen = new Set();
  const sent = async ({ operation, ...step }) => {
    const body = JSON.stringify(filled(step.input, known));
    const twin = simulation.fork();
    const answered = await asHandled(await answer(request(operation, body)));
    assert.deepEqual(answered, twin.handle({ operation, body }), operation);
    assert.equal(simulation.digest(), twin.digest(), operation);
    twin.free();
    return answered;
  };
  for (const { command, advance, keep, refusals = [], ...step } of story) {
    if (advance) simulation.advance(advance);
    if (command) simulation.apply(command);
    if (!step.operation) continue;
    const { status, body } = await sent(step);
    seen.add(step.operation);
    const output = JSON.parse(body);
    if (status === 200) Object.assign(known, kept(keep, output));
    else assert.ok(refusals.includes(output.__type), body);
  }
  assert.deepEqual([...seen].sort(), operations().map(({ name }) => name));
  for (const { exception, ...refusal } of refusals) {
    const { status, body } = await sent(refusal);
    assert.deepEqual([status, JSON.parse(body).__type], [400, exception]);
  }
});

test('Mock Service Worker answers what the AWS SDK sends', async () => {
  const simulation = new Simulation();
  const answer = fetchHandler(simulation, { clock: '+15000' });
  const server = setupServer(http.all('https://ecs.*.amazonaws.com/', ({ request }) => answer(request)));
  server.listen({ onUnhandledRequest: 'error' });
  try {
    // The handler of requests is the SDK's own: it would go out to the network.
    const client = new sdk.ECSClient({ region: 'eu-north-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1 });
    const send = (operation, input = {}) => client.send(new sdk[`${operation}Command`](input));
    simulation.launch({ count: 2 });
    simulation.advance(120_000);
    const { containerInstanceArns } = await send('ListContainerInstances');
    assert.equal(containerInstanceArns.length, 2);
    await send('RegisterTaskDefinition', { family: 'web', containerDefinitions: [{ name: 'main', image: 'web', memory: 64 }], tags: [{ key: 'team', value: 'é' }] });
    await send('CreateService', { serviceName: 'web', taskDefinition: 'web', desiredCount: 2 });
    const waiting = { client, maxWaitTime: 60, minDelay: 0.001, maxDelay: 0.002 };
    assert.equal((await sdk.waitUntilServicesStable(waiting, { services: ['web'] })).state, 'SUCCESS');
    const { containerInstances } = await send('DescribeContainerInstances', { containerInstances: containerInstanceArns });
    assert.ok(containerInstances.every(({ registeredAt, runningTasksCount }) => registeredAt instanceof Date && runningTasksCount === 1));
    const error = await send('DeleteCluster', { cluster: 'nowhere' }).catch((error) => error);
    assert.ok(error instanceof sdk.ClusterNotFoundException);
    assert.deepEqual([error.message, error.$metadata.httpStatusCode], ['Cluster not found.', 400]);
    assert.match(error.$metadata.requestId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  } finally {
    server.close();
  }
});

const bytes = (...numbers) => new Uint8Array(numbers);
const targetMissing = `the header X-Amz-Target is missing: it names the operation, \`${TARGET}ListClusters\``;
const contentType = 'the header Content-Type is `application/x-amz-json-1.1`';
const zipped = (text, encoding = 'gzip') => ({ body: gzipSync(text), headers: { 'content-encoding': encoding } });
const tooLarge = `a request has at most ${MOST_BYTES} bytes here`;

/** What is asked, and what answers: the status, and the name and words of the exception, or the members of the answer. */
const EDGES = {
  'nothing unusual': [{}, 200, 'clusterArns'],
  'GET': [{ method: 'GET' }, 405, 'UnknownOperationException', 'requests are sent by POST, got GET'],
  'PUT': [{ method: 'PUT' }, 405, 'UnknownOperationException', 'requests are sent by POST, got PUT'],
  'another path': [{ url: `${URL_OF_SERVICE}v1` }, 404, 'UnknownOperationException', 'there is nothing at this path: requests go to POST /'],
  'a query': [{ url: `${URL_OF_SERVICE}?a=b` }, 200, 'clusterArns'],
  'no target': [{ headers: { 'x-amz-target': undefined } }, 400, 'UnknownOperationException', targetMissing],
  'an empty target': [{ headers: { 'x-amz-target': '' } }, 400, 'UnknownOperationException', targetMissing],
  'the target of another service': [{ headers: { 'x-amz-target': 'DynamoDB_20120810.ListTables' } }, 400, 'UnknownOperationException', `the header X-Amz-Target begins with \`${TARGET}\``],
  'an operation that is none': [{ headers: { 'x-amz-target': `${TARGET}Fly` } }, 400, 'UnknownOperationException'],
  'an operation that is not simulated': [{ headers: { 'x-amz-target': `${TARGET}CreateTaskSet` } }, 501, 'NotSimulatedException', 'CreateTaskSet is an operation of ECS that is not simulated here'],
  'no content type': [{ body: bytes(0x7b, 0x7d), headers: { 'content-type': undefined } }, 400, 'UnknownOperationException', contentType],
  'another content type': [{ headers: { 'content-type': 'text/plain' } }, 400, 'UnknownOperationException', contentType],
  'a content type with a parameter': [{ headers: { 'content-type': 'Application/JSON; charset=utf-8' } }, 200, 'clusterArns'],
  'the older version of the protocol': [{ headers: { 'content-type': 'application/x-amz-json-1.0' } }, 200, 'clusterArns'],
  'an empty body': [{ body: '' }, 200, 'clusterArns'],
  'gzip': [zipped('{"maxResults": 1}'), 200, 'clusterArns'],
  'GZIP': [zipped('{"maxResults": 1}', ' GZIP '), 200, 'clusterArns'],
  'gzip of nothing': [zipped(''), 200, 'clusterArns'],
  'identity': [{ headers: { 'content-encoding': 'identity' } }, 200, 'clusterArns'],
  'gzip that is none': [{ headers: { 'content-encoding': 'gzip' } }, 400, 'SerializationException', 'the body is not what the header Content-Encoding says'],
  'gzip that breaks off': [{ ...zipped('{"maxResults": 1}'), body: gzipSync('{"maxResults": 1}').subarray(0, 20) }, 400, 'SerializationException', 'the body is not what the header Content-Encoding says'],
  'an unknown encoding': [{ headers: { 'content-encoding': 'br' } }, 415, 'SerializationException', 'the header Content-Encoding is gzip, identity or none'],
  'as many bytes as there may be': [{ body: `{}${' '.repeat(MOST_BYTES - 2)}` }, 200, 'clusterArns'],
  'a byte too many': [{ body: `{}${' '.repeat(MOST_BYTES - 1)}` }, 413, 'RequestEntityTooLargeException', tooLarge],
  'a byte too many in gzip': [zipped(`{}${' '.repeat(MOST_BYTES - 1)}`), 413, 'RequestEntityTooLargeException', tooLarge],
  'much in little gzip': [zipped(Buffer.alloc(64 * 1024 * 1024)), 413, 'RequestEntityTooLargeException', tooLarge],
  'no JSON': [{ body: '{' }, 400, 'SerializationException'],
  'no UTF-8': [{ body: bytes(0x7b, 0x22, 0xff, 0x22, 0x7d) }, 400, 'SerializationException'],
  'a byte order mark': [{ body: '\ufeff{}' }, 400, 'SerializationException'],
};

for (const [what, [{ body, ...asked }, status, first, message]] of Object.entries(EDGES)) {
  test(`a request with ${what}`, async () => {
    const simulation = new Simulation();
    const digest = simulation.digest();
    const response = await fetchHandler(simulation)(request('ListClusters', body, asked));
    const answer = await response.json();
    assert.equal(response.status, status, JSON.stringify(answer));
    assert.equal(response.headers.get('content-type'), 'application/x-amz-json-1.1');
    assert.match(response.headers.get('x-amzn-requestid'), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    if (status === 200) return assert.deepEqual(Object.keys(answer), [first]);
    assert.deepEqual(Object.keys(answer), ['__type', 'message']);
    assert.equal(answer.__type, first);
    if (message) assert.equal(answer.message, message);
    assert.equal(response.headers.get('allow'), status === 405 ? 'POST' : null);
    assert.equal(simulation.digest(), digest, 'nothing is changed');
  });
}

test('bytes that are no text are judged as the simulation judges them', async () => {
  for (const body of [bytes(0x7b, 0x22, 0xff, 0x22, 0x7d), bytes(0xed, 0xa0, 0x80), bytes(0xc0, 0x80), bytes(0)]) {
    const answered = await asHandled(await fetchHandler(new Simulation())(request('ListClusters', body)));
    assert.deepEqual(answered, new Simulation().handle({ operation: 'ListClusters', body }));
  }
});

test('a body that is too large is not read to its end', async () => {
  const part = new Uint8Array(1024 * 1024);
  for (const headers of [{}, { 'content-encoding': 'identity' }]) {
    let given = 0;
    let cancelled = false;
    const endless = new ReadableStream({
      pull(controller) {
        given += part.length;
        controller.enqueue(part);
      },
      cancel() {
        cancelled = true;
      },
    });
    const response = await fetchHandler(new Simulation())(request('ListClusters', endless, { headers }));
    assert.equal(response.status, 413);
    assert.equal(cancelled, true);
    // A stream is asked for a part in advance.
    assert.ok(given <= MOST_BYTES + 3 * part.length, `${given} bytes were read`);
  }
});

test('each answer has an identifier of its own', async () => {
  const answer = fetchHandler(new Simulation());
  const asked = [['ListClusters'], ['ListClusters', '{}', { method: 'GET' }], ['ListClusters', '{}', { headers: { 'content-encoding': 'br' } }], ['ListClusters', 'x', { headers: { 'content-encoding': 'gzip' } }], ['Fly'], ['ListClusters']];
  const ids = [];
  for (const parts of asked) ids.push((await answer(request(...parts))).headers.get('x-amzn-requestid'));
  assert.equal(new Set(ids).size, asked.length, ids.join(' '));
});

test('requests at the same time are answered one after another', async () => {
  const simulation = new Simulation();
  const answer = fetchHandler(simulation, { clock: '+1' });
  const names = Array.from({ length: 50 }, (_, number) => `c${number}`);
  const responses = await Promise.all(names.map((clusterName) => answer(request('CreateCluster', JSON.stringify({ clusterName })))));
  assert.ok(responses.every(({ status }) => status === 200));
  assert.equal(simulation.call('ListClusters', { maxResults: 100 }).clusterArns.length, 50);
});

test('clocks', () =>
  checkClocks((simulation, clock) => {
    const answer = fetchHandler(simulation, { clock });
    return () => answer(request('ListClusters'));
  }));

test('at the end of time a simulation goes on answering', async () => {
  const simulation = new Simulation({ startTime: Date.UTC(9999, 11, 31) });
  const answer = fetchHandler(simulation, { clock: '+86399000' });
  for (let number = 0; number < 3; number += 1) assert.equal((await answer(request('ListClusters'))).status, 200);
});

test('misuse', async () => {
  const simulation = new Simulation();
  misused('bad-argument', 'expected a Simulation', () => fetchHandler());
  misused('bad-argument', 'expected a Simulation', () => fetchHandler({}));
  const words = 'the clock is `manual`, `real`, `x60` for sixty times as fast, or `+1000` for a second with each request; got';
  misused('bad-argument', `${words} \`fast\``, () => fetchHandler(simulation, { clock: 'fast' }));
  const answer = fetchHandler(simulation);
  simulation.free();
  await assert.rejects(answer(request('ListClusters')), (error) => error instanceof DrydockError && error.code === 'freed');
});
