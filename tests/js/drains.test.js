// Tasks, services and explanations as users of the package meet them. What the service does
// is in tests/simulations; here is what is JavaScript's own.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { EcsServiceException, Simulation } from 'ecs-drydock';

import { UNKNOWN_HOST, connected, misused, unchanged } from './use.js';

const GROUP = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef';
const YEAR_AND_MORE = 366 * 86_400_000 + 1;

/** Two hosts, and a service of one task that can neither stop nor be replaced. */
function stuck(options = {}) {
  const simulation = connected(2, options);
  simulation.call('RegisterTaskDefinition', { family: 'web', containerDefinitions: [{ name: 'app', image: 'nginx', memory: 512, portMappings: [{ containerPort: 80 }] }] });
  simulation.call('CreateService', { serviceName: 'web', taskDefinition: 'web', desiredCount: 1, deploymentConfiguration: { minimumHealthyPercent: 50, maximumPercent: 150 } });
  assert.equal(simulation.advanceUntil({ service: { name: 'web', steady: true } }).reached, true);
  const [task] = simulation.call('ListTasks').taskArns;
  const host = describe(simulation, task).containerInstanceArn;
  simulation.call('UpdateContainerInstancesState', { containerInstances: [host], status: 'DRAINING' });
  assert.equal(simulation.advanceUntil({ tasks: { host, atMost: 0 } }, { limitMs: 600_000 }).reached, false);
  return { simulation, host, task };
}

function describe(simulation, task) {
  const { tasks } = simulation.call('DescribeTasks', { tasks: [task] });
  return tasks[0];
}

test('times of tasks, services and task definitions are Dates', () => {
  const { simulation, task } = stuck();
  const isPast = (...times) => {
    for (const time of times) assert.ok(time instanceof Date && time > Date.UTC(2026, 0, 1) && time <= simulation.now, String(time));
  };
  const { createdAt, connectivityAt, pullStartedAt, pullStoppedAt, startedAt, stoppedAt } = describe(simulation, task);
  isPast(createdAt, connectivityAt, pullStartedAt, pullStoppedAt, startedAt);
  assert.equal(stoppedAt, undefined);
  const [service] = simulation.call('DescribeServices', { services: ['web'] }).services;
  isPast(service.createdAt, service.deployments[0].createdAt, service.deployments[0].updatedAt, ...service.events.map((event) => event.createdAt));
  const { protectedTasks } = simulation.call('UpdateTaskProtection', { cluster: 'default', tasks: [task], protectionEnabled: true, expiresInMinutes: 5 });
  assert.equal(protectedTasks[0].expirationDate.getTime(), simulation.now + 300_000);
  simulation.call('StopTask', { task });
  simulation.advance(60_000);
  const { stoppingAt, executionStoppedAt, stoppedAt: end } = describe(simulation, task);
  isPast(stoppingAt, executionStoppedAt, end);
  isPast(simulation.call('RegisterTaskDefinition', { family: 'a', containerDefinitions: [{ name: 'registeredAt', image: 'a', memory: 6, dockerLabels: { createdAt: '5' } }] }).taskDefinition.registeredAt);
  const { taskDefinition } = simulation.call('DeregisterTaskDefinition', { taskDefinition: 'a:1' });
  isPast(taskDefinition.registeredAt, taskDefinition.deregisteredAt);
  assert.deepEqual(taskDefinition.containerDefinitions[0].dockerLabels, { createdAt: '5' });
});

