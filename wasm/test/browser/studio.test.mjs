// SPDX-License-Identifier: Apache-2.0
// A studio's steps with real pictures, under a strict Content-Security-Policy.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { paintedPng, plainPng } from "../support/png.mjs";
import { ROOT, repositoryFile } from "../support/server.mjs";
import { openStudio } from "../support/studio.mjs";

/** A book before a graded backdrop. */
const BOOK = "/catalogue/boo-house-oxblood.jpg";

let shop;
before(async () => {
  shop = await openStudio({
    files: {
      "/made/shades.png": paintedPng(96, 64, (x, y) => [x * 2, y * 3, 90, x < 48 ? 255 : y * 4]),
      "/made/dot.png": plainPng(1, 1, [200, 100, 50, 255]),
      "/made/clear.png": plainPng(80, 60, [0, 0, 0, 0]),
    },
  });
});
after(() => shop.close());

/** A page with a studio that decodes in C++, so that pixels are the same everywhere. */
async function studioPage(t, options = { decoder: "stb" }) {
  const visit = await shop.visit(t);
  t.after(() => assert.deepEqual(visit.messages, []));
  await visit.page.evaluate((given) => start(given), options);
  return visit.page;
}

test("a picture is opened from an address, a file, bytes, a bitmap and pixels alike", async (t) => {
  const page = await studioPage(t);
  const results = await page.evaluate(async () => {
    const file = await (await fetch("/made/shades.png")).blob();
    const bytes = await file.arrayBuffer();
    const around = new Uint8Array(bytes.byteLength + 20);
    around.set(new Uint8Array(bytes), 10);
    const pixels = await pixelsOf(file);
    const bitmap = await createImageBitmap(file, { colorSpaceConversion: "none" });
    const sources = {
      address: "/made/shades.png",
      url: new URL("/made/shades.png", location.href),
      blob: file,
      buffer: bytes,
      part: around.subarray(10, 10 + bytes.byteLength),
      bitmap,
      pixels,
    };
    const results = {};
    for (const [name, source] of Object.entries(sources)) {
      const picture = await studio.open(source);
      const worst = largestDifference(await pixelsOf(picture), pixels);
      results[name] = [picture.width, picture.height, worst];
    }
    // All of it is still the caller's.
    const own = [bytes.byteLength, bitmap.width, pixels.data.length, around.length > 20];
    return { results, own };
  });
  for (const [name, [width, height, worst]] of Object.entries(results.results)) {
    assert.deepEqual([width, height], [96, 64], name);
    // Through a canvas, colours under little alpha are rounded.
    assert.ok(worst <= (name === "bitmap" ? 8 : 1), `${name}: ${worst}`);
  }
  assert.deepEqual(results.own.slice(1), [96, 96 * 64 * 4, true]);
  assert.ok(results.own[0] > 0);
});

test("pixels of a wide gamut are taken as what they look like in sRGB", async (t) => {
  const page = await studioPage(t);
  const colour = await page.evaluate(async () => {
    const wide = new ImageData(8, 8, { colorSpace: "display-p3" });
    for (let i = 0; i < wide.data.length; i += 4) {
      wide.data.set([160, 120, 110, 255], i);
    }
    return colourAt(await pixelsOf(await studio.open(wide)), 3, 3);
  });
  // Display P3's matrix, by hand: a red of 160 there is one of 168 here.
  assert.ok(Math.abs(colour[0] - 168) <= 2, String(colour));
  assert.ok(Math.abs(colour[1] - 118) <= 2, String(colour));
});

test("WebP and AVIF are opened by the browser", async (t) => {
  shop.files["/made/a.avif"] = await repositoryFile("tests/fuzz/corpus/codecs/a.avif");
  shop.files["/made/a.webp"] = await repositoryFile("tests/fuzz/corpus/codecs/a.webp");
  const page = await studioPage(t, {});
  const sizes = await page.evaluate(async () => {
    const sizes = [];
    for (const name of ["a.avif", "a.webp"]) {
      const picture = await studio.open(`/made/${name}`);
      const bitmap = await createImageBitmap(await (await fetch(`/made/${name}`)).blob());
      sizes.push([picture.width, picture.height, bitmap.width, bitmap.height]);
    }
    return sizes;
  });
  for (const [width, height, itsWidth, itsHeight] of sizes) {
    assert.ok(width > 0);
    assert.deepEqual([width, height], [itsWidth, itsHeight]);
  }
});

