// A cluster for a test: what is asked for is there, and comes back after whatever a test did.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { DescribeClustersCommand, ECSClient, ListContainerInstancesCommand, waitUntilServicesStable } from '@aws-sdk/client-ecs';
import { EcsServiceException, Simulation } from 'ecs-drydock';
import { testCluster } from 'ecs-drydock/testing';

import { QUIET_SDK, misused } from './use.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** How many hosts, tasks and services each cluster has. */
function counted({ simulation }, clusters = ['default']) {
  return simulation
    .call('DescribeClusters', { clusters })
    .clusters.map((cluster) => [cluster.registeredContainerInstancesCount, cluster.runningTasksCount, cluster.pendingTasksCount, cluster.activeServicesCount]);
}

const job = { family: 'job', containerDefinitions: [{ name: 'main', image: 'job', memory: 700 }] };

/** What is asked for, and what each of the clusters has then. */
const CLUSTERS = {
  'nothing': [undefined, [[3, 0, 0, 0]]],
  'no hosts': [{ hosts: 0 }, []],
  'a service as a number': [{ services: { web: 4 } }, [[3, 4, 0, 1]]],
  'a service of no tasks': [{ hosts: 1, services: { web: 0 } }, [[1, 0, 0, 1]]],
  'a service that says nothing': [{ services: { web: {} } }, [[3, 1, 0, 1]]],
  'a service with its definition': [{ services: { web: { taskDefinition: job, desiredCount: 2 } } }, [[3, 2, 0, 1]]],
  'a daemon': [{ hosts: 2, services: { web: 3, log: { schedulingStrategy: 'DAEMON' } } }, [[2, 5, 0, 2]]],
  'another cluster': [{ hosts: 2, launch: { cluster: 'quay' }, services: { web: { cluster: 'quay' } } }, [[2, 1, 0, 1]], ['quay']],
  'a cluster by ARN': [{ services: { web: { cluster: 'arn:aws:ecs:us-east-1:123456789012:cluster/default' } } }, [[3, 1, 0, 1]]],
  'a service of no tasks in a cluster of its own': [{ hosts: 1, services: { web: { cluster: 'quay', desiredCount: 0 } } }, [[1, 0, 0, 0], [0, 0, 0, 1]], ['default', 'quay']],
  'options of a simulation': [{ hosts: 1, region: 'eu-west-1', timings: { bootMs: 1, bootSpreadMs: 0 } }, [[1, 0, 0, 0]]],
  'options that are undefined': [{ hosts: undefined, launch: undefined, services: undefined, clock: undefined, seed: undefined }, [[3, 0, 0, 0]]],
};

for (const [what, [options, counts, clusters]] of Object.entries(CLUSTERS)) {
  test(`a cluster with ${what}`, () => {
    const cluster = testCluster(options);
    assert.deepEqual(counted(cluster, clusters), counts);
    cluster.free();
  });
}

test('hosts are as they were asked for', () => {
  const cluster = testCluster({ hosts: 2, launch: { instanceType: 'c5.large', attributes: [{ name: 'stack', value: 'blue' }] } });
  const { containerInstanceArns } = cluster.simulation.call('ListContainerInstances', { filter: 'attribute:stack == blue' });
  assert.equal(containerInstanceArns.length, 2);
  assert.deepEqual(cluster.simulation.hosts().map((host) => host.describe().instanceType), ['c5.large', 'c5.large']);
  cluster.free();
});

test('a task definition that is there already is named', () => {
  const cluster = testCluster({ hosts: 1, services: { web: { taskDefinition: job }, more: { taskDefinition: 'job', desiredCount: 2 } } });
  const { services } = cluster.simulation.call('DescribeServices', { services: ['web', 'more'] });
  assert.deepEqual(services.map(({ taskDefinition, runningCount }) => [taskDefinition.split('/')[1], runningCount]), [['job:1', 1], ['job:1', 2]]);
  cluster.free();
});

test('the same options lead to the same cluster', () => {
  const options = { seed: 7, hosts: 2, services: { web: 3 } };
  const [one, two, other] = [testCluster(options), testCluster(options), testCluster({ ...options, seed: 8 })];
  assert.equal(one.simulation.digest(), two.simulation.digest());
  assert.notEqual(one.simulation.digest(), other.simulation.digest());
});

