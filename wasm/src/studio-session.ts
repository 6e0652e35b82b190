// SPDX-License-Identifier: Apache-2.0
// The worker's half of a studio: the order of the steps, and what waits between them.
import { encodeInBrowser, imageDataOf } from "./browser-encode.js";
import { aborted } from "./errors.js";
import { openSource } from "./picture-source.js";
import { Segmentation } from "./segmentation.js";
import { type KeptPicture, loadStudioModule, type StudioModule } from "./studio-module.js";
import type {
  CutoutParams,
  DetailParams,
  EncodeParams,
  HarmoniseParams,
  PictureFacts,
  StudioMethods,
  StudioParams,
  SubjectFacts,
} from "./studio-protocol.js";
import { PictureTable } from "./studio-table.js";
import type { PixelBox, QualityReport } from "./studio-types.js";
import { answered, check, type Status, using } from "./wasm-module.js";

type Made = { readonly picture: PictureFacts };

/** Pictures and what is done to them. The methods are those of the protocol. */
export class StudioSession {
  readonly #module: StudioModule;
  readonly #params: StudioParams;
  readonly #pictures = new PictureTable();
  readonly #segmentation: Segmentation | undefined;

  private constructor(module: StudioModule, params: StudioParams) {
    this.#module = module;
    this.#params = params;
    const { segmentationModel: model, onnxRuntime: runtime } = params;
    this.#segmentation = model === undefined ? undefined : new Segmentation(model, runtime);
  }

  static async create(params: StudioParams): Promise<StudioSession> {
    return new StudioSession(await loadStudioModule(), params);
  }

  async open({ source }: StudioMethods["open"]["params"], signal: AbortSignal): Promise<Made> {
    const decoded = await openSource(this.#module, source, this.#params, signal);
    return using(decoded, () => this.#make((result) => done(result.take(decoded))));
  }

  measure({ id }: { readonly id: number }): { readonly report: QualityReport } {
    return { report: answered(this.#pictures.get(id).measure()) };
  }

  enhance({ id, strengths }: StudioMethods["enhance"]["params"]): Made {
    const picture = this.#pictures.get(id);
    return this.#make((result) => done(picture.enhance(strengths, result)));
  }

  double({ id }: { readonly id: number }): Made {
    const picture = this.#pictures.get(id);
    return this.#make((result) => done(picture.double(result)));
  }

  cutOut(params: CutoutParams, signal: AbortSignal): Promise<SubjectFacts & Partial<Made>> {
    const { id, leastConfidence, byColour } = params;
    return this.#pictures.use(id, async (picture) => {
      await this.#find(picture, byColour, signal);
      const made = this.#make((result) =>
        answered<SubjectFacts>(picture.cutOut(leastConfidence, byColour, result)),
      );
      if (made.method !== "none") {
        return made;
      }
      this.#pictures.release(made.picture.id);
      const { method, confidence, box } = made;
      return { method, confidence, box };
    });
  }

  harmonise(params: HarmoniseParams, signal: AbortSignal): Promise<SubjectFacts & Made> {
    return this.#pictures.use(params.id, async (picture) => {
      const { style, format, doubles } = params;
      // Asked in any case: it reads the style, which may be broken.
      const small = answered<boolean>(picture.wantsDoubling(style, format));
      if (!(small && doubles)) {
        return this.#harmonised(picture, params, signal);
      }
      const doubled = new this.#module.StudioPicture();
      try {
        check(picture.double(doubled));
        return await this.#harmonised(doubled, params, signal);
      } finally {
        doubled.delete();
      }
    });
  }

  detail(
    { id, aspect, share, byColour }: DetailParams,
    signal: AbortSignal,
  ): Promise<Made & { readonly box: PixelBox }> {
    return this.#pictures.use(id, async (picture) => {
      await this.#find(picture, byColour, signal);
      return this.#make((result) =>
        answered<{ box: PixelBox }>(picture.detail(aspect, share, byColour, result)),
      );
    });
  }

  async encode({ id, type, quality, backdrop }: EncodeParams): Promise<{ readonly blob: Blob }> {
    const picture = this.#pictures.get(id);
    if (type === "image/webp" || type === "image/avif") {
      return { blob: await encodeInBrowser(imageDataOf(this.#module, picture), type, quality) };
    }
    const blob = using(new this.#module.ByteBuffer(), (file) => {
      check(
        type === "image/png"
          ? picture.encodePng(file)
          : picture.encodeJpeg(quality, backdrop, file),
      );
      return new Blob([file.view() as BlobPart], { type });
    });
    return { blob };
  }

  async bitmap({ id }: { readonly id: number }): Promise<{ readonly bitmap: ImageBitmap }> {
    const data = imageDataOf(this.#module, this.#pictures.get(id));
    return { bitmap: await createImageBitmap(data) };
  }

  release({ id }: { readonly id: number }): Record<string, never> {
    this.#pictures.release(id);
    return {};
  }

  diagnostics(): StudioMethods["diagnostics"]["result"] {
    return {
      pictures: this.#pictures.size,
      liveObjects: this.#module.liveObjects(),
      heapBytes: this.#module.heapBytes(),
      memoryBytes: (this.#module.HEAPU8 as Uint8Array).buffer.byteLength,
    };
  }

  async #harmonised(
    picture: KeptPicture,
    { style, format, leastConfidence, byColour }: HarmoniseParams,
    signal: AbortSignal,
  ): Promise<SubjectFacts & Made> {
    await this.#find(picture, byColour, signal);
    return this.#make((result) =>
      answered<SubjectFacts>(picture.harmonise(style, format, leastConfidence, byColour, result)),
    );
  }

  // The subject by its colours, and what the model says where they are not sure.
  async #find(picture: KeptPicture, byColour: boolean, signal: AbortSignal): Promise<void> {
    const wantsModel = answered<boolean>(picture.find());
    if (wantsModel && !byColour && this.#segmentation) {
      await this.#segmentation.ask(this.#module, picture);
    }
    if (signal.aborted) {
      throw aborted(signal.reason);
    }
  }

  #make<Facts extends object>(step: (result: KeptPicture) => Facts): Facts & Made {
    const result = new this.#module.StudioPicture();
    try {
      const facts = step(result);
      return { ...facts, picture: this.#pictures.add(result) };
    } catch (thrown) {
      // The memory of a module that stopped is no longer to be touched.
      if (!(thrown instanceof WebAssembly.RuntimeError)) {
        result.delete();
      }
      throw thrown;
    }
  }
}

// A step that says nothing beside what it made.
function done(status: Status): object {
  check(status);
  return {};
}
