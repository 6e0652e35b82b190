// SPDX-License-Identifier: Apache-2.0
// Opening a catalogue and asking for a page, with the package's own module. Runs in the page.
import { loadBench } from "./turns.mjs";

export async function measureShop({ n, products }) {
  const [bench, { default: loadCore }] = await Promise.all([
    loadBench(),
    import("/build/wasm/wasm/core.js"),
  ]);
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
