// Measures what stands between a client and the simulation: the handler of the AWS SDK, and
// the server. Each is measured beside the same client with canned answers, which is the most
// that any simulated service could reach, and the server beside moto's as well.

import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { idOf, outside } from './fleet.js';
import { Wire, requestOf, serveCanned, serveMoto, serveOurs } from './servers.js';
import { benchPython } from './setup.js';
import { Failure, capture, root } from './steps.js';

const DESCRIBE = 'DescribeContainerInstances';
/** As many as one request may name. */
const HOSTS = 100;
/** Long enough for every host to boot, to connect, and to send its first heartbeat. */
const SETTLED_MILLISECONDS = 120_000;
const INCLUDE = ['TAGS', 'CONTAINER_INSTANCE_HEALTH'];
const FLEET = { count: HOSTS, tags: [{ key: 'team', value: 'harbour' }] };
/** The connections that clients over HTTP keep, one way and the other. */
export const CONNECTIONS = [1, 8];
/** How long one contestant works in one round, and before the first. */
const ROUND_MILLISECONDS = 100;
const WARM_MILLISECONDS = 1000;
/** A session has many kinds of requests, each of which the optimiser has to meet often enough. */
const WARM_SESSION_MILLISECONDS = 4000;
/** How many hosts the loop of boto3 describes, and how often it goes round in a round. */
const LOOP_HOSTS = 10;
const LOOPS = 25;

/** Everything; what needs Python has, where there is none, the reason in its place. */
export async function measureClients(drydock, load, rounds) {
  const sdk = await measureSdk(drydock, load, rounds);
  const http = await measureHttp(rounds);
  let python;
  try {
    python = await benchPython();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { message: missing } = error;
    return { sdk, http, moto: { missing }, boto3: { missing } };
  }
  return { sdk, http, moto: await measureMoto(python, rounds), boto3: await measureBoto3(python, rounds) };
}

/** Nanoseconds per call of the SDK's own client: with a simulation behind it, and with canned bytes. */
async function measureSdk({ Simulation }, load, rounds) {
  // Which versions of Node the SDK will take next is nothing that is measured here.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const { ECSClient, DescribeContainerInstancesCommand } = await import('@aws-sdk/client-ecs');
  const { requestHandler } = await load('pkg', 'aws-sdk.js');
  const simulation = new Simulation();
  simulation.launch(FLEET);
  simulation.advance(SETTLED_MILLISECONDS);
  const { containerInstanceArns: containerInstances } = simulation.call('ListContainerInstances');
  const client = (handler) => new ECSClient({ region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, requestHandler: handler });
  // Apart, so that what it changes spoils no answer that the other one keeps.
  const changing = simulation.fork();
  const ours = client(requestHandler(simulation));
  const changed = client(requestHandler(changing));
  const sizes = {};
  const works = new Map();
  for (const [name, input] of Object.entries({ plain: { containerInstances }, include: { containerInstances, include: INCLUDE } })) {
    const send = async (by) => connected((await by.send(new DescribeContainerInstancesCommand(input))).containerInstances);
    const answer = simulation.handle({ operation: DESCRIBE, body: JSON.stringify(input), bytes: true });
    const canned = client(handlerOf(answer));
    sizes[name] = answer.body.length;
    works.set(name, repeated(() => send(ours)));
    works.set(`${name} canned`, repeated(() => send(canned)));
    if (name === 'plain') works.set('changed', repeated(() => (changing.advance(1), send(changed))));
  }
  const times = await takeTurns(works, rounds);
  for (const each of [simulation, changing]) each.free();
  return { times, sizes };
}

/** A handler that has nothing to do: it gives the same bytes, which are the caller's own, as those of ours are. */
function handlerOf({ status: statusCode, headers, body }) {
  return {
    metadata: { handlerProtocol: 'h1' },
    handle: async () => ({ response: { statusCode, headers: { ...headers, 'content-length': String(body.length) }, body: body.slice() } }),
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
  };
}

/** That an answer has all hosts, and that their agents are connected. */
function connected(containerInstances) {
  assert.equal(containerInstances.filter(({ agentConnected }) => agentConnected).length, HOSTS, 'hosts that are connected');
}

