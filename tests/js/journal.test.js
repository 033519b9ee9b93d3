// What a server keeps over its end, however that comes.

import assert from 'node:assert/strict';
import { appendFileSync, closeSync, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { DrydockError } from 'ecs-drydock';
import { serve } from 'ecs-drydock/server';

import { control, send, spawned } from './served.js';
import { numbers } from './use.js';

const KILLS = Number(process.env.DRYDOCK_KILLS ?? 50);

/** A folder that is gone when the test is. */
function folder(t) {
  const path = mkdtempSync(join(tmpdir(), 'drydock-'));
  t.after(() => rmSync(path, { recursive: true }));
  return path;
}

/** What a server knows of everything. */
async function stateOf(server) {
  const { simulations } = (await control(server.url, '')).json;
  return simulations.map(({ account, region }) => [account, region, server.simulation({ account, region }).digest()]);
}

/** A server that ends; the next one with these options knows what it knew. */
async function goesOn(t, server, options) {
  const before = await stateOf(server);
  await server.close();
  const second = await serve({ port: 0, clock: 'manual', ...options });
  t.after(() => second.close());
  assert.deepEqual(await stateOf(second), before);
}

/** Something of every kind that changes a simulation. */
async function work(url) {
  await control(url, 'launch', { count: 2 });
  await control(url, 'advance', { milliseconds: 90_000 });
  const [first] = (await control(url, 'hosts')).json;
  await control(url, 'fault', { fault: { type: 'agentLoss', host: first.id, durationMs: 60_000 }, afterMs: 1000 });
  await send(url, 'CreateCluster', { clusterName: 'é' });
  await send(url, 'CreateCluster', { clusterName: 'no name' });
  await control(url, 'workload', { family: 'web', pull: 'hangs' });
  await control(url, 'advance', { until: { host: { id: first.id, state: 'running' } } });
  const far = { authorization: 'AWS4-HMAC-SHA256 Credential=210987654321/20260101/eu-west-1/ecs/aws4_request, SignedHeaders=host, Signature=00' };
  await send(url, 'CreateCluster', { clusterName: 'far' }, { headers: far });
  await control(url, 'launch?account=210987654321&region=eu-west-1', { count: 1 });
  await send(url, 'ListClusters', {}, { body: Buffer.from([0x7b, 0xff]) });
}

test('a server goes on where its journal ends', async (t) => {
  const journal = join(folder(t), 'a', 'journal');
  const first = await serve({ port: 0, clock: '+7', journal });
  await work(first.url);
  const before = await stateOf(first);
  await first.close();
  assert.equal(existsSync(`${journal}.lock`), false);
  const second = await serve({ port: 0, clock: '+7', journal });
  t.after(() => second.close());
  assert.deepEqual(await stateOf(second), before);
  assert.ok(second.restored.entries > 10);
  assert.equal(second.restored.cut, 0);
});

test('throttled requests and faults are done again as they were', async (t) => {
  const journal = join(folder(t), 'journal');
  const simulation = { throttling: true, faults: { serverException: 200 } };
  const first = await serve({ port: 0, clock: 'manual', journal, simulation });
  const statuses = new Set();
  for (let request = 0; request < 120; request += 1) {
    statuses.add((await send(first.url, request % 2 ? 'ListClusters' : 'CreateCluster', request % 2 ? {} : { clusterName: `c${request}` })).json().__type);
  }
  assert.ok(statuses.has('ThrottlingException') && statuses.has(undefined), [...statuses].join());
  await goesOn(t, first, { journal, simulation });
});

test('a reset and a snapshot that is put in place are in the journal', async (t) => {
  const journal = join(folder(t), 'journal');
  const first = await serve({ port: 0, clock: 'manual', journal });
  await work(first.url);
  const bytes = await (await fetch(`${first.url}/_drydock/snapshot`)).arrayBuffer();
  await control(first.url, 'reset', { seed: 3 });
  await control(first.url, 'launch', { count: 1 });
  await fetch(`${first.url}/_drydock/snapshot?account=210987654321&region=eu-west-1`, { method: 'PUT', body: bytes });
  await goesOn(t, first, { journal });
});

test('a snapshot is written at the end, and the journal begins behind it', async (t) => {
  const at = folder(t);
  const [journal, snapshot] = [join(at, 'journal'), join(at, 'snapshot')];
  let before;
  for (let turn = 0; turn < 3; turn += 1) {
    const server = await serve({ port: 0, clock: 'manual', journal, snapshot });
    if (before) assert.deepEqual(await stateOf(server), before);
    assert.equal(server.restored.entries, 0);
    await work(server.url);
    before = await stateOf(server);
    await server.close();
    assert.equal(readFileSync(journal, 'utf8').trim().split('\n').length, 1);
    assert.equal(existsSync(`${snapshot}.new`), false);
  }
  // Without the snapshot, what is in the journal would hang in the air: also where it is empty.
  const behind = /begins behind line \d+: give the snapshot that has what was before$/;
  await refusedWith({ journal }, behind);
  const server = await serve({ port: 0, clock: 'manual', journal, snapshot });
  await work(server.url);
  const [bytes, old] = [readFileSync(journal), readFileSync(snapshot)];
  await server.close();
  const last = readFileSync(snapshot);
  writeFileSync(journal, bytes);
  await refusedWith({ journal }, behind);
  // An end between the two files does nothing twice: the snapshot has what the journal has.
  const again = await serve({ port: 0, clock: 'manual', journal, snapshot });
  assert.equal(again.restored.entries, 0);
  await work(again.url);
  const state = await stateOf(again);
  const after = readFileSync(journal);
  await again.close();
  writeFileSync(snapshot, last);
  writeFileSync(journal, after);
  const later = await serve({ port: 0, clock: 'manual', journal, snapshot });
  assert.deepEqual(await stateOf(later), state);
  await later.close();
  // An older snapshot than the journal begins behind would lose what was between.
  writeFileSync(snapshot, old);
  await refusedWith({ journal, snapshot }, behind);
});

test('a snapshot goes with its own journal only', async (t) => {
  const at = folder(t);
  const [journal, other, snapshot] = ['journal', 'other', 'snapshot'].map((name) => join(at, name));
  const begin = async (options) => {
    const server = await serve({ port: 0, clock: 'manual', ...options });
    await send(server.url, 'CreateCluster', { clusterName: 'a' });
    await server.close();
  };
  await begin({ journal: other });
  await begin({ snapshot });
  const words = /is not the journal that belongs to the snapshot: go on with the one that does, or without either$/;
  await refusedWith({ journal: other, snapshot }, words);
  // One that is new takes the snapshot as it is.
  await begin({ journal, snapshot });
  await refusedWith({ journal: other, snapshot }, words);
  await begin({ journal, snapshot });
});

test('a snapshot that cannot be written is told at the start', async (t) => {
  const at = folder(t);
  writeFileSync(join(at, 'file'), '');
  await refusedWith({ snapshot: join(at, 'file', 'snapshot') }, /cannot be used: /);
});

test('waiting for something is done again as it was', async (t) => {
  const journal = join(folder(t), 'journal');
  const simulation = { timings: { bootMs: 0, bootSpreadMs: 0, connectMs: 0 } };
  const first = await serve({ port: 0, clock: 'manual', journal, simulation });
  await control(first.url, 'launch', { count: 2 });
  assert.equal((await control(first.url, 'advance', { until: { host: { id: 'i-nowhere' } } })).status, 404);
  assert.equal((await control(first.url, 'advance', { until: { not: { containerInstances: { atLeast: 9 } } } })).json.reached, true);
  assert.equal((await control(first.url, 'advance', { until: { containerInstances: { atLeast: 9 } }, limitMs: 5000 })).json.reached, false);
  await goesOn(t, first, { journal, simulation });
});

test('what is done to a simulation itself is kept with the next request', async (t) => {
  const journal = join(folder(t), 'journal');
  const first = await serve({ port: 0, clock: 'manual', journal, simulation: { startTime: new Date('2026-06-01T00:00:00Z') } });
  first.simulation().launch({ count: 2 });
  first.simulation().advance(60_000);
  await send(first.url, 'ListClusters');
  await control(first.url, 'reset', {});
  first.simulation().launch();
  await send(first.url, 'CreateCluster', { clusterName: 'a' });
  await goesOn(t, first, { journal });
});

/** A server that does not begin, and says why. */
async function refusedWith(options, message) {
  const error = await serve({ port: 0, clock: 'manual', ...options }).then((server) => server.close(), (error) => error);
  assert.ok(error instanceof DrydockError, String(error?.stack ?? 'it began'));
  assert.match(error.message, message);
  return error;
}

test('a line that was never finished is cut off', async (t) => {
  const journal = join(folder(t), 'journal');
  const first = await serve({ port: 0, clock: 'manual', journal });
  await send(first.url, 'CreateCluster', { clusterName: 'kept' });
  const whole = await stateOf(first);
  const end = statSync(journal).size;
  await send(first.url, 'CreateCluster', { clusterName: 'torn' });
  const all = await stateOf(first);
  await first.close();
  const bytes = readFileSync(journal);
  for (let size = bytes.length; size > end; size -= 1) {
    writeFileSync(journal, bytes);
    truncateSync(journal, size);
    const server = await serve({ port: 0, clock: 'manual', journal });
    assert.deepEqual(await stateOf(server), size === bytes.length ? all : whole);
    assert.equal(server.restored.cut, size === bytes.length ? 0 : size - end);
    // What comes then stands on a line of its own.
    await send(server.url, 'CreateCluster', { clusterName: 'next' });
    const next = await stateOf(server);
    await server.close();
    const later = await serve({ port: 0, clock: 'manual', journal });
    assert.deepEqual(await stateOf(later), next);
    await later.close();
  }
});

test('of a last line that a power cut left, too', async (t) => {
  const journal = join(folder(t), 'journal');
  const first = await serve({ port: 0, clock: 'manual', journal, fsync: true });
  await send(first.url, 'CreateCluster', { clusterName: 'kept' });
  const before = await stateOf(first);
  await first.close();
  for (const rest of ['{"n":3,"at":"1\0\0\0\0"}\n', '\0\0\0\0\n', '\0\0\0']) {
    appendFileSync(journal, rest);
    const server = await serve({ port: 0, clock: 'manual', journal, fsync: true });
    assert.deepEqual([await stateOf(server), server.restored.cut], [before, rest.length], JSON.stringify(rest));
    await server.close();
  }
});

test('a file that makes no sense is not gone on with', async (t) => {
  const journal = join(folder(t), 'journal');
  const first = await serve({ port: 0, clock: 'manual', journal });
  for (const name of ['a', 'b', 'c']) await send(first.url, 'CreateCluster', { clusterName: name });
  await first.close();
  const text = readFileSync(journal, 'utf8');
  const lines = text.split('\n');
  const check = async (content, message) => {
    writeFileSync(journal, content);
    const { code } = await refusedWith({ journal }, message);
    assert.equal(code, 'bad-journal');
    // Nothing was changed about it, and nobody is kept from it.
    assert.deepEqual([readFileSync(journal, 'utf8'), existsSync(`${journal}.lock`)], [content, false]);
  };
  await check('{"name": "ecs-drydock"}\n', /is no journal of ecs-drydock$/);
  await check('a letter to the harbour master\n', /is no journal of ecs-drydock$/);
  await check('a letter without an end', /is no journal of ecs-drydock$/);
  await check(text.replace(lines[2], '{"n":2'), /^line 3 of .* is damaged$/);
  await check(text.replace(`${lines[2]}\n`, ''), /^line 3 of .* is not the one that follows: lines are missing$/);
  await check(text.replace(/"behaviourVersion":\d+/, '"behaviourVersion":1'), /is of behaviour version 1, this package has \d+: go on with the version that wrote it, or with another file$/);
  await check(text.replace('"call":"CreateCluster","body":"{\\"clusterName\\":\\"b\\"}"', '"call":"ListClusters","body":"{}"'), /^line \d+ of .* does not lead to what it led to: it was written by another version, or changed$/);
  writeFileSync(journal, text);
  const snapshot = join(folder(t), 'snapshot');
  writeFileSync(snapshot, '{"file": "something else"}');
  await refusedWith({ snapshot }, /is no snapshot of ecs-drydock$/);
  writeFileSync(snapshot, '{');
  await refusedWith({ snapshot }, /is damaged$/);
});

test('two servers do not share a journal', async (t) => {
  const journal = join(folder(t), 'journal');
  const { child, ended } = await spawned(t, '--journal', journal);
  await refusedWith({ journal }, new RegExp(`is in use by the process ${child.pid}; if that is no ecs-drydock, delete .*\\.lock$`));
  const own = join(folder(t), 'journal');
  const here = await serve({ port: 0, clock: 'manual', journal: own, snapshot: `${own}.snapshot` });
  await refusedWith({ journal: own }, /is in use by another server of this process$/);
  await refusedWith({ snapshot: `${own}.snapshot` }, /is in use by another server of this process$/);
  await here.close();
  // Whoever was killed does not keep others from it.
  child.kill('SIGKILL');
  await ended;
  const server = await serve({ port: 0, clock: 'manual', journal });
  await server.close();
});

test('what cannot be written is not told, and the server ends', async (t) => {
  if (!existsSync('/proc/self/fd')) return t.skip('only Linux tells which file is open where');
  const journal = join(folder(t), 'journal');
  const server = await serve({ port: 0, clock: 'manual', journal });
  const failed = new Promise((resolve) => (server.onFailure = resolve));
  // The file is taken away from under it, as a disk that is gone would be.
  const fd = readdirSync('/proc/self/fd').find((name) => isLinkTo(`/proc/self/fd/${name}`, journal));
  closeSync(Number(fd));
  // Its number goes to what is opened next: something that nothing can be written to.
  assert.equal(openSync('/dev/null', 'r'), Number(fd));
  const answer = await send(server.url, 'CreateCluster', { clusterName: 'a' });
  assert.deepEqual([answer.status, answer.json().__type], [500, 'ServerException']);
  assert.match(answer.json().message, /^this server cannot go on: the journal .* cannot be written: EBADF/);
  assert.equal((await failed).cause.code, 'EBADF');
  // What was done then was told nobody, and nobody is told of it later.
  assert.equal((await send(server.url, 'ListClusters')).status, 500);
  for (const path of ['hosts', 'events', 'snapshot']) assert.equal((await control(server.url, path)).status, 500, path);
  for (const path of ['launch', 'reset', 'advance']) assert.equal((await control(server.url, path, {})).status, 500, path);
  await server.close().catch(() => {});
});

function isLinkTo(link, file) {
  try {
    return readlinkSync(link) === file;
  } catch {
    return false;
  }
}

test('kill -9 loses nothing that was answered', { timeout: 300_000 }, async (t) => {
  const journal = join(folder(t), 'journal');
  const random = numbers(11);
  const told = { clusters: new Set(), instances: new Map(), tags: new Map() };
  let answered = 0;
  for (let kill = 0; kill <= KILLS; kill += 1) {
    const { url, child, ended } = await spawned(t, '--journal', journal);
    if (kill === 0) ok(await send(url, 'CreateCluster', {}));
    await holds(url, told);
    if (kill === KILLS) {
      child.kill('SIGTERM');
      await ended;
      break;
    }
    const agent = new Agent({ keepAlive: true });
    // At a random moment, mostly in the middle of something.
    setTimeout(() => child.kill('SIGKILL'), 5 + random(120));
    try {
      for (;;) {
        await another(url, told, random, agent);
        answered += 1;
      }
    } catch (error) {
      assert.match(String(error.code), /ECONNRESET|ECONNREFUSED|EPIPE/, String(error.stack));
    }
    agent.destroy();
    assert.equal((await ended).signal, 'SIGKILL');
    // Now and then the last line is torn, too, which a kill alone does not do.
    if (kill % 10 === 9) appendFileSync(journal, '{"n":9999,"at":"123456789012/us-e');
  }
  console.log(`# note: killed ${KILLS} times, ${answered} requests answered, ${told.instances.size} instances, all there`);
  assert.ok(answered > KILLS, String(answered));
});

const RESOURCES = [{ name: 'CPU', type: 'INTEGER', integerValue: 2048 }, { name: 'MEMORY', type: 'INTEGER', integerValue: 3878 }];

/** One more request that changes something; what it is answered is remembered only then. */
async function another(url, told, random, agent) {
  const instances = [...told.instances.keys()];
  const some = instances[random(instances.length || 1)];
  const way = instances.length === 0 ? 0 : random(3);
  if (way === 0) {
    const { containerInstance } = ok(await send(url, 'RegisterContainerInstance', { totalResources: RESOURCES }, { agent }));
    told.instances.set(containerInstance.containerInstanceArn, 'ACTIVE');
  } else if (way === 1) {
    const status = random(2) ? 'DRAINING' : 'ACTIVE';
    ok(await send(url, 'UpdateContainerInstancesState', { containerInstances: [some], status }, { agent }));
    told.instances.set(some, status);
  } else {
    const value = String(random(1000));
    ok(await send(url, 'TagResource', { resourceArn: some, tags: [{ key: 'mark', value }] }, { agent }));
    told.tags.set(some, value);
  }
}

/** Everything that was told is so; only the one request that was not answered may have been done as well. */
async function holds(url, { instances, tags }) {
  const arns = [...instances.keys()];
  let changed = 0;
  for (let start = 0; start < arns.length; start += 100) {
    const page = arns.slice(start, start + 100);
    const { containerInstances } = ok(await send(url, 'DescribeContainerInstances', { containerInstances: page, include: ['TAGS'] }));
    assert.deepEqual(containerInstances.map((instance) => instance.containerInstanceArn), page);
    for (const { containerInstanceArn: arn, status, tags: [mark] } of containerInstances) {
      changed += Number(status !== instances.get(arn)) + Number(mark?.value !== tags.get(arn));
      instances.set(arn, status);
      if (mark) tags.set(arn, mark.value);
    }
  }
  assert.ok(changed <= 1, `${changed} answers are not so`);
  const { containerInstanceArns } = ok(await send(url, 'ListContainerInstances', {}));
  assert.ok(containerInstanceArns.length >= Math.min(arns.length, 100));
}

function ok(answer) {
  assert.equal(answer.status, 200, answer.text);
  return answer.json();
}
