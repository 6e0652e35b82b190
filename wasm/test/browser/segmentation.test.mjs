// SPDX-License-Identifier: Apache-2.0
// A segmentation model run by the real ONNX Runtime Web: fetched only when a picture needs it, right to the
// fourth decimal, and no harm where it is broken.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  BIAS,
  failingModel,
  MODELS,
  WEIGHTS,
  warmModel,
} from "../../../tests/data/models/make-models.mjs";
import { ROOT, repositoryFile } from "../support/server.mjs";
import { openStudio } from "../support/studio.mjs";

const MODEL = { segmentationModel: "/models/warm.onnx", onnxRuntime: "/onnx" };

let shop;
before(async () => {
  shop = await openStudio({
    files: {
      "/models/warm.onnx": warmModel(),
      "/models/failing.onnx": failingModel(),
      "/models/text.onnx": "this is no model",
      "/models/empty.onnx": "",
      "/models/named.onnx": warmModel({ input: "image" }),
      "/models/mask.onnx": warmModel({ output: "mask" }),
      "/models/small.onnx": warmModel({ side: 16 }),
      "/models/free.onnx": warmModel({ side: "size" }),
      "/models/nan.onnx": warmModel({ bias: Number.NaN }),
    },
    folders: {
      "/node_modules/@vitrine/sdk/dist/": `${ROOT}wasm/dist`,
      "/composites/": `${ROOT}tests/data/cutouts/composites`,
      "/node_modules/onnxruntime-web/dist/": `${ROOT}node_modules/onnxruntime-web/dist`,
    },
  });
});
after(() => shop.close());

/** What was asked for since, of ONNX Runtime and of models. */
function watch() {
  const first = shop.server.requests.length;
  return () =>
    shop.server.requests.slice(first).filter((path) => /onnx|^\/models\/|\/ort/.test(path));
}

/** A page with a studio. Errors on its console fail the test. */
async function studioPage(t, options) {
  const visit = await shop.visit(t);
  t.after(() => assert.deepEqual(visit.messages, []));
  await visit.page.evaluate((given) => start(given), options);
  return visit.page;
}

test("the models of the tests are those that the script makes", async () => {
  for (const [name, model] of Object.entries(MODELS)) {
    assert.deepEqual(model, await repositoryFile(`tests/data/models/${name}`));
  }
});

test("without a model, nothing of ONNX Runtime is asked for, whatever the picture", async (t) => {
  const asked = watch();
  const page = await studioPage(t, {});
  const methods = await page.evaluate(async () => {
    const picture = await studio.open(busyPicture());
    const { method } = await picture.cutOut({ leastConfidence: 0 });
    const harmonised = await picture.harmonise();
    await picture.present({ detail: {} });
    return [method, harmonised.method];
  });
  assert.equal(methods[0], "colours");
  assert.notEqual(methods[1], "model");
  assert.deepEqual(asked(), []);
});

test("with a model, it is asked for when a picture first needs it, and once", async (t) => {
  const asked = watch();
  const page = await studioPage(t, MODEL);
  const clear = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(200, 200);
    const paint = canvas.getContext("2d");
    paint.fillStyle = "#f4f2ee";
    paint.fillRect(0, 0, 200, 200);
    paint.fillStyle = "#3050a0";
    paint.fillRect(60, 50, 80, 100);
    const picture = await studio.open(paint.getImageData(0, 0, 200, 200));
    await picture.measure();
    await picture.enhance();
    return (await picture.cutOut()).method;
  });
  assert.equal(clear, "backdrop");
  assert.deepEqual(asked(), []);
  const methods = await page.evaluate(async () => {
    const pictures = await Promise.all([1, 2, 3].map(() => studio.open(busyPicture())));
    const cutouts = await Promise.all(pictures.map((picture) => picture.cutOut()));
    cutouts.push(await pictures[0].cutOut(), await pictures[0].harmonise());
    return cutouts.map(({ method }) => method);
  });
  assert.deepEqual(new Set(methods), new Set(["model"]));
  assert.deepEqual(asked().sort(), [
    "/models/warm.onnx",
    "/onnx/ort-wasm-simd-threaded.wasm",
    "/onnx/ort.wasm.bundle.min.mjs",
  ]);
});

