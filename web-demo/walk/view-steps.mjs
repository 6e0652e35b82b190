// SPDX-License-Identifier: Apache-2.0
// The walk through what else the shop has: cards, bag and checkout, somebody else's eyes, other languages, and what
// stands behind the shop. Each step is a visit of its own.
import { DESKTOP } from "./browser.mjs";
import { expect } from "./expect.mjs";
import { readLookbook, waitForPage } from "./lookbook-steps.mjs";
import { inVisit } from "./shop-steps.mjs";

const LONG = { timeout: 60_000 };

/** A visit that begins at `place` with a no to the question for consent. */
function at(walk, place, look) {
  return inVisit(walk, DESKTOP, async (page) => {
    await page.goto(new URL(place, walk.url).href);
    await page.getByTestId("consent-no").click();
    return look(page);
  });
}

const inLookbook = (walk, look) =>
  at(walk, "#/lookbook", async (page) => look(page, await waitForPage(page, 0)));

const idsOf = ({ products }) => products.map(({ id }) => id).join();

/** The open page, once it is none of `before`. */
async function anotherPage(page, before) {
  await page.waitForFunction((known) => {
    const regions = document.querySelector("vitrine-lookbook")?.regions ?? [];
    return regions.length > 0 && !known.includes(regions.map(({ product }) => product.id).join());
  }, before.map(idsOf));
  return readLookbook(page);
}

/** Step: the shopper is asked for each use by itself, and a yes can be taken back. */
export function consent(walk) {
  return inVisit(walk, DESKTOP, async (page) => {
    await page.goto(new URL("#/lookbook", walk.url).href);
    await waitForPage(page, 0);
    await page.getByTestId("consent-choose").click();
    const use = (name) => page.getByTestId("consent-uses").getByLabel(name, { exact: true });
    const asked = await page.getByTestId("consent-uses").getByRole("checkbox").count();
    expect(asked === 3, "three uses, each with an answer of its own", `${asked}`);
    expect(!(await use("Measure").isChecked()), "no measuring without a yes", "one agreed to");
    await use("Measure").check();
    await page.getByTestId("consent-save").click();
    await page.getByTestId("consent").waitFor({ state: "hidden" });
    await page.getByTestId("privacy").click();
    expect(await use("Measure").isChecked(), "the answer, as it was given", "another one");
    await use("Measure").uncheck();
    await page.getByTestId("consent-save").click();
    const said = await page.evaluate(() => globalThis.dataLayer.findLast(({ 0: a }) => a)[2]);
    expect(said.analytics_storage === "denied", "a denial in the data layer", JSON.stringify(said));
    const kept = await page.evaluate(async () => ({
      databases: (await indexedDB.databases()).map(({ name }) => name),
      keys: Object.keys(localStorage),
    }));
    expect(
      kept.databases.length === 0 && kept.keys.every((key) => !/visit|profile/.test(key)),
      "nothing kept of the visit without a yes to remembering",
      JSON.stringify(kept),
    );
    return "asked for each of three uses, and a yes was taken back";
  });
}

/** Step: a product's card says what it costs and why it is there, shows its like, and puts it in the bag. */
export function card(walk) {
  return inLookbook(walk, async (page, { products: [{ title, price, reason }] }) => {
    const book = page.locator("vitrine-lookbook");
    await book.locator("[part~=link]:visible").first().click();
    const dialog = book.getByRole("dialog");
    const text = (await dialog.innerText()).replace(/\s+/g, " ");
    for (const wanted of [title, price, reason]) {
      const plain = wanted.replace(/\s+/g, " ");
      expect(text.includes(plain), `'${plain}' on the card`, `'${text}'`);
    }
    await walk.photograph(page, "card");
    await dialog.getByRole("button", { name: "Add to bag" }).click();
    await page.getByTestId("bag-link").getByText("1 in your bag").waitFor();
    await dialog.getByRole("button", { name: "More like this" }).click();
    await dialog.locator("[part~=card-similar]").first().waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    return `'${title}' for ${price}: ${reason}`;
  });
}

/** Step: what is in the bag can be ordered, and no order is one. */
export function order(walk) {
  return at(walk, "#/", async (page) => {
    await page.locator("[data-testid=product-card]").first().click();
    await page.getByTestId("add-to-bag").click();
    await page.getByTestId("open-bag").click();
    const total = await page.getByTestId("total").innerText();
    await page.getByTestId("checkout").click();
    await page.getByTestId("order").click();
    const wrong = await page.locator("[aria-invalid=true]").count();
    expect(wrong > 0, "an empty form refused", "it taken");
    await page.getByTestId("fill").click();
    await page.getByTestId("order").click();
    await page.getByTestId("thanks").waitFor();
    const thanks = await page.getByTestId("thanks").innerText();
    expect(thanks.includes(total), `${total} on the receipt`, `'${thanks}'`);
    await walk.photograph(page, "order");
    return `ordered for ${total}, pretended`;
  });
}

/** Step: whoever is played gets pages of their own, and leaves none behind. */
export function personas(walk) {
  return inLookbook(walk, async (page, own) => {
    const seen = [own];
    for (const choice of await page.locator("button.persona").all()) {
      await choice.click();
      // Pages that nobody has seen before.
      seen.push(await anotherPage(page, seen));
    }
    expect(seen.length === 4, "three to play", `${seen.length - 1}`);
    await walk.photograph(page, "personas");
    await page.getByTestId("persona-back").click();
    const back = await anotherPage(page, seen.slice(1));
    expect(idsOf(back) === idsOf(own), "the shopper's own pages again", idsOf(back));
    return "three others saw three other lookbooks";
  });
}

