// SPDX-License-Identifier: Apache-2.0
// The code in the documentation that people copy first, run as it is written there. Each block has a case
// here, named by its file and how it begins; a block without one fails.
/* global canvas, dataLayer */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { build } from "vite";
import { launchChromium } from "../../tools/chromium.mjs";
import { ROOT, startServer } from "../../wasm/test/support/server.mjs";
import { codeBlocks, openExample, QUIET, shownProducts } from "./support/examples.mjs";

const LIMIT = { timeout: 60_000 };
const WORK = `${ROOT}build/embed/docs`;
/** Those whose every block is run. */
const WHOLE = [
  "README.md",
  "wasm/README.md",
  "docs/getting-started.md",
  "docs/node.md",
  "docs/react.md",
  "docs/cpp.md",
];
const blocks = new Map(
  [...WHOLE, "docs/element.md"].flatMap((file) =>
    codeBlocks(readFileSync(`${ROOT}${file}`, "utf8")).map(({ text }) => [
      `${file}: ${text.split("\n")[0].trim().slice(0, 42).trimEnd()}`,
      text,
    ]),
  ),
);
/** Stands for the bundler in blocks that import the package by its name. */
const BUNDLER = `<script type="importmap">${JSON.stringify({
  imports: {
    "@vitrine/sdk": "/vitrine/index.js",
    "@vitrine/sdk/element": "/vitrine/element.js",
    "@vitrine/sdk/studio": "/vitrine/picture-studio.js",
  },
})}</script>`;

let browser;
let shop;
const files = { "/favicon.ico": { status: 204 } };

before(async () => {
  rmSync(WORK, { recursive: true, force: true });
  mkdirSync(`${WORK}/app`, { recursive: true });
  execFileSync("sh", [`${ROOT}docs/examples/catalogue.sh`, `${WORK}/shop`]);
  browser = await launchChromium();
  shop = await startServer({
    folders: { "/vitrine/": `${ROOT}wasm/dist`, "/app/": `${WORK}/app`, "/": `${WORK}/shop` },
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

async function followsEvents(opened) {
  const cause = await opened.page.evaluate(() => {
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

/** `./dev` knows each of these commands. */
function areCommands(text) {
  const help = execFileSync(`${ROOT}dev`, ["help"], { encoding: "utf8" });
  for (const line of text.split("\n")) {
    const command = /^\.\/dev (\w+)/.exec(line)?.[1];
    assert.match(help, new RegExp(`^  ${command} `, "m"), line);
  }
}

/** The program of the test of installing, below its line about the licence. */
const isFile = (text, name) =>
  assert.equal(
    `${text}\n`,
    readFileSync(`${ROOT}tests/install/${name}`, "utf8").split("\n").slice(1).join("\n"),
  );

/** A client and an element that the shorter blocks take for granted. */
const SHOP = `
import { Vitrine } from "@vitrine/sdk";
import "@vitrine/sdk/element";
const vitrine = await Vitrine.create({ catalog: "/catalogue.vpack" });
const lookbook = document.createElement("vitrine-lookbook");
lookbook.client = vitrine;
document.body.append(lookbook);
`;

const NPM_SHOP = "wasm/README.md: // shop.js, as your bundler takes it in; w";

const CASES = {
  "README.md: ./dev demo    # sets everything up, builds": (_, text) => areCommands(text),
  'README.md: <vitrine-lookbook id="lookbook"></vitrine-': async (t, text) => {
    const opened = await open(t, text);
    await showsLookbook(opened);
    await followsEvents(opened);
  },
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
  "docs/getting-started.md: ./dev build": (_, text) => areCommands(text),
  "docs/getting-started.md: build/native/sdk/cli/vitrine pack feed.xml": (_, text) => {
    copyFileSync(`${ROOT}tests/data/feeds/google_rss.xml`, `${WORK}/feed.xml`);
    symlinkSync(`${ROOT}build`, `${WORK}/build`);
    execFileSync("bash", ["-euo", "pipefail", "-c", text], { cwd: WORK, stdio: "pipe" });
    assert.ok(readFileSync(`${WORK}/catalogue.vpack`).length > 0);
  },
  'docs/getting-started.md: <script type="module" src="/shop.js"></scr': (t, text) =>
    showsAndFollows(t, text, blocks.get("docs/getting-started.md: // shop.js")),
  "docs/getting-started.md: // shop.js": (_, text) => assert.match(text, /^import/m),
  'docs/node.md: import { readFile } from "node:fs/promises': (_, text) => {
    writeFileSync(`${WORK}/shop/picks.mjs`, text);
    const output = execFileSync(process.execPath, ["picks.mjs"], {
      cwd: `${WORK}/shop`,
      encoding: "utf8",
    });
    assert.match(output, /^(.+, €\d.*: .+\n){4}$/);
  },
  "docs/node.md: npx --package @vitrine/sdk vitrine-preview": (_, text) => {
    const folder = `${WORK}/preview`;
    mkdirSync(folder);
    copyFileSync(`${WORK}/shop/catalogue.vpack`, `${folder}/catalogue.vpack`);
    symlinkSync(`${WORK}/shop/images`, `${folder}/pictures`);
    const sizeOf = () => readFileSync(`${folder}/catalogue.vpack`).length;
    const before = sizeOf();
    execFileSync("bash", ["-euo", "pipefail", "-c", text], {
      cwd: folder,
      env: { ...process.env, NODE_OPTIONS: "", ...QUIET, npm_config_offline: "true" },
      stdio: "pipe",
    });
    assert.ok(sizeOf() > before + 1000, `${before} bytes, then ${sizeOf()}`);
  },
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
  // Run by CTest, install.FindPackage, in the same steps.
  "docs/cpp.md: cmake --preset native && cmake --build --p": (_, text) => {
    const [, prefix] = /--prefix "\$PWD\/(.+)"$/.exec(text);
    execFileSync("bash", ["-euo", "pipefail", "-c", text.split("\n").at(-1)], { cwd: ROOT });
    const config = readFileSync(`${ROOT}${prefix}/lib/cmake/vitrine/vitrineConfig.cmake`, "utf8");
    assert.match(config, /vitrineTargets\.cmake/);
  },
  "docs/cpp.md: cmake_minimum_required(VERSION 3.25)": (_, text) => isFile(text, "CMakeLists.txt"),
  "docs/cpp.md: // picks FEED EVENTS: what the shopper of": (_, text) => isFile(text, "main.cpp"),
  'docs/element.md: <vitrine-lookbook id="lookbook" label="Pic': async (t, text) => {
    const script = blocks.get('docs/element.md: import { Vitrine } from "@vitrine/sdk";');
    const gtag = "globalThis.gtag = (...entry) => dataLayer.push(entry);";
    const { page } = await showsAndFollows(t, `${BUNDLER}${text}`, `${gtag}\n${script}`);
    await goToFirst(page);
    const [, name, { items }] = await page.evaluate(() => dataLayer.at(-1));
    assert.deepEqual([name, items.length], ["select_item", 1]);
  },
};

test("every block has a case", () => {
  const expected = [...blocks.keys()].filter((name) => WHOLE.includes(name.split(":")[0]));
  const cases = Object.keys(CASES).filter((name) => WHOLE.includes(name.split(":")[0]));
  assert.deepEqual(cases.sort(), expected.sort());
});

for (const [name, run] of Object.entries(CASES)) {
  test(name, LIMIT, (t) => {
    assert.ok(blocks.has(name), "there is no such block any more");
    return run(t, blocks.get(name));
  });
}