test('events tell of tasks, services and deployments, by kind', () => {
  const { simulation, task } = stuck();
  const of = (type) => simulation.events({ types: [type] }).events;
  const states = of('taskStateChange');
  assert.deepEqual(states.map(({ detail }) => detail.lastStatus), ['PENDING', 'RUNNING']);
  assert.deepEqual([states[0]['detail-type'], states[0].resources, 'tags' in states[0].detail], ['ECS Task State Change', [task], false]);
  assert.match(states[0].detail.createdAt, /^2026-01-01T00:00:[0-9.]+Z$/);
  assert.deepEqual(of('deploymentStateChange').map(({ detail }) => detail.eventName), ['SERVICE_DEPLOYMENT_IN_PROGRESS', 'SERVICE_DEPLOYMENT_COMPLETED']);
  assert.equal(of('serviceAction')[0].detail.eventName, 'SERVICE_STEADY_STATE');
  const types = ['containerInstanceStateChange', 'containerInstanceHealthChange', 'taskStateChange', 'serviceAction', 'deploymentStateChange'];
  assert.deepEqual(types.flatMap(of).length, simulation.events().events.length);
});

test('why a drain does not end, and what frees it', () => {
  const { simulation, host, task } = stuck();
  unchanged(simulation, () => {
    const { target, now, waitingTasks, summary, blockers } = simulation.explain({ host, prove: true });
    assert.deepEqual([target, now, waitingTasks, blockers.length], [{ kind: 'host', arn: host }, simulation.now, 1, 1]);
    const [{ changes, since, message, ...blocker }] = blockers;
    assert.equal(summary, `1 task waits: ${message}`);
    const arithmetic = 'desired 1, floor 1 (50 % rounded up), ceiling 1 (150 % rounded down), healthy 1, live 1';
    assert.deepEqual(blocker, {
      kind: 'deploymentBounds', passes: false, serviceArn: 'arn:aws:ecs:us-east-1:123456789012:service/default/web', tasks: { count: 1, taskArns: [task] }, missing: 1, arithmetic,
    });
    assert.equal(message, `${arithmetic}: neither stop nor start is allowed`);
    assert.ok(Number.isInteger(since) && since < now);
    const command = (member, percent) => ({ kind: 'call', operation: 'UpdateService', request: { cluster: 'default', service: 'web', deploymentConfiguration: { [member]: percent } } });
    assert.deepEqual(changes, [
      { message: 'set maximumPercent of web to 200: a replacement may start first', commands: [command('maximumPercent', 200)], extraHosts: 0, taskMoves: 0, proven: true },
      { message: 'set minimumHealthyPercent of web to 0: a task may stop before its replacement is there', commands: [command('minimumHealthyPercent', 0)], extraHosts: 0, taskMoves: 1, proven: true },
    ]);
    assert.ok(simulation.explain({ host }).blockers[0].changes.every((change) => !('proven' in change)));
  });
  for (const command of simulation.explain({ service: 'web' }).blockers[0].changes[0].commands) simulation.apply(command);
  assert.equal(simulation.advanceUntil({ tasks: { host, atMost: 0 } }).reached, true);
  assert.deepEqual(simulation.explain(), { target: { kind: 'all' }, now: simulation.now, waitingTasks: 0, summary: 'nothing waits', blockers: [] });
});

test('everything has an explanation by any of its names', () => {
  const { simulation, host, task } = stuck();
  const { ec2InstanceId } = simulation.call('DescribeContainerInstances', { containerInstances: [host] }).containerInstances[0];
  const arn = (rest) => `arn:aws:ecs:us-east-1:123456789012:${rest}`;
  const check = (target, kind, name) => {
    const explained = simulation.explain(target);
    assert.deepEqual(explained.target, name === undefined ? { kind } : { kind, arn: name });
    assert.equal(explained.waitingTasks, 1, JSON.stringify(target));
  };
  check(undefined, 'all');
  check({}, 'all');
  check({ host: undefined }, 'all');
  check({ cluster: 'default' }, 'cluster', arn('cluster/default'));
  check({ cluster: arn('cluster/default') }, 'cluster', arn('cluster/default'));
  for (const name of [host, host.split('/').at(-1), ec2InstanceId]) check({ host: name }, 'host', host);
  for (const name of ['web', arn('service/default/web')]) check({ service: name }, 'service', arn('service/default/web'));
  check({ cluster: 'default', service: 'web' }, 'service', arn('service/default/web'));
  check({ service: arn('service/web') }, 'service', arn('service/default/web'));
  for (const name of [task, task.split('/').at(-1)]) check({ task: name }, 'task', task);
});

