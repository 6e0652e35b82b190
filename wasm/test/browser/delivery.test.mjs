// SPDX-License-Identifier: Apache-2.0
// The package served from another origin than the shop's, as a content delivery network does.
import assert from "node:assert/strict";
import { test } from "node:test";
import { launchChromium } from "../../../tools/chromium.mjs";
import { openPage } from "../support/browser.mjs";
import { htmlPage, ROOT, repositoryFile, STRICT_CSP, startServer } from "../support/server.mjs";
import { feedOf, openShop, samplePictures, sampleProducts } from "../support/shop.mjs";

test("from another origin it runs through a worker file of one line", async (t) => {
  const network = await startServer({
    folders: { "/vitrine/": `${ROOT}wasm/dist` },
    headers: { "Access-Control-Allow-Origin": "*" },
  });
  t.after(() => network.close());
  // A browser asks worker-src for what a worker imports, too.
  const policy = STRICT_CSP.replace(/(script-src|worker-src) 'self'/g, `$& ${network.origin}`);
  const script = (body) => ({ body, type: "text/javascript" });
  const shop = await startServer({
    headers: { "Content-Security-Policy": policy },
    files: {
      "/": { body: htmlPage("/page.js"), type: "text/html" },
      "/page.js": script(
        `import * as sdk from "${network.origin}/vitrine/index.js"; globalThis.sdk = sdk;`,
      ),
      "/worker.js": script(`import "${network.origin}/vitrine/worker.js";`),
      "/favicon.ico": { status: 204 },
      "/feed.json": feedOf(sampleProducts(8)),
      ...samplePictures(8),
    },
  });
  t.after(() => shop.close());
  const browser = await launchChromium();
  t.after(() => browser.close());
  const { page, messages } = await openPage(browser, shop.origin);
  const { without, regions } = await page.evaluate(async () => {
    const options = { catalog: { feed: "/feed.json" } };
    const without = await sdk.Vitrine.create(options).catch(({ code, message }) => ({
      ...{ code, message },
    }));
    const vitrine = await sdk.Vitrine.create({ ...options, worker: "/worker.js" });
    const { regions } = await vitrine.page({ index: 1 });
    return { without, regions: regions.length };
  });
  assert.equal(without.code, "WORKER");
  assert.match(without.message, /own origin; see the option 'worker'/);
  assert.equal(regions, 5);
  assert.deepEqual(
    messages.filter((message) => !message.includes("worker.js")),
    [],
  );
});

test("with the package's hashes a module of another content is refused", async (t) => {
  const shop = await openShop();
  t.after(() => shop.close());
  const { page } = await shop.visit(t);
  const integrity = JSON.parse(await repositoryFile("wasm/dist/integrity.json"));
  const attempt = (hashes) =>
    page.evaluate(async (integrity) => {
      const code = await codeOf(create({ integrity }));
      return code === "none" ? codeOf(vitrine.page({ index: 0 })) : code;
    }, hashes);
  assert.equal(await attempt(integrity), "none");
  for (const name of ["core.wasm", "feeds.wasm", "imaging.wasm"]) {
    const others = { ...integrity, [name]: integrity["shards.wasm"] };
    assert.equal(await attempt(others), "FETCH", name);
    const without = { ...integrity, [name]: undefined };
    assert.equal(await attempt(without), "INVALID_ARGUMENT", name);
  }
  // What a browser cannot read it would let pass.
  for (const hash of ["", "sha384", "md5-abc", 7]) {
    const others = { ...integrity, "core.wasm": hash };
    assert.equal(await attempt(others), "INVALID_ARGUMENT", String(hash));
  }

  const genuine = await repositoryFile("wasm/dist/core.wasm");
  // A byte behind the end, in a section that engines skip.
  shop.files["/package/core.wasm"] = Buffer.concat([genuine, Buffer.from([0, 2, 1, 97])]);
  assert.equal(await attempt(undefined), "none", "it runs");
  assert.equal(await attempt(integrity), "FETCH");
  delete shop.files["/package/core.wasm"];
});
