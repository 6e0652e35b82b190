// SPDX-License-Identifier: Apache-2.0
// The values that cross the studio's public surface. They hold no behaviour.
import type { PictureOptions } from "./types.js";

/** A rectangle of a picture in its pixels, from the top left corner. */
export interface PixelBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What lies behind the subject of a picture: nothing, one colour, a smooth change of colour, or a scene. */
export type BackgroundKind = "transparent" | "plain" | "graded" | "busy";

/** What a picture is like, measured on its pixels. */
export interface QualityReport {
  readonly width: number;
  readonly height: number;
  /**
   * Blur of the sharper edges: the standard deviation of a Gaussian, in pixels. 0.5 to 0.8 is sharp, above 1
   * soft, 0 means that there are no edges.
   */
  readonly edgeSigma: number;
  /** Noise of each channel: standard deviations in levels of 0 .. 255. */
  readonly noise: {
    readonly brightness: number;
    readonly blueDifference: number;
    readonly redDifference: number;
  };
  /** Levels of brightness, 0 .. 255: the darkest parts, the middle, the lightest; shares at both ends. */
  readonly exposure: {
    readonly black: number;
    readonly median: number;
    readonly white: number;
    /** 0 .. 1. */
    readonly clippedDark: number;
    /** 0 .. 1. */
    readonly clippedLight: number;
  };
  /** That of the JPEG the picture once was, 5 .. 90; 0 where it shows no traces of one. */
  readonly jpegQuality: number;
  /** The colour of the light: linear, their mean is 1. */
  readonly light: {
    readonly red: number;
    readonly green: number;
    readonly blue: number;
    /** 0 .. 1: whether it is the light and not the colour of the things in it. */
    readonly certainty: number;
  };
  readonly background: BackgroundKind;
  /** What bounds the subject; the whole picture where nothing stands out. */
  readonly subject: PixelBox;
  /**
   * Sixteen hexadecimal digits. Two pictures of the same product differ in few of the 64 bits: up to 8 is
   * almost always the same picture.
   */
  readonly hash: string;
}

/** How strongly: 0, not at all, to 1, or as far as the picture is found to need it. */
export type Strength = number | "auto";

/** The treatments of `enhance`, in the order in which they are done; each is "auto" by default. */
export interface EnhanceOptions {
  /** Traces of a JPEG. 1: as for one of quality 10. */
  readonly deblock?: Strength;
  /** Noise. 1: as for a standard deviation of 25 levels. */
  readonly denoise?: Strength;
  /** Blur. 1: as for a Gaussian of 2.5 pixels. */
  readonly sharpen?: Strength;
  /** The colour of the light. 1: all of what is estimated. */
  readonly whiteBalance?: Strength;
  /** A dark picture. 1: its lightest parts become almost white. */
  readonly exposure?: Strength;
  /** A flat picture. 1: its range becomes that of a usual one. */
  readonly contrast?: Strength;
  readonly signal?: AbortSignal;
}

/**
 * How a subject was told from what is behind it: not surely enough, by the alpha it came with, by its
 * backdrop, by its colours, or by a segmentation model.
 */
export type CutoutMethod = "none" | "given" | "backdrop" | "colours" | "model";

/** When to cut a subject out. */
export interface CutoutOptions {
  /** Below this confidence a picture stays uncut, 0 .. 1. Default 0.6. */
  readonly leastConfidence?: number;
  /** True never asks the studio's segmentation model. Default false. */
  readonly byColour?: boolean;
  readonly signal?: AbortSignal;
}

/** How a picture is put into a style. */
export interface HarmoniseOptions extends CutoutOptions {
  /**
   * "auto" (default) doubles small pictures first, where the style magnifies their subject by half or more;
   * "never" does not.
   */
  readonly doubling?: "auto" | "never";
}

/**
 * How the pictures of a shop are to look, as in the file that `vitrine enhance --style` reads; what is left
 * out keeps its default, and an unknown member is an error.
 */
