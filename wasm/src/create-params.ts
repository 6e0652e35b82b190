// SPDX-License-Identifier: Apache-2.0
// From the options of a shop's page to what the worker has to know.

import { answersOf } from "./answers.js";
import {
  addressOf,
  checkObject,
  checkOneOf,
  checkWhole,
  folderOf,
  pictureParams,
} from "./arguments.js";
import { VitrineError } from "./errors.js";
import { phrasesOf } from "./language-params.js";
import type {
  CatalogParams,
  CreateParams,
  FaceName,
  FontParams,
  RankerParams,
} from "./protocol.js";
import type { FontFile, RankerOptions, SlateRules, VitrineOptions } from "./types.js";

const MAX_SEED = 0xffffffff;

/** @throws {VitrineError} INVALID_ARGUMENT with the option's name. */
export function createParams(options: VitrineOptions): CreateParams {
  const { catalog, baseUrl, fonts = {}, language, locale, seed = 0, rules } = options;
  checkWhole("seed", seed, 0, MAX_SEED);
  const source = catalogParams(catalog);
  const base =
    typeof source.source === "string"
      ? source.source
      : (globalThis.document?.baseURI ?? "about:blank");
  const files = (face: FaceName) => (fonts[face] ?? []).map(fontParams);
  return {
    catalog: source,
    baseUrl: addressOf("baseUrl", baseUrl ?? base),
    fonts: { headline: files("headline"), body: files("body"), bodyStrong: files("bodyStrong") },
    locale: localeOf(locale ?? language?.tag),
    phrases: language === undefined ? undefined : phrasesOf(language),
    seed,
    rules: rules === undefined ? undefined : rulesAsJson("rules", rules),
    explore: exploreSeed(options.explore ?? false),
    ...pictureParams(options),
    persistent: options.persistence === "device",
    answers: answersOf(options.consent),
    ranker: options.ranker === undefined ? undefined : rankerParams(options.ranker),
    integrity: options.integrity,
  };
}

/** Rules for the core to read. @throws {VitrineError} INVALID_ARGUMENT for anything but an object. */
export function rulesAsJson(name: string, rules: SlateRules): string {
  checkObject(name, rules);
  return JSON.stringify(rules);
}

// Each shopper's draws are their own, unless the shop says otherwise.
function exploreSeed(explore: boolean | number): number | undefined {
  if (typeof explore === "number") {
    checkWhole("explore", explore, 0, MAX_SEED);
    return explore;
  }
  checkOneOf("explore", explore, [false, true]);
  return explore ? crypto.getRandomValues(new Uint32Array(1))[0] : undefined;
}

function catalogParams(catalog: VitrineOptions["catalog"]): CatalogParams {
  if (typeof catalog === "object" && catalog !== null && "shards" in catalog) {
    const { shards, maxBytes = 12 * 2 ** 20, maxProducts = 40_000 } = catalog;
    checkWhole("catalog.maxBytes", maxBytes, 0, 2 ** 28);
    checkWhole("catalog.maxProducts", maxProducts, 0, 1_000_000);
    const folder = addressOf("catalog.shards", shards);
    const source = folder.endsWith("/") ? folder : `${folder}/`;
    return { source, format: "pack", shards: { maxBytes, maxProducts } };
  }
  if (typeof catalog === "object" && catalog !== null && "feed" in catalog) {
    const { feed, format = "auto" } = catalog;
    return { source: sourceOf("catalog.feed", feed), format };
  }
  return { source: sourceOf("catalog", catalog), format: "pack" };
}

function rankerParams(ranker: RankerOptions): RankerParams {
  checkObject("ranker", ranker);
  const { model, onnxRuntime } = ranker;
  return {
    model: sourceOf("ranker.model", model),
    onnxRuntime: folderOf("ranker.onnxRuntime", onnxRuntime),
  };
}

function sourceOf(
  option: string,
  source: string | URL | ArrayBuffer | Uint8Array,
): string | Uint8Array {
  if (source instanceof ArrayBuffer) {
    return new Uint8Array(source);
  }
  if (source instanceof Uint8Array) {
    return source;
  }
  return addressOf(option, source, "an address, an ArrayBuffer or a Uint8Array");
}

function fontParams({ url, ...descriptors }: FontFile): FontParams {
  return { url: addressOf("fonts", url), ...descriptors };
}

// What the shop names has to be a tag; what the browser names need not be: WebKitGTK says "C" where its
// system has no language.
function localeOf(given: string | undefined): string {
  if (given !== undefined) {
    return canonicalLocale(given);
  }
  try {
    return canonicalLocale(navigator.language);
  } catch {
    return "en";
  }
}

function canonicalLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? "en";
  } catch (cause) {
    throw new VitrineError("INVALID_ARGUMENT", `locale '${locale}' is not a BCP 47 tag`, { cause });
  }
}