test('a reset puts everything back, and what was handed out stays good', async () => {
  const cluster = testCluster({ services: { web: 3 }, clock: '+15000' });
  const client = new ECSClient({ region: 'us-east-1', credentials, requestHandler: cluster.requestHandler });
  const { requestHandler, fetch, simulation: before } = cluster;
  const request = () => new Request('https://ecs.us-east-1.amazonaws.com/', {
    method: 'POST',
    headers: { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.DescribeClusters', 'content-type': 'application/x-amz-json-1.1' },
  });
  const digest = before.digest();
  const seen = [];
  for (let round = 0; round < 3; round += 1) {
    assert.equal(cluster.simulation.digest(), digest);
    const began = cluster.simulation.now;
    const { containerInstanceArns: [first] } = await client.send(new ListContainerInstancesCommand({}));
    cluster.simulation.host(first).terminate();
    cluster.simulation.inject({ type: 'throttling', times: 1 });
    assert.equal((await waitUntilServicesStable({ client, maxWaitTime: 60, minDelay: 0.001, maxDelay: 0.002 }, { services: ['web'] })).state, 'SUCCESS');
    const { clusters } = await (await fetch(request())).json();
    seen.push({ began, after: cluster.simulation.digest(), clusters });
    assert.notEqual(seen[round].after, digest);
    cluster.reset();
  }
  assert.deepEqual(seen[1], seen[0]);
  assert.deepEqual(seen[2], seen[0]);
  assert.equal(cluster.requestHandler, requestHandler);
  assert.equal(cluster.fetch, fetch);
  // The simulation from before the reset is gone; its memory is free for the new one.
  misused('freed', 'the simulation was freed: make a new one', () => before.now);
  cluster.free();
});

test('both ways in have one clock, which begins anew after a reset', async () => {
  const asked = { method: 'POST', headers: { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListClusters', 'content-type': 'application/x-amz-json-1.1' } };
  const ways = (cluster) => [
    () => cluster.fetch(new Request('https://ecs.us-east-1.amazonaws.com/', asked)),
    () => cluster.requestHandler.handle({ ...asked, path: '/' }),
  ];
  const steps = testCluster({ hosts: 1, clock: '+1500' });
  const begun = steps.simulation.now;
  for (const way of ways(steps)) await way();
  assert.equal(steps.simulation.now - begun, 3000);

  const fast = testCluster({ hosts: 1, clock: 'x1000' });
  const { now } = fast.simulation;
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
  const started = performance.now();
  for (const way of [...ways(fast), pause, ...ways(fast)]) await way();
  const passed = fast.simulation.now - now;
  assert.ok(passed >= 18_000 && passed <= (performance.now() - started) * 1000, `${passed} ms passed`);
  fast.reset();
  await pause();
  await ways(fast)[0]();
  assert.equal(fast.simulation.now, now);
});

test('what was freed is gone, once and for all', async () => {
  const cluster = testCluster({ hosts: 1 });
  const client = new ECSClient({ region: 'us-east-1', credentials, requestHandler: cluster.requestHandler });
  cluster.free();
  cluster.free();
  misused('freed', 'the simulation was freed: make a new one', () => cluster.simulation.now);
  await assert.rejects(client.send(new DescribeClustersCommand({})), { name: 'DrydockError', code: 'freed' });
});

test('a `using` block frees it', { skip: Symbol.dispose ? false : 'there is no Symbol.dispose' }, () => {
  // The syntax is newer than the oldest Node; this is what it does at the end of the block.
  const cluster = testCluster({ hosts: 1 });
  cluster[Symbol.dispose]();
  misused('freed', 'the simulation was freed: make a new one', () => cluster.simulation.now);
});

const CLOCK = 'the clock is `manual`, `real`, `x60` for sixty times as fast, or `+1000` for a second with each request; got `fast`';
const late = 'after an hour it is still not so that';

/** What is asked for, the code, and the words. */
const MISUSE = {
  'too many tasks': [{ hosts: 1, services: { web: 100 } }, 'not-reached', `${late} the service web is steady: 84 tasks cannot start: no host can take a task of web: RESOURCE:CPU 1 of 1 hosts`],
  'no host where the service is': [{ services: { web: { cluster: 'quay' } } }, 'not-reached', `${late} the service web is steady: 1 task cannot start: no host can take a task of web: the cluster has none`],
  'images that cannot be pulled': [{ workloads: [{ family: 'web', pull: 'hangs' }], services: { web: 1 } }, 'not-reached', undefined],
  'hosts that take too long': [{ timings: { bootMs: 4_000_000 } }, 'not-reached', `${late} 3 hosts are connected`],
  'hosts that are no number': [{ hosts: 'many' }, 'bad-argument', 'command.count: expected a whole number from 0 to 4294967295, got the text `many`'],
  'less than no hosts': [{ hosts: -1 }, 'bad-argument', 'command.count: expected a whole number from 0 to 4294967295, got `-1`'],
  'too many hosts': [{ hosts: 10_001 }, 'bad-argument', 'command.count: must be from 1 to 10000, got `10001`'],
  'an instance type that is none': [{ launch: { instanceType: 'm5.tiny' } }, 'bad-argument', 'command.instanceType: `m5.tiny` is not in the table of instance types: instanceTypes() lists those there are'],
  'a service that is a text': [{ services: { web: 'three' } }, 'bad-argument', 'services.web: expected how many tasks it has, or what CreateService takes'],
  'a service that is null': [{ services: { web: null } }, 'bad-argument', 'services.web: expected how many tasks it has, or what CreateService takes'],
  'a clock that is none': [{ clock: 'fast' }, 'bad-argument', CLOCK],
};

for (const [what, [options, code, message]] of Object.entries(MISUSE)) {
  test(`misuse: ${what}`, () => {
    if (message) return misused(code, message, () => testCluster(options));
    assert.throws(() => testCluster(options), { name: 'DrydockError', code });
  });
}

test('misuse: an option that is none', () => {
  assert.throws(() => testCluster({ host: 1 }), { name: 'DrydockError', code: 'bad-argument', message: /^options: there is no member `host`: there are seed, / });
});

test('what the service would not do is told in its words', () => {
  for (const [services, name, message] of [
    [{ web: -1 }, 'InvalidParameterException', 'Task count can not be lesser than 0'],
    [{ web: { taskDefinition: 'nothing' } }, 'ClientException', 'TaskDefinition not found.'],
  ]) {
    assert.throws(() => testCluster({ services }), (error) => error instanceof EcsServiceException && error.name === name && error.message === message);
  }
});

test('a cluster is no more than a simulation that others can go on from', () => {
  const { simulation } = testCluster({ services: { web: 2 } });
  const restored = Simulation.restore(simulation.snapshot());
  assert.equal(restored.digest(), simulation.digest());
});

test('under jsdom', () => {
  const code = `
    import { JSDOM } from 'jsdom';

    const { window } = new JSDOM('<!doctype html><p>quay</p>', { url: 'http://localhost:3000/', pretendToBeVisual: true });
    // What only a page has, and what test runners put in place of Node's own.
    const own = ['window', 'document', 'navigator', 'location', 'AbortController', 'AbortSignal', 'Blob', 'Event', 'EventTarget', 'FormData', 'Headers'];
    const names = Object.getOwnPropertyNames(window).filter((name) => own.includes(name) || !(name in globalThis));
    for (const name of names) Object.defineProperty(globalThis, name, { value: window[name], configurable: true, writable: true });

    const { DescribeClustersCommand, ECSClient } = await import('@aws-sdk/client-ecs');
    const { testCluster } = await import('ecs-drydock/testing');

    const cluster = testCluster({ services: { web: 3 } });
    const client = new ECSClient({ region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, requestHandler: cluster.requestHandler });
    const shown = async () => {
      const { clusters } = await client.send(new DescribeClustersCommand({}));
      document.querySelector('p').textContent = clusters[0].runningTasksCount;
      return document.body.textContent;
    };
    console.log(navigator.userAgent.includes('jsdom'), document.body.textContent, await shown());
    cluster.simulation.call('UpdateService', { service: 'web', desiredCount: 1 });
    cluster.simulation.advance(120_000);
    console.log(await shown());
    cluster.reset();
    console.log(await shown());
    const response = await cluster.fetch(new Request('https://ecs.us-east-1.amazonaws.com/', {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListClusters', 'content-type': 'application/x-amz-json-1.1' },
      body: '{}',
    }));
    console.log(response.status, await response.text());
    const aborted = new AbortController();
    aborted.abort();
    console.log(await client.send(new DescribeClustersCommand({}), { abortSignal: aborted.signal }).catch(({ name }) => name));
    cluster.free();
    window.close();
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: root, env: { ...process.env, ...QUIET_SDK }, encoding: 'utf8' });
  assert.equal(stderr, '');
  assert.equal(stdout, 'true quay 3\n1\n3\n200 {"clusterArns":["arn:aws:ecs:us-east-1:123456789012:cluster/default"]}\nAbortError\n');
});
