// Measures the package against ajv under the same rules, on the same requests, in
// one run, a simulation of 5,000 hosts beside one of 500, and drains of clusters with
// 100,000 tasks beside one with 10,000; native Rust beside all. Clients of the simulated
// service are measured beside the same clients with canned answers, and beside moto. Only
// ratios are held to a bar: they mean the same on a slow machine.

import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { build } from './build.js';
import { CONNECTIONS, measureClients } from './clients.js';
import { measureDrains } from './drains.js';
import { FEW, MANY, measureFleets } from './fleet.js';
import { brokenRegistrations, compile, registration } from './peer.js';
import { setUp } from './setup.js';
import { Failure, capture, dim, green, main, red, root, target } from './steps.js';

const HELP = `npm run bench -- [--rounds N] [--only PART,…] [--no-native]

Sets up what is missing, builds, and measures the package. Exits with 1 if a bar
is missed, or could not be measured. The parts:

  rules    against ajv on a full registration (4 resources, 30 attributes, 50 tags)
  fleets   a simulation of 5,000 hosts against one of 500
  drains   drains of clusters with 100,000 tasks against one with 10,000
  clients  the AWS SDK, HTTP and boto3 against the same with canned answers, and the
           server against moto_server; needs Python 3 with venv, and PyPI once

  --rounds N     rounds that take turns, 101 unless given; medians are printed
  --only PART,…  only these parts
  --no-native    leaves out native Rust, which has to be compiled first
`;

const REGISTER = 'RegisterContainerInstance';
/** How long one contestant works in one round: long for the clock, short beside what else a machine does. */
const ROUND_MILLISECONDS = 5;
/** At most this many nanoseconds for one check of a field. */
const FIELD_LIMIT = 1000;
/** At most so many times as much does a host cost among many as among few. */
const FLEET_LIMIT = 1.3;
/** Rounds for the simulations, which are long by themselves. */
const FLEET_ROUNDS = 5;
/** At most so many times as much does an event of a drain cost among 100,000 tasks as among 10,000. */
const DRAIN_LIMIT = 1.5;
/** In so many seconds 100 hosts of 1,000 are to have drained, 100,000 tasks around them. */
const DRAIN_SECONDS = 3;
/** Rounds for the drains, which are longer still. */
const DRAIN_ROUNDS = 5;
/** At most so many times as long does a call of the SDK take as with canned answers. */
const SDK_LIMIT = 1.15;
/** At least so much of what a server with canned answers reaches does ours reach: over HTTP, and with boto3. */
const CEILING_SHARE = 0.7;
/** At least so many times as many requests does our server answer as moto's. */
const MOTO_TIMES = 10;
/** Rounds for the clients. */
const CLIENT_ROUNDS = 21;
/** The parts; each gives whether its bars are met. */
const PARTS = { rules: benchRules, fleets: benchFleets, drains: benchDrains, clients: benchClients };
/** What the calls returned, added up. */
let sink = 0;

await main(async () => {
  const { values } = options();
  if (values.help) return console.log(HELP);
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Failure(`--rounds takes a number from 1, got \`${values.rounds}\``);
  const parts = chosen(values.only);
  await setUp();
  await build();
  const load = (...path) => import(pathToFileURL(join(root, ...path)).href);
  const drydock = await load('pkg', 'node.js');
  const { __memory_bytes: memoryBytes } = await load('pkg', 'api.js');
  const json = JSON.stringify(registration());
  // The clients are nothing that native Rust could be put beside.
  const native = values['no-native'] || parts.every((part) => part === 'clients') ? undefined : await nativeRust(json);
  const met = [];
  for (const part of parts) met.push(await PARTS[part]({ drydock, memoryBytes, load, json, native, rounds }));
  console.log(met.every(Boolean) ? `\n${green('✓')} every bar is met` : `\n${red('✗')} a bar is missed`);
  process.exitCode = met.every(Boolean) ? 0 : 1;
});

async function benchRules({ drydock, load, json, native, rounds }) {
  const { default: Ajv } = (await load('node_modules', 'ajv', 'dist', 'ajv.js')).default;
  const ajv = compile(Ajv);
  const times = measure(contestants(drydock, ajv, json), rounds);
  // Only now: broken requests with other kinds of text would spoil what the optimiser has learnt.
  for (const byAjv of Object.values(ajv)) agree(drydock, byAjv);
  return report(times, native, json, rounds);
}

