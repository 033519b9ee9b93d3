// The server: the protocol over HTTP, who may talk to it, and the control API.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { CreateClusterCommand, DescribeClustersCommand, ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { DrydockError, Simulation } from 'ecs-drydock';
import { serve } from 'ecs-drydock/server';

import { TARGET, control, raw, send, served, spawned } from './served.js';
import { filled, kept, refusals, story } from './story.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

test('every operation is answered as a simulation answers it', async (t) => {
  const { url } = await served(t);
  const simulation = new Simulation();
  const known = {};
  for (const { operation, command, advance, keep, ...step } of [...story, ...refusals]) {
    if (advance) assert.equal((await control(url, 'advance', { milliseconds: advance })).json.now, simulation.advance(advance).now);
    if (command) {
      const { kind, ...rest } = command;
      const hosts = simulation.apply(command).map((host) => host.describe());
      assert.deepEqual((await control(url, kind, rest)).json, JSON.parse(JSON.stringify({ hosts })));
    }
    if (!operation) continue;
    const body = JSON.stringify(filled(step.input, known));
    const [there, here] = [await send(url, operation, undefined, { body }), simulation.handle({ operation, body })];
    assert.deepEqual([there.status, there.text, there.headers['x-amzn-requestid'], there.headers['content-type']], [here.status, here.body, here.headers['x-amzn-requestid'], 'application/x-amz-json-1.1'], operation);
    if (there.status === 200) Object.assign(known, kept(keep, there.json()));
  }
});

test('what is not of the protocol is told what is', async (t) => {
  const { url } = await served(t, { maxBodyBytes: 2000 });
  const check = async (status, name, message, changes) => {
    const answer = await send(url, 'ListClusters', {}, changes);
    assert.deepEqual([answer.status, answer.json()], [status, { __type: name, message }]);
    assert.match(answer.headers['x-amzn-requestid'], UUID);
    assert.equal(answer.headers['content-type'], 'application/x-amz-json-1.1');
    return answer;
  };
  const UNKNOWN = 'UnknownOperationException';
  await check(404, UNKNOWN, 'there is nothing at this path: requests go to POST /', { path: '/clusters' });
  await check(404, UNKNOWN, 'there is nothing at this path: requests go to POST /', { path: '/../../etc/passwd' });
  assert.equal((await check(405, UNKNOWN, 'requests are sent by POST, got PUT', { method: 'PUT' })).headers.allow, 'POST');
  await check(400, UNKNOWN, `the header X-Amz-Target is missing: it names the operation, \`${TARGET}ListClusters\``, { headers: { 'x-amz-target': undefined } });
  await check(400, UNKNOWN, `the header X-Amz-Target begins with \`${TARGET}\``, { headers: { 'x-amz-target': 'DynamoDB_20120810.ListTables' } });
  for (const type of [undefined, 'text/plain', 'application/x-www-form-urlencoded']) {
    await check(400, UNKNOWN, 'the header Content-Type is `application/x-amz-json-1.1`', { headers: { 'content-type': type } });
  }
  await check(415, 'SerializationException', 'the header Content-Encoding is gzip, identity or none', { headers: { 'content-encoding': 'br' } });
  await check(400, 'SerializationException', 'the body is not what the header Content-Encoding says', { headers: { 'content-encoding': 'gzip' } });
  await check(413, 'RequestEntityTooLargeException', 'a request has at most 2000 bytes here', { body: `{}${' '.repeat(1999)}` });
  await check(413, 'RequestEntityTooLargeException', 'a request has at most 2000 bytes here', { body: gzipSync(`{}${' '.repeat(1999)}`), headers: { 'content-encoding': 'gzip' } });
  // However large it is, the client gets to see the answer.
  const large = Buffer.alloc(50_000_000, ' ');
  for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) await check(413, 'RequestEntityTooLargeException', 'a request has at most 2000 bytes here', { body: large, headers });
  // Nobody says beforehand how much is to come.
  await check(413, 'RequestEntityTooLargeException', 'a request has at most 2000 bytes here', { body: `{}${' '.repeat(1999)}`, headers: { 'transfer-encoding': 'chunked' } });
  assert.equal((await send(url, 'LaunchRockets')).json().__type, UNKNOWN);
  assert.equal((await send(url, 'CreateTaskSet')).status, 501);
  for (const body of ['{', '[]', '{"maxResults": "x"}', '\u0000', Buffer.from([0x7b, 0xff, 0x7d])]) {
    const answer = await send(url, 'ListClusters', {}, { body });
    assert.deepEqual([answer.status, answer.json().__type], [400, 'SerializationException'], String(body));
  }
  // None of that was done to a simulation, or left it unable to answer.
  assert.deepEqual((await send(url, 'ListClusters')).json(), { clusterArns: [] });
});

