// SPDX-License-Identifier: Apache-2.0

/** What `<vitrine-lookbook>` itself says and reads out; the pages' own words are drawn by the core. */
export interface LookbookWords {
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
}

/** The words unless others are set. */
export const ENGLISH: LookbookWords = {
  page: (page, count) => `Page ${page} of ${count}`,
  previous: "Previous page",
  next: "Next page",
  notForMe: "Not for me",
  dismissed: (title) => `${title} will not come back`,
  empty: "There is nothing to show yet.",
  failed: "This page could not be shown.",
  offline: "You are offline. The lookbook goes on once you are back.",
  retry: "Try again",
};
