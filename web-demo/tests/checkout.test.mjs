// SPDX-License-Identifier: Apache-2.0
// Paying for nothing: what is asked, what is refused, and what is told.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openShop } from "./browser.mjs";

let shop;
before(async () => {
  shop = await openShop();
});
after(() => shop?.close());

/** A shopper at the checkout with two of one product. */
async function atCheckout({ prepare, ...options } = {}) {
  const shopper = await shop.shopper(options);
  const { page, goTo } = shopper;
  await prepare?.(page);
  const product = shop.feed.find(({ availability }) => availability === "in_stock");
  await goTo(`#/product/${product.id}`);
  await page.getByTestId("add-to-bag").click();
  await page.getByTestId("add-to-bag").click();
  await goTo("#/checkout");
  await page.getByTestId("checkout").waitFor();
  return { ...shopper, product };
}

test("a form that is sent empty says what is missing, and goes to the first of it", async () => {
  const { page, context } = await atCheckout();
  await page.getByTestId("order").click();
  const wrong = page.locator("[aria-invalid=true]");
  assert.equal(await wrong.count(), 9);
  const email = page.getByLabel("Email");
  assert.equal(await email.evaluate((input) => input === document.activeElement), true);
  const described = await email.getAttribute("aria-describedby");
  await page.locator(`#${described}`).getByText("Please fill in: Email.").waitFor();
  await page.getByTestId("checkout-said").getByText("9 fields").waitFor();
  const colours = await page.evaluate(() => [
    getComputedStyle(document.querySelector("#checkout-email")).borderBottomColor,
    getComputedStyle(document.querySelector("#email-problem")).color,
  ]);
  assert.equal(colours[0], colours[1], "the line under a field is not marked");
  // What was wrong is mended as it is written.
  await email.fill("nora@example.com");
  assert.equal(await email.getAttribute("aria-invalid"), null);
  await context.close();
});

const REFUSED = [
  { name: "an email without a domain", label: "Email", value: "nora@home", says: /name@example/ },
  { name: "a postcode of elsewhere", label: "Postcode", value: "10117", says: /D02 X285/ },
  {
    name: "a card with a digit wrong",
    label: "Card number",
    value: "4242 4242 4242 4243",
    says: /wrong or missing/,
  },
  { name: "a thirteenth month", label: "Valid until", value: "13/39", says: /month and year/ },
  { name: "a card that has run out", label: "Valid until", value: "01/20", says: /no longer/ },
  { name: "a code of two digits", label: "Security code", value: "12", says: /Three or four/ },
];

test("what cannot be right is refused in words", async () => {
  const { page, context } = await atCheckout();
  for (const { name, label, value, says } of REFUSED) {
    await page.getByTestId("fill").click();
    await page.getByLabel(label, { exact: true }).fill(value);
    await page.getByTestId("order").click();
    const problems = await page.locator(".field .problem:not(:empty)").allTextContents();
    assert.equal(problems.length, 1, `${name}: ${problems}`);
    assert.match(problems[0], says, name);
  }
  assert.equal(await page.getByTestId("checkout").isVisible(), true);
  await context.close();
});

test("browsers know what each field is for, and phones which keys it needs", async () => {
  const { page, context } = await atCheckout();
  const fields = await page
    .locator(".checkout-fields :is(input, select)")
    .evaluateAll((all) => all.map((each) => [each.name, each.autocomplete, each.inputMode]));
  assert.deepEqual(
    fields.filter(([, autocomplete]) => !autocomplete),
    [],
  );
  assert.deepEqual(fields.find(([name]) => name === "card").slice(1), ["cc-number", "numeric"]);
  assert.deepEqual(fields.find(([name]) => name === "email").slice(1), ["email", "email"]);
  await context.close();
});

