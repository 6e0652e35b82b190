// SPDX-License-Identifier: Apache-2.0
// From what a shop's page hands to a studio to what its worker has to know.
import {
  addressOf,
  checkNumber,
  checkObject,
  checkOneOf,
  checkWhole,
  folderOf,
  pictureParams,
  refuse,
} from "./arguments.js";
import { VitrineError } from "./errors.js";
import type {
  CutoutParams,
  EncodeParams,
  EnhanceParams,
  SourceParams,
  StudioParams,
} from "./studio-protocol.js";
import type {
  CutoutOptions,
  EncodeOptions,
  EnhanceOptions,
  PictureSource,
  StudioOptions,
  Style,
} from "./studio-types.js";

const TREATMENTS = [
  "deblock",
  "denoise",
  "sharpen",
  "whiteBalance",
  "exposure",
  "contrast",
] as const;
const TYPES = ["image/jpeg", "image/png", "image/webp", "image/avif"];

/** @throws {VitrineError} INVALID_ARGUMENT with the option's name, as all of these. */
export function studioParams(options: StudioOptions): StudioParams {
  checkObject("options", options);
  const { segmentationModel, onnxRuntime } = options;
  return {
    segmentationModel:
      segmentationModel === undefined
        ? undefined
        : addressOf("segmentationModel", segmentationModel),
    onnxRuntime: folderOf("onnxRuntime", onnxRuntime),
    ...pictureParams(options),
  };
}

export function sourceParams(source: PictureSource): SourceParams {
  if (source instanceof ArrayBuffer) {
    return new Uint8Array(source);
  }
  if (source instanceof Uint8Array) {
    // A part of a buffer would bring all of it.
    return source.byteLength === source.buffer.byteLength ? source : source.slice();
  }
  if (source instanceof Blob || source instanceof ImageBitmap || source instanceof ImageData) {
    return source;
  }
  const expected = "an address, a Blob, an ArrayBuffer, a Uint8Array, an ImageBitmap or ImageData";
  return addressOf("source", source, expected);
}

export function enhanceParams(options: EnhanceOptions): EnhanceParams {
  checkObject("options", options);
  const strength = (name: (typeof TREATMENTS)[number]) => {
    const value = options[name] ?? "auto";
    if (value !== "auto" && typeof value !== "number") {
      refuse(name, value, "a number, 0 .. 1, or 'auto'");
    }
    return [name, value === "auto" ? undefined : value];
  };
  return Object.fromEntries(TREATMENTS.map(strength)) as EnhanceParams;
}

export function cutoutParams(id: number, options: CutoutOptions): CutoutParams {
  checkObject("options", options);
  const { leastConfidence = 0.6, byColour = false } = options;
  checkNumber("leastConfidence", leastConfidence);
  checkOneOf("byColour", byColour, [false, true]);
  return { id, leastConfidence, byColour };
}

/** What the style says is the module's business. */
export function styleJson(style: Style | string): string {
  if (typeof style === "string") {
    return style;
  }
  checkObject("style", style);
  try {
    // Of what JSON leaves out the worker gets "undefined", which it refuses as no JSON.
    return String(JSON.stringify(style));
  } catch (cause) {
    throw new VitrineError("STYLE_SYNTAX", "the style cannot be written as JSON", { cause });
  }
}

export function encodeParams(id: number, options: EncodeOptions): EncodeParams {
  checkObject("options", options);
  const { type = "image/jpeg", quality = 88, backdrop = "#ffffff" } = options;
  checkOneOf("type", type, TYPES);
  checkWhole("quality", quality, 1, 100);
  if (typeof backdrop !== "string" || !/^#[\da-f]{6}$/i.test(backdrop)) {
    refuse("backdrop", backdrop, "a colour such as '#f4f0ea'");
  }
  return { id, type, quality, backdrop: Number.parseInt(backdrop.slice(1), 16) };
}
