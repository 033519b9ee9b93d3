// A rehearsal over time: how it begins, what was done when, and the moment that is seen.
//
// The commands are the truth. Moments that were kept are short cuts to come back to: whichever
// are there, the same commands lead to the same state. `count` of the commands have been done at
// the moment that is seen; `commands[count]`, if there is one, was done later.

import { Simulation, behaviourVersion } from 'ecs-drydock';

import { LONGEST_MS, MOST_COMMANDS, commandProblem } from './file.js';
import { castOf, countEnded, filled, isJudgeable, lengthOf, outcomeOf, setUp } from './lesson.js';
import { Scene } from './scene.js';
import { Series } from './series.js';

/** How far apart moments are kept in virtual time: more the larger they are, since each takes time to make. */
const KEPT_EVERY_MS = 30_000;
const KEPT_EVERY_MS_PER_BYTE = 0.03;
/** How many moments are kept, and how large they are in all. */
const MOST_MOMENTS = 200;
const MOST_BYTES = 192 * 1024 * 1024;
/** How far ahead the next event is looked for. */
const FARTHEST_EVENT_MS = 24 * 3_600_000;

/** How many timelines were made: each is known by its number. */
let made = 0;

export class Timeline {
  id = (made += 1);
  commands = [];
  /** What came of each of them: an answer, or an error. */
  outcomes = [];
  count = 0;
  /** The commands that were undone, the last one first to be done again; each with the moment that was seen then, if it was later. */
  undone = [];
  /** Grows whenever something is done, undone, or another moment is shown. */
  edition = 0;
  /** What was not taken in, until something else is done. */
  #refusal;
  /** When the steps of the lesson ended, in order, each with the count of commands then. */
  #learned = [];
  /** When a step was to be shown and could not be brought to its end. */
  #vain;
  #moments = [];

  /** `told` is called before each step of the setup with its number and how many there are. */
  static begin({ seed, setup, lesson }, told) {
    const simulation = new Simulation({ seed });
    setUp(simulation, setup, told);
    const timeline = new Timeline();
    Object.assign(timeline, { simulation, seed, setup, lesson, cast: castOf(simulation), begun: simulation.now, latest: simulation.now, scene: Scene.read(simulation, setup.some(disturbs)), series: new Series() });
    timeline.series.take(simulation.now, timeline.scene);
    timeline.#keep();
    return timeline;
  }

  /** Does again what {@link Timeline.file} tells, with its lesson if there is one. */
  static again({ seed, setup, lesson, untilMs, commands }, told) {
    const timeline = Timeline.begin({ seed, setup, lesson }, told);
    for (const { atMs, command } of commands) {
      timeline.pass(timeline.begun + atMs - timeline.now);
      timeline.act(command);
    }
    timeline.pass(timeline.begun + untilMs - timeline.now);
    return timeline;
  }

  get now() {
    return this.simulation.now;
  }

  /** What came of the last command before the moment that is seen. */
  get last() {
    return this.#refusal ?? this.outcomes[this.count - 1];
  }

  /** When the next event is told or something was done next; undefined if nothing comes for a day. */
  get nextMoment() {
    const done = this.commands[this.count];
    const fork = this.simulation.fork();
    try {
      const { reached } = fork.advanceUntil({ event: {} }, { limitMs: FARTHEST_EVENT_MS });
      const moments = [...(reached ? [fork.now] : []), ...(done ? [this.begun + done.atMs] : [])];
      return moments.length > 0 ? Math.min(...moments) : undefined;
    } finally {
      fork.free();
    }
  }

  /** Which step of the lesson is next. */
  get step() {
    return this.#learned.filter(({ at, count }) => at <= this.now && count <= this.count).length;
  }