/** Nanoseconds per request over HTTP, with few connections and with more: of our server and of one with canned answers. */
async function measureHttp(rounds) {
  return withServers(async (started) => {
    const ours = await started(serveOurs('manual'));
    const changing = await started(serveOurs('+1'));
    const containerInstances = await launched(ours);
    assert.deepEqual(await launched(changing), containerInstances, 'what the same seed leads to');
    const [plain, include] = [{ containerInstances }, { containerInstances, include: INCLUDE }].map((input) => requestOf(DESCRIBE, input));
    const bare = await started(serveCanned(await record(ours, [plain])));
    const bareInclude = await started(serveCanned(await record(ours, [include])));
    const works = new Map();
    for (const connections of CONNECTIONS) {
      const work = (name, server, request) => works.set(`${name} ${connections}`, repeatedOver(server, connections, request));
      work('plain', ours, plain);
      work('plain canned', bare, plain);
      work('changed', changing, plain);
      work('include', ours, include);
      work('include canned', bareInclude, include);
    }
    return { times: await takeTurns(works, rounds) };
  });
}

/** Has a server launch the hosts, and lets them connect: their ARNs. */
async function launched(server) {
  const wire = new Wire(server);
  await wire.control('/_drydock/launch', FLEET);
  await wire.control('/_drydock/advance', { milliseconds: SETTLED_MILLISECONDS });
  const { containerInstanceArns } = await wire.call('ListContainerInstances', {});
  const { containerInstances } = await wire.call(DESCRIBE, { containerInstances: containerInstanceArns });
  connected(containerInstances);
  wire.close();
  return containerInstanceArns;
}

/** What a server answers to each request, as {@link serveCanned} takes it. */
async function record(server, requests) {
  const wire = new Wire(server);
  const answers = new Map();
  for (const request of requests) answers.set(request.operation, await recorded(wire, request));
  wire.close();
  return answers;
}

/** One answer, with the headers that are of the service and not of the connection. */
async function recorded(wire, request) {
  const { status, headers, parts } = await wire.send(request);
  const body = Buffer.concat(parts);
  if (status !== 200) throw new Failure(`${request.operation} was answered with ${status}: ${body}`);
  const own = ['content-type', 'x-amzn-requestid', 'content-length'].filter((name) => headers[name] !== undefined);
  return { status, headers: Object.fromEntries(own.map((name) => [name, headers[name]])), body };
}

/**
 * The session that is recorded with our server and with moto's: operations, how often each is
 * sent, and what. `known` has what this server answered before; `keep` adds to it. Each
 * request is one that both answer with 200; the last ones need hosts whose agents have
 * connected, for which there is time before.
 */
