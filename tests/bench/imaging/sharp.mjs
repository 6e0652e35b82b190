// SPDX-License-Identifier: Apache-2.0
// sharp (libvips with its own threads) does the same work natively, as a server would.
import sharp from "sharp";
import { pageReference, psnr, resizeReference, worstOfPage } from "./reference.mjs";
import { JPEG_QUALITY, PAGE, paint, RESIZE } from "./work.mjs";

/**
 * @param {string[]} photographs Files.
 * @param {Buffer[]} files The page's pictures as JPEG files.
 */
export async function makeSharp(photographs, files) {
  const side = { width: PAGE.side, height: PAGE.side };
  const painted = ["texture", "zone-plate"].flatMap((kind) =>
    [1, 2].map((seed) => paint(kind, side.width, side.height, seed)),
  );
  const decoded = photographs.map((file) =>
    sharp(file).resize(side.width, side.height, { fit: "fill" }).ensureAlpha().raw().toBuffer(),
  );
  const pictures = [...painted, ...(await Promise.all(decoded))];
  const large = paint("texture", RESIZE.from.width, RESIZE.from.height, 1);
  const page = async () =>
    (await makePage(pictures.map((pixels) => () => sharp(pixels, raw(side))))).raw().toBuffer();
  const jpeg = async () => {
    const sheet = await makePage(files.map((file) => () => sharp(file).ensureAlpha()));
    return sheet
      .removeAlpha()
      .jpeg({ quality: 100 * JPEG_QUALITY })
      .toBuffer();
  };
  const resize = () => scaled(sharp(large, raw(RESIZE.from)), RESIZE.to);
  const pixelsOf = (file) => sharp(file).ensureAlpha().raw().toBuffer();
  const fromFiles = pageReference(await Promise.all(files.map(pixelsOf)), PAGE);
  return {
    page,
    resize,
    jpeg,
    quality: {
      jpeg: worstOfPage(await pixelsOf(await jpeg()), fromFiles, PAGE),
      page: worstOfPage(await page(), pageReference(pictures, PAGE), PAGE),
      resize: { texture: psnr(await resize(), resizeReference(large, RESIZE.from, RESIZE.to)) },
    },
  };
}

const raw = ({ width, height }, channels = 4) => ({ raw: { width, height, channels } });

const scaled = (image, { width, height }) =>
  image.resize(width, height, { kernel: "lanczos3", fit: "fill" }).raw().toBuffer();

/** @param {(() => sharp.Sharp)[]} pictures */
async function makePage(pictures) {
  const { width, height, background, slots, shadow } = PAGE;
  const layers = await Promise.all(
    slots.map(async (slot, index) => [
      await softShadow(slot, shadow),
      {
        input: await scaled(pictures[index](), slot),
        ...raw(slot),
        left: slot.x,
        top: slot.y,
      },
    ]),
  );
  const [r, g, b] = background;
  const paper = { width, height, channels: 4, background: { r, g, b, alpha: 1 } };
  return sharp({ create: paper }).composite(layers.flat());
}

// sharp composites nothing that begins outside the page, so the shadow is cut to it.
async function softShadow(slot, { x, y, sigma, colour, alpha }) {
  const reach = Math.ceil(3 * sigma);
  const [r, g, b] = colour;
  const clear = { r, g, b, alpha: 0 };
  const solid = { r, g, b, alpha: alpha / 255 };
  const shape = { width: slot.width, height: slot.height, channels: 4, background: solid };
  const sides = { left: reach, right: reach, top: reach, bottom: reach };
  const { data, info } = await sharp({ create: shape })
    .extend({ ...sides, background: clear })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const left = slot.x + x - reach;
  const top = slot.y + y - reach;
  const cut = { left: Math.max(0, -left), top: Math.max(0, -top) };
  const whole = {
    width: Math.min(info.width - cut.left, PAGE.width - Math.max(0, left)),
    height: Math.min(info.height - cut.top, PAGE.height - Math.max(0, top)),
  };
  const blurred = await sharp(data, raw(info)).blur(sigma).raw().toBuffer();
  const input = await sharp(blurred, raw(info))
    .extract({ ...cut, ...whole })
    .raw()
    .toBuffer();
  return { input, ...raw(whole), left: Math.max(0, left), top: Math.max(0, top) };
}
