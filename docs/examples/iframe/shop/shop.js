// SPDX-License-Identifier: Apache-2.0
const LOOKBOOK = "https://lookbook.example"; // who this page listens and speaks to
const frame = () => document.querySelector("iframe");

addEventListener("message", ({ origin, source, data }) => {
  if (origin !== LOOKBOOK || source !== frame().contentWindow) {
    return;
  }
  if (data.height) {
    frame().style.height = `${data.height}px`;
  }
  if (data.open) {
    location.assign(data.open); // the shop opens its own products
  }
});

/** What the shopper did, as GA4 events, and what they allow: { store, personalise, measure }. */
globalThis.tellLookbook = (message) => {
  frame().contentWindow.postMessage(message, LOOKBOOK);
};
