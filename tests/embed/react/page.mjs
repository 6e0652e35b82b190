// SPDX-License-Identifier: Apache-2.0
// Bundled for the browser by react.test.mjs, once for each React. What the tests use is on `globalThis`.
import { useVitrine, VitrineLookbook } from "@vitrine/sdk/react";
import { createElement, StrictMode, version } from "react";
import { flushSync } from "react-dom";
import { createRoot, hydrateRoot } from "react-dom/client";
import { Shop } from "./app.mjs";

const events = [];
const ref = { current: null };
const CALLBACKS = {
  onReady: ({ detail }) => events.push(["ready", typeof detail.client.page]),
  onPage: ({ detail }) => events.push(["page", detail.index]),
  onCard: ({ detail }) => events.push(["card", detail.product.id]),
  onOpen: (event) => {
    event.preventDefault();
    events.push(["open", event.detail.product.id]);
  },
  onNotForMe: ({ detail }) => events.push(["not-for-me", detail.product.id]),
  onError: ({ code }) => events.push(["error", code]),
};
const place = document.querySelector("#shop");
let root;

const shop = (props) => createElement(Shop, { book: ref, ...CALLBACKS, ...props });

/** A client of the component's own, shown. */
function Fed({ catalog }) {
  const { client, error } = useVitrine(catalog === null ? null : { catalog, locale: "en" });
  globalThis.fed = { client, error };
  return createElement(VitrineLookbook, { ...CALLBACKS, client });
}

Object.assign(globalThis, {
  sdk: { version },
  events,
  ref,
  render(props) {
    root ??= createRoot(place);
    flushSync(() => root.render(shop(props)));
  },
  hydrate(props) {
    root = hydrateRoot(place, shop(props));
  },
  feed(props) {
    root ??= createRoot(place);
    const fed = createElement(StrictMode, null, createElement(Fed, props));
    flushSync(() => root.render(fed));
  },
  unmount: () => root.unmount(),
});