test('bodies as clients send them', async (t) => {
  const { url } = await served(t);
  const input = { clusterName: 'quay' };
  for (const changes of [
    { body: gzipSync(JSON.stringify(input)), headers: { 'content-encoding': 'gzip' } },
    { body: gzipSync(JSON.stringify(input)), headers: { 'content-encoding': 'GZIP' } },
    { headers: { 'content-encoding': 'identity' } },
    { headers: { 'content-type': 'application/x-amz-json-1.1; charset=utf-8' } },
    { headers: { expect: '100-continue' } },
    { headers: { 'transfer-encoding': 'chunked' } },
    { headers: { 'transfer-encoding': 'chunked', expect: '100-continue' } },
  ]) {
    const answer = await send(url, 'CreateCluster', input, changes);
    assert.equal(answer.json().cluster?.clusterName, 'quay', JSON.stringify(changes.headers));
  }
  assert.deepEqual((await send(url, 'ListClusters', {}, { body: '' })).json().clusterArns.length, 1);
});

test('a body that is refused need not be sent', async (t) => {
  const { url } = await served(t, { maxBodyBytes: 100 });
  const { hostname, port } = new URL(url);
  const socket = connect(port, hostname);
  socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\nX-Amz-Target: ${TARGET}ListClusters\r\nContent-Type: application/x-amz-json-1.1\r\nContent-Length: 101\r\nExpect: 100-continue\r\n\r\n`);
  let text = '';
  for await (const chunk of socket) text += chunk;
  assert.match(text, /^HTTP\/1\.1 413 /);
  assert.match(text, /connection: close/i);
});

test('every answer has an identifier, also one that HTTP gives', async (t) => {
  const { url } = await served(t);
  const { hostname, port } = new URL(url);
  const check = async (text, status) => {
    const socket = connect(port, hostname);
    socket.end(text);
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} [^]*x-amzn-requestid: [0-9a-f-]{36}\r\n`), text.slice(0, 80));
  };
  await check('hello\r\n\r\n', 400);
  await check(`GET / HTTP/1.1\r\nHost: localhost\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`, 431);
  await check('POST / HTTP/1.1\r\nHost: localhost\r\nExpect: a miracle\r\nConnection: close\r\n\r\n', 417);
  assert.match((await raw(url, { path: '/_drydock/' })).headers['x-amzn-requestid'], UUID);
});

test('a connection is kept for the next request', async (t) => {
  const { url } = await served(t);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  t.after(() => agent.destroy());
  for (let request = 0; request < 20; request += 1) assert.equal((await send(url, 'ListClusters', {}, { agent })).status, 200);
  assert.equal(Object.values(agent.freeSockets).flat().length, 1);
});

