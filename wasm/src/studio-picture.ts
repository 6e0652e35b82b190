// SPDX-License-Identifier: Apache-2.0
import { checkNumber, checkObject, checkOneOf } from "./arguments.js";
import { dispose } from "./dispose.js";
import { VitrineError } from "./errors.js";
import { cutoutParams, encodeParams, enhanceParams, styleJson } from "./studio-arguments.js";
import type { StudioLine } from "./studio-line.js";
import type { HarmoniseParams, PictureFacts, SubjectFacts } from "./studio-protocol.js";
import type {
  CutoutMethod,
  CutoutOptions,
  DetailPresentation,
  EncodeOptions,
  EnhanceOptions,
  FormatPresentation,
  HarmoniseOptions,
  PixelBox,
  QualityReport,
  Style,
} from "./studio-types.js";

/** A subject without what was behind it, or the news that none was surely found. */
export type Cutout = {
  /** How sure the outline is, 0 .. 1. */
  readonly confidence: number;
  /** What bounds the subject. */
  readonly box: PixelBox;
} & (
  | {
      readonly method: Exclude<CutoutMethod, "none">;
      /** The subject on nothing, of the picture's size. */
      readonly picture: StudioPicture;
    }
  | { readonly method: "none"; readonly picture?: undefined }
);

/** A picture in a style. */
export interface Harmonised {
  /** Opaque, of the style's size. */
  readonly picture: StudioPicture;
  /** How its subject was cut out; with "none" the picture is shown whole. */
  readonly method: CutoutMethod;
  /** How sure the outline is, 0 .. 1. */
  readonly confidence: number;
  /** What bounds the subject in the new picture. */
  readonly box: PixelBox;
}

/** A close look. */
export interface Detail {
  readonly picture: StudioPicture;
  /** The part of the old picture that it shows. */
  readonly box: PixelBox;
}

/**
 * A picture in the studio's worker. Steps make new pictures and leave this one as it is; each is to be
 * disposed of.
 *
 * Every method that returns a promise rejects with a {@link VitrineError}: DISPOSED after `dispose` or after
 * the studio was closed, ABORTED where a signal was given, OUT_OF_MEMORY, WORKER when the worker died,
 * INTERNAL when its module stopped, and what it says itself. After DISPOSED, WORKER and INTERNAL of the
 * studio's own module it cannot be used any more, after all others it can.
 */
export class StudioPicture implements Disposable {
  readonly #line: StudioLine;
  readonly #id: number;
  #disposed = false;

  /** In pixels. */
  readonly width: number;
  readonly height: number;

  /** @internal */
  constructor(line: StudioLine, { id, width, height }: PictureFacts) {
    this.#line = line;
    this.#id = id;
    this.width = width;
    this.height = height;
    line.keep(this, id);
  }

