// SPDX-License-Identifier: Apache-2.0
import "./styles/base.css";
import "./styles/frame.css";
import "./styles/grid.css";
import "./styles/product.css";
import "./styles/lookbook.css";
import "./styles/bag.css";
import type { Context } from "./context.ts";
import { h, type View } from "./dom.ts";
import { registerFonts } from "./fonts.ts";
import { consentBar } from "./parts/consent-bar.ts";
import { footer } from "./parts/footer.ts";
import { header } from "./parts/header.ts";
import { notices } from "./parts/notice.ts";
import { offlineLine } from "./parts/offline.ts";
import { gridLoading, masthead, plainState } from "./parts/states.ts";
import { explain, Personal } from "./personal.ts";
import { type Place, placeIn, returnTo } from "./place.ts";
import { gridAddress, type Route, readRoute } from "./routes.ts";
import { NAME, Shop } from "./shop.ts";
import { nextTask } from "./tasks.ts";
import { bagView } from "./views/bag.ts";
import { gridView } from "./views/grid.ts";
import { lookbookView } from "./views/lookbook.ts";
import { productView } from "./views/product.ts";

function viewFor(context: Context, route: Route): View {
  switch (route.name) {
    case "":
      return gridView(context, route);
    case "product":
      return productView(context, route);
    case "lookbook":
      return lookbookView(context);
    case "bag":
      return bagView(context);
    default:
      return {
        title: "Not here",
        element: plainState(
          "There is no such page",
          "The address may be old or mistyped.",
          h("a", { class: "button", href: gridAddress() }, "Go to the shop"),
        ),
      };
  }
}

/** Shows the view that the address names, now and whenever it changes. */
function route(context: Context, main: HTMLElement, mark: (name: string) => void): void {
  const places = new Map<string, Place>();
  let here = location.hash;
  let back = false;
  let view: View | undefined;
  let turns = 0;
  const draw = () => {
    const named = readRoute(here);
    view = viewFor(context, named);
    main.replaceChildren(view.element);
    mark(named.name);
    document.title = named.name === "" ? NAME : `${view.title} · ${NAME}`;
  };
  const enter = () => {
    const place = back ? places.get(here) : undefined;
    back = false;
    window.scrollTo(0, 0);
    // A screen reader is told that the page is another.
    main.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
    if (place) {
      returnTo(main, place);
    }
  };
  const turn = async () => {
    turns += 1;
    const newest = turns;
    places.set(here, placeIn(main));
    here = location.hash;
    view?.leave?.();
    view = undefined;
    main.replaceChildren();
    // What elements do on leaving is no part of the task that draws.
    await nextTask();
    if (newest === turns) {
      draw();
      enter();
    }
  };
  window.addEventListener("popstate", () => {
    back = places.has(location.hash);
  });
  document.addEventListener("click", () => {
    back = false;
  });
  window.addEventListener("hashchange", turn);
  draw();
}

async function open(): Promise<void> {
  // The modules' evaluation is a task of its own.
  await nextTask();
  registerFonts();
  const main = h("main", { id: "main" }, gridLoading());
  const name = masthead();
  document.body.prepend(name, main);
  try {
    const context = { shop: await Shop.open(), personal: new Personal() };
    window.vitrineWatch = context.personal.watch;
    const top = header(context);
    name.replaceWith(
      h(
        "a",
        { class: "skip", href: "#main", click: (event) => skip(event, main) },
        "To the content",
      ),
      offlineLine(),
      top.element,
    );
    const floor = h("div", { class: "floor" }, notices(), consentBar(context));
    document.body.append(footer(context), floor);
    route(context, main, (name) => top.mark(name));
    await context.personal.start();
  } catch (error) {
    main.replaceChildren(
      plainState(
        "The shop is closed for a moment",
        `Its products could not be loaded: ${explain(error)}.`,
        h("button", { type: "button", click: () => location.reload() }, "Try again"),
      ),
    );
  }
}

/** The hash holds the route, so a link to an anchor has to move the focus by itself. */
function skip(event: Event, main: HTMLElement): void {
  event.preventDefault();
  main.tabIndex = -1;
  main.focus();
}

open();
