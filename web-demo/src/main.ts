// SPDX-License-Identifier: Apache-2.0
import "./styles/base.css";
import "./styles/frame.css";
import "./styles/footer.css";
import "./styles/grid.css";
import "./styles/product.css";
import "./styles/lookbook.css";
import "./styles/bag.css";
import { runCampaign } from "./campaign/runner.ts";
import type { Context } from "./context.ts";
import { h } from "./dom.ts";
import { registerFonts } from "./fonts.ts";
import { Frame } from "./frame.ts";
import {
  rememberedLanguage,
  rememberLanguage,
  speak,
  type Tag,
  turnTo,
  words,
} from "./language.ts";
import { measuring } from "./measuring.ts";
import { blankTop, gridLoading, masthead, plainState } from "./parts/states.ts";
import { explain, Personal } from "./personal.ts";
import { Router } from "./router.ts";
import { Shop } from "./shop.ts";
import { nextTask } from "./tasks.ts";

async function open(): Promise<void> {
  // The modules' evaluation is a task of its own.
  await nextTask();
  const tag = rememberedLanguage();
  // What stands in the products' place shall not change sides.
  turnTo(tag);
  const main = h("main", { id: "main" }, gridLoading());
  const blank = blankTop();
  document.body.prepend(blank, main);
  try {
    const personal = new Personal();
    window.vitrineWatch = personal.watch;
    const ready = () => {
      personal.watch.firstPageMs = performance.now();
    };
    document.addEventListener("vitrine-ready", ready, { once: true });
    const speaking = speak(tag);
    // On its way while the shop's own things are: what it asks for waits for none of them.
    const started = Promise.all([speaking, runCampaign(personal)]).then(() => personal.start());
    const [shop] = await Promise.all([Shop.open(), speaking, registerFonts(tag)]);
    const context: Context = {
      shop,
      personal,
      translate: async (tag: Tag) => {
        await speak(tag);
        rememberLanguage(tag);
        frame.draw();
        await Promise.all([router.draw(), personal.translate()]);
      },
    };
    const frame = new Frame(context, main, blank);
    const router = new Router(context, main);
    router.onView = (view) => frame.mark(view);
    measuring.follow(context);
    frame.draw();
    await router.draw();
    await started;
    await showPerformance(context);
  } catch (error) {
    const { frame } = words();
    blank.replaceWith(masthead());
    main.replaceChildren(
      plainState(
        frame.closed,
        frame.closedWhy(explain(error)),
        h("button", { type: "button", click: () => location.reload() }, frame.tryAgain),
      ),
    );
  }
}

/** `?perf` opens the panel that the footer opens otherwise. */
async function showPerformance(context: Context): Promise<void> {
  if (new URLSearchParams(location.search).has("perf")) {
    const { openPanel } = await import("./performance/panel.ts");
    openPanel(context);
  }
}

open();
