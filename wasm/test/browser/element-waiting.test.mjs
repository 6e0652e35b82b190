// SPDX-License-Identifier: Apache-2.0
// What <vitrine-lookbook> shows before its first page, and where there will be none.
/* global book, client, events, part, shown */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { launchChromium } from "../../../tools/chromium.mjs";
import { packFeed } from "../../../web-demo/prepare/pack.mjs";
import { withPreview } from "../../dist/preview-pack.js";
import { openPage } from "../support/browser.mjs";
import { openBook, SCREENS, startBookShop } from "../support/element-page.mjs";
import { feedOf, sampleProducts } from "../support/shop.mjs";

const [PHONE, , DESKTOP] = SCREENS;
const SHAPES = [
  { width: 18, height: 22 },
  { width: 27, height: 15 },
];
const plainPage = ({ width, height }, dark) => ({
  ...{ width, height, dark },
  pixels: Uint8Array.from({ length: width * height * 3 }, (_, i) => (dark ? 40 : 200) + (i % 3)),
});
const products = [1, 2, 3].map((i) => ({
  ...{ id: `p${i}`, title: `Plain vase ${i}`, brand: "Elm", micros: 20_500_000, currency: "EUR" },
  ...{ link: i === 3 ? "javascript:alert(1)" : `/product/p${i}`, image: "/picture.svg" },
}));
const preview = {
  pages: SHAPES.flatMap((shape) => [plainPage(shape, false), plainPage(shape, true)]),
  products,
};
const OWN_LIST = '<ul><li><a href="/product/p9">A vase of the shop</a></li></ul>';
let browser;
let pack;

before(async () => {
  pack = withPreview((await packFeed(feedOf(sampleProducts(12)))).pack, preview);
  browser = await launchChromium();
});

after(() => browser?.close());

/**
 * A test with a shop of its own, whose element waits for a client that nobody gives it at first. Where it
 * `holds`, the pack comes once `release` is called.
 */
function waiting(
  name,
  { attributes = 'preview="/shop.vpack"', screen = DESKTOP, holds = false, ...shop },
  law,
) {
  test(name, { timeout: 60_000 }, async () => {
    let release;
    const released = new Promise((resolve) => {
      release = resolve;
    });
    const before = () => (holds ? released : undefined);
    const files = { "/shop.vpack": { body: pack, before }, ...shop.files };
    const opened = await startBookShop({ ...shop, attributes, files });
    const { page, messages, close } = await openPage(browser, opened.origin, screen);
    try {
      await page.waitForFunction(() => globalThis.DrawnClient !== undefined);
      await law(page, { ...opened, release, messages });
      assert.deepEqual(messages, []);
    } finally {
      await close();
      await opened.close();
    }
  });
}

/** @param {string} [failure] The code with which all that is asked of it fails. */
const giveClient = (page, failure) =>
  page.evaluate((failure) => {
    globalThis.client = new DrawnClient();
    client.fail(failure);
    book.client = client;
  }, failure);
const previewed = (page) =>
  page.waitForFunction(() => part(".preview").classList.contains("drawn"));

for (const [screen, shape] of [
  [PHONE, SHAPES[0]],
  [DESKTOP, SHAPES[1]],
]) {
  for (const colorScheme of ["light", "dark"]) {
    waiting(
      `a preview of the ${screen.name}'s shape is shown in the ${colorScheme}`,
      { screen: { ...screen, colorScheme } },
      async (page, shop) => {
        await previewed(page);
        const { size, pixel, box, frame } = await page.evaluate(() => {
          const canvas = part(".preview");
          const [red] = canvas.getContext("2d").getImageData(1, 1, 1, 1).data;
          return {
            size: [canvas.width, canvas.height],
            pixel: red,
            box: part(".frame").getBoundingClientRect().toJSON(),
            frame: getComputedStyle(part(".leaf")).backgroundColor,
          };
        });
        // Each of its pixels is made eight of, smoothly.
        assert.deepEqual(size, [8 * shape.width, 8 * shape.height]);
        assert.ok(colorScheme === "dark" ? pixel < 60 : pixel > 180, `${pixel}`);
        assert.equal(frame, "rgba(0, 0, 0, 0)", "the blank leaf lets it through");
        assert.equal(shop.requests.filter((path) => path.endsWith(".wasm")).length, 0);
        await giveClient(page);
        await page.evaluate(() => shown(0));
        assert.deepEqual(
          await page.evaluate(() => part(".frame").getBoundingClientRect().toJSON()),
          box,
          "nothing moved",
        );
        await page.waitForFunction(
          () => getComputedStyle(part(".leaf")).backgroundColor !== "rgba(0, 0, 0, 0)",
        );
        const left = await page.evaluate(() => getComputedStyle(part(".preview")).opacity);
        assert.equal(left, "0", "what nobody sees is still drawn");
      },
    );
  }
}

