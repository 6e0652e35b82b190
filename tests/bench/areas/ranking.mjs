// SPDX-License-Identifier: Apache-2.0
// Opening a catalogue and ranking it, in the browser, with the package's own module.
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { ROOT, run } from "../../../tools/run.mjs";
import { openBrowser } from "../browser.mjs";
import { rowsOf } from "../rows.mjs";

const PRODUCTS = 100_000;
const DIMENSION = 128;
const DIST = `${ROOT}/wasm/dist`;

/** @param {number} n Samples. @returns {Promise<import("../rows.mjs").Row[]>} */
export async function measure(n) {
  await build();
  const { page, close } = await openBrowser();
  try {
    const scan = await page.evaluate(measureScan, { n, products: PRODUCTS, dimension: DIMENSION });
    const shop = await page.evaluate(measureShop, { n, products: PRODUCTS });
    const area = "ranking";
    return [
      ...rowsOf({ area, work: "scan-100k-128-f32" }, scan, { against: "bare-read" }),
      ...rowsOf({ area, work: "open-pack-100k", note: shop.note }, shop.open, { bar: 100 }),
      ...rowsOf({ area, work: "request-100k", note: "six picks with reasons" }, shop.request),
      ...rowsOf(
        { area, work: "download-core", unit: "kB", note: "brotli 11, module and glue" },
        { vitrine: [downloadSize(["core.wasm", "core.js"])] },
      ),
    ];
  } finally {
    await close();
  }
}

/** The peers' module is not part of the package, so it is built only here. */
async function build() {
  const target = ["--build", "--preset", "wasm", "--target", "vitrine_wasm_bench"];
  if ((await run("cmake", target, { quiet: true })) !== 0) {
    throw new Error("the benchmark's module could not be built");
  }
}

/** In kB (1000 bytes). */
function downloadSize(files) {
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  const bytes = files.map((file) => brotliCompressSync(readFileSync(`${DIST}/${file}`), options));
  return bytes.reduce((sum, { length }) => sum + length, 0) / 1000;
}

// The functions below run in the page.

async function measureScan({ n, products, dimension }) {
  const { default: load } = await import("/build/wasm/wasm/bench.js");
  const bench = await load();
  const scan = new bench.Scan(products, dimension, 7);
  const rows = scan.rows().slice();
  const query = scan.query().slice();
  const scores = new Float32Array(products);
  const javascript = () => {
    for (let row = 0, at = 0; row < products; row += 1) {
      let sum = 0;
      for (let i = 0; i < dimension; i += 1, at += 1) {
        sum += rows[at] * query[i];
      }
      scores[row] = sum;
    }
    return scores[products - 1];
  };
  const parties = {
    vitrine: () => scan.vitrine(),
    "bare-read": () => scan.bareRead(),
    eigen: () => scan.eigen(),
    javascript,
  };
  const expected = javascript();
  for (const who of ["vitrine", "eigen"]) {
    if (Math.abs(parties[who]() - expected) > 1e-3) {
      throw new Error(`${who} computes something else`);
    }
  }
  const samples = Object.fromEntries(Object.keys(parties).map((who) => [who, []]));
  for (let round = -2; round < n; round += 1) {
    for (const [who, work] of Object.entries(parties)) {
      const start = performance.now();
      work();
      const took = performance.now() - start;
      if (round >= 0) {
        samples[who].push(took);
      }
    }
  }
  return samples;
}

async function measureShop({ n, products }) {
  const [{ default: loadBench }, { default: loadCore }] = await Promise.all([
    import("/build/wasm/wasm/bench.js"),
    import("/build/wasm/wasm/core.js"),
  ]);
  const bench = await loadBench();
  const pack = bench.makePack(products, 64, 7).slice();
  const core = await loadCore();
  const check = ({ code, message }) => {
    if (code !== "") {
      throw new Error(`${code}: ${message}`);
    }
  };
  const open = [];
  const request = [];
  for (let round = -1; round < n; round += 1) {
    const start = performance.now();
    const buffer = new core.ByteBuffer();
    buffer.allocate(pack.byteLength);
    buffer.view().set(pack);
    const session = new core.Session();
    check(session.openPack(buffer));
    const opened = performance.now();
    for (let view = 0; view < 5; view += 1) {
      const item = { item_id: bench.productId((round + 2) * 1000 + view) };
      const event = { event: "view_item", ecommerce: { items: [item] } };
      check(session.observe(JSON.stringify(event), 1_790_000_000_000 + view));
    }
    const asked = performance.now();
    check(session.page(0, 6, 1_790_000_000_000));
    const answered = performance.now();
    if (session.productCount() !== products) {
      throw new Error(`the pack has ${session.productCount()} products`);
    }
    buffer.delete();
    session.delete();
    if (round >= 0) {
      open.push(opened - start);
      request.push(answered - asked);
    }
  }
  return {
    open: { vitrine: open },
    request: { vitrine: request },
    note: `${(pack.byteLength / 1e6).toFixed(1)} MB with 64-dimensional vectors`,
  };
}
