// SPDX-License-Identifier: Apache-2.0
import type { Language } from "./language.js";
import { english } from "./language-en.js";

const LANGUAGES: Readonly<Record<string, () => Promise<Language>>> = {
  ar: async () => (await import("./language-ar.js")).arabic,
  de: async () => (await import("./language-de.js")).german,
};

/**
 * The BCP 47 tag that holds where an element stands, in shadow trees too; empty where the page names none, or
 * what is none.
 */
export function tagAt(element: Element): string {
  const named = element.closest("[lang]");
  const { host } = element.getRootNode() as Partial<ShadowRoot>;
  if (!named && host) {
    return tagAt(host);
  }
  const tag = named?.getAttribute("lang") ?? "";
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? "";
  } catch {
    return "";
  }
}

/** The language of a tag; English for one that the package does not bring, or cannot fetch. */
export async function languageOf(tag: string): Promise<Language> {
  const [primary = ""] = tag.toLowerCase().split("-");
  try {
    return (await LANGUAGES[primary]?.()) ?? english;
  } catch {
    return english;
  }
}
