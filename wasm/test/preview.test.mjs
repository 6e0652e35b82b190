// SPDX-License-Identifier: Apache-2.0
// The preview in a pack: written, read, and never believed blindly.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { packFeed } from "../../web-demo/prepare/pack.mjs";
import { readPreview } from "../dist/preview.js";
import { withPreview } from "../dist/preview-pack.js";
import { feedOf, sampleProducts } from "./support/shop.mjs";

const { pack } = await packFeed(feedOf(sampleProducts(12)));
const page = (width, height, dark = false) => ({
  ...{ width, height, dark },
  pixels: Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7) % 256),
});
const product = (i) => ({
  ...{ id: `p${i}`, title: `Vase ${i}`, brand: "", micros: 20_000_000, currency: "EUR" },
  ...{ link: `/p/${i}`, image: `/p${i}.jpg` },
});
const preview = { pages: [page(16, 20), page(27, 15, true)], products: [product(1), product(2)] };

test("what is written into a pack is read from its first bytes", () => {
  const whole = withPreview(pack, preview);
  assert.deepEqual(readPreview(whole), preview);
  assert.deepEqual(readPreview(whole.subarray(0, 14_336)), preview);
});

test("another preview takes its place, and nothing else changes", () => {
  const once = withPreview(pack, preview);
  const other = { pages: [], products: [product(3)] };
  assert.deepEqual(readPreview(withPreview(once, other)), other);
  assert.deepEqual(withPreview(withPreview(once, other), preview), once);
});

test("the core opens the pack as before", async () => {
  const { default: load } = await import("../dist/core.js");
  const wasm = await WebAssembly.compile(
    await readFile(new URL("../dist/core.wasm", import.meta.url)),
  );
  const core = await load({
    instantiateWasm: (imports, done) => {
      const instance = new WebAssembly.Instance(wasm, imports);
      done(instance, wasm);
      return instance.exports;
    },
  });
  const bytes = withPreview(pack, preview);
  const session = new core.Session();
  const buffer = new core.ByteBuffer();
  buffer.allocate(bytes.length);
  buffer.view().set(bytes);
  assert.equal(session.openPack(buffer).code, "");
  assert.equal(session.productCount(), 12);
  buffer.delete();
  session.delete();
});

test("what is no pack, or too much, is refused", () => {
  assert.throws(() => withPreview(new Uint8Array(100), preview), { code: "PACK_CORRUPT" });
  assert.throws(() => withPreview(pack.subarray(0, 400), preview), { code: "PACK_CORRUPT" });
  const wrong = { ...preview, pages: [{ ...page(4, 4), width: 5 }] };
  assert.throws(() => withPreview(pack, wrong), { code: "INVALID_ARGUMENT", message: /5 x 4 x 3/ });
  const large = { pages: [page(100, 100)], products: [] };
  assert.throws(() => withPreview(pack, large), { code: "TOO_LARGE", message: /at most 14336/ });
});

test("damaged bytes give no preview and no error", () => {
  const whole = withPreview(pack, preview);
  assert.equal(readPreview(pack), undefined, "a pack without one");
  assert.equal(readPreview(new Uint8Array()), undefined);
  for (let length = 0; length < whole.length; length += 97) {
    const cut = readPreview(whole.subarray(0, length));
    assert.ok(cut === undefined || cut.pages.length === 2);
  }
  // Every byte of what is read, changed in turn.
  const read = 64 * 40;
  for (let at = 0; at < Math.min(read, whole.length); at += 1) {
    const damaged = whole.slice();
    damaged[at] ^= 0xff;
    const got = readPreview(damaged);
    for (const { width, height, pixels } of got?.pages ?? []) {
      assert.equal(pixels.length, width * height * 3);
    }
  }
});
