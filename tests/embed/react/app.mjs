// SPDX-License-Identifier: Apache-2.0
// The shop's component, the same on the server and in the browser.
import { VitrineLookbook } from "@vitrine/sdk/react";
import { createElement, StrictMode } from "react";

/**
 * @param {import("@vitrine/sdk/react").VitrineLookbookProps & {shown?: boolean, book?: object}} props `book`
 *   is the lookbook's ref.
 */
export function Shop({ shown = true, book, ...props }) {
  const own = { id: "book", className: "wide", ref: book };
  const lookbook = shown && createElement(VitrineLookbook, { ...own, ...props });
  return createElement(StrictMode, null, createElement("main", null, lookbook));
}
