// SPDX-License-Identifier: Apache-2.0
import { h } from "../dom.ts";
import { words } from "../language.ts";

/** A line that is there while the network is not. */
export function offlineLine(): HTMLElement {
  const line = h("p", { class: "offline", "data-testid": "offline", role: "status" });
  const show = () => {
    line.hidden = navigator.onLine;
    line.textContent = navigator.onLine ? "" : words().frame.offline;
  };
  show();
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  return line;
}