test("the model's subject is cut out, and by colour where that is wanted", async (t) => {
  const page = await studioPage(t, MODEL);
  const { alphas, byColour, box } = await page.evaluate(async () => {
    const picture = await studio.open(busyPicture());
    const cutout = await picture.cutOut();
    const pixels = await pixelsOf(cutout.picture);
    const alphas = [
      [150, 180],
      [150, 100],
      [20, 20],
      [280, 340],
      [30, 180],
    ].map(([x, y]) => colourAt(pixels, x, y)[3]);
    const { method } = await picture.cutOut({ byColour: true, leastConfidence: 0 });
    return { alphas, byColour: method, box: cutout.box };
  });
  assert.deepEqual(alphas, [255, 255, 0, 0, 0]);
  assert.equal(byColour, "colours");
  // An ellipse of 160 x 220 around (150, 180), but for its outermost two-hundredths.
  assert.ok(Math.abs(box.x - 70) < 6 && Math.abs(box.y - 70) < 6, JSON.stringify(box));
  assert.ok(Math.abs(box.width - 160) < 9 && Math.abs(box.height - 220) < 9, JSON.stringify(box));
});

test("the model that is shipped finds subjects before busy backgrounds", async (t) => {
  const segmentationModel = "/node_modules/@vitrine/sdk/dist/cutout.onnx";
  const page = await studioPage(t, { segmentationModel, onnxRuntime: "/onnx" });
  // Two that colours alone get wrong.
  const found = await page.evaluate(
    async (names) => {
      const overlaps = {};
      for (const name of names) {
        const [picture, truth] = await Promise.all(
          ["jpg", "png"].map((ending) => studio.open(`/composites/${name}.${ending}`)),
        );
        const cutout = await picture.cutOut();
        const [{ data }, { data: alpha }] = [await pixelsOf(cutout.picture), await pixelsOf(truth)];
        let both = 0;
        let either = 0;
        for (let i = 0; i < data.length; i += 4) {
          both += data[i + 3] >= 128 && alpha[i] >= 128 ? 1 : 0;
          either += data[i + 3] >= 128 || alpha[i] >= 128 ? 1 : 0;
        }
        overlaps[name] = { method: cutout.method, overlap: both / either };
      }
      return overlaps;
    },
    ["busy-07", "busy-09"],
  );
  for (const [name, { method, overlap }] of Object.entries(found)) {
    assert.equal(method, "model", name);
    assert.ok(overlap >= 0.95, `${name}: ${overlap}`);
  }
});

// tests/unit/onnx holds the native program to the same numbers.
test("its likelihood is what the model's arithmetic says", async (t) => {
  const { page } = await shop.visit(t);
  const { planes, likelihood, side } = await page.evaluate(async () => {
    const { loadStudioModule } = await import("/package/studio-module.js");
    const { decodePicture } = await import("/package/picture-decode.js");
    const { Segmentation } = await import("/package/segmentation.js");
    const module = await loadStudioModule();
    const file = await (await fetch("/catalogue/boo-house-oxblood.jpg")).arrayBuffer();
    const decoded = new module.Picture();
    await decodePicture(module, decoded, new Uint8Array(file), {
      decoder: "stb",
      maxPixels: 2_000_000,
    });
    const picture = new module.StudioPicture();
    picture.take(decoded);
    picture.find();
    const seen = {};
    const floats = (buffer) => [...new Float32Array(buffer.view().slice().buffer)];
    const segmentation = new Segmentation(
      `${location.origin}/models/warm.onnx`,
      `${location.origin}/onnx/`,
    );
    await segmentation.ask(module, {
      modelPlanes: (side, buffer) => {
        const status = picture.modelPlanes(side, buffer);
        seen.planes = floats(buffer);
        return status;
      },
      weigh: (side, buffer) => {
        seen.side = side;
        seen.likelihood = floats(buffer);
        return picture.weigh(side, buffer);
      },
    });
    return seen;
  });
  assert.equal(side, 64);
  const mean = (channel, x, y) => {
    let sum = 0;
    let count = 0;
    for (let v = Math.max(0, y - 2); v < Math.min(side, y + 3); v += 1) {
      for (let u = Math.max(0, x - 2); u < Math.min(side, x + 3); u += 1) {
        sum += planes[(channel * side + v) * side + u];
        count += 1;
      }
    }
    return sum / count;
  };
  let worst = 0;
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const warmth = WEIGHTS.reduce((sum, weight, c) => sum + weight * mean(c, x, y), BIAS);
      const expected = 1 / (1 + Math.exp(-warmth));
      worst = Math.max(worst, Math.abs(likelihood[y * side + x] - expected));
    }
  }
  assert.ok(worst < 1e-4, `off by ${worst}`);
  assert.ok(Math.max(...likelihood) - Math.min(...likelihood) > 0.5);
});

