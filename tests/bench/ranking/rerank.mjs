// SPDX-License-Identifier: Apache-2.0
// A small network over many items, beside ONNX Runtime Web with the same weights. Runs in the page.
import { loadBench, takeTurns } from "./turns.mjs";

const RUNTIME = "/node_modules/onnxruntime-web/dist";
const MOST_APART = 1e-5;

/** @returns {Promise<{samples: Record<string, number[]>, apart: number, version: string}>} */
export async function measureRerank({ n, items }) {
  const bench = await loadBench();
  const rerank = new bench.Rerank(items, 7);
  const ort = await import(`${RUNTIME}/ort.wasm.min.mjs`);
  // As on a page without cross-origin isolation.
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = `${location.origin}${RUNTIME}/`;
  const session = await ort.InferenceSession.create(rerank.onnx().slice());
  const features = rerank.features().slice();
  const feeds = { features: new ort.Tensor("float32", features, [items, features.length / items]) };
  const ofRuntime = (await session.run(feeds)).scores.data;
  rerank.evaluate();
  const ofVitrine = rerank.scores();
  const apart = ofVitrine.reduce(
    (most, score, i) => Math.max(most, Math.abs(score - ofRuntime[i])),
    0,
  );
  if (!(apart <= MOST_APART)) {
    throw new Error(`the scores of ONNX Runtime Web differ by ${apart}`);
  }
  const parties = {
    vitrine: () => rerank.evaluate(),
    "onnxruntime-web": () => session.run(feeds),
  };
  const samples = await takeTurns(parties, n);
  await session.release();
  rerank.delete();
  return { samples, apart, version: ort.env.versions.web };
}
