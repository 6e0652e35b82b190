// SPDX-License-Identifier: Apache-2.0
// The memory of the imaging module in a page, as the package is shipped: after one page of six large pictures,
// and after a thousand whose pictures come and go.
import {
  drawLargePages,
  MOST_BYTES,
  openLargeShop,
} from "../../../wasm/test/support/large-pictures.mjs";
import { rowsOf } from "../rows.mjs";

/** @returns {Promise<import("../rows.mjs").Row[]>} */
export async function memoryRows() {
  const shop = await openLargeShop(["jpeg", "png", "webp"]);
  try {
    const { page } = await shop.visit({ after: () => {} });
    const { seen, told } = await drawLargePages(page, [1, 20, 1000]);
    if (told.length > 0) {
      throw new Error(`not all pictures came: ${told.map(({ message }) => message).join("; ")}`);
    }
    const [first, twentieth, last] = seen.map(({ memoryBytes }) => memoryBytes / 1e6);
    const row = (work, megabytes, note) =>
      rowsOf(
        { area: "imaging", work, unit: "MB", note },
        { vitrine: [megabytes] },
        { bar: MOST_BYTES / 1e6 },
      );
    return [
      ...row("memory-page", first, "WebAssembly memory, one page; it never shrinks"),
      ...row("memory-1000-pages", last, `after 20 pages ${twentieth.toFixed(1)} MB`),
    ];
  } finally {
    await shop.close();
  }
}
