// SPDX-License-Identifier: Apache-2.0
import { listen } from "../context.ts";
import { h } from "../dom.ts";
import { words } from "../language.ts";

/** A line that is there while the network is not. */
export function offlineLine(): { element: HTMLElement; leave(): void } {
  const element = h("p", { class: "offline", "data-testid": "offline", role: "status" });
  const show = () => {
    element.hidden = navigator.onLine;
    element.textContent = navigator.onLine ? "" : words().frame.offline;
  };
  show();
  return { element, leave: listen(window, ["online", "offline"], show) };
}
