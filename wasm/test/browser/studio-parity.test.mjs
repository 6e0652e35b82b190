// SPDX-License-Identifier: Apache-2.0
// The browser's studio makes what `vitrine enhance` makes: to 1 per channel, from files that both decode
// alike.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { after, before, test } from "node:test";
import { ROOT } from "../support/server.mjs";
import { openStudio } from "../support/studio.mjs";

const CLI = `${ROOT}build/native/sdk/cli/vitrine`;
const skip = existsSync(CLI) ? false : "there is no native build: cmake --build --preset native";

const STYLES = {
  plain: {},
  tall: {
    canvas: { width: 360, height: 640 },
    background: { top: "#203040", bottom: "#a0b0c0" },
    subject: { scale: 0.6, centre: [0.5, 0.55] },
    light: { white_balance: 1, exposure: 1, contrast: 1 },
    shadow: { opacity: 0.4, blur: 0.03, offset: [0.02, 0.03] },
  },
};

/** Names without their ending; the pictures are made anew as PNG, which all decode alike. */
const PICTURES = ["boo-house-oxblood", "lit-globe-brass", "vas-amphora-oat", "sea-stool-oak"];

let shop;
let folder;
let messages;
let page;
before(async () => {
  if (skip) {
    return;
  }
  folder = mkdtempSync(`${tmpdir()}/vitrine-studio-`);
  mkdirSync(`${folder}/in`);
  shop = await openStudio({
    folders: { "/parity/": folder, "/repository/": ROOT },
  });
  // It is closed with its browser.
  ({ page, messages } = await shop.visit({ after: () => undefined }));
  await page.evaluate(() => start({ decoder: "stb" }));
  for (const name of PICTURES) {
    writeFileSync(`${folder}/in/${name}.png`, await pngOf(`/catalogue/${name}.jpg`, {}));
  }
  // In yellow light, with noise, and small: all that is mended.
  const worn = await pngOf("/catalogue/boo-house-oxblood.jpg", { width: 400, worn: true });
  writeFileSync(`${folder}/in/worn.png`, worn);
  // A thing in a room, for which a model is asked.
  writeFileSync(`${folder}/in/room.png`, await pngOf(undefined, {}));
});
after(async () => {
  await shop?.close();
  if (folder) {
    rmSync(folder, { recursive: true });
  }
});

/** A picture as a PNG of the studio's, or the busy one. */
async function pngOf(address, { width, worn = false }) {
  const base64 = await page.evaluate(
    async ({ address, width, worn }) => {
      let source = address === undefined ? busyPicture() : address;
      if (width !== undefined) {
        const whole = await createImageBitmap(await (await fetch(address)).blob());
        const canvas = new OffscreenCanvas(width, width);
        const paint = canvas.getContext("2d");
        paint.drawImage(whole, 0, 0, width, width);
        source = paint.getImageData(0, 0, width, width);
      }
      if (worn) {
        for (let i = 0, state = 7; i < source.data.length; i += 1) {
          state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
          const light = [1.1, 1, 0.75, 1][i % 4];
          const noise = i % 4 === 3 ? 0 : (state >>> 27) - 16;
          source.data[i] = source.data[i] * light + noise;
        }
      }
      const picture = await studio.open(source);
      const file = await picture.encode({ type: "image/png" });
      const bytes = new Uint8Array(await file.arrayBuffer());
      let text = "";
      for (let i = 0; i < bytes.length; i += 8192) {
        text += String.fromCharCode(...bytes.subarray(i, i + 8192));
      }
      return btoa(text);
    },
    { address, width, worn },
  );
  return Buffer.from(base64, "base64");
}

/** Runs the program over all the pictures; gives its manifest by name. */
function enhanceNatively(out, style, options) {
  writeFileSync(`${folder}/${out}.json`, JSON.stringify(style));
  const files = ["--out", `${folder}/${out}`, "--style", `${folder}/${out}.json`];
  const rest = ["--format", "png", "--sheet", "0", ...options];
  execFileSync(CLI, ["enhance", `${folder}/in`, ...files, ...rest], { stdio: "ignore" });
  const lines = readFileSync(`${folder}/${out}/manifest.jsonl`, "utf8").trim().split("\n");
  return Object.fromEntries(
    lines.map((line) => JSON.parse(line)).map((record) => [record.input, record]),
  );
}

/** Does the same in the browser, and compares. */
const enhanceInBrowser = (out, style, names, options) =>
  page.evaluate(
    async ({ out, style, names, options }) => {
      const { mends, ...rest } = options;
      const own = await sdk.PictureStudio.create({ decoder: "stb", ...rest });
      const made = {};
      for (const name of names) {
        const picture = await own.open(`/parity/in/${name}.png`);
        const mended = mends ? await picture.enhance() : picture;
        const { picture: result, method, confidence, box } = await mended.harmonise(style);
        const file = await (await fetch(`/parity/${out}/${name}.png`)).blob();
        const worst = largestDifference(await pixelsOf(result), await pixelsOf(file));
        made[name] = { method, confidence, box, worst, report: await picture.measure() };
      }
      own.close();
      return made;
    },
    { out, style, names, options },
  );

function assertSame(made, native) {
  for (const [name, { method, confidence, box, worst, report }] of Object.entries(made)) {
    const record = native[`${name}.png`];
    assert.equal(method, record.cutout, name);
    assert.ok(Math.abs(confidence - record.confidence) <= 0.001, name);
    assert.deepEqual(
      [box.x, box.y, box.width, box.height].map(Math.round),
      record.subject,
      `the box of ${name}`,
    );
    assert.ok(worst <= 1, `${name} differs by ${worst}`);
    const { quality } = record;
    assert.equal(report.hash, quality.hash, name);
    assert.equal(report.background, quality.background, name);
    assert.equal(report.jpegQuality, quality.jpeg_quality, name);
    assert.ok(Math.abs(report.edgeSigma - quality.edge_sigma) <= 0.002, name);
    assert.ok(Math.abs(report.noise.brightness - quality.noise) <= 0.002, name);
    assert.equal(report.exposure.white, quality.white, name);
  }
}

for (const [name, style] of Object.entries(STYLES)) {
  test(`mended and harmonised, pictures are what the program makes: ${name}`, {
    skip,
  }, async () => {
    const native = enhanceNatively(name, style, ["--no-model"]);
    const made = await enhanceInBrowser(name, style, [...PICTURES, "worn"], { mends: true });
    assertSame(made, native);
    assert.equal(made.worn.report.noise.brightness > 3, true);
    assert.deepEqual(messages, []);
  });
}

test("left as they are, pictures are what the program makes", { skip }, async () => {
  const style = { canvas: { width: 400, height: 500 } };
  const native = enhanceNatively("as-they-are", style, ["--no-model", "--as-they-are"]);
  const made = await enhanceInBrowser("as-they-are", style, ["worn", "sea-stool-oak"], {
    mends: false,
  });
  assertSame(made, native);
});

for (const model of ["tests/data/models/warm.onnx", "models/cutout/cutout.onnx"]) {
  test(`with ${model}, pictures are what the program makes`, { skip }, async () => {
    const style = { canvas: { width: 400, height: 500 } };
    const out = model.replaceAll(/\W/g, "-");
    const native = enhanceNatively(out, style, ["--model", `${ROOT}${model}`]);
    const made = await enhanceInBrowser(out, style, ["room", "worn", ...PICTURES], {
      mends: true,
      segmentationModel: `/repository/${model}`,
      onnxRuntime: "/onnx/",
    });
    assertSame(made, native);
    assert.ok(Object.values(made).some(({ method }) => method === "model"));
  });
}