function benchFleets({ drydock, memoryBytes, native, rounds }) {
  return reportFleets(measureFleets(drydock, memoryBytes, Math.min(rounds, FLEET_ROUNDS)), native);
}

function benchDrains({ drydock, memoryBytes, native, rounds }) {
  return reportDrains(measureDrains(drydock, memoryBytes, Math.min(rounds, DRAIN_ROUNDS)), native);
}

async function benchClients({ drydock, load, rounds }) {
  return reportClients(await measureClients(drydock, load, Math.min(rounds, CLIENT_ROUNDS)), Math.min(rounds, CLIENT_ROUNDS));
}

/** Both accept the good request, and find each fault at the same place: else the figures would compare nothing. */
function agree(drydock, byAjv) {
  assert.deepEqual(drydock.validate(REGISTER, registration()), []);
  assert.deepEqual(drydock.validateJson(REGISTER, JSON.stringify(registration())), []);
  assert.equal(byAjv(registration()), true);
  for (const { path, request } of brokenRegistrations()) {
    const paths = drydock.validate(REGISTER, request).map((diagnostic) => diagnostic.path);
    assert.deepEqual(paths, [path], 'ours');
    assert.deepEqual(drydock.validateJson(REGISTER, JSON.stringify(request)).map((diagnostic) => diagnostic.path), [path], 'ours, from text');
    assert.equal(byAjv(request), false, path);
    assert.equal(byAjv.errors[0].instancePath, path, 'ajv');
  }
}

/** What takes turns. Each returns something, so that no call is optimised away. */
function contestants(drydock, ajv, json) {
  const object = JSON.parse(json);
  const bytes = new TextEncoder().encode(json);
  const field = (name, text) => [name, () => drydock[name](text).length];
  return new Map([
    // What is compared stands side by side, so that a busy machine is as hard on both.
    ['json', () => drydock.validateJson(REGISTER, json).length],
    ['parse and ajv', () => ajv.byKeywords(JSON.parse(json))],
    ['object', () => drydock.validate(REGISTER, object).length],
    ['ajv', () => ajv.byKeywords(object)],
    ['bytes', () => drydock.validateJson(REGISTER, bytes).length],
    ['expressions', () => ajv.byExpression(object)],
    ['parse', () => JSON.parse(json).tags.length],
    field('checkAttributeName', 'com.amazonaws.ecs.capability.docker-remote-api.1.44'),
    field('checkAttributeValue', 'eu-west-1a/hall 3'),
    field('checkTagKey', 'team:harbour/12'),
    field('checkTagValue', 'cost centre 12 + crane @ quay'),
    field('checkClusterName', 'production'),
    field('checkContainerInstanceId', '0123456789abcdef0123456789abcdef'),
  ]);
}

/** Nanoseconds per call in each round; in a round all take turns. */
function measure(works, rounds) {
  const calls = new Map();
  const times = new Map();
  for (const [name, work] of works) {
    // Warm until the optimiser is done, and then as many calls as fill a round.
    spend(work, 20_000);
    calls.set(name, Math.max(1, Math.round((ROUND_MILLISECONDS * 1e6) / spend(work, 500))));
    times.set(name, []);
  }
  for (let round = 0; round < rounds; round++) {
    if (process.stdout.isTTY) process.stdout.write(`\rround ${round + 1} of ${rounds}`);
    for (const [name, work] of works) times.get(name).push(spend(work, calls.get(name)));
  }
  if (process.stdout.isTTY) process.stdout.write('\r\u001b[K');
  return times;
}

function median(list) {
  return [...list].sort((a, b) => a - b)[list.length >> 1];
}

/** Nanoseconds per call over so many calls. */
function spend(work, calls) {
  const start = process.hrtime.bigint();
  for (let call = 0; call < calls; call++) sink += Number(work());
  return Number(process.hrtime.bigint() - start) / calls;
}

/** The same request in native Rust: nanoseconds for text, for reading it, for judging what was read, for a field. */
async function nativeRust(json) {
  const args = ['bench', '--locked', '--bench', 'native'];
  const { code, output } = await capture('native Rust', 'cargo', args, { env: { CARGO_TARGET_DIR: target }, input: json });
  const line = output.split('\n').find((line) => line.startsWith('{'));
  if (code !== 0 || !line) throw new Failure(`cargo ${args.join(' ')} failed\n${output}`);
  return JSON.parse(line);
}

