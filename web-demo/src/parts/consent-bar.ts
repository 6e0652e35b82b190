// SPDX-License-Identifier: Apache-2.0
import { type Context, listen } from "../context.ts";
import { h } from "../dom.ts";

/** Asks once whether the taste may be kept on the device. Until then, and after a no, it is not. */
export function consentBar({ personal }: Context): HTMLElement {
  const bar = h(
    "section",
    { class: "consent", "data-testid": "consent", "aria-label": "Your choice about storage" },
    h(
      "p",
      {},
      h("strong", {}, "May we remember your taste on this device? "),
      "It makes the lookbook yours next time. It stays here and is sent to nobody.",
    ),
    h(
      "p",
      { class: "actions" },
      h(
        "button",
        { type: "button", "data-testid": "consent-no", click: () => personal.choose("denied") },
        "Only for this visit",
      ),
      h(
        "button",
        { type: "button", "data-testid": "consent-yes", click: () => personal.choose("granted") },
        "Yes, remember",
      ),
    ),
  );
  const show = () => {
    bar.hidden = personal.choice !== undefined;
  };
  show();
  listen(personal, ["consent"], show);
  return bar;
}
