// SPDX-License-Identifier: Apache-2.0
// The language of the shop, which is also the lookbook's.
import type { Language } from "@vitrine/sdk";
import { storageOf } from "./storage.ts";
import { english, type Words } from "./words/en.ts";

/** The languages that the shop speaks. */
export type Tag = "en" | "de" | "ar";

/** Words of a view that is loaded late, one set for each language. */
export type Translations<T> = Readonly<Record<Tag, T>>;

type Speech = Readonly<{
  name: string;
  /** For dates, numbers and prices. */
  locale: string;
  rightToLeft: boolean;
  words: () => Promise<Words>;
}>;

export const LANGUAGES: Translations<Speech> = {
  en: { name: "English", locale: "en-IE", rightToLeft: false, words: async () => english },
  de: {
    name: "Deutsch",
    locale: "de",
    rightToLeft: false,
    words: async () => (await import("./words/de.ts")).german,
  },
  ar: {
    name: "العربية",
    locale: "ar",
    rightToLeft: true,
    words: async () => (await import("./words/ar.ts")).arabic,
  },
};

export const TAGS = Object.keys(LANGUAGES) as readonly Tag[];

const KEY = "morrow-and-lind.language";

let tag: Tag = "en";
let spoken: Words = english;

export const language = (): Tag => tag;
export const locale = (): string => LANGUAGES[tag].locale;

/** What the shop says, in its language. */
export const words = (): Words => spoken;

/** The words of a view, in the shop's language. */
export const inLanguage = <T>(translations: Translations<T>): T => translations[tag];

/** The language of the last visit; English for who was never here. */
export function rememberedLanguage(): Tag {
  const stored = storageOf("localStorage")?.getItem(KEY);
  return TAGS.find((each) => each === stored) ?? "en";
}

/** Keeps the language that the shopper has chosen; before that nothing of theirs is kept. */
export function rememberLanguage(to: Tag): void {
  storageOf("localStorage")?.setItem(KEY, to);
}

/** Speaks another language from now on; whoever is on the screen has to be drawn anew. */
export async function speak(to: Tag): Promise<void> {
  spoken = await LANGUAGES[to].words();
  tag = to;
  document.documentElement.lang = to;
  turnTo(to);
}

/** Has the page run the way a language is written, which can be before a word of it is there. */
export function turnTo(to: Tag): void {
  document.documentElement.dir = LANGUAGES[to].rightToLeft ? "rtl" : "ltr";
}

/** The SDK's own words in this language; English is what it says by itself. */
export async function sdkLanguage(): Promise<Language | undefined> {
  if (tag === "en") {
    return undefined;
  }
  const languages = await import("@vitrine/sdk/languages");
  return tag === "de" ? languages.german : languages.arabic;
}

export const formatNumber = (value: number, options: Intl.NumberFormatOptions = {}): string =>
  new Intl.NumberFormat(locale(), options).format(value);