test('refusals of hosts come in pages, and the histogram has all', () => {
  const simulation = connected(3);
  simulation.call('RegisterTaskDefinition', { family: 'huge', containerDefinitions: [{ name: 'app', image: 'a', memory: 100_000 }] });
  simulation.call('CreateService', { serviceName: 'huge', taskDefinition: 'huge', desiredCount: 2 });
  simulation.advance(60_000);
  const arns = simulation.call('ListContainerInstances').containerInstanceArns;
  const explained = (more) => simulation.explain({ service: 'huge', ...more }).blockers[0];
  const { kind, message, missing, tasks, reasons, hosts, nextHost } = explained({});
  assert.deepEqual([kind, missing, tasks, hosts, nextHost], ['noHost', 2, { count: 0, taskArns: [] }, [], 0]);
  assert.equal(message, 'no host can take a task of huge: RESOURCE:MEMORY 3 of 3 hosts');
  assert.deepEqual(reasons, [{ reason: 'RESOURCE:MEMORY', count: 3, containerInstanceArns: arns }]);
  const first = explained({ hostsLimit: 2 });
  assert.deepEqual([first.hosts.map(({ containerInstanceArn }) => containerInstanceArn), first.nextHost], [arns.slice(0, 2), 2]);
  assert.match(first.hosts[0].detail, /^\d+ MiB are free$/);
  const last = explained({ hostsLimit: 2, hostsAfter: first.nextHost });
  assert.deepEqual([last.hosts.length, last.nextHost], [1, undefined]);
  const most = 4_294_967_295;
  assert.deepEqual(explained({ hostsLimit: most, hostsAfter: most }).hosts, []);
  assert.equal(explained({ hostsLimit: most, hostsAfter: 1 }).hosts.length, 2);
});

test('what cannot be explained is named, and changes nothing', () => {
  const { simulation } = stuck();
  const check = (code, message, ...target) => unchanged(simulation, () => misused(code, message, () => simulation.explain(...target)));
  check('bad-argument', 'target.cluster: there is no cluster `gone`: give its name or ARN', { cluster: 'gone' });
  check('unknown-host', 'target.host: there is no host `i-1`: give its EC2 ID, or the ID or ARN of its container instance; it has to be registered', { host: 'i-1' });
  const service = (name) => `target.service: there is no service \`${name}\`: give its name, and its cluster where that is not \`default\`, or its ARN`;
  check('bad-argument', service('gone'), { service: 'gone' });
  check('bad-argument', service('arn:aws:ecs:us-east-1:123456789012:service/other/web'), { service: 'arn:aws:ecs:us-east-1:123456789012:service/other/web' });
  check('bad-argument', 'target.task: there is no task `gone`: give its ID or ARN', { task: 'gone' });
  check('bad-argument', 'target: there is no member `hosts`: there are cluster, host, service, task, prove, hostsAfter, hostsLimit', { hosts: 'i-1' });
  check('bad-argument', 'target.prove: expected true or false, got the text `yes`', { prove: 'yes' });
  check('bad-argument', 'target.hostsLimit: expected a whole number from 0 to 4294967295, got `-1`', { hostsLimit: -1 });
  check('bad-argument', 'target.task: expected text, got `5`', { task: 5 });
  check('bad-argument', 'target: expected an object, got string', 'web');
  check('bad-argument', 'target: expected an object, got null', null);
  check('bad-argument', 'target: a getter threw', { get host() { throw new Error('no'); } });
  check('bad-argument', 'target: a getter threw', new Proxy({}, { get() { throw new Error('no'); } }));
  check('bad-argument', 'larger than 4 MiB of text or 1,000,000 values', { task: 'x'.repeat(5_000_000) });
});