/** Prints the tables; whether every bar is met. */
function report(times, native, json, rounds) {
  const time = (nanoseconds) => (nanoseconds < 1000 ? `${Math.round(nanoseconds)} ns` : `${(nanoseconds / 1000).toFixed(1)} µs`);
  const beside = (nanoseconds) => (nanoseconds === undefined ? '' : dim(`   native Rust ${time(nanoseconds)}`));
  const at = (name) => median(times.get(name));
  let met = true;
  const row = (title, ours, peer, least, note) => {
    // The median of the ratios of each round, not the ratio of the medians.
    const ratio = median(times.get(ours).map((time, round) => times.get(peer)[round] / time));
    met &&= ratio >= least;
    const verdict = ratio >= least ? green('PASS ') : red('short');
    console.log(`${verdict} ${title.padEnd(34)} ${time(at(ours)).padStart(8)} ${time(at(peer)).padStart(8)}  ${ratio.toFixed(2).padStart(5)}×  at least ${least}×${note}`);
  };
  console.log(`\nA full registration, ${json.length} bytes; medians of ${rounds} rounds that took turns, Node ${process.versions.node}\n`);
  console.log(dim(`${''.padEnd(40)} ${'ours'.padStart(8)} ${'peer'.padStart(8)}  ${'ratio'.padStart(6)}`));
  row('JSON text: JSON.parse + ajv', 'json', 'parse and ajv', 2, beside(native?.json));
  row('JavaScript object: ajv alone', 'object', 'ajv', 1, beside(native?.judge));
  console.log(dim(`      besides: from UTF-8 bytes ${time(at('bytes'))}; JSON.parse alone ${time(at('parse'))};`));
  console.log(dim(`      ajv with its counts of characters moved into the expressions by hand ${time(at('expressions'))}`));
  console.log('\nOne field\n');
  for (const name of [...times.keys()].filter((name) => name.startsWith('check'))) {
    const passed = at(name) < FIELD_LIMIT;
    met &&= passed;
    const note = name === 'checkTagKey' ? beside(native?.field) : '';
    console.log(`${passed ? green('PASS ') : red('short')} ${name.padEnd(34)} ${time(at(name)).padStart(8)}  under 1 µs${note}`);
  }
  return met;
}

/** Prints what hosts of a simulation cost; whether the bar is met. */
function reportFleets(fleets, native) {
  const title = { launch: 'launched', register: 'registered from outside' };
  const micro = (nanoseconds) => `${(nanoseconds / 1000).toFixed(1)} µs`;
  console.log(`\nA simulated host: registered, connected, listed, described ${dim('with tags and health, 100 at a time')}\n`);
  console.log(dim(`${''.padEnd(31)} ${`of ${MANY}`.padStart(10)} ${`of ${FEW}`.padStart(10)}  ${'ratio'.padStart(6)}`));
  let met = true;
  for (const [way, { many, few, bytes, snapshot }] of Object.entries(fleets)) {
    const ratio = median(many.map((time, round) => time / few[round]));
    const passed = ratio <= FLEET_LIMIT;
    met &&= passed;
    const verdict = passed ? green('PASS ') : red('short');
    const beside = native?.fleets ? dim(`   native Rust ${micro(native.fleets[way].many)} and ${micro(native.fleets[way].few)}`) : '';
    const times = `${micro(median(many)).padStart(10)} ${micro(median(few)).padStart(10)}  ${ratio.toFixed(2).padStart(5)}×`;
    console.log(`${verdict} ${title[way].padEnd(25)} ${times}  at most ${FLEET_LIMIT}×${beside}`);
    const grown = bytes > 0 ? `the module's memory grew by ${(bytes / 1024).toFixed(1)} KB a host` : 'what memory there was sufficed';
    console.log(dim(`      ${grown}; its part of a snapshot has ${(snapshot / 1024).toFixed(2)} KB`));
  }
  return met;
}

