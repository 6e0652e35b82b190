// SPDX-License-Identifier: Apache-2.0
// Puts what the core says in English into a language's phrases.
import type { Phrases } from "./language.js";
import type { Reason } from "./types.js";

/** A page's headline as the core tells it. */
export interface HeadlineFacts {
  /** In English. */
  readonly text: string;
  readonly kind: "none" | "category" | "colour" | "brand" | "look" | "discover";
  /** Names of the catalogue: two where the kind is of two categories. */
  readonly names: readonly string[];
}

/** The headline in these phrases; in English without any. */
export function headlineIn(
  phrases: Phrases | undefined,
  { text, kind, names }: HeadlineFacts,
): string {
  if (!phrases || kind === "none") {
    return text;
  }
  const phrase = {
    category: names.length > 1 ? phrases.headlineCategories : phrases.headlineCategory,
    colour: phrases.headlineColour,
    brand: phrases.headlineBrand,
    look: phrases.headlineLook,
    discover: phrases.headlineDiscover,
  }[kind];
  return fill(phrase, { term: names[0], other: names[1] });
}

/** The reason for the product with this title in these phrases; as it is without any. */
export function reasonIn(phrases: Phrases | undefined, reason: Reason, title: string): Reason {
  return phrases ? { ...reason, text: textOf(phrases, reason, title) } : reason;
}

function textOf(phrases: Phrases, reason: Reason, title: string): string {
  const { kind, facet, term, because } = reason;
  switch (kind) {
    case "event":
      return fill(eventPhrase(phrases, reason), { term, product: productOf(phrases, because) });
    case "facet":
      return fill(habitPhrase(phrases, reason), { term });
    default: {
      const about = { popularity: "popular", shop: "shop", availability: "available" } as const;
      const narrowed = facet === "brand" ? "From" : "In";
      return fill(phrases[`${about[kind]}${term === undefined ? "" : narrowed}`], { term, title });
    }
  }
}

function eventPhrase(phrases: Phrases, { facet, because }: Reason): string {
  switch (facet) {
    case "category":
      return phrases.eventCategory;
    case "brand":
      return phrases.eventBrand;
    case "colour":
      return phrases.eventColour;
    case "price_band":
      return phrases.eventPrice;
    case "together":
      return phrases.eventTogether;
    default:
      return because?.event === "view_item" ? phrases.eventViewed : phrases.eventOther;
  }
}

function habitPhrase(phrases: Phrases, { facet }: Reason): string {
  switch (facet) {
    case "category":
      return phrases.habitCategory;
    case "brand":
      return phrases.habitBrand;
    case "colour":
      return phrases.habitColour;
    case "price_band":
      return phrases.habitPrice;
    default:
      return phrases.habitOther;
  }
}

function productOf(phrases: Phrases, because: Reason["because"]): string {
  const product = because?.title ?? "";
  switch (because?.event) {
    case "add_to_cart":
      return fill(phrases.productInBag, { product });
    case "purchase":
      return fill(phrases.productBought, { product });
    default:
      return product;
  }
}

// What is filled in is taken as it is, braces too.
function fill(phrase: string, values: Readonly<Record<string, string | undefined>>): string {
  return phrase.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
