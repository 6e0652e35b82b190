// SPDX-License-Identifier: Apache-2.0
import type { LookbookClient } from "./element-book.js";
import type { VitrineError } from "./errors.js";
import type { PickedProduct, ProductCard, Region } from "./types.js";

/** The events of a `<vitrine-lookbook>`. All bubble and leave shadow trees. */
export interface LookbookEventMap {
  /** The first page of a client is shown. */
  "vitrine-ready": CustomEvent<{ readonly client: LookbookClient }>;
  /** A page is shown that was not before: turned to, or decided anew. */
  "vitrine-page": CustomEvent<{ readonly index: number; readonly regions: readonly Region[] }>;
  /** The shopper picks a product of the page, and its card opens. Cancelled, it does not. */
  "vitrine-card": CustomEvent<{ readonly product: PickedProduct }>;
  /**
   * The shopper goes to a product, from its card or, where there is none, from the page. Cancelled, nothing
   * more happens; else its link is followed. Not cancelable when they asked for a new tab or window.
   */
  "vitrine-open": CustomEvent<{ readonly product: ProductCard; readonly from: "page" | "card" }>;
  /** The shopper wants to see more like a product; these are shown. */
  "vitrine-more": CustomEvent<{
    readonly product: ProductCard;
    readonly similar: readonly ProductCard[];
  }>;
  /** The shopper does not want a product; the client was told. */
  "vitrine-not-for-me": CustomEvent<{ readonly product: ProductCard }>;
  /** In place of the lookbook the plain list is shown: no page was there in time, or none can be. */
  "vitrine-plain": CustomEvent<Record<string, never>>;
  /** Something went wrong: all that the element's own client reports, and pages that could not be had. */
  "vitrine-error": CustomEvent<{ readonly error: VitrineError }>;
}
