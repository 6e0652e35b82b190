// SPDX-License-Identifier: Apache-2.0
// <vitrine-lookbook> with the real client, worker, modules and pack, under the strict policy.
/* global book, events, part, shown, vitrine */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BOOK_SCRIPT, SCREENS, SHOP_CSS } from "../support/element-page.mjs";
import { packOf } from "../support/pack.mjs";
import { plainPng } from "../support/png.mjs";
import { startServer } from "../support/server.mjs";
import { colourOf, openShop, sampleProduct } from "../support/shop.mjs";

const SCRIPT = `${BOOK_SCRIPT}
globalThis.open = async () => {
  globalThis.vitrine = await sdk.Vitrine.create({ catalog: "/shop.vpack", locale: "en" });
  book.client = vitrine;
  await shown(0);
};
`;
const BODY = `<link rel="stylesheet" href="/shop.css">
<main><vitrine-lookbook pages="4"></vitrine-lookbook></main>`;
const LIMIT = { timeout: 120_000 };
/** Every third product's picture lies on a host that sends no CORS headers. */
const isStrange = (index) => index % 3 === 0;

let stranger;
let shop;

before(async () => {
  const indices = Array.from({ length: 24 }, (_, i) => i);
  stranger = await startServer({
    files: Object.fromEntries(
      indices.filter(isStrange).map((i) => [`/${i}.png`, plainPng(400, 500, colourOf(i))]),
    ),
  });
  const products = indices.map((i) =>
    sampleProduct(i, isStrange(i) ? { image_link: `${stranger.origin}/${i}.png` } : {}),
  );
  const files = { "/shop.vpack": packOf(products), "/shop.css": SHOP_CSS };
  shop = await openShop({ products, files, script: SCRIPT, body: BODY });
});

after(async () => {
  await shop?.close();
  await stranger?.close();
});

/** The colours on the screen in the middle of each product's picture. */
async function middles(page) {
  const png = (await page.screenshot()).toString("base64");
  const points = await page.evaluate(() => {
    const sheet = part(".leaf:not([inert]) .sheet").getBoundingClientRect();
    return book.regions.map(({ product, picture }) => ({
      id: product.id,
      x: sheet.x + picture.x + picture.width / 2,
      y: sheet.y + picture.y + picture.height / 2,
    }));
  });
  const blank = await page.context().newPage();
  try {
    return await blank.evaluate(
      async ({ png, points }) => {
        const image = new Image();
        image.src = `data:image/png;base64,${png}`;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const paint = canvas.getContext("2d");
        paint.drawImage(image, 0, 0);
        const colourAt = (x, y) => [...paint.getImageData(x, y, 1, 1).data];
        return points.map(({ id, x, y }) => ({
          id,
          colour: colourAt(Math.round(x), Math.round(y)),
        }));
      },
      { png, points },
    );
  } finally {
    await blank.close();
  }
}

for (const screen of SCREENS) {
  const phone = { ...screen, deviceScaleFactor: 1 };
  test(`on a ${screen.name} each product's own picture is on the screen`, LIMIT, async (t) => {
    const { page, messages } = await shop.visit(t, phone);
    await page.evaluate(() => globalThis.open());
    const seen = new Set();
    let laidOver = 0;
    for (let index = 0; index < 4; index += 1) {
      await page.evaluate((to) => {
        book.goTo(to);
        return shown(to);
      }, index);
      laidOver += await page.evaluate(async () => {
        const images = [...part(".leaf:not([inert])").querySelectorAll("img")];
        await Promise.all(images.map((each) => each.decode()));
        return images.length;
      });
      const found = await middles(page);
      assert.ok(found.length > 0, `page ${index} shows products`);
      for (const { id, colour } of found) {
        seen.add(id);
        const expected = colourOf(Number(id.slice(1)));
        const far = Math.max(...expected.map((channel, i) => Math.abs(channel - colour[i])));
        assert.ok(far <= 3, `${id} on page ${index}: ${colour}, expected ${expected}`);
      }
    }
    assert.ok(laidOver > 0, "some pictures are laid over the canvas");
    assert.ok(seen.size >= 8, `${seen.size} products in four pages`);
    assert.deepEqual(
      messages.filter((message) => !/CORS|Failed to load/.test(message)),
      [],
    );
  });
}

