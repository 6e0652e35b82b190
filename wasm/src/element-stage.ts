// SPDX-License-Identifier: Apache-2.0
import { make } from "./element-dom.js";
import { Leaf } from "./element-leaf.js";
import type { SpotActions } from "./element-spot.js";
import type { LookbookWords } from "./language.js";

const TURN_MS = 280;
const SHORTEST_TURN_MS = 150;
const EASING = "cubic-bezier(0.22, 0.7, 0.2, 1)";
/** How far the lower leaf gives way while the upper one comes over it, in parts of its width. */
const PARALLAX = 0.24;

/** Two leaves in motion: `upper` lies over `lower`, away at 0 and in place at 1. */
interface Pair {
  readonly lower: number;
  readonly upper: number;
}

/** Shows one leaf of the book and moves leaves over each other. */
export class Stage {
  readonly element: HTMLElement;
  readonly #leaves = new Map<number, Leaf>();
  readonly #actions: SpotActions;
  readonly #settled: () => void;
  readonly #unwanted = new Set<number>();
  #current = 0;
  #pair: Pair | undefined;
  // How far a finger has brought the pair.
  #dragged: number | undefined;
  #animations: Animation[] = [];

  /** @param settled Told when a turn has come to rest. */
  constructor(actions: SpotActions, settled: () => void) {
    this.#actions = actions;
    this.#settled = settled;
    this.element = make("div", { class: "stage" });
    this.clear(0);
  }

  /** Says what the leaves say in other words. */
  set words(words: LookbookWords) {
    for (const leaf of this.#leaves.values()) {
      leaf.words = words;
    }
  }

  get current(): Leaf {
    return this.#leaf(this.#current);
  }

  /** The leaf of a page, made blank if there is none. */
  leaf(index: number): Leaf {
    this.#unwanted.delete(index);
    return this.#leaf(index);
  }

  /** The leaf of a page where there is one. */
  at(index: number): Leaf | undefined {
    return this.#leaves.get(index);
  }

  /** Brings a page into view: at once, or from where a drag has left it. */
  turn(to: number, moves: boolean, rightToLeft: boolean): void {
    const from = this.#current;
    const pair = { lower: Math.min(from, to), upper: Math.max(from, to) };
    const dragged = this.#progress(pair);
    this.#rest();
    this.#leaf(to);
    this.#unwanted.delete(to);
    this.#current = to;
    if (!moves || from === to) {
      this.#arrange();
      this.#settled();
      return;
    }
    const goal = to > from ? 1 : 0;
    this.#move(pair, dragged ?? 1 - goal, goal, rightToLeft);
  }