/** Prints what drains cost; whether the bars are met. */
function reportDrains({ sizes, bytes }, native) {
  console.log(`\nA drain to its end, with its replacements ${dim('forked from a cluster at work; medians')}\n`);
  console.log(dim(`${''.padEnd(44)} ${'time'.padStart(8)} ${'events'.padStart(8)} ${'a second'.padStart(9)} ${'an event'.padStart(9)}`));
  const cost = ({ milliseconds, events }) => (milliseconds * 1000) / events;
  for (const { name, hosts, tasks, draining, rounds } of sizes) {
    const milliseconds = median(rounds.map((round) => round.milliseconds));
    const [{ events }] = rounds;
    const beside = native?.drains ? dim(`   native Rust ${Math.round(native.drains[name].milliseconds)} ms`) : '';
    const figures = [`${Math.round(milliseconds)} ms`.padStart(8), String(events).padStart(8), String(Math.round((events / milliseconds) * 1000)).padStart(9), `${cost({ milliseconds, events }).toFixed(1)} µs`.padStart(9)];
    console.log(`      ${`${draining} of ${hosts} hosts, ${tasks} tasks`.padEnd(38)} ${figures.join(' ')}${beside}`);
  }
  const [small, large] = sizes;
  const ratio = median(large.rounds.map((round, index) => cost(round) / cost(small.rounds[index])));
  const seconds = median(large.rounds.map((round) => round.milliseconds)) / 1000;
  const verdict = (passed) => (passed ? green('PASS ') : red('short'));
  console.log(`${verdict(ratio <= DRAIN_LIMIT)} an event among 100,000 tasks and 10,000  ${ratio.toFixed(2)}×  at most ${DRAIN_LIMIT}×`);
  console.log(`${verdict(seconds < DRAIN_SECONDS)} 100 of 1,000 hosts drained in            ${seconds.toFixed(2)} s  under ${DRAIN_SECONDS} s`);
  console.log(dim(`      the module's memory, with all three clusters and a fork in it: ${(bytes / 2 ** 20).toFixed(0)} MB`));
  return ratio <= DRAIN_LIMIT && seconds < DRAIN_SECONDS;
}

/** Prints what clients pay for the simulated service; whether the bars are met. */
function reportClients({ sdk, http, moto, boto3 }, rounds) {
  console.log(`\nA client describes 100 connected hosts; medians of ${rounds} rounds that took turns\n`);
  console.log(dim(`${''.padEnd(44)} ${'ours'.padStart(9)} ${'canned'.padStart(9)}  ${'ratio'.padStart(6)}`));
  return [reportSdk(sdk), ...CONNECTIONS.map((connections) => reportHttp(http, connections)), reportBoto3(boto3), reportMoto(moto)].every(Boolean);
}

/** One row of clients: `ratio` is held to the bar, `ours` and `peer` are shown beside it. */
function clientRow(passed, title, ours, peer, ratio, bar) {
  console.log(`${passed ? green('PASS ') : red('short')} ${title.padEnd(38)} ${ours.padStart(9)} ${peer.padStart(9)}  ${ratio.padStart(5)}×  ${bar}`);
  return passed;
}

/** What was not measured is no bar that was met. */
function notMeasured(title, { missing }) {
  console.log(`${red('short')} ${title.padEnd(38)} was not measured: ${missing}`);
  return false;
}

/** The median of the ratios of each round of two that took turns. */
function ratioOf(times, above, below) {
  return median(times.get(above).map((time, round) => time / times.get(below)[round]));
}

function inMilliseconds(nanoseconds) {
  return `${(nanoseconds / 1e6).toFixed(2)} ms`;
}

function aSecond(nanoseconds) {
  return `${Math.round(1e9 / nanoseconds)}/s`;
}

function reportSdk({ times, sizes }) {
  const at = (name) => inMilliseconds(median(times.get(name)));
  const kilobytes = (name) => `${Math.round(sizes[name] / 1024)} KB`;
  const ratio = ratioOf(times, 'plain', 'plain canned');
  clientRow(ratio <= SDK_LIMIT, `the AWS SDK, ${kilobytes('plain')} an answer`, at('plain'), at('plain canned'), ratio.toFixed(2), `at most ${SDK_LIMIT}×`);
  console.log(dim(`      with tags and health, ${kilobytes('include')}: ${at('include')} and ${at('include canned')}, ${ratioOf(times, 'include', 'include canned').toFixed(2)}×`));
  console.log(dim(`      where time passes between requests: ${at('changed')}, ${ratioOf(times, 'changed', 'plain canned').toFixed(2)}×`));
  return ratio <= SDK_LIMIT;
}

