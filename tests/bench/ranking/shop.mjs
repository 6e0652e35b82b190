// SPDX-License-Identifier: Apache-2.0
// Opening a trained catalogue and asking for a page, with the package's own module. Runs in the page.
import { loadBench } from "./turns.mjs";

const NOW = 1_790_000_000_000;
const VIEWS = 5;
const SLOTS = 12;
const TASTES = 500;

/** @returns Of each round the time to open, and the 95th percentile of TASTES requests by shoppers never seen before. */
export async function measureShop({ n, products, dimension }) {
  const [bench, { default: loadCore }] = await Promise.all([
    loadBench(),
    import("/build/wasm/wasm/core.js"),
  ]);
  const pack = bench.makePack(products, dimension, 7).slice();
  const core = await loadCore();
  const check = ({ code, message }) => {
    if (code !== "") {
      throw new Error(`${code}: ${message}`);
    }
  };
  const view = (product) => {
    const item = { item_id: bench.productId(product % products) };
    return JSON.stringify({ event: "view_item", ecommerce: { items: [item] } });
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
    if (session.productCount() !== products) {
      throw new Error(`the pack has ${session.productCount()} products`);
    }
    const took = [];
    for (let taste = 0; taste < TASTES; taste += 1) {
      session.forget();
      for (let i = 0; i < VIEWS; i += 1) {
        // Some near each other, as in a stay, in another place of the catalogue each time.
        check(session.observe(view((round + 2) * 7919 + taste * 197 + i * 31), NOW + i * 9000));
      }
      const asked = performance.now();
      check(session.page(0, SLOTS, NOW + VIEWS * 9000));
      took.push(performance.now() - asked);
    }
    buffer.delete();
    session.delete();
    if (round >= 0) {
      open.push(opened - start);
      request.push(took.sort((a, b) => a - b)[Math.floor(TASTES * 0.95)]);
    }
  }
  const megabytes = (pack.byteLength / 1e6).toFixed(1);
  return {
    open: { vitrine: open },
    request: { vitrine: request },
    note: `${megabytes} MB, trained, ${dimension} dimensions of 8 bits`,
    requestNote: `95th percentile of ${TASTES} tastes: ${SLOTS} picks with reasons`,
  };
}