  /** Follows a finger: `part` of the way to the next page, or to the previous one where negative. */
  drag(part: number, last: number, rightToLeft: boolean): void {
    const to = this.#current + Math.sign(part);
    if (to < 0 || to > last || to === this.#current) {
      this.#rest();
      this.#arrange();
      const resisted = (rightToLeft ? 1 : -1) * part * 12;
      this.#style(this.current).setProperty("transform", `translateX(${resisted}%)`);
      return;
    }
    const pair = { lower: Math.min(this.#current, to), upper: Math.max(this.#current, to) };
    if (pair.lower !== this.#pair?.lower || this.#animations.length > 0) {
      this.#rest();
      this.#pair = pair;
      this.#leaf(to);
      this.#arrange();
    }
    const progress = part > 0 ? Math.min(1, part) : 1 - Math.min(1, -part);
    const { lower, upper } = transforms(progress, rightToLeft);
    this.#style(this.#leaf(pair.lower)).setProperty("transform", lower);
    this.#style(this.#leaf(pair.upper)).setProperty("transform", upper);
    this.#pair = pair;
    this.#dragged = progress;
  }

  /** Lets go of a drag that turned nothing. */
  cancelDrag(moves: boolean, rightToLeft: boolean): void {
    const pair = this.#pair;
    const dragged = this.#dragged;
    const { transform } = this.#style(this.current);
    this.#rest();
    if (!pair || dragged === undefined || !moves) {
      this.#arrange();
      if (moves) {
        const back = { duration: SHORTEST_TURN_MS, easing: EASING };
        this.current.element.animate([{ transform }, { transform: "none" }], back);
      }
      this.#settled();
      return;
    }
    this.#move(pair, dragged, pair.upper === this.#current ? 1 : 0, rightToLeft);
  }

  /** Frees a page's leaf, once it has left the view. */
  drop(index: number): void {
    this.#unwanted.add(index);
    this.#sweep();
  }

  /** Frees all leaves and lays a blank one for page `index`. */
  clear(index: number): void {
    this.#rest();
    for (const leaf of this.#leaves.values()) {
      leaf.remove();
    }
    this.#leaves.clear();
    this.#unwanted.clear();
    this.#current = index;
    this.#leaf(index);
    this.#arrange();
  }

  #progress(pair: Pair): number | undefined {
    return this.#pair?.lower === pair.lower && this.#pair.upper === pair.upper
      ? this.#dragged
      : undefined;
  }

  #leaf(index: number): Leaf {
    const known = this.#leaves.get(index);
    if (known) {
      return known;
    }
    const leaf = new Leaf(this.#actions);
    this.#style(leaf).setProperty("z-index", String(index));
    leaf.open = false;
    this.#leaves.set(index, leaf);
    this.element.append(leaf.element);
    return leaf;
  }

  #move(pair: Pair, from: number, to: number, rightToLeft: boolean): void {
    this.#pair = pair;
    this.#dragged = undefined;
    this.#arrange();
    const [start, end] = [transforms(from, rightToLeft), transforms(to, rightToLeft)];
    const duration = Math.max(SHORTEST_TURN_MS, TURN_MS * Math.abs(to - from));
    const animate = (index: number, which: keyof Pair) =>
      this.#leaf(index).element.animate([{ transform: start[which] }, { transform: end[which] }], {
        duration,
        easing: EASING,
        fill: "both",
      });
    const animations = [animate(pair.lower, "lower"), animate(pair.upper, "upper")];
    this.#animations = animations;
    Promise.all(animations.map(({ finished }) => finished)).then(
      () => {
        if (this.#animations === animations) {
          this.#rest();
          this.#arrange();
          this.#settled();
        }
      },
      // Cancelled by the next turn, which settles in its own time.
      () => undefined,
    );
  }

  #rest(): void {
    const animations = this.#animations;
    this.#animations = [];
    for (const animation of animations) {
      animation.cancel();
    }
    for (const leaf of this.#leaves.values()) {
      this.#style(leaf).removeProperty("transform");
    }
    this.#pair = undefined;
    this.#dragged = undefined;
  }

  // Only the open leaf can be reached; only it and those in motion can be seen.
  #arrange(): void {
    for (const [index, leaf] of this.#leaves) {
      const moving = index === this.#pair?.lower || index === this.#pair?.upper;
      leaf.element.classList.toggle("seen", index === this.#current || moving);
      leaf.open = index === this.#current;
    }
    this.#sweep();
  }

  #sweep(): void {
    for (const [index, leaf] of this.#leaves) {
      const moving = index === this.#pair?.lower || index === this.#pair?.upper;
      const far = Math.abs(index - this.#current) > 1;
      if ((far || this.#unwanted.has(index)) && !moving && index !== this.#current) {
        leaf.remove();
        this.#leaves.delete(index);
        this.#unwanted.delete(index);
      }
    }
  }

  #style(leaf: Leaf): CSSStyleDeclaration {
    return leaf.element.style;
  }
}

function transforms(progress: number, rightToLeft: boolean): Record<keyof Pair, string> {
  const sign = rightToLeft ? -1 : 1;
  const percent = (part: number) => `translateX(${(100 * sign * part).toFixed(2)}%)`;
  return { lower: percent(-PARALLAX * progress), upper: percent(1 - progress) };
}
