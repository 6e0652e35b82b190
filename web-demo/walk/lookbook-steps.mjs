// SPDX-License-Identifier: Apache-2.0
// What can be asked of every page that embeds <vitrine-lookbook>.
import { expect } from "./expect.mjs";

const ELEMENT = "vitrine-lookbook";
const PAGE_TIMEOUT_MS = 30_000;

/**
 * The open page of the first lookbook on the page: what its element says of itself.
 *
 * @param {import("playwright-core").Page} page
 */
export function readLookbook(page) {
  return page
    .locator(ELEMENT)
    .first()
    .evaluate((book) => ({
      index: book.page,
      count: book.pageCount,
      products: book.regions.map(({ product, area }) => ({
        id: product.id,
        title: product.title,
        price: product.price.text,
        reason: product.reason.text,
        area,
      })),
    }));
}

/** Waits until page `index` is drawn with at least one product. */
export async function waitForPage(page, index) {
  const book = page.locator(ELEMENT).first();
  await book.waitFor({ state: "attached", timeout: PAGE_TIMEOUT_MS });
  await page.waitForFunction(
    ([name, wanted]) => {
      const element = document.querySelector(name) ?? undefined;
      return element?.page === wanted && (element.regions?.length ?? 0) > 0;
    },
    [ELEMENT, index],
    { timeout: PAGE_TIMEOUT_MS },
  );
  return readLookbook(page);
}

/** The links that lie over the canvas of the open page, with their accessible names. */
function links(page) {
  return page.locator(ELEMENT).first().locator("[part~=link]:visible");
}

/** Step: there is a lookbook, it has products, and each can be focused by name and price. */
export async function firstPage({ page }) {
  expect((await page.locator(ELEMENT).count()) > 0, "a <vitrine-lookbook> on the page", "none");
  const { products, count } = await waitForPage(page, 0);
  for (const { id, title, price, area } of products) {
    expect(area.width > 0 && area.height > 0, `a place on the page for ${id}`, "none");
    const link = links(page).filter({ hasText: title }).first();
    const name = (await link.count()) > 0 ? await accessibleName(link) : "no element";
    expect(
      name.includes(title) && plain(name).includes(plain(price)),
      `an element named '${title}' with the price ${price}`,
      `'${name}'`,
    );
    await link.focus();
    const focused = await link.evaluate(
      (element) => element.getRootNode().activeElement === element,
    );
    expect(focused, `the focus on '${title}'`, "it elsewhere");
  }
  return `${products.length} products on the first of ${count} pages`;
}

/** Browsers and formatters differ in their spaces. */
const plain = (text) => text.replace(/\s+/g, " ");

const accessibleName = (link) =>
  link.evaluate((element) => element.getAttribute("aria-label") ?? element.textContent ?? "");

/** Step: by key, by button and back; no product or reason repeats from one page to the next. */
export async function turn({ page }) {
  let before = await waitForPage(page, 0);
  expect(before.count >= 2, "at least two pages, to turn", `${before.count}`);
  const last = Math.min(before.count - 1, 3);
  for (let index = 1; index <= last; index += 1) {
    if (index % 2 === 1) {
      await page.locator(ELEMENT).first().locator("[part~=frame]").focus();
      await page.keyboard.press("ArrowRight");
    } else {
      await page.locator(ELEMENT).first().locator("[part~=next]").click();
    }
    const now = await waitForPage(page, index);
    const repeated = now.products.filter(({ id }) => before.products.some((old) => old.id === id));
    expect(repeated.length === 0, "no product twice in a row", repeated.map(({ id }) => id).join());
    const reasons = now.products
      .map(({ reason }) => reason)
      .filter((reason) => before.products.some((old) => old.reason === reason));
    expect(reasons.length === 0, "no reason twice in a row", `'${reasons.join("', '")}'`);
    before = now;
  }
  await page.keyboard.press("Home");
  await waitForPage(page, 0);
  return `${last + 1} pages without a repeated product or reason`;
}

/** Step: a product's spot opens it; the walk stays. */
export async function openProduct({ page }) {
  const { products } = await waitForPage(page, 0);
  const opened = page.evaluate(
    (name) =>
      new Promise((resolve) => {
        document.addEventListener(
          "vitrine-open",
          (event) => {
            event.preventDefault();
            resolve(event.detail.product.id);
          },
          { once: true, capture: true },
        );
        setTimeout(() => resolve(`no event from ${name}`), 5000);
      }),
    ELEMENT,
  );
  await links(page).first().click();
  const id = await opened;
  expect(
    products.some((product) => product.id === id),
    `vitrine-open for one of ${products.map((product) => product.id).join(", ")}`,
    id,
  );
  return `opened ${id}`;
}

/** Step: 'not for me' takes the product away for good, and leaves the others of its page where they are. */
export async function notForMe({ page }) {
  await page.locator(ELEMENT).first().locator("[part~=frame]").focus();
  await page.keyboard.press("Home");
  let before = await waitForPage(page, 0);
  while (before.products.length < 3 && before.index + 1 < before.count) {
    await page.keyboard.press("ArrowRight");
    before = await waitForPage(page, before.index + 1);
  }
  const [{ id, title }] = before.products;
  const button = page
    .locator(ELEMENT)
    .first()
    .locator(`[part~=not-for-me][aria-label$=${JSON.stringify(`: ${title}`)}]`);
  await button.focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(
    ([name, gone]) => {
      const regions = document.querySelector(name)?.regions ?? [];
      return regions.length > 0 && regions.every(({ product }) => product.id !== gone);
    },
    [ELEMENT, id],
    { timeout: PAGE_TIMEOUT_MS },
  );
  const { products } = await readLookbook(page);
  const others = (of) => of.slice(1).map((product) => `${product.title}: ${product.reason}`);
  expect(
    others(products).join() === others(before.products).join(),
    `'${others(before.products).join("', '")}' to stay`,
    `'${others(products).join("', '")}'`,
  );
  return `'${title}' is gone, ${products.length - 1} others stayed`;
}
