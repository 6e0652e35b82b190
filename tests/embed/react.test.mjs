// SPDX-License-Identifier: Apache-2.0
// @vitrine/sdk/react with both versions of React that it promises, as development builds, which warn.
/* global events, feed, fed, hydrate, ref, render, unmount */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { launchChromium } from "../../tools/chromium.mjs";
import { openPage } from "../../wasm/test/support/browser.mjs";
import { packOf } from "../../wasm/test/support/pack.mjs";
import { ROOT, startServer } from "../../wasm/test/support/server.mjs";
import { samplePictures, sampleProducts } from "../../wasm/test/support/shop.mjs";

const LIMIT = { timeout: 60_000 };
/** The workspace that each version is installed for. */
const VERSIONS = { 18: "tests/embed", 19: "wasm" };

let browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser?.close());

/** Bundles one of react/ with the React of a workspace, into a folder of its own. */
async function bundle(version, name, options) {
  const require = createRequire(`${ROOT}${VERSIONS[version]}/package.json`);
  const alias = ["react", "react-dom", "scheduler"].map((each) => ({
    find: new RegExp(`^${each}(?=/|$)`),
    replacement: dirname(require.resolve(`${each}/package.json`)),
  }));
  const outDir = `${ROOT}build/embed/react-${version}/${name}`;
  await build({
    configFile: false,
    logLevel: "error",
    mode: "development",
    define: { "process.env.NODE_ENV": '"development"' },
    resolve: { alias },
    worker: { format: "es" },
    ...options,
    build: {
      ...{ outDir, emptyOutDir: true, minify: false, target: "es2022", assetsInlineLimit: 0 },
      rolldownOptions: {
        input: `${ROOT}tests/embed/react/${name}.mjs`,
        output: { entryFileNames: "[name].mjs" },
        preserveEntrySignatures: "strict",
      },
      ...options.build,
    },
  });
  return outDir;
}

/** What is in the page's only root, and the workers that live. */
const workersOf = (page) => page.workers().length;

async function workersBecome(page, count) {
  for (let waited = 0; workersOf(page) !== count && waited < 5000; waited += 50) {
    await page.waitForTimeout(50);
  }
  // One that is started late would be seen here.
  await page.waitForTimeout(200);
  assert.equal(workersOf(page), count, "workers");
}

const eventsOf = (page, name) =>
  page.evaluate((wanted) => events.filter(([each]) => each === wanted), name);

const waitFor = (page, name, count = 1) =>
  page.waitForFunction(
    ([wanted, least]) => events.filter(([each]) => each === wanted).length >= least,
    [name, count],
  );

