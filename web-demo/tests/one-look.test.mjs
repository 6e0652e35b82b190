// SPDX-License-Identifier: Apache-2.0
// Pictures of six merchants, brought to one look in the browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openShop } from "./browser.mjs";

let shop;
before(async () => {
  shop = await openShop();
});
after(() => shop?.close());

/** The mean colour of a canvas's top edge, 0 .. 255 each. */
const topOf = (canvas) =>
  canvas.evaluate(async (element) => {
    const copy = new OffscreenCanvas(element.width, element.height).getContext("2d");
    copy.drawImage(element, 0, 0);
    const { data } = copy.getImageData(0, 0, element.width, 4);
    const sums = [0, 0, 0];
    for (let i = 0; i < data.length; i += 4) {
      for (const channel of [0, 1, 2]) {
        sums[channel] += data[i + channel];
      }
    }
    return sums.map((sum) => (4 * sum) / data.length);
  });

test("all merchants turn into one look at once, and what is shown whole is said", async () => {
  const { page, goTo, ready, context, troubles } = await shop.shopper();
  await goTo("#/one-look");
  await ready();
  const tiles = page.getByTestId("tile");
  const count = await tiles.count();
  assert.equal(await page.getByTestId("merchant").count(), 6);
  await page
    .getByTestId("progress")
    .getByText(`${count} of ${count} are done`)
    .waitFor({ timeout: 60_000 });
  const visible = () =>
    tiles.evaluateAll((all) =>
      all.map((tile) => getComputedStyle(tile.querySelector("canvas")).opacity === "1"),
    );
  assert.ok(
    (await visible()).every((shown) => !shown),
    "something turned before it was asked to",
  );
  await page.getByTestId("one-look").click();
  assert.ok((await visible()).every(Boolean), "something did not turn");
  const whole = await tiles
    .locator(".whole")
    .evaluateAll((notes) => notes.map((note) => note.textContent !== ""));
  const cut = whole.flatMap((isWhole, i) => (isWhole ? [] : [i]));
  assert.ok(cut.length >= 12, `${cut.length} of ${count} were cut out`);
  assert.ok(cut.length < count, "nothing is shown whole, so the notice was not seen");
  // The backdrop is the shop's, whoever took the picture.
  for (const i of cut) {
    const [red, green, blue] = await topOf(tiles.nth(i).locator("canvas"));
    const off = Math.max(Math.abs(red - 239), Math.abs(green - 233), Math.abs(blue - 223));
    assert.ok(off <= 3, `picture ${i} begins with ${[red, green, blue].map(Math.round)}`);
  }
  await tiles.nth(whole.indexOf(true)).click();
  await page.getByTestId("verdict").getByText("Shown whole").waitFor();
  await tiles.nth(cut[0]).click();
  await page.getByTestId("verdict").getByText("Cut out").waitFor();
  assert.deepEqual(troubles, []);
  await context.close();
});

test("the edge between before and after moves by key, and says where it is", async () => {
  for (const tag of ["en", "ar"]) {
    const { page, goTo, ready, context } = await shop.shopper();
    await goTo("");
    await ready();
    await page.getByTestId(`language-${tag}`).click();
    await page.locator(`.languages [lang=${tag}][aria-pressed=true]`).waitFor();
    await goTo("#/one-look");
    const slider = page.getByTestId("split");
    await slider.waitFor();
    const split = () =>
      slider.evaluate((input) => input.parentElement.style.getPropertyValue("--split"));
    assert.equal(await split(), "50%");
    await slider.focus();
    // In either direction of writing the key goes where its arrow points.
    await page.keyboard.press("ArrowRight");
    assert.equal(await split(), "51%");
    const said = await slider.getAttribute("aria-valuetext");
    await page.keyboard.press("ArrowLeft");
    assert.notEqual(await slider.getAttribute("aria-valuetext"), said);
    await context.close();
  }
});

test("a studio that cannot be had is said, and the page goes on", async () => {
  const { page, goTo, ready, context } = await shop.shopper();
  await page.route("**/studio*.wasm", (route) => route.abort());
  await goTo("#/one-look");
  await ready();
  await page.getByTestId("verdict").getByText("could not be made").waitFor();
  assert.equal(await page.getByTestId("one-look").isEnabled(), true);
  await context.close();
});

test("the pictures wear a campaign's style only while it runs", async () => {
  const { page, context, goTo } = await shop.shopper();
  const style = { background: { top: "#204060", bottom: "#204060" } };
  const begun = { version: 1, published: true, rules: {}, style };
  for (const [name, campaign, top] of [
    ["a draft", { ...begun, published: false }, [239, 233, 223]],
    ["one that is over", { ...begun, end: "2026-01-01T00:00:00Z" }, [239, 233, 223]],
    ["one that runs", begun, [0x20, 0x40, 0x60]],
  ]) {
    await goTo("");
    await page.evaluate(
      (text) => localStorage.setItem("morrow-and-lind.campaign", text),
      JSON.stringify(campaign),
    );
    await page.reload();
    await goTo("#/one-look");
    const chosen = page.locator("[data-testid=tile][aria-current=true]");
    await chosen.and(page.locator(".made")).waitFor({ timeout: 30_000 });
    const found = await topOf(chosen.locator("canvas"));
    const off = Math.max(...found.map((value, i) => Math.abs(value - top[i])));
    assert.ok(off <= 4, `${name} begins with ${found.map(Math.round)}`);
  }
  await context.close();
});
