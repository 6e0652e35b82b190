// SPDX-License-Identifier: Apache-2.0

/** The size of a page to ask for: the element's own, within what a page can have. */
export interface PageSize {
  readonly width: number;
  readonly height: number;
  readonly devicePixelRatio: number;
}

const SIDE = { least: 240, most: 4096 };
const RATIO = { least: 0.5, most: 4 };
const MOST_DEVICE_PIXELS = 32_000_000;
/** Of a page that is pinched larger, for it is only looked at in part. */
const MOST_ZOOMED_PIXELS = 12_000_000;

/**
 * The page for a box of CSS pixels. A box that is too small or too large gets a page of its shape that is
 * shown smaller or larger, with as many device pixels as the box has, `zoom` times as many on each side
 * where it is pinched larger.
 */
export function pageSize(
  width: number,
  height: number,
  devicePixelRatio: number,
  zoom = 1,
): PageSize {
  const grow = Math.max(1, SIDE.least / Math.min(width, height));
  const scale = Math.min(grow, SIDE.most / Math.max(width, height));
  const side = (length: number) => clamp(Math.round(length * scale), SIDE);
  const size = { width: side(width), height: side(height) };
  // The page rounds its device pixels up on both sides, hence the one.
  const affordable = (pixels: number) => Math.sqrt(pixels / (size.width + 1) / (size.height + 1));
  const plain = clamp(Math.min(devicePixelRatio / scale, affordable(MOST_DEVICE_PIXELS)), RATIO);
  const zoomed = Math.min(plain * zoom, affordable(MOST_ZOOMED_PIXELS), RATIO.most);
  return { ...size, devicePixelRatio: Math.max(plain, zoomed) };
}

function clamp(value: number, { least, most }: { least: number; most: number }): number {
  return Math.min(most, Math.max(least, value));
}

/** Watches a box: tells its page size at most once per frame, and only when it changed. */
export class SizeWatch {
  readonly #box: Element;
  readonly #changed: (size: PageSize) => void;
  readonly #observer: ResizeObserver;
  // The same CSS pixels may come to be other device pixels: on another screen, at another zoom.
  readonly #resolution: { start(): void; stop(): void };
  #zoom = 1;
  #width = 0;
  #height = 0;
  #frame = 0;
  #told = "";

  constructor(box: Element, changed: (size: PageSize) => void) {
    this.#box = box;
    this.#changed = changed;
    this.#observer = new ResizeObserver((entries) => {
      const box = entries.at(-1)?.contentRect;
      this.#width = box?.width ?? 0;
      this.#height = box?.height ?? 0;
      this.#schedule();
    });
    this.#resolution = resolutionWatch(box, () => this.#schedule());
  }

  /** How much larger the box is pinched; 1 where it is not. */
  set zoom(zoom: number) {
    this.#zoom = zoom;
    this.#schedule();
  }

  start(): void {
    this.#observer.observe(this.#box);
    this.#resolution.start();
  }

  stop(): void {
    this.#observer.disconnect();
    this.#resolution.stop();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#told = "";
  }

  #schedule(): void {
    if (this.#frame === 0) {
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        this.#tell();
      });
    }
  }

  #tell(): void {
    if (this.#width < 1 || this.#height < 1) {
      return;
    }
    const size = pageSize(this.#width, this.#height, devicePixelRatio, this.#zoom);
    const key = JSON.stringify(size);
    if (key !== this.#told) {
      this.#told = key;
      this.#changed(size);
    }
  }
}

function resolutionWatch(box: Element, changed: () => void): { start(): void; stop(): void } {
  // Tells of every change of device pixels, where there is such a box.
  const exact = "devicePixelContentBoxSize" in ResizeObserverEntry.prototype;
  const observer = new ResizeObserver(changed);
  // A media query knows only one ratio, so each change needs a new one.
  let query: MediaQueryList | undefined;
  const ask = () => {
    query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    query.addEventListener("change", onChange, { once: true });
  };
  const onChange = () => {
    ask();
    changed();
  };
  return {
    start: () => {
      ask();
      if (exact) {
        observer.observe(box, { box: "device-pixel-content-box" });
      }
    },
    stop: () => {
      observer.disconnect();
      query?.removeEventListener("change", onChange);
    },
  };
}
