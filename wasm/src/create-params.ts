// SPDX-License-Identifier: Apache-2.0
// From the options of a shop's page to what the worker has to know.
import { checkWhole, described, pictureParams } from "./arguments.js";
import { VitrineError } from "./errors.js";
import type { CatalogParams, CreateParams, FaceName, FontParams } from "./protocol.js";
import type { FontFile, VitrineOptions } from "./types.js";

/** @throws {VitrineError} INVALID_ARGUMENT with the option's name. */
export function createParams(options: VitrineOptions): CreateParams {
  const { catalog, baseUrl, fonts = {}, locale, seed = 0 } = options;
  checkWhole("seed", seed, 0, 0xffffffff);
  const page = typeof document === "undefined" ? undefined : document.baseURI;
  const source = catalogParams(catalog, page);
  const base = baseUrl ?? (typeof source.source === "string" ? source.source : page);
  const files = (face: FaceName) => (fonts[face] ?? []).map((file) => fontParams(file, page));
  return {
    catalog: source,
    baseUrl: absolute(base ?? "about:blank", page, "baseUrl"),
    origin: typeof location === "undefined" ? "null" : location.origin,
    fonts: { headline: files("headline"), body: files("body"), bodyStrong: files("bodyStrong") },
    locale: canonicalLocale(locale ?? navigator.language),
    seed,
    ...pictureParams(options),
    keepsProfile: options.persistence === "device" && options.consent === "granted",
  };
}

function catalogParams(
  catalog: VitrineOptions["catalog"],
  page: string | undefined,
): CatalogParams {
  if (typeof catalog === "object" && catalog !== null && "feed" in catalog) {
    const { feed, format = "auto" } = catalog;
    return { source: sourceOf("catalog.feed", feed, page), format };
  }
  return { source: sourceOf("catalog", catalog, page), format: "pack" };
}

function sourceOf(
  option: string,
  source: string | URL | ArrayBuffer | Uint8Array,
  page: string | undefined,
): string | Uint8Array {
  if (typeof source === "string" || source instanceof URL) {
    return absolute(source, page, option);
  }
  if (source instanceof ArrayBuffer) {
    return new Uint8Array(source);
  }
  if (source instanceof Uint8Array) {
    return source;
  }
  const expected = "expected an address, an ArrayBuffer or a Uint8Array";
  throw new VitrineError("INVALID_ARGUMENT", `${option} is ${described(source)}; ${expected}`);
}

function fontParams(file: FontFile, page: string | undefined): FontParams {
  const { url, ...descriptors } = file;
  return { url: absolute(url, page, "fonts"), ...descriptors };
}

function absolute(url: string | URL, page: string | undefined, option: string): string {
  try {
    return new URL(url, page).href;
  } catch (cause) {
    throw new VitrineError("INVALID_ARGUMENT", `${option}: '${url}' is not an address`, { cause });
  }
}

function canonicalLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? "en";
  } catch (cause) {
    throw new VitrineError("INVALID_ARGUMENT", `locale '${locale}' is not a BCP 47 tag`, { cause });
  }
}
