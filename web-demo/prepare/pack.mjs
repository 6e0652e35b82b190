// SPDX-License-Identifier: Apache-2.0
// Packs a feed with the SDK's own WebAssembly: what `vitrine pack` does natively, without a native build.
import { readFile } from "node:fs/promises";

// The module's script lies beside its wasm file.
const WASM = new URL(import.meta.resolve("@vitrine/sdk/feeds.wasm"));
const SCRIPT = new URL("./feeds.js", WASM);

async function loadModule() {
  const [{ default: load }, bytes] = await Promise.all([import(SCRIPT.href), readFile(WASM)]);
  const wasm = await WebAssembly.compile(bytes);
  return load({
    instantiateWasm: (imports, done) => {
      const instance = new WebAssembly.Instance(wasm, imports);
      done(instance, wasm);
      return instance.exports;
    },
  });
}

/**
 * Turns a Google Merchant feed into the pack that the shop's client opens.
 *
 * @param {string} json The feed.
 * @returns {Promise<{pack: Uint8Array, skipped: string[]}>} The pack, and a line for every row left out.
 * @throws {Error} When it is no feed.
 */
export async function packFeed(json) {
  const module = await loadModule();
  const feed = new module.PackedFeed();
  const buffer = new module.ByteBuffer();
  try {
    const bytes = new TextEncoder().encode(json);
    if (!buffer.allocate(bytes.length)) {
      throw new Error(`there is no memory for a feed of ${bytes.length} bytes`);
    }
    buffer.view().set(bytes);
    const answer = feed.read(buffer, "google-json");
    if (answer.code !== "") {
      throw new Error(`${answer.code}: ${answer.message}`);
    }
    const skipped = JSON.parse(answer.json).errors.map(
      ({ row, field, message }) => `feed, row ${row}: ${field} ${message}`,
    );
    return { pack: feed.pack().slice(), skipped };
  } finally {
    buffer.delete();
    feed.delete();
  }
}
