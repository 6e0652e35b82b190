// SPDX-License-Identifier: Apache-2.0
// Resizing and composing pictures, beside the browser's canvas and the libraries that a page or a server would
// otherwise use. tests/bench/imaging has the work, the parties and the reference.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { ROOT, run } from "../../../tools/run.mjs";
import { openBrowser } from "../browser.mjs";
import { memoryRows } from "../imaging/memory.mjs";
import { median, rowsOf } from "../rows.mjs";

const FOLDER = `${ROOT}/tests/bench`;
const PICTURES = "web-demo/catalogue/images";

/** @param {number} n Samples. @returns {Promise<import("../rows.mjs").Row[]>} */
export async function measure(n) {
  await prepare();
  const { makeSharp } = await import("../imaging/sharp.mjs");
  // Two of the shop's pictures, the same every time.
  const photographs = readdirSync(`${ROOT}/${PICTURES}`).sort().slice(0, 2);
  const { page, close } = await openBrowser();
  try {
    const links = photographs.map((name) => `/${PICTURES}/${name}`);
    const quality = await page.evaluate(meet, links);
    const files = (await page.evaluate(filesAsText)).map((text) => Buffer.from(text, "base64"));
    const sharp = await makeSharp(
      links.map((link) => `${ROOT}${link}`),
      files,
    );
    Object.assign(quality, { sharp: sharp.quality });
    const samples = { page: {}, resize: {}, jpeg: {} };
    for (let round = -1; round < n; round += 1) {
      const taken = await page.evaluate(takeTurns);
      for (const [work, times] of Object.entries(taken)) {
        times.sharp = await timed(sharp[work]);
        for (const [who, time] of Object.entries(times)) {
          samples[work][who] ??= [];
          if (round >= 0) {
            samples[work][who].push(time);
          }
        }
      }
    }
    return [
      ...rowsFor("page-6x1600", samples.page, quality, (of) => of.page, {
        ratio: 0.6,
        decibels: 50,
      }),
      ...rowsFor("resize-3000x2000-600x400", samples.resize, quality, (of) => of.resize, {
        ratio: 1.5,
        decibels: 55,
      }),
      ...rowsFor("jpeg6-to-page", samples.jpeg, quality, (of) => of.jpeg, { ratio: 0.9 }),
      ...(await memoryRows()),
      ...downloads(),
    ];
  } finally {
    await close();
  }
}

