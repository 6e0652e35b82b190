// SPDX-License-Identifier: Apache-2.0
import type { Vitrine } from "@vitrine/sdk";
import type { VitrineLookbookElement } from "@vitrine/sdk/element";
import type { Context } from "../context.ts";
import { productAddress } from "../routes.ts";
import { say } from "./notice.ts";

/** The SDK's element with the shop's client: products open in the shop, errors go to whoever watches. */
export function bookElement(
  { personal }: Context,
  client: Vitrine,
  { label, pages }: Readonly<{ label: string; pages: number }>,
): VitrineLookbookElement {
  const element = document.createElement("vitrine-lookbook");
  element.setAttribute("label", label);
  element.setAttribute("pages", String(pages));
  element.client = client;
  element.addEventListener("vitrine-open", (event) => {
    event.preventDefault();
    location.hash = productAddress(event.detail.product.id);
  });
  element.addEventListener("vitrine-not-for-me", (event) => {
    say(`${event.detail.product.title} will not come back.`);
  });
  element.addEventListener("vitrine-error", (event) => {
    personal.watch.errors.push(event.detail.error);
  });
  return element;
}
