// The dock: the rehearsal, and beside it what would be if. Each verb is asked for by the page in
// one message; what looks different afterwards is reported in as many messages as it takes, none
// of them large, so that whoever takes them in is never held up.

import { behaviourVersion } from 'ecs-drydock';

import { CLUSTER, FORK, MOST_EVENTS, OWN } from './agreed.js';
import { damaged, fileProblem } from './file.js';
import { lessonOf } from './lesson.js';
import { isRegistered } from './scene.js';
import { Timeline } from './timeline.js';

/** How many hosts one message carries. */
const HOSTS_A_MESSAGE = 200;
/** How many events are looked through at a time for those that are wanted. */
const EVENTS_A_LOOK = 1000;
/** While time goes on, explaining takes at most one part in so many of the time there is. */
const EXPLAIN_SHARE = 8;
/** Up to so many hosts the changes are tried while a person reads of them; beyond, when he asks. */
const MOST_TRIED = 60;
/** How long the agents and EC2 are not asked while time goes on, by the wall, where there are many hosts. */
const HOSTS_EVERY = 250;
const MANY_HOSTS = 500;
/** How many hosts of a list of refusals are given at a time. */
const HOSTS_A_PAGE = 20;

export class Dock {
  #post;
  /** A timeline in each berth; the fork's is empty most of the time. */
  #berths = [];
  /** For each berth: what was reported last. */
  #reported = [];
  #filter = { types: undefined, words: [] };
  #isPlaying = false;
  /** What the rehearsal began with, by its id, if the page knows it; and the how many-th rehearsal it is. */
  #scenario;
  #number = 0;
  /** How many explanations there were: each is known by its number. */
  #explained = 0;
  #clusters;
  #lessons;
  /** Tells how far the building of a cluster has come. */
  #told = (step, of) => this.#post({ kind: 'progress', step, of });

  /** `post` takes a message to the page; the clusters and lessons are what one may begin with. */
  constructor(post, clusters, lessons) {
    this.#post = post;
    this.#clusters = clusters;
    this.#lessons = lessons;
  }

  /** Begins anew with a cluster or a lesson, by its id. Gives what was there before. */
  begin(scenario) {
    const lesson = this.#lessons.find(({ id }) => id === scenario);
    const { setup, seed = 1 } = lesson ?? this.#clusters.find(({ id }) => id === scenario) ?? this.#clusters[0];
    return this.#moor(Timeline.begin({ seed, setup, lesson }, this.#told));
  }

  /** Begins anew with the same cluster, or lesson, and another seed. Gives what was there before. */
  beginWith(seed) {
    const { setup, lesson } = this.#berths[OWN];
    return this.#moor(Timeline.begin({ seed, setup, lesson }, this.#told));
  }

  /** Does a rehearsal again, given as the text of a file. Gives what was there before, or in words why it cannot be done. */
  open(text) {
    try {
      const given = parsed(text);
      const problem = given === undefined ? damaged('it is no JSON') : fileProblem(given, behaviourVersion());
      // Nothing is shown before all of it is there again.
      return problem ? { problem } : this.#moor(Timeline.again({ ...given, lesson: lessonOf(given, this.#lessons) }, this.#told));
    } catch (error) {
      return { problem: `The rehearsal could not be done again: ${error.message}` };
    }
  }

  file() {
    return this.#berths[OWN].file();
  }

