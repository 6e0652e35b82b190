// SPDX-License-Identifier: Apache-2.0
// How a client ends: by close, by abort, by a worker that fails. And that a long life takes no more memory.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { drawLargePages, MOST_BYTES, openLargeShop } from "../support/large-pictures.mjs";
import { repositoryFile } from "../support/server.mjs";
import { openShop } from "../support/shop.mjs";

let shop;
before(async () => {
  shop = await openShop();
});
after(() => shop.close());

test("close is idempotent, and everything afterwards rejects with DISPOSED", async (t) => {
  const { page } = await shop.visit(t);
  const { during, later, closed } = await page.evaluate(async () => {
    await create();
    const during = [codeOf(vitrine.page({ index: 0 })), codeOf(vitrine.picks())];
    vitrine.close();
    vitrine.close();
    vitrine[Symbol.dispose ?? Symbol.for("Symbol.dispose")]();
    const later = [
      vitrine.page({ index: 0 }),
      vitrine.observe({ event: "page_view" }),
      vitrine.notForMe("p1"),
      vitrine.override({ id: "p1", availability: "in_stock" }),
      vitrine.picks(),
      vitrine.why("p1"),
      vitrine.restart(),
      vitrine.forget(),
      vitrine.diagnostics(),
    ].map(codeOf);
    return {
      during: await Promise.all(during),
      later: await Promise.all(later),
      closed: vitrine.closed,
    };
  });
  assert.deepEqual(during, ["DISPOSED", "DISPOSED"]);
  assert.deepEqual(later, Array(9).fill("DISPOSED"));
  assert.equal(closed, true);
});

test("a page is disposed of once or twice alike", async (t) => {
  const { page } = await shop.visit(t);
  const width = await page.evaluate(async () => {
    await create();
    const page = await vitrine.page({ index: 0 });
    page.dispose();
    page[Symbol.dispose ?? Symbol.for("Symbol.dispose")]();
    return page.bitmap.width;
  });
  assert.equal(width, 0);
});

test("an aborted request rejects at once, and the next one goes on", async (t) => {
  const { page } = await shop.visit(t);
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  // The first picture waits until the test says so.
  const first = await page.evaluate(async () => {
    await create();
    return (await vitrine.picks({ count: 1 }))[0].image;
  });
  const path = new URL(first).pathname;
  shop.files[path].before = () => held;
  t.after(() => {
    delete shop.files[path].before;
    release();
  });
  const aborted = await page.evaluate(async () => {
    const before = AbortSignal.abort();
    const during = new AbortController();
    const drawing = vitrine.page({ index: 0, signal: during.signal });
    const codes = [await codeOf(vitrine.page({ index: 0, signal: before }))];
    during.abort();
    codes.push(await codeOf(drawing));
    codes.push(await codeOf(create({ signal: before })));
    return codes;
  });
  assert.deepEqual(aborted, ["ABORTED", "ABORTED", "ABORTED"]);
  release();
  const drawn = await page.evaluate(async () => (await vitrine.page({ index: 0 })).regions.length);
  assert.equal(drawn, 1);
});

test("a worker that is missing, dies or is of another version is a WORKER error", async (t) => {
  const script = { type: "text/javascript" };
  Object.assign(shop.files, {
    "/dying.js": { ...script, body: "throw new Error('no such day');" },
    "/newer.js": {
      ...script,
      body: "onmessage = ({ data }) => postMessage({ ...data, v: 99, kind: 'result' });",
    },
  });
  const { page } = await shop.visit(t);
  const codes = await page.evaluate(async () => {
    const codes = [];
    for (const worker of ["/missing.js", "/dying.js", "/newer.js", "http://localhost:1/far.js"]) {
      codes.push(await codeOf(create({ worker })));
    }
    codes.push(await codeOf(create({ worker: new Worker("/dying.js", { type: "module" }) })));
    return codes;
  });
  assert.deepEqual(codes, Array(5).fill("WORKER"));
});

test("a worker that was given before is refused, and goes on with its first client", async (t) => {
  const { page } = await shop.visit(t);
  const { codes, count } = await page.evaluate(async () => {
    const worker = new Worker("/package/worker.js", { type: "module" });
    const first = await create({ worker });
    const codes = [await codeOf(create({ worker }))];
    const { length } = await first.picks();
    first.close();
    codes.push(await codeOf(create({ worker })));
    return { codes, count: length };
  });
  assert.deepEqual(codes, ["INVALID_ARGUMENT", "INVALID_ARGUMENT"]);
  assert.equal(count, 6);
});