/** The peers and their module are no part of the package, so they come only here. */
async function prepare() {
  const versions = JSON.parse(readFileSync(`${FOLDER}/package.json`, "utf8")).dependencies;
  const stale = Object.entries(versions).some(([name, version]) => {
    const file = `${FOLDER}/node_modules/${name}/package.json`;
    return !existsSync(file) || JSON.parse(readFileSync(file, "utf8")).version !== version;
  });
  if (stale && (await run("npm", ["ci", "--no-audit", "--no-fund"], { cwd: FOLDER })) !== 0) {
    throw new Error("the libraries to compare with could not be installed");
  }
  const target = ["--build", "--preset", "wasm", "--target", "vitrine_wasm_bench"];
  if ((await run("cmake", target, { quiet: true })) !== 0) {
    throw new Error("the benchmark's module could not be built");
  }
  const list = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  console.error(`beside ${list.join(", ")}`);
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** One work's rows: times against the fastest of the browser's ways, and how true the result is. */
function rowsFor(work, samples, quality, qualityOf, bars) {
  const ways = Object.keys(samples).filter((who) => who.startsWith("browser"));
  const [fastest] = ways.sort((a, b) => median(samples[a]) - median(samples[b]));
  const named = (who) => (who === fastest ? "browser" : who);
  const renamed = Object.fromEntries(
    Object.entries(samples).map(([who, taken]) => [named(who), taken]),
  );
  const area = "imaging";
  const decibels = Object.fromEntries(
    Object.entries(quality)
      .filter(([, of]) => qualityOf(of) !== undefined)
      .map(([who, of]) => [named(who), qualityOf(of)]),
  );
  const times = rowsOf({ area, work }, renamed, { bar: bars.ratio, against: "browser" });
  const worst = Object.fromEntries(
    Object.entries(decibels).map(([who, of]) => [who, [Math.min(...Object.values(of))]]),
  );
  const truth = rowsOf({ area, work: `${work}-psnr`, unit: "dB" }, worst, {
    bar: bars.decibels,
    least: true,
  });
  const noted = (row) => {
    const parts = Object.entries(decibels[row.who]).map(([of, dB]) => `${of} ${dB.toFixed(1)} dB`);
    const how = row.who === "browser" ? ` ${fastest}` : "";
    return { ...row, note: `${parts.join(", ")}${how}` };
  };
  // Without a bar for it the notes say how true it is.
  return [...times, ...(bars.decibels === undefined ? [] : truth)].map(noted);
}

/** What a page loads to resize and compose: our module against those of the others. */
function downloads() {
  const files = {
    vitrine: ["wasm/dist/imaging.wasm", "wasm/dist/imaging.js"],
    jsquash: [
      "@jsquash/resize/lib/resize/pkg/squoosh_resize_bg.wasm",
      "@jsquash/resize/lib/resize/pkg/squoosh_resize.js",
      "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm",
      "@jsquash/jpeg/codec/dec/mozjpeg_dec.js",
      "@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm",
      "@jsquash/jpeg/codec/enc/mozjpeg_enc.js",
    ],
    photon: ["@silvia-odwyer/photon/photon_rs_bg.wasm", "@silvia-odwyer/photon/photon_rs.js"],
    "wasm-vips": ["wasm-vips/lib/vips.wasm", "wasm-vips/lib/vips-es6.js"],
    canvaskit: ["canvaskit-wasm/bin/canvaskit.wasm", "canvaskit-wasm/bin/canvaskit.js"],
  };
  const kilobytes = Object.entries(files).map(([who, names]) => {
    const root = who === "vitrine" ? ROOT : `${FOLDER}/node_modules`;
    const sizes = names.map(
      (name) => gzipSync(readFileSync(`${root}/${name}`), { level: 9 }).length,
    );
    return [who, [sizes.reduce((sum, size) => sum + size, 0) / 1000]];
  });
  const what = { area: "imaging", work: "download-imaging", unit: "kB", note: "gzip 9" };
  return rowsOf(what, Object.fromEntries(kilobytes), { bar: 160 });
}

// The functions below run in the page.

/** Makes the pictures and the parties, and says how true their results are. */
async function meet(photographs) {
  const { PAGE, RESIZE, decodeJpeg, encodeJpeg, makePictures } = await import(
    "/tests/bench/imaging/work.mjs"
  );
  const { pageReference, psnr, resizeReference, worstOfPage } = await import(
    "/tests/bench/imaging/reference.mjs"
  );
  const { makeParties } = await import("/tests/bench/imaging/parties.mjs");
  const side = { width: PAGE.side, height: PAGE.side };
  const pictures = Object.values(await makePictures(side, photographs));
  const larges = await makePictures(RESIZE.from, photographs.slice(0, 1));
  const files = await Promise.all(pictures.map((pixels) => encodeJpeg(pixels, side)));
  const large = larges["texture-1"];
  const parties = await makeParties({ pictures, files, large, page: PAGE, resize: RESIZE });
  const reference = pageReference(pictures, PAGE);
  const decoded = await Promise.all(files.map((file) => decodeJpeg(file)));
  const fromFiles = pageReference(decoded, PAGE);
  const small = resizeReference(large, RESIZE.from, RESIZE.to);
  const quality = {};
  for (const [who, { page, resize, jpeg }] of Object.entries(parties)) {
    quality[who] = {};
    if (page) {
      quality[who].page = worstOfPage(await page(), reference, PAGE);
    }
    if (jpeg) {
      const pixels = await decodeJpeg(await jpeg()).catch((error) => {
        throw new Error(`${who} made no JPEG: ${error.message}`);
      });
      quality[who].jpeg = worstOfPage(pixels, fromFiles, PAGE);
    }
    if (resize) {
      quality[who].resize = { texture: psnr(await resize(), small) };
    }
  }
  Object.assign(globalThis, { parties, files });
  return quality;
}

/** The JPEG files, for those who work outside. */
function filesAsText() {
  const text = async (file) => {
    const reader = new FileReader();
    reader.readAsDataURL(new Blob([file]));
    await new Promise((resolve) => {
      reader.onload = resolve;
    });
    return reader.result.slice(reader.result.indexOf(",") + 1);
  };
  return Promise.all(globalThis.files.map(text));
}

/** Every party does every work once. */
async function takeTurns() {
  const taken = { page: {}, resize: {}, jpeg: {} };
  for (const [work, times] of Object.entries(taken)) {
    for (const [who, party] of Object.entries(globalThis.parties)) {
      if (party[work]) {
        const start = performance.now();
        await party[work]();
        times[who] = performance.now() - start;
      }
    }
  }
  return taken;
}