export interface Style {
  /** The picture that is made, 16 .. 8192 pixels each. Default 1200 x 1500. */
  readonly canvas?: { readonly width?: number; readonly height?: number };
  /** "#rrggbb", from top to bottom. */
  readonly background?: { readonly top?: string; readonly bottom?: string };
  /** The share of the canvas that the subject fits into, 0.1 .. 1, and where its middle is, 0 .. 1. */
  readonly subject?: { readonly scale?: number; readonly centre?: readonly [number, number] };
  /** How much of what is wrong with the light is corrected, 0 .. 1 each. */
  readonly light?: {
    readonly white_balance?: number;
    readonly exposure?: number;
    readonly contrast?: number;
  };
  /** In shares of the canvas's shorter side: blur 0 .. 0.1, offset -0.5 .. 0.5; opacity 0 .. 1. */
  readonly shadow?: {
    readonly opacity?: number;
    readonly blur?: number;
    readonly offset?: readonly [number, number];
  };
  /** The corners of pictures that are not cut out, a share of the canvas's shorter side, 0 .. 0.5. */
  readonly uncut?: { readonly radius?: number };
}

/** A picture in another shape: 1 : 1, 4 : 5, or 9 : 16 with room for an app's controls. */
export interface FormatPresentation extends HarmoniseOptions {
  readonly format: "square" | "portrait" | "story";
  /** As wide as this says, as high as the format asks. Default the default style. */
  readonly style?: Style | string;
}

/** A close look at what is most telling: a print, buttons, a clasp, a weave. */
export interface DetailPresentation {
  readonly detail: {
    /** Width by height, 0.2 .. 5. Default 1. */
    readonly aspect?: number;
    /** Its longer side as a share of that of the subject, 0.1 .. 1. Default 0.4. */
    readonly share?: number;
  };
  readonly byColour?: boolean;
  readonly signal?: AbortSignal;
}

/** A file to make. */
export interface EncodeOptions {
  /**
   * Default "image/jpeg". JPEG and PNG are the studio's own, the same everywhere; WebP and AVIF are the
   * browser's, and not every browser writes them.
   */
  readonly type?: "image/jpeg" | "image/png" | "image/webp" | "image/avif";
  /** 1 .. 100, default 88. JPEG keeps full colour resolution above 90. PNG has none. */
  readonly quality?: number;
  /** What shows through in a JPEG, "#rrggbb". Default white. */
  readonly backdrop?: string;
  readonly signal?: AbortSignal;
}

/**
 * What a picture can be opened from: JPEG, PNG, and what the browser decodes of WebP, AVIF, GIF and BMP; with
 * the decoder "stb" JPEG and PNG only. From an address it is fetched without cookies, within 10 seconds.
 */
export type PictureSource =
  | string
  | URL
  | Blob
  | ArrayBuffer
  | Uint8Array
  | ImageBitmap
  | ImageData;

/** How to start a studio. */
export interface StudioOptions extends PictureOptions {
  /**
   * The address of an ONNX segmentation model for pictures whose colours alone are not sure: `picture`,
   * float32 of 1 x 3 x S x S, to `likelihood`, float32 of 1 x 1 x S x S, S of 32 to 1024. Without one nothing
   * of ONNX Runtime is ever fetched; with one it is, when a picture first needs it: within 60 seconds both.
   * At most 64 MiB.
   */
  readonly segmentationModel?: string | URL;
  /**
   * The folder with `ort.wasm.bundle.min.mjs` and `ort-wasm-simd-threaded.wasm` of the npm package
   * onnxruntime-web, 1.30. Default `onnxruntime-web/dist/` beside this package, as in node_modules.
   */
  readonly onnxRuntime?: string | URL;
  /** A worker that nobody else uses, or the address of its script, where bundling or another origin asks. */
  readonly worker?: Worker | string | URL;
  /** Ends the start. */
  readonly signal?: AbortSignal;
}

/** What the studio's worker holds, for monitoring. */
export interface StudioDiagnostics {
  /** Pictures that were not disposed of. */
  readonly pictures: number;
  /** Objects of the bindings that are alive: one for each picture. */
  readonly liveObjects: number;
  /** Bytes allocated inside the module's memory. */
  readonly heapBytes: number;
  /** Bytes that the module's memory takes, which never shrinks. */
  readonly memoryBytes: number;
}
