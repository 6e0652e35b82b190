// SPDX-License-Identifier: Apache-2.0
import { Vitrine } from "/vitrine/index.js";
import "/vitrine/element.js";

const SHOP = "https://shop.example"; // who may embed this page
const lookbook = document.querySelector("vitrine-lookbook");
const tellShop = (message) => parent.postMessage(message, SHOP);

const starting = Vitrine.create({
  catalog: "/catalogue.vpack",
  baseUrl: SHOP, // the products' links and pictures are the shop's
  persistence: "device", // and only once the shop says that the shopper consents
  onError: ({ code, message }) => console.warn(code, message),
});

addEventListener("message", async ({ origin, source, data }) => {
  if (origin === SHOP && source === parent) {
    const client = await starting;
    if (data?.consent) {
      await client.setConsent(data.consent);
    }
    if (data?.events) {
      await client.observe(data.events);
    }
  }
});

new ResizeObserver(() => tellShop({ height: lookbook.offsetHeight })).observe(lookbook);

lookbook.addEventListener("vitrine-open", (event) => {
  if (event.cancelable) {
    // else the shopper asked for a new tab, and gets it
    event.preventDefault();
    tellShop({ open: event.detail.product.link });
  }
});
lookbook.client = await starting;
