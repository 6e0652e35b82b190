// SPDX-License-Identifier: Apache-2.0
// The SDK's studio with the pictures it has opened: each is mended once and then put into as many styles
// as are tried.
import type { PictureStudio, StudioPicture, Style } from "@vitrine/sdk/studio";

/** A picture in a style. */
export type Styled = Readonly<{
  bitmap: ImageBitmap;
  /** False where the subject was not surely found, so that the picture is shown whole. */
  cut: boolean;
}>;

export class Harmoniser {
  #studio: Promise<PictureStudio> | undefined;
  readonly #mended = new Map<string, Promise<StudioPicture>>();
  #closed = false;

  /** @throws {VitrineError} What the studio cannot fetch, read or do. */
  async style(address: string, style: Style): Promise<Styled> {
    const mended = await this.#open(address);
    const { picture, method } = await mended.harmonise(style);
    try {
      return { bitmap: await picture.bitmap(), cut: method !== "none" };
    } finally {
      picture.dispose();
    }
  }

  close(): void {
    this.#closed = true;
    this.#studio?.then(
      (studio) => studio.close(),
      () => undefined,
    );
  }

  get closed(): boolean {
    return this.#closed;
  }

  async #open(address: string): Promise<StudioPicture> {
    const known = this.#mended.get(address);
    if (known) {
      return known;
    }
    const mended = this.#mend(address);
    this.#mended.set(address, mended);
    // What failed is tried anew.
    mended.catch(() => this.#mended.delete(address));
    return mended;
  }

  async #mend(address: string): Promise<StudioPicture> {
    this.#studio ??= import("@vitrine/sdk/studio").then(({ PictureStudio }) =>
      PictureStudio.create(),
    );
    const raw = await (await this.#studio).open(address);
    try {
      return await raw.enhance();
    } finally {
      raw.dispose();
    }
  }
}

/** Puts a bitmap on a canvas, whose size it becomes. */
export function paint(canvas: HTMLCanvasElement, bitmap: ImageBitmap): void {
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("bitmaprenderer")?.transferFromImageBitmap(bitmap);
}
