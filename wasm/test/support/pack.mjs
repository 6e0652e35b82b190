// SPDX-License-Identifier: Apache-2.0
// Packs as the native program writes them.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./server.mjs";
import { feedOf } from "./shop.mjs";

/** The feed of these products (rows as `sampleProduct` gives them) as `vitrine pack` writes it. */
export function packOf(products) {
  const folder = mkdtempSync(join(tmpdir(), "vitrine-"));
  try {
    const [feed, pack] = [join(folder, "feed.json"), join(folder, "shop.vpack")];
    writeFileSync(feed, feedOf(products));
    execFileSync(join(ROOT, "build/native/sdk/cli/vitrine"), ["pack", feed, "--out", pack]);
    return readFileSync(pack);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
