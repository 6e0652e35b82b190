// SPDX-License-Identifier: Apache-2.0
// What counts as seen: the rule of vitrine::ExposureWatch. tests/data/exposure.json holds both to it.

/**
 * At least this part of it inside the window, for at least this long without a break.
 *
 * Source: Media Rating Council, "Viewable Ad Impression Measurement Guidelines", 2014.
 */
export const SEEN = { part: 0.5, durationMs: 1000 };

/** Watches one place and says once that it was seen. */
export class ExposureWatch {
  #visible = false;
  #seen = false;
  #sinceMs = 0;
  #lastMs = 0;

  get seen(): boolean {
    return this.#seen;
  }

  /**
   * Takes in how much of the place, 0 .. 1, is visible from now on: at each change, and once more when the
   * time may be over. A clock that jumps back starts the time anew; NaN is nothing visible.
   *
   * @returns Whether it has been seen just now: true once in the watch's life.
   */
  observe(visible: number, nowMs: number): boolean {
    const wasVisible = this.#visible && nowMs >= this.#lastMs;
    if (!wasVisible) {
      this.#sinceMs = nowMs;
    }
    this.#lastMs = nowMs;
    this.#visible = visible >= SEEN.part;
    // What was visible until now counts, whether or not it still is.
    const short = nowMs - this.#sinceMs < SEEN.durationMs;
    if (this.#seen || !(wasVisible || this.#visible) || short) {
      return false;
    }
    this.#seen = true;
    return true;
  }
}
