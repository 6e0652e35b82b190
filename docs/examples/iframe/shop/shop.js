// SPDX-License-Identifier: Apache-2.0
const LOOKBOOK = "https://lookbook.example"; // who this page listens and speaks to
const frame = () => document.querySelector("iframe");

addEventListener("message", ({ origin, source, data }) => {
  if (origin !== LOOKBOOK || source !== frame().contentWindow) {
    return;
  }
  if (data?.height) {
    frame().style.height = `${data.height}px`;
  }
  if (data?.open) {
    openPage(data.open);
  }
});

// The shop's own pages and nothing else: an address may also be a script (`javascript:`).
function openPage(address) {
  const url = new URL(address, location.href);
  if (url.origin === location.origin) {
    location.assign(url);
  }
}

/** What the shopper did, as GA4 events, and what they allow: { store, personalise, measure }. */
globalThis.tellLookbook = (message) => {
  frame().contentWindow.postMessage(message, LOOKBOOK);
};
