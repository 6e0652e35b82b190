// SPDX-License-Identifier: Apache-2.0
import { contextOf } from "./canvas.js";
import { aborted, asVitrineError, factsOf, VitrineError } from "./errors.js";
import { type ImagingModule, loadImagingModule } from "./modules.js";
import { type PictureLease, PictureStore } from "./pictures.js";
import type { CreateParams, PageFacts, PageParams, RegionFacts } from "./protocol.js";
import type { SessionListener } from "./session.js";
import { type PlacedText, TextPainter } from "./text.js";
import type { Area, PageTemplate, PickedProduct } from "./types.js";
import { check, using } from "./wasm-module.js";

/** What the core decided for a page. */
export interface PagePlan {
  readonly headline: string;
  /** The small line above the cover's headline. */
  readonly kicker: string;
  readonly revision: number;
  readonly picks: readonly PickedProduct[];
}

/** Decides the page for a number of slots, or tells again what was decided, with the newest prices. */
type DecidePage = (slotCount: number) => Promise<PagePlan>;

type Drawing = InstanceType<ImagingModule["Drawing"]>;

/** What the layout gives back. */
interface SceneFacts {
  readonly texts: readonly PlacedText[];
  readonly regions: readonly { product: number; area: Area; picture: Area }[];
}

/** A picture, or why it cannot be had. */
type Loaded = PictureLease | VitrineError;

/** All that the pictures' half of the worker stands on, made when the first page is asked for. */
interface Tools {
  readonly module: ImagingModule;
  readonly pictures: PictureStore;
  readonly text: TextPainter;
  readonly canvas: OffscreenCanvas;
}

/** Draws pages. */
export class PageDrawer {
  readonly #params: CreateParams;
  readonly #listener: SessionListener;
  readonly #told = new Set<string>();
  #loading: Promise<Tools> | undefined;
  #tools: Tools | undefined;

  constructor(params: CreateParams, listener: SessionListener) {
    this.#params = params;
    this.#listener = listener;
  }

  /** Draws a page; a picture that cannot be had leaves its place empty. */
  async draw(params: PageParams, signal: AbortSignal, decide: DecidePage): Promise<PageFacts> {
    const start = performance.now();
    const tools = await this.#load();
    const { name, slotCount } = tools.module.chooseTemplate(params.index, this.#params.seed);
    let plan = await this.#rank(decide, slotCount, signal);
    for (;;) {
      const loaded = await this.#fetch(tools, plan, signal);
      try {
        // While the pictures came, prices may have changed, or the page itself.
        const newest = await decide(slotCount);
        if (sameProducts(plan, newest)) {
          const template = String(name) as PageTemplate;
          const page = this.#paint(tools, { params, template, plan: newest, loaded, signal });
          this.#listener.onTiming("page", start, { index: params.index, template });
          return page;
        }
        plan = newest;
      } finally {
        releaseAll(loaded);
      }
    }
  }

  /** What the imaging module and the pictures hold: nothing before the first page. */
  diagnostics() {
    const { module, pictures } = this.#tools ?? {};
    return {
      liveObjects: module?.liveObjects() ?? 0,
      heapBytes: module?.heapBytes() ?? 0,
      memoryBytes: (module?.HEAPU8 as Uint8Array | undefined)?.buffer.byteLength ?? 0,
      cachedPictures: pictures?.size.count ?? 0,
      cachedBytes: pictures?.size.bytes ?? 0,
    };
  }

  // A failed download is tried again with the next page.
  #load(): Promise<Tools> {
    this.#loading ??= this.#makeTools().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }

  async #makeTools(): Promise<Tools> {
    if (typeof OffscreenCanvas === "undefined") {
      throw new VitrineError("UNSUPPORTED", "this browser has no OffscreenCanvas in workers");
    }
    const module = await loadImagingModule();
    this.#tools = {
      module,
      pictures: new PictureStore(module, this.#params),
      text: new TextPainter(this.#params.fonts, (error) => this.#listener.onError(error)),
      canvas: new OffscreenCanvas(1, 1),
    };
    return this.#tools;
  }

  async #rank(decide: DecidePage, slotCount: number, signal: AbortSignal): Promise<PagePlan> {
    if (signal.aborted) {
      throw aborted(signal.reason);
    }
    const start = performance.now();
    const plan = await decide(slotCount);
    this.#listener.onTiming("rank", start);
    return plan;
  }

  async #fetch(tools: Tools, plan: PagePlan, signal: AbortSignal): Promise<readonly Loaded[]> {
    const start = performance.now();
    const words = wordsOf(plan);
    const [loaded] = await Promise.all([
      Promise.all(plan.picks.map((pick) => this.#picture(tools.pictures, pick, signal))),
      tools.text.load(words, signal),
    ]);
    if (signal.aborted) {
      releaseAll(loaded);
      throw aborted(signal.reason);
    }
    const missing = loaded.filter((each) => each instanceof VitrineError).length;
    this.#listener.onTiming("pictures", start, { count: loaded.length, missing });
    return loaded;
  }

  async #picture(
    pictures: PictureStore,
    { id, image }: PickedProduct,
    signal: AbortSignal,
  ): Promise<Loaded> {
    if (image === "") {
      const message = `product '${id}' has no picture with an http address`;
      return this.#tell(new VitrineError("IMAGE_FETCH", message, { detail: { product: id } }), id);
    }
    try {
      return await pictures.take(image, signal);
    } catch (thrown) {
      if (thrown instanceof WebAssembly.RuntimeError) {
        throw thrown;
      }
      const error = asVitrineError(thrown);
      // One line for each host that needs a header, not one for each of its pictures.
      const about = error.code === "IMAGE_CORS" ? String(error.detail.host) : image;
      return error.code === "ABORTED" ? error : this.#tell(error, about);
    }
  }