test("the worker refuses messages of another version and before it was set up", async (t) => {
  const { page } = await shop.visit(t);
  const answers = await page.evaluate(async () => {
    const worker = new Worker("/package/worker.js", { type: "module" });
    const ask = (message) =>
      new Promise((resolve) => {
        worker.onmessage = ({ data }) => resolve(data);
        worker.postMessage(message);
      });
    const request = { id: 7, kind: "request", method: "diagnostics", params: {} };
    return [await ask({ ...request, v: 99 }), await ask({ ...request, v: 3 })];
  });
  assert.deepEqual(
    answers.map(({ v, id, kind, error }) => [v, id, kind, error.code]),
    [
      [3, 7, "error", "WORKER"],
      [3, 7, "error", "WORKER"],
    ],
  );
});

// A WebAssembly function that traps.
const TRAP = `new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11,
]))).exports.t`;

test("a module that stops ends the client, whatever it was doing", async (t) => {
  shop.files["/package/whole-imaging.js"] = await repositoryFile("wasm/dist/imaging.js");
  shop.files["/package/imaging.js"] = {
    type: "text/javascript",
    body: `import load from "./whole-imaging.js";
      export default async (options) => {
        const module = await load(options);
        module.Picture.prototype.decode = ${TRAP};
        return module;
      };`,
  };
  t.after(() => delete shop.files["/package/imaging.js"]);
  const { page } = await shop.visit(t);
  const { codes, closed, told } = await page.evaluate(async () => {
    await create({ decoder: "stb" });
    const drawing = [codeOf(vitrine.page({ index: 1 })), codeOf(vitrine.page({ index: 2 }))];
    const codes = [...(await Promise.all(drawing)), await codeOf(vitrine.picks())];
    return { codes, closed: vitrine.closed, told };
  });
  assert.deepEqual(codes, ["INTERNAL", "INTERNAL", "INTERNAL"]);
  assert.equal(closed, true);
  assert.deepEqual(told, []);
});

test("a module that cannot be had is a FETCH error, and is tried again", async (t) => {
  const { page } = await shop.visit(t);
  shop.files["/package/imaging.wasm"] = { status: 503 };
  t.after(() => delete shop.files["/package/imaging.wasm"]);
  const first = await page.evaluate(async () => {
    await create();
    return codeOf(vitrine.page({ index: 0 }));
  });
  delete shop.files["/package/imaging.wasm"];
  const second = await page.evaluate(() => codeOf(vitrine.page({ index: 0 })));
  assert.deepEqual([first, second], ["FETCH", "none"]);
});

test("two hundred pages leave the memory as it was", async (t) => {
  const { page } = await shop.visit(t);
  const [early, late] = await page.evaluate(async () => {
    await create();
    const draw = async (count) => {
      for (let i = 0; i < count; i += 1) {
        const page = await vitrine.page({ index: i % 4, width: 360, height: 450 });
        page.dispose();
        if (i % 20 === 19) {
          await vitrine.restart();
        }
      }
      return vitrine.diagnostics();
    };
    return [await draw(40), await draw(200)];
  });
  assert.deepEqual(late, early);
});

for (const [count, kinds] of [
  [1000, ["jpeg", "png", "webp"]],
  [60, ["png"]],
]) {
  test(`${count} pages of six large pictures (${kinds}) take 160 MB at most, and no more than twenty`, async (t) => {
    const large = await openLargeShop(kinds);
    t.after(() => large.close());
    const { page } = await large.visit(t);
    const { seen, told } = await drawLargePages(page, [20, count]);
    const [early, late] = seen;
    assert.deepEqual(told, []);
    // More than once through the cache.
    assert.ok(early.cachedPictures >= 6 && early.cachedPictures < 25, String(early.cachedPictures));
    assert.ok(late.memoryBytes <= MOST_BYTES, `${late.memoryBytes} bytes`);
    assert.equal(late.memoryBytes, early.memoryBytes);
    assert.equal(late.liveObjects - late.cachedPictures, early.liveObjects - early.cachedPictures);
    // Which pictures are kept hangs on which came first; each takes a little beside its pixels.
    const gained = late.heapBytes - early.heapBytes;
    assert.ok(Math.abs(gained) < 10_000, `${gained} bytes more`);
  });
}
