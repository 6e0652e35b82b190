// SPDX-License-Identifier: Apache-2.0
// The browser of the tests, the benchmarks and the walk.
import { mkdirSync, writeFileSync } from "node:fs";
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

/**
 * Opens a profile that is not private, so that frames of other sites may keep something: Debian's Chromium would
 * refuse them that, too.
 *
 * @param {string} folder Empty; the profile is kept there.
 * @returns {Promise<import("playwright-core").BrowserContext>} Headless; the caller closes it.
 */
export function openChromiumProfile(folder) {
  const preferences = { profile: { block_third_party_cookies: false, cookie_controls_mode: 0 } };
  mkdirSync(`${folder}/Default`, { recursive: true });
  writeFileSync(`${folder}/Default/Preferences`, JSON.stringify(preferences));
  return chromium.launchPersistentContext(folder, {
    executablePath: EXECUTABLE,
    headless: true,
    args: FLAGS,
  });
}