/** Workloads that make no sense, and all that is said of them. */
const BAD_WORKLOADS = [
  [undefined, 'workload: expected an object, got undefined'],
  ['web', 'workload: expected an object, got string'],
  [{}, 'command.family: name the family of task definitions whose containers are meant'],
  [{ family: 5 }, 'command.family: expected text, got `5`'],
  [{ family: 'web', pull: 'slow' }, 'command.pull: expected one of succeeds, fails, hangs, got the text `slow`'],
  [{ family: 'web', health: 'fine' }, 'command.health: expected one of healthy, unhealthy, got the text `fine`'],
  [{ family: 'web', stopMs: -1 }, 'command.stopMs: expected a whole number from 0, got `-1`'],
  [{ family: 'web', stopMs: 0.5 }, 'command.stopMs: expected a whole number from 0, got `0.5`'],
  [{ family: 'web', pullMs: YEAR_AND_MORE }, `command.pullMs: \`${YEAR_AND_MORE}\` is more than a year`],
  [{ family: 'web', exitAfterMs: YEAR_AND_MORE }, `command.exitAfterMs: \`${YEAR_AND_MORE}\` is more than a year`],
  [{ family: 'web', exitCode: 2 ** 31 }, 'command.exitCode: expected a whole number of 32 bits, got `2147483648`'],
  [{ family: 'web', afterMs: 1e15 }, 'command.afterMs: `1000000000000000` would lead past the year 9999'],
  [{ family: 'web', image: 'nginx' }, 'command: there is no member `image`: there are kind, family, pull, pullMs, startMs, stopMs, health, exitAfterMs, exitCode, afterMs'],
  [{ get family() { throw new Error('no'); } }, 'workload: a getter threw'],
];

test('workloads that make no sense are named, and change nothing', () => {
  const { simulation } = stuck();
  for (const [workload, message] of BAD_WORKLOADS) unchanged(simulation, () => misused('bad-argument', message, () => simulation.workload(workload)));
});

test('targets that make no sense are named, and change nothing', () => {
  const { simulation } = stuck({ targetGroups: [{ arn: GROUP }] });
  const check = (target, message) => unchanged(simulation, () => misused('bad-argument', message, () => simulation.target(target)));
  check(undefined, 'target: expected an object, got undefined');
  check({}, 'command.targetGroup: there is no target group ``: name it in the option targetGroups, or in a service');
  check({ targetGroup: 'arn' }, 'command.targetGroup: there is no target group `arn`: name it in the option targetGroups, or in a service');
  check({ targetGroup: GROUP, task: 'gone' }, 'command.task: there is no task `gone`: give its ID or ARN');
  check({ targetGroup: GROUP, health: 'fine' }, 'command.health: expected one of healthy, unhealthy, got the text `fine`');
  check({ targetGroup: GROUP, healthyAfterMs: YEAR_AND_MORE }, `command.healthyAfterMs: \`${YEAR_AND_MORE}\` is more than a year`);
  check({ targetGroup: GROUP, port: 80 }, 'command: there is no member `port`: there are kind, targetGroup, task, health, deregistrationDelayMs, healthyAfterMs, afterMs');
  check({ targetGroup: GROUP, afterMs: NaN }, 'command.afterMs: expected a whole number from 0, got NaN');
  unchanged(simulation, () => misused('bad-argument', 'command.fault.task: there is no task `gone`: give its ID or ARN', () => simulation.inject({ type: 'taskExit', task: 'gone' })));
  unchanged(simulation, () => misused('bad-argument', 'command.fault.task: is required', () => simulation.inject({ type: 'taskExit' })));
});

