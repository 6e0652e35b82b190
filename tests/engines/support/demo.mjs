// SPDX-License-Identifier: Apache-2.0
// The demo shop as it is served.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { prepare } from "../../../web-demo/prepare.mjs";
import { serve } from "../../../web-demo/serve.mjs";

const DIST = fileURLToPath(new URL("../../../web-demo/dist", import.meta.url));

/** @returns {Promise<{url: string, close(): Promise<void>}>} */
export async function openDemo() {
  const folder = await mkdtemp(join(tmpdir(), "vitrine-demo-"));
  const catalogue = join(folder, "catalogue");
  await prepare({ out: catalogue });
  const { url, close } = await serve({ root: DIST, catalogue });
  return {
    url,
    async close() {
      await close();
      await rm(folder, { recursive: true });
    },
  };
}