test("ONNX Runtime is found beside the package in node_modules", async (t) => {
  const { page, messages } = await shop.visit(t);
  const method = await page.evaluate(async () => {
    const { PictureStudio } = await import("/node_modules/@vitrine/sdk/dist/picture-studio.js");
    const studio = await PictureStudio.create({ segmentationModel: "/models/warm.onnx" });
    return (await (await studio.open(busyPicture())).cutOut()).method;
  });
  assert.equal(method, "model");
  assert.deepEqual(messages, []);
});

for (const [model, code, ...words] of [
  ["text", "INVALID_ARGUMENT", /text\.onnx is no ONNX model: /],
  ["empty", "INVALID_ARGUMENT", /empty\.onnx is no ONNX model: /],
  ["named", "INVALID_ARGUMENT", /from "picture" to "likelihood" was expected/, /"image"/],
  ["mask", "INVALID_ARGUMENT", /from "picture" to "likelihood" was expected/, /"mask"/],
  ["small", "INVALID_ARGUMENT", /S of 32 to 1024, was expected/, /float32 of 1 x 3 x 16 x 16/],
  ["free", "INVALID_ARGUMENT", /S of 32 to 1024, was expected/, /1 x 3 x size x size/],
  ["missing", "FETCH", /models\/missing\.onnx could not be fetched: status 404/],
  ["failing", "INTERNAL", /the segmentation model failed: /, /Gather/],
]) {
  test(`a model that is ${model} is ${code}, and the picture stays usable`, async (t) => {
    const visit = await shop.visit(t);
    const { error, again, method, size, closed } = await visit.page.evaluate(
      async (options) => {
        await start(options);
        const picture = await studio.open(busyPicture());
        const error = await errorOf(picture.cutOut());
        const again = await codeOf(picture.harmonise());
        const cutout = await picture.cutOut({ byColour: true, leastConfidence: 0 });
        const { size } = await picture.encode();
        return { error, again, method: cutout.method, size, closed: studio.closed };
      },
      { ...MODEL, segmentationModel: `/models/${model}.onnx` },
    );
    assert.equal(error.code, code, error.message);
    for (const word of words) {
      assert.match(error.message, word);
    }
    assert.equal(again, code);
    assert.deepEqual([method, closed], ["colours", false]);
    assert.ok(size > 1000);
  });
}

test("a model that answers with no numbers leaves the picture uncut", async (t) => {
  const page = await studioPage(t, { ...MODEL, segmentationModel: "/models/nan.onnx" });
  const method = await page.evaluate(async () => {
    const picture = await studio.open(busyPicture());
    return (await picture.cutOut()).method;
  });
  assert.equal(method, "none");
});

const [SCRIPT, WASM] = ["ort.wasm.bundle.min.mjs", "ort-wasm-simd-threaded.wasm"];
const runtimeFile = (name) => repositoryFile(`node_modules/onnxruntime-web/dist/${name}`);

for (const [late, options, file] of [
  ["model", { ...MODEL, segmentationModel: "/models/late.onnx" }, warmModel],
  [SCRIPT, { ...MODEL, onnxRuntime: "/late" }, () => runtimeFile(SCRIPT)],
  [WASM, { ...MODEL, onnxRuntime: "/late" }, () => runtimeFile(WASM)],
]) {
  test(`what was missing is tried again: ${late}`, async (t) => {
    const missing = late === "model" ? "/models/late.onnx" : `/late/${late}`;
    const files = { [`/late/${SCRIPT}`]: await runtimeFile(SCRIPT) };
    files[`/late/${WASM}`] = await runtimeFile(WASM);
    files[missing] = { status: 404 };
    Object.assign(shop.files, files);
    t.after(() => {
      for (const path of Object.keys(files)) {
        delete shop.files[path];
      }
    });
    const { page } = await shop.visit(t);
    const cutOut = () =>
      page.evaluate(async () => {
        globalThis.busy ??= await studio.open(busyPicture());
        return errorOf(busy.cutOut());
      });
    await page.evaluate((given) => start(given), options);
    assert.equal((await cutOut()).code, "FETCH");
    assert.equal((await cutOut()).code, "FETCH");
    shop.files[missing] = await file();
    const { code, message } = await cutOut();
    assert.equal(code, "none", message);
  });
}

