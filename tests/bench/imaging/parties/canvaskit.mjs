// SPDX-License-Identifier: Apache-2.0
import { JPEG_QUALITY } from "../work.mjs";
import { PEERS } from "./peers.mjs";

/** Skia in WebAssembly. @param {Inputs} inputs */
export async function canvaskit({ pictures, files, large, page, resize }) {
  await loadScript(`${PEERS}/canvaskit-wasm/bin/canvaskit.js`);
  const kit = await globalThis.CanvasKitInit({
    locateFile: (file) => `${PEERS}/canvaskit-wasm/bin/${file}`,
  });
  const info = (width, height) => ({
    width,
    height,
    colorType: kit.ColorType.RGBA_8888,
    alphaType: kit.AlphaType.Premul,
    colorSpace: kit.ColorSpace.SRGB,
  });
  const imageOf = (pixels, width, height) =>
    kit.MakeImage(info(width, height), pixels, width * 4).makeCopyWithDefaultMipmaps();
  const { width, height, side, slots, shadow, background } = page;
  const images = pictures.map((pixels) => imageOf(pixels, side, side));
  const surface = kit.MakeSurface(width, height);
  const canvas = surface.getCanvas();
  const paint = new kit.Paint();
  paint.setImageFilter(
    kit.ImageFilter.MakeDropShadow(
      ...[shadow.x, shadow.y, shadow.sigma, shadow.sigma],
      kit.Color(...shadow.colour, shadow.alpha / 255),
      null,
    ),
  );
  const large_ = imageOf(large, resize.from.width, resize.from.height);
  const smaller = kit.MakeSurface(resize.to.width, resize.to.height);
  const draw = (to, image, from, slot, how) =>
    to.drawImageRectOptions(
      image,
      kit.XYWHRect(0, 0, from.width, from.height),
      kit.XYWHRect(slot.x, slot.y, slot.width, slot.height),
      ...[kit.FilterMode.Linear, kit.MipmapMode.Linear, how],
    );
  const paper = new OffscreenCanvas(width, height);
  const drawPage = (of) => {
    canvas.clear(kit.Color(...background, 1));
    for (const [index, slot] of slots.entries()) {
      draw(canvas, of[index], { width: side, height: side }, slot, paint);
    }
    surface.flush();
  };
  return {
    page: () => {
      drawPage(images);
      return canvas.readPixels(0, 0, info(width, height));
    },
    jpeg: async () => {
      const decoded = files.map((file) => {
        const image = kit.MakeImageFromEncoded(file);
        const mipmapped = image.makeCopyWithDefaultMipmaps();
        image.delete();
        return mipmapped;
      });
      drawPage(decoded);
      const pixels = new Uint8ClampedArray(canvas.readPixels(0, 0, info(width, height)).buffer);
      for (const image of decoded) {
        image.delete();
      }
      // Its build for the web encodes no JPEG; the browser does.
      paper.getContext("2d").putImageData(new ImageData(pixels, width, height), 0, 0);
      return paper.convertToBlob({ type: "image/jpeg", quality: JPEG_QUALITY });
    },
    resize: () => {
      draw(smaller.getCanvas(), large_, resize.from, { x: 0, y: 0, ...resize.to }, null);
      smaller.flush();
      return smaller.getCanvas().readPixels(0, 0, info(resize.to.width, resize.to.height));
    },
  };
}

function loadScript(src) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src, onload: resolve, onerror: () => reject(new Error(src)) });
    document.head.append(script);
  });
}