test('options about containers and target groups that make no sense are named', () => {
  const check = (options, message) => misused('bad-argument', `options.${message}`, () => new Simulation(options));
  check({ workloads: {} }, 'workloads: expected a list, got a structure');
  check({ workloads: [{ family: 'web', pull: 'slow' }] }, 'workloads.0.pull: expected one of succeeds, fails, hangs, got the text `slow`');
  check({ targetGroups: [{ arn: 5 }] }, 'targetGroups.0.arn: expected text, got `5`');
  check({ targetGroups: [{ name: 'web' }] }, 'targetGroups.0: there is no member `name`: there are arn, deregistrationDelayMs, healthyAfterMs');
  check({ workloads: [{ pull: 'hangs' }] }, 'workloads: name the family of task definitions whose containers are meant');
  check({ workloads: [{ family: 'web', pullMs: YEAR_AND_MORE }] }, `workloads: \`${YEAR_AND_MORE}\` is more than a year`);
  check({ workloads: [{ family: 'web', afterMs: 5 }] }, 'workloads: an option holds from the start: leave out afterMs');
  check({ targetGroups: [{}] }, 'targetGroups: each has its ARN, and delays of a year at most');
  check({ targetGroups: [{ arn: GROUP, healthyAfterMs: YEAR_AND_MORE }] }, 'targetGroups: each has its ARN, and delays of a year at most');
  check({ timings: { stopMs: YEAR_AND_MORE } }, `timings.stopMs: \`${YEAR_AND_MORE}\` is more than a year`);
});

test('conditions about tasks and services', () => {
  const { simulation, host, task } = stuck();
  const holds = (condition) => simulation.advanceUntil(condition, { limitMs: 0 }).reached;
  assert.equal(holds({ tasks: { host, atLeast: 1, atMost: 1, service: 'web', lastStatus: 'RUNNING', desiredStatus: 'RUNNING' } }), true);
  assert.equal(holds({ tasks: { cluster: 'other', atLeast: 1 } }), false);
  assert.equal(holds({ tasks: { service: 'other', atLeast: 1 } }), false);
  assert.equal(holds({ service: { name: 'web', status: 'ACTIVE' } }), true);
  assert.equal(holds({ service: { name: 'gone' } }), false);
  simulation.inject({ type: 'taskExit', task, exitCode: 3 });
  assert.equal(simulation.advanceUntil({ tasks: { lastStatus: 'STOPPED', atLeast: 1 } }).reached, true);
  const { stopCode, stoppedReason, containers } = describe(simulation, task);
  assert.deepEqual([stopCode, stoppedReason, containers[0].exitCode], ['EssentialContainerExited', 'Essential container in task exited', 3]);
  assert.equal(simulation.advanceUntil({ event: { type: 'serviceAction' } }).reached, true);
  const check = (condition, message, code = 'bad-argument') => unchanged(simulation, () => misused(code, message, () => simulation.advanceUntil(condition)));
  const statuses = 'PROVISIONING, PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING, DEPROVISIONING, STOPPED';
  check({ tasks: { lastStatus: 'HUNG' } }, `condition.tasks.lastStatus: expected one of ${statuses}, got the text \`HUNG\``);
  check({ not: { tasks: { desiredStatus: 'PENDING' } } }, 'condition.not.tasks.desiredStatus: expected one of RUNNING, STOPPED, got the text `PENDING`');
  check({ tasks: { host: 'i-1' } }, `condition.tasks.host: there is no host \`i-1\`: ${UNKNOWN_HOST}`, 'unknown-host');
  check({ tasks: { count: 5 } }, 'condition.tasks: there is no member `count`: there are cluster, host, service, lastStatus, desiredStatus, atLeast, atMost');
  check({ service: { name: 'web', status: 'STEADY' } }, 'condition.service.status: expected one of ACTIVE, DRAINING, INACTIVE, got the text `STEADY`');
  check({ service: { name: 'web', steady: 'yes' } }, 'condition.service.steady: expected true or false, got the text `yes`');
});

