// SPDX-License-Identifier: Apache-2.0
import { JPEG_QUALITY } from "../work.mjs";

/** The browser's own canvas, by whatever way is the fastest. @param {Inputs} inputs */
export async function browser({ pictures, files, large, page, resize }) {
  const { width, height, side, slots, shadow, background } = page;
  const data = pictures.map((pixels) => new ImageData(pixels, side, side));
  const bitmaps = await Promise.all(data.map((each) => createImageBitmap(each)));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true, alpha: false });
  context.imageSmoothingQuality = "high";
  const draw = (images) => {
    context.shadowColor = "transparent";
    context.fillStyle = cssColour(background);
    context.fillRect(0, 0, width, height);
    context.shadowColor = cssColour(shadow.colour, shadow.alpha);
    context.shadowOffsetX = shadow.x;
    context.shadowOffsetY = shadow.y;
    // The blur is twice the standard deviation.
    context.shadowBlur = 2 * shadow.sigma;
    for (const [index, slot] of slots.entries()) {
      context.drawImage(images[index], slot.x, slot.y, slot.width, slot.height);
    }
  };
  const read = () => context.getImageData(0, 0, width, height).data;
  const encode = () => canvas.convertToBlob({ type: "image/jpeg", quality: JPEG_QUALITY });
  const closing = (images, result) => {
    draw(images);
    for (const image of images) {
      image.close();
    }
    return result();
  };
  const blobs = files.map((file) => new Blob([file], { type: "image/jpeg" }));
  const resized = (source, slot) =>
    createImageBitmap(source, {
      resizeWidth: slot.width,
      resizeHeight: slot.height,
      resizeQuality: "high",
    });
  const small = new OffscreenCanvas(resize.to.width, resize.to.height);
  const smallContext = small.getContext("2d", { willReadFrequently: true });
  const largeData = new ImageData(large, resize.from.width, resize.from.height);
  return {
    "browser (resized bitmaps)": {
      page: async () =>
        closing(await Promise.all(slots.map((slot, index) => resized(data[index], slot))), read),
      jpeg: async () =>
        closing(await Promise.all(slots.map((slot, index) => resized(blobs[index], slot))), encode),
      resize: async () => {
        const bitmap = await createImageBitmap(largeData, {
          resizeWidth: resize.to.width,
          resizeHeight: resize.to.height,
          resizeQuality: "high",
        });
        smallContext.drawImage(bitmap, 0, 0);
        bitmap.close();
        return smallContext.getImageData(0, 0, resize.to.width, resize.to.height).data;
      },
    },
    "browser (from pixels)": {
      page: async () =>
        closing(await Promise.all(data.map((each) => createImageBitmap(each))), read),
      jpeg: async () =>
        closing(await Promise.all(blobs.map((each) => createImageBitmap(each))), encode),
    },
    "browser (from bitmaps)": {
      page: () => {
        draw(bitmaps);
        return read();
      },
    },
  };
}

const cssColour = ([r, g, b], alpha = 255) => `rgb(${r} ${g} ${b} / ${alpha / 255})`;
