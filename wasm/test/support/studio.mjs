// SPDX-License-Identifier: Apache-2.0
// A page with a studio on it, real pictures beside it, and ONNX Runtime where a shop may have put it.
import { fileURLToPath } from "node:url";
import { launchChromium } from "../../../tools/chromium.mjs";
import { openPage } from "./browser.mjs";
import { htmlPage, ROOT, STRICT_CSP, startServer } from "./server.mjs";

/** Where npm installed it. */
const ONNX_RUNTIME = fileURLToPath(new URL(".", import.meta.resolve("onnxruntime-web/wasm")));

/** What the tests find on the page beside `sdk`. */
const PAGE_SCRIPT = `
import * as sdk from "/package/picture-studio.js";
globalThis.sdk = sdk;
globalThis.start = async (options = {}) => {
  globalThis.studio = await sdk.PictureStudio.create(options);
  return studio;
};
globalThis.pixelsOf = async (source) => {
  const bitmap =
    source instanceof sdk.StudioPicture
      ? await source.bitmap()
      : await createImageBitmap(source, { colorSpaceConversion: "none" });
  const context = new OffscreenCanvas(bitmap.width, bitmap.height)
    .getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  const pixels = context.getImageData(0, 0, bitmap.width, bitmap.height);
  bitmap.close();
  return pixels;
};
globalThis.colourAt = ({ data, width }, x, y) => [...data.slice((y * width + x) * 4).slice(0, 4)];
globalThis.largestDifference = (one, other) =>
  one.width === other.width && one.height === other.height
    ? one.data.reduce((most, value, i) => Math.max(most, Math.abs(value - other.data[i])), 0)
    : Number.POSITIVE_INFINITY;
globalThis.errorOf = (promise) =>
  Promise.resolve(promise).then(
    () => ({ code: "none" }),
    (error) => error instanceof sdk.VitrineError
      ? { code: error.code, message: error.message, detail: error.detail }
      : { code: String(error) },
  );
globalThis.codeOf = async (promise) => (await errorOf(promise)).code;
globalThis.errorsOf = async (attempts) => {
  const errors = {};
  for (const [name, attempt] of Object.entries(attempts)) {
    errors[name] = await errorOf(Promise.resolve().then(attempt));
  }
  return errors;
};
// A room, so that neither backdrop nor border tell the subject, which is warm.
globalThis.busyPicture = () => {
  const canvas = new OffscreenCanvas(300, 360);
  const paint = canvas.getContext("2d");
  for (let y = 0; y < 360; y += 12) {
    for (let x = 0; x < 300; x += 12) {
      const level = 60 + ((x * 7 + y * 13) % 130);
      paint.fillStyle = \`rgb(\${level - 30} \${level} \${level + 20})\`;
      paint.fillRect(x, y, 12, 12);
    }
  }
  paint.fillStyle = "rgb(206 70 40)";
  paint.beginPath();
  paint.ellipse(150, 180, 80, 110, 0, 0, Math.PI * 2);
  paint.fill();
  return paint.getImageData(0, 0, 300, 360);
};
`;

/**
 * Starts a browser and a server with the package at /package/, the demo shop's pictures at /catalogue/, the
 * tests' at /pictures/, and ONNX Runtime at /onnx/.
 *
 * @param {{files?: Record<string, object | string | Uint8Array>, folders?: Record<string, string>}} [options]
 */
export async function openStudio({ files = {}, folders = {} } = {}) {
  const all = {
    "/": { body: htmlPage("/page.js"), type: "text/html;charset=utf-8" },
    "/page.js": { body: PAGE_SCRIPT, type: "text/javascript" },
    "/favicon.ico": { status: 204 },
    ...files,
  };
  const server = await startServer({
    files: all,
    folders: {
      "/package/": `${ROOT}wasm/dist`,
      "/catalogue/": `${ROOT}web-demo/catalogue/images`,
      "/pictures/": `${ROOT}tests/data/pictures`,
      "/onnx/": ONNX_RUNTIME,
      ...folders,
    },
    headers: { "Content-Security-Policy": STRICT_CSP },
  });
  const browser = await launchChromium();
  return {
    server,
    browser,
    files: all,
    /** Opens a page with storage of its own, which `t` closes. */
    visit: async (t) => {
      const visit = await openPage(browser, server.origin);
      t.after(() => visit.close());
      return visit;
    },
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
