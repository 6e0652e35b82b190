// SPDX-License-Identifier: Apache-2.0
import { checkObject, refuse } from "./arguments.js";
import type { Language, Phrases } from "./language.js";

/**
 * What the worker puts pages and reasons into words with: the words are the element's, and no message.
 *
 * @throws {VitrineError} INVALID_ARGUMENT for anything but a language.
 */
export function phrasesOf(language: Language): Phrases | undefined {
  checkObject("language", language);
  const { phrases } = language;
  if (phrases !== undefined) {
    checkObject("language.phrases", phrases);
    for (const [name, phrase] of Object.entries(phrases) as [string, unknown][]) {
      if (typeof phrase !== "string") {
        refuse(`language.phrases.${name}`, phrase, "a text");
      }
    }
  }
  return phrases;
}