waiting("another shop's lookbook does not show the preview of the one before", {}, async (page) => {
  await previewed(page);
  await page.evaluate(() => book.setAttribute("preview", "/picture.svg"));
  await page.waitForFunction(() => !part(".preview").classList.contains("drawn"));
});

waiting(
  "the list has the prices of the language that holds when it is shown",
  { attributes: 'preview="/shop.vpack" patience="1500"' },
  async (page) => {
    await previewed(page);
    await page.evaluate(() => {
      book.lang = "de";
    });
    await page.getByText("20,50 €").first().waitFor();
  },
);

waiting("the whole pack is neither asked for nor waited for", { attributes: "" }, async (page) => {
  const ranges = [];
  // A server that knows no ranges, whose pack never ends.
  const server = createServer((request, response) => {
    ranges.push(request.headers.range);
    response.writeHead(200, { "Access-Control-Allow-Origin": "*" });
    response.write(pack.subarray(0, 14_336));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    await page.evaluate((address) => {
      book.setAttribute("preview", address);
    }, `http://127.0.0.1:${server.address().port}/shop.vpack`);
    await previewed(page);
    assert.deepEqual(ranges, ["bytes=0-14335"]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

waiting(
  "a pack without a preview leaves blank paper",
  { files: { "/shop.vpack": "no pack" } },
  async (page) => {
    await giveClient(page);
    await page.evaluate(() => shown(0));
    assert.equal(await page.evaluate(() => part(".preview").classList.contains("drawn")), false);
  },
);

waiting(
  "after some time the plain list takes its place, and the lookbook waits to be asked",
  { attributes: 'preview="/shop.vpack" patience="300"' },
  async (page) => {
    await page.waitForFunction(() => events.some(({ name }) => name === "plain"));
    const list = page.locator(".plain-list");
    assert.equal(await list.getByRole("listitem").count(), 3);
    assert.equal(await list.getByRole("link").count(), 2, "a script is no link");
    const first = list.getByRole("link").first();
    assert.match(await first.innerText(), /Plain vase 1[\s\S]*€20\.50/);
    assert.equal(new URL(await first.evaluate(({ href }) => href)).pathname, "/product/p1");
    await giveClient(page);
    await page.getByRole("button", { name: "Open the lookbook" }).waitFor();
    assert.ok(await list.isVisible(), "nothing is taken away from under the shopper");
    assert.deepEqual(await page.evaluate(() => events.map(({ name }) => name)), ["plain"]);
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => book.page), 0);
    await page.getByRole("button", { name: "Open the lookbook" }).click();
    await page.evaluate(() => shown(0));
    assert.equal(await list.isVisible(), false);
    assert.deepEqual((await page.evaluate(() => events.map(({ name }) => name))).slice(1), [
      "ready",
      "page",
    ]);
  },
);

waiting(
  "what the shop has put into the element is the plain list, and is not seen before",
  {
    attributes: 'patience="400"',
    inner: OWN_LIST,
  },
  async (page) => {
    const link = page.getByRole("link", { name: "A vase of the shop" });
    assert.equal(await link.isVisible(), false);
    await page.waitForFunction(() => events.some(({ name }) => name === "plain"));
    assert.ok(await link.isVisible());
  },
);

waiting(
  "in time, the list is never shown",
  { attributes: 'preview="/shop.vpack" patience="1500"' },
  async (page) => {
    await giveClient(page);
    await page.evaluate(() => shown(0));
    await page.waitForTimeout(1700);
    assert.deepEqual(await page.evaluate(() => events.map(({ name }) => name)), ["ready", "page"]);
    assert.equal(await page.evaluate(() => part(".plain").hidden), true);
  },
);

waiting(
  "a list that is late does not cover the page that came meanwhile",
  { attributes: 'preview="/shop.vpack" patience="100"', holds: true },
  async (page, { release }) => {
    await page.waitForTimeout(300);
    await giveClient(page);
    await page.evaluate(() => shown(0));
    release();
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate(() => part(".plain").hidden), true);
    assert.deepEqual(await page.evaluate(() => events.map(({ name }) => name)), ["ready", "page"]);
  },
);

waiting(
  "the list is told once, however often the lookbook was given up",
  { attributes: 'preview="/shop.vpack" patience="100"', holds: true },
  async (page, { release }) => {
    await page.waitForTimeout(300);
    await giveClient(page, "UNSUPPORTED");
    await page.waitForFunction(() => events.length === 1);
    release();
    await page.waitForFunction(() => !part(".plain").hidden);
    await page.waitForTimeout(300);
    const told = await page.evaluate(() => events.filter(({ name }) => name === "plain"));
    assert.equal(told.length, 1);
    assert.equal(await page.getByText("could not be shown").isVisible(), false);
  },
);

waiting("a client that fails at once leads to the list at once", {}, async (page) => {
  await previewed(page);
  await giveClient(page, "UNSUPPORTED");
  await page.waitForFunction(() => events.some(({ name }) => name === "plain"));
  assert.equal(await page.getByRole("listitem").count(), 3);
  assert.equal(await page.getByText("could not be shown").isVisible(), false);
});

waiting(
  "what failed offline is tried again once the browser is back, and then waits to be asked",
  { attributes: "", inner: OWN_LIST },
  async (page) => {
    await page.context().setOffline(true);
    await giveClient(page, "FETCH");
    await page.waitForFunction(() => events.some(({ name }) => name === "plain"));
    assert.equal(await page.evaluate(() => part(".frame").ariaBusy), "false");
    assert.equal(await page.getByText("You are offline.").isVisible(), false);
    await page.evaluate(() => client.fail(undefined));
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Open the lookbook" }).click();
    await page.evaluate(() => shown(0));
  },
);

waiting(
  "a pointer that is drawn over the list turns nothing below it",
  { attributes: 'patience="100"', inner: OWN_LIST },
  async (page) => {
    await page.waitForFunction(() => events.some(({ name }) => name === "plain"));
    await giveClient(page);
    await page.getByRole("button", { name: "Open the lookbook" }).waitFor();
    assert.equal(await page.evaluate(() => getComputedStyle(part(".frame")).touchAction), "auto");
    await page.mouse.move(1000, 300);
    await page.mouse.down();
    await page.mouse.move(300, 310, { steps: 6 });
    await page.mouse.up();
    assert.equal(await page.evaluate(() => book.page), 0);
  },
);

for (const attributes of ['catalog="http://["', 'catalog="/shop.vpack" base-url="http://["']) {
  waiting(
    `with ${attributes} the list is shown, and what is wrong is told`,
    { attributes, inner: OWN_LIST },
    async (page) => {
      await page.waitForFunction(() => events.some(({ name }) => name === "plain"));
      const codes = await page.evaluate(() => events.map(({ code }) => code).filter(Boolean));
      assert.deepEqual(codes, ["INVALID_ARGUMENT"]);
      assert.equal(await page.evaluate(() => part(".frame").ariaBusy), "false");
      assert.ok(await page.getByRole("link", { name: "A vase of the shop" }).isVisible());
    },
  );
}

waiting(
  "a preview that is no address is none, and keeps no page back",
  { attributes: 'preview="http://["' },
  async (page) => {
    await giveClient(page);
    await page.evaluate(() => shown(0));
  },
);

const PATIENT = { attributes: 'preview="/shop.vpack" patience="60000"' };
waiting("the list needs no network any more once there is a preview", PATIENT, async (page) => {
  await page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => name.endsWith("element-plain.js")),
  );
  await page.route("**/element-plain.js", (route) => route.abort());
  await giveClient(page, "FETCH");
  await page.waitForFunction(() => events.some(({ name }) => name === "plain"));
});