test("an order is told once, thanked for, sent to nobody, and empties the bag", async () => {
  const { page, context, product, troubles } = await atCheckout();
  const sent = [];
  page.on("request", (request) => sent.push(request));
  await page.getByTestId("fill").click();
  await page.getByTestId("order").click();
  await page.getByTestId("thanks").getByText("this was a pretended order").waitFor();
  await page.getByTestId("thanks").getByText(product.title).waitFor();
  await page.waitForFunction(() => globalThis.dataLayer.some(({ event }) => event === "purchase"));
  const purchases = await page.evaluate(() =>
    globalThis.dataLayer.filter(({ event }) => event === "purchase"),
  );
  assert.equal(purchases.length, 1);
  const { transaction_id, value, items } = purchases[0].ecommerce;
  await page.getByTestId("thanks").getByText(transaction_id).waitFor();
  assert.equal(value, 2 * Number.parseFloat(product.price));
  assert.deepEqual(
    items.map(({ item_id, quantity }) => [item_id, quantity]),
    [[product.id, 2]],
  );
  assert.deepEqual(
    sent.filter((request) => request.method() !== "GET"),
    [],
  );
  const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
  assert.doesNotMatch(kept, /4242|Nora/);
  await page.getByTestId("open-bag").click();
  await page.getByText("Your bag is empty").waitFor();
  assert.deepEqual(troubles, []);
  await context.close();
});

test("in Arabic the checkout reads from the right, and numbers stay as they are written", async () => {
  const { page, context } = await atCheckout({ viewport: { width: 390, height: 844 } });
  await page.getByTestId("consent-no").click();
  await page.getByTestId("language-ar").click();
  await page.getByRole("heading", { level: 1, name: "الدفع" }).waitFor();
  const card = page.locator("#checkout-card");
  assert.equal(await card.evaluate((input) => getComputedStyle(input).direction), "ltr");
  const label = await page.locator("label[for=checkout-card]").boundingBox();
  assert.ok(label.x + label.width > 300, "the label does not stand on the right");
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
  await context.close();
});

/** Has the check of an order wait for `globalThis.answered`, as for a service. */
async function slowCheck(page) {
  await page.route("**/assets/view-*.js", async (route) => {
    const response = await route.fetch();
    const script = await response.text();
    const body = script.replace("return{decision:", "await globalThis.answered;return{decision:");
    await route.fulfill({ response, body });
  });
  await page.addInitScript(() => {
    globalThis.answered = new Promise((resolve) => {
      globalThis.answer = resolve;
    });
  });
}

/** What the data layer was told of orders. */
const purchases = (page) =>
  page.evaluate(() => globalThis.dataLayer.filter(({ event }) => event === "purchase").length);

test("an order whose price changes while it is checked is not placed, and that is said", async () => {
  const { page, context, product } = await atCheckout({ prepare: slowCheck });
  await page.getByTestId("fill").click();
  await page.getByTestId("order").click();
  await page.getByTestId("order").getByText("One moment").waitFor();
  await page.getByTestId("open-desk").click();
  await page.getByTestId("desk").getByLabel("Product").selectOption(product.id);
  await page
    .getByTestId("desk")
    .getByLabel(/^Price/)
    .fill("1234.5");
  await page.getByTestId("desk-apply").click();
  await page.getByTestId("desk-close").click();
  await page.evaluate(() => globalThis.answer());
  await page.getByTestId("checkout-said").getByText("has changed meanwhile").waitFor();
  assert.equal(await purchases(page), 0);
  await page.getByTestId("order").click();
  await page.getByTestId("thanks").waitFor();
  const prices = page.getByTestId("thanks").locator(".summary .price");
  assert.deepEqual(await prices.allTextContents(), ["2 × €1,234.50", "€2,469", "€2,469"]);
  await context.close();
});

test("an order that is left while it is checked is not placed", async () => {
  const { page, context, goTo } = await atCheckout({ prepare: slowCheck });
  await page.getByTestId("fill").click();
  await page.getByTestId("order").click();
  await page.getByTestId("order").getByText("One moment").waitFor();
  await goTo("#/bag");
  await page.getByTestId("total").waitFor();
  await page.evaluate(() => globalThis.answer());
  await page.waitForTimeout(200);
  assert.equal(await purchases(page), 0);
  assert.equal(await page.getByTestId("total").isVisible(), true);
  await context.close();
});

test("what describes a field is on the page", async () => {
  const { page, context } = await atCheckout();
  const lost = await page.evaluate(() =>
    [...document.querySelectorAll("[aria-describedby]")].flatMap((element) =>
      element
        .getAttribute("aria-describedby")
        .split(" ")
        .filter((id) => !document.getElementById(id)),
    ),
  );
  assert.deepEqual(lost, []);
  await context.close();
});