test("an override changes picture, name and price together", LIMIT, async (t) => {
  const { page } = await shop.visit(t, SCREENS[2]);
  const { id, before, covered, after, name, same } = await page.evaluate(async () => {
    await globalThis.open();
    const pixels = async () => {
      const canvas = new OffscreenCanvas(book.clientWidth, book.clientHeight);
      const paint = canvas.getContext("2d");
      paint.drawImage(part(".leaf:not([inert]) canvas"), 0, 0);
      return paint.getImageData(0, 0, canvas.width, canvas.height).data.join();
    };
    const old = await pixels();
    const { id, price } = book.regions[0].product;
    const done = vitrine.override({ id, price: { amount: 777, currency: "EUR" } });
    const covered = part(".leaf:not([inert])").className;
    const name = part(".leaf:not([inert]) .link").textContent;
    await done;
    await shown(0);
    return {
      ...{ id, covered, name },
      before: price.text,
      after: part(".leaf:not([inert]) .link").textContent,
      same: old === (await pixels()),
    };
  });
  assert.match(covered, /covered/);
  assert.ok(!name.includes(before), `${id} is named "${name}" meanwhile`);
  assert.match(after, /€777$/);
  assert.equal(same, false);
});

test("'not for me' reaches the worker, and the product does not come back", LIMIT, async (t) => {
  const { page } = await shop.visit(t, SCREENS[2]);
  await page.evaluate(() => globalThis.open());
  const id = await page.evaluate(() => book.regions[0].product.id);
  await page.getByRole("listitem").first().hover();
  await page
    .getByRole("button", { name: /^Not for me/ })
    .first()
    .click();
  await page.waitForFunction(
    (gone) => book.regions.length > 0 && book.regions.every(({ product }) => product.id !== gone),
    id,
  );
  const later = await page.evaluate(async () => {
    const ids = [];
    for (const index of [1, 2, 3]) {
      book.goTo(index);
      await shown(index);
      ids.push(...book.regions.map(({ product }) => product.id));
    }
    return ids;
  });
  assert.ok(!later.includes(id));
});

test(
  "from its catalogue it makes a client of its own, and closes it when it goes",
  LIMIT,
  async (t) => {
    const { page } = await shop.visit(t, SCREENS[2]);
    await page.evaluate(async () => {
      book.setAttribute("catalog", "/shop.vpack");
      await shown(0);
    });
    assert.equal(page.workers().length, 1);
    const told = await page.evaluate(() => events.map(({ name, code }) => code ?? name));
    // Its pictures' host is told once, if the first page needs it.
    assert.deepEqual(
      told.filter((each) => each !== "IMAGE_CORS"),
      ["ready", "page"],
    );
    const closed = page.workers()[0].waitForEvent("close");
    await page.evaluate(() => book.remove());
    await closed;
    assert.equal(await page.evaluate(() => book.client), undefined);
    await page.evaluate(async () => {
      document.querySelector("main").append(book);
      await shown(0);
    });
    assert.equal(page.workers().length, 1);
  },
);

test("a client that the shop gave stays the shop's", LIMIT, async (t) => {
  const { page } = await shop.visit(t, SCREENS[2]);
  const closed = await page.evaluate(async () => {
    await globalThis.open();
    book.remove();
    await new Promise((resolve) => setTimeout(resolve));
    return vitrine.closed;
  });
  assert.equal(closed, false);
});

test("a catalogue that is not there can be asked for again", LIMIT, async (t) => {
  const { page } = await shop.visit(t, SCREENS[2]);
  const pack = shop.files["/shop.vpack"];
  shop.files["/late.vpack"] = { status: 503 };
  await page.evaluate(() => book.setAttribute("catalog", "/late.vpack"));
  const retry = page.getByRole("button", { name: "Try again" });
  await retry.waitFor();
  const codes = await page.evaluate(() => events.map(({ code }) => code));
  assert.deepEqual(codes, ["FETCH"]);
  shop.files["/late.vpack"] = pack;
  await retry.click();
  await page.evaluate(() => shown(0));
});

test("after the worker died, trying again starts another", LIMIT, async (t) => {
  const { page } = await shop.visit(t, SCREENS[2]);
  await page.evaluate(async () => {
    book.setAttribute("catalog", "/shop.vpack");
    await shown(0);
    book.client.close();
    book.goTo(3);
  });
  await page.getByRole("button", { name: "Try again" }).click();
  await page.evaluate(() => shown(3));
});