waiting(
  "a list whose code cannot be had leaves the notice",
  { attributes: "" },
  async (page, { messages }) => {
    await page.route("**/element-plain.js", (route) => route.fulfill({ status: 404 }));
    await page.evaluate(() => book.setAttribute("preview", "/shop.vpack"));
    await giveClient(page, "UNSUPPORTED");
    await page.getByText("could not be shown").waitFor();
    await page.waitForTimeout(300);
    assert.ok(messages.splice(0).every((message) => message.includes("404")));
    assert.ok(await page.getByText("could not be shown").isVisible());
  },
);

test("without WebAssembly an element of its own is a plain list of links", {
  timeout: 60_000,
}, async () => {
  const files = { "/shop.vpack": { body: pack } };
  const shop = await startBookShop({ attributes: 'catalog="/shop.vpack"', files });
  const { page, close } = await openPage(browser, shop.origin, {
    ...DESKTOP,
    initScript: "delete globalThis.WebAssembly;",
  });
  try {
    await page.waitForFunction(() => globalThis.events?.some(({ name }) => name === "plain"));
    assert.equal(await page.getByRole("listitem").count(), 3);
    assert.equal(await page.getByRole("link").count(), 2);
    assert.deepEqual(
      await page.evaluate(() => events.find(({ code }) => code)?.code),
      "UNSUPPORTED",
    );
    assert.deepEqual(
      shop.requests.filter((path) => path.endsWith(".wasm")),
      [],
    );
  } finally {
    await close();
    await shop.close();
  }
});

test("an element that leaves while it waits asks for nothing more", {
  timeout: 60_000,
}, async () => {
  const shop = await startBookShop({ attributes: 'patience="2500"', inner: "<p>Own</p>" });
  const { page, close } = await openBook(browser, shop, DESKTOP, { pages: 0 });
  try {
    const told = await page.evaluate(async () => {
      let told = 0;
      // What it tells reaches no window once it has left.
      book.addEventListener("vitrine-plain", () => {
        told += 1;
      });
      book.client = undefined;
      book.remove();
      await new Promise((resolve) => setTimeout(resolve, 2800));
      return told;
    });
    assert.equal(told, 0);
  } finally {
    await close();
    await shop.close();
  }
});
