// SPDX-License-Identifier: Apache-2.0
// The lookbook in Blink, Gecko and WebKit: real packs, real workers, real keys and pointers, under the strict policy.
/* global book, complaints, create, events, part, pixelsOf, shown, view, vitrine */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { PNG } from "pngjs";
import { colourOf } from "../../wasm/test/support/shop.mjs";
import { openDemo } from "./support/demo.mjs";
import { ENGINES } from "./support/engine.mjs";
import { startEngineShop } from "./support/shop.mjs";

const SIZE = { width: 900, height: 800 };
const LIMIT = { timeout: 90_000 };
const EVENTS = ["p3", "p7", "p11"];
const PAGES = 3;
const PATIENCE_MS = 30_000;
/** Between an engine's screen and the pictures: canvas, compositor and PNG, each rounds once. */
const MOST_OFF_SCREEN = 3;

let shop;
before(async () => {
  shop = await startEngineShop();
});
after(() => shop?.close());

/** Resolves once `condition`, a function of the page, is true. */
async function until(tab, condition, argument) {
  const end = performance.now() + PATIENCE_MS;
  while (!(await tab.evaluate(condition, argument))) {
    assert.ok(performance.now() < end, `did not come true: ${condition}`);
    await sleep(30);
  }
}

/** Resolves once the element has told of `name`. */
const told = (tab, name) =>
  until(tab, (wanted) => events.some((event) => event.name === wanted), name);

/** What the same shopper is shown: slates to the last bit of their scores, and pages without text. */
async function pagesOf(tab) {
  return tab.evaluate(
    async ({ viewed, pages }) => {
      await create({ decoder: "stb" });
      await vitrine.observe(viewed.map(view));
      const drawn = [];
      for (let index = 0; index < pages; index += 1) {
        const page = await vitrine.page({ index, width: 360, height: 450, parts: "pictures" });
        const bytes = pixelsOf(page.bitmap);
        let text = "";
        for (let at = 0; at < bytes.length; at += 30_000) {
          text += String.fromCharCode(...bytes.subarray(at, at + 30_000));
        }
        drawn.push({
          template: page.template,
          slate: page.regions.map(({ product: { id, score, viewed, price, reason } }) => ({
            ...{ id, score, viewed, price: price.text, reason: reason.text },
          })),
          pixels: btoa(text),
        });
        page.dispose();
      }
      return { drawn, errors: globalThis.told };
    },
    { viewed: EVENTS, pages: PAGES },
  );
}

/** The pages in Chromium, taken once. */
let reference;

