// SPDX-License-Identifier: Apache-2.0
// Who takes part in the imaging benchmarks, in the browser. Each makes the page of `work.mjs` from pixels that
// lie where it wants them, and ends with the page's pixels in JavaScript's hands; each uses its own filters
// and blur, as its authors advise. What a library lacks is done in JavaScript, as its users have to.

/**
 * @typedef {object} Party
 * @property {() => (Uint8ClampedArray | Uint8Array | Promise<Uint8ClampedArray | Uint8Array>)} page RGBA.
 * @property {() => (Uint8ClampedArray | Uint8Array | Promise<Uint8ClampedArray | Uint8Array>)} [resize] RGBA.
 *
 * @typedef {object} Inputs
 * @property {Uint8ClampedArray[]} pictures Opaque RGBA for the page's slots, in their order.
 * @property {Uint8ClampedArray} large Opaque RGBA to be resized.
 * @property {typeof import("./work.mjs").PAGE} page
 * @property {typeof import("./work.mjs").RESIZE} resize
 */

const PEERS = "/tests/bench/node_modules";

const cssColour = ([r, g, b], alpha = 255) => `rgb(${r} ${g} ${b} / ${alpha / 255})`;

/** The engine, in a module of its own with the package's flags. @param {Inputs} inputs */
export async function vitrine({ pictures, large, page, resize }) {
  const { default: load } = await import("/build/wasm/wasm/bench.js");
  const bench = await load();
  const work = new bench.Page();
  const add = (pixels, { width, height }, { x, y, ...slot }) => {
    work.addPicture(width, height).set(pixels);
    work.placeLast(x, y, slot.width, slot.height);
  };
  const { side, slots, shadow, background } = page;
  for (const [index, slot] of slots.entries()) {
    add(pictures[index], { width: side, height: side }, slot);
  }
  work.setShadow(shadow.x, shadow.y, shadow.sigma, ...shadow.colour, shadow.alpha);
  const single = new bench.Page();
  single.addPicture(resize.from.width, resize.from.height).set(large);
  return {
    // Views of the module's memory, which hold until the next call.
    page: () => work.compose(page.width, page.height, ...background) && work.result(),
    resize: () => single.resize(0, resize.to.width, resize.to.height) && single.result(),
  };
}

/** The browser's own canvas, by whatever way is the fastest. @param {Inputs} inputs */
export async function browser({ pictures, large, page, resize }) {
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
    return context.getImageData(0, 0, width, height).data;
  };
  const closing = (images) => {
    const pixels = draw(images);
    for (const image of images) {
      image.close();
    }
    return pixels;
  };
  const resized = (index, slot) =>
    createImageBitmap(data[index], {
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
        closing(await Promise.all(slots.map((slot, index) => resized(index, slot)))),
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
      page: async () => closing(await Promise.all(data.map((each) => createImageBitmap(each)))),
    },
    "browser (from bitmaps)": { page: () => draw(bitmaps) },
  };
}

/** Skia in WebAssembly. @param {Inputs} inputs */
export async function canvaskit({ pictures, large, page, resize }) {
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
  return {
    page: () => {
      canvas.clear(kit.Color(...background, 1));
      for (const [index, slot] of slots.entries()) {
        draw(canvas, images[index], { width: side, height: side }, slot, paint);
      }
      surface.flush();
      return canvas.readPixels(0, 0, info(width, height));
    },
    resize: () => {
      draw(smaller.getCanvas(), large_, resize.from, { x: 0, y: 0, ...resize.to }, null);
      smaller.flush();
      return smaller.getCanvas().readPixels(0, 0, info(resize.to.width, resize.to.height));
    },
  };
}