  #tell(error: VitrineError, about: string): VitrineError {
    const key = `${error.code} ${about}`;
    if (!this.#told.has(key)) {
      this.#told.add(key);
      this.#listener.onError(error);
    }
    return error;
  }

  #paint(tools: Tools, order: PaintOrder): PageFacts {
    const { params, template, plan, loaded, signal } = order;
    const { index, width, height } = params;
    return using(new tools.module.Drawing(), (drawing) => {
      this.#timed("layout", () => layOut(tools, drawing, order), signal);
      const scene = JSON.parse(drawing.scene()) as SceneFacts;
      this.#timed("compose", () => check(drawing.compose()), signal);
      const bitmap = this.#timed("text", () => paintText(tools, drawing, scene, params), signal);
      const regions = scene.regions.map(({ product, ...areas }) =>
        regionOf(areas, plan.picks[product], loaded[product]),
      );
      return {
        ...{ index, template, width, height, bitmap, regions },
        headline: plan.headline,
        revision: plan.revision,
        texts: scene.texts.map(({ text, x, baseline, width, size }) => ({
          ...{ text, x, baseline, width, size },
        })),
      };
    });
  }

  #timed<Value>(name: "layout" | "compose" | "text", step: () => Value, signal: AbortSignal) {
    if (signal.aborted) {
      throw aborted(signal.reason);
    }
    const start = performance.now();
    const value = step();
    this.#listener.onTiming(name, start);
    return value;
  }
}

/** A page whose pictures are there. */
interface PaintOrder {
  readonly params: PageParams;
  readonly template: PageTemplate;
  readonly plan: PagePlan;
  readonly loaded: readonly Loaded[];
  readonly signal: AbortSignal;
}

// The same words as `vitrine render` sets.
function pageWords(index: number, { headline, kicker }: PagePlan) {
  return { kicker: index === 0 ? kicker : "", headline, folio: String(index + 1) };
}

function layOut(
  { text }: Tools,
  drawing: Drawing,
  { params, template, plan, loaded }: PaintOrder,
): void {
  plan.picks.forEach((pick, index) => {
    const lease = loaded[index];
    const { id, title, brand, description, price, regularPrice } = pick;
    const prices = { price: price.text, regularPrice: regularPrice?.text ?? "" };
    const said = { id, title, brand, description, ...prices };
    const picture = lease === undefined || lease instanceof VitrineError ? null : lease.picture;
    drawing.add({ ...said, reason: captionReason(pick) }, picture);
  });
  const { width, height, devicePixelRatio, dark, rightToLeft } = params;
  const look = { width, height, devicePixelRatio, dark, rightToLeft };
  const words = pageWords(params.index, plan);
  check(drawing.layOut({ template, ...look, ...words }, text.measure));
}

// That a product can be had is true of all of them: not worth a line on the page.
function captionReason({ reason }: PickedProduct): string {
  return reason.kind === "availability" && reason.facet === "none" ? "" : reason.text;
}

function paintText(
  { canvas, text }: Tools,
  drawing: Drawing,
  { texts }: SceneFacts,
  { devicePixelRatio, parts }: PageParams,
): ImageBitmap {
  const { width, height } = drawing;
  canvas.width = width;
  canvas.height = height;
  const context = contextOf(canvas);
  // A view of the module's memory: nothing in between allocates there.
  const { buffer, byteOffset, length } = drawing.pixels() as Uint8Array<ArrayBuffer>;
  const pixels = new Uint8ClampedArray(buffer, byteOffset, length);
  context.putImageData(new ImageData(pixels, width, height), 0, 0);
  if (parts === "all") {
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    text.draw(context, texts);
  }
  return canvas.transferToImageBitmap();
}

function regionOf(
  areas: Pick<RegionFacts, "area" | "picture">,
  product: PickedProduct | undefined,
  loaded: Loaded | undefined,
): RegionFacts {
  if (!product) {
    throw new VitrineError("INTERNAL", "a region of the page has no product");
  }
  const cors = loaded instanceof VitrineError && loaded.code === "IMAGE_CORS";
  return {
    ...areas,
    product,
    ...(cors && { fallback: { src: product.image, error: factsOf(loaded) } }),
  };
}

function wordsOf({ headline, kicker, picks }: PagePlan): string {
  const products = picks.flatMap(({ title, brand, description, price, regularPrice, reason }) => [
    ...[title, brand, price.text, regularPrice?.text ?? "", reason.text],
    // No page sets more than its first sentence.
    description.slice(0, 100),
  ]);
  return ["0123456789…", kicker, headline, ...products].join(" ");
}

function sameProducts(one: PagePlan, other: PagePlan): boolean {
  return (
    one.picks.length === other.picks.length &&
    one.picks.every(({ id }, index) => id === other.picks[index]?.id)
  );
}

function releaseAll(loaded: readonly Loaded[]): void {
  for (const each of loaded) {
    if (!(each instanceof VitrineError)) {
      each.release();
    }
  }
}
