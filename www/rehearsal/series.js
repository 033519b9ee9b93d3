// What the charts show: sums and counts, each as it was at the end of a second in which something happened.

/** More points than this no chart can show apart; of many, every other one is let go of. */
const MOST_SAMPLES = 2000;

export class Series {
  #samples = [];

  copy() {
    const series = new Series();
    series.#samples = [...this.#samples];
    return series;
  }

  /** Takes down how a scene is at a moment; a moment that was seen before is not seen again. */
  take(at, scene) {
    const last = this.#samples.at(-1);
    if (last && at < last.at) return;
    if (last?.at === at) this.#samples.pop();
    this.#samples.push({ at, totals: scene.totals(), counts: new Map(scene.counts), services: new Map(scene.services) });
    this.#thin();
  }

  /** Takes down that nothing has changed up to a moment: of such a stretch only the ends are kept. */
  goOn(at) {
    const last = this.#samples.at(-1);
    if (at <= last.at) return;
    if (last.isOn) this.#samples.pop();
    this.#samples.push({ ...last, at, isOn: true });
    this.#thin();
  }

  #thin() {
    if (this.#samples.length > MOST_SAMPLES) this.#samples = this.#samples.filter((_, index) => index % 2 === 0 || index === MOST_SAMPLES);
  }

  /** Forgets what came after a moment. */
  forgetAfter(at) {
    this.#samples = this.#samples.filter((sample) => sample.at <= at);
  }

  /** All of it as plain data: sums over the cluster, and for each service how many tasks it has and may have. */
  data() {
    const names = [...new Set(this.#samples.flatMap(({ services }) => [...services.keys()]))].sort();
    return {
      cluster: this.#samples.map(({ at, totals }) => ({ at, ...totals })),
      services: Object.fromEntries(names.map((name) => [name, this.#samples.flatMap(({ at, counts, services }) => {
        const service = services.get(name);
        if (!service) return [];
        const { running = 0, pending = 0, healthy = 0 } = counts.get(name) ?? {};
        return [{ at, running, pending, healthy, desired: service.desired, floor: service.floor, ceiling: service.ceiling }];
      })])),
    };
  }
}