test("the browser's decoders and our own give the same picture, nearly", async (t) => {
  const pixels = [];
  for (const decoder of ["auto", "stb"]) {
    const page = await studioPage(t, { decoder });
    pixels.push(
      await page.evaluate(async (address) => {
        const { data } = await pixelsOf(await studio.open(address));
        return Array.from(data.filter((_, i) => i % 997 === 0));
      }, BOOK),
    );
  }
  const errors = pixels[0].map((value, i) => Math.abs(value - pixels[1][i]));
  const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
  assert.ok(mean < 0.6, `${mean} levels apart`);
});

test("a measured picture has a report of what it is like", async (t) => {
  const page = await studioPage(t);
  const { book, again, other, clear } = await page.evaluate(async (address) => {
    const book = await studio.open(address);
    return {
      book: await book.measure(),
      again: await book.measure(),
      other: await (await studio.open("/catalogue/vas-amphora-oat.jpg")).measure(),
      clear: await (await studio.open("/made/clear.png")).measure(),
    };
  }, BOOK);
  assert.deepEqual(book, again);
  assert.deepEqual([book.width, book.height], [1200, 1200]);
  assert.ok(book.edgeSigma > 0.4 && book.edgeSigma < 1.2, String(book.edgeSigma));
  assert.ok(book.jpegQuality >= 80 && book.jpegQuality <= 90, String(book.jpegQuality));
  assert.ok(["plain", "graded"].includes(book.background));
  assert.match(book.hash, /^[0-9a-f]{16}$/);
  assert.notEqual(book.hash, other.hash);
  assert.ok(book.exposure.black < book.exposure.median);
  assert.ok(book.exposure.median < book.exposure.white);
  assert.ok(book.light.certainty >= 0 && book.light.certainty <= 1);
  const { x, y, width, height } = book.subject;
  assert.ok(x > 0 && y > 0 && x + width < 1200 && y + height < 1200);
  assert.equal(clear.background, "transparent");
});

test("enhancing mends what was done to a picture, as strongly as asked", async (t) => {
  const page = await studioPage(t);
  const found = await page.evaluate(async (address) => {
    const clean = await pixelsOf(await studio.open(address));
    // Noise of a standard deviation of 12, from a small generator.
    let state = 1;
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    const noisy = new ImageData(new Uint8ClampedArray(clean.data), clean.width, clean.height);
    for (let i = 0; i < noisy.data.length; i += 1) {
      if (i % 4 !== 3) {
        noisy.data[i] += 12 * (random() + random() + random() + random() - 2) * Math.sqrt(3);
      }
    }
    const errorTo = (pixels) => {
      let sum = 0;
      for (let i = 0; i < clean.data.length; i += 1) {
        sum += (pixels.data[i] - clean.data[i]) ** 2;
      }
      return Math.sqrt(sum / clean.data.length);
    };
    const picture = await studio.open(noisy);
    const off = { deblock: 0, denoise: 0, sharpen: 0, whiteBalance: 0, exposure: 0, contrast: 0 };
    const result = {
      noise: (await picture.measure()).noise.brightness,
      asItIs: errorTo(noisy),
      automatic: errorTo(await pixelsOf(await picture.enhance())),
      half: errorTo(await pixelsOf(await picture.enhance({ ...off, denoise: 0.5 }))),
      unchanged: largestDifference(await pixelsOf(await picture.enhance(off)), noisy),
      stillThere: largestDifference(await pixelsOf(picture), noisy),
    };
    return result;
  }, BOOK);
  assert.ok(found.noise > 5, String(found.noise));
  assert.ok(found.automatic < found.asItIs / 2, JSON.stringify(found));
  assert.ok(found.half < found.asItIs / 2, JSON.stringify(found));
  assert.deepEqual([found.unchanged, found.stillThere], [0, 0]);
});