test("the runtime's folder may have a query, which its files get", async (t) => {
  const page = await studioPage(t, { ...MODEL, onnxRuntime: "/onnx?v=1" });
  const asked = [];
  page.context().on("request", (request) => asked.push(new URL(request.url())));
  const method = await page.evaluate(
    async () => (await (await studio.open(busyPicture())).cutOut()).method,
  );
  assert.equal(method, "model");
  const ofRuntime = asked.filter(({ pathname }) => pathname.startsWith("/onnx"));
  assert.deepEqual(ofRuntime.map(({ pathname, search }) => pathname + search).sort(), [
    `/onnx/${WASM}?v=1`,
    `/onnx/${SCRIPT}?v=1`,
  ]);
});

/** A runtime of the test's own, on the page itself. It counts the sessions that were opened and released. */
const runtimeOf = (session) => `
globalThis.counts = { opened: 0, released: 0 };
export const env = { wasm: {} };
export class Tensor {}
export const InferenceSession = {
  create: async () => {
    counts.opened += 1;
    return { ...${session}, release: async () => void (counts.released += 1) };
  },
};`;

/** What asking twice gives, straight from the worker's part. */
const askTwice = (page, folder, model = "/models/warm.onnx") =>
  page.evaluate(
    async ([folder, model]) => {
      const { Segmentation } = await import("/package/segmentation.js");
      const segmentation = new Segmentation(location.origin + model, location.origin + folder);
      // No picture: it is not come to that.
      const ask = () =>
        segmentation.ask().then(
          () => "none",
          ({ code, message }) => ({ code, message }),
        );
      return { errors: [await ask(), await ask()], counts: globalThis.counts };
    },
    [folder, model],
  );

test("a model of another kind is loaded once, and its session released", async (t) => {
  shop.files[`/kind/${SCRIPT}`] = runtimeOf("{ inputMetadata: [], outputMetadata: [] }");
  const { page } = await shop.visit(t);
  const { errors, counts } = await askTwice(page, "/kind/");
  assert.deepEqual(
    errors.map(({ code }) => code),
    ["INVALID_ARGUMENT", "INVALID_ARGUMENT"],
  );
  assert.deepEqual(counts, { opened: 1, released: 1 });
});

test("another release of ONNX Runtime, or another file, is FETCH with what to do", async (t) => {
  shop.files[`/old/${SCRIPT}`] = runtimeOf("{ inputNames: [] }");
  shop.files[`/other/${SCRIPT}`] = "export const answer = 42;";
  const { page } = await shop.visit(t);
  for (const folder of ["/old/", "/other/"]) {
    for (const { code, message } of (await askTwice(page, folder)).errors) {
      assert.equal(code, "FETCH", message);
      assert.match(message, /install onnxruntime-web 1\.30 .*another release, or another file/);
    }
  }
});

test("a host that stalls is given up after a minute", async (t) => {
  shop.files["/models/stalled.onnx"] = { before: () => new Promise(() => undefined) };
  const { page } = await shop.visit(t);
  await page.evaluate(() => {
    const { setTimeout } = globalThis;
    globalThis.waits = [];
    globalThis.setTimeout = (callback, ms) => {
      waits.push(ms);
      return setTimeout(callback, ms / 100);
    };
  });
  const { errors } = await askTwice(page, "/onnx/", "/models/stalled.onnx");
  for (const { code, message } of errors) {
    assert.equal(code, "FETCH", message);
    assert.match(message, /stalled\.onnx and ONNX Runtime .* not there within 60 s/);
  }
  assert.deepEqual(await page.evaluate(() => waits), [60_000, 60_000]);
});

test("ONNX Runtime that cannot be had, or only its script, is FETCH with what to do", async (t) => {
  shop.files[`/half/${SCRIPT}`] = await runtimeFile(SCRIPT);
  const visit = await shop.visit(t);
  const errors = await visit.page.evaluate(async () => {
    const errors = [];
    for (const onnxRuntime of ["/nowhere/", "/half/"]) {
      await start({ segmentationModel: "/models/warm.onnx", onnxRuntime });
      const picture = await studio.open(busyPicture());
      errors.push(await errorOf(picture.cutOut()));
    }
    return errors;
  });
  for (const { code, message } of errors) {
    assert.equal(code, "FETCH", message);
    assert.match(message, /install onnxruntime-web 1\.30 .* option 'onnxRuntime'/);
  }
});