/** libvips in WebAssembly, with threads. @param {Inputs} inputs */
export async function wasmVips({ pictures, large, page, resize }) {
  const { default: load } = await import(`${PEERS}/wasm-vips/lib/vips-es6.js`);
  const vips = await load({ dynamicLibraries: [] });
  // Without this the second page would be found ready made.
  vips.Cache.max(0);
  const { width, height, side, slots, shadow, background } = page;
  const margin = Math.ceil(3 * shadow.sigma);
  const held = new Set();
  const hold = (image) => {
    held.add(image);
    return image;
  };
  /** An image after these steps; all on the way are freed with `release`. */
  const made = (image, ...steps) => steps.reduce((last, step) => hold(step(last)), hold(image));
  const release = (pixels) => {
    for (const image of held) {
      image.delete();
    }
    held.clear();
    return pixels;
  };
  const srgb = (image) => image.copy({ interpretation: "srgb" });
  const scaled = (pixels, from, to) =>
    made(vips.Image.newFromMemory(pixels, from.width, from.height, 4, "uchar"), srgb, (image) =>
      image.resize(to.width / from.width, { vscale: to.height / from.height, kernel: "lanczos3" }),
    );
  const soft = (slot) => {
    const mask = made(
      vips.Image.black(slot.width, slot.height),
      (image) => image.invert(),
      (image) => image.embed(margin, margin, slot.width + 2 * margin, slot.height + 2 * margin),
      (image) => image.gaussblur(shadow.sigma, { precision: "integer" }),
      (image) => image.linear([shadow.alpha / 255], [0], { uchar: true }),
    );
    return made(mask.newFromImage(shadow.colour), srgb, (image) => image.bandjoin(mask));
  };
  const written = (image) => made(image, (each) => each.cast("uchar")).writeToMemory();
  return {
    page: () => {
      const layers = slots.flatMap((slot, index) => [
        { image: soft(slot), x: slot.x + shadow.x - margin, y: slot.y + shadow.y - margin },
        {
          image: scaled(pictures[index], { width: side, height: side }, slot),
          x: slot.x,
          y: slot.y,
        },
      ]);
      const paper = made(
        vips.Image.black(width, height),
        (image) => image.newFromImage([...background, 255]),
        srgb,
      );
      const images = [paper, ...layers.map(({ image }) => image)];
      const places = { x: layers.map(({ x }) => x), y: layers.map(({ y }) => y) };
      const modes = layers.map(() => "over");
      return release(written(vips.Image.composite(images, modes, places)));
    },
    resize: () => release(written(scaled(large, resize.from, resize.to))),
  };
}

/** Photon: Rust in WebAssembly. @param {Inputs} inputs */
export async function photon({ pictures, large, page, resize }) {
  const library = await import(`${PEERS}/@silvia-odwyer/photon/photon_rs.js`);
  await library.default({ module_or_path: `${PEERS}/@silvia-odwyer/photon/photon_rs_bg.wasm` });
  const { PhotonImage, SamplingFilter } = library;
  const { width, height, side, slots, shadow, background } = page;
  const bytes = (pixels) => new Uint8Array(pixels.buffer);
  const images = pictures.map((pixels) => new PhotonImage(bytes(pixels), side, side));
  const largeImage = new PhotonImage(bytes(large), resize.from.width, resize.from.height);
  const margin = Math.ceil(3 * shadow.sigma);
  const shape = (slot) => {
    const [w, h] = [slot.width + 2 * margin, slot.height + 2 * margin];
    const pixels = new Uint32Array(w * h).fill(colourWord(shadow.colour, 0));
    for (let y = margin; y < margin + slot.height; y += 1) {
      pixels.fill(
        colourWord(shadow.colour, shadow.alpha),
        y * w + margin,
        y * w + margin + slot.width,
      );
    }
    return new PhotonImage(new Uint8Array(pixels.buffer), w, h);
  };
  return {
    page: () => {
      const paper = new Uint32Array(width * height).fill(colourWord(background, 255));
      const sheet = new PhotonImage(new Uint8Array(paper.buffer), width, height);
      for (const [index, slot] of slots.entries()) {
        const soft = shape(slot);
        library.gaussian_blur(soft, shadow.sigma);
        const at = (value) => BigInt(value);
        library.watermark(
          sheet,
          soft,
          at(slot.x + shadow.x - margin),
          at(slot.y + shadow.y - margin),
        );
        soft.free();
        const small = library.resize(
          images[index],
          slot.width,
          slot.height,
          SamplingFilter.Lanczos3,
        );
        library.watermark(sheet, small, at(slot.x), at(slot.y));
        small.free();
      }
      const pixels = sheet.get_raw_pixels();
      sheet.free();
      return pixels;
    },
    resize: () => {
      const { to } = resize;
      const small = library.resize(largeImage, to.width, to.height, SamplingFilter.Lanczos3);
      const pixels = small.get_raw_pixels();
      small.free();
      return pixels;
    },
  };
}

