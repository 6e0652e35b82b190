// SPDX-License-Identifier: Apache-2.0
// 20 different products of a thousand candidates. Runs in the page.
import { expectSame, loadBench, takeTurns } from "./turns.mjs";

const PICKS = 20;
const DIVERSITY = 0.5;

/** @returns {Promise<Record<string, Record<string, number[]>>>} Samples by work. */
export async function measureDiversity({ n, candidates: count, dimension }) {
  const bench = await loadBench();
  const candidates = new bench.Candidates(count, dimension, 7);
  const relevance = candidates.relevance().slice();
  const vectors = candidates.vectors().slice();
  const parties = {
    vitrine: () => candidates.maximalMarginalRelevance(),
    javascript: () => inJavascript(relevance, vectors),
  };
  parties.vitrine();
  expectSame("vitrine", candidates.picks(), inJavascript(relevance, vectors));
  const mmr = await takeTurns(parties, n);
  candidates.delete();
  return { mmr };
}

function inJavascript(relevance, vectors) {
  const dimension = vectors.length / relevance.length;
  const nearest = new Float32Array(relevance.length).fill(Number.NEGATIVE_INFINITY);
  const taken = new Uint8Array(relevance.length);
  const picks = [];
  while (picks.length < PICKS) {
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < relevance.length; i += 1) {
      const unlike = picks.length > 0 ? DIVERSITY * nearest[i] : 0;
      const value = (1 - DIVERSITY) * relevance[i] - unlike;
      if (taken[i] === 0 && value > most) {
        most = value;
        best = i;
      }
    }
    taken[best] = 1;
    picks.push(best);
    for (let i = 0, at = 0; i < relevance.length; i += 1) {
      let likeness = 0;
      for (let j = best * dimension; j < (best + 1) * dimension; j += 1, at += 1) {
        likeness += vectors[at] * vectors[j];
      }
      nearest[i] = Math.max(nearest[i], likeness);
    }
  }
  return picks;
}