for (const version of Object.keys(VERSIONS)) {
  test(`React ${version}`, async (t) => {
    const [app, server] = await Promise.all([
      bundle(version, "page", { base: "/app/" }),
      bundle(version, "server", { ssr: { noExternal: true }, build: { ssr: true } }),
    ]);
    const { html } = await import(pathToFileURL(`${server}/server.mjs`).href);
    const PROPS = { catalog: "/shop.vpack", pages: 3, label: "Picked for you", dark: false };
    const pageOf = (body) =>
      `<!doctype html><html lang="en"><title>Shop</title><div id="shop">${body}</div>` +
      `<script type="module" src="/app/page.mjs"></script></html>`;
    const shop = await startServer({
      folders: { "/app/": app },
      files: {
        "/": { body: pageOf(""), type: "text/html" },
        "/rendered": { body: pageOf(html(PROPS)), type: "text/html" },
        "/favicon.ico": { status: 204 },
        "/shop.vpack": packOf(sampleProducts(12)),
        "/other.vpack": packOf(sampleProducts(24).slice(12)),
        ...samplePictures(24),
      },
    });
    t.after(() => shop.close());

    /** A page whose console has to stay silent, React's warnings included. */
    const visit = async (t, path = "/") => {
      const opened = await openPage(browser, `${shop.origin}${path}`);
      t.after(() => opened.close());
      const { page, messages } = opened;
      page.on("console", (message) => {
        if (message.type() === "warning") {
          messages.push(message.text());
        }
      });
      assert.match(await page.evaluate(() => sdk.version), new RegExp(`^${version}\\.`));
      return opened;
    };

    await t.test("a lookbook is shown, with one client, also in StrictMode", LIMIT, async (t) => {
      const { page, messages } = await visit(t);
      await page.evaluate((props) => render(props), PROPS);
      await waitFor(page, "page");
      await workersBecome(page, 1);
      assert.deepEqual(await page.evaluate(() => events), [
        ["ready", "function"],
        ["page", 0],
      ]);
      const element = await page.evaluate(() => {
        const { outerHTML, isConnected, regions } = ref.current;
        return { outerHTML, isConnected, products: regions.length };
      });
      assert.equal(
        element.outerHTML,
        '<vitrine-lookbook id="book" class="wide" catalog="/shop.vpack" pages="3" dark="false" ' +
          'label="Picked for you"></vitrine-lookbook>',
      );
      assert.ok(element.isConnected && element.products > 0);
      assert.deepEqual(messages, []);
    });

    await t.test("what the server rendered is hydrated without a warning", LIMIT, async (t) => {
      const { page, messages } = await visit(t, "/rendered");
      const same = await page.evaluateHandle(() => document.querySelector("vitrine-lookbook"));
      assert.equal(await same.evaluate((element) => element.getAttribute("pages")), "3");
      assert.equal(await same.evaluate((element) => element.shadowRoot), null);
      await page.evaluate((props) => hydrate(props), PROPS);
      await waitFor(page, "page");
      assert.ok(
        await same.evaluate((element) => element === ref.current && element.pageCount === 3),
      );
      await workersBecome(page, 1);
      assert.deepEqual(messages, []);
    });

    await t.test(
      "props that change reach the element, those that go leave it",
      LIMIT,
      async (t) => {
        const { page, messages } = await visit(t);
        await page.evaluate((props) => render(props), PROPS);
        await waitFor(page, "page");
        await page.evaluate((props) => {
          const words = { next: "Weiter" };
          render({ ...props, pages: 2, label: undefined, dark: true, page: 1, words });
        }, PROPS);
        await waitFor(page, "page", 2);
        const after = await page.evaluate(() => ({
          page: ref.current.page,
          pageCount: ref.current.pageCount,
          label: ref.current.getAttribute("label"),
          dark: ref.current.getAttribute("dark"),
          next: ref.current.words.next,
        }));
        assert.deepEqual(after, {
          page: 1,
          pageCount: 2,
          label: null,
          dark: "true",
          next: "Weiter",
        });
        assert.deepEqual((await eventsOf(page, "page")).at(-1), ["page", 1]);
        // What the shop sets by itself is not undone by a rendering that changes nothing of it.
        await page.evaluate((props) => {
          ref.current.goTo(0);
          render({ ...props, pages: 2, page: 1, title: "new" });
        }, PROPS);
        assert.equal(await page.evaluate(() => ref.current.page), 0);
        assert.equal(await page.evaluate(() => ref.current.words.next), "Next page");

        await page.evaluate((props) => render({ ...props, catalog: "/other.vpack" }), PROPS);
        await waitFor(page, "ready", 2);
        const ids = await page.evaluate(() => ref.current.regions.map(({ product }) => product.id));
        assert.ok(ids.length > 0 && ids.every((id) => Number(id.slice(1)) >= 12), String(ids));
        await workersBecome(page, 1);
        assert.deepEqual(messages, []);
      },
    );

    await t.test("the newest callbacks are told what the shopper does", LIMIT, async (t) => {
      const { page, messages } = await visit(t);
      await page.evaluate((props) => render({ ...props, onPage: undefined }), PROPS);
      await waitFor(page, "ready");
      assert.deepEqual(await eventsOf(page, "page"), []);
      await page.evaluate((props) => render(props), PROPS);
      const link = page.locator("vitrine-lookbook .leaf:not([inert]) a").first();
      await link.click();
      await waitFor(page, "card");
      assert.deepEqual(await eventsOf(page, "open"), []);
      await page.locator("vitrine-lookbook .card").waitFor();
      await page.keyboard.press("Escape");
      await page.locator("vitrine-lookbook .card").waitFor({ state: "hidden" });
      await page.evaluate((props) => render({ ...props, card: false }), PROPS);
      await link.click();
      await waitFor(page, "open");
      assert.equal(new URL(page.url()).pathname, "/", "the link was not followed");
      assert.equal((await eventsOf(page, "card")).length, 1);
      const dismiss = page.locator("vitrine-lookbook .leaf:not([inert]) button").first();
      await dismiss.click({ force: true });
      await waitFor(page, "not-for-me");
      // The page is decided anew.
      await waitFor(page, "page");
      await page.evaluate((props) => render({ ...props, catalog: "/nowhere.vpack" }), PROPS);
      await waitFor(page, "error");
      assert.deepEqual(await eventsOf(page, "error"), [["error", "FETCH"]]);
      assert.deepEqual(
        messages.filter((message) => !message.includes("404")),
        [],
      );
    });

    await t.test("a lookbook that is unmounted closes the client it made", LIMIT, async (t) => {
      const { page, messages } = await visit(t);
      await page.evaluate((props) => render(props), PROPS);
      await waitFor(page, "page");
      await page.evaluate((props) => render({ ...props, shown: false }), PROPS);
      await workersBecome(page, 0);
      assert.equal(await page.evaluate(() => ref.current), null);
      assert.equal((await page.evaluate(() => events)).length, 2);
      assert.deepEqual(messages, []);
    });

    await t.test(
      "one that is unmounted while it starts leaves nothing behind",
      LIMIT,
      async (t) => {
        const { page, messages } = await visit(t);
        await page.evaluate((props) => {
          render(props);
          render({ ...props, shown: false });
        }, PROPS);
        await workersBecome(page, 0);
        assert.deepEqual(await page.evaluate(() => events), []);
        assert.deepEqual(messages, []);
      },
    );

    await t.test("useVitrine starts one client and closes it", LIMIT, async (t) => {
      const { page, messages } = await visit(t);
      await page.evaluate(() => feed({ catalog: null }));
      await workersBecome(page, 0);
      await page.evaluate(() => feed({ catalog: "/shop.vpack" }));
      await waitFor(page, "page");
      await workersBecome(page, 1);
      const first = await page.evaluateHandle(() => fed.client);
      // The same catalogue in other words is the same.
      await page.evaluate(() => feed({ catalog: "/shop.vpack" }));
      assert.ok(await first.evaluate((client) => client === fed.client && !client.closed));
      await page.evaluate(() => feed({ catalog: "/other.vpack" }));
      assert.equal(await page.evaluate(() => fed.client), undefined, "none of another catalogue");
      await waitFor(page, "ready", 2);
      assert.ok(await first.evaluate((client) => client !== fed.client && client.closed));
      await workersBecome(page, 1);
      assert.deepEqual(await eventsOf(page, "error"), []);
      await page.evaluate(() => feed({ catalog: "/nowhere.vpack" }));
      await page.waitForFunction(() => fed.error !== undefined);
      assert.equal(await page.evaluate(() => fed.error.code), "FETCH");
      await page.evaluate(() => feed({ catalog: "/shop.vpack" }));
      await waitFor(page, "ready", 3);
      assert.equal(await page.evaluate(() => fed.error), undefined);
      await page.evaluate(() => unmount());
      await workersBecome(page, 0);
      assert.deepEqual(
        messages.filter((message) => !message.includes("404")),
        [],
      );
    });
  });
}
