// SPDX-License-Identifier: Apache-2.0
import { h } from "../dom.ts";

/** A line that is there while the network is not. */
export function offlineLine(): HTMLElement {
  const line = h("p", { class: "offline", "data-testid": "offline", role: "status" });
  const show = () => {
    line.hidden = navigator.onLine;
    line.textContent = navigator.onLine
      ? ""
      : "You are offline. What has been loaded stays; the rest comes when the network does.";
  };
  show();
  window.addEventListener("online", show);
  window.addEventListener("offline", show);
  return line;
}