function reportHttp({ times }, connections) {
  const name = (which) => `${which} ${connections}`;
  const at = (which) => aSecond(median(times.get(name(which))));
  const share = (ours, canned) => ratioOf(times, name(canned), name(ours));
  const ratio = share('plain', 'plain canned');
  const title = `node:http, ${connections} ${connections === 1 ? 'connection' : 'connections'}`;
  clientRow(ratio >= CEILING_SHARE, title, at('plain'), at('plain canned'), ratio.toFixed(2), `at least ${CEILING_SHARE}×`);
  console.log(dim(`      with tags and health: ${at('include')} and ${at('include canned')}, ${share('include', 'include canned').toFixed(2)}×`));
  console.log(dim(`      where time passes between requests: ${at('changed')}, ${share('changed', 'plain canned').toFixed(2)}×`));
  return ratio >= CEILING_SHARE;
}

function reportBoto3(boto3) {
  const title = 'a loop of boto3, calls';
  if (boto3.missing) return notMeasured(title, boto3);
  const { times, hosts } = boto3;
  const at = (name) => aSecond(median(times.get(name)));
  const ratio = ratioOf(times, 'canned', 'ours');
  clientRow(ratio >= CEILING_SHARE, title, at('ours'), at('canned'), ratio.toFixed(2), `at least ${CEILING_SHARE}×`);
  console.log(dim(`      describes ${hosts} hosts, lists ${boto3.listed}, describes the cluster; where time passes between requests: ${at('changed')}, ${ratioOf(times, 'canned', 'changed').toFixed(2)}×`));
  return ratio >= CEILING_SHARE;
}

function reportMoto(moto) {
  console.log('\nThe server beside moto_server, the same requests by one client\n');
  const title = 'a session, requests';
  if (moto.missing) return notMeasured(title, moto);
  const { spent, requests, version } = moto;
  const each = (session) => [...session.values()].reduce((sum, time) => sum + time, 0) / requests;
  const times = new Map(Object.entries(spent).map(([name, rounds]) => [name, rounds.map(each)]));
  const at = (name) => median(times.get(name));
  const ratio = ratioOf(times, 'moto', 'ours');
  console.log(dim(`${''.padEnd(44)} ${'ours'.padStart(9)} ${'moto'.padStart(9)}  ${'ratio'.padStart(6)}`));
  clientRow(ratio >= MOTO_TIMES, title, aSecond(at('ours')), aSecond(at('moto')), ratio.toFixed(1), `at least ${MOTO_TIMES}×`);
  const beyond = (name) => inMilliseconds(at(name) - at('canned'));
  console.log(dim(`      with canned answers ${aSecond(at('canned'))}: beyond that a request costs ${beyond('ours')} at ours, ${beyond('moto')} at moto's`));
  const operations = [...spent.ours[0].keys()];
  console.log(dim(`      moto ${version}; both answered all ${requests} requests, of ${operations.length} operations, with 200; the bodies are the same but for`));
  console.log(dim('      what each server makes up itself: EC2 instances, ARNs of hosts and tasks. At ours a second passes with'));
  console.log(dim('      each request, so that no answer is one from before. moto closes each connection, ours keeps them.'));
  const share = (operation) => median(spent.moto.map((session, round) => session.get(operation) / spent.ours[round].get(operation)));
  const shares = operations.map((operation) => [operation, share(operation)]).sort(([, a], [, b]) => b - a);
  for (let from = 0; from < shares.length; from += 4) {
    console.log(dim(`      ${shares.slice(from, from + 4).map(([operation, ratio]) => `${operation} ${ratio.toFixed(0)}×`).join(', ')}`));
  }
  return ratio >= MOTO_TIMES;
}

/** The parts that are asked for, in their order. */
function chosen(only) {
  const names = only?.split(',') ?? Object.keys(PARTS);
  const unknown = names.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown !== undefined) throw new Failure(`there is no part \`${unknown}\`: ${Object.keys(PARTS).join(', ')}`);
  return Object.keys(PARTS).filter((name) => names.includes(name));
}

function options() {
  try {
    const flag = { type: 'boolean' };
    return parseArgs({ options: { rounds: { type: 'string', default: '101' }, only: { type: 'string' }, 'no-native': flag, help: { ...flag, short: 'h' } } });
  } catch (error) {
    throw new Failure(`${error.message}\n\n${HELP}`);
  }
}
