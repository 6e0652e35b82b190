// SPDX-License-Identifier: Apache-2.0
// How pictures and studios end: disposed of, aborted, collected, by a worker that fails. And that many
// pictures take no more memory than one.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launchChromium } from "../../../tools/chromium.mjs";
import { openPage } from "../support/browser.mjs";
import { repositoryFile } from "../support/server.mjs";
import { openStudio } from "../support/studio.mjs";

let shop;
before(async () => {
  shop = await openStudio();
});
after(() => shop.close());

const PICTURE = "/catalogue/boo-house-oxblood.jpg";

test("a picture is disposed of once or twice alike, and is then DISPOSED", async (t) => {
  const { page } = await shop.visit(t);
  const { codes, left, other } = await page.evaluate(async (address) => {
    await start();
    const picture = await studio.open(address);
    const mended = await picture.enhance();
    // What is under way goes on.
    const underWay = picture.cutOut();
    picture.dispose();
    picture.dispose();
    picture[Symbol.dispose ?? Symbol.for("Symbol.dispose")]();
    const cutout = await underWay;
    const codes = await errorsOf({
      measure: () => picture.measure(),
      enhance: () => picture.enhance(),
      doubled: () => picture.doubled(),
      cutOut: () => picture.cutOut(),
      harmonise: () => picture.harmonise(),
      present: () => picture.present({ format: "square" }),
      detail: () => picture.present({ detail: {} }),
      encode: () => picture.encode(),
      bitmap: () => picture.bitmap(),
    });
    const other = await codeOf(mended.encode());
    cutout.picture.dispose();
    mended.dispose();
    return { codes, other, left: await studio.diagnostics() };
  }, PICTURE);
  assert.deepEqual(
    Object.values(codes).map(({ code }) => code),
    Array(9).fill("DISPOSED"),
  );
  assert.equal(other, "none");
  assert.deepEqual([left.pictures, left.liveObjects], [0, 0]);
});

test("a closed studio is DISPOSED, and so are its pictures", async (t) => {
  const { page } = await shop.visit(t);
  const { during, later, closed } = await page.evaluate(async (address) => {
    await start();
    const picture = await studio.open(address);
    const during = [codeOf(picture.cutOut()), codeOf(studio.open(address))];
    studio.close();
    studio.close();
    studio[Symbol.dispose ?? Symbol.for("Symbol.dispose")]();
    const later = [picture.encode(), studio.open(address), studio.diagnostics()].map(codeOf);
    picture.dispose();
    return {
      during: await Promise.all(during),
      later: await Promise.all(later),
      closed: studio.closed,
    };
  }, PICTURE);
  assert.deepEqual(during, ["DISPOSED", "DISPOSED"]);
  assert.deepEqual(later, ["DISPOSED", "DISPOSED", "DISPOSED"]);
  assert.equal(closed, true);
});

test("an aborted step rejects at once, and what it made is freed", async (t) => {
  const { page } = await shop.visit(t);
  const { codes, left } = await page.evaluate(async (address) => {
    const before = AbortSignal.abort();
    const codes = [await codeOf(start({ signal: before }))];
    await start();
    const picture = await studio.open(address);
    const steps = {
      open: (signal) => studio.open(address, { signal }),
      measure: (signal) => picture.measure({ signal }),
      enhance: (signal) => picture.enhance({ signal }),
      doubled: (signal) => picture.doubled({ signal }),
      cutOut: (signal) => picture.cutOut({ signal }),
      harmonise: (signal) => picture.harmonise({}, { signal }),
      present: (signal) => picture.present({ format: "square", signal }),
      detail: (signal) => picture.present({ detail: {}, signal }),
      encode: (signal) => picture.encode({ signal }),
      bitmap: (signal) => picture.bitmap({ signal }),
    };
    for (const step of Object.values(steps)) {
      codes.push(await codeOf(step(before)));
      const during = new AbortController();
      const running = codeOf(step(during.signal));
      // Some get as far as the worker, some do not.
      await new Promise((resolve) => setTimeout(resolve, 2));
      during.abort();
      codes.push(await running);
    }
    // Behind everything that was under way.
    await picture.measure();
    picture.dispose();
    return { codes, left: await studio.diagnostics() };
  }, PICTURE);
  assert.deepEqual(codes, Array(21).fill("ABORTED"));
  assert.deepEqual([left.pictures, left.liveObjects], [0, 0]);
});

// A WebAssembly function that traps.
const TRAP = `new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11,
]))).exports.t`;

