// SPDX-License-Identifier: Apache-2.0
// The devices and networks that a walk can be taken on.

/**
 * @typedef {object} Profile
 * @property {string} name
 * @property {number} [slower] How many times slower than this machine the browser is.
 * @property {{megabits: number, roundTripMs: number}} [network] Between the shop and the browser.
 */

const LINE = { megabits: 20, roundTripMs: 40 };

/** @type {Record<string, Profile>} */
export const PROFILES = {
  fast: { name: "fast" },
  // A home's line.
  "slow-network": { name: "slow-network", network: LINE },
  // A telephone of the middle class beside a computer of today, on the same line.
  "slow-device": { name: "slow-device", slower: 4, network: LINE },
};
