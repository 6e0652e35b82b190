// SPDX-License-Identifier: Apache-2.0
import { h } from "../dom.ts";
import { words } from "../language.ts";
import { NAME } from "../shop.ts";

/** The shop's name alone, while there is nowhere to go. */
export function masthead(): HTMLElement {
  return h("header", { class: "top" }, h("span", { class: "wordmark" }, NAME));
}

/** The header's place before there is one. */
export function blankTop(): HTMLElement {
  return h("header", { class: "top", "aria-hidden": true });
}

/** A page that has nothing to show: why, and the way on. */
export function plainState(
  title: string,
  text: string,
  ...actions: readonly HTMLElement[]
): HTMLElement {
  return h(
    "section",
    { class: "state", "data-testid": "state" },
    h("h1", { tabindex: -1 }, title),
    h("p", {}, text),
    h("p", { class: "actions" }, ...actions),
  );
}

/** A view that is on its way. */
export function viewLoading(): HTMLElement {
  return h(
    "section",
    { class: "view-loading", "aria-busy": true },
    h("p", { class: "unseen", role: "status" }, words().frame.oneMoment),
  );
}

/** Cards without anything on them, as large as real ones. */
export function blankCards(count: number): readonly HTMLElement[] {
  return Array.from({ length: count }, () =>
    h(
      "span",
      { class: "card blank-card", "aria-hidden": true },
      h("span", { class: "picture" }),
      h("span", { class: "caption" }, h("span", { class: "line" })),
    ),
  );
}

/** The grid's panels while the catalogue is on its way. */
export function gridLoading(): HTMLElement {
  return h(
    "section",
    { class: "loading", "aria-busy": true },
    h("p", { class: "unseen", role: "status" }, words().frame.opening),
    h("div", { class: "grid", "aria-hidden": true }, ...blankCards(8)),
  );
}
