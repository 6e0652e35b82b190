// SPDX-License-Identifier: Apache-2.0
// The code in the documentation, run as it is written there. Each fenced block has a case, here or in
// support/doc-commands.mjs, or a reason why it has none; a block with neither fails.
/* global canvas, dataLayer */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { launchChromium } from "../../tools/chromium.mjs";
import { assign } from "../../wasm/dist/measure.js";
import { ROOT, startServer } from "../../wasm/test/support/server.mjs";
import { blocks } from "./support/doc-blocks.mjs";
import { COMMANDS, caseFolder } from "./support/doc-commands.mjs";
import { experimentLog, products, rssOf } from "./support/doc-data.mjs";
import { openExample, shownProducts } from "./support/examples.mjs";

const LIMIT = { timeout: 60_000 };
const WORK = `${ROOT}build/embed/docs`;
const CLI = `${ROOT}build/native/sdk/cli/vitrine`;
const ONNX_RUNTIME = fileURLToPath(new URL(".", import.meta.resolve("onnxruntime-web/wasm")));
/** Stands for the bundler in blocks that import the package by its name. */
const BUNDLER = `<script type="importmap">${JSON.stringify({
  imports: {
    "@vitrine/sdk": "/vitrine/index.js",
    "@vitrine/sdk/element": "/vitrine/element.js",
    "@vitrine/sdk/report": "/vitrine/experiment-report.js",
    "@vitrine/sdk/studio": "/vitrine/picture-studio.js",
  },
})}</script>`;

/** Blocks that nothing here runs, and why. */
const EXEMPT = {
  "docs/browsers.md: source tools/env.sh": "the tests of tests/engines are what it runs",
  "docs/deployment/enhance.md: apiVersion: batch/v1": "needs a Kubernetes cluster",
  "docs/deployment/shards.md: location /shards/ {": "needs nginx",
  "docs/modules.md: web-demo -> @vitrine/sdk (wasm/src) -> was": "a drawing",
  "docs/qa.md: 15 3 * * * cd /srv/vitrine && ./dev demo -": "a line for cron",
  "docs/rankers.md: import numpy as np": "needs PyTorch",
  "docs/webviews.md: val loader = WebViewAssetLoader.Builder()": "Kotlin, for Android",
  "docs/webviews.md: final class PackageFiles: NSObject, WKURLS": "Swift, for iOS",
};
/** The first block of each example's README is run by the tests of the examples. */
const EXAMPLE = /^docs\/examples\/([\w-]+)\/README\.md: /;

let browser;
let shop;
const files = { "/favicon.ico": { status: 204 } };

before(async () => {
  rmSync(WORK, { recursive: true, force: true });
  mkdirSync(`${WORK}/app`, { recursive: true });
  execFileSync("sh", [`${ROOT}docs/examples/catalogue.sh`, `${WORK}/shop`]);
  const feed = `${ROOT}web-demo/catalogue/feed.json`;
  execFileSync(CLI, ["pack", feed, "--shards", "--out", `${WORK}/shop/shards`]);
  browser = await launchChromium();
  shop = await startServer({
    folders: {
      ...{ "/vitrine/1.4.2/": `${ROOT}wasm/dist`, "/vitrine/": `${ROOT}wasm/dist` },
      "/node_modules/@vitrine/sdk/dist/": `${ROOT}wasm/dist`,
      ...{ "/onnxruntime-web/": ONNX_RUNTIME, "/vendor/onnxruntime-web/": ONNX_RUNTIME },
      // Pictures are relative to the catalogue.
      ...{ "/app/": `${WORK}/app`, "/shards/images/": `${WORK}/shop/images`, "/": `${WORK}/shop` },
    },
    files,
  });
});
after(async () => {
  await browser?.close();
  await shop?.close();
});

