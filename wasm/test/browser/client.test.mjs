// SPDX-License-Identifier: Apache-2.0
// The client from the page's side: pages, picks, reasons, events, overrides.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { colourOf, openShop, sampleProducts } from "../support/shop.mjs";

let shop;
before(async () => {
  shop = await openShop();
});
after(() => shop.close());

/** Largest difference of a channel. */
const distance = (one, other) => Math.max(...one.map((value, i) => Math.abs(value - other[i])));

const isOwnColour = ({ id, colour }) => distance(colour, colourOf(Number(id.slice(1)))) <= 2;

/** How many products each template shows. */
const SLOTS = {
  cover: 1,
  "hero-details": 4,
  "grid-of-six": 6,
  "flat-lay": 5,
  "mood-board": 5,
  "colour-story": 4,
  outfit: 4,
  diptych: 2,
  "quote-product": 1,
};

test("every picture lies in its product's region, under a strict Content-Security-Policy", async (t) => {
  const { page, messages } = await shop.visit(t);
  const pages = await page.evaluate(async () => {
    const drawn = [];
    // Shoppers whose first pages show all templates between them.
    for (const seed of [0, 1, 5, 8, 9]) {
      await create({ seed });
      for (const index of [0, 1, 2]) {
        const page = await vitrine.page({ index });
        drawn.push({ centres: centres(page), template: page.template, width: page.bitmap.width });
      }
      vitrine.close();
    }
    return drawn;
  });
  assert.deepEqual(
    [...new Set(pages.map(({ template }) => template))].sort(),
    Object.keys(SLOTS).sort(),
  );
  assert.deepEqual(
    pages.map(({ centres }) => centres.length),
    pages.map(({ template }) => SLOTS[template]),
  );
  for (const { centres, width } of pages) {
    assert.equal(width, 1080);
    assert.deepEqual(
      centres.filter((centre) => !isOwnColour(centre)),
      [],
    );
  }
  assert.deepEqual(messages, []);
  assert.deepEqual(await page.evaluate(() => told), []);
});

test("a page from right to left is the mirror image of the other", async (t) => {
  const { page } = await shop.visit(t);
  const pages = await page.evaluate(async () => {
    await create();
    const drawn = [];
    for (const rightToLeft of [false, true]) {
      for (const index of [0, 1, 2]) {
        const { width, regions, texts, bitmap } = await vitrine.page({ index, rightToLeft });
        const boxes = regions.flatMap(({ area, picture }) => [area, picture]);
        drawn.push({ width, boxes, texts, pixels: centres({ width, regions, bitmap }) });
      }
    }
    return drawn;
  });
  const mirrored = ({ x, width: own }, width) => width - x - own;
  for (const [index, left] of pages.slice(0, 3).entries()) {
    const right = pages[index + 3];
    assert.ok(left.boxes.length > 0);
    for (const list of ["boxes", "texts"]) {
      assert.equal(left[list].length, right[list].length);
      for (const [i, one] of left[list].entries()) {
        assert.ok(Math.abs(one.x - mirrored(right[list][i], right.width)) < 0.01);
      }
    }
    assert.notDeepEqual(left.boxes, right.boxes);
    assert.deepEqual(
      right.pixels.map(({ id }) => id),
      left.pixels.map(({ id }) => id),
    );
    assert.ok(right.pixels.every(isOwnColour));
  }
});

