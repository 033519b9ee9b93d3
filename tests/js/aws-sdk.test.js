// The AWS SDK for JavaScript, unchanged, with a simulation behind it.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import * as sdk from '@aws-sdk/client-ecs';
import { DrydockError, EcsServiceException, Simulation, operations } from 'ecs-drydock';
import { requestHandler } from 'ecs-drydock/aws-sdk';

import { filled, kept, refusals, story } from './story.js';
import { checkClocks, misused } from './use.js';

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

function clientOf(simulation, { clock, ...config } = {}) {
  return new sdk.ECSClient({ region: 'us-east-1', credentials, requestHandler: requestHandler(simulation, { clock }), ...config });
}

const send = (client, operation, input) => client.send(new sdk[`${operation}Command`](input));

/** A client, and the simulation behind it as the story left it. */
async function afterStory(each = () => {}) {
  const simulation = new Simulation();
  const client = clientOf(simulation);
  const known = {};
  for (const { operation, command, advance, keep, refusals = [], ...step } of story) {
    if (advance) simulation.advance(advance);
    if (command) simulation.apply(command);
    if (!operation) continue;
    const input = filled(step.input, known);
    const twin = simulation.fork();
    try {
      const { $metadata, ...output } = await send(client, operation, input);
      await each({ operation, input, output, $metadata, twin });
      Object.assign(known, kept(keep, output));
    } catch (error) {
      if (!refusals.includes(error.name)) throw error;
      await each({ operation, input, error, twin });
    }
    twin.free();
  }
  return { simulation, client, known };
}