  /** What the picture is like. */
  async measure(options: { readonly signal?: AbortSignal } = {}): Promise<QualityReport> {
    return (await this.#live().request("measure", { id: this.#id }, options)).report;
  }

  /**
   * Mends what compression, a sensor, a lens and the light have done to it. What was not measured to be wrong
   * stays as it is.
   *
   * @throws {VitrineError} NON_FINITE or INVALID_ARGUMENT for a strength that is none.
   */
  async enhance(options: EnhanceOptions = {}): Promise<StudioPicture> {
    const line = this.#live();
    const params = { id: this.#id, strengths: enhanceParams(options) };
    return this.#made(await line.request("enhance", params, options));
  }

  /**
   * Doubles width and height, with steeper edges than a resize gives.
   *
   * @throws {VitrineError} IMAGE_TOO_LARGE above 100 million pixels or 65535 to a side.
   */
  async doubled(options: { readonly signal?: AbortSignal } = {}): Promise<StudioPicture> {
    return this.#made(await this.#live().request("double", { id: this.#id }, options));
  }

  /**
   * Takes the subject out of the picture, or says that it is not surely enough found.
   *
   * @throws {VitrineError} NON_FINITE or INVALID_ARGUMENT for a confidence that is none; where the
   *   segmentation model is asked, FETCH when it or ONNX Runtime cannot be had within 60 s, TOO_LARGE for one
   *   above 64 MiB, INVALID_ARGUMENT for a file that is no such model, INTERNAL when it fails.
   */
  async cutOut(options: CutoutOptions = {}): Promise<Cutout> {
    const line = this.#live();
    const params = cutoutParams(this.#id, options);
    const result = await line.request("cutOut", params, options);
    const { method, confidence, box, picture } = result;
    return method === "none" || !picture
      ? { method: "none", confidence, box }
      : { method, confidence, box, picture: this.#made({ picture }) };
  }

  /**
   * Makes the picture look like all of a shop's: the subject in the same place and size, before the same
   * backdrop, in the same light, with the same shadow. What `vitrine enhance` does after mending.
   *
   * @param style Default: all of the style's defaults.
   * @throws {VitrineError} STYLE_SYNTAX, TOO_LARGE, NON_FINITE or INVALID_ARGUMENT for the style, with the
   *   place of what is wrong; and as `cutOut`.
   */
  harmonise(style: Style | string = {}, options: HarmoniseOptions = {}): Promise<Harmonised> {
    return this.#harmonise(style, "", options);
  }

  /** The picture in another shape, in a style. @throws {VitrineError} As `harmonise`. */
  present(presentation: FormatPresentation): Promise<Harmonised>;
  /**
   * The picture's most telling detail, at its own size.
   *
   * @throws {VitrineError} NON_FINITE or INVALID_ARGUMENT for an aspect or a share outside its range; and as
   *   `cutOut`.
   */
  present(presentation: DetailPresentation): Promise<Detail>;
  async present(
    presentation: FormatPresentation | DetailPresentation,
  ): Promise<Harmonised | Detail> {
    checkObject("presentation", presentation);
    if ("detail" in presentation) {
      return this.#detail(presentation);
    }
    const { format, style = {} } = presentation;
    checkOneOf("format", format, ["square", "portrait", "story"]);
    return this.#harmonise(style, format, presentation);
  }

  /**
   * The picture as a file.
   *
   * @throws {VitrineError} INVALID_ARGUMENT for an option; UNSUPPORTED where this browser writes no WebP or
   *   AVIF, and for a WebP above 16,383 pixels to a side.
   */
  async encode(options: EncodeOptions = {}): Promise<Blob> {
    const line = this.#live();
    const params = encodeParams(this.#id, options);
    return (await line.request("encode", params, options)).blob;
  }

  /** The picture for a canvas; the caller closes it. */
  async bitmap(options: { readonly signal?: AbortSignal } = {}): Promise<ImageBitmap> {
    return (await this.#live().request("bitmap", { id: this.#id }, options)).bitmap;
  }

  /** Frees the worker's memory of it; what is under way goes on. Idempotent. */
  dispose(): void {
    if (!this.#disposed) {
      this.#disposed = true;
      this.#line.unkeep(this);
      this.#line.release(this.#id);
    }
  }

  /** The same as `dispose`, for `using`. */
  [dispose](): void {
    this.dispose();
  }

  async #harmonise(
    style: Style | string,
    format: HarmoniseParams["format"],
    options: HarmoniseOptions,
  ): Promise<Harmonised> {
    const line = this.#live();
    const subject = cutoutParams(this.#id, options);
    const { doubling = "auto" } = options;
    checkOneOf("doubling", doubling, ["auto", "never"]);
    const params = { ...subject, style: styleJson(style), format, doubles: doubling === "auto" };
    const result = await line.request("harmonise", params, options);
    const { method, confidence, box }: SubjectFacts = result;
    return { picture: this.#made(result), method, confidence, box };
  }

  async #detail(presentation: DetailPresentation): Promise<Detail> {
    const line = this.#live();
    const { detail, byColour = false } = presentation;
    checkObject("detail", detail);
    const { aspect = 1, share = 0.4 } = detail;
    checkNumber("aspect", aspect);
    checkNumber("share", share);
    checkOneOf("byColour", byColour, [false, true]);
    const params = { id: this.#id, aspect, share, byColour };
    const result = await line.request("detail", params, presentation);
    return { picture: this.#made(result), box: result.box };
  }

  #made({ picture }: { readonly picture: PictureFacts }): StudioPicture {
    return new StudioPicture(this.#line, picture);
  }

  #live(): StudioLine {
    if (this.#disposed) {
      throw new VitrineError("DISPOSED", "this picture was disposed of");
    }
    return this.#line;
  }
}
