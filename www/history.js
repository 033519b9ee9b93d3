// The requests before this one, for undo, and those undone, for redo.

/** More steps than a person goes back; older ones are let go. */
const MOST_STEPS = 200;
/** Their texts together, in characters: a hundred versions of a huge request would fill the memory. */
const MOST_CHARACTERS = 32_000_000;
/** Changes of one place that follow each other within this time are one step. */
const PAUSE = 800;

export class History {
  #past = [];
  #future = [];
  #place;
  #time = -Infinity;

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /**
   * Keeps what is there before a change. Typing goes on for many keys, so changes at
   * the same `place` without a pause between them are undone together.
   */
  keep(current, place, now = performance.now()) {
    const goesOn = place !== undefined && place === this.#place && now - this.#time < PAUSE;
    this.#place = place;
    this.#time = now;
    this.#future.length = 0;
    if (goesOn) return;
    this.#past.push(current);
    let size = 0;
    const tooOld = this.#past.findLastIndex(({ text }, index) => {
      size += text.length;
      return size > MOST_CHARACTERS || this.#past.length - index > MOST_STEPS;
    });
    this.#past.splice(0, tooOld + 1);
  }

  /** What to go back to, `current` being kept for redo; undefined if there is nothing. */
  undo(current) {
    return this.#travel(this.#past, this.#future, current);
  }

  redo(current) {
    return this.#travel(this.#future, this.#past, current);
  }

  #travel(from, to, current) {
    const found = from.pop();
    if (found) to.push(current);
    this.#place = undefined;
    return found;
  }
}