const SESSION = [
  { operation: 'CreateCluster', input: () => ({ clusterName: 'production' }), keep: (known, { cluster }) => (known.cluster = cluster.clusterArn) },
  {
    operation: 'RegisterContainerInstance',
    times: LOOP_HOSTS,
    input: ({ instances }, number) => outside(instances[number]),
    keep: (known, { containerInstance }) => (known.hosts ??= []).push(containerInstance.containerInstanceArn),
  },
  { operation: 'ListContainerInstances', times: 10, input: () => ({ cluster: 'production' }) },
  { operation: DESCRIBE, times: 10, input: ({ hosts }) => ({ cluster: 'production', containerInstances: hosts, include: ['TAGS'] }) },
  { operation: 'DescribeClusters', times: 10, input: ({ cluster }) => ({ clusters: [cluster] }) },
  { operation: 'ListClusters', times: 10, input: () => ({}) },
  { operation: 'TagResource', times: 10, input: ({ cluster }, number) => ({ resourceArn: cluster, tags: [{ key: 'crane', value: `${number}` }] }) },
  { operation: 'ListTagsForResource', times: 10, input: ({ cluster }) => ({ resourceArn: cluster }) },
  { operation: 'PutAttributes', times: 10, input: ({ hosts }, number) => ({ cluster: 'production', attributes: [{ name: 'rack.row-0', value: `hall ${number}`, targetId: hosts[number] }] }) },
  {
    operation: 'RegisterTaskDefinition',
    times: 10,
    input: (_, number) => ({ family: `app-${number}`, containerDefinitions: [{ name: 'main', image: 'quay/app:1', cpu: 64, memory: 64, portMappings: [{ containerPort: 80 }] }] }),
  },
  { operation: 'DescribeTaskDefinition', times: 10, input: (_, number) => ({ taskDefinition: `app-${number}` }) },
  { operation: 'ListTaskDefinitions', times: 10, input: () => ({}) },
  {
    operation: 'RunTask',
    times: 10,
    input: (_, number) => ({ cluster: 'production', taskDefinition: `app-${number}`, launchType: 'EC2' }),
    keep: (known, { tasks: [{ taskArn }] }) => (known.tasks ??= []).push(taskArn),
  },
  { operation: 'ListTasks', times: 10, input: () => ({ cluster: 'production' }) },
  { operation: 'DescribeTasks', times: 10, input: ({ tasks }) => ({ cluster: 'production', tasks }) },
  {
    operation: 'UpdateContainerInstancesState',
    times: 10,
    input: ({ hosts }, number) => ({ cluster: 'production', containerInstances: [hosts[number % 5]], status: number < 5 ? 'DRAINING' : 'ACTIVE' }),
  },
  { operation: 'StopTask', times: 10, input: ({ tasks }, number) => ({ cluster: 'production', task: tasks[number] }) },
];

/**
 * Nanoseconds by operation of a whole session in each round: of our server, of moto's, and of
 * one with the answers that ours gave, which is what HTTP and the client take of both.
 */
async function measureMoto(python, rounds) {
  return withServers(async (started) => {
    // A second passes with each request, so that hosts connect and no answer is one from before.
    const [ours, moto] = [await started(serveOurs('+1000')), await started(serveMoto(python))];
    const recorded = await recordSession(ours, beginOurs);
    const canned = await started(serveCanned(recorded.answers));
    const replays = {
      ours: replayer(ours, beginOurs, recorded),
      canned: replayer(canned, () => {}, recorded),
      moto: replayer(moto, beginMoto, await recordSession(moto, beginMoto)),
    };
    for (const replay of Object.values(replays)) {
      for (const until = performance.now() + WARM_SESSION_MILLISECONDS; performance.now() < until; ) await replay();
    }
    const spent = { ours: [], canned: [], moto: [] };
    for (let round = 0; round < rounds; round++) {
      told(round, rounds);
      for (const [name, replay] of Object.entries(replays)) spent[name].push(await replay());
    }
    return { spent, version: motoVersion(), requests: recorded.requests.length };
  });
}

/** The version that is asked for, which is the one that is there. */
function motoVersion() {
  return /^moto\[server\]==(.+)$/m.exec(readFileSync(join(root, 'benches', 'requirements.txt'), 'utf8'))[1];
}

/** Brings our server back to its beginning: the EC2 instances that may register there. */
async function beginOurs(wire) {
  await wire.control('/_drydock/reset');
  return Array.from({ length: LOOP_HOSTS }, (_, number) => idOf(number));
}

/** The same of moto's, which only knows EC2 instances that it started itself. Its seed makes their identifiers, too. */
async function beginMoto(wire) {
  await wire.control('/moto-api/reset');
  await wire.control('/moto-api/seed?a=1');
  const form = { Action: 'RunInstances', Version: '2016-11-15', ImageId: 'ami-12c6146b', InstanceType: 'm5.large', MinCount: LOOP_HOSTS, MaxCount: LOOP_HOSTS };
  const answer = await wire.form('ec2', form);
  return [...answer.matchAll(/<instanceId>(i-[0-9a-f]+)</g)].map(([, id]) => id);
}

/** Sends the session to a server: its requests as they travelled, and an answer to each operation. */
async function recordSession(server, begin) {
  const wire = new Wire(server);
  const known = { instances: await begin(wire) };
  const requests = [];
  const answers = new Map();
  for (const { operation, times = 1, input, keep } of SESSION) {
    for (let number = 0; number < times; number++) {
      const request = requestOf(operation, input(known, number));
      const answer = await recorded(wire, request);
      keep?.(known, JSON.parse(answer.body));
      requests.push(request);
      answers.set(operation, answer);
    }
  }
  wire.close();
  return { requests, answers };
}

