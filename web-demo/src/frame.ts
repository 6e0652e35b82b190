// SPDX-License-Identifier: Apache-2.0
import type { Context } from "./context.ts";
import { h } from "./dom.ts";
import { words } from "./language.ts";
import { consentBar } from "./parts/consent-bar.ts";
import { footer } from "./parts/footer.ts";
import { header } from "./parts/header.ts";
import { notices } from "./parts/notice.ts";
import { offlineLine } from "./parts/offline.ts";

/** What stands around every view, in the shop's language. */
export class Frame {
  readonly #context: Context;
  readonly #main: HTMLElement;
  #parts: readonly Element[];
  #leave = (): void => undefined;
  #mark = (_name: string): void => undefined;

  /** @param blank What stands in its place until it is there. */
  constructor(context: Context, main: HTMLElement, blank: Element) {
    this.#context = context;
    this.#main = main;
    this.#parts = [blank];
  }

  /** Draws it anew, in the language as it is now. */
  draw(): void {
    this.#leave();
    const top = header(this.#context);
    const consent = consentBar(this.#context);
    const offline = offlineLine();
    const above = [skipLink(this.#main), top.element];
    const below = [
      footer(this.#context),
      h("div", { class: "floor" }, notices(), offline.element, consent.element),
    ];
    for (const part of this.#parts) {
      part.remove();
    }
    this.#main.before(...above);
    this.#main.after(...below);
    this.#parts = [...above, ...below];
    this.#mark = top.mark;
    this.#leave = () => {
      top.leave();
      consent.leave();
      offline.leave();
    };
  }

  /** Says where the shopper is. */
  mark(name: string): void {
    this.#mark(name);
  }
}

/** The hash holds the route, so a link to an anchor has to move the focus by itself. */
function skipLink(main: HTMLElement): HTMLElement {
  const skip = (event: Event) => {
    event.preventDefault();
    main.tabIndex = -1;
    main.focus();
  };
  return h("a", { class: "skip", href: "#main", click: skip }, words().frame.skip);
}
