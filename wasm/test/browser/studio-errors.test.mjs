// SPDX-License-Identifier: Apache-2.0
// What goes wrong in a studio, by code; each time the next step goes on.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { hugePng, plainPng } from "../support/png.mjs";
import { repositoryFile, startServer } from "../support/server.mjs";
import { openStudio } from "../support/studio.mjs";

let shop;
let closed;
before(async () => {
  const picture = plainPng(60, 80, [120, 60, 200, 255]);
  closed = await startServer({ files: { "/picture.png": picture } });
  shop = await openStudio({
    files: {
      "/made/picture.png": picture,
      "/made/truncated.png": picture.subarray(0, picture.length / 2),
      "/made/huge.png": hugePng(40_000, 40_000),
      "/made/text.png": "not a picture at all",
      "/made/cmyk.jpg": await repositoryFile("tests/fuzz/corpus/decode/cmyk.jpg"),
      "/made/deep.png": await repositoryFile("tests/fuzz/corpus/decode/grey16.png"),
    },
  });
});
after(async () => {
  await shop.close();
  await closed.close();
});

/** A page with a studio and a picture in it. */
async function studioPage(t, options = {}) {
  const { page } = await shop.visit(t);
  await page.evaluate(async (given) => {
    await start(given);
    globalThis.picture = await studio.open("/made/picture.png");
  }, options);
  return page;
}

/** Of every attempt the code; the picture must be usable afterwards. */
async function codesOf(page, errors) {
  assert.equal(await page.evaluate(() => codeOf(picture.encode())), "none");
  return Object.fromEntries(Object.entries(errors).map(([name, { code }]) => [name, code]));
}

test("pictures that cannot be opened have their own codes, and name their address", async (t) => {
  const page = await studioPage(t);
  const errors = await page.evaluate(
    (far) =>
      errorsOf({
        text: () => studio.open("/made/text.png"),
        truncated: () => studio.open("/made/truncated.png"),
        huge: () => studio.open("/made/huge.png"),
        cmyk: () => studio.open("/made/cmyk.jpg"),
        deep: () => studio.open("/made/deep.png"),
        missing: () => studio.open("/made/missing.png"),
        far: () => studio.open(far),
        empty: () => studio.open(new Uint8Array()),
        blob: () => studio.open(new Blob(["no picture"])),
      }),
    `${closed.origin}/picture.png`,
  );
  assert.deepEqual(await codesOf(page, errors), {
    text: "IMAGE_FORMAT",
    truncated: "IMAGE_CORRUPT",
    huge: "IMAGE_TOO_LARGE",
    cmyk: "IMAGE_COLOURS",
    deep: "IMAGE_COLOURS",
    missing: "IMAGE_FETCH",
    far: "IMAGE_CORS",
    empty: "IMAGE_FORMAT",
    blob: "IMAGE_FORMAT",
  });
  for (const name of ["text", "truncated", "huge", "cmyk", "deep", "missing", "far"]) {
    assert.match(errors[name].detail.url, /^http:/, name);
    assert.ok(errors[name].message.includes(errors[name].detail.url), errors[name].message);
  }
  assert.equal(errors.missing.detail.status, 404);
  assert.match(errors.far.detail.header, /^Access-Control-Allow-Origin: /);
});

test("what is larger than a studio's limits is IMAGE_TOO_LARGE, before it is decoded", async (t) => {
  const page = await studioPage(t, { maxPixels: 60 * 80, maxBytes: 4000 });
  const errors = await page.evaluate(async () => {
    const file = await (await fetch("/catalogue/boo-house-oxblood.jpg")).blob();
    const wide = new ImageData(61, 80);
    return errorsOf({
      address: () => studio.open("/catalogue/boo-house-oxblood.jpg"),
      blob: () => studio.open(file),
      bytes: async () => studio.open(await file.arrayBuffer()),
      pixels: () => studio.open(wide),
      bitmap: async () => studio.open(await createImageBitmap(wide)),
      within: () => studio.open(new ImageData(80, 60)),
    });
  });
  const { within, ...others } = await codesOf(page, errors);
  assert.equal(within, "none");
  assert.deepEqual(new Set(Object.values(others)), new Set(["IMAGE_TOO_LARGE"]));
});

