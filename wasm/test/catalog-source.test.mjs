// SPDX-License-Identifier: Apache-2.0
// A pack whose beginning alone was in a cache.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { packedCatalog } from "../dist/catalog-source.js";

/** What begins as a pack of `size` bytes. */
function packOf(size) {
  const pack = new Uint8Array(size);
  pack.set(new TextEncoder().encode("VITRPACK"));
  new DataView(pack.buffer).setBigUint64(16, BigInt(size), true);
  return pack;
}

/** What is fetched, and for each request whether it went past the cache, where the cache answers with `cached`. */
async function fetched(whole, cached) {
  const past = [];
  const server = createServer(({ headers }, response) => {
    past.push(headers["cache-control"] === "no-cache");
    response.end(past.at(-1) ? whole : cached);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const source = `http://127.0.0.1:${server.address().port}/catalogue.vpack`;
  try {
    const { pack } = await packedCatalog({ source, format: "pack" }, new AbortController().signal);
    return { pack, past };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("a pack that was cut by a cache is fetched past it", async () => {
  const whole = packOf(20_000);
  const { pack, past } = await fetched(whole, whole.subarray(0, 14_336));
  assert.deepEqual(pack, whole);
  assert.deepEqual(past, [false, true]);
});

test("what is whole, or no pack, is fetched once", async () => {
  for (const bytes of [packOf(20_000), new Uint8Array(10), new Uint8Array(100)]) {
    const { pack, past } = await fetched(bytes, bytes);
    assert.deepEqual(pack, bytes);
    assert.deepEqual(past, [false]);
  }
});
