// SPDX-License-Identifier: Apache-2.0
import { dispose } from "./dispose.js";
import { VitrineError } from "./errors.js";
import type { PageFacts, RegionFacts } from "./protocol.js";
import type { PageTemplate, Region, TextLine } from "./types.js";

/** A drawn page. It owns a bitmap, so dispose of it when it is no longer shown. */
export class LookbookPage implements Disposable {
  /** 0 = cover. */
  readonly index: number;
  readonly template: PageTemplate;
  /** The page's own words, as drawn. */
  readonly headline: string;
  /** In CSS pixels; the bitmap has `devicePixelRatio` as many. */
  readonly width: number;
  readonly height: number;
  /** The pixels, opaque, text included. Transfer it to a `bitmaprenderer` canvas or draw it. */
  readonly bitmap: ImageBitmap;
  /** The products, in reading order. Empty when the catalogue has nothing to show. */
  readonly regions: readonly Region[];
  /** Every line of text on it, from back to front. */
  readonly texts: readonly TextLine[];
  /** Counts the overrides that the page's prices know of. */
  readonly revision: number;

  /** @internal */
  constructor(facts: PageFacts) {
    this.index = facts.index;
    this.template = facts.template;
    this.headline = facts.headline;
    this.width = facts.width;
    this.height = facts.height;
    this.bitmap = facts.bitmap;
    this.revision = facts.revision;
    this.texts = facts.texts;
    this.regions = facts.regions.map(regionOf);
  }

  /** Frees the bitmap. Idempotent. */
  dispose(): void {
    this.bitmap.close();
  }

  /** The same as `dispose`, for `using`. */
  [dispose](): void {
    this.dispose();
  }
}

function regionOf({ product, area, picture, fallback }: RegionFacts): Region {
  return {
    ...{ product, area, picture },
    ...(fallback && {
      fallback: { src: fallback.src, error: VitrineError.from(fallback.error) },
    }),
  };
}
