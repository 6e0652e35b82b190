// SPDX-License-Identifier: Apache-2.0
// What is said in words, apart from what the feed says. A language is data, so that any shop can bring its
// own: `{name}` in a phrase stands for what is filled in there.

/** What pages and reasons are put into words with. `{term}` and `{other}` are names of the catalogue. */
export interface Phrases {
  /** The small line above the cover's headline. */
  readonly kicker: string;
  readonly headlineCategory: string;
  /** Of `{term}` and `{other}`. */
  readonly headlineCategories: string;
  readonly headlineColour: string;
  readonly headlineBrand: string;
  /** Two headlines that are true of any page. */
  readonly headlineLook: string;
  readonly headlineDiscover: string;
  /** Reasons from one event; `{product}` is what it was about. */
  readonly eventCategory: string;
  readonly eventBrand: string;
  readonly eventColour: string;
  readonly eventPrice: string;
  readonly eventTogether: string;
  readonly eventViewed: string;
  readonly eventOther: string;
  /** `{product}` where it is in the bag, or was bought. */
  readonly productInBag: string;
  readonly productBought: string;
  /** Reasons from a habit. */
  readonly habitCategory: string;
  readonly habitBrand: string;
  readonly habitColour: string;
  readonly habitPrice: string;
  readonly habitOther: string;
  /** Popular with others: from a brand, in a category or colour, in the shop. */
  readonly popularFrom: string;
  readonly popularIn: string;
  readonly popular: string;
  /** Put there by the shop. */
  readonly shopFrom: string;
  readonly shopIn: string;
  readonly shop: string;
  /** No more than that it can be had; the last of them of `{title}`. */
  readonly availableFrom: string;
  readonly availableIn: string;
  readonly available: string;
}

/** What `<vitrine-lookbook>` itself says and reads out. */
export interface LookbookWords {
  /** The lookbook's accessible name, where the shop gives none. */
  readonly label: string;
  /** The status under the page; pages count from 1 here. */
  readonly page: (page: number, count: number) => string;
  readonly previous: string;
  readonly next: string;
  readonly notForMe: string;
  /** Said once a product was dismissed. */
  readonly dismissed: (title: string) => string;
  /** Shown where the catalogue has nothing that can be had. */
  readonly empty: string;
  readonly failed: string;
  readonly offline: string;
  readonly retry: string;
  /** The button that brings the lookbook in place of the plain list, once it is there after all. */
  readonly open: string;
  /** On a product's card. */
  readonly close: string;
  readonly view: string;
  readonly addToBag: string;
  readonly added: string;
  readonly notAdded: string;
  readonly size: string;
  readonly chooseSize: string;
  readonly soldOut: string;
  readonly preorder: string;
  readonly backorder: string;
  readonly moreLikeThis: string;
  readonly nothingLikeThis: string;
  /** Before the reason. */
  readonly why: string;
  /** The regular price of a product whose price is reduced. */
  readonly regularPrice: (price: string) => string;
  readonly pause: string;
  readonly play: string;
}

/** A language of the lookbook. */
export interface Language {
  /** BCP 47: "de". */
  readonly tag: string;
  readonly words: LookbookWords;
  /** Default: English. */
  readonly phrases?: Phrases;
}
