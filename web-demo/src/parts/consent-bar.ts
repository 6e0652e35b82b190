// SPDX-License-Identifier: Apache-2.0
import type { Consent } from "@vitrine/sdk";
import { ALLOWED, THIS_VISIT } from "../consent.ts";
import { type Context, listen } from "../context.ts";
import { h } from "../dom.ts";
import { words } from "../language.ts";
import { explain } from "../personal.ts";
import { say } from "./notice.ts";

const USES = ["store", "personalise", "measure"] as const satisfies readonly (keyof Consent)[];

const asked = new EventTarget();

/** Asks anew, with the answer as it is. */
export const askAgain = (): void => {
  asked.dispatchEvent(new Event("again"));
};

/**
 * Asks once what the shopper's data may be used for: a yes, a no, or each use by itself. Until then, and
 * after a no, nothing of it outlasts the visit.
 */
export function consentBar({ personal }: Context): { element: HTMLElement; leave(): void } {
  const { consent, frame } = words();
  const uses = USES.map((use) => [use, checkbox(use)] as const);
  const choose = (choice: Consent) => {
    bar.hidden = true;
    personal.choose(choice).catch((error: unknown) => say(frame.failed(explain(error))));
  };
  const save = (event: Event) => {
    event.preventDefault();
    const allowed = Object.fromEntries(uses.map(([use, { input }]) => [use, input.checked]));
    choose({ ...THIS_VISIT, ...allowed });
  };
  const closer = h(
    "form",
    { class: "uses", "data-testid": "consent-uses", hidden: true, submit: save },
    h("fieldset", {}, h("legend", {}, consent.uses), ...uses.map(([, { element }]) => element)),
    h("button", { type: "submit", "data-testid": "consent-save" }, consent.save),
  );
  const more = button("consent-choose", consent.choose, () => look(closer.hidden));
  more.setAttribute("aria-expanded", "false");
  const look = (open: boolean) => {
    closer.hidden = !open;
    more.setAttribute("aria-expanded", String(open));
    for (const [use, { input }] of uses) {
      input.checked = (personal.choice ?? THIS_VISIT)[use];
    }
  };
  const bar = h(
    "section",
    { class: "consent", "data-testid": "consent", "aria-label": consent.label },
    h("p", { class: "asking" }, h("strong", {}, consent.question), consent.text),
    h(
      "p",
      { class: "actions" },
      more,
      button("consent-no", consent.no, () => choose(THIS_VISIT)),
      button("consent-yes", consent.yes, () => choose(ALLOWED)),
    ),
    closer,
  );
  const show = () => {
    bar.hidden = personal.choice !== undefined;
    look(false);
  };
  const again = () => {
    bar.hidden = false;
    look(true);
    uses[0]?.[1].input.focus();
  };
  show();
  const stops = [listen(personal, ["consent"], show), listen(asked, ["again"], again)];
  return {
    element: bar,
    leave: () => {
      for (const stop of stops) {
        stop();
      }
    },
  };
}

function button(testid: string, text: string, click: () => void): HTMLElement {
  return h("button", { type: "button", "data-testid": testid, click }, text);
}

function checkbox(use: keyof Consent): { element: HTMLElement; input: HTMLInputElement } {
  const { consent } = words();
  const input = h("input", {
    type: "checkbox",
    id: `use-${use}`,
    "aria-describedby": `use-${use}-text`,
  });
  const element = h(
    "div",
    { class: "use" },
    input,
    h("label", { for: `use-${use}` }, consent[use]),
    h("p", { id: `use-${use}-text` }, consent[`${use}Text`]),
  );
  return { element, input };
}