test("a line of Hebrew is drawn from right to left, inside its box, on any page", async (t) => {
  // The dots stand behind the word: at its left.
  const title = "כיסא........";
  const products = sampleProducts(12).map((product) => ({ ...product, title }));
  const hebrew = await openShop({ products });
  t.after(() => hebrew.close());
  const { page } = await hebrew.visit(t);
  const lines = await page.evaluate(async (title) => {
    await create();
    const found = [];
    for (const rightToLeft of [false, true]) {
      const request = { index: 0, rightToLeft, devicePixelRatio: 2 };
      const { texts, bitmap } = await vitrine.page(request);
      const plain = pixelsOf((await vitrine.page({ ...request, parts: "pictures" })).bitmap);
      const pixels = pixelsOf(bitmap);
      const { x, baseline, width, size } = texts.find(({ text }) => text === title);
      const ink = (left, right, top, bottom) => {
        let count = 0;
        for (let row = Math.round(top * 2); row < bottom * 2; row += 1) {
          for (let column = Math.round(left * 2); column < right * 2; column += 1) {
            const at = (row * pixels.width + column) * 4;
            count += pixels.data[at] === plain.data[at] ? 0 : 1;
          }
        }
        return count;
      };
      const [top, middle, bottom] = [baseline - size, baseline - 0.3 * size, baseline + 0.3 * size];
      found.push({
        leftLow: ink(x, x + width / 4, middle, bottom),
        leftHigh: ink(x, x + width / 4, top, middle),
        rightHigh: ink(x + (width * 3) / 4, x + width, top, middle),
        outside:
          ink(x - size, x - 2, top, bottom) + ink(x + width + 2, x + width + size, top, bottom),
      });
    }
    return found;
  }, title);
  for (const { leftLow, leftHigh, rightHigh, outside } of lines) {
    assert.ok(leftLow > 10, `${leftLow} pixels of dots`);
    assert.ok(rightHigh > 10, `${rightHigh} pixels of letters`);
    assert.equal(leftHigh, 0);
    assert.equal(outside, 0);
  }
});

test("a device pixel ratio of 2 gives twice the pixels and the same regions", async (t) => {
  const { page } = await shop.visit(t);
  const [one, two] = await page.evaluate(async () => {
    await create();
    const drawn = [];
    for (const devicePixelRatio of [1, 2]) {
      const page = await vitrine.page({ index: 1, width: 540, height: 675, devicePixelRatio });
      const { bitmap, regions, width } = page;
      const ids = regions.map(({ product }) => product.id);
      drawn.push({ pixels: [bitmap.width, bitmap.height], ids, width, centres: centres(page) });
    }
    return drawn;
  });
  assert.deepEqual(one.pixels, [540, 675]);
  assert.deepEqual(two.pixels, [1080, 1350]);
  assert.deepEqual(one.ids, two.ids);
  assert.equal(two.width, 540);
  assert.ok(two.centres.every(isOwnColour));
});

test("the parts 'pictures' leave out the text and nothing else", async (t) => {
  const { page } = await shop.visit(t);
  const { inside, outside, lines } = await page.evaluate(async () => {
    await create();
    const both = [];
    for (const parts of ["all", "pictures"]) {
      both.push(await vitrine.page({ index: 1, parts }));
    }
    const [all, pictures] = both.map(({ bitmap }) => pixelsOf(bitmap));
    // Letters may reach over their advance and ascent by a little.
    const boxes = both[0].texts.map(({ x, baseline, width, size }) => ({
      left: x - size / 4,
      right: x + width + size / 4,
      top: baseline - size * 1.1,
      bottom: baseline + size * 0.4,
    }));
    const counts = { inside: 0, outside: 0 };
    for (let i = 0; i < all.data.length; i += 4) {
      if (all.data[i] !== pictures.data[i]) {
        const [x, y] = [(i / 4) % all.width, Math.floor(i / 4 / all.width)];
        const boxed = boxes.some((b) => x >= b.left && x <= b.right && y >= b.top && y <= b.bottom);
        counts[boxed ? "inside" : "outside"] += 1;
      }
    }
    return { ...counts, lines: both[1].texts };
  });
  assert.ok(inside > 1000, `${inside} pixels of text`);
  assert.equal(outside, 0);
  assert.ok(lines.some(({ text }) => /^€\d+$/.test(text)));
});