test('only who is on this machine, and no page of another site', async (t) => {
  const { url, port } = await served(t, { allowHosts: ['drydock.test'], allowOrigins: ['http://localhost:3000'] });
  const check = async (status, headers, path = '/') => {
    const answer = await send(url, 'ListClusters', {}, { headers, path });
    assert.equal(answer.status, status, `${JSON.stringify(headers)}: ${answer.text}`);
    return answer;
  };
  for (const host of ['localhost', `127.0.0.1:${port}`, '[::1]:80', 'LOCALHOST', 'drydock.test']) await check(200, { host });
  for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '192.0.2.1']) {
    const { __type, message } = (await check(403, { host })).json();
    assert.deepEqual([__type, message], ['AccessDeniedException', `this server does not answer to the name \`${host}\` in the header Host: allow it by --allow-host`]);
    assert.equal((await raw(url, { path: '/_drydock/events', headers: { host } })).status, 403);
  }
  for (const origin of ['https://evil.example', 'null', 'http://localhost', 'http://localhost:3000.evil.example']) {
    const { message } = (await check(403, { origin })).json();
    assert.equal(message, `requests from the page ${origin} are refused: allow it by --allow-origin`);
    assert.equal((await raw(url, { method: 'POST', path: '/_drydock/reset', headers: { origin } })).status, 403);
    const asked = await raw(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    assert.deepEqual([asked.status, asked.headers['access-control-allow-origin']], [403, undefined]);
  }
  assert.equal((await raw(url, { path: '/_drydock/snapshot', headers: { 'sec-fetch-site': 'cross-site' } })).status, 403);
  assert.equal((await raw(url, { path: '/_drydock/', headers: { 'sec-fetch-site': 'none' } })).status, 200);
  // A page that is allowed may read what it is answered, events and refusals as well.
  const stop = new AbortController();
  const streamed = await fetch(`${url}/_drydock/events`, { headers: { accept: 'text/event-stream', origin: 'http://localhost:3000' }, signal: stop.signal });
  assert.equal(streamed.headers.get('access-control-allow-origin'), 'http://localhost:3000');
  assert.match(streamed.headers.get('x-amzn-requestid'), UUID);
  stop.abort();
  const origin = 'http://localhost:3000';
  assert.equal((await check(200, { origin })).headers['access-control-allow-origin'], origin);
  const asked = await raw(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-amz-target,content-type' } });
  assert.deepEqual([asked.status, asked.headers['access-control-allow-origin'], asked.headers['access-control-allow-headers']], [204, origin, 'x-amz-target,content-type']);
});

test('signatures are checked where a key was given', async (t) => {
  const credentials = { accessKeyId: 'AKIDRYDOCK', secretAccessKey: 'sea/salt+key' };
  const { url } = await served(t, { credentials });
  const client = (given, config = {}) => new ECSClient({ endpoint: url, region: 'eu-west-1', credentials: given, maxAttempts: 1, ...config });
  const { cluster } = await client(credentials).send(new CreateClusterCommand({ clusterName: 'quay' }));
  assert.equal(cluster.clusterArn, 'arn:aws:ecs:eu-west-1:123456789012:cluster/quay');
  const check = async (name, message, given, config) => {
    const error = await client(given, config).send(new ListClustersCommand({})).catch((error) => error);
    assert.deepEqual([error.name, error.$metadata?.httpStatusCode], [name, 403], String(error));
    assert.match(error.message, message);
  };
  await check('InvalidSignatureException', /^The request signature we calculated does not match the signature you provided\./, { ...credentials, secretAccessKey: 'wrong' });
  await check('UnrecognizedClientException', /^The security token included in the request is invalid\.$/, { ...credentials, accessKeyId: 'AKIOTHER' });
  await check('InvalidSignatureException', /^Signature expired: \d{8}T\d{6}Z is not within 15 minutes of the server's time$/, credentials, { systemClockOffset: -3_600_000 });
  const unsigned = await send(url, 'ListClusters');
  assert.deepEqual([unsigned.status, unsigned.json().__type], [403, 'MissingAuthenticationTokenException']);
  for (const authorization of ['AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA256 ', 'AWS4-HMAC-SHA256 Credential=AKIDRYDOCK/a/b/c/d, SignedHeaders=host, Signature=zz', 'Bearer x']) {
    const answer = await send(url, 'ListClusters', {}, { headers: { authorization } });
    assert.equal(answer.status, 403, authorization);
  }
  // A body that was changed on the way is not what was signed.
  let signed;
  const spy = client(credentials);
  spy.middlewareStack.add((next) => (args) => { signed = args.request; return next(args); }, { step: 'finalizeRequest', priority: 'low' });
  await spy.send(new DescribeClustersCommand({ clusters: ['quay'] }));
  const { headers } = signed;
  const again = (body) => raw(url, { method: 'POST', headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) }, body });
  assert.equal((await again('{"clusters":["quay"]}')).status, 200);
  assert.equal((await again('{"clusters":["okay"]}')).status, 403);
});