test("strengths, confidences, aspects and shares that are none are refused", async (t) => {
  const page = await studioPage(t);
  const errors = await page.evaluate(() =>
    errorsOf({
      nan: () => picture.enhance({ denoise: Number.NaN }),
      infinite: () => picture.enhance({ exposure: Number.POSITIVE_INFINITY }),
      above: () => picture.enhance({ sharpen: 1.5 }),
      below: () => picture.enhance({ whiteBalance: -0.1 }),
      word: () => picture.enhance({ contrast: "strong" }),
      confidenceNan: () => picture.cutOut({ leastConfidence: Number.NaN }),
      confidence: () => picture.cutOut({ leastConfidence: 2 }),
      confidenceWord: () => picture.harmonise({}, { leastConfidence: "sure" }),
      byColour: () => picture.cutOut({ byColour: "yes" }),
      aspect: () => picture.present({ detail: { aspect: 9 } }),
      aspectNan: () => picture.present({ detail: { aspect: Number.NaN } }),
      share: () => picture.present({ detail: { share: 0 } }),
      format: () => picture.present({ format: "banner" }),
      doubling: () => picture.harmonise({}, { doubling: true }),
      type: () => picture.encode({ type: "image/gif" }),
      quality: () => picture.encode({ quality: 0 }),
      qualityPart: () => picture.encode({ quality: 50.5 }),
      backdrop: () => picture.encode({ backdrop: "red" }),
      options: () => picture.enhance(null),
      measure: () => picture.measure(null),
      doubled: () => picture.doubled(null),
      bitmap: () => picture.bitmap(7),
      opened: () => studio.open("/made/picture.png", null),
      signal: () => picture.measure({ signal: "no" }),
      signalOfStep: () => picture.harmonise({}, { signal: {} }),
    }),
  );
  const nonFinite = ["nan", "infinite", "confidenceNan", "aspectNan"];
  for (const [name, code] of Object.entries(await codesOf(page, errors))) {
    assert.equal(code, nonFinite.includes(name) ? "NON_FINITE" : "INVALID_ARGUMENT", name);
  }
  assert.match(errors.above.message, /sharpen must be 0 \.\. 1, not 1\.5/);
  assert.match(errors.word.message, /contrast is 'strong'; expected a number, 0 \.\. 1, or 'auto'/);
  assert.match(errors.signal.message, /signal is 'no'; expected an AbortSignal/);
  assert.match(errors.format.message, /format is 'banner'; expected 'square' or/);
});

test("a style's mistakes reach the caller with their place", async (t) => {
  const page = await studioPage(t);
  const errors = await page.evaluate(() => {
    const circle = {};
    circle.canvas = circle;
    return errorsOf({
      noJson: () => picture.harmonise("{ canvas: 3 }"),
      misspelt: () => picture.harmonise({ backgroud: {} }),
      kind: () => picture.harmonise({ subject: { scale: "large" } }),
      range: () => picture.harmonise({ subject: { scale: 3 } }),
      huge: () => picture.harmonise(`{}${" ".repeat(70_000)}`),
      circle: () => picture.harmonise(circle),
      nothing: () => picture.harmonise(null),
      unsaid: () => picture.harmonise({ toJSON() {} }),
      inFormat: () => picture.present({ format: "square", style: { canvas: { width: 3 } } }),
    });
  });
  assert.deepEqual(await codesOf(page, errors), {
    noJson: "STYLE_SYNTAX",
    misspelt: "STYLE_SYNTAX",
    kind: "STYLE_SYNTAX",
    range: "INVALID_ARGUMENT",
    huge: "TOO_LARGE",
    circle: "STYLE_SYNTAX",
    nothing: "INVALID_ARGUMENT",
    unsaid: "STYLE_SYNTAX",
    inFormat: "INVALID_ARGUMENT",
  });
  assert.match(
    errors.misspelt.message,
    /one of canvas, background.* was expected, "backgroud" came/,
  );
  assert.match(errors.kind.message, /subject\.scale of the style: a number was expected, a string/);
  assert.match(
    errors.range.message,
    /subject\.scale of the style: 0\.1 to 1 was expected, it is 3/,
  );
});

