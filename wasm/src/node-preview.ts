// SPDX-License-Identifier: Apache-2.0
// Makes the preview of a pack: what a page shows before the SDK has started.
import { checkObject, checkWhole, refuse } from "./arguments.js";
import type { ImagingModule } from "./modules.js";
import { loadCoreHere, loadImagingHere } from "./node-modules.js";
import type { PreviewPage, PreviewProduct } from "./preview.js";
import { withPreview } from "./preview-pack.js";
import type { MicrosPrice } from "./prices.js";
import { answered, check, using, withBytes } from "./wasm-module.js";

/** What a preview is made from. */
export interface PreviewOptions {
  /** A pack's bytes. */
  readonly catalog: ArrayBuffer | Uint8Array;
  /**
   * The bytes of a picture, a JPEG or PNG, by its link as the feed has it. Without it the preview has
   * products and no pages.
   */
  readonly picture?: (link: string) => Uint8Array | Promise<Uint8Array>;
  /** How many products at most, 0 .. 64. Default 12. */
  readonly products?: number;
}

/** A product as the core tells it; links and pictures as the feed has them. */
interface Facts {
  readonly id: string;
  readonly title: string;
  readonly brand: string;
  readonly price: MicrosPrice;
  readonly link: string;
  readonly image: string;
}

/** A page as it is drawn, and as it is kept: about one pixel of 22 x 22. */
interface Shape {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
}

const SHAPES: readonly Shape[] = [
  { width: 400, height: 500, columns: 18, rows: 22 },
  { width: 600, height: 600, columns: 20, rows: 20 },
  { width: 1024, height: 576, columns: 27, rows: 15 },
];

/** The most pixels of a picture that is decoded for a preview. */
const MOST_PICTURE_PIXELS = 40_000_000;
/** Words leave their room on a preview and are not drawn: their widths need not be a font's. */
const LETTER_EM = 0.5;

/**
 * The same pack with a preview: the first products and the first page as they are for somebody who is not
 * known. Its size grows by about ten kilobytes.
 *
 * @example
 * const pack = await readFile("catalogue.vpack");
 * const picture = (link) => readFile(join("pictures", link));
 * await writeFile("catalogue.vpack", await addPreview({ catalog: pack, picture }));
 *
 * @throws {VitrineError} INVALID_ARGUMENT; PACK_CORRUPT, PACK_VERSION; TOO_LARGE where so many products have
 *   no room in the first 14,336 bytes; IMAGE_FORMAT, IMAGE_CORRUPT, IMAGE_TOO_LARGE for the picture. What
 *   `picture` rejects with is passed on.
 */
export async function addPreview(options: PreviewOptions): Promise<Uint8Array> {
  checkObject("options", options);
  const { catalog, picture, products = 12 } = options;
  checkWhole("products", products, 0, 64);
  if (!(catalog instanceof ArrayBuffer || catalog instanceof Uint8Array)) {
    refuse("catalog", catalog, "the bytes of a pack");
  }
  const pack = catalog instanceof Uint8Array ? catalog : new Uint8Array(catalog);
  const { picks, cover, headline } = await firstOf(pack, products);
  const pages = picture && cover ? await pagesOf(cover, headline, await picture(cover.image)) : [];
  return withPreview(pack, { pages, products: picks.map(kept) });
}

async function firstOf(pack: Uint8Array, count: number) {
  const core = await loadCoreHere();
  return using(new core.Session(), (session) => {
    withBytes(core, pack, (buffer) => check(session.openPack(buffer)));
    const picks =
      count === 0 ? [] : answered<{ picks: readonly Facts[] }>(session.picks(count, 0)).picks;
    const page = answered<{ headline: { text: string }; picks: readonly Facts[] }>(
      session.page(0, 1, 0),
    );
    return { picks, cover: page.picks[0], headline: page.headline.text };
  });
}

function kept({ id, title, brand, price, link, image }: Facts): PreviewProduct {
  return { id, title, brand, micros: price.micros, currency: price.currency, link, image };
}

async function pagesOf(
  cover: Facts,
  headline: string,
  file: Uint8Array,
): Promise<readonly PreviewPage[]> {
  const imaging = await loadImagingHere();
  return using(new imaging.Picture(), (picture) => {
    check(withBytes(imaging, file, (buffer) => picture.decode(buffer, MOST_PICTURE_PIXELS)));
    return [false, true].flatMap((dark) =>
      SHAPES.map((shape) => ({
        width: shape.columns,
        height: shape.rows,
        dark,
        pixels: draw(imaging, picture, { cover, headline, shape, dark }),
      })),
    );
  });
}

function draw(
  imaging: ImagingModule,
  picture: InstanceType<ImagingModule["Picture"]>,
  { cover, headline, shape, dark }: { cover: Facts; headline: string; shape: Shape; dark: boolean },
): Uint8Array {
  const { id, title, brand } = cover;
  const said = { id, title, brand, price: "0", regularPrice: "", reason: "", description: "" };
  const { width, height } = shape;
  const look = { width, height, devicePixelRatio: 1, dark, rightToLeft: false };
  const words = { kicker: "", headline, folio: "" };
  return using(new imaging.Drawing(), (drawing) => {
    drawing.add(said, picture);
    check(drawing.layOut({ template: "cover", ...look, ...words }, widthOf));
    check(drawing.compose());
    return averaged(drawing.pixels() as Uint8Array, drawing.width, shape);
  });
}

const widthOf = (text: string, _face: number, size: number, tracking: number): number =>
  text.length * (LETTER_EM + tracking) * size;

// One pixel for each cell of a grid over the page.
function averaged(rgba: Uint8Array, width: number, { columns, rows }: Shape): Uint8Array {
  const height = rgba.length / 4 / width;
  const sums = new Float64Array(columns * rows * 3);
  const counts = new Uint32Array(columns * rows);
  for (let at = 0; at < rgba.length; at += 4) {
    const pixel = at / 4;
    const column = Math.floor(((pixel % width) * columns) / width);
    const row = Math.floor((Math.floor(pixel / width) * rows) / height);
    const cell = row * columns + column;
    counts[cell] = (counts[cell] ?? 0) + 1;
    for (let channel = 0; channel < 3; channel += 1) {
      const place = cell * 3 + channel;
      sums[place] = (sums[place] ?? 0) + (rgba[at + channel] ?? 0);
    }
  }
  return Uint8Array.from(sums, (sum, i) => Math.round(sum / (counts[Math.floor(i / 3)] ?? 1)));
}
