// SPDX-License-Identifier: Apache-2.0
// The examples of the documentation, as they are written there.
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launchChromium, openChromiumProfile } from "../../tools/chromium.mjs";
import { ROOT, startServer } from "../../wasm/test/support/server.mjs";
import { copyExample, openExample, openIn, runReadme, shownProducts } from "./support/examples.mjs";

const LIMIT = { timeout: 120_000 };

let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

async function serve(t, folder, headers = {}) {
  const files = { "/favicon.ico": { status: 204 } };
  const server = await startServer({ folders: { "/": folder }, files, headers });
  t.after(() => server.close());
  return server;
}

async function open(t, url, options) {
  const opened = await openExample(browser, url, options);
  t.after(() => opened.close());
  return opened;
}

/** Opens the first product's card and asks for more like it, whose pictures the browser shows itself. */
async function showsMoreLikeThis(place) {
  const book = place.locator("vitrine-lookbook");
  await book.locator(".leaf.drawn:not([inert]) a").first().click();
  await book.locator("button.more").click();
  const picture = book.locator(".others img").first();
  await picture.scrollIntoViewIfNeeded();
  const width = await picture.evaluate(async (image) => {
    await image.decode();
    return image.naturalWidth;
  });
  assert.ok(width > 0);
}

for (const [name, policy] of [
  ["index", "worker-src 'self' https://cdn.example"],
  ["blob", "worker-src blob: https://cdn.example"],
]) {
  test(`script-tag: ${name}.html shows a lookbook from another origin`, LIMIT, async (t) => {
    const folder = copyExample("script-tag");
    runReadme(folder);
    // As its README has it; the style and the script of blob.html stand in the page.
    const csp = [
      "default-src 'none'; script-src https://cdn.example 'wasm-unsafe-eval' 'unsafe-inline'",
      "connect-src 'self' https://cdn.example; img-src 'self'; style-src 'unsafe-inline'",
      policy,
    ].join("; ");
    const server = await serve(t, folder, { "Content-Security-Policy": csp });
    const asked = new Set();
    const routes = {
      "https://cdn.example/vitrine/*": async (route) => {
        const file = new URL(route.request().url()).pathname.slice("/vitrine/".length);
        asked.add(file);
        await route.fulfill({
          path: `${ROOT}wasm/dist/${file}`,
          headers: { "Access-Control-Allow-Origin": "*" },
        });
      },
    };
    const { page, messages } = await open(t, `${server.origin}/${name}.html`, { routes });
    assert.ok((await shownProducts(page, `script-tag-${name}`)).length > 0);
    await showsMoreLikeThis(page);
    assert.deepEqual(messages, []);
    for (const file of ["element.js", "worker.js", "core.wasm", "imaging.wasm"]) {
      assert.ok(asked.has(file), `${file} came from the network`);
    }
    assert.ok(!server.requests.some((path) => path.endsWith(".wasm")));
  });
}

test("vite: the packed package is installed, built and shown", LIMIT, async (t) => {
  const folder = copyExample("vite");
  runReadme(folder);
  const server = await serve(t, `${folder}/dist`);
  const { page, messages } = await open(t, server.origin);
  assert.ok((await shownProducts(page, "vite")).length > 0);
  assert.deepEqual(messages, []);
  const modules = server.requests.filter((path) => path.endsWith(".wasm"));
  assert.deepEqual(
    modules.map((path) => /^\/assets\/(\w+)-/.exec(path)?.[1]).sort(),
    ["core", "imaging"],
    "nothing else was asked for",
  );
});

test("strict-csp: everything that runs has its hash, and nothing else runs", LIMIT, async (t) => {
  const folder = copyExample("strict-csp");
  const policy = /^Content-Security-Policy: (.*)$/m.exec(runReadme(folder))[1];
  const files = { "/favicon.ico": { status: 204 } };
  const server = await startServer({
    ...{ folders: { "/": `${folder}/public` }, files },
    headers: {
      "Content-Security-Policy": policy,
      "Integrity-Policy": "blocked-destinations=(script)",
    },
  });
  t.after(() => server.close());
  const { page, messages } = await open(t, server.origin);
  assert.ok((await shownProducts(page, "strict-csp")).length > 0);
  await showsMoreLikeThis(page);
  assert.deepEqual(messages, []);
  // The browser has been told to refuse scripts without a hash, and does.
  const bare = await page.evaluate(async () => {
    const { ok } = await fetch("/vitrine/measure.js");
    return [ok, await import("/vitrine/measure.js").catch(({ name }) => name)];
  });
  assert.deepEqual(bare, [true, "TypeError"]);

  // Changed in a way that would still run.
  const wasm = Buffer.from([0, 2, 1, 97]);
  for (const [path, more, refusal] of [
    ["/shop.js", "\n//", /integrity/],
    ["/integrity.js", "\n//", /integrity/],
    ["/vitrine/element-stage.js", "\n//", /integrity/],
    ["/vitrine/core.wasm", wasm, /core\.wasm could not be fetched, or is not the file/],
    ["/vitrine/imaging.wasm", wasm, /imaging\.wasm could not be fetched, or is not the file/],
  ]) {
    const genuine = readFileSync(`${folder}/public${path}`);
    files[path] = Buffer.concat([genuine, Buffer.from(more)]);
    const { page, messages } = await open(t, server.origin);
    for (let waited = 0; !refusal.test(messages.join("\n")) && waited < 5000; waited += 50) {
      await page.waitForTimeout(50);
    }
    assert.match(messages.join("\n"), refusal, path);
    assert.equal(await page.locator("vitrine-lookbook .leaf.drawn").count(), 0, path);
    delete files[path];
  }
});

