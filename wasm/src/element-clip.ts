// SPDX-License-Identifier: Apache-2.0
import { make } from "./element-dom.js";
import type { LookbookWords } from "./language.js";

/** A product's clip over its picture: without sound, round and round, with a button that stops it. */
export class Clip {
  readonly src: string;
  readonly element: HTMLElement;
  readonly #video = make("video", {
    class: "clip",
    part: "clip",
    "aria-hidden": "true",
    tabindex: "-1",
    preload: "none",
    disablepictureinpicture: "",
  });
  readonly #button = make("button", { type: "button", class: "play", part: "play" });
  #words: Pick<LookbookWords, "pause" | "play">;
  // What the shopper wants: until they say, that it plays where motion is welcome.
  #wanted = !matchMedia("(prefers-reduced-motion: reduce)").matches && !savesData();
  #open = false;

  /** @param failed It could not be played: the picture below stays. */
  constructor(src: string, words: Pick<LookbookWords, "pause" | "play">, failed: () => void) {
    this.src = src;
    this.#words = words;
    const video = this.#video;
    // As properties: attributes that are set by script do not count for all browsers.
    Object.assign(video, { muted: true, loop: true, playsInline: true });
    this.element = make("div", { class: "clips" }, video, this.#button);
    video.addEventListener("playing", () => video.classList.add("plays"));
    video.addEventListener("error", failed);
    this.#button.addEventListener("click", () => {
      this.#wanted = video.paused;
      this.#work();
    });
    this.#tell();
  }

  set words(words: Pick<LookbookWords, "pause" | "play">) {
    this.#words = words;
    this.#tell();
  }

  /** Whether its page is the open one: on others nothing moves. */
  set open(open: boolean) {
    this.#open = open;
    this.#work();
  }

  /** Stops it and lets its data go. */
  remove(): void {
    this.#open = false;
    this.#video.pause();
    this.#video.removeAttribute("src");
    this.#video.load();
    this.element.remove();
  }

  #work(): void {
    const video = this.#video;
    if (this.#open && this.#wanted) {
      if (!video.src) {
        video.src = this.src;
      }
      video.play().catch((thrown: DOMException) => {
        // Refused where the browser plays nothing by itself: then the button does. To be stopped before it
        // began, by a turn of the page, is no refusal.
        if (thrown.name === "NotAllowedError") {
          this.#wanted = false;
          this.#tell();
        }
      });
    } else {
      video.pause();
    }
    this.#tell();
  }

  #tell(): void {
    const plays = this.#open && this.#wanted;
    this.#button.setAttribute("aria-label", plays ? this.#words.pause : this.#words.play);
    this.#button.classList.toggle("paused", !plays);
  }
}

function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData ?? false;
}