test("what the shopper opens changes the next lookbook, and is its reason", async (t) => {
  const { page } = await shop.visit(t);
  const result = await page.evaluate(async () => {
    await create();
    const before = await vitrine.picks({ count: 4 });
    const view = (id) => ({ event: "view_item", ecommerce: { items: [{ item_id: id }] } });
    const accepted = await vitrine.observe([view("p3"), view("p7")]);
    const picks = await vitrine.picks({ count: 4 });
    const why = await vitrine.why(picks[0].id);
    return { before: before.map(({ id }) => id), accepted, picks, why };
  });
  assert.equal(result.accepted, 2);
  assert.notDeepEqual(
    result.picks.map(({ id }) => id),
    result.before,
  );
  // p3 and p7 are bags.
  assert.equal(Number(result.picks[0].id.slice(1)) % 4, 3);
  assert.ok(["event", "facet"].includes(result.picks[0].reason.kind), result.picks[0].reason.kind);
  assert.ok(result.picks[0].reason.rankWithout > result.picks[0].reason.rankWith);
  assert.ok(result.why.text.length > 0);
});

test("a decided page stays until the lookbook is restarted", async (t) => {
  const { page } = await shop.visit(t);
  const [first, again, restarted] = await page.evaluate(async () => {
    await create();
    const ids = async () =>
      (await vitrine.page({ index: 1 })).regions.map(({ product }) => product.id);
    const shown = [await ids()];
    const view = (id) => ({ event: "add_to_cart", ecommerce: { items: [{ item_id: id }] } });
    await vitrine.observe(["p3", "p7", "p11"].map(view));
    shown.push(await ids());
    await vitrine.restart();
    shown.push(await ids());
    return shown;
  });
  assert.deepEqual(again, first);
  assert.notDeepEqual(restarted, first);
});

test("a product that is not for the shopper leaves the pages", async (t) => {
  const { page } = await shop.visit(t);
  const { dismissed, after: ids } = await page.evaluate(async () => {
    await create();
    const ids = async () =>
      (await vitrine.page({ index: 1 })).regions.map(({ product }) => product.id);
    const [dismissed] = await ids();
    await vitrine.notForMe(dismissed);
    return { dismissed, after: await ids() };
  });
  assert.ok(ids.length > 0);
  assert.ok(!ids.includes(dismissed));
});

test("unknown events count for nothing, and what is no event is an error", async (t) => {
  const { page } = await shop.visit(t);
  const results = await page.evaluate(async () => {
    await create();
    const item = [{ item_id: "p1" }];
    const cyclic = { event: "view_item" };
    cyclic.self = cyclic;
    return {
      unknownName: await vitrine.observe({ event: "generate_lead", ecommerce: { items: item } }),
      unknownProduct: await codeOf(
        vitrine.observe({ event: "view_item", ecommerce: { items: [{ item_id: "nothing" }] } }),
      ),
      text: await codeOf(vitrine.observe("hello")),
      nothing: await codeOf(vitrine.observe(undefined)),
      cyclic: await codeOf(vitrine.observe(cyclic)),
      known: await vitrine.observe({ event: "view_item", ecommerce: { items: item } }),
    };
  });
  assert.equal(results.unknownName, 0);
  assert.equal(results.unknownProduct, "none");
  assert.equal(results.text, "EVENT_SYNTAX");
  assert.equal(results.nothing, "EVENT_SYNTAX");
  assert.equal(results.cyclic, "EVENT_SYNTAX");
  assert.equal(results.known, 1);
});