/** Squoosh's resize in WebAssembly; the rest in JavaScript. @param {Inputs} inputs */
export async function jsquash({ pictures, large, page, resize }) {
  const { default: scale, initResize } = await import(`${PEERS}/@jsquash/resize/index.js`);
  await initResize(`${PEERS}/@jsquash/resize/lib/resize/pkg/squoosh_resize_bg.wasm`);
  const options = { method: "lanczos3", fitMethod: "stretch", premultiply: true, linearRGB: false };
  const scaled = async (pixels, from, { width, height }) =>
    (await scale(new ImageData(pixels, from.width, from.height), { ...options, width, height }))
      .data;
  const from = { width: page.side, height: page.side };
  return {
    page: () => composeInJavaScript(page, (index, slot) => scaled(pictures[index], from, slot)),
    resize: () => scaled(large, resize.from, resize.to),
  };
}

/** Pica: WebAssembly and JavaScript; the rest in JavaScript. @param {Inputs} inputs */
export async function pica({ pictures, large, page, resize }) {
  const { default: Pica } = await import(`${PEERS}/pica/dist/pica.mjs`);
  const made = new Pica({ features: ["js", "wasm"] });
  const scaled = (pixels, from, to) =>
    made.resizeBuffer({
      src: new Uint8Array(pixels.buffer),
      width: from.width,
      height: from.height,
      toWidth: to.width,
      toHeight: to.height,
      filter: "lanczos3",
    });
  const from = { width: page.side, height: page.side };
  return {
    page: () => composeInJavaScript(page, (index, slot) => scaled(pictures[index], from, slot)),
    resize: () => scaled(large, resize.from, resize.to),
  };
}

// Two passes of a sampled Gaussian over the shadow's mask, and straightforward blending.
async function composeInJavaScript({ width, height, slots, shadow, background }, scaled) {
  const out = new Uint8ClampedArray(width * height * 4);
  new Uint32Array(out.buffer).fill(colourWord(background, 255));
  for (const [index, slot] of slots.entries()) {
    blendShadow(out, width, height, slot, shadow);
    const pixels = await scaled(index, slot);
    for (let y = 0; y < slot.height; y += 1) {
      const row = pixels.subarray(y * slot.width * 4, (y + 1) * slot.width * 4);
      out.set(row, ((slot.y + y) * width + slot.x) * 4);
    }
  }
  return out;
}

function blendShadow(out, width, height, slot, { x, y, sigma, colour, alpha }) {
  const reach = Math.ceil(3 * sigma);
  const across = blurredEdge(slot.width, sigma, reach);
  const down = blurredEdge(slot.height, sigma, reach);
  for (let row = 0; row < down.length; row += 1) {
    const py = slot.y + y - reach + row;
    for (let column = 0; column < across.length && py >= 0 && py < height; column += 1) {
      const px = slot.x + x - reach + column;
      if (px >= 0 && px < width) {
        const a = (alpha / 255) * down[row] * across[column];
        const at = (py * width + px) * 4;
        for (let channel = 0; channel < 3; channel += 1) {
          out[at + channel] += a * (colour[channel] - out[at + channel]);
        }
      }
    }
  }
}

function blurredEdge(length, sigma, reach) {
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  return Float32Array.from({ length: length + 2 * reach }, (_, at) => {
    let value = 0;
    for (let i = 0; i < kernel.length; i += 1) {
      const from = at - 2 * reach + i;
      value += from >= 0 && from < length ? kernel[i] : 0;
    }
    return value / sum;
  });
}

const colourWord = ([r, g, b], alpha) => ((alpha << 24) | (b << 16) | (g << 8) | r) >>> 0;

function loadScript(src) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src, onload: resolve, onerror: () => reject(new Error(src)) });
    document.head.append(script);
  });
}