test("a cut-out is the subject on nothing; what is not sure stays uncut", async (t) => {
  const page = await studioPage(t);
  const found = await page.evaluate(async (address) => {
    const picture = await studio.open(address);
    const cutout = await picture.cutOut();
    const { data, width, height } = await pixelsOf(cutout.picture);
    const alphaAt = (x, y) => data[(Math.round(y) * width + Math.round(x)) * 4 + 3];
    const { box, method, confidence } = cutout;
    const again = await cutout.picture.cutOut();
    const unsure = await picture.cutOut({ leastConfidence: 1 });
    return {
      ...{ box, method, confidence, width, height },
      middle: alphaAt(box.x + box.width / 2, box.y + box.height / 2),
      corners: [alphaAt(2, 2), alphaAt(width - 3, 2), alphaAt(2, height - 3)],
      again: {
        method: again.method,
        same: largestDifference(await pixelsOf(again.picture), { data, width, height }),
      },
      unsure: { ...unsure, keys: Object.keys(unsure) },
    };
  }, BOOK);
  assert.equal(found.method, "backdrop");
  assert.ok(found.confidence > 0.6 && found.confidence <= 1);
  assert.deepEqual([found.width, found.height], [1200, 1200]);
  assert.equal(found.middle, 255);
  assert.deepEqual(found.corners, [0, 0, 0]);
  assert.deepEqual(found.again, { method: "given", same: 0 });
  assert.equal(found.unsure.method, "none");
  assert.equal(found.unsure.picture, undefined);
});

test("harmonising frames every subject alike, as a style says", async (t) => {
  const page = await studioPage(t);
  const { boxes, corners, sizes, plain } = await page.evaluate(async () => {
    const style = {
      canvas: { width: 400, height: 500 },
      background: { top: "#204060", bottom: "#204060" },
      subject: { scale: 0.5, centre: [0.5, 0.4] },
      shadow: { opacity: 0 },
    };
    const boxes = [];
    const corners = [];
    const sizes = [];
    for (const name of ["boo-house-oxblood", "lit-globe-brass", "vas-amphora-oat"]) {
      const picture = await studio.open(`/catalogue/${name}.jpg`);
      const made = await picture.harmonise(JSON.stringify(style));
      boxes.push(made.box);
      sizes.push([made.picture.width, made.picture.height]);
      corners.push(colourAt(await pixelsOf(made.picture), 3, 3));
    }
    const picture = await studio.open("/catalogue/sea-stool-oak.jpg");
    const plain = await picture.harmonise();
    return { boxes, corners, sizes, plain: [plain.picture.width, plain.picture.height] };
  });
  for (const [i, { x, y, width, height }] of boxes.entries()) {
    assert.ok(Math.abs(x + width / 2 - 200) < 1, `${i}: ${x + width / 2}`);
    assert.ok(Math.abs(y + height / 2 - 200) < 1, `${i}: ${y + height / 2}`);
    assert.ok(Math.abs(Math.max(width / 200, height / 250) - 1) < 0.01);
    assert.deepEqual(sizes[i], [400, 500]);
    assert.ok(corners[i].every((value, c) => Math.abs(value - [32, 64, 96, 255][c]) <= 1));
  }
  assert.deepEqual(plain, [1200, 1500]);
});

test("small pictures are doubled on the way into a style, unless told not to", async (t) => {
  const page = await studioPage(t);
  const { doubled, sizes, sharper } = await page.evaluate(async () => {
    const whole = await studio.open("/catalogue/sea-stool-oak.jpg");
    const small = await (await whole.harmonise({ canvas: { width: 160, height: 200 } })).picture;
    const twice = await small.doubled();
    const automatic = (await small.harmonise()).picture;
    const byHand = (await twice.harmonise({}, { doubling: "never" })).picture;
    const not = (await small.harmonise({}, { doubling: "never" })).picture;
    return {
      doubled: largestDifference(await pixelsOf(automatic), await pixelsOf(byHand)),
      sizes: [twice.width, twice.height, automatic.width],
      sharper: largestDifference(await pixelsOf(automatic), await pixelsOf(not)),
    };
  });
  assert.deepEqual(sizes, [320, 400, 1200]);
  assert.equal(doubled, 0);
  assert.ok(sharper > 10, String(sharper));
});

