// SPDX-License-Identifier: Apache-2.0
import { contextOf } from "./canvas.js";
import { VitrineError } from "./errors.js";
import type { CreateParams, FaceName, FontParams } from "./protocol.js";

/** A line of text as the layout placed it, in CSS pixels. `typeface` counts as FACES does. */
export interface PlacedText {
  readonly text: string;
  readonly typeface: number;
  readonly size: number;
  /** Extra space after each character, in ems. */
  readonly tracking: number;
  readonly colour: string;
  readonly x: number;
  readonly baseline: number;
  readonly width: number;
  /** The direction of its text. */
  readonly rightToLeft: boolean;
}

/** A page waits for its fonts so long; one that comes later serves the pages after. */
const WAIT_MS = 3000;

interface Face {
  readonly name: FaceName;
  readonly family: string;
  readonly weight: string;
  readonly fallback: string;
}

// In the order of vitrine::Typeface.
const FACES: readonly [Face, Face, Face] = [
  {
    name: "headline",
    family: "vitrine-headline",
    weight: "400",
    fallback: "Georgia, 'Times New Roman', serif",
  },
  {
    name: "body",
    family: "vitrine-body",
    weight: "400",
    fallback: "system-ui, 'Helvetica Neue', Arial, sans-serif",
  },
  {
    name: "bodyStrong",
    family: "vitrine-body-strong",
    weight: "600",
    fallback: "system-ui, 'Helvetica Neue', Arial, sans-serif",
  },
];

// Not every browser has it in workers.
declare const self: { readonly fonts?: FontFaceSet };

/** Measures and draws text with the worker's canvas and the shop's fonts. */
export class TextPainter {
  readonly #context: OffscreenCanvasRenderingContext2D;
  // Those that are there, or may still come in time.
  #faces: readonly FontFace[];
  readonly #onError: (error: VitrineError) => void;
  readonly #addresses = new Map<FontFace, string>();

  constructor(fonts: CreateParams["fonts"], onError: (error: VitrineError) => void) {
    this.#context = contextOf(new OffscreenCanvas(1, 1));
    prepare(this.#context);
    this.#onError = onError;
    if (typeof FontFace === "undefined" || !self.fonts) {
      this.#faces = [];
      if (FACES.some(({ name }) => fonts[name].length > 0)) {
        const message = "this browser loads no fonts in workers; system fonts stand in";
        onError(new VitrineError("UNSUPPORTED", message));
      }
      return;
    }
    const loaded = self.fonts;
    this.#faces = FACES.flatMap((face) =>
      fonts[face.name].map((file) => this.#add(loaded, face, file)),
    );
  }

  /**
   * Loads the font files that these words need; returns early when `signal` aborts. A file that cannot be
   * had, or not in time, is told once, and a system font stands in.
   */
  async load(words: string, signal: AbortSignal): Promise<void> {
    const { fonts } = self;
    if (this.#faces.length === 0 || !fonts) {
      return;
    }
    await within(WAIT_MS, signal, this.#settled(fonts, words));
    if (signal.aborted) {
      return;
    }
    for (const face of this.#faces.filter(({ status }) => status === "loading")) {
      // Out of the way of the pages to come, until it is there.
      fonts.delete(face);
      face.loaded.then(
        () => fonts.add(face),
        () => undefined,
      );
      this.#tell(
        face,
        `was not sent within ${WAIT_MS / 1000} s; a system font stands in until it is`,
      );
    }
    for (const face of this.#faces.filter(({ status }) => status === "error")) {
      this.#tell(face, "could not be fetched or read; a system font stands in");
    }
    this.#faces = this.#faces.filter(({ status }) => status === "loaded" || status === "unloaded");
  }

  /** The advance width in CSS pixels. Never throws, because C++ calls it. */
  readonly measure = (text: string, typeface: number, size: number, tracking: number): number => {
    const context = this.#context;
    context.font = fontOf(FACES[typeface] ?? FACES[1], size);
    // Added here, so that every browser measures alike: not all canvases know letter spacing.
    return context.measureText(text).width + tracking * size * lengthOf(text);
  };

  /** Draws the lines on a canvas that is scaled to CSS pixels. */
  draw(context: OffscreenCanvasRenderingContext2D, texts: readonly PlacedText[]): void {
    prepare(context);
    for (const line of texts) {
      context.font = fontOf(FACES[line.typeface] ?? FACES[1], line.size);
      context.fillStyle = line.colour;
      // Orders what is of both directions, and the stops at its ends. `x` is the left edge in either.
      context.direction = line.rightToLeft ? "rtl" : "ltr";
      drawLine(context, line);
    }
  }

  async #settled(fonts: FontFaceSet, words: string): Promise<void> {
    await Promise.allSettled(FACES.map((face) => fonts.load(fontOf(face, 16), words)));
    await Promise.allSettled(
      this.#faces.filter(({ status }) => status === "loading").map(({ loaded }) => loaded),
    );
  }

  #tell(face: FontFace, why: string): void {
    const url = this.#addresses.get(face) ?? "";
    this.#onError(new VitrineError("FETCH", `the font ${url} ${why}`, { detail: { url } }));
  }

  #add(
    fonts: FontFaceSet,
    face: Face,
    { url, weight = face.weight, unicodeRange }: FontParams,
  ): FontFace {
    const range = unicodeRange === undefined ? {} : { unicodeRange };
    // Quoted for CSS: an address may hold brackets.
    const font = new FontFace(face.family, `url(${JSON.stringify(url)})`, { weight, ...range });
    this.#addresses.set(font, url);
    fonts.add(font);
    return font;
  }
}

// Resolves with the task, after so long, or on an abort, whichever is first.
async function within(ms: number, signal: AbortSignal, task: Promise<void>): Promise<void> {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const timer = setTimeout(end, ms);
  signal.addEventListener("abort", end);
  try {
    await Promise.race([task, ended]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
  }
}

function prepare(context: OffscreenCanvasRenderingContext2D): void {
  context.textBaseline = "alphabetic";
  context.textAlign = "left";
  context.fontKerning = "normal";
  // Unhinted advances: a line is as wide at every size and ratio as it was measured.
  context.textRendering = "geometricPrecision";
}

function fontOf({ family, weight, fallback }: Face, size: number): string {
  return `${weight} ${size}px "${family}", ${fallback}`;
}

const lengthOf = (text: string): number => [...text].length;

function drawLine(
  context: OffscreenCanvasRenderingContext2D,
  { text, x, baseline, size, tracking }: PlacedText,
): void {
  if (tracking === 0) {
    context.fillText(text, x, baseline);
    return;
  }
  // Each character where the text before it ends, kerning included.
  let before = "";
  for (const [index, character] of [...text].entries()) {
    const next = before + character;
    const offset = context.measureText(next).width - context.measureText(character).width;
    context.fillText(character, x + offset + index * tracking * size, baseline);
    before = next;
  }
}
