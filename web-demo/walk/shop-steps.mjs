// SPDX-License-Identifier: Apache-2.0
// The walk through the demo shop.
import { createRequire } from "node:module";
import { DESKTOP, PHONE, visit } from "./browser.mjs";
import { expect } from "./expect.mjs";
import { readLookbook, waitForPage } from "./lookbook-steps.mjs";
import { SCREENS } from "./screens.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const CARD = "[data-testid=product-card]";
const VIEWS = 5;

/** Step: the shop's front shows products, and asks before it remembers anything. */
export async function grid({ page, url }) {
  await page.goto(url);
  await page.locator(CARD).first().waitFor();
  const count = await page.locator(CARD).count();
  await page.getByTestId("consent-no").click();
  await page.getByTestId("consent").waitFor({ state: "hidden" });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(!wide, "nothing wider than the window", "a horizontal scroll bar");
  return `${count} products`;
}

/** Opens `count` products of the department that the first card belongs to. */
async function browse(page, count) {
  await page.locator(CARD).first().click();
  await page.getByTestId("product").waitFor();
  const opened = [await page.getByTestId("product").getAttribute("data-product")];
  await page.locator(".trail a").first().click();
  const ids = await page
    .locator(CARD)
    .evaluateAll((cards) => cards.map((card) => card.dataset.product));
  for (const id of ids.filter((each) => !opened.includes(each)).slice(0, count - 1)) {
    await page.locator(`${CARD}[data-product="${id}"]`).first().click();
    await page.locator(`[data-testid=product][data-product="${id}"]`).waitFor();
    opened.push(id);
    await page.goBack();
    await page.locator(CARD).first().waitFor();
  }
  return opened;
}

/** Step: the shopper opens some products of one department. */
export async function product({ page }) {
  const opened = await browse(page, VIEWS);
  return `opened ${opened.join(", ")}`;
}

export async function openLookbook({ page }) {
  await page.getByTestId("open-lookbook").click();
  const { products } = await waitForPage(page, 0);
  return `starts with '${products[0].title}'`;
}

/** Step: each product of the open page says why it is there. */
export async function why({ page }) {
  const { products } = await readLookbook(page);
  const answers = page.getByTestId("pick").getByTestId("why");
  expect(
    (await answers.count()) === products.length,
    `${products.length} answers`,
    await answers.count(),
  );
  await answers.first().locator("summary").click();
  const text = (await answers.first().innerText()).trim();
  expect(
    text.startsWith(products[0].reason),
    `an answer with '${products[0].reason}'`,
    `'${text}'`,
  );
  return text.replace(/\s+/g, " ");
}

/** Step: a new price is on the open page at once, and the old one nowhere. */
export async function priceChange({ page }) {
  const { products } = await readLookbook(page);
  const [{ id, title, price: before }] = products;
  await page.getByTestId("open-desk").click();
  await page.locator("#desk-product").selectOption(id);
  await page.locator("#desk-price").fill("1234.5");
  await page.getByTestId("desk-apply").click();
  await page.getByTestId("desk-said").filter({ hasText: title }).waitFor();
  await page.getByTestId("desk-close").click();
  await page.waitForFunction(
    (changed) =>
      document
        .querySelector("vitrine-lookbook")
        ?.regions.some(
          (region) => region.product.id === changed && region.product.price.amount === 1234.5,
        ),
    id,
  );
  const { price } = (await readLookbook(page)).products.find((each) => each.id === id);
  const beside = await page.locator(`[data-testid=pick][data-product="${id}"]`).innerText();
  expect(
    /1.?234[.,]50/.test(beside) && !beside.includes(before),
    `${price} and no ${before} beside the page`,
    `'${beside}'`,
  );
  const link = page
    .locator("vitrine-lookbook [part~=link]:visible")
    .filter({ hasText: title })
    .first();
  const name = (await link.innerText().catch(() => "")) || (await link.textContent());
  expect(/1.?234[.,]50/.test(name), `the new price ${price} on '${title}'`, `'${name}'`);
  return `'${title}' costs ${price}`;
}

/** Step: starting over forgets what was learnt: the lookbook is that of somebody who was never here. */
export async function startOver(walk) {
  const { page } = walk;
  await page.getByTestId("reset").click();
  await page.getByTestId("edition").getByText("Edition 1", { exact: true }).waitFor();
  const stranger = await straightToTheLookbook(walk, async (other) => idsOf(await other));
  await page.waitForFunction(
    (ids) => {
      const regions = document.querySelector("vitrine-lookbook")?.regions ?? [];
      return JSON.stringify(regions.map(({ product }) => product.id)) === ids;
    },
    JSON.stringify(stranger),
    { timeout: 10_000 },
  );
  return `the first page shows ${stranger.join(", ")}, as to a stranger`;
}