test('every operation is answered as a call is', async () => {
  const seen = new Set();
  await afterStory(({ operation, input, output, error, $metadata, twin }) => {
    seen.add(operation);
    if (error) return assert.throws(() => twin.call(operation, input), { name: error.name, message: error.message });
    assert.deepEqual(output, twin.call(operation, input), operation);
    assert.equal($metadata.httpStatusCode, 200);
    assert.match($metadata.requestId, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
  assert.deepEqual([...seen].sort(), operations().map(({ name }) => name));
});

test("exceptions are of the SDK's own classes, with the service's words", async () => {
  const { simulation, client, known } = await afterStory();
  for (const { operation, exception: name, ...refusal } of refusals) {
    const input = filled(refusal.input, known);
    const error = await send(client, operation, input).then(() => assert.fail(`${operation} was answered`), (error) => error);
    assert.ok(error instanceof sdk[name], `${operation}: ${error}`);
    assert.ok(error instanceof sdk.ECSServiceException);
    assert.equal(error.$fault, 'client');
    assert.equal(error.$metadata.httpStatusCode, 400);
    assert.throws(() => simulation.call(operation, input), (thrown) => thrown instanceof EcsServiceException && thrown.name === name && thrown.message === error.message);
  }
});

test('an operation that is not simulated says so', async () => {
  const error = await send(clientOf(new Simulation()), 'CreateTaskSet', { cluster: 'a', service: 'b', taskDefinition: 'c' }).catch((error) => error);
  assert.ok(error instanceof sdk.ECSServiceException);
  assert.deepEqual([error.name, error.message, error.$metadata.httpStatusCode], ['NotSimulatedException', 'CreateTaskSet is an operation of ECS that is not simulated here', 501]);
});

test('times are Dates', async () => {
  const { client, known } = await afterStory();
  const { tasks } = await send(client, 'DescribeTasks', { cluster: 'quay', tasks: [known.job] });
  assert.ok(tasks[0].createdAt instanceof Date && tasks[0].stoppedAt instanceof Date);
  assert.equal(tasks[0].createdAt.getUTCFullYear(), 2026);
});

test('paginators go through all pages', async () => {
  const { simulation, client } = await afterStory();
  simulation.launch({ count: 12, cluster: 'quay' });
  simulation.advance(120_000);
  for (let number = 0; number < 12; number += 1) {
    simulation.call('CreateCluster', { clusterName: `c${number}` });
    simulation.call('RegisterTaskDefinition', { family: `f${number}`, containerDefinitions: [{ name: 'main', image: 'a', memory: 32 }] });
    simulation.call('CreateService', { cluster: 'quay', serviceName: `s${number}`, taskDefinition: 'job', desiredCount: 1 });
  }
  simulation.advance(300_000);
  const lists = [
    ['ListClusters', {}, 'clusterArns'],
    ['ListContainerInstances', { cluster: 'quay' }, 'containerInstanceArns'],
    ['ListServices', { cluster: 'quay' }, 'serviceArns'],
    ['ListTasks', { cluster: 'quay' }, 'taskArns'],
    ['ListTaskDefinitions', {}, 'taskDefinitionArns'],
    ['ListTaskDefinitionFamilies', {}, 'families'],
    ['ListAttributes', { cluster: 'quay', targetType: 'container-instance', attributeName: 'ecs.os-type' }, 'attributes'],
    ['ListAccountSettings', { effectiveSettings: true }, 'settings'],
  ];
  for (const [operation, input, member] of lists) {
    const found = [];
    let pages = 0;
    for await (const page of sdk[`paginate${operation}`]({ client, pageSize: 5 }, { ...input })) {
      found.push(...page[member]);
      pages += 1;
    }
    // No page has more than 100, and none of these lists is longer.
    const whole = simulation.call(operation, { ...input, maxResults: operation === 'ListAccountSettings' ? 10 : 100 })[member];
    const listed = operation === 'ListAccountSettings' ? found.slice(0, 10) : found;
    assert.deepEqual(listed, whole, operation);
    assert.ok(pages > 1 && found.length > 5, `${operation}: ${pages} pages`);
  }
});

test('waiters wait in virtual time', async () => {
  const simulation = new Simulation();
  simulation.launch({ count: 2 });
  simulation.advance(120_000);
  const client = clientOf(simulation, { clock: '+15000' });
  const waiting = { client, maxWaitTime: 60, minDelay: 0.001, maxDelay: 0.002 };
  await send(client, 'RegisterTaskDefinition', { family: 'job', containerDefinitions: [{ name: 'main', image: 'a', memory: 32 }] });
  await send(client, 'CreateService', { serviceName: 'web', taskDefinition: 'job', desiredCount: 2 });
  assert.equal((await sdk.waitUntilServicesStable(waiting, { services: ['web'] })).state, 'SUCCESS');
  const { tasks } = await send(client, 'RunTask', { taskDefinition: 'job' });
  const task = { tasks: [tasks[0].taskArn] };
  assert.equal((await sdk.waitUntilTasksRunning(waiting, task)).state, 'SUCCESS');
  await send(client, 'StopTask', { task: tasks[0].taskArn });
  assert.equal((await sdk.waitUntilTasksStopped(waiting, task)).state, 'SUCCESS');
  await assert.rejects(sdk.waitUntilTasksRunning(waiting, task), /FAILURE/);
  await send(client, 'DeleteService', { service: 'web', force: true });
  assert.equal((await sdk.waitUntilServicesInactive(waiting, { services: ['web'] })).state, 'SUCCESS');
});

test('the SDK tries again what is throttled', async () => {
  const simulation = new Simulation();
  simulation.inject({ type: 'throttling', times: 1 });
  const { $metadata } = await send(clientOf(simulation), 'ListClusters', {});
  assert.equal($metadata.attempts, 2);
  simulation.inject({ type: 'throttling', times: 9 });
  const error = await send(clientOf(simulation, { maxAttempts: 1 }), 'ListClusters', {}).catch((error) => error);
  assert.deepEqual([error.name, error.message, error.$retryable?.throttling ?? error.$metadata.httpStatusCode], ['ThrottlingException', 'Rate exceeded', error.$retryable?.throttling ?? 400]);
});

test('a request that is given up is not answered', async () => {
  const simulation = new Simulation();
  const client = clientOf(simulation);
  const { digest } = { digest: simulation.digest() };
  for (const abort of [AbortSignal.abort(), new AbortController()]) {
    const signal = abort.signal ?? abort;
    const sent = client.send(new sdk.CreateClusterCommand({ clusterName: 'a' }), { abortSignal: signal });
    abort.abort?.();
    await assert.rejects(sent, { name: 'AbortError' });
  }
  assert.equal(simulation.digest(), digest);
});

test('clocks', () =>
  checkClocks((simulation, clock) => {
    const client = clientOf(simulation, { clock });
    return () => send(client, 'ListClusters', {});
  }));

test('misuse', () => {
  const words = 'the clock is `manual`, `real`, `x60` for sixty times as fast, or `+1000` for a second with each request; got';
  const simulation = new Simulation();
  for (const [clock, shown] of [['fast', '`fast`'], ['x0', '`x0`'], ['x', '`x`'], ['+', '`+`'], ['x1e9', '`x1e9`'], [60, 'number']]) {
    misused('bad-argument', `${words} ${shown}`, () => requestHandler(simulation, { clock }));
  }
  misused('bad-argument', 'expected a Simulation', () => requestHandler());
});

test('a simulation that was freed is told as what it is', async () => {
  const simulation = new Simulation();
  const client = clientOf(simulation);
  simulation.free();
  await assert.rejects(send(client, 'ListClusters', {}), (error) => error instanceof DrydockError && error.code === 'freed');
});