test("formats and details show one product in other ways", async (t) => {
  const page = await studioPage(t);
  const { formats, detail, inside } = await page.evaluate(async (address) => {
    const picture = await studio.open(address);
    const formats = {};
    for (const format of ["square", "portrait", "story"]) {
      const made = await picture.present({
        format,
        style: { canvas: { width: 360, height: 360 } },
      });
      const { y, height } = made.box;
      formats[format] = [made.picture.width, made.picture.height, y, y + height];
    }
    const { picture: close, box } = await picture.present({ detail: { aspect: 1.5, share: 0.5 } });
    const whole = await pixelsOf(picture);
    const inside = await pixelsOf(close);
    let worst = 0;
    for (let y = 0; y < box.height; y += 7) {
      for (let x = 0; x < box.width; x += 7) {
        const one = colourAt(inside, x, y);
        const other = colourAt(whole, box.x + x, box.y + y);
        worst = Math.max(worst, ...one.map((value, i) => Math.abs(value - other[i])));
      }
    }
    return { formats, detail: { ...box, size: [close.width, close.height] }, inside: worst };
  }, BOOK);
  assert.deepEqual(formats.square.slice(0, 2), [360, 360]);
  assert.deepEqual(formats.portrait.slice(0, 2), [360, 450]);
  assert.deepEqual(formats.story.slice(0, 2), [360, 640]);
  // A seventh at both ends is clear of the subject.
  assert.ok(formats.story[2] >= 640 / 7 - 1 && formats.story[3] <= (640 * 6) / 7 + 1);
  assert.deepEqual(detail.size, [detail.width, detail.height]);
  assert.ok(Math.abs(detail.width / detail.height - 1.5) < 0.02);
  assert.equal(inside, 0);
});

test("pictures become JPEG, PNG and WebP files that the browser reads", async (t) => {
  const page = await studioPage(t);
  const files = await page.evaluate(async (address) => {
    // In a style, so that no earlier JPEG's steps are met again.
    const whole = await studio.open(address);
    const { picture } = await whole.harmonise({ canvas: { width: 500, height: 600 } });
    const own = await pixelsOf(picture);
    const meanDifference = (one, other) => {
      let sum = 0;
      for (let i = 0; i < one.data.length; i += 1) {
        sum += Math.abs(one.data[i] - other.data[i]);
      }
      return sum / one.data.length;
    };
    const files = {};
    for (const [name, options] of Object.entries({
      default: undefined,
      fine: { quality: 95 },
      coarse: { type: "image/jpeg", quality: 20 },
      png: { type: "image/png" },
      webp: { type: "image/webp", quality: 90 },
    })) {
      const blob = await picture.encode(options);
      const error = meanDifference(await pixelsOf(blob), own);
      files[name] = { type: blob.type, size: blob.size, error };
    }
    return files;
  }, BOOK);
  assert.equal(files.default.type, "image/jpeg");
  assert.ok(files.default.error < 1, JSON.stringify(files.default));
  assert.ok(files.fine.error < files.default.error && files.fine.size > files.default.size);
  assert.ok(files.coarse.error > files.default.error && files.coarse.size < files.default.size);
  assert.deepEqual([files.png.type, files.png.error], ["image/png", 0]);
  assert.equal(files.webp.type, "image/webp");
  assert.ok(files.webp.error < 1.5, JSON.stringify(files.webp));
});