test('odd signatures end nothing', async (t) => {
  const { url } = await served(t, { credentials: { accessKeyId: 'AKIDRYDOCK', secretAccessKey: 'x' } });
  for (const names of ['constructor', 'host;set-cookie', '__proto__', 'host;;', '', 'HOST']) {
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIDRYDOCK/20260101/us-east-1/ecs/aws4_request, SignedHeaders=${names}, Signature=00`;
    const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '');
    const answer = await send(url, 'ListClusters', {}, { headers: { authorization, 'x-amz-date': date, 'set-cookie': ['a', 'b'] } });
    assert.deepEqual([answer.status, answer.json().__type], [403, 'InvalidSignatureException'], names);
  }
  // Nobody without the key gets behind the service's back.
  assert.equal((await raw(url, { method: 'POST', path: '/_drydock/reset' })).status, 404);
});

test('what is asked for has to be signed', async (t) => {
  const credentials = { accessKeyId: 'AKIDRYDOCK', secretAccessKey: 'x' };
  const { url } = await served(t, { credentials });
  let signed;
  const client = new ECSClient({ endpoint: url, region: 'us-east-1', credentials });
  client.middlewareStack.add((next) => (args) => { signed = args.request; return next(args); }, { step: 'finalizeRequest', priority: 'low' });
  await client.send(new ListClustersCommand({}));
  const asked = (changes) => raw(url, { method: 'POST', headers: { ...signed.headers, ...changes }, body: '{}' });
  assert.equal((await asked({})).status, 200);
  assert.equal((await asked({ 'x-amz-target': `${TARGET}CreateCluster` })).status, 403);
  assert.equal((await asked({ 'x-amz-more': 'a' })).status, 403);
});

test('one simulation for each account and Region', async (t) => {
  const { url } = await served(t, { maxSimulations: 3, seed: 7 });
  const arn = async (region, accessKeyId) => {
    const client = new ECSClient({ endpoint: url, region, credentials: { accessKeyId, secretAccessKey: 'x' }, maxAttempts: 1 });
    return (await client.send(new CreateClusterCommand({ clusterName: 'quay' }))).cluster.clusterArn;
  };
  assert.equal(await arn('us-east-1', 'test'), 'arn:aws:ecs:us-east-1:123456789012:cluster/quay');
  assert.equal(await arn('cn-north-1', 'test'), 'arn:aws-cn:ecs:cn-north-1:123456789012:cluster/quay');
  assert.equal(await arn('us-east-1', '210987654321'), 'arn:aws:ecs:us-east-1:210987654321:cluster/quay');
  await assert.rejects(arn('eu-west-1', 'test'), { name: 'LimitExceededException', message: 'this server has at most 3 accounts and Regions: raise maxSimulations' });
  const { simulations, seed } = (await control(url, '')).json;
  assert.deepEqual([seed, simulations.map(({ account, region }) => `${account}/${region}`)], [7, ['123456789012/us-east-1', '123456789012/cn-north-1', '210987654321/us-east-1']]);
  // Hosts of the usual place are those of a simulation with the same seed; others are others.
  const launched = async (query) => (await control(url, `launch?${query}`, {})).json.hosts[0].id;
  const own = new Simulation({ seed: 7 });
  assert.equal(await launched(''), own.launch()[0].id);
  assert.notEqual(await launched('region=cn-north-1'), own.hosts()[0].id);
  const bad = await send(url, 'ListClusters', {}, { headers: { authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/nowhere/ecs/aws4_request, SignedHeaders=host, Signature=00' } });
  assert.deepEqual([bad.status, bad.json().__type], [400, 'LimitExceededException']);
});

test('a Region that is none', async (t) => {
  const { url } = await served(t);
  const bad = await send(url, 'ListClusters', {}, { headers: { authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/nowhere/ecs/aws4_request, SignedHeaders=host, Signature=00' } });
  assert.deepEqual([bad.status, bad.json()], [403, { __type: 'InvalidSignatureException', message: 'Credential should be scoped to a valid region. options.region: `nowhere` is not a Region such as eu-west-1' }]);
  assert.deepEqual((await control(url, '')).json.simulations, []);
});

test('the control API', async (t) => {
  const { url } = await served(t);
  const check = async (path, body, expected) => {
    const { status, json } = await control(url, path, body);
    assert.deepEqual([status, json], expected, path);
  };
  const [first] = (await control(url, 'launch', { count: 2 })).json.hosts;
  assert.equal(first.state, 'pending');
  const reached = (await control(url, 'advance', { until: { containerInstances: { are: { agentConnected: true }, atLeast: 2 } }, limitMs: 600_000 })).json;
  assert.equal(reached.reached, true);
  await check('host', { host: first.id, action: 'stopAgent' }, [200, {}]);
  await check('fault', { fault: { type: 'throttling', times: 1 } }, [200, {}]);
  assert.equal((await send(url, 'ListClusters')).json().__type, 'ThrottlingException');
  await check('workload', { family: 'web', pull: 'hangs' }, [200, {}]);
  await check('assume', { assumption: 1, choice: 1 }, [200, {}]);
  await check('deadline', { host: first.id, afterMs: 1000 }, [200, {}]);
  const hosts = (await control(url, 'hosts')).json;
  assert.deepEqual(hosts.map(({ state }) => state), ['running', 'running']);
  const explained = await control(url, 'explain', { host: first.id });
  assert.deepEqual([explained.status, explained.json.target.kind], [200, 'host']);
  assert.equal((await control(url, `explain?host=${first.id}&prove=true&hostsLimit=5`)).json.target.kind, 'host');
  const page = (await control(url, 'events?limit=2&types=containerInstanceStateChange')).json;
  assert.deepEqual([page.events.length, page.dropped], [2, 0]);
  assert.equal((await control(url, `events?after=${page.next}`)).json.events.every((event) => event.source === 'aws.ecs'), true);
  const bad = (message, code = 'bad-argument') => ({ error: { code, message } });
  await check('nothing', undefined, [404, bad('there is no /_drydock/nothing: there are reset, advance, hosts, explain, events, snapshot, launch, host, fault, workload, target, deadline, assume', 'no-such-path')]);
  await check('launch', undefined, [405, bad('/_drydock/launch takes POST, got GET', 'wrong-method')]);
  await check('launch', { count: 0 }, [400, bad('command.count: must be from 1 to 10000, got `0`')]);
  await check('launch', [], [400, bad('the body is a JSON structure')]);
  await check('host', { host: 'i-nowhere', action: 'stop' }, [404, bad('command.host: there is no host `i-nowhere`: give its EC2 ID, or the ID or ARN of its container instance; hosts() lists them', 'unknown-host')]);
  await check('advance', {}, [400, bad('milliseconds: is required, or until with a condition')]);
  await check('advance', { seconds: 1 }, [400, bad('there is no member `seconds`: there are milliseconds, until, limitMs')]);
  await check('events?limit=-1', undefined, [400, bad('limit is a whole number from 0, got `-1`')]);
  await check('events?cursor=1', undefined, [400, bad('there is no parameter `cursor`: there are after, limit, types, account, region')]);
  await check('hosts?region=nowhere', undefined, [400, bad('options.region: `nowhere` is not a Region such as eu-west-1')]);
  const unread = await raw(url, { method: 'POST', path: '/_drydock/launch', body: '{' });
  assert.match(unread.text, /the body is not JSON/);
});

test('reset and snapshots', async (t) => {
  const { url } = await served(t);
  await control(url, 'launch', { count: 3 });
  await control(url, 'advance', { milliseconds: 120_000 });
  const kept = await fetch(`${url}/_drydock/snapshot`);
  assert.equal(kept.headers.get('content-type'), 'application/octet-stream');
  const bytes = new Uint8Array(await kept.arrayBuffer());
  assert.equal(Simulation.restore(bytes).hosts().length, 3);
  await control(url, 'reset', {});
  assert.deepEqual((await control(url, 'hosts')).json, []);
  assert.deepEqual((await send(url, 'ListClusters')).json(), { clusterArns: [] });
  assert.equal((await fetch(`${url}/_drydock/snapshot`, { method: 'PUT', body: bytes })).status, 200);
  assert.equal((await control(url, 'hosts')).json.length, 3);
  const damaged = await fetch(`${url}/_drydock/snapshot`, { method: 'PUT', body: bytes.subarray(1) });
  assert.deepEqual([damaged.status, (await damaged.json()).error], [400, { code: 'bad-snapshot', message: 'these bytes are no snapshot, or they are damaged' }]);
  assert.equal((await control(url, 'hosts')).json.length, 3);
  await control(url, 'reset', { seed: 9, timings: { bootMs: 0 } });
  assert.equal((await control(url, 'launch', {})).json.hosts[0].id, new Simulation({ seed: 9 }).launch()[0].id);
  for (const options of [{ region: 'eu-west-1' }, { accountId: '210987654321' }, { readLagMs: -1 }]) {
    assert.deepEqual([(await control(url, 'reset', options)).status, (await control(url, 'hosts')).json.length], [400, 1]);
  }
  assert.equal((await control(url, 'reset', { region: 'eu-west-1' })).json.error.message, 'options.region: it is given in the query, as account and region');
});

test('events as they come', async (t) => {
  const { url } = await served(t);
  await control(url, 'launch', {});
  await control(url, 'advance', { milliseconds: 60_000 });
  const stop = new AbortController();
  const open = async (headers = {}) => {
    const { body, headers: sent } = await fetch(`${url}/_drydock/events?types=containerInstanceStateChange`, { headers: { accept: 'text/event-stream', ...headers }, signal: stop.signal });
    assert.equal(sent.get('content-type'), 'text/event-stream');
    return body.pipeThrough(new TextDecoderStream()).getReader();
  };
  const events = async (reader, count) => {
    let text = '';
    while (text.split('\ndata: ').length <= count) text += (await reader.read()).value;
    return text;
  };
  const reader = await open();
  const before = await events(reader, 2);
  const last = /id: (\d+)/.exec(before)[1];
  assert.match(before, /^event: ECS Container Instance State Change$/m);
  const coming = events(reader, 1);
  const arn = (await send(url, 'ListContainerInstances')).json().containerInstanceArns[0];
  await send(url, 'UpdateContainerInstancesState', { containerInstances: [arn], status: 'DRAINING' });
  const { detail } = JSON.parse(/^data: (.*)$/m.exec(await coming)[1]);
  assert.equal(detail.status, 'DRAINING');
  // Who comes back gets what there was since.
  const again = await events(await open({ 'last-event-id': last }), 1);
  assert.deepEqual([...again.matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data).detail.status), ['DRAINING']);
  stop.abort();
});

test('time goes on by itself for who only listens', async (t) => {
  const { url } = await served(t, { clock: 'x1000' });
  await control(url, 'launch', {});
  const response = await fetch(`${url}/_drydock/events`, { headers: { accept: 'text/event-stream' } });
  const { value } = await response.body.getReader().read();
  assert.match(Buffer.from(value).toString(), /ECS Container Instance State Change/);
});

test('clocks', async (t) => {
  const { url } = await served(t, { clock: '+1000' });
  const now = async () => (await control(url, '')).json.simulations[0].now;
  await send(url, 'ListClusters');
  const begun = await now();
  for (let request = 0; request < 3; request += 1) await send(url, 'ListClusters');
  assert.equal((await now()) - begun, 3000);
});

test('TLS', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '1', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'], { stdio: 'ignore' });
  const { url } = await spawned(t, '--tls-key', key, '--tls-cert', cert);
  assert.match(url, /^https:/);
  const status = await new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${TARGET}ListClusters` };
    const asked = requestSecurely(url, { method: 'POST', headers, ca: readFileSync(cert) }, (response) => resolve(response.resume().statusCode));
    asked.on('error', reject);
    asked.end('{}');
  });
  assert.equal(status, 200);
});