/**
 * What replays a session from the same beginning: it gives the nanoseconds that each operation
 * took. The identifiers in ARNs are the same each time, since both servers are seeded, but each
 * server's own: so are the bodies that have them.
 */
function replayer(server, begin, { requests }) {
  const wire = new Wire(server);
  return async () => {
    await begin(wire);
    const spent = new Map(SESSION.map(({ operation }) => [operation, 0]));
    for (const asked of requests) {
      const started = performance.now();
      await wire.repeat(asked, 1);
      spent.set(asked.operation, spent.get(asked.operation) + (performance.now() - started) * 1e6);
    }
    return spent;
  };
}

/** Nanoseconds per call of a loop in Python: with our server, and with one that answers what ours answered. */
async function measureBoto3(python, rounds) {
  return withServers(async (started) => {
    const [ours, changing] = [await started(serveOurs('manual')), await started(serveOurs('+1'))];
    const containerInstances = (await launched(ours)).slice(0, LOOP_HOSTS);
    await launched(changing);
    const calls = [
      ['describe_container_instances', DESCRIBE, { containerInstances }],
      ['list_container_instances', 'ListContainerInstances', {}],
      ['describe_clusters', 'DescribeClusters', {}],
    ];
    const canned = await started(serveCanned(await record(ours, calls.map(([, operation, input]) => requestOf(operation, input)))));
    const asked = {
      calls: calls.map(([method, , input]) => [method, input]),
      loops: LOOPS,
      rounds,
      servers: { ours: ours.url, canned: canned.url, changed: changing.url },
    };
    const { code, output } = await capture('a loop of boto3', python, [join(root, 'scripts', 'clients.py')], { input: JSON.stringify(asked) });
    if (code !== 0) throw new Failure(`the loop of boto3 failed\n${output}`);
    const nanoseconds = ([name, times]) => [name, times.map((time) => time * 1e9)];
    return { times: new Map(Object.entries(JSON.parse(output)).map(nanoseconds)), hosts: LOOP_HOSTS, listed: HOSTS };
  });
}

/** Works with servers, and stops those that were started whatever comes of it. */
async function withServers(work) {
  const servers = [];
  try {
    return await work(async (starting) => {
      const server = await starting;
      servers.push(server);
      return server;
    });
  } catch (error) {
    // A server that is gone says more than the connection that broke.
    const [fate] = servers.map((server) => server.fate()).filter(Boolean);
    throw fate ? new Failure(fate) : error;
  } finally {
    await Promise.all(servers.map(({ stop }) => stop()));
  }
}

/** Calls one after another. */
function repeated(work) {
  return async (calls) => {
    for (let call = 0; call < calls; call++) await work();
  };
}

function repeatedOver(server, connections, request) {
  const wire = new Wire(server, connections);
  return (calls) => wire.repeat(request, calls);
}

/** Nanoseconds per call in each round; in a round all take turns, each for about as long. */
async function takeTurns(works, rounds) {
  const calls = new Map();
  const times = new Map();
  for (const [name, work] of works) {
    const [started, until] = [performance.now(), performance.now() + WARM_MILLISECONDS];
    let done = 0;
    // In portions that keep all connections busy.
    for (; performance.now() < until; done += 16) await work(16);
    calls.set(name, Math.max(16, Math.round((ROUND_MILLISECONDS * done) / (performance.now() - started))));
    times.set(name, []);
  }
  for (let round = 0; round < rounds; round++) {
    told(round, rounds);
    for (const [name, work] of works) {
      const started = performance.now();
      await work(calls.get(name));
      times.get(name).push(((performance.now() - started) * 1e6) / calls.get(name));
    }
  }
  return times;
}

/** Says on a terminal how far it is. */
function told(round, rounds) {
  if (!process.stdout.isTTY) return;
  process.stdout.write(round + 1 === rounds ? '\r\u001b[K' : `\rround ${round + 2} of ${rounds}`);
}