test("a transparent picture keeps its alpha in PNG and WebP, and shows a backdrop in JPEG", async (t) => {
  const page = await studioPage(t);
  const colours = await page.evaluate(async () => {
    const picture = await studio.open("/made/clear.png");
    const colours = {};
    for (const options of [
      { type: "image/png" },
      { type: "image/webp" },
      { type: "image/jpeg" },
      { type: "image/jpeg", backdrop: "#3060C0", quality: 100 },
    ]) {
      const name = `${options.type} ${options.backdrop ?? ""}`;
      colours[name] = colourAt(await pixelsOf(await picture.encode(options)), 40, 30);
    }
    return colours;
  });
  assert.equal(colours["image/png "][3], 0);
  assert.equal(colours["image/webp "][3], 0);
  assert.deepEqual(colours["image/jpeg "], [255, 255, 255, 255]);
  const [r, g, b] = colours["image/jpeg #3060C0"];
  assert.ok(Math.abs(r - 0x30) <= 2 && Math.abs(g - 0x60) <= 2 && Math.abs(b - 0xc0) <= 2);
});

test("a picture of one pixel and one that cannot be seen go through every step", async (t) => {
  const page = await studioPage(t);
  const results = await page.evaluate(async () => {
    const results = {};
    for (const name of ["dot", "clear"]) {
      const picture = await studio.open(`/made/${name}.png`);
      const mended = await picture.enhance({ denoise: 1, sharpen: 1, deblock: 1 });
      const cutout = await mended.cutOut();
      const harmonised = await mended.harmonise({ canvas: { width: 64, height: 64 } });
      const detail = await picture.present({ detail: {} });
      results[name] = {
        background: (await picture.measure()).background,
        method: cutout.method,
        harmonised: [harmonised.picture.width, harmonised.method],
        detail: detail.picture.width >= 1,
        twice: (await picture.doubled()).width,
        jpeg: (await picture.encode()).size > 100,
        png: (await picture.encode({ type: "image/png" })).size > 60,
      };
    }
    return results;
  });
  assert.deepEqual(results.dot, {
    background: "plain",
    method: "none",
    harmonised: [64, "none"],
    ...{ detail: true, twice: 2, jpeg: true, png: true },
  });
  assert.deepEqual(results.clear, {
    background: "transparent",
    method: "given",
    harmonised: [64, "given"],
    ...{ detail: true, twice: 160, jpeg: true, png: true },
  });
});

test("the example of docs/studio.md runs as it is written", async (t) => {
  const guide = readFileSync(`${ROOT}docs/studio.md`, "utf8");
  const [, example] = /```js\n([\s\S]*?)```/.exec(guide);
  assert.match(example, /from "@vitrine\/sdk\/studio"/);
  Object.assign(shop.files, {
    "/example.js": {
      type: "text/javascript",
      body: example.replace("@vitrine/sdk/studio", "/package/picture-studio.js"),
    },
    "/pictures/lamp.jpg": await repositoryFile("web-demo/catalogue/images/boo-house-oxblood.jpg"),
    "/style.json": await repositoryFile("tests/fuzz/corpus/style/some.json"),
    "/upload": { status: 204 },
  });
  const { page, messages } = await shop.visit(t);
  const told = [];
  page.on("console", (message) => told.push(message.text()));
  const { size, uploaded } = await page.evaluate(async () => {
    const { fetch } = globalThis;
    let uploaded;
    globalThis.fetch = (address, options) => {
      uploaded ??= options?.body;
      return fetch(address, options);
    };
    const canvas = document.createElement("canvas");
    canvas.id = "lamp";
    document.body.append(canvas);
    await import("/example.js");
    const bitmap = await createImageBitmap(canvas);
    const corner = colourAt(await pixelsOf(bitmap), 5, 5);
    const signature = [...new Uint8Array(await uploaded.arrayBuffer()).slice(0, 3)];
    return { size: [canvas.width, canvas.height, corner], uploaded: signature };
  });
  // The style's canvas is 900 wide and as high as the default, its backdrop's top #fdfcfb.
  assert.deepEqual(size, [900, 1500, [0xfd, 0xfc, 0xfb, 255]]);
  assert.deepEqual(uploaded, [0xff, 0xd8, 0xff]);
  assert.match(told[0], /^blur of 0\.\d\d px, a (plain|graded) background, hash [0-9a-f]{16}$/);
  assert.equal(told[1], "cut out by its backdrop");
  assert.deepEqual(messages, []);
});