test("a data layer is observed as it is, until it is detached", async (t) => {
  const { page } = await shop.visit(t);
  const { lengths, changes, plain } = await page.evaluate(async () => {
    await create();
    let changes = 0;
    vitrine.addEventListener("change", () => {
      changes += 1;
    });
    function gtag() {
      // biome-ignore lint/complexity/noArguments: it is what Google's snippet pushes.
      dataLayer.push(arguments);
    }
    const view = (id) => ({ event: "view_item", ecommerce: { items: [{ item_id: id }] } });
    const dataLayer = [{ "gtm.start": 1 }, view("p1")];
    const push = dataLayer.push;
    const detach = vitrine.attachDataLayer(dataLayer);
    const lengths = [dataLayer.push(view("p2"))];
    gtag("event", "view_item", { items: [{ item_id: "p5" }] });
    gtag("js", new Date());
    lengths.push(dataLayer.push(document.body, () => 1));
    detach();
    lengths.push(dataLayer.push(view("p3")));
    await vitrine.picks();
    return { lengths, changes, plain: dataLayer.push === push };
  });
  assert.deepEqual(lengths, [3, 7, 8]);
  assert.equal(changes, 3);
  assert.equal(plain, true);
});

test("an override makes pages stale, and the next one has the new price", async (t) => {
  const { page } = await shop.visit(t);
  const result = await page.evaluate(async () => {
    await create();
    const first = await vitrine.page({ index: 0 });
    const { id } = first.regions[0].product;
    const stale = [];
    vitrine.addEventListener("stale", ({ detail }) => stale.push(...detail.productIds));
    await vitrine.override({ id, price: { amount: 7.5, currency: "EUR" } });
    const second = await vitrine.page({ index: 0 });
    await vitrine.override([{ id, availability: "out_of_stock" }]);
    const soldOut = await vitrine.page({ index: 0 });
    const picks = await vitrine.picks({ count: 12 });
    return {
      ...{
        id,
        stale,
        later: [...picks, ...soldOut.regions.map(({ product }) => product)].map((each) => each.id),
      },
      prices: [first, second].map(({ regions }) => regions[0].product.price),
      texts: second.texts.map(({ text }) => text),
      revisions: [first.revision, second.revision],
    };
  });
  assert.deepEqual(result.stale, [result.id, result.id]);
  assert.notEqual(result.prices[0].amount, 7.5);
  assert.deepEqual(result.prices[1], { amount: 7.5, currency: "EUR", text: "€7.50" });
  assert.ok(result.texts.includes("€7.50"), result.texts.join(" | "));
  assert.ok(result.revisions[1] > result.revisions[0]);
  assert.ok(
    result.later.length > 0 && !result.later.includes(result.id),
    "sold out, and still shown",
  );
});

test("a page that is under way when a price changes resolves with the new price", async (t) => {
  const { page } = await shop.visit(t);
  const price = await page.evaluate(async () => {
    await create();
    const { id } = (await vitrine.page({ index: 0 })).regions[0].product;
    const drawing = vitrine.page({ index: 0 });
    await vitrine.override({ id, price: { amount: 3, currency: "EUR" } });
    return (await drawing).regions[0].product.price.text;
  });
  assert.equal(price, "€3");
});

test("an override of the wrong kind is an error with its code", async (t) => {
  const { page } = await shop.visit(t);
  const codes = await page.evaluate(async () => {
    await create();
    const price = (amount, currency = "EUR") => ({ id: "p1", price: { amount, currency } });
    const changes = [
      { id: "nothing", availability: "in_stock" },
      price(Number.NaN),
      price(-1),
      { id: "p1", availability: "soon" },
    ];
    const codes = [];
    for (const change of changes) {
      codes.push(await codeOf(vitrine.override(change)));
    }
    return codes;
  });
  assert.deepEqual(codes, [
    "UNKNOWN_PRODUCT",
    "NON_FINITE",
    "INVALID_ARGUMENT",
    "INVALID_ARGUMENT",
  ]);
});

