// SPDX-License-Identifier: Apache-2.0
// The browser of the tests, the benchmarks and the walk.
import { chromium } from "playwright-core";

const EXECUTABLE = process.env.VITRINE_CHROMIUM ?? "/usr/bin/chromium";

/** Quiet, the same everywhere, and without a graphics card. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--force-color-profile=srgb",
];

/**
 * @param {{flags?: string[]}} [options] More of Chromium's own flags.
 * @returns {Promise<import("playwright-core").Browser>} Headless; the caller closes it.
 */
export function launchChromium({ flags = [] } = {}) {
  return chromium.launch({
    executablePath: EXECUTABLE,
    headless: true,
    args: [...FLAGS, ...flags],
  });
}
