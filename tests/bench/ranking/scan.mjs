// SPDX-License-Identifier: Apache-2.0
// The 20 products whose vectors are nearest to a taste. Runs in the page.
import { expectSame, loadBench, takeTurns } from "./turns.mjs";

const TOP = 20;
const QUERIES = 100;

/** @returns {Promise<{samples: Record<string, number[]>, recall: {random: number, clustered: number}}>} */
export async function measureScan({ n, products, dimension }) {
  const bench = await loadBench();
  const random = recallOf(bench, products, dimension, false);
  const scan = new bench.Scan(products, dimension, true, 7);
  const rows = scan.rows().slice();
  const query = scan.query().slice();
  const parties = {
    vitrine: () => scan.float32(),
    "vitrine int8": () => scan.int8(),
    "bare-read": () => scan.bareRead(),
    eigen: () => scan.eigen(),
    javascript: () => inJavascript(rows, query),
  };
  const expected = inJavascript(rows, query);
  for (const who of ["vitrine", "eigen"]) {
    parties[who]();
    expectSame(who, scan.top(), expected);
  }
  const samples = await takeTurns(parties, n);
  scan.delete();
  return { samples, recall: { random, clustered: recallOf(bench, products, dimension, true) } };
}

/** The share of the 20 best that 8 bits find too. */
function recallOf(bench, products, dimension, clustered) {
  const scan = new bench.Scan(products, dimension, clustered, 7);
  let found = 0;
  for (let query = 0; query < QUERIES; query += 1) {
    scan.nextQuery();
    scan.float32();
    const best = new Set(scan.top());
    scan.int8();
    found += scan.top().reduce((sum, row) => sum + (best.has(row) ? 1 : 0), 0);
  }
  scan.delete();
  return found / (QUERIES * TOP);
}

function inJavascript(rows, query) {
  const dimension = query.length;
  const products = rows.length / dimension;
  const best = [];
  let bound = Number.NEGATIVE_INFINITY;
  for (let row = 0, at = 0; row < products; row += 1) {
    let sum = 0;
    for (let i = 0; i < dimension; i += 1, at += 1) {
      sum += rows[at] * query[i];
    }
    if (sum > bound) {
      bound = insert(best, row, sum);
    }
  }
  return best.map(({ row }) => row);
}

/** Apart, so that nothing of the loop above is kept in a closure. @returns What the next must exceed. */
function insert(best, row, score) {
  const place = best.findIndex((other) => score > other.score);
  best.splice(place < 0 ? best.length : place, 0, { row, score });
  best.length = Math.min(best.length, TOP);
  return best.length < TOP ? Number.NEGATIVE_INFINITY : best[TOP - 1].score;
}