const idsOf = ({ products }) => products.map(({ id }) => id);

/** What `look` makes of the first page for a visitor who comes by its address, without a click. */
function straightToTheLookbook(walk, look) {
  return inVisit(walk, DESKTOP, async (page) => {
    await page.goto(`${walk.url}#/lookbook`);
    return look(waitForPage(page, 0), page);
  });
}

/** A visit of its own, whose trace is kept where `look` fails. */
export async function inVisit(walk, options, look) {
  const page = await visit(walk.browser, walk.time, walk.complaints, options);
  try {
    return await look(page);
  } catch (error) {
    await walk.keepTrace(page);
    throw error;
  } finally {
    await page.context().close();
  }
}

/** A visit of its own, from the front to the lookbook. */
function another(walk, options, look) {
  return inVisit(walk, options, async (page) => {
    await page.goto(walk.url);
    await page.locator(CARD).first().waitFor();
    await page.getByTestId("consent-no").click();
    await browse(page, 3);
    await page.getByTestId("open-lookbook").click();
    await waitForPage(page, 0);
    return look(page);
  });
}

/** Step: on a phone everything fits, and a swipe turns the page. */
export function phone(walk) {
  return another(walk, PHONE, async (page) => {
    await walk.photograph(page, "phone-lookbook");
    await fits(page);
    await swipe(page);
    await waitForPage(page, 1);
    await walk.photograph(page, "phone-second-page");
    await page.goto(walk.url);
    await page.locator(CARD).first().waitFor();
    await fits(page);
    await walk.photograph(page, "phone-shop");
    return "fits, and turns by a swipe";
  });
}

/** The window itself grows with what is too wide for it, so it is held to the phone. */
async function fits(page) {
  const { width } = PHONE.viewport;
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide <= width, `nothing wider than ${width} px`, `${wide} px`);
}

/** A finger from right to left over the lookbook's middle. */
async function swipe(page) {
  const box = await page.locator("vitrine-lookbook").boundingBox();
  const y = box.y + Math.min(box.height, 600) / 2;
  const session = await page.context().newCDPSession(page);
  const touch = (type, x) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: type === "touchEnd" ? [] : [{ x, y }],
    });
  await touch("touchStart", box.x + box.width * 0.8);
  for (let step = 1; step <= 8; step += 1) {
    await touch("touchMove", box.x + box.width * (0.8 - 0.075 * step));
  }
  await touch("touchEnd");
}

/** Step: dark surroundings get dark pages. */
export function dark(walk) {
  return another(walk, { ...DESKTOP, colorScheme: "dark" }, async (page) => {
    await walk.photograph(page, "dark-lookbook");
    const light = await page.evaluate(() => {
      const [, r, g, b] = /(\d+), (\d+), (\d+)/.exec(
        getComputedStyle(document.body).backgroundColor,
      );
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    });
    expect(light < 100, "a dark page", `a background of lightness ${Math.round(light)} of 255`);
    return "dark";
  });
}

/** Step: nothing that axe calls serious or critical, on any screen. */
export async function accessibility(walk) {
  const found = [];
  for (const { name, place, ready } of SCREENS) {
    await inVisit(walk, DESKTOP, async (page) => {
      await page.goto(new URL(place, walk.url).href);
      await ready(page);
      // Through the protocol: the page's own policy lets no foreign script in.
      await page.evaluate(await axeSource());
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      found.push(
        ...violations
          .filter(({ impact }) => impact === "serious" || impact === "critical")
          .map(({ id, nodes }) => `${name} ${id}: ${nodes[0].html}`),
      );
    });
  }
  expect(found.length === 0, "no serious violations", found.join("\n"));
  return `no serious violations on ${SCREENS.length} screens`;
}

async function axeSource() {
  const { readFile } = await import("node:fs/promises");
  return readFile(AXE, "utf8");
}

/** Step: nothing jumps while the lookbook comes. */
export async function layoutShift(walk) {
  // Shifts just after a click do not count, so nobody clicks.
  return straightToTheLookbook(walk, async (opened, page) => {
    await opened;
    const shift = await page.evaluate(
      () =>
        new Promise((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) {
              sum += entry.hadRecentInput ? 0 : entry.value;
            }
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => resolve(sum), 500);
        }),
    );
    expect(shift === 0, "no layout shift", shift.toFixed(4));
    return "nothing moved";
  });
}
