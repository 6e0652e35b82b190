// SPDX-License-Identifier: Apache-2.0
// Every screen of the demo shop, and how a visitor who was never there comes to it.
import { waitForPage } from "./lookbook-steps.mjs";

/**
 * @typedef {object} Screen
 * @property {string} name Of its files.
 * @property {string} place Its address in the shop.
 * @property {(page: import("playwright-core").Page) => Promise<unknown>} ready Resolves once it is as it stays.
 * @property {string[]} [masks] Selectors of what differs from one visit to the next.
 */

const LONG = { timeout: 60_000 };

const refuse = (page) => page.getByTestId("consent-no").click();

async function product(page) {
  await refuse(page);
  await page.getByTestId("product-card").first().click();
  await page.getByTestId("product").waitFor();
}

async function bag(page) {
  await product(page);
  await page.getByTestId("add-to-bag").click();
  await page.getByTestId("open-bag").click();
  await page.getByTestId("bag-line").waitFor();
}

async function checkout(page) {
  await bag(page);
  await page.getByTestId("checkout").click();
  await page.getByTestId("order").waitFor();
}

async function speak(page, tag) {
  await refuse(page);
  await page.getByTestId(`language-${tag}`).click();
  await page.locator(`html[lang=${tag}]`).waitFor();
  await waitForPage(page, 0);
  // The languages are at the foot of the page.
  await page.evaluate(() => scrollTo(0, 0));
}

/** @type {readonly Screen[]} */
export const SCREENS = [
  // Its cover is a lookbook as well.
  { name: "front", place: "#/", ready: (page) => waitForPage(page, 0) },
  { name: "lookbook", place: "#/lookbook", ready: (page) => waitForPage(page, 0) },
  {
    name: "card",
    place: "#/lookbook",
    async ready(page) {
      await refuse(page);
      await waitForPage(page, 0);
      const book = page.locator("vitrine-lookbook");
      await book.locator("[part~=link]:visible").first().click();
      await book.locator("[part~=card-about]").waitFor();
    },
  },
  {
    name: "consent",
    place: "#/lookbook",
    async ready(page) {
      await waitForPage(page, 0);
      await page.getByTestId("consent-choose").click();
      await page.getByTestId("consent-uses").waitFor();
    },
  },
  { name: "product", place: "#/", ready: product },
  { name: "bag", place: "#/", ready: bag },
  { name: "checkout", place: "#/", ready: checkout },
  {
    name: "thanks",
    place: "#/",
    async ready(page) {
      await checkout(page);
      await page.getByTestId("fill").click();
      await page.getByTestId("order").click();
      await page.getByTestId("thanks").waitFor();
    },
    masks: ["[data-testid=thanks] .note .price"],
  },
  {
    name: "one-look",
    place: "#/one-look",
    async ready(page) {
      await refuse(page);
      await page.getByTestId("tile").first().waitFor();
      const count = await page.getByTestId("tile").count();
      await page.getByTestId("progress").getByText(`${count} of ${count}`).waitFor(LONG);
    },
  },
  {
    name: "campaigns",
    place: "#/campaigns",
    async ready(page) {
      await refuse(page);
      await page.locator(".pages-preview[aria-busy=false]").waitFor(LONG);
      await page.locator(".style-preview[aria-busy=false]").waitFor(LONG);
    },
  },
  {
    name: "measurement",
    place: "#/measurement",
    async ready(page) {
      await refuse(page);
      await page.getByTestId("run").click();
      await page.getByTestId("report").waitFor(LONG);
      await page.getByTestId("report").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "performance",
    place: "#/lookbook",
    async ready(page) {
      await refuse(page);
      await waitForPage(page, 0);
      await page.getByTestId("open-performance").click();
      await page.evaluate(() => scrollTo(0, 0));
      await page
        .getByTestId("performance")
        .getByRole("row", { name: /^page / })
        .waitFor();
    },
    masks: [".performance .figures"],
  },
  { name: "german", place: "#/lookbook", ready: (page) => speak(page, "de") },
  { name: "arabic", place: "#/lookbook", ready: (page) => speak(page, "ar") },
];
