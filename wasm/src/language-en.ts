// SPDX-License-Identifier: Apache-2.0
import type { Language } from "./language.js";

/** English. Its pages and reasons are put into words by the core. */
export const english: Language = {
  tag: "en",
  words: {
    label: "Lookbook",
    page: (page, count) => `Page ${page} of ${count}`,
    previous: "Previous page",
    next: "Next page",
    notForMe: "Not for me",
    dismissed: (title) => `${title} will not come back`,
    empty: "There is nothing to show yet.",
    failed: "This page could not be shown.",
    offline: "You are offline. The lookbook goes on once you are back.",
    retry: "Try again",
    open: "Open the lookbook",
    close: "Close",
    view: "View product",
    addToBag: "Add to bag",
    added: "It is in your bag.",
    notAdded: "It could not be put into your bag.",
    size: "Size",
    chooseSize: "Please choose a size.",
    soldOut: "Sold out",
    preorder: "To be had soon: you can order it now.",
    backorder: "Made or ordered for you: it takes a little longer.",
    moreLikeThis: "More like this",
    nothingLikeThis: "There is nothing else like it.",
    why: "Why you see this",
    regularPrice: (price) => `before ${price}`,
    pause: "Pause the clip",
    play: "Play the clip",
  },
};
