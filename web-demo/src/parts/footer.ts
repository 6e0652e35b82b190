// SPDX-License-Identifier: Apache-2.0
import type { Context } from "../context.ts";
import { h } from "../dom.ts";
import { LANGUAGES, language, TAGS, words } from "../language.ts";
import { explain } from "../personal.ts";
import { CAMPAIGNS_ADDRESS, MEASUREMENT_ADDRESS, ONE_LOOK_ADDRESS } from "../routes.ts";
import { NAME } from "../shop.ts";
import { askAgain } from "./consent-bar.ts";
import { openDesk } from "./desk.ts";
import { forget } from "./forget.ts";
import { say } from "./notice.ts";

/** What is true of this shop, its back doors, and its languages. */
export function footer(context: Context): HTMLElement {
  const { frame } = words();
  const notes = new Set(context.shop.products.map((product) => product.priceNote));
  notes.delete("");
  return h(
    "footer",
    { class: "bottom" },
    behind(context),
    h(
      "div",
      { class: "colophon" },
      h(
        "div",
        { class: "truth" },
        h("p", { class: "invented" }, frame.invented(NAME)),
        ...[...notes].map((note) => h("p", { class: "invented" }, note)),
        h("p", {}, frame.onDevice),
      ),
      h(
        "p",
        { class: "actions" },
        quiet("privacy", frame.privacy, askAgain),
        quiet("forget", frame.forget, () => forget(context)),
        quiet("open-desk", frame.desk, () => openDesk(context)),
      ),
      languages(context),
    ),
  );
}

/** What a merchant, a marketer and a developer see of the lookbook. */
function behind(context: Context): HTMLElement {
  const { frame } = words();
  const door = (href: string, name: string, text: string) =>
    h(
      "li",
      {},
      h("a", { href }, h("span", { class: "door" }, name), h("span", { class: "note" }, text)),
    );
  const open = async () => {
    try {
      const { openPanel } = await import("../performance/panel.ts");
      openPanel(context);
    } catch (error) {
      say(frame.failed(explain(error)));
    }
  };
  return h(
    "nav",
    { class: "behind", "aria-labelledby": "behind" },
    h("h2", { id: "behind" }, frame.behind),
    h(
      "ul",
      {},
      door(ONE_LOOK_ADDRESS, frame.oneLook, frame.oneLookText),
      door(CAMPAIGNS_ADDRESS, frame.campaigns, frame.campaignsText),
      door(MEASUREMENT_ADDRESS, frame.measurement, frame.measurementText),
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: "bare", "data-testid": "open-performance", click: open },
          h("span", { class: "door" }, frame.performance),
          h("span", { class: "note" }, frame.performanceText),
        ),
      ),
    ),
  );
}

function languages({ translate }: Context): HTMLElement {
  const { frame } = words();
  const change = async (tag: (typeof TAGS)[number]) => {
    try {
      await translate(tag);
      // The button that was pressed is gone; its successor takes the focus over.
      document.querySelector<HTMLElement>(`.languages [lang="${tag}"]`)?.focus();
    } catch (error) {
      say(frame.failed(explain(error)));
    }
  };
  return h(
    "div",
    { class: "languages", role: "group", "aria-label": frame.language },
    ...TAGS.map((tag) =>
      h(
        "button",
        {
          type: "button",
          class: "bare",
          lang: tag,
          "aria-pressed": String(tag === language()),
          "data-testid": `language-${tag}`,
          click: () => change(tag),
        },
        LANGUAGES[tag].name,
      ),
    ),
  );
}

function quiet(testid: string, text: string, click: () => void): HTMLElement {
  return h("button", { type: "button", class: "quiet", "data-testid": testid, click }, text);
}