test("what is no source, or no option of a studio, is INVALID_ARGUMENT", async (t) => {
  const page = await studioPage(t);
  const errors = await page.evaluate(() =>
    errorsOf({
      nothing: () => studio.open(undefined),
      element: () => studio.open(document.body),
      number: () => studio.open(7),
      address: () => studio.open("http://"),
      decoder: () => sdk.PictureStudio.create({ decoder: "fast" }),
      pixels: () => sdk.PictureStudio.create({ maxPixels: 1e12 }),
      bytes: () => sdk.PictureStudio.create({ maxBytes: 0 }),
      model: () => sdk.PictureStudio.create({ segmentationModel: "http://" }),
      runtime: () => sdk.PictureStudio.create({ onnxRuntime: 7 }),
      options: () => sdk.PictureStudio.create(3),
      nullOptions: () => sdk.PictureStudio.create(null),
      signal: () => sdk.PictureStudio.create({ signal: 5 }),
    }),
  );
  assert.deepEqual(
    new Set(Object.values(await codesOf(page, errors))),
    new Set(["INVALID_ARGUMENT"]),
  );
  assert.match(errors.element.message, /source is an object; expected an address, a Blob/);
});

test("a file type that the browser does not write is UNSUPPORTED", async (t) => {
  const page = await studioPage(t);
  const errors = await page.evaluate(async () => {
    // Writing AVIF is what no browser did when this was written.
    const canvas = new OffscreenCanvas(1, 1);
    canvas.getContext("2d");
    const written = await canvas.convertToBlob({ type: "image/avif" });
    return {
      writes: written.type === "image/avif",
      ...(await errorsOf({ avif: () => picture.encode({ type: "image/avif" }) })),
    };
  });
  const { writes, avif } = errors;
  assert.equal(avif.code, writes ? "none" : "UNSUPPORTED");
  if (!writes) {
    assert.match(avif.message, /does not write image\/avif/);
  }
});

test("a WebP larger than the format allows is UNSUPPORTED, with its size", async (t) => {
  const page = await studioPage(t);
  const errors = await page.evaluate(async () => {
    const webp = async (width, height) => {
      const made = await studio.open(new ImageData(width, height));
      return made.encode({ type: "image/webp" });
    };
    return errorsOf({
      wide: () => webp(16_384, 2),
      high: () => webp(2, 16_384),
      within: () => webp(16_383, 2),
    });
  });
  const { wide, high, within } = await codesOf(page, errors);
  assert.deepEqual([wide, high, within], ["UNSUPPORTED", "UNSUPPORTED", "none"]);
  assert.match(errors.high.message, /2 x 16384 pixels; a WebP has at most 16383 to a side/);
});

test("a module that cannot be had is FETCH, and one that does not compile UNSUPPORTED", async (t) => {
  const { page } = await shop.visit(t);
  t.after(() => delete shop.files["/package/studio.wasm"]);
  shop.files["/package/studio.wasm"] = { status: 503 };
  const missing = await page.evaluate(() => errorOf(start()));
  assert.deepEqual([missing.code, missing.detail.status], ["FETCH", 503]);
  shop.files["/package/studio.wasm"] = { body: "no module", type: "application/wasm" };
  assert.equal(await page.evaluate(() => codeOf(start())), "UNSUPPORTED");
});

test("memory that is used up is OUT_OF_MEMORY, and can be freed", async (t) => {
  const { page } = await shop.visit(t);
  const found = await page.evaluate(async () => {
    await start({ maxPixels: 50_000_000 });
    // 200 MB each of the 2 GB that a module may have.
    const pixels = new ImageData(10_000, 5000);
    const pictures = [];
    let error = { code: "none" };
    while (error.code === "none" && pictures.length < 12) {
      try {
        pictures.push(await studio.open(pixels));
      } catch (thrown) {
        error = await errorOf(Promise.reject(thrown));
      }
    }
    const step = await errorOf(pictures[0].enhance());
    const count = pictures.length;
    for (const picture of pictures) {
      picture.dispose();
    }
    const again = await codeOf(studio.open(pixels));
    return { count, error, step, again, closed: studio.closed };
  });
  assert.equal(found.error.code, "OUT_OF_MEMORY", found.error.message);
  assert.equal(found.step.code, "OUT_OF_MEMORY", found.step.message);
  assert.ok(found.count >= 6, `${found.count} pictures`);
  assert.deepEqual([found.again, found.closed], ["none", false]);
});