  /** Whether the rehearsal went another way than the lesson, so that its next step has no end that one could come to. */
  get isAstray() {
    const step = this.lesson?.steps[this.step];
    return step !== undefined && ((this.#vain?.at === this.now && this.#vain.edition === this.edition) || !isJudgeable(step, this.simulation, this.cast));
  }

  /** What this is, as data, for {@link Timeline.again}: the lesson by its id. */
  file() {
    return { behaviourVersion: behaviourVersion(), seed: this.seed, setup: this.setup, lesson: this.lesson?.id, untilMs: this.latest - this.begun, commands: this.commands };
  }

  /** Lets time pass, up to the end of what a rehearsal may last. What was done later is done again when its time comes. */
  pass(milliseconds) {
    const end = this.begun + LONGEST_MS;
    if (this.now >= end && milliseconds > 0) this.#refuse({ kind: 'advance', milliseconds }, 'a rehearsal goes on for up to 30 days');
    this.#runTo(Math.min(end, this.now + milliseconds));
  }

  /** Applies a command, now, and gives what came of it. What came later is forgotten, unless it only lets time pass. */
  act(given) {
    // What cannot be written down cannot be done again: only what a file would say of it is done.
    const command = JSON.parse(JSON.stringify(given ?? null));
    const problem = commandProblem(command) ?? (this.count >= MOST_COMMANDS ? `a rehearsal has up to ${MOST_COMMANDS} commands` : undefined);
    if (problem) return this.#refuse(command, problem);
    if (command.kind !== 'advance') this.undone = [];
    return this.#perform(command);
  }

  /** Shows another moment. */
  goTo(at) {
    this.#comeTo(at, this.#countAt(at));
  }

  /** As if the last command had not been done. It and what was done after it can be done again, in their order. */
  undo() {
    if (this.count === 0) return;
    const { now, latest, count, begun } = this;
    const seen = new Map([[this.commands.length - 1, latest - begun], [count - 1, now - begun]]);
    const undone = this.commands.slice(count - 1).map((one, index) => ({ ...one, seenMs: seen.get(index + count - 1) }));
    this.#comeTo(begun + undone[0].atMs, count - 1);
    this.#forgetLater();
    // What was taken down of this very moment may be of after the command.
    this.series.take(this.now, this.scene);
    this.undone.push(...undone.reverse());
  }

  /** Does again what was undone last, and shows the moment that was seen then. */
  redo() {
    const next = this.undone.pop();
    if (!next) return;
    const { atMs, command, seenMs = atMs } = next;
    this.#runTo(Math.max(this.now, this.begun + atMs));
    this.#perform(command);
    this.#runTo(Math.max(this.now, this.begun + seenMs));
  }

  /** Does the next step of the lesson, if there is one, and lets time pass until it ends. Nothing is done if that does not end it. */
  showStep() {
    this.goTo(this.latest);
    const step = this.lesson?.steps[this.step];
    if (!step) return;
    // How long it takes is found out in a fork, so that time passes here as it always does.
    const milliseconds = lengthOf(step, this.simulation, this.cast);
    if (milliseconds === undefined) {
      this.#vain = { at: this.now, edition: this.edition };
      return;
    }
    for (const command of step.do) this.act(filled(command, this.simulation, this.cast));
    this.pass(milliseconds);
  }

  /** The same once more: what is done to one does not touch the other. */
  fork() {
    const fork = new Timeline();
    const { seed, setup, lesson, cast, begun, latest, count } = this;
    Object.assign(fork, { simulation: this.simulation.fork(), seed, setup, lesson, cast, begun, latest, count, scene: this.scene.copy(), series: this.series.copy() });
    Object.assign(fork, { commands: [...this.commands], outcomes: [...this.outcomes] });
    fork.#learned = [...this.#learned];
    fork.#moments = [...this.#moments];
    return fork;
  }

  free() {
    this.simulation.free();
  }

  #refuse(command, problem) {
    this.#refusal = { command, error: { name: 'DrydockError', message: `${problem}.` } };
    return this.#refusal;
  }

  #perform(command) {
    this.#refusal = undefined;
    this.edition += 1;
    if (command.kind === 'advance') {
      this.pass(command.milliseconds);
      return undefined;
    }
    this.#forgetLater();
    if (this.count > 0 || this.now > this.begun) this.#keep();
    this.commands.push({ atMs: this.now - this.begun, command });
    this.outcomes.push(this.#apply(command));
    this.count += 1;
    this.#follow(command);
    this.#learn();
    return this.last;
  }

  /** What came of a command, as data. */
  #apply(command) {
    if (disturbs(command)) this.scene.isDisturbed = true;
    return outcomeOf(command, this.simulation);
  }

