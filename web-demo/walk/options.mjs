// SPDX-License-Identifier: Apache-2.0
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { PROFILES } from "./profiles.mjs";

/** The walk's moment, unless another is asked for: 2026-06-01 10:00 UTC. */
export const DEFAULT_TIME = Date.UTC(2026, 5, 1, 10);

const DEFAULT_OUT = fileURLToPath(new URL("../../build/walk", import.meta.url));

export const USAGE = `usage: ./dev demo --headless [--only STEP]... [--url URL] [--photos DIR] [--out DIR]
                            [--seed N] [--sdk PATTERN] [--profile NAME] [--update]`;

/**
 * @typedef {object} Options
 * @property {string[]} only Steps to take; empty means all.
 * @property {string} [url] Somebody's own page; without it the demo shop is served.
 * @property {string} [photos] A folder of photographs for the demo shop.
 * @property {string} out Where the screenshots and reports go.
 * @property {number} seed Of the lookbook, in the demo shop.
 * @property {RegExp} sdk What the address of the SDK's script looks like.
 * @property {import("./profiles.mjs").Profile} profile The device and network.
 * @property {boolean} update Whether the pictures that screens are compared with are made anew.
 */

/** The committed pictures of the screens are of this lookbook. */
export const LOOK_SEED = 7;

/**
 * @param {string[]} args
 * @returns {Options}
 * @throws {Error} When an argument is unknown or outside its range.
 */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: "string", multiple: true, default: [] },
      url: { type: "string" },
      photos: { type: "string" },
      out: { type: "string" },
      seed: { type: "string", default: String(LOOK_SEED) },
      sdk: { type: "string", default: "vitrine" },
      profile: { type: "string", default: "fast" },
      update: { type: "boolean", default: false },
    },
  });
  const profile = readProfile(values.profile);
  if (values.url !== undefined && values.photos !== undefined) {
    throw new Error("--photos is for the demo shop and --url for a page of your own: give one");
  }
  // A page of one's own has its own line.
  const onlyNetwork = profile.network !== undefined && profile.slower === undefined;
  if (values.url !== undefined && (onlyNetwork || values.update)) {
    const option = values.update ? "--update" : `--profile ${profile.name}`;
    throw new Error(`${option} is for the demo shop, not for a page of your own`);
  }
  const seed = readSeed(values.seed);
  if (values.update && (values.photos !== undefined || seed !== LOOK_SEED)) {
    throw new Error(`--update takes the shop's own catalogue with a seed of ${LOOK_SEED}`);
  }
  return {
    only: values.only.flatMap((names) => names.split(",")),
    url: values.url === undefined ? undefined : readUrl(values.url),
    photos: values.photos,
    out: outFolder(values.out),
    seed,
    sdk: readPattern(values.sdk),
    profile,
    update: values.update,
  };
}

/** Relative to where the person stands; the default is a folder of the repository. */
function outFolder(folder) {
  const { VITRINE_CALLED_FROM: from = "." } = process.env;
  return folder === undefined ? DEFAULT_OUT : resolve(from, folder);
}

function readUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new Error(`--url: expected an http or https address, got '${text}'`);
  }
  return url.href;
}

function readProfile(name) {
  if (!Object.hasOwn(PROFILES, name)) {
    const names = Object.keys(PROFILES).join(", ");
    throw new Error(`--profile: there is no profile '${name}'; there are ${names}`);
  }
  return PROFILES[name];
}

function readSeed(text) {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > 0xffff_ffff) {
    throw new Error(`--seed: expected 0 to 4294967295, got '${text}'`);
  }
  return seed;
}

function readPattern(text) {
  try {
    return new RegExp(text);
  } catch (error) {
    throw new Error(`--sdk: ${error.message}`);
  }
}

/**
 * The steps to take for `only`, with those they need, in their order.
 *
 * @template {{name: string, needs?: string[]}} Step
 * @param {readonly Step[]} steps
 * @param {string[]} only
 * @returns {Step[]}
 * @throws {Error} When there is no such step.
 */
export function chooseSteps(steps, only) {
  const unknown = only.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    const names = steps.map(({ name }) => name).join(", ");
    throw new Error(`--only: there is no step '${unknown.join("', '")}'; there are ${names}`);
  }
  const wanted = new Set(only.length > 0 ? only : steps.map(({ name }) => name));
  for (const { name, needs = [] } of [...steps].reverse()) {
    if (wanted.has(name)) {
      for (const need of needs) {
        wanted.add(need);
      }
    }
  }
  return steps.filter(({ name }) => wanted.has(name));
}