/** Opens a page with this body, once the script has run as a module in it. */
async function open(t, body, script = "") {
  files["/"] = {
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title></head><body>${body}
<script type="module">${script}\nglobalThis.done = true;</script></body></html>`,
    type: "text/html",
  };
  const opened = await openExample(browser, shop.origin);
  t.after(() => opened.close());
  await opened.page.waitForFunction(() => globalThis.done, null, { timeout: 15_000 });
  return opened;
}

async function showsLookbook({ page, messages }) {
  assert.ok((await shownProducts(page, "docs")).length > 0);
  assert.deepEqual(messages, []);
}

/** A page whose script is a file beside it; the lookbook follows the data layer. */
async function showsAndFollows(t, html, script) {
  files["/shop.js"] = { body: script, type: "text/javascript" };
  const tag = html.includes("/shop.js") ? "" : '<script type="module" src="/shop.js"></script>';
  const opened = await open(t, `${html}${tag}`);
  await showsLookbook(opened);
  await followsEvents(opened);
  return opened;
}

async function followsEvents({ page }) {
  const cause = await page.evaluate(() => {
    const { client } = document.querySelector("vitrine-lookbook");
    const told = new Promise((resolve) => {
      client.addEventListener("change", ({ detail }) => resolve(detail.cause), { once: true });
    });
    const items = [{ item_id: "vas-moon-bone" }];
    dataLayer.push({ event: "view_item", ecommerce: { items } });
    return told;
  });
  assert.equal(cause, "observed");
}

/** The shopper picks the first product of the page and goes to it from its card. */
async function goToFirst(page) {
  await page.locator("vitrine-lookbook .leaf:not([inert]) a").first().click();
  await page.locator("vitrine-lookbook a.view").click();
}

/** A client and an element that the shorter blocks take for granted. */
const SHOP = `
import { Vitrine } from "@vitrine/sdk";
import "@vitrine/sdk/element";
const vitrine = await Vitrine.create({ catalog: "/catalogue.vpack" });
const lookbook = document.createElement("vitrine-lookbook");
lookbook.client = vitrine;
document.body.append(lookbook);
`;

/** Only the client, under the name that most blocks use. */
const IMPORT = 'import { Vitrine } from "@vitrine/sdk";';

/** An element that shows the block's client. */
const SHOWN = `
await import("@vitrine/sdk/element");
const lookbook = document.createElement("vitrine-lookbook");
lookbook.client = vitrine;
document.body.append(lookbook);
`;

/** A page in which a block has made `vitrine`. */
const showsClientOf = async (t, text, before = "") => {
  const opened = await open(t, BUNDLER, `${IMPORT}\n${before}\n${text}\n${SHOWN}`);
  await showsLookbook(opened);
  return opened;
};

const until = async (holds, what) => {
  for (let waited = 0; !holds(); waited += 50) {
    assert.ok(waited < 20_000, what);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** A visitor who is in this arm of the documentation's experiment. */
const visitorOf = (arm) => {
  const plan = {
    name: "spring",
    arms: [{ name: "control" }, { name: "treatment" }],
    holdOut: 0.05,
  };
  const visitors = Array.from({ length: 100 }, (_, i) => `visitor-${i}`);
  return visitors.find((unit) => assign(plan, unit).arm === arm);
};

const NPM_SHOP = "wasm/README.md: // shop.js, as your bundler takes it in; w";

/** @type {Record<string, (t: import("node:test").TestContext, text: string) => unknown>} */
const PAGES = {
  'README.md: <vitrine-lookbook id="lookbook"></vitrine-': async (t, text) => {
    const opened = await open(t, text);
    await showsLookbook(opened);
    await followsEvents(opened);
  },
  'docs/site/index.md: <script type="module" src="/vitrine/elemen': async (t, text) =>
    showsLookbook(await open(t, text)),
  'docs/versioning.md: <script type="module" src="/vitrine/1.4.2/': async (t, text) =>
    showsLookbook(
      await open(t, `${text}<vitrine-lookbook catalog="/catalogue.vpack"></vitrine-lookbook>`),
    ),
  'wasm/README.md: <script type="module" src="/shop.js"></scr': (t, text) =>
    showsAndFollows(t, `${BUNDLER}${text}`, blocks.get(NPM_SHOP)),
  [NPM_SHOP]: (_, text) => assert.match(text, /^import/m),
  'wasm/README.md: lookbook.addEventListener("vitrine-open",': async (t, text) => {
    const router = "const router = { open: (id) => { globalThis.opened = id; } };";
    const { page, messages } = await open(t, BUNDLER, `${SHOP}${router}\n${text}`);
    const [first] = await shownProducts(page, "docs");
    await goToFirst(page);
    assert.equal(await page.evaluate(() => globalThis.opened), first);
    assert.equal(new URL(page.url()).hash, "", "the product's link was not followed");
    assert.deepEqual(messages, []);
  },
  "wasm/README.md: const page = await vitrine.page({ index: 0": async (t, text) => {
    const canvas = 'globalThis.canvas = document.querySelector("canvas");';
    const { page, messages } = await open(
      t,
      `${BUNDLER}<canvas></canvas>`,
      `${SHOP}${canvas}\n${text}`,
    );
    const colours = await page.evaluate(async () => {
      const paint = new OffscreenCanvas(300, 150).getContext("2d");
      paint.drawImage(await createImageBitmap(canvas), 0, 0);
      return new Set(new Uint32Array(paint.getImageData(0, 0, 300, 150).data.buffer)).size;
    });
    assert.ok(colours > 100, `${colours} colours`);
    assert.deepEqual(messages, []);
  },
  'wasm/README.md: import { PictureStudio } from "@vitrine/sd': async (t, text) => {
    const file = 'const file = await (await fetch("/images/vas-moon-bone.jpg")).blob();';
    const told = "globalThis.encoded = { type: blob.type, size: blob.size };";
    const { page, messages } = await open(t, BUNDLER, `${file}\n${text}\n${told}`);
    const { type, size } = await page.evaluate(() => globalThis.encoded);
    assert.equal(type, "image/jpeg");
    assert.ok(size > 10_000, `${size} bytes`);
    assert.deepEqual(messages, []);
  },
  'docs/getting-started.md: <script type="module" src="/shop.js"></scr': (t, text) => {
    files["/feed.xml"] = rssOf(products);
    return showsAndFollows(t, text, blocks.get("docs/getting-started.md: // shop.js"));
  },
  "docs/getting-started.md: // shop.js": (_, text) => assert.match(text, /^import/m),
  "docs/react.md: import { useVitrine, VitrineLookbook } fro": async (t, text) => {
    writeFileSync(`${WORK}/lookbook.jsx`, text);
    const entry = `${WORK}/shop.jsx`;
    writeFileSync(
      entry,
      `import { createRoot } from "react-dom/client";
      import { Lookbook } from "./lookbook.jsx";
      const onQuickView = ({ id }) => { globalThis.opened = id; };
      createRoot(document.body).render(<Lookbook onQuickView={onQuickView} />);`,
    );
    await build({
      // In this repository the package has a React of its own to be built with.
      resolve: { dedupe: ["react"] },
      ...{ configFile: false, logLevel: "error", base: "/app/", worker: { format: "es" } },
      build: {
        ...{ outDir: `${WORK}/app`, emptyOutDir: true, target: "es2022" },
        rolldownOptions: { input: entry, output: { entryFileNames: "shop.js" } },
      },
    });
    const app = await open(t, '<script type="module" src="/app/shop.js"></script>');
    await showsLookbook(app);
    await goToFirst(app.page);
    assert.ok(await app.page.evaluate(() => globalThis.opened));
  },
  'docs/element.md: <vitrine-lookbook id="lookbook" label="Pic': async (t, text) => {
    const script = blocks.get('docs/element.md: import { Vitrine } from "@vitrine/sdk";');
    const gtag = "globalThis.gtag = (...entry) => dataLayer.push(entry);";
    const { page } = await showsAndFollows(t, `${BUNDLER}${text}`, `${gtag}\n${script}`);
    await goToFirst(page);
    const [, name, { items }] = await page.evaluate(() => dataLayer.at(-1));
    assert.deepEqual([name, items.length], ["select_item", 1]);
  },
  'docs/element.md: import { Vitrine } from "@vitrine/sdk";': (_, text) =>
    assert.match(text, /#lookbook/),
  "docs/element.md: vitrine-lookbook { height: 600px; --vitrin": async (t, text) => {
    const element = '<vitrine-lookbook catalog="/catalogue.vpack"></vitrine-lookbook>';
    const script = '<script type="module" src="/vitrine/element.js"></script>';
    const opened = await open(t, `<style>${text}</style>${script}${element}`);
    await showsLookbook(opened);
    const height = ({ offsetHeight }) => offsetHeight;
    assert.equal(await opened.page.locator("vitrine-lookbook").evaluate(height), 600);
  },
  "docs/element.md: vitrine-lookbook:not(:defined) { display:": async (t, text) => {
    const { page } = await open(t, `<style>${text}</style><vitrine-lookbook></vitrine-lookbook>`);
    const shape = await page
      .locator("vitrine-lookbook")
      // The bar under the page has 56 px.
      .evaluate(({ offsetWidth, offsetHeight }) => offsetWidth / (offsetHeight - 56));
    assert.ok(Math.abs(shape - 4 / 5) < 0.01, `${shape}`);
  },
  'docs/element.md: <vitrine-lookbook catalog="/catalogue.vpac': async (t, text) => {
    const element = `<script type="module" src="/vitrine/element.js"></script>${text}`;
    const opened = await open(t, element);
    await showsLookbook(opened);
    const link = ({ page }) => page.getByRole("link", { name: "Desk lamp, moss" });
    assert.equal(await link(opened).isVisible(), false);
    // Without a catalogue it is all there is.
    const other = element.replace("catalogue.vpack", "missing.vpack");
    await link(await open(t, other)).waitFor({ state: "visible" });
  },
  'docs/errors.md: import { VitrineError } from "@vitrine/sdk': async (t, text) => {
    const { messages } = await open(t, BUNDLER, `${SHOP}\n${text}`);
    assert.deepEqual(messages, []);
  },
  "docs/events.md: vitrine.attachDataLayer(window.dataLayer);": async (t, text) => {
    const analytics = `
      globalThis.analytics = { addSourceMiddleware: (each) => { globalThis.middleware = each; } };
      window.dataLayer = [];
      const id = "vas-moon-bone";`;
    const { page, messages } = await open(t, BUNDLER, `${SHOP}${analytics}\n${text}`);
    const known = await page.evaluate(async () => {
      const items = [{ item_id: "vas-bottle-ink" }];
      dataLayer.push({ event: "view_item", ecommerce: { items } });
      const obj = {
        ...{ type: "track", event: "Product Added" },
        properties: { product_id: "vas-bottle-ink" },
      };
      await new Promise((next) => globalThis.middleware({ payload: { obj }, next }));
      const { events } = await document.querySelector("vitrine-lookbook").client.export();
      return events.map(({ event }) => event).sort();
    });
    assert.deepEqual(known, ["add_to_cart", "view_item", "view_item"]);
    assert.deepEqual(messages, []);
  },
  'docs/measurement.md: <div id="lookbook-place" style="min-height': async (t, text) => {
    files["/measure"] = { status: 204 };
    const granted = { analytics_storage: "granted" };
    const body = (arm) => `<script>
      const visitorId = "${visitorOf(arm)}";
      window.dataLayer = [["consent", "default", ${JSON.stringify(granted)}]];
    </script>${text}`;
    for (const arm of ["control", "treatment"]) {
      shop.requests.length = 0;
      const opened = await open(t, body(arm));
      if (arm === "treatment") {
        await opened.page.locator("vitrine-lookbook").waitFor();
        await showsLookbook(opened);
        await followsEvents(opened);
      }
      assert.equal(shop.requests.includes("/catalogue.vpack"), arm === "treatment");
      // The exposure, a second later; told when the page is left.
      await opened.page.waitForTimeout(1500);
      await opened.page.goto("about:blank");
      await until(() => shop.requests.includes("/measure"), `${arm}: lines are handed over`);
      assert.deepEqual(opened.messages, []);
    }
  },
  'docs/measurement.md: import { report } from "@vitrine/sdk/repor': async (t, text) => {
    files["/events.jsonl"] = experimentLog(["control", "treatment"]).join("\n");
    const told = "globalThis.told = { believable, refusals, metrics: metrics.length };";
    const { page, messages } = await open(t, BUNDLER, `${text}\n${told}`);
    const { believable, refusals, metrics } = await page.evaluate(() => globalThis.told);
    assert.deepEqual([believable, refusals], [true, []]);
    assert.ok(metrics > 0);
    assert.deepEqual(messages, []);
  },
  "docs/privacy.md: const vitrine = await Vitrine.create({ cat": (t, text) =>
    showsClientOf(t, text, 'const catalog = "/catalogue.vpack";'),
  "docs/rankers.md: const vitrine = await Vitrine.create({": async (t, text) => {
    files["/ranker.onnx"] = readFileSync(`${ROOT}tests/data/models/ranker.onnx`);
    const opened = await showsClientOf(t, text, "window.dataLayer = [];");
    await opened.page.evaluate(async () => {
      const { client } = document.querySelector("vitrine-lookbook");
      const items = [{ item_id: "vas-moon-bone" }];
      await client.observe({ event: "view_item", ecommerce: { items } });
      await client.picks({ count: 4 });
    });
    await until(
      () => shop.requests.includes("/onnxruntime-web/ort-wasm-simd-threaded.wasm"),
      "the model is run",
    );
    await opened.page.waitForTimeout(500);
    assert.deepEqual(opened.messages, []);
  },
  "docs/rules.md: const vitrine = await Vitrine.create({": async (t, text) => {
    const told = "globalThis.unmatched = unmatched;";
    const opened = await showsClientOf(t, `${text}\n${told}`);
    assert.deepEqual(await opened.page.evaluate(() => globalThis.unmatched), []);
  },
  "docs/shards.md: const vitrine = await Vitrine.create({ cat": (t, text) => showsClientOf(t, text),
  "docs/studio.md: import { PictureStudio, VitrineError } fro": async (t, text) => {
    files["/style.json"] = execFileSync(CLI, ["enhance", "--print-style"]);
    files["/pictures/lamp.jpg"] = readFileSync(`${WORK}/shop/images/vas-moon-bone.jpg`);
    files["/upload"] = { status: 204 };
    const { page, messages } = await open(t, `${BUNDLER}<canvas id="lamp"></canvas>`, text);
    assert.ok(shop.requests.includes("/upload"));
    assert.ok((await page.locator("canvas").evaluate(({ width }) => width)) > 300);
    assert.deepEqual(messages, []);
  },
  "docs/studio.md: const studio = await PictureStudio.create(": async (t, text) => {
    const first = 'import { PictureStudio } from "@vitrine/sdk/studio";';
    const use = `
      const picture = await studio.open("/images/vas-moon-bone.jpg");
      await picture.harmonise();
      studio.close();`;
    const { messages } = await open(t, BUNDLER, `${first}\n${text}\n${use}`);
    assert.deepEqual(messages, []);
    for (const [, path] of text.matchAll(/"(\/[^"]+)"/g)) {
      const file = path.endsWith("/") ? `${path}ort.wasm.bundle.min.mjs` : path;
      assert.equal((await fetch(`${shop.origin}${file}`)).status, 200, file);
    }
  },
  'web-demo/README.md: import { Vitrine } from "@vitrine/sdk";': async (t, text) => {
    const opened = await open(t, `${BUNDLER}<main></main>`, text);
    await showsLookbook(opened);
    await followsEvents(opened);
  },
};

test("every block is run, or has a reason why it is not", () => {
  const said = [...Object.keys(PAGES), ...Object.keys(COMMANDS), ...Object.keys(EXEMPT)];
  const examples = [...blocks.keys()].filter((name) => EXAMPLE.test(name));
  assert.deepEqual([...said, ...examples].sort(), [...blocks.keys()].sort());
  const withOneBlock = new Set(examples.map((name) => EXAMPLE.exec(name)[1]));
  assert.equal(withOneBlock.size, examples.length, "the second block of an example is not run");
  const tests = ["examples", "next"].map((name) => {
    return readFileSync(`${ROOT}tests/embed/${name}.test.mjs`, "utf8");
  });
  for (const name of examples) {
    const [, example] = EXAMPLE.exec(name);
    assert.ok(tests.join().includes(`copyExample("${example}")`), name);
  }
});

for (const [name, run] of Object.entries(PAGES)) {
  test(name, LIMIT, (t) => {
    assert.ok(blocks.has(name), "there is no such block any more");
    return run(t, blocks.get(name));
  });
}

for (const [name, run] of Object.entries(COMMANDS)) {
  test(name, LIMIT, () => {
    assert.ok(blocks.has(name), "there is no such block any more");
    return run(blocks.get(name), caseFolder(WORK, name));
  });
}
