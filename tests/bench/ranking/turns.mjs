// SPDX-License-Identifier: Apache-2.0
// Runs in the page.

/** The module with the peers and their inputs. */
export async function loadBench() {
  const { default: load } = await import("/build/wasm/wasm/bench.js");
  return load();
}

/** Of these rounds the fastest counts: on a busy machine a turn of others is longer than most of the works. */
const TRIES = 5;

/**
 * Every party does its work once a round, one after the other; in every other round the last comes first, because
 * each finds the caches as the one before has left them.
 *
 * @param {Record<string, () => unknown>} parties
 * @param {number} n Samples.
 * @returns {Promise<Record<string, number[]>>} Milliseconds by party, each the fastest of five rounds.
 */
export async function takeTurns(parties, n) {
  const order = Object.entries(parties);
  const warmUp = 2;
  const times = Object.fromEntries(order.map(([who]) => [who, []]));
  for (let round = 0; round < warmUp + TRIES * n; round += 1) {
    for (const [who, work] of order) {
      const start = performance.now();
      // Those who answer at once are not made to wait.
      const answer = work();
      if (answer instanceof Promise) {
        await answer;
      }
      times[who].push(performance.now() - start);
    }
    order.reverse();
  }
  const fastest = (taken) =>
    Array.from({ length: n }, (_, i) =>
      Math.min(...taken.slice(warmUp + i * TRIES, warmUp + (i + 1) * TRIES)),
    );
  return Object.fromEntries(Object.entries(times).map(([who, taken]) => [who, fastest(taken)]));
}

/** @throws When two lists differ. */
export function expectSame(who, found, expected) {
  if (found.length !== expected.length || found.some((value, i) => value !== expected[i])) {
    throw new Error(`${who} found ${[...found]} instead of ${[...expected]}`);
  }
}