async function open(engine, path = "/") {
  const tab = await engine.open(`${shop.origin}${path}`, SIZE);
  await until(tab, () => globalThis.engineReady === true);
  return tab;
}

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(name, () => {
    let engine;
    before(async () => {
      engine = await launch();
    });
    after(() => engine?.close());

    /** A test in a tab of its own, whose page may complain of nothing but `expected`. */
    const law = (what, path, work) =>
      test(what, LIMIT, async () => {
        const tab = await open(engine, path);
        try {
          await work(tab);
          assert.deepEqual(await tab.evaluate(() => complaints), []);
        } finally {
          await tab.close();
        }
      });

    law(
      "each product's own picture is on the screen, on the first page and after turns",
      "/",
      async (tab) => {
        const seen = new Set();
        for (const [index, turn] of [
          () => undefined,
          () => tab.press("ArrowRight"),
          () => tab.click(".turn.next"),
        ].entries()) {
          if (index === 1) {
            await tab.evaluate(() => part(".frame").focus());
          }
          await turn();
          await tab.evaluate((wanted) => shown(wanted), index);
          const places = await tab.evaluate(() => {
            const sheet = part(".leaf:not([inert]) .sheet").getBoundingClientRect();
            return book.regions.map(({ product, picture }) => ({
              id: product.id,
              x: sheet.x + picture.x + picture.width / 2,
              y: sheet.y + picture.y + picture.height / 2,
            }));
          });
          const { data, width, height } = PNG.sync.read(Buffer.from(await tab.screenshot()));
          assert.deepEqual([width, height], [SIZE.width, SIZE.height]);
          assert.ok(places.length > 0, `products on page ${index}`);
          for (const { id, x, y } of places.filter((place) => place.y < height)) {
            seen.add(id);
            const at = (Math.round(y) * width + Math.round(x)) * 4;
            const [found, wanted] = [[...data.subarray(at, at + 3)], colourOf(Number(id.slice(1)))];
            const off = Math.max(...found.map((channel, i) => Math.abs(channel - wanted[i])));
            assert.ok(off <= MOST_OFF_SCREEN, `${id} on page ${index} is ${found}, not ${wanted}`);
          }
        }
        assert.ok(seen.size >= 6, `${seen.size} products seen`);
        await tab.press("ArrowLeft");
        await tab.evaluate(() => shown(1));
        assert.deepEqual(
          (await tab.evaluate(() => events.map(({ name: event }) => event))).slice(0, 2),
          ["ready", "page"],
        );
      },
    );

    test("what the engine complains of is seen here", LIMIT, async () => {
      const tab = await open(engine, "/bare");
      try {
        await tab.evaluate(() => {
          const add = (name, fields) =>
            document.body.append(Object.assign(document.createElement(name), fields));
          add("img", { src: "/missing.png" });
          add("script", { textContent: "globalThis.inline = true" });
          Promise.reject(new Error("thrown on purpose"));
        });
        await until(tab, () => complaints.length === 3);
        const all = (await tab.evaluate(() => complaints)).join("\n");
        for (const part of [/missing\.png/, /violation: script-src/, /thrown on purpose/]) {
          assert.match(all, part);
        }
      } finally {
        await tab.close();
      }
    });

    test("the demo shop shows its lookbook, and its card", LIMIT, async () => {
      const demo = await openDemo();
      const tab = await engine.open(`${demo.url}?seed=7#/lookbook`, SIZE);
      try {
        const shown = () => (document.querySelector("vitrine-lookbook")?.regions?.length ?? 0) > 0;
        await until(tab, shown);
        await tab.click(".spot .link");
        await until(tab, () =>
          Boolean(
            document.querySelector("vitrine-lookbook").shadowRoot.querySelector("[role=dialog] h2"),
          ),
        );
        const errors = await tab.evaluate(() =>
          globalThis.vitrineWatch.errors.map(({ message }) => message),
        );
        assert.deepEqual(errors, []);
      } finally {
        await tab.close();
        await demo.close();
      }
    });

    law("a product opens its card, which Escape closes", "/", async (tab) => {
      await tab.evaluate(() => shown(0));
      await tab.click(".spot .link");
      await told(tab, "card");
      await until(tab, () => part("[role=dialog] h2") !== null);
      const { title, heading, within } = await tab.evaluate(() => {
        const { product } = events.at(-1);
        return {
          title: book.regions.find((region) => region.product.id === product).product.title,
          heading: part("[role=dialog] h2").textContent,
          within: part("[role=dialog]").contains(book.shadowRoot.activeElement),
        };
      });
      assert.equal(heading, title);
      assert.ok(within, "the focus is in the card");
      await tab.press("Escape");
      await until(tab, () => part("[role=dialog]").getClientRects().length === 0);
      // Not every engine focuses the link that was clicked.
      const focused = await tab.evaluate(() => book.shadowRoot.activeElement?.classList[0]);
      assert.ok(["link", "frame"].includes(focused), `the focus is back: ${focused}`);
    });

    law("what is not for the shopper goes", "/", async (tab) => {
      await tab.evaluate(() => shown(0));
      const first = await tab.evaluate(() => book.regions[0].product.id);
      // It takes no click before it is seen.
      await tab.evaluate(() => part(".dismiss").focus());
      await tab.click(".dismiss");
      await told(tab, "not-for-me");
      const refused = () => events.find((event) => event.name === "not-for-me").product;
      assert.equal(await tab.evaluate(refused), first);
      await until(
        tab,
        (gone) =>
          book.regions.length > 0 && book.regions.every(({ product }) => product.id !== gone),
        first,
      );
    });

    law("the taste is kept with consent alone, and forgotten when asked", "/bare", async (tab) => {
      const databases = () =>
        tab.evaluate(async () => (await indexedDB.databases()).map(({ name: each }) => each));
      const viewed = () =>
        tab.evaluate(async () => {
          const picks = await vitrine.picks({ count: 12 });
          return picks.filter((pick) => pick.viewed).map(({ id }) => id);
        });
      const visit = (consent) =>
        tab.evaluate(
          (given) => create({ persistence: "device", consent: given }).then(() => true),
          consent,
        );
      const comeBack = async () => {
        await tab.reload();
        await until(tab, () => globalThis.engineReady === true);
      };
      const look = () => tab.evaluate(() => vitrine.observe(view("p3")));
      await visit("denied");
      await look();
      assert.deepEqual(await databases(), []);
      await comeBack();
      await visit("granted");
      assert.deepEqual(await viewed(), []);
      await look();
      assert.deepEqual(await databases(), ["vitrine"]);
      await comeBack();
      await visit("granted");
      assert.deepEqual(await viewed(), ["p3"]);
      await tab.evaluate(() => vitrine.forget());
      assert.deepEqual(await viewed(), []);
      assert.deepEqual(await databases(), []);
    });

    law(
      "the same shopper gets the same products and pictures as in Chromium",
      "/bare",
      async (tab) => {
        const { drawn, errors } = await pagesOf(tab);
        assert.deepEqual(errors, []);
        assert.equal(drawn.length, PAGES);
        reference ??= name === "Chromium" ? drawn : await inChromium();
        for (const [index, page] of drawn.entries()) {
          const { pixels, ...rest } = page;
          const { pixels: expected, ...same } = reference[index];
          assert.ok(rest.slate.length > 0);
          assert.deepEqual(rest, same);
          const [ours, theirs] = [pixels, expected].map((text) => Buffer.from(text, "base64"));
          assert.equal(ours.length, 360 * 450 * 4);
          const worst = ours.reduce(
            (most, value, i) => Math.max(most, Math.abs(value - theirs[i])),
            0,
          );
          assert.ok(worst <= 1, `page ${index}: a channel differs by ${worst}`);
        }
      },
    );

    law(
      "prices are written for the browser's own language, whatever it calls it",
      "/bare",
      async (tab) => {
        const price = await tab.evaluate(async () => {
          await create({ locale: undefined });
          const [first] = await vitrine.picks({ count: 1 });
          return first.price.text;
        });
        assert.match(price, /^€\d+(\.\d\d)?$/);
      },
    );

    law("without WebAssembly there is a plain list of links", "/plain", async (tab) => {
      await told(tab, "plain");
      const links = await tab.evaluate(() =>
        [...book.shadowRoot.querySelectorAll(".plain-list a")].map((link) => ({
          path: new URL(link.href).pathname,
          visible: link.getBoundingClientRect().height > 0,
        })),
      );
      assert.deepEqual(
        links,
        [1, 2, 3].map((i) => ({ path: `/products/${i}`, visible: true })),
      );
    });
  });
}

/** Where only some of the engines' tests run, Chromium's pages are taken for them. */
async function inChromium() {
  const engine = await ENGINES.Chromium();
  try {
    return (await pagesOf(await open(engine, "/bare"))).drawn;
  } finally {
    await engine.close();
  }
}