test("headless-node: four products and their reasons are printed", LIMIT, () => {
  const lines = runReadme(copyExample("headless-node")).trim().split("\n").slice(-4);
  for (const line of lines) {
    assert.match(line, /^[\w-]+: .+, £?[^.]*\d.*\. .+\.$/, line);
  }
  assert.ok(
    lines.some((line) => /Because you viewed|like /.test(line)),
    lines.join("\n"),
  );
});

/** Answers an origin from a folder, as a server of its own would. */
const hosted =
  (folder, headers = {}) =>
  async (route) => {
    const { pathname } = new URL(route.request().url());
    const path = `${folder}${pathname === "/" ? "/index.html" : pathname}`;
    const there = existsSync(path);
    await route.fulfill({ headers, ...(there ? { path } : { status: 404 }) });
  };

const lookbookIn = (page) => page.frameLocator("iframe").locator("vitrine-lookbook");

/** The two origins of the example. */
function iframeRoutes() {
  const folder = copyExample("iframe");
  runReadme(folder);
  // As its README has them; the styles stand in the pages.
  const shop = [
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'",
    "frame-src https://lookbook.example",
  ];
  const lookbook = [
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'",
    "connect-src 'self' https://shop.example; img-src https://shop.example",
    "media-src https://shop.example; style-src 'unsafe-inline'",
    "frame-ancestors https://shop.example",
  ];
  const headersOf = (parts, others) => ({ "Content-Security-Policy": parts.join("; "), ...others });
  return {
    "https://shop.example/**": hosted(
      `${folder}/shop`,
      headersOf(shop, { "Access-Control-Allow-Origin": "https://lookbook.example" }),
    ),
    "https://lookbook.example/**": hosted(`${folder}/lookbook`, headersOf(lookbook)),
  };
}

test("iframe: it has the lookbook's height, and the shop opens its products", LIMIT, async (t) => {
  const { page, messages } = await open(t, "https://shop.example/", { routes: iframeRoutes() });
  const book = lookbookIn(page);
  assert.ok((await shownProducts(page, "iframe", page.frameLocator("iframe"))).length > 0);
  const frame = page.locator("iframe");
  const heightOf = (element) => element.evaluate(({ offsetHeight }) => offsetHeight);
  const wide = await heightOf(frame);
  assert.equal(wide, await heightOf(book));
  await page.setViewportSize({ width: 500, height: 900 });
  await page.waitForFunction((before) => {
    return document.querySelector("iframe").offsetHeight !== before;
  }, wide);
  assert.equal(await heightOf(frame), await heightOf(book));

  await showsMoreLikeThis(page.frameLocator("iframe"));
  await book.locator("a.view").click();
  await page.waitForURL(/^https:\/\/shop\.example\/#\/product\//);
  assert.deepEqual(messages, []);
});

test("iframe: the shop opens its own pages and nothing else", LIMIT, async (t) => {
  const { page, messages } = await open(t, "https://shop.example/", { routes: iframeRoutes() });
  await lookbookIn(page).locator(".leaf.drawn:not([inert])").waitFor();
  const visited = [];
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame()) {
      visited.push(frame.url());
    }
  });
  const say = (message) =>
    lookbookIn(page).evaluate(
      (_, each) => parent.postMessage(each, "https://shop.example"),
      message,
    );
  for (const message of [
    ...[null, "open", { open: "javascript:globalThis.opened = true" }],
    ...[{ open: "https://other.example/" }, { open: "data:text/html,other" }],
  ]) {
    await say(message);
  }
  // Nor what is said by anybody but the frame.
  await page.evaluate(() => postMessage({ open: "/#/by-the-page" }, "*"));
  await say({ open: "/#/product/one" });
  await page.waitForURL("https://shop.example/#/product/one");
  assert.deepEqual(visited, ["https://shop.example/#/product/one"]);
  assert.equal(await page.evaluate(() => globalThis.opened), undefined);
  assert.deepEqual(messages, []);
});

test(
  "iframe: it listens to its shop alone, and keeps what the shop has consent for",
  LIMIT,
  async (t) => {
    const profile = mkdtempSync(join(tmpdir(), "vitrine-profile-"));
    const context = await openChromiumProfile(profile);
    t.after(async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    });
    const { page, messages } = await openIn(context, "https://shop.example/", iframeRoutes());
    const visit = async () => {
      await page.goto("https://shop.example/");
      await lookbookIn(page).locator(".leaf.drawn:not([inert])").waitFor();
    };
    const known = () =>
      lookbookIn(page).evaluate(async ({ client }) => (await client.export()).events.length);
    const becomes = async (count) => {
      for (let waited = 0; (await known()) !== count && waited < 5000; waited += 100) {
        await page.waitForTimeout(100);
      }
      assert.equal(await known(), count);
    };
    const tell = (message) => page.evaluate((each) => globalThis.tellLookbook(each), message);
    const view = (item_id) => ({ event: "view_item", ecommerce: { items: [{ item_id }] } });

    await visit();
    await tell({ events: [view("vas-moon-bone")] });
    await becomes(1);
    await visit();
    await becomes(0);
    await tell({ consent: { store: true, personalise: true }, events: [view("vas-moon-bone")] });
    await becomes(1);
    // A message of anybody else's is not the shop's.
    await lookbookIn(page).evaluate(
      (_, events) => postMessage({ events }),
      [view("vas-bottle-ink")],
    );
    await visit();
    await becomes(1);
    assert.deepEqual(messages, []);
  },
);
