// SPDX-License-Identifier: Apache-2.0
// Runs in the page.

/** The module with the peers and their inputs. */
export async function loadBench() {
  const { default: load } = await import("/build/wasm/wasm/bench.js");
  return load();
}

/**
 * Every party does its work once a round, one after the other; in every other round the last comes first, because
 * each finds the caches as the one before has left them.
 *
 * @param {Record<string, () => unknown>} parties
 * @param {number} n Rounds that count; two before them warm up.
 * @returns {Promise<Record<string, number[]>>} Milliseconds by party.
 */
export async function takeTurns(parties, n) {
  const samples = Object.fromEntries(Object.keys(parties).map((who) => [who, []]));
  for (let round = -2; round < n; round += 1) {
    const order = Object.entries(parties);
    for (const [who, work] of round % 2 === 0 ? order : order.reverse()) {
      const start = performance.now();
      // Those who answer at once are not made to wait.
      const answer = work();
      if (answer instanceof Promise) {
        await answer;
      }
      const took = performance.now() - start;
      if (round >= 0) {
        samples[who].push(took);
      }
    }
  }
  return samples;
}

/** @throws When two lists differ. */
export function expectSame(who, found, expected) {
  if (found.length !== expected.length || found.some((value, i) => value !== expected[i])) {
    throw new Error(`${who} found ${[...found]} instead of ${[...expected]}`);
  }
}
