// The worker's side of the page, without a worker: whatever is asked of it in whatever order, what it
// reports is what is there, and what it would keep can be opened again.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

import { CLUSTER, FORK, OWN } from '../../www/rehearsal/agreed.js';
import { Dock } from '../../www/rehearsal/dock.js';
import { numbers } from './use.js';

const listed = (folder) => {
  const place = new URL(`../../www/${folder}/`, import.meta.url);
  return readdirSync(place).map((name) => ({ id: name.replace('.json', ''), ...JSON.parse(readFileSync(new URL(name, place), 'utf8')) }));
};
const [CLUSTERS, LESSONS] = [listed('clusters'), listed('lessons')];
const SEEDS = 30;
const VERBS = 60;

/** A page that takes in what a dock reports, as the real one does; `seen` are its berths. */
function moored() {
  const page = { seen: [], arriving: [new Map(), new Map()], file: undefined };
  const receive = {
    progress() {},
    hosts: ({ berth, hosts }) => hosts.forEach((host) => page.arriving[berth].set(host.id, host)),
    look({ berth, order, look, file }) {
      const before = page.seen[berth];
      const names = order ?? before.order;
      page.seen[berth] = { ...look, order: names, hosts: new Map(names.map((id) => [id, page.arriving[berth].get(id) ?? before?.hosts.get(id)])) };
      page.arriving[berth].clear();
      if (file) page.file = file;
    },
    closed: ({ berth }) => { page.seen.length = berth; },
  };
  // What goes through a message is copied.
  page.dock = new Dock((message) => receive[message.kind](structuredClone(message)), CLUSTERS, LESSONS);
  return page;
}

/** Something that may be asked for at any time: a verb with what it is given. */
function anything({ seen, file }, draw) {
  const berth = draw(3) === 0 ? FORK : OWN;
  const { order, hosts, begun, latest } = seen[berth] ?? seen[OWN];
  const { id, instance } = hosts.get(order[draw(order.length)]) ?? {};
  const call = (operation, request) => ({ kind: 'call', operation, request: { cluster: CLUSTER, ...request } });
  const commands = [
    call('UpdateContainerInstancesState', { containerInstances: [instance?.arn], status: draw(2) ? 'DRAINING' : 'ACTIVE' }),
    call('DeregisterContainerInstance', { containerInstance: instance?.arn, force: true }),
    call('UpdateService', { service: 'web', desiredCount: draw(12) }),
    call('UpdateContainerAgent', { containerInstance: instance?.arn }),
    call('DeleteService', { service: 'api', force: true }),
    { kind: 'host', host: id, action: ['terminate', 'stopAgent', 'reboot', 'spotInterruption'][draw(4)] },
    { kind: 'fault', fault: { type: ['agentLoss', 'lostState', 'runtimeImpaired'][draw(3)], host: id } },
    { kind: 'fault', fault: { type: 'throttling', times: 1 + draw(1000) } },
    { kind: 'launch', count: draw(3) }, { kind: 'advance', milliseconds: draw(120_000) - 1000 }, { kind: 'sink' }, { kind: 'call' }, 5, null, { kind: 'launch', count: Infinity },
  ];
  const verbs = [
    ['act', berth, commands[draw(commands.length)]], ['act', berth, ...commands.slice(0, draw(4))], ['act', berth, commands[draw(commands.length)]],
    ['pass', draw(90_000), draw(2) === 0], ['pass', draw(90_000)], ['stand'], ['next'], ['goTo', begun + draw(latest - begun + 1)], ['undo', berth], ['redo', berth], ['redo', berth],
    ['fork'], ['fork', commands[draw(commands.length)]], ['adopt'], ['drop'], ['showStep'], ['series', berth], ['explain', berth], ['filter', undefined, draw(2) ? 'web' : ''],
    ['refusals', berth, 'placement', undefined, undefined], ['file'], ['open', file], ['beginWith', 1 + draw(3)],
  ];
  return verbs[draw(verbs.length)];
}

/** At the moment that is the last the charts show what is there; at one before, nothing that came later. */
function charted({ cluster, services }, seen, words) {
  const at = (samples) => samples?.findLast((sample) => sample.at <= seen.now);
  if (seen.now < seen.latest) return;
  const { at: _, ...totals } = at(cluster);
  assert.deepEqual(totals, seen.totals, words);
  for (const { name, desired, floor, ceiling } of seen.services) {
    const sample = at(services[name]);
    assert.deepEqual([sample.desired, sample.floor, sample.ceiling], [desired, floor, ceiling], `${name}: ${words}`);
  }
}

/** What is there after each verb: both berths at the same moment, and the rehearsal the same when it is opened again. */
function check(page, words) {
  const [own, fork] = page.seen;
  if (fork) assert.equal(fork.now, own.now, words);
  for (const [berth, seen] of page.seen.entries()) charted(page.dock.series(berth), seen, words);
  const again = moored();
  assert.equal(again.dock.open(page.file)?.problem, undefined, words);
  again.dock.goTo(own.now);
  // Which task took whose place, and what was refused without being done, only who watched knows.
  const drawn = ({ hosts, totals, services, seed, lesson, now }) => ({ totals, services, seed, lesson, now, hosts: [...hosts.values()].map(({ tasks, ...host }) => [host, tasks.map(({ arn, last }) => `${arn} ${last}`).sort()]) });
  assert.deepEqual(drawn(again.seen[OWN]), drawn(own), words);
  again.dock.free();
}

for (const scenario of ['1-harbour', '8-one-after-another', '5-false-green']) {
  test(`whatever is asked for, nothing of it is lost: ${scenario}`, () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const draw = numbers(seed);
      const page = moored();
      page.dock.begin(scenario);
      const done = [];
      for (let turn = 0; turn < VERBS; turn += 1) {
        const [verb, ...given] = anything(page, draw);
        done.push(JSON.stringify([verb, ...given]));
        const words = `seed ${seed}, turn ${turn}: ${done.slice(-5).join(' ')}`;
        try {
          page.dock[verb](...given);
        } catch (error) {
          assert.fail(`${words}: ${error.stack}`);
        }
        if (turn % 6 === 5) {
          page.dock.stand();
          check(page, words);
        }
      }
      page.dock.free();
    }
  });
}

test('what another rehearsal takes the place of is given back, and can be opened', () => {
  const page = moored();
  assert.deepEqual(page.dock.begin('1-harbour'), { before: undefined });
  page.dock.act(OWN, { kind: 'launch', count: 1 });
  const { before } = page.dock.begin('1-clean-drain');
  assert.equal(page.seen[OWN].scenario, '1-clean-drain');
  assert.deepEqual(JSON.parse(before).commands, [{ atMs: 0, command: { kind: 'launch', count: 1 } }]);
  page.dock.open(before);
  assert.deepEqual([page.seen[OWN].order.length, page.seen[OWN].scenario], [7, '1-harbour']);
  page.dock.beginWith(9);
  assert.deepEqual([page.seen[OWN].order.length, page.seen[OWN].seed, page.seen[OWN].scenario], [6, 9, '1-harbour']);
  page.dock.free();
});

test('of several commands the first that is refused ends them, and says which it is', () => {
  const page = moored();
  page.dock.begin('1-harbour');
  page.dock.act(OWN, { kind: 'launch', count: 1 }, { kind: 'sink' }, { kind: 'launch', count: 1 });
  assert.deepEqual([page.seen[OWN].order.length, page.seen[OWN].last.place], [7, [2, 3]]);
  page.dock.free();
});
