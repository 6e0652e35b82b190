// SPDX-License-Identifier: Apache-2.0
// Two shoppers in the demo shop with 195 photographs of 15 kinds of garment: what each of them gets is
// judged by the photographs' own labels.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { openShop } from "../../web-demo/tests/browser.mjs";
import { correlatePages } from "./support/correlation.mjs";
import { PHOTOS, readLabels, withoutPhotos } from "./support/data.mjs";

const PAGES = 4;
const LEAST_CORRELATION = 0.9;
// On these pages pictures lie turned and over each other. Seen upright and whole they are less alike, but
// still likest to themselves.
const TURNED = ["flat-lay", "mood-board"];
const LEAST_TURNED = 0.4;

describe("with real photographs", { skip: withoutPhotos() }, () => {
  let shop;
  let labels;
  let dresses;
  let shoes;

  before(async () => {
    labels = readLabels();
    shop = await openShop({ photos: PHOTOS });
    dresses = await visit(["Dress", "Skirt", "Dress", "Skirt", "Dress"]);
    shoes = await visit(["Shoes", "Shoes", "Shoes", "Shoes", "Shoes"]);
  });
  after(() => shop?.close());

  /** A shopper who opened one product of each kind named, then the lookbook. */
  async function visit(kinds) {
    const shopper = await shop.shopper();
    await shopper.goTo("");
    await shopper.ready();
    const opened = [];
    for (const kind of kinds) {
      const { id } = shop.feed.find(
        (product) => labels.get(product.id) === kind && !opened.includes(product.id),
      );
      await shopper.goTo(`#/product/${encodeURIComponent(id)}`);
      await shopper.page.getByTestId("product").waitFor();
      opened.push(id);
    }
    await shopper.page.getByTestId("open-lookbook").click();
    await shopper.page.getByTestId("pick").first().waitFor();
    return { ...shopper, opened, pages: await readPages(shopper) };
  }

  /** The slots of the first pages, as the client of the page's own element draws them. */
  function readPages({ page }) {
    return page.evaluate(async (count) => {
      const { client } = document.querySelector("vitrine-lookbook");
      const pages = [];
      for (let index = 0; index < count; index += 1) {
        const drawn = await client.page({ index, width: 1080, height: 1350 });
        pages.push(
          drawn.regions.map(({ product }) => ({
            id: product.id,
            viewed: product.viewed,
            reason: product.reason.text,
          })),
        );
        drawn.dispose();
      }
      return pages;
    }, PAGES);
  }

  const share = (slots, holds) => slots.filter(holds).length / slots.length;

  function assertMostlyNewOf(slots, kinds) {
    const found = slots.map(({ id, viewed }) => labels.get(id) + (viewed ? " (viewed)" : ""));
    const told = `of ${kinds.join(" or ")}: ${found.join(", ")}`;
    assert.ok(slots.length > 0, "the page has no products");
    assert.ok(share(slots, ({ id }) => kinds.includes(labels.get(id))) >= 1 / 2, told);
    assert.ok(share(slots, ({ viewed }) => viewed) <= 1 / 3, told);
  }

  test("dresses and skirts opened: half of the first page is of these, at most a third seen", () => {
    assertMostlyNewOf(dresses.pages[0], ["Dress", "Skirt"]);
  });

  test("dresses and skirts opened: so are the first four pages together", () => {
    assertMostlyNewOf(dresses.pages.flat(), ["Dress", "Skirt"]);
  });

  test("what counts as viewed is what was opened", () => {
    for (const { opened, pages } of [dresses, shoes]) {
      for (const { id, viewed } of pages.flat()) {
        assert.equal(viewed, opened.includes(id), id);
      }
    }
  });

  test("a shopper who opened shoes gets another first page, and other pages", () => {
    const ids = ({ pages }) => pages.map((slots) => slots.map(({ id }) => id));
    assert.notDeepEqual(ids(shoes)[0], ids(dresses)[0]);
    assert.notDeepEqual(ids(shoes).flat().sort(), ids(dresses).flat().sort());
  });

  for (const [name, shopper] of [
    ["dresses", () => dresses],
    ["shoes", () => shoes],
  ]) {
    test(`no product and no reason repeats on consecutive pages after ${name}`, () => {
      const { pages } = shopper();
      assert.equal(pages.length, PAGES);
      for (let index = 1; index < PAGES; index += 1) {
        for (const field of ["id", "reason"]) {
          const earlier = pages[index - 1].map((slot) => slot[field]);
          const repeated = pages[index]
            .map((slot) => slot[field])
            .filter((x) => earlier.includes(x));
          assert.deepEqual(repeated, [], `page ${index + 1} repeats ${field} of the one before`);
        }
      }
    });

    test(`every slot shows its own product's picture after ${name}`, async () => {
      const { page } = shopper();
      const pictures = shop.feed.map(({ id, image_link }) => ({
        id,
        url: new URL(`catalogue/${image_link}`, shop.url).href,
      }));
      const size = { width: 540, height: 675 };
      const pages = await page.evaluate(correlatePages, { count: PAGES, ...size, pictures });
      for (const [index, slots] of pages.entries()) {
        for (const { id, template, own, other } of slots) {
          const least = TURNED.includes(template) ? LEAST_TURNED : LEAST_CORRELATION;
          const where = `page ${index + 1}, ${id}: ${own.toFixed(3)}`;
          assert.ok(own >= least, where);
          assert.ok(
            own > other.correlation,
            `${where}, but ${other.correlation.toFixed(3)} with ${other.id}`,
          );
        }
      }
    });
  }
});
