// SPDX-License-Identifier: Apache-2.0
// Measures what a lookbook costs the shopper, and holds it to the committed budgets of the walk's profile.
import { readFileSync } from "node:fs";
import { shapeNetwork } from "../../tools/network.mjs";
import { serveBare } from "./bare.mjs";
import * as figures from "./figures.mjs";

const BUDGETS = new URL("budgets.json", import.meta.url);
const VISITS = 3;
/** A network that costs nothing and still counts what goes over it. */
const FREE = { megabits: 100_000, roundTripMs: 0 };
const LONG_VISIT = { turns: 1000, cycles: 50 };

/**
 * @typedef {object} Budgeted
 * @property {string} figure By its name in budgets.json; its unit is in the name.
 * @property {number} value What was measured.
 * @property {number} limit The most that it may be.
 * @property {boolean} holds
 */

/** The limits of a profile by figure. */
export const limitsOf = (profile) => JSON.parse(readFileSync(BUDGETS, "utf8"))[profile];

/** How each measurement is taken, and the figures that it gives. Those without a limit are not taken. */
const MEASURES = [
  {
    figures: ["firstPageMs", "layoutShift", "sdkKb"],
    async take({ browser, shop }) {
      // The first fills the server's memory, and the system's with what the browser is made of.
      await figures.measureVisit(browser, shop);
      const visits = [];
      for (let i = 0; i < VISITS; i += 1) {
        visits.push(await figures.measureVisit(browser, shop));
      }
      const all = (name) => visits.map((each) => each[name]);
      return {
        firstPageMs: figures.percentile(all("firstPageMs"), 0.5),
        layoutShift: Math.max(...all("layoutShift")),
        sdkKb: Math.max(...all("sdkKb")),
      };
    },
  },
  {
    figures: ["nextPageMs"],
    take: async ({ browser, shop }) => ({
      nextPageMs: figures.percentile(await figures.measureTurns(browser, shop), 0.5),
    }),
  },
  {
    figures: ["previewMs"],
    async take({ browser, bare }) {
      const all = [];
      for (let i = 0; i <= VISITS; i += 1) {
        all.push(await figures.measurePreview(browser, bare));
      }
      return { previewMs: figures.percentile(all.slice(1), 0.5) };
    },
  },
  {
    figures: ["interactionP98Ms"],
    take: async ({ browser, shop }) => ({
      interactionP98Ms: figures.percentile(await figures.measureInteractions(browser, shop), 0.98),
    }),
  },
  {
    figures: ["longestTaskMs", "blockingMs"],
    async take({ browser, shop, sdk }) {
      const { longestTaskMs, pageBlockingMs } = await figures.measureMainThread(browser, shop, sdk);
      return { longestTaskMs, blockingMs: pageBlockingMs };
    },
  },
  {
    figures: [
      "scriptHeapMb",
      "scriptHeapGrowthKb",
      "wasmMemoryMb",
      "wasmMemoryGrowthKb",
      "wasmHeapGrowthKb",
    ],
    async take({ browser, bare }) {
      const { early, late } = await figures.measureHeap(browser, bare, LONG_VISIT);
      return figures.heapFigures(early, late);
    },
  },
];

/**
 * @param {object} walk
 * @param {import("playwright-core").Browser} walk.browser As slow as the profile wants it.
 * @param {string} walk.origin Of the shop's own server.
 * @param {string} walk.catalogue The folder that it serves.
 * @param {number} walk.seed
 * @param {RegExp} walk.sdk What the address of the SDK's script looks like.
 * @param {import("./profiles.mjs").Profile} walk.profile
 * @param {Record<string, number>} [limits] Default those committed.
 * @returns {Promise<Budgeted[]>}
 */
export async function measureBudgets(
  { browser, origin, catalogue, seed, sdk, profile },
  limits = limitsOf(profile.name),
) {
  const closing = [];
  try {
    const shape = profile.network ?? FREE;
    const network = await shapeNetwork(origin, shape);
    closing.push(network);
    const served = await serveBare(catalogue);
    closing.push(served);
    const line = await shapeNetwork(served.url, shape);
    closing.push(line);
    const places = {
      ...{ browser, sdk },
      shop: { address: `${network.url}?seed=${seed}#/lookbook`, sent: network.sent },
      bare: { address: line.url },
    };
    const found = {};
    for (const measure of MEASURES) {
      if (measure.figures.some((name) => limits[name] !== undefined)) {
        Object.assign(found, await measure.take(places));
      }
    }
    return Object.entries(limits).map(([figure, limit]) => {
      const value = Number(found[figure].toPrecision(6));
      return { figure, value, limit, holds: value <= limit };
    });
  } finally {
    for (const each of closing.reverse()) {
      await each.close();
    }
  }
}
