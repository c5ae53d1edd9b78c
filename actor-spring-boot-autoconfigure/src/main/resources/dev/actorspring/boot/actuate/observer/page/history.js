// What depth and rate were in the last minutes, for the charts. All series share one ring of moments.

const MOMENTS = 300;
const MAX_SERIES = 2000;

export class History {

  #times = new Float64Array(MOMENTS).fill(NaN);
  #series = new Map();
  #moment = -1;

  // All that is recorded from now on belongs to this time, in milliseconds.
  begin(time) {
    this.#moment++;
    const slot = this.#slot();
    this.#times[slot] = time;
    for (const [path, series] of this.#series) {
      if (this.#moment - series.last > MOMENTS) {
        this.#series.delete(path);
      }
      series.depth[slot] = NaN;
      series.rate[slot] = NaN;
    }
  }

  // A system may be larger than what is worth keeping: those that are wanted are kept in any case.
  record(path, depth, rate, wanted) {
    let series = this.#series.get(path);
    if (!series) {
      if (!wanted && this.#series.size >= MAX_SERIES) {
        return;
      }
      series = { depth: new Float32Array(MOMENTS).fill(NaN), rate: new Float32Array(MOMENTS).fill(NaN), last: 0 };
      this.#series.set(path, series);
    }
    const slot = this.#slot();
    series.depth[slot] = depth ?? NaN;
    series.rate[slot] = rate ?? NaN;
    series.last = this.#moment;
  }

  // Points of time and value, oldest first.
  points(path, measure) {
    const series = this.#series.get(path);
    const points = [];
    for (let i = Math.max(0, this.#moment - MOMENTS + 1); series && i <= this.#moment; i++) {
      const value = series[measure][i % MOMENTS];
      if (!Number.isNaN(value)) {
        points.push({ time: this.#times[i % MOMENTS], value });
      }
    }
    return points;
  }

  #slot() {
    return this.#moment % MOMENTS;
  }

}