test("a value out of range is INVALID_ARGUMENT, and the next request goes on", async (t) => {
  const { page } = await shop.visit(t);
  const codes = await page.evaluate(async () => {
    await create();
    const requests = [
      { index: 512 },
      { index: -1 },
      { index: 0.5 },
      { index: 0, width: 100 },
      { index: 0, height: Number.NaN },
      { index: 0, devicePixelRatio: 5 },
      { index: 0, width: 4096, height: 4096, devicePixelRatio: 4 },
    ];
    const codes = [];
    for (const request of requests) {
      codes.push(await codeOf(vitrine.page(request)));
    }
    codes.push(await codeOf(vitrine.picks({ count: -1 })));
    codes.push(await codeOf(vitrine.restart({ from: Number.NaN })));
    const options = [{ seed: 0.5 }, { decoder: "fast" }, { maxPixels: 0 }, { maxBytes: 2 ** 29 }];
    for (const wrong of options) {
      codes.push(await codeOf(create(wrong)));
    }
    return [...codes, await codeOf(vitrine.page({ index: 0 }))];
  });
  assert.deepEqual(codes.slice(0, -1), Array(13).fill("INVALID_ARGUMENT"));
  assert.equal(codes.at(-1), "none");
});

test("every step is timed, in the worker", async (t) => {
  const { page } = await shop.visit(t);
  const timings = await page.evaluate(async () => {
    await create();
    await vitrine.page({ index: 0 });
    return timings;
  });
  const names = ["pack-open", "create", "rank", "pictures", "layout", "compose", "text", "page"];
  assert.deepEqual(
    timings.map(({ name }) => name),
    names,
  );
  assert.ok(timings.every(({ durationMs }) => durationMs >= 0));
});

test("an argument of another kind is INVALID_ARGUMENT, named with what came", async (t) => {
  const { page } = await shop.visit(t);
  const told = await page.evaluate(async () => {
    const { Vitrine } = sdk;
    await create();
    const calls = [
      () => Vitrine.create(),
      () => Vitrine.create({ catalog: null }),
      () => Vitrine.create({ catalog: { feed: 7 } }),
      () => Vitrine.create({ catalog: "http://" }),
      () => Vitrine.create({ catalog: "/feed.json", baseUrl: 5 }),
      () => Vitrine.create({ catalog: "/feed.json", signal: 5 }),
      () => vitrine.picks(null),
      () => vitrine.restart(null),
      () => vitrine.page({ index: 0, signal: "no" }),
      async () => vitrine.attachDataLayer(globalThis.dataLayer),
      () => vitrine.notForMe(123),
      () => vitrine.why(["p1"]),
      () => vitrine.page(),
      () => vitrine.page({}),
      () => vitrine.page({ index: 0, width: "1080" }),
      () => vitrine.page({ index: 0, dark: 1 }),
      () => vitrine.page({ index: 0, rightToLeft: "auto" }),
      () => vitrine.page({ index: 0, parts: "text" }),
      () => vitrine.override({ id: 1 }),
      () => vitrine.override([{ id: "p1" }, null]),
      () => vitrine.override({ id: "p1", price: { amount: 5 } }),
      () => vitrine.override({ id: "p1", price: { amount: "5", currency: "EUR" } }),
      () => vitrine.override({ id: "p1", availability: "gone" }),
    ];
    const told = [];
    for (const call of calls) {
      const error = await call().catch((thrown) => thrown);
      told.push([error?.code, error?.message.split(";")[0]]);
    }
    return told;
  });
  assert.deepEqual(
    told.filter(([code]) => code !== "INVALID_ARGUMENT"),
    [],
  );
  assert.deepEqual(
    told.map(([, message]) => message),
    [
      "options is undefined",
      "catalog is null",
      "catalog.feed is 7",
      "catalog is 'http://'",
      "baseUrl is 5",
      "signal is 5",
      "options is null",
      "options is null",
      "signal is 'no'",
      "dataLayer is undefined",
      "productId is 123",
      "productId is an array",
      "request is undefined",
      "index is undefined",
      "width is '1080'",
      "dark is 1",
      "rightToLeft is 'auto'",
      "parts is 'text'",
      "change.id is 1",
      "changes[1] is null",
      "change.price.currency is undefined",
      "change.price.amount is '5'",
      "change.availability is 'gone'",
    ],
  );
});

