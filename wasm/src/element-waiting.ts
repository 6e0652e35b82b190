// SPDX-License-Identifier: Apache-2.0
import type { Frame } from "./element-frame.js";
import { fetchPreview, type Preview, type PreviewPage } from "./preview.js";

/** Makes the list of a preview's products. */
type ListMaker = (base: string, locale: string) => HTMLElement;

/** How long a page takes to appear, as in the styles. */
const FADE_MS = 260;

/** Where the preview of a lookbook comes from, and how its prices are written. */
export interface Wait {
  /** A pack; undefined where there is none to ask. */
  readonly address: string | undefined;
  readonly base: string;
  readonly locale: string;
  readonly patienceMs: number;
}

/**
 * The time before the first page: shows the pack's preview, and after some time, or where no page can be
 * had, the plain list: what the shop has put into the element, else the pack's own. Once the list is shown
 * the lookbook does not take its place by itself.
 */
export class Waiting {
  readonly #host: HTMLElement;
  readonly #frame: Frame;
  readonly #lost: () => void;
  #wait: Wait | undefined;
  // Another for each first page that is waited for.
  #ending = new AbortController();
  #list: Promise<ListMaker | undefined> = Promise.resolve(undefined);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #plain = false;
  #done = false;

  /** @param lost The shopper has waited long enough: who waits gives up. */
  constructor(host: HTMLElement, frame: Frame, lost: () => void) {
    this.#host = host;
    this.#frame = frame;
    this.#lost = lost;
  }

  /** Whether the plain list has taken the lookbook's place. */
  get plain(): boolean {
    return this.#plain;
  }

  /** Begins to wait for the first page; goes on where it waits for that of the same shop. */
  begin(wait: Wait): void {
    if (this.#wait && !this.#done && this.#wait.address === wait.address) {
      this.#wait = wait;
      return;
    }
    this.end();
    this.#done = false;
    this.#wait = wait;
    this.#ending = new AbortController();
    const { signal } = this.#ending;
    this.#frame.waiting = true;
    this.#frame.preview(undefined);
    const preview = wait.address
      ? fetchPreview(wait.address, signal).catch(() => undefined)
      : Promise.resolve(undefined);
    this.#list = listMaker(preview);
    void this.#paint(preview, signal);
    this.#timer = setTimeout(this.#lost, wait.patienceMs);
  }

  /** The first page is there. @returns Whether it may be shown now: not where the list was shown. */
  arrived(): boolean {
    clearTimeout(this.#timer);
    if (!this.#plain && !this.#done) {
      this.#done = true;
      // The page fades in over the preview.
      setTimeout(() => {
        this.#frame.waiting = !this.#done;
      }, FADE_MS);
    }
    return !this.#plain;
  }

  /** Shows the plain list, where there is one. @returns Whether it has just taken the lookbook's place. */
  async giveUp(): Promise<boolean> {
    clearTimeout(this.#timer);
    const { signal } = this.#ending;
    const makeList = this.#host.childElementCount === 0 ? await this.#list : undefined;
    // Meanwhile the first page may have come, or whoever else gave up may have shown the list.
    const wait = this.#wait;
    if (!wait || signal.aborted || this.#done || this.#plain) {
      return false;
    }
    if (!makeList && this.#host.childElementCount === 0) {
      return false;
    }
    this.#plain = true;
    this.#frame.showPlain(makeList ? [makeList(wait.base, wait.locale)] : []);
    return true;
  }

  /** The lookbook's turn, after the list; or nothing is waited for any more. */
  end(): void {
    clearTimeout(this.#timer);
    this.#ending.abort();
    this.#wait = undefined;
    this.#plain = false;
    this.#frame.waiting = false;
    this.#frame.hidePlain();
  }

  async #paint(previewed: Promise<Preview | undefined>, signal: AbortSignal): Promise<void> {
    const preview = await previewed;
    const page = preview && nearest(preview.pages, this.#frame);
    if (page && !signal.aborted) {
      this.#frame.preview(page);
    }
  }
}

// Its code comes with the preview: where no page can be had, the network may be gone.
async function listMaker(preview: Promise<Preview | undefined>): Promise<ListMaker | undefined> {
  const products = (await preview)?.products ?? [];
  if (products.length === 0) {
    return undefined;
  }
  try {
    const { plainList } = await import("./element-plain.js");
    return (base, locale) => plainList(products, base, locale);
  } catch {
    return undefined;
  }
}

// The page whose shape is nearest to the frame's, of the right brightness.
function nearest(pages: readonly PreviewPage[], { area, isDark }: Frame): PreviewPage | undefined {
  const shape = area.clientWidth / area.clientHeight;
  const distance = ({ width, height }: PreviewPage) => Math.abs(Math.log(width / height / shape));
  return pages
    .filter(({ dark }) => dark === isDark)
    .sort((one, other) => distance(one) - distance(other))[0];
}