test('containers and targets do what was said, and the journal says it again', () => {
  const options = { targetGroups: [{ arn: GROUP, healthyAfterMs: 0 }], workloads: [{ family: 'web', stopMs: 20_000 }] };
  const { simulation, host, task } = stuck(options);
  const change = () => {
    simulation.workload({ family: 'web', pull: 'hangs' });
    simulation.target({ targetGroup: GROUP, deregistrationDelayMs: 5, afterMs: 5 });
    simulation.apply({ kind: 'workload', family: 'web', stopMs: 40_000, afterMs: 1000 });
    simulation.advance(1000);
  };
  change();
  assert.deepEqual(simulation.journal().slice(-4).map(({ kind }) => kind), ['workload', 'target', 'workload', 'advance']);
  simulation.call('UpdateService', { service: 'web', deploymentConfiguration: { maximumPercent: 200 } });
  simulation.advance(300_000);
  const [blocker] = simulation.explain({ host, prove: true }).blockers;
  assert.deepEqual([blocker.kind, blocker.passes, blocker.changes.map(({ proven }) => proven)], ['imageNeverPulls', false, [true]]);
  simulation.call('StopTask', { task });
  simulation.advance(25_000);
  assert.equal(describe(simulation, task).lastStatus, 'STOPPING', 'it takes as long as was said last');
  const [stopping] = simulation.explain({ task }).blockers;
  assert.deepEqual([stopping.kind, stopping.passes, stopping.until - stopping.since > 25_000], ['stopTimeout', true, true]);
  const replayed = new Simulation(options);
  for (const command of JSON.parse(JSON.stringify(simulation.journal()))) replayed.apply(command);
  assert.equal(replayed.digest(), simulation.digest());
});

test('containers that go on after a deregistration by force are orphans of their host', () => {
  const { simulation, host, task } = stuck();
  assert.equal('orphans' in simulation.host(host).describe(), false);
  const { id } = simulation.host(host);
  simulation.call('DeregisterContainerInstance', { containerInstance: host, force: true });
  assert.deepEqual(simulation.host(id).describe().orphans, [task]);
});

test('what is not simulated of tasks and services says so', () => {
  const { simulation } = stuck();
  const check = (operation, request, what) => unchanged(simulation, () => assert.throws(() => simulation.call(operation, request), (error) => {
    assert.ok(error instanceof EcsServiceException, String(error));
    assert.deepEqual([error.name, error.message, error.$metadata.httpStatusCode], ['NotSimulatedException', `${what} is not simulated here`, 501]);
    return true;
  }));
  check('RunTask', { taskDefinition: 'web', launchType: 'FARGATE' }, 'the launch type FARGATE');
  const service = { serviceName: 'other', taskDefinition: 'web', desiredCount: 1 };
  check('CreateService', { ...service, deploymentController: { type: 'EXTERNAL' } }, 'the deployment controller EXTERNAL');
  check('CreateService', { ...service, capacityProviderStrategy: [{ capacityProvider: 'own' }] }, 'a capacity provider strategy');
});

test('a time of an agent may be a Date', () => {
  const { simulation, task } = stuck();
  const request = { task, status: 'RUNNING', pullStartedAt: new Date(simulation.now) };
  assert.deepEqual(simulation.call('SubmitTaskStateChange', request), { acknowledgment: 'ACK' });
});

test('the declarations have every kind of blocker, in order', () => {
  const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
  const core = [...read('../../src/explain.rs').matchAll(/Kind::\w+ => "(\w+)"/g)].map(([, word]) => word);
  const declared = read('../../pkg/index.d.ts').split('export type BlockerKind =')[1].split(';')[0];
  assert.ok(core.length > 10, 'the kinds are found in src/explain.rs');
  assert.deepEqual([...declared.matchAll(/'(\w+)'/g)].map(([, word]) => word), core);
});
