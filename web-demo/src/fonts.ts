// SPDX-License-Identifier: Apache-2.0
// The families of the shop, self-hosted, for the page and for the lookbook's canvas alike. A browser
// fetches a file once a letter of its range is needed, so Arabic costs nobody anything who reads none.
import fraunces from "@fontsource/fraunces/files/fraunces-latin-400-normal.woff2?url";
import frauncesExt from "@fontsource/fraunces/files/fraunces-latin-ext-400-normal.woff2?url";
import naskh from "@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-400-normal.woff2?url";
import arabic from "@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2?url";
import arabicStrong from "@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff2?url";
import sans from "@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff2?url";
import sansStrong from "@fontsource/source-sans-3/files/source-sans-3-latin-600-normal.woff2?url";
import sansExt from "@fontsource/source-sans-3/files/source-sans-3-latin-ext-400-normal.woff2?url";
import sansExtStrong from "@fontsource/source-sans-3/files/source-sans-3-latin-ext-600-normal.woff2?url";
import type { FontFile, FontSources } from "@vitrine/sdk";

const LATIN =
  "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2212";
const LATIN_EXTENDED = "U+0100-0130, U+0132-0151, U+0154-02BA, U+1E00-1EFF, U+2113";
const ARABIC = "U+0600-06FF, U+0750-077F, U+08A0-08FF, U+FB50-FDFF, U+FE70-FEFC";

function face(
  weight: string,
  files: readonly (readonly [url: string, range: string])[],
): readonly FontFile[] {
  return files.map(([url, unicodeRange]) => ({
    url: new URL(url, document.baseURI),
    weight,
    unicodeRange,
  }));
}

export const FONTS = {
  headline: face("400", [
    [fraunces, LATIN],
    [frauncesExt, LATIN_EXTENDED],
    [naskh, ARABIC],
  ]),
  body: face("400", [
    [sans, LATIN],
    [sansExt, LATIN_EXTENDED],
    [arabic, ARABIC],
  ]),
  bodyStrong: face("600", [
    [sansStrong, LATIN],
    [sansExtStrong, LATIN_EXTENDED],
    [arabicStrong, ARABIC],
  ]),
} as const satisfies FontSources;

/** A letter of each range that a language is written in. */
const LETTERS = { en: "a", de: "a", ar: "a\u0627" };

/** Whoever has waited this long reads in a system font until the shop's are there. */
const PATIENCE_MS = 1000;

/**
 * Registers the families with the document. Resolves once those that a language needs are there, so that
 * text is set once and does not move, or after a second.
 */
export async function registerFonts(tag: keyof typeof LETTERS): Promise<void> {
  const families = {
    Fraunces: FONTS.headline,
    "Source Sans 3": [...FONTS.body, ...FONTS.bodyStrong],
  };
  for (const [family, files] of Object.entries(families)) {
    for (const { url, weight, unicodeRange } of files) {
      document.fonts.add(
        new FontFace(family, `url("${url}") format("woff2")`, {
          display: "swap",
          weight: weight ?? "400",
          unicodeRange: unicodeRange ?? "U+0-10FFFF",
        }),
      );
    }
  }
  const wanted = ["400 1em Fraunces", '400 1em "Source Sans 3"', '600 1em "Source Sans 3"'];
  await Promise.race([
    // One that cannot be had is no reason to wait for the others.
    Promise.allSettled(wanted.map((font) => document.fonts.load(font, LETTERS[tag]))),
    new Promise((resolve) => setTimeout(resolve, PATIENCE_MS)),
  ]);
}