test("details tell a product's facts, its variants and what looks like it", async (t) => {
  const { page } = await shop.visit(t);
  const { details, codes } = await page.evaluate(async () => {
    const row = (id, changes) => ({
      id,
      title: `Boot ${id}`,
      product_type: "Shoes > Boots",
      price: "90.00 EUR",
      availability: "in_stock",
      link: `/boots/${id}`,
      image_link: "/pictures/p1.png",
      ...changes,
    });
    const group = { item_group_id: "boot" };
    const rows = [
      row("b38", {
        ...group,
        size: "38",
        video_link: "/boot.mp4",
        description: "Of calf leather.",
      }),
      row("b39", { ...group, size: "39", availability: "out_of_stock" }),
      row("other", { additional_image_link: "/pictures/p2.png" }),
      row("evil", { video_link: "javascript:alert(1)" }),
      row("lamp", { product_type: "Home > Lamps" }),
    ];
    const feed = new TextEncoder().encode(JSON.stringify({ items: rows }));
    await create({ catalog: { feed } });
    const details = await vitrine.details("b38", { similar: 3 });
    await vitrine.override({ id: "other", price: { amount: 12, currency: "EUR" } });
    return {
      details: [details, await vitrine.details("other"), await vitrine.details("evil")],
      codes: [
        await codeOf(vitrine.details("none")),
        await codeOf(vitrine.details(7)),
        await codeOf(vitrine.details("b38", { similar: 65 })),
        await codeOf(vitrine.details("b38", { similar: -1 })),
      ],
    };
  });
  const [boot, other, evil] = details;
  assert.equal(boot.description, "Of calf leather.");
  assert.equal(boot.size, "38");
  assert.match(boot.video, /^http.*\/boot\.mp4$/);
  assert.deepEqual(
    boot.variants.map(({ id, size, availability }) => [id, size, availability]),
    [
      ["b38", "38", "in_stock"],
      ["b39", "39", "out_of_stock"],
    ],
  );
  assert.deepEqual(boot.similar.map(({ id }) => id).sort(), ["evil", "lamp", "other"]);
  assert.equal(boot.similar.at(-1).id, "lamp", "the least alike comes last");
  assert.equal(other.images.length, 2);
  assert.equal(other.price.text, "€12");
  assert.deepEqual(
    other.similar.filter(({ id }) => id === "b39"),
    [],
    "sold out",
  );
  assert.equal(evil.video, undefined);
  assert.deepEqual(codes, ["UNKNOWN_PRODUCT", ...Array(3).fill("INVALID_ARGUMENT")]);
});

test("pages and reasons speak the client's language", async (t) => {
  const { page } = await shop.visit(t);
  const said = await page.evaluate(async () => {
    const { german } = await import("/package/languages.js");
    await create({ language: german, locale: undefined });
    await vitrine.observe([{ event: "view_item", ecommerce: { items: [{ item_id: "p1" }] } }]);
    const first = await vitrine.page({ index: 0 });
    const second = await vitrine.page({ index: 1 });
    const viewed = (await vitrine.picks({ count: 12 })).map(({ reason }) => reason);
    return {
      texts: [...first.texts, ...second.texts].map(({ text }) => text),
      headline: second.headline,
      price: first.regions[0].product.price.text,
      viewed,
      why: await vitrine.why("p5"),
      same: viewed.find(({ because }) => because?.productId === "p1"),
    };
  });
  assert.ok(said.texts.includes("LOOKBOOK") || said.texts.includes("Lookbook"), `${said.texts}`);
  assert.match(said.price, /^\d+\s€$/, "prices too, as the language has them");
  assert.equal(said.same.because.title, "Chairs number 1");
  for (const { text } of [...said.viewed, said.why]) {
    assert.doesNotMatch(text, /\b(you|from|like|now|with)\b/i);
  }
});