  /** Lets so much time pass in both berths. */
  pass(milliseconds, isPlaying = false) {
    this.#isPlaying = isPlaying;
    for (const timeline of this.#berths) timeline.pass(milliseconds);
    this.#report();
  }

  /** Time stands: everything is looked at anew. */
  stand() {
    this.#isPlaying = false;
    this.#report();
  }

  /** Goes to the moment at which an event is told next, or something was done next. Gives whether there is one. */
  next() {
    const moments = this.#berths.flatMap((timeline) => timeline.nextMoment ?? []);
    for (const timeline of this.#berths) if (moments.length > 0) timeline.pass(Math.min(...moments) - timeline.now);
    this.#report();
    return moments.length > 0;
  }

  goTo(at) {
    for (const timeline of this.#berths) timeline.goTo(at);
    this.#report();
  }

  act(berth, ...commands) {
    this.#in(berth, (timeline) => inOrder(timeline, commands));
  }

  undo(berth) {
    this.#in(berth, (timeline) => timeline.undo());
  }

  redo(berth) {
    this.#in(berth, (timeline) => timeline.redo());
  }

  showStep() {
    this.#in(OWN, (timeline) => timeline.showStep());
  }

  /** What would be if: the rehearsal once more, from this moment on, with some commands done in it. */
  fork(...commands) {
    this.#berths[FORK]?.free();
    this.#berths[FORK] = this.#berths[OWN].fork();
    this.#reported[FORK] = undefined;
    this.act(FORK, ...commands);
  }

  /** The fork becomes the rehearsal. Gives what was there before. */
  adopt() {
    const [own, fork] = this.#berths;
    if (!fork) return { before: undefined };
    const before = JSON.stringify(own.file());
    own.free();
    this.#berths = [fork];
    this.#reported[OWN] = undefined;
    this.#report();
    return { before };
  }

  /** The fork is let go of. */
  drop() {
    this.#berths[FORK]?.free();
    this.#berths.length = 1;
    this.#report();
  }

  /** Lets go of all of it. */
  free() {
    for (const timeline of this.#berths) timeline.free();
    this.#berths = [];
  }

  /** Which events are wanted: their types, and words that stand in them. */
  filter(types, text) {
    // In the list a word may have a colon or a comma behind it.
    const words = text.toLowerCase().split(/\s+/).map((word) => word.replace(/[,:]+$/, ''));
    this.#filter = { types, words: words.filter(Boolean) };
    for (const reported of this.#reported) if (reported) reported.cursor = undefined;
    this.#report();
  }

  /** What the charts show of a berth. */
  series(berth) {
    return this.#berths[berth]?.series.data();
  }

  /** The explanation with its changes tried in forks, however long that takes. */
  explain(berth) {
    return this.#berths[berth]?.simulation.explain({ cluster: CLUSTER, prove: true });
  }

  /** Some of the hosts that cannot take the tasks of a blocker, one by one: those behind `after`. */
  refusals(berth, kind, serviceArn, after) {
    const { blockers = [] } = this.#berths[berth]?.simulation.explain({ cluster: CLUSTER, hostsAfter: after, hostsLimit: HOSTS_A_PAGE }) ?? {};
    const found = blockers.find((blocker) => blocker.kind === kind && blocker.serviceArn === serviceArn);
    const { hosts = [], nextHost } = found ?? {};
    return { hosts, nextHost };
  }

  /** A timeline takes the place of all that was there; what that was is given as the text of a file. */
  #moor(timeline) {
    const [own] = this.#berths;
    const before = own && JSON.stringify(own.file());
    this.free();
    this.#berths = [timeline];
    this.#reported[OWN] = undefined;
    this.#number += 1;
    const setup = JSON.stringify(timeline.setup);
    this.#scenario = (timeline.lesson ?? this.#clusters.find((one) => JSON.stringify(one.setup) === setup))?.id;
    this.#report();
    return { before };
  }

  /**
   * Does something in a berth, unless it was let go of meanwhile. Both show the same moment afterwards: what
   * was done in one may have taken time, or gone back in it.
   */
  #in(berth, work) {
    const done = this.#berths[berth];
    if (!done) return;
    work(done);
    for (const timeline of this.#berths) if (timeline.now !== done.now) timeline.goTo(done.now);
    this.#report();
  }

  #report() {
    if (!this.#berths[FORK] && this.#reported[FORK]) {
      this.#reported.length = 1;
      this.#post({ kind: 'closed', berth: FORK });
    }
    for (const [berth, timeline] of this.#berths.entries()) this.#look(berth, timeline);
  }

  #look(berth, timeline) {
    const reported = (this.#reported[berth] ??= { records: new Map(), hostsAt: 0, explainAt: 0 });
    const { scene } = timeline;
    const clock = performance.now();
    if (!this.#isPlaying || scene.hosts.size <= MANY_HOSTS || clock - reported.hostsAt > HOSTS_EVERY) {
      scene.lookAtHosts(timeline.simulation);
      reported.hostsAt = clock;
    }
    const isSameOrder = scene.hosts === reported.hosts;
    reported.hosts = scene.hosts;
    const order = scene.order();
    const records = order.map((id) => scene.record(id));
    const changed = records.filter((record) => reported.records.get(record.id) !== record);
    reported.records = new Map(records.map((record) => [record.id, record]));
    for (let start = 0; start < changed.length; start += HOSTS_A_MESSAGE) this.#post({ kind: 'hosts', berth, hosts: changed.slice(start, start + HOSTS_A_MESSAGE) });
    const totals = scene.totals();
    this.#explain(timeline, reported, totals);
    // What was done is kept at once, and how much time has passed whenever it stands.
    const isOther = reported.edition !== timeline.edition || !this.#isPlaying;
    reported.edition = timeline.edition;
    this.#post({
      kind: 'look',
      berth,
      order: isSameOrder ? undefined : order,
      events: this.#events(timeline, reported),
      file: berth === OWN && isOther ? JSON.stringify(timeline.file()) : undefined,
      look: {
        ...summary(timeline),
        scenario: this.#scenario,
        number: this.#number,
        services: [...scene.services.values()],
        names: [...scene.counts].filter(([, { running, pending }]) => running + pending > 0).map(([name]) => name),
        totals,
        lost: lostOf(scene, records, totals),
        explanation: reported.explanation,
      },
    });
  }

  /** Why drains wait: whenever time stands, and now and then while it goes on. */
  #explain(timeline, reported, { draining, hosts }) {
    if (draining === 0) {
      reported.explanation = undefined;
      reported.explained = undefined;
      return;
    }
    const before = performance.now();
    if (this.#isPlaying && before < reported.explainAt) return;
    // What was explained stays explained as long as nothing was done and no time has passed.
    const prove = !this.#isPlaying && hosts <= MOST_TRIED;
    const { now, count, last } = timeline;
    const known = reported.explained;
    if (known?.now === now && known.count === count && known.last === last && known.prove === prove) return;
    reported.explained = { now, count, last, prove };
    this.#explained += 1;
    reported.explanation = { number: this.#explained, ...timeline.simulation.explain({ cluster: CLUSTER, prove }) };
    const after = performance.now();
    reported.explainAt = after + (after - before) * EXPLAIN_SHARE;
  }

  /** The events that are wanted and were not reported yet, the newest first; all of them after a jump. */
  #events({ simulation, scene }, reported) {
    const { cursor: next } = scene;
    const isNew = reported.cursor === undefined || next < reported.cursor;
    const from = isNew ? 0 : reported.cursor;
    reported.cursor = next;
    const found = [];
    for (let end = next; end > from && found.length < MOST_EVENTS; end -= EVENTS_A_LOOK) {
      const start = Math.max(from, end - EVENTS_A_LOOK);
      const { events, dropped } = simulation.events({ after: start, limit: end - start });
      found.push(...events.filter((event) => this.#isWanted(event)).reverse());
      if (dropped > 0) break;
    }
    return { isNew, events: found.slice(0, MOST_EVENTS) };
  }

  #isWanted(event) {
    const { types, words } = this.#filter;
    if (types && !types.includes(event['detail-type'])) return false;
    const text = words.length > 0 ? textOf(event).toLowerCase() : '';
    return words.every((word) => text.includes(word));
  }
}

/** Where a timeline is, and where it may go. */
function summary({ id, now, begun, latest, edition, seed, lesson, step, isAstray, count, undone, last }) {
  return { id, now, begun, latest, edition, seed, lesson: lesson?.id, step, isAstray, canUndo: count > 0, canRedo: undone.length > 0, last };
}

/** What is registered, and what runs, on hosts that are gone: what no record has. */
function lostOf({ places }, records, { hosts }) {
  const shown = { hosts: 0, tasks: 0 };
  for (const { instance, tasks, former } of records) {
    if (isRegistered(instance?.status)) shown.hosts += 1;
    shown.tasks += tasks.length;
    for (const { status, count } of former) {
      if (isRegistered(status)) shown.hosts += 1;
      shown.tasks += count;
    }
  }
  return { hosts: hosts - shown.hosts, tasks: places.size - shown.tasks };
}

/** Does commands one after another, up to the first that is refused; of several that one says which it is. */
function inOrder(timeline, commands) {
  for (const [index, command] of commands.entries()) {
    const outcome = timeline.act(command);
    if (!outcome?.error) continue;
    if (commands.length > 1) outcome.place = [index + 1, commands.length];
    return;
  }
}

/** All that stands in data, without the names of its members: `pullStoppedAt` is no task that is STOPPED. */
function textOf(value) {
  return value !== null && typeof value === 'object' ? Object.values(value).map(textOf).join(' ') : String(value);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