  /** Goes on to a moment, with what was done on the way there. */
  #runTo(at, count = this.#countAt(at)) {
    while (this.count < count) {
      const { atMs, command } = this.commands[this.count];
      this.#advance(this.begun + atMs);
      this.#apply(command);
      this.count += 1;
      this.#follow(command);
    }
    this.#advance(at);
  }

  /** How many of the commands have been done at a moment. */
  #countAt(at) {
    return this.commands.filter(({ atMs }) => this.begun + atMs <= at).length;
  }

  #advance(at) {
    if (at <= this.now) return;
    this.simulation.advance(at - this.now);
    this.#follow();
    if (this.now > this.latest) {
      this.latest = this.now;
      this.#learn();
    }
    const last = this.#moments.at(-1);
    if (this.now - last.now >= KEPT_EVERY_MS + last.snapshot.length * KEPT_EVERY_MS_PER_BYTE) this.#keep();
  }

  /** Brings the scene to the moment that the simulation is at, after a command or after time has passed. */
  #follow(command) {
    const hasChanged = this.scene.follow(this.simulation, (at) => this.series.take(at, this.scene));
    const { containerInstance, containerInstances } = command?.request ?? {};
    this.scene.lookAtInstances(this.simulation, [containerInstance, containerInstances].flat());
    if (command) this.scene.lookAtServices(this.simulation);
    if (command || hasChanged) this.series.take(this.now, this.scene);
    else this.series.goOn(this.now);
  }

  /** Comes to a moment from the nearest that was kept before it, or from here. */
  #comeTo(at, count) {
    this.#refusal = undefined;
    this.edition += 1;
    const from = this.#moments.findLast((moment) => moment.now <= at && moment.count <= count);
    const isNear = this.now <= at && this.count <= count && this.now >= from.now && this.count >= from.count;
    if (!isNear) {
      this.simulation.free();
      this.simulation = Simulation.restore(from.snapshot);
      this.scene = from.scene.copy();
      this.count = from.count;
    }
    this.#runTo(at, count);
    this.scene.lookAtHosts(this.simulation);
  }

  /** What came after the moment that is seen is forgotten when something else is done there. */
  #forgetLater() {
    if (this.count === this.commands.length && this.now >= this.latest) return;
    this.commands = this.commands.slice(0, this.count);
    this.outcomes = this.outcomes.slice(0, this.count);
    this.latest = this.now;
    this.#moments = this.#moments.filter(({ now, count }) => now <= this.now && count <= this.count);
    this.#learned = this.#learned.filter(({ at, count }) => at <= this.now && count <= this.count);
    this.series.forgetAfter(this.now);
  }

  /** Goes on in the lesson as far as its steps have ended. */
  #learn() {
    if (!this.lesson) return;
    const { at, count } = this.#learned.at(-1) ?? { at: this.begun, count: 0 };
    const happened = { milliseconds: this.now - at, outcomes: this.outcomes.slice(count, this.count) };
    const ended = countEnded(this.lesson.steps.slice(this.step), this.simulation, this.cast, happened);
    for (let step = 0; step < ended; step += 1) this.#learned.push({ at: this.now, count: this.count });
  }

  /** Keeps the moment, to come back to. Of many, every other one is let go of, but for the first. */
  #keep() {
    const last = this.#moments.at(-1);
    if (last?.now === this.now && last.count === this.count) return;
    this.scene.lookAtHosts(this.simulation);
    this.#moments.push({ now: this.now, count: this.count, snapshot: this.simulation.snapshot(), scene: this.scene.copy() });
    const bytes = () => this.#moments.reduce((sum, { snapshot }) => sum + snapshot.length, 0);
    while (this.#moments.length > 2 && (this.#moments.length > MOST_MOMENTS || bytes() > MOST_BYTES)) this.#moments = this.#moments.filter((_, index) => index % 2 === 0);
  }
}

/** Whether requests meet faults after a command. */
const disturbs = ({ kind, fault }) => kind === 'fault' && ['throttling', 'serverException'].includes(fault?.type);