test("a module that stops ends the studio, whatever it was doing", async (t) => {
  shop.files["/package/whole-studio.js"] = await repositoryFile("wasm/dist/studio.js");
  shop.files["/package/studio.js"] = {
    type: "text/javascript",
    body: `import load from "./whole-studio.js";
      export default async (options) => {
        const module = await load(options);
        module.StudioPicture.prototype.enhance = ${TRAP};
        return module;
      };`,
  };
  t.after(() => delete shop.files["/package/studio.js"]);
  const { page } = await shop.visit(t);
  const { codes, closed } = await page.evaluate(async (address) => {
    await start();
    const picture = await studio.open(address);
    const codes = await Promise.all([picture.enhance(), picture.measure()].map(codeOf));
    codes.push(await codeOf(studio.open(address)), await codeOf(picture.encode()));
    return { codes, closed: studio.closed };
  }, PICTURE);
  assert.deepEqual(codes, Array(4).fill("INTERNAL"));
  assert.equal(closed, true);
});

test("a worker that is missing, dies or is of another version is a WORKER error", async (t) => {
  const script = { type: "text/javascript" };
  Object.assign(shop.files, {
    "/dying.js": { ...script, body: "throw new Error('no such day');" },
    "/newer.js": {
      ...script,
      body: "onmessage = ({ data }) => postMessage({ ...data, v: 99, kind: 'result' });",
    },
    "/worker.js": { ...script, body: 'import "/package/studio-worker.js";' },
  });
  const { page } = await shop.visit(t);
  const codes = await page.evaluate(async () => {
    const codes = [];
    for (const worker of ["/missing.js", "/dying.js", "/newer.js", "http://localhost:1/far.js"]) {
      codes.push(await codeOf(start({ worker })));
    }
    codes.push(await codeOf(start({ worker: "/worker.js" })));
    codes.push(await codeOf(start({ worker: new Worker("/worker.js", { type: "module" }) })));
    return codes;
  });
  assert.deepEqual(codes, ["WORKER", "WORKER", "WORKER", "WORKER", "none", "none"]);
});

test("pictures and studios that nobody holds any more are freed", async (t) => {
  const browser = await launchChromium({ flags: ["--js-flags=--expose-gc"] });
  t.after(() => browser.close());
  const { page } = await openPage(browser, shop.server.origin);
  const { before, after, ended } = await page.evaluate(async (address) => {
    const { Worker } = globalThis;
    let ended = 0;
    globalThis.Worker = class extends Worker {
      terminate() {
        ended += 1;
        super.terminate();
      }
    };
    await start();
    await (async () => {
      for (let i = 0; i < 3; i += 1) {
        await (await studio.open(address)).enhance();
      }
    })();
    const before = (await studio.diagnostics()).pictures;
    const collected = async (done) => {
      for (let i = 0; i < 100 && !(await done()); i += 1) {
        gc();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    await collected(async () => (await studio.diagnostics()).pictures === 0);
    const after = (await studio.diagnostics()).pictures;
    // A picture keeps its studio's worker.
    let picture = await studio.open(address);
    globalThis.studio = undefined;
    await collected(() => ended > 0 || undefined);
    const kept = await codeOf(picture.measure());
    picture = undefined;
    await collected(() => ended > 0);
    return { before, after, ended: [kept, ended] };
  }, PICTURE);
  assert.deepEqual([before, after], [6, 0]);
  assert.deepEqual(ended, ["none", 1]);
});

test("a hundred pictures from file to file leave the memory as it was", async (t) => {
  const { page } = await shop.visit(t);
  const [early, late] = await page.evaluate(async () => {
    await start();
    const names = ["vas-amphora-oat", "lit-globe-brass", "sea-stool-oak", "boo-house-oxblood"];
    const style = { canvas: { width: 300, height: 400 } };
    const work = async (count) => {
      for (let i = 0; i < count; i += 1) {
        const picture = await studio.open(`/catalogue/${names[i % names.length]}.jpg`);
        const mended = await picture.enhance();
        const cutout = await mended.cutOut();
        const harmonised = await mended.harmonise(style);
        await harmonised.picture.encode({ type: i % 2 === 0 ? "image/jpeg" : "image/png" });
        for (const made of [picture, mended, cutout.picture, harmonised.picture]) {
          made?.dispose();
        }
      }
      return studio.diagnostics();
    };
    return [await work(12), await work(100)];
  });
  assert.deepEqual(late, early);
  assert.deepEqual([late.pictures, late.liveObjects], [0, 0]);
});
