// SPDX-License-Identifier: Apache-2.0
// The methods of a studio's worker. Pictures are numbers there.
import type { PictureParams } from "./protocol.js";
import type {
  CutoutMethod,
  EncodeOptions,
  PixelBox,
  QualityReport,
  StudioDiagnostics,
} from "./studio-types.js";

/** All that the worker has to know from the start. Addresses are absolute. */
export interface StudioParams extends PictureParams {
  readonly segmentationModel: string | undefined;
  readonly onnxRuntime: string | undefined;
}

/** What a picture is opened from; a string is an absolute address. */
export type SourceParams = string | Blob | Uint8Array | ImageBitmap | ImageData;

/** A picture that the worker keeps. */
export interface PictureFacts {
  readonly id: number;
  readonly width: number;
  readonly height: number;
}

/** Strengths; undefined is automatic. */
export type EnhanceParams = {
  readonly [Name in "deblock" | "denoise" | "sharpen" | "whiteBalance" | "exposure" | "contrast"]:
    | number
    | undefined;
};

/** Where a subject is and how it was found. */
export interface SubjectFacts {
  readonly method: CutoutMethod;
  readonly confidence: number;
  readonly box: PixelBox;
}

/** How a subject is found. */
export interface CutoutParams {
  readonly id: number;
  readonly leastConfidence: number;
  readonly byColour: boolean;
}

export interface HarmoniseParams extends CutoutParams {
  /** JSON. */
  readonly style: string;
  /** "" for the style's own. */
  readonly format: "" | "square" | "portrait" | "story";
  readonly doubles: boolean;
}

export interface DetailParams {
  readonly id: number;
  readonly aspect: number;
  readonly share: number;
  readonly byColour: boolean;
}

export interface EncodeParams {
  readonly id: number;
  readonly type: NonNullable<EncodeOptions["type"]>;
  readonly quality: number;
  /** 0xrrggbb. */
  readonly backdrop: number;
}

type Made = { readonly picture: PictureFacts };

/** Every method of the worker: what it takes and what it gives. */
export interface StudioMethods {
  create: { params: StudioParams; result: Record<string, never> };
  open: { params: { readonly source: SourceParams }; result: Made };
  measure: { params: { readonly id: number }; result: { readonly report: QualityReport } };
  enhance: { params: { readonly id: number; readonly strengths: EnhanceParams }; result: Made };
  double: { params: { readonly id: number }; result: Made };
  cutOut: { params: CutoutParams; result: SubjectFacts & Partial<Made> };
  harmonise: { params: HarmoniseParams; result: SubjectFacts & Made };
  detail: { params: DetailParams; result: Made & { readonly box: PixelBox } };
  encode: { params: EncodeParams; result: { readonly blob: Blob } };
  bitmap: { params: { readonly id: number }; result: { readonly bitmap: ImageBitmap } };
  release: { params: { readonly id: number }; result: Record<string, never> };
  diagnostics: { params: Record<string, never>; result: StudioDiagnostics };
}
