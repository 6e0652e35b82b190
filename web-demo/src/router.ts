// SPDX-License-Identifier: Apache-2.0
import type { Context } from "./context.ts";
import { h, type View } from "./dom.ts";
import { words } from "./language.ts";
import { plainState, viewLoading } from "./parts/states.ts";
import { explain } from "./personal.ts";
import { type Place, placeIn, returnTo } from "./place.ts";
import { type Route, readRoute } from "./routes.ts";
import { NAME } from "./shop.ts";
import { nextTask } from "./tasks.ts";
import { viewFor } from "./views.ts";

/** Shows the view that the address names, now and whenever it changes. */
export class Router {
  readonly #context: Context;
  readonly #main: HTMLElement;
  readonly #places = new Map<string, Place>();
  #here = location.hash;
  #back = false;
  #view: View | undefined;
  #turns = 0;

  constructor(context: Context, main: HTMLElement) {
    this.#context = context;
    this.#main = main;
    window.addEventListener("popstate", () => {
      this.#back = this.#places.has(location.hash);
    });
    document.addEventListener("click", () => {
      this.#back = false;
    });
    window.addEventListener("hashchange", () => this.#turn());
  }

  /** Where the shopper is. */
  get route(): Route {
    return readRoute(this.#here);
  }

  /** Draws the view of the present address anew. */
  async draw(): Promise<void> {
    this.#leave();
    this.#turns += 1;
    await this.#show(this.#turns);
  }

  /** Called with each view that is shown. */
  onView: (name: string) => void = () => undefined;

  async #turn(): Promise<void> {
    this.#turns += 1;
    const turn = this.#turns;
    this.#places.set(this.#here, placeIn(this.#main));
    this.#here = location.hash;
    this.#leave();
    this.#main.replaceChildren();
    // What elements do on leaving is no part of the task that draws.
    await nextTask();
    if (turn === this.#turns && (await this.#show(turn))) {
      this.#enter();
    }
  }

  #leave(): void {
    this.#view?.leave?.();
    this.#view = undefined;
  }

  /** Whether it is still the view that is wanted, once it is there. */
  async #show(turn: number): Promise<boolean> {
    const { name } = this.route;
    const coming = viewFor(this.#context, this.route);
    let view: View;
    if (coming instanceof Promise) {
      this.#main.replaceChildren(viewLoading());
      this.onView(name);
      try {
        view = await coming;
      } catch (error) {
        view = failedView(error, () => this.draw());
      }
    } else {
      view = coming;
    }
    if (turn !== this.#turns) {
      view.leave?.();
      return false;
    }
    this.#view = view;
    this.#main.replaceChildren(view.element);
    this.onView(name);
    document.title = name === "" ? NAME : `${view.title} · ${NAME}`;
    return true;
  }

  #enter(): void {
    const place = this.#back ? this.#places.get(this.#here) : undefined;
    this.#back = false;
    window.scrollTo(0, 0);
    // A screen reader is told that the page is another.
    this.#main.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
    if (place) {
      returnTo(this.#main, place);
    }
  }
}

function failedView(error: unknown, again: () => void): View {
  const { frame } = words();
  return {
    title: frame.viewFailed,
    element: plainState(
      frame.viewFailed,
      explain(error),
      h("button", { type: "button", click: again }, frame.tryAgain),
    ),
  };
}
