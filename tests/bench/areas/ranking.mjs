// SPDX-License-Identifier: Apache-2.0
// Ranking in the browser: the parts, each beside what else a page could use, and the whole. tests/bench/ranking has
// what runs in the page.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { ROOT, run } from "../../../tools/run.mjs";
import { openBrowser } from "../browser.mjs";
import { rowsOf } from "../rows.mjs";

const AREA = "ranking";
const PRODUCTS = 100_000;
const DIMENSION = 128;
// What `vitrine train` writes.
const TRAINED_DIMENSION = 32;
const DIST = `${ROOT}/wasm/dist`;

/** @param {number} n Samples. @returns {Promise<import("../rows.mjs").Row[]>} */
export async function measure(n) {
  await build();
  const { page, close } = await openBrowser();
  /** Calls an export of a file of tests/bench/ranking in the page. */
  const inPage = (file, name, inputs) =>
    page.evaluate(
      async ([url, work, given]) => (await import(url))[work](given),
      [`/tests/bench/ranking/${file}.mjs`, name, { n, ...inputs }],
    );
  try {
    const sizes = { products: PRODUCTS, dimension: DIMENSION };
    return [
      ...scanRows(await inPage("scan", "measureScan", sizes)),
      ...rerankRows(await inPage("rerank", "measureRerank", { items: 10_000 })),
      ...diversityRows(
        await inPage("diversity", "measureDiversity", { candidates: 1000, dimension: DIMENSION }),
      ),
      ...shopRows(
        await inPage("shop", "measureShop", { products: PRODUCTS, dimension: TRAINED_DIMENSION }),
      ),
      ...rowsOf(
        { area: AREA, work: "download-core", unit: "kB", note: "gzip 9, module and glue" },
        { vitrine: [downloadSize(["core.wasm", "core.js"])] },
        { bar: 110 },
      ),
    ];
  } finally {
    await close();
  }
}

function scanRows({ samples: { "vitrine int8": int8, ...samples }, recall }) {
  const of = (kind) =>
    `${(100 * recall[kind]).toFixed(1)} % of the float32's 20 on ${kind} vectors`;
  return [
    ...rowsOf({ area: AREA, work: "scan-100k-128-f32", note: "the 20 best" }, samples, {
      bar: 1.15,
      against: "bare-read",
    }),
    ...rowsOf(
      { area: AREA, work: "scan-100k-128-int8", note: `${of("clustered")}, ${of("random")}` },
      { vitrine: int8, "vitrine float32": samples.vitrine },
      { bar: 0.5, against: "vitrine float32" },
    ),
  ];
}

function rerankRows({ samples, apart, version }) {
  const note = `64-128-64-1; ONNX Runtime Web ${version}, scores within ${apart.toExponential(1)}`;
  return rowsOf({ area: AREA, work: "mlp-10k", note }, samples, {
    bar: 0.45,
    against: "onnxruntime-web",
  });
}

function diversityRows({ mmr }) {
  const note = `${DIMENSION} dimensions`;
  return rowsOf({ area: AREA, work: "mmr-20-of-1000", note }, mmr, { bar: 0.4 });
}

function shopRows({ open, request, note, requestNote }) {
  return [
    ...rowsOf({ area: AREA, work: "open-pack-100k", note }, open, { bar: 100 }),
    ...rowsOf({ area: AREA, work: "request-100k", note: requestNote }, request, { bar: 8 }),
  ];
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
  const bytes = files.map((file) => gzipSync(readFileSync(`${DIST}/${file}`), { level: 9 }));
  return bytes.reduce((sum, { length }) => sum + length, 0) / 1000;
}