/** Step: shop and lookbook speak the languages that they offer, one of them from right to left. */
export function languages(walk) {
  return inLookbook(walk, async (page) => {
    for (const [tag, direction] of [
      ["de", "ltr"],
      ["ar", "rtl"],
    ]) {
      await page.getByTestId(`language-${tag}`).click();
      await page.locator(`html[lang=${tag}][dir=${direction}]`).waitFor({ state: "attached" });
      await waitForPage(page, 0);
      const { width } = page.viewportSize();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide <= width, `nothing wider than ${width} px in '${tag}'`, `${wide} px`);
      await page.evaluate(() => scrollTo(0, 0));
      await walk.photograph(page, `languages-${tag}`);
    }
    return "German, and Arabic from right to left";
  });
}

/** Step: the merchants' pictures come to one look, and the edge between before and after moves. */
export function oneLook(walk) {
  return at(walk, "#/one-look", async (page) => {
    const merchants = page.getByTestId("merchant");
    await page.getByTestId("tile").first().waitFor();
    const [count, tiles] = [await merchants.count(), await page.getByTestId("tile").count()];
    expect(count >= 3, "several merchants", `${count}`);
    await page.getByTestId("progress").getByText(`${tiles} of ${tiles}`).waitFor(LONG);
    await page.getByTestId("split").focus();
    const split = () =>
      page
        .getByTestId("split")
        .evaluate((input) => input.parentElement.style.getPropertyValue("--split"));
    const before = await split();
    await page.keyboard.press("ArrowRight");
    expect((await split()) !== before, "the edge to move by key", `it at ${before}`);
    await page.getByTestId("one-look").click();
    await walk.photograph(page, "one-look");
    return `${tiles} pictures of ${count} merchants`;
  });
}

/** The colour near a canvas's first pixel, 0 .. 255 each. */
export const cornerOf = (picture) =>
  picture.evaluate((canvas) => {
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d");
    copy.drawImage(canvas, 0, 0);
    return [...copy.getImageData(2, 2, 1, 1).data.slice(0, 3)];
  });

/** Step: the previewed pages follow a rule while it is written, and the pictures the house style. */
export function campaign(walk) {
  return at(walk, "#/campaigns", async (page) => {
    const drawn = () => page.locator(".pages-preview[aria-busy=false]").waitFor(LONG);
    const styled = () => page.locator(".style-preview[aria-busy=false]").waitFor(LONG);
    await drawn();
    await page.getByTestId("add-rule").click();
    const rule = page.getByTestId("rule");
    await rule.getByLabel("What it does", { exact: true }).selectOption("only");
    await rule.getByLabel("By", { exact: true }).selectOption("category");
    const which = rule.getByLabel("Which", { exact: true });
    const category = await which.locator("option:not([value=''])").last().getAttribute("value");
    await which.selectOption(category);
    await drawn();
    const others = await page.evaluate(async (wanted) => {
      const feed = await (await fetch("catalogue/feed.json")).json();
      const pages = [...document.querySelectorAll("[data-testid=preview-page]")];
      const ids = pages.flatMap(({ dataset }) => dataset.products.split(" ").filter(Boolean));
      const kindOf = (id) => feed.find((each) => each.id === id).product_type;
      return ids.map(kindOf).filter((kind) => !kind.split(" > ").includes(wanted));
    }, category);
    expect(others.length === 0, `pages of '${category}' alone`, `'${others.join("', '")}'`);
    await styled();
    await page.getByTestId("backdrop-top").fill("#204060");
    await styled();
    const top = await cornerOf(page.getByTestId("style-picture").first());
    const off = Math.max(...[0x20, 0x40, 0x60].map((wanted, i) => Math.abs(top[i] - wanted)));
    expect(off <= 4, "a backdrop of 32, 64, 96", top.join());
    await page.getByTestId("campaign-start").fill("2026-06-02T10:00");
    await page.getByTestId("publish").click();
    const state = await page.getByTestId("campaign-state").getAttribute("data-state");
    expect(state === "waiting", "a campaign that waits for its start", `'${state}'`);
    await walk.photograph(page, "campaign");
    return `pages of ${category} alone, from tomorrow`;
  });
}

/** Step: a simulated crowd fills the report, which finds the effect that was put in. */
export function measurement(walk) {
  return at(walk, "#/measurement", async (page) => {
    const set = (label, value) => page.getByLabel(label, { exact: true }).fill(value);
    await set("What the lookbook truly does to orders", "0.5");
    await set("Visitors", "12000");
    await page.getByTestId("run").click();
    const report = page.getByTestId("report");
    await report.waitFor(LONG);
    const heading = report.getByRole("heading", { name: /^Orders per visitor: up by/ });
    await heading.waitFor();
    const plots = await report.getByRole("img").count();
    expect(plots === 2, "two plots", `${plots}`);
    await walk.photograph(page, "measurement");
    return heading.innerText();
  });
}

/** Step: the panel says what the lookbook costs here and now. */
export function performancePanel(walk) {
  return inLookbook(walk, async (page) => {
    await page.getByTestId("open-performance").click();
    const panel = page.getByTestId("performance");
    await panel.getByRole("row", { name: /^page / }).waitFor();
    await page.waitForFunction(() => {
      const { figures } = document.querySelector("[data-testid=performance]").dataset;
      return figures && JSON.parse(figures).firstPageMs !== undefined;
    });
    const { firstPageMs, files } = JSON.parse(await panel.getAttribute("data-figures"));
    expect(firstPageMs > 0 && files.length > 0, "a time and files", `${firstPageMs}`);
    await walk.photograph(page, "performance");
    await page.getByTestId("performance-close").click();
    await panel.waitFor({ state: "detached" });
    return `the first page after ${Math.round(firstPageMs)} ms`;
  });
}
