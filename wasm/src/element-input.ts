// SPDX-License-Identifier: Apache-2.0
// Turns pages by key, wheel and finger.
import type { Stage } from "./element-stage.js";
import { watchSwipes } from "./element-swipe.js";
import { watchWheel } from "./element-wheel.js";

// A swipe turns when it went this far, in parts of the width, or was this fast, in pixels per millisecond.
const SWIPE = { part: 0.3, velocity: 0.4 };

/** The book as whoever turns its pages knows it; read anew for each movement. */
export interface Turning {
  readonly page: number;
  readonly count: number;
  readonly rightToLeft: boolean;
  /** Of a page, in CSS pixels. */
  readonly width: number;
  /** Whether anything may move. */
  readonly moves: boolean;
  /** Something lies over the pages. */
  readonly covered: boolean;
  /** Turns to a page that there is. */
  turn(to: number): void;
}

/** Listens on the element's own root and on the place of its pages. */
export function watchInput(root: ShadowRoot, area: HTMLElement, stage: Stage, book: Turning): void {
  const has = (page: number) => page >= 0 && page < book.count;

  root.addEventListener("keydown", (each) => {
    const event = each as KeyboardEvent;
    const to = pageOf(event, book);
    // Where nothing turns, the key scrolls the shop's page as ever.
    if (to !== undefined && has(to) && to !== book.page && !book.covered) {
      event.preventDefault();
      book.turn(to);
    }
  });

  watchWheel(area, (step) => {
    const to = book.page + (book.rightToLeft ? -step : step);
    const turns = has(to) && !book.covered;
    if (turns) {
      book.turn(to);
    }
    return turns;
  });

  // How far a finger has turned the page, in parts of its width; negative towards the previous one.
  const partOf = (distance: number) => ((book.rightToLeft ? 1 : -1) * distance) / book.width;
  watchSwipes(area, {
    get turns() {
      return !book.covered;
    },
    drag: (distance) => stage.drag(partOf(distance), book.count - 1, book.rightToLeft),
    release: (distance, velocity) => {
      const part = partOf(distance);
      const fast = Math.abs(velocity) > SWIPE.velocity && velocity * distance > 0;
      const to = book.page + Math.sign(part);
      if ((fast || Math.abs(part) > SWIPE.part) && has(to)) {
        book.turn(to);
      } else {
        stage.cancelDrag(book.moves, book.rightToLeft);
      }
    },
    cancel: () => stage.cancelDrag(book.moves, book.rightToLeft),
  });
}

// Which page a key asks for; undefined where it asks for none.
function pageOf(event: KeyboardEvent, { page, count, rightToLeft }: Turning): number | undefined {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
    return undefined;
  }
  const forward = rightToLeft ? "ArrowLeft" : "ArrowRight";
  const backward = rightToLeft ? "ArrowRight" : "ArrowLeft";
  return {
    [forward]: page + 1,
    [backward]: page - 1,
    PageDown: page + 1,
    PageUp: page - 1,
    Home: 0,
    End: count - 1,
  }[event.key];
}