test('simulations that take too much memory', async (t) => {
  // In a process of its own, as all simulations of one share its memory.
  const { url } = await spawned(t, '--max-memory', '20');
  const words = 'the simulations of this server take more than 20 MiB: start it anew, or raise maxMemoryMib';
  let refused;
  for (let round = 0; round < 40 && !refused; round += 1) {
    const { status, json } = await control(url, 'launch', { count: 1000 });
    if (status !== 200) refused = json;
  }
  assert.deepEqual(refused, { error: { code: 'limit', message: words } });
  assert.deepEqual((await send(url, 'ListClusters')).json(), { __type: 'LimitExceededException', message: words });
  // What is there can be looked at, and taken along.
  assert.equal((await control(url, 'hosts')).status, 200);
  assert.equal((await raw(url, { path: '/_drydock/snapshot' })).status, 200);
});

test('without a control API', async (t) => {
  const { url } = await served(t, { control: false });
  assert.equal((await raw(url, { method: 'POST', path: '/_drydock/reset' })).status, 404);
});

test('options that make no sense', async (t) => {
  const check = async (options, code, message) => {
    const error = await serve({ port: 0, ...options }).catch((error) => error);
    assert.ok(error instanceof DrydockError, String(error));
    assert.deepEqual([error.code, error.message], [code, message]);
  };
  await check({ prot: 1 }, 'bad-argument', 'there is no option `prot`: there are host, port, clock, seed, maxBodyBytes, maxConnections, maxSimulations, maxMemoryMib, control, simulation, snapshot, journal, fsync, tls, allowHosts, allowOrigins, credentials');
  await check({ clock: 'fast' }, 'bad-argument', 'the clock is `manual`, `real`, `x60` for sixty times as fast, or `+1000` for a second with each request; got `fast`');
  await check({ simulation: { readLagMs: -1 } }, 'bad-argument', 'options.readLagMs: expected a whole number from 0, got `-1`');
  await check({ port: 70_000 }, 'bad-argument', 'port takes a whole number from 0 to 65535, got `70000`');
  await check({ port: '80' }, 'bad-argument', 'port takes a whole number from 0 to 65535, got `80`');
  await check({ maxBodyBytes: 0 }, 'bad-argument', 'maxBodyBytes takes a whole number from 1 to 1073741824, got `0`');
  await check({ journal: '' }, 'bad-argument', 'journal takes a text, got ``');
  await check({ allowHosts: 'a' }, 'bad-argument', 'allowHosts takes a list of texts, got `a`');
  await check({ journal: tmpdir() }, 'bad-journal', `${tmpdir()} cannot be used: it is a folder`);
  await check({ snapshot: tmpdir() }, 'bad-journal', `${tmpdir()} cannot be used: it is a folder`);
  await check({ host: '192.0.2.1' }, 'cannot-listen', '192.0.2.1 is no address of this machine');
  const pem = await serve({ port: 0, tls: { key: 'a', cert: 'b' } }).catch((error) => error);
  assert.match(pem.message, /^tls: the key and the certificate are PEM, and belong together: /);
  assert.equal((await serve(null).catch((error) => error)).message, 'options: expected an object, got null');
  const { port } = await served(t);
  await check({ port }, 'cannot-listen', `port ${port} is taken: choose another, or 0 for any`);
});

test('the command stops as it is asked to', async (t) => {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    const { url, child, ended, printed } = await spawned(t);
    assert.equal((await send(url, 'ListClusters')).status, 200);
    child.kill(signal);
    assert.deepEqual(await ended, { code: 0, signal: null });
    assert.match(printed(), /^ecs-drydock listens on http:\/\/127\.0\.0\.1:\d+\nclock manual, seed 1\n/);
  }
});
