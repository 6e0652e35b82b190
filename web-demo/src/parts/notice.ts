// SPDX-License-Identifier: Apache-2.0
import { h } from "../dom.ts";

const region = h("div", { class: "notices", role: "status", "aria-live": "polite" });

export const notices = (): HTMLElement => region;

/** Says something short at the page's edge; it goes by itself. */
export function say(text: string): void {
  const notice = h("p", { class: "notice", "data-testid": "notice" }, text);
  region.replaceChildren(notice);
  setTimeout(() => notice.remove(), 6000);
}
