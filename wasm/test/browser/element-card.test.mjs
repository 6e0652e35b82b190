// SPDX-License-Identifier: Apache-2.0
// The card of a product in <vitrine-lookbook>.
/* global book, client, events, part, shown */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bookTests, giveClient, SCREENS } from "../support/element-page.mjs";

const [PHONE, , DESKTOP] = SCREENS;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// Each test has a bag, `bag`.
const onBook = bookTests({ attributes: 'label="Picked for you"' }, (page) =>
  page.evaluate(() => {
    globalThis.bag = [];
    book.addToBag = async ({ id }) => bag.push(id);
  }),
);

const openCard = async (page, index = 0) => {
  await page.getByRole("link").nth(index).click();
  await page.getByRole("dialog").waitFor();
  return page.getByRole("dialog");
};
const told = (page) => page.evaluate(() => events.map(({ name }) => name));

onBook("a card says what it costs and why it is shown", DESKTOP, async (page) => {
  const card = await openCard(page);
  assert.equal(await page.evaluate(() => location.pathname), "/");
  assert.equal(await card.getAttribute("aria-labelledby"), "title");
  assert.equal(await card.getByRole("heading").textContent(), "Vessel no. 0");
  const text = await card.innerText();
  for (const each of ["Atelier", "€20", "Because you looked at lamps", "thrown by hand"]) {
    assert.ok(text.includes(each), `${each} in: ${text}`);
  }
  assert.equal(await card.getByRole("group").count(), 0, "no sizes, no choice");
  assert.equal((await told(page)).at(-1), "card");
});

onBook(
  "a reduced price is told with the regular one",
  { ...DESKTOP, client: { facts: { p0: { regular: 35 } } } },
  async (page) => {
    const card = await openCard(page);
    assert.equal(await card.locator("s").getAttribute("aria-label"), "before €35");
  },
);

onBook("what the feed says runs in its own direction", DESKTOP, async (page) => {
  await page.evaluate(() => {
    book.dir = "rtl";
  });
  await page.waitForFunction(() => client.asked.at(-1).rightToLeft);
  await page.evaluate(() => shown(0));
  await openCard(page);
  for (const selector of [".title", ".brand", ".about"]) {
    const { direction, textAlign } = await page.evaluate((selector) => {
      const { direction, textAlign } = getComputedStyle(part(`.card ${selector}`));
      return { direction, textAlign };
    }, selector);
    assert.deepEqual([selector, direction, textAlign], [selector, "ltr", "right"]);
  }
});

onBook("the shop may show its own card", DESKTOP, async (page) => {
  await page.evaluate(() =>
    book.addEventListener("vitrine-card", (event) => event.preventDefault()),
  );
  await page.getByRole("link").click();
  await page.waitForTimeout(300);
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.equal(await page.evaluate(() => location.pathname), "/");
});

onBook(
  "a size is chosen before it goes into the bag; those sold out cannot be",
  { ...PHONE, client: { facts: { p0: { sizes: ["36", "37", "38"], soldOut: ["37"] } } } },
  async (page) => {
    const card = await openCard(page);
    assert.deepEqual(await card.getByRole("radio").count(), 3);
    assert.ok(await card.getByRole("radio", { name: "37 Sold out" }).isDisabled());
    await card.getByRole("button", { name: "Add to bag" }).click();
    assert.equal(await card.getByRole("status").textContent(), "Please choose a size.");
    assert.equal(await page.evaluate(() => book.shadowRoot.activeElement.type), "radio");
    await card.getByRole("radio", { name: "38" }).check();
    await card.getByRole("button", { name: "Add to bag" }).click();
    await page.waitForFunction(() => globalThis.bag.length === 1);
    assert.deepEqual(await page.evaluate(() => globalThis.bag), ["p0-38"]);
    assert.equal(await card.getByRole("status").textContent(), "It is in your bag.");
  },
);

onBook("a bag that refuses is told, and nothing claims otherwise", DESKTOP, async (page) => {
  await page.evaluate(() => {
    book.addToBag = () => Promise.reject(new Error("the bag is full"));
  });
  const card = await openCard(page);
  await card.getByRole("button", { name: "Add to bag" }).click();
  await page.waitForFunction(() => events.at(-1).name === "error");
  assert.match(await card.getByRole("status").textContent(), /could not be put/);
});

onBook("pressed twice while the shop is busy, it is added once", DESKTOP, async (page) => {
  await page.evaluate(() => {
    book.addToBag = ({ id }) => {
      globalThis.bag.push(id);
      return new Promise((resolve) => {
        globalThis.finish = resolve;
      });
    };
  });
  const card = await openCard(page);
  await card.getByRole("button", { name: "Add to bag" }).dblclick();
  await page.evaluate(() => globalThis.finish());
  assert.deepEqual(await page.evaluate(() => globalThis.bag), ["p0"]);
});

onBook("without a bag there is no such button", DESKTOP, async (page) => {
  await page.evaluate(() => {
    book.addToBag = undefined;
  });
  const card = await openCard(page);
  assert.equal(await card.getByRole("button", { name: "Add to bag" }).count(), 0);
  assert.equal(await card.getByRole("link", { name: "View product" }).count(), 1);
});

onBook(
  "what is sold out is not put into the bag",
  { ...DESKTOP, client: { facts: { p0: { availability: "out_of_stock" } } } },
  async (page) => {
    const card = await openCard(page);
    assert.match(await card.innerText(), /Sold out/);
    assert.equal(await card.getByRole("button", { name: "Add to bag" }).count(), 0);
  },
);

onBook("'more like this' leads from card to card", DESKTOP, async (page) => {
  const card = await openCard(page);
  await card.getByRole("button", { name: "More like this" }).click();
  const list = card.getByRole("list", { name: "More like this" });
  assert.equal(await list.getByRole("listitem").count(), 6);
  assert.equal((await told(page)).at(-1), "more");
  assert.match(
    await page.evaluate(() => book.shadowRoot.activeElement.textContent),
    /Vessel no\. 1/,
  );
  await list.getByRole("button").nth(1).click();
  await card.getByRole("heading", { name: "Vessel no. 2" }).waitFor();
  assert.equal(await page.evaluate(() => book.shadowRoot.activeElement.className), "card");
});

onBook(
  "'more like this' says so where there is nothing",
  { ...DESKTOP, client: { products: 1 } },
  async (page) => {
    const card = await openCard(page);
    await card.getByRole("button", { name: "More like this" }).click();
    assert.equal(await card.getByRole("status").textContent(), "There is nothing else like it.");
  },
);

onBook("'not for me' on the card takes the product away, not the page", DESKTOP, async (page) => {
  await page.evaluate(() => book.goTo(1));
  await page.evaluate(() => shown(1));
  const card = await openCard(page, 1);
  await card.getByRole("button", { name: "Not for me" }).click();
  await page.waitForFunction(() => client.dismissed.length === 1);
  assert.deepEqual(await page.evaluate(() => client.dismissed), ["p7"]);
  await page.evaluate(() => shown(1));
  assert.equal(await page.evaluate(() => book.page), 1);
  assert.equal(await page.getByRole("dialog").count(), 0);
});

onBook("the way to the product is the shop's to keep", DESKTOP, async (page) => {
  await page.evaluate(() =>
    book.addEventListener("vitrine-open", (event) => event.preventDefault(), { once: true }),
  );
  const card = await openCard(page);
  await card.getByRole("link", { name: "View product" }).click();
  assert.equal((await told(page)).at(-1), "open");
  await card.getByRole("link", { name: "View product" }).click();
  await page.waitForURL("**/product/p0");
});

onBook("Escape, the cross and the page beside it close a card", DESKTOP, async (page) => {
  const link = page.getByRole("link").first();
  await openCard(page);
  assert.equal(await page.evaluate(() => part(".stage").inert), true);
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.ok(await link.evaluate((each) => each.getRootNode().activeElement === each));
  await openCard(page);
  await page.getByRole("button", { name: "Close" }).click();
  assert.equal(await page.getByRole("dialog").count(), 0);
  await openCard(page);
  const { left, top } = await page.evaluate(() => part(".scrim").getBoundingClientRect().toJSON());
  const { x } = await page.getByRole("dialog").boundingBox();
  await page.mouse.click(x > left + 40 ? left + 20 : 1300, top + 40);
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.equal(await page.evaluate(() => part(".stage").inert), false);
});

onBook("Escape closes a card from the bar as well", DESKTOP, async (page) => {
  await openCard(page);
  const next = page.getByRole("button", { name: "Next page" });
  await next.focus();
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.ok(await next.evaluate((each) => each.getRootNode().activeElement === each));
});

onBook("what lies under a card cannot be reached, details or not", DESKTOP, async (page) => {
  await page.evaluate(() => {
    client.details = () => new Promise(() => {});
  });
  await openCard(page);
  assert.equal(await page.evaluate(() => part(".stage").inert), true);
});

onBook("keys and fingers on a card turn no page; turning closes it", DESKTOP, async (page) => {
  await openCard(page);
  for (const key of ["ArrowRight", "PageDown", "End"]) {
    await page.keyboard.press(key);
  }
  const { x, y } = await page.getByRole("dialog").boundingBox();
  await page.mouse.move(x + 200, y + 200);
  await page.mouse.down();
  await page.mouse.move(x - 300, y + 200, { steps: 5 });
  await page.mouse.up();
  assert.equal(await page.evaluate(() => book.page), 0);
  await page.getByRole("button", { name: "Next page" }).click();
  await page.evaluate(() => shown(1));
  assert.equal(await page.getByRole("dialog").count(), 0);
});

/** Opens the page again with the card's code under way, until `answer` is called with what comes of it. */
async function reopenWithoutCard(page) {
  let answer;
  const answered = new Promise((resolve) => {
    answer = resolve;
  });
  await page.route("**/element-card.js", async (route) => {
    const status = await answered;
    await (status === 200 ? route.continue() : route.fulfill({ status }));
  });
  await page.reload();
  await giveClient(page);
  return answer;
}

onBook("a card whose code comes late does not open over another page", DESKTOP, async (page) => {
  const answer = await reopenWithoutCard(page);
  await page.getByRole("link").click();
  await page.evaluate(() => book.next());
  await page.evaluate(() => shown(1));
  const loaded = page.waitForResponse("**/element-card.js");
  answer(200);
  await loaded;
  await page.waitForTimeout(300);
  assert.equal(await page.getByRole("dialog").count(), 0);
  await openCard(page, 1);
});

onBook(
  "without the card's code the shopper goes on to the product, unless the shop keeps them",
  DESKTOP,
  async (page, messages) => {
    const answer = await reopenWithoutCard(page);
    answer(404);
    await page.evaluate(() =>
      book.addEventListener("vitrine-open", (event) => event.preventDefault(), { once: true }),
    );
    await page.getByRole("link").click();
    await page.waitForFunction(() => events.at(-1).name === "open");
    assert.deepEqual((await told(page)).slice(-3), ["card", "error", "open"]);
    assert.equal(await page.evaluate(() => location.pathname), "/");
    await page.getByRole("link").click();
    await page.waitForURL("**/product/p0");
    assert.ok(messages.splice(0).every((message) => message.includes("404")));
  },
);

onBook("a card goes back to what was picked, focused or not", DESKTOP, async (page) => {
  // As in Safari, where a click gives no link the focus.
  await page.evaluate(() => part(".leaf:not([inert]) a").click());
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  const className = await page.evaluate(() => book.shadowRoot.activeElement?.className);
  assert.equal(className, "link");
});

onBook("a new price is on the open card at once", DESKTOP, async (page) => {
  const card = await openCard(page);
  const hidden = await page.evaluate(() => {
    client.override("p0", 99);
    return getComputedStyle(part(".card .price")).visibility;
  });
  assert.equal(hidden, "hidden");
  await page.waitForFunction(() => part(".card .price").textContent === "€99");
  assert.ok(await card.isVisible());
});

onBook("a price that changes while the card opens is the one it shows", DESKTOP, async (page) => {
  await page.evaluate(async () => {
    const details = client.details.bind(client);
    client.details = () => new Promise(() => {});
    part(".leaf:not([inert]) a").click();
    await new Promise((resolve) => setTimeout(resolve, 20));
    client.details = details;
    client.override("p0", 99);
  });
  const card = page.getByRole("dialog");
  await card.waitFor();
  assert.equal(await page.evaluate(() => part(".card .price").textContent), "€99");
  await card.getByRole("button", { name: "Add to bag" }).click();
  assert.deepEqual(await page.evaluate(() => globalThis.bag), ["p0"]);
});

onBook(
  "a chosen size stays chosen, and its new price is told",
  { ...DESKTOP, client: { facts: { p0: { sizes: ["36", "37"] } } } },
  async (page) => {
    const card = await openCard(page);
    await card.getByRole("radio", { name: "37" }).check();
    // The price of a size alone, as real feeds have it.
    await page.evaluate(() => {
      client.facts.get("p0").amounts = { 37: 88 };
      client.override("p0-37", 88);
    });
    await page.waitForFunction(() => part(".card .price").textContent === "€88");
    assert.ok(await card.getByRole("radio", { name: "37" }).isChecked());
    await card.getByRole("button", { name: "Add to bag" }).click();
    assert.deepEqual(await page.evaluate(() => globalThis.bag), ["p0-37"]);
    await page.evaluate(() => {
      client.facts.get("p0").soldOut = ["37"];
      client.override("p0-37", 88);
    });
    await card.getByRole("radio", { name: "37 Sold out" }).waitFor();
    assert.equal(await card.getByRole("radio", { checked: true }).count(), 0);
    await card.getByRole("button", { name: "Add to bag" }).click();
    assert.equal(await card.getByRole("status").textContent(), "Please choose a size.");
  },
);

onBook("that it is in the bag stays said when the price changes", DESKTOP, async (page) => {
  const card = await openCard(page);
  await card.getByRole("button", { name: "Add to bag" }).click();
  await card.getByText("It is in your bag.").waitFor();
  await page.evaluate(() => client.override("p0", 99));
  await page.waitForFunction(() => part(".card .price").textContent === "€99");
  assert.equal(await card.getByRole("status").textContent(), "It is in your bag.");
});

onBook(
  "nothing goes into the bag before it is known whether there are sizes",
  { ...DESKTOP, client: { facts: { p0: { sizes: ["36", "37"] } } } },
  async (page) => {
    await page.evaluate(() => {
      const details = client.details.bind(client);
      const known = new Promise((resolve) => {
        globalThis.know = resolve;
      });
      client.details = async (id) => {
        await known;
        return details(id);
      };
    });
    const card = await openCard(page);
    const button = card.getByRole("button", { name: "Add to bag" });
    assert.equal(await button.getAttribute("aria-disabled"), "true");
    await button.click({ force: true });
    assert.deepEqual(await page.evaluate(() => globalThis.bag), []);
    await page.evaluate(() => globalThis.know());
    await card.getByRole("radio", { name: "36" }).check();
    await button.click();
    assert.deepEqual(await page.evaluate(() => globalThis.bag), ["p0-36"]);
  },
);

onBook("a card whose details cannot be had is there without them", DESKTOP, async (page) => {
  await page.evaluate(() => client.fail("WORKER"));
  const card = await openCard(page);
  await page.waitForFunction(() => events.at(-1).name === "error");
  assert.match(await card.innerText(), /Vessel no\. 0/);
  assert.equal(await card.getByRole("button", { name: "More like this" }).count(), 0);
  await card.getByRole("button", { name: "Add to bag" }).click();
  assert.deepEqual(await page.evaluate(() => globalThis.bag), ["p0"]);
});

for (const screen of [PHONE, DESKTOP]) {
  for (const colorScheme of ["light", "dark"]) {
    const options = { ...screen, colorScheme };
    const facts = { p0: { sizes: ["S", "M"], soldOut: ["M"], regular: 30 } };
    const name = `on a ${screen.name} in the ${colorScheme} axe finds nothing on a card`;
    onBook(name, { ...options, client: { facts } }, async (page) => {
      const card = await openCard(page);
      await card.getByRole("button", { name: "More like this" }).click();
      await page.waitForFunction(() => book.shadowRoot.getAnimations().length === 0);
      await page.evaluate(AXE);
      const found = await page.evaluate(async () => {
        const { violations } = await globalThis.axe.run(book);
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
      });
      assert.deepEqual(found, []);
      const box = await card.boundingBox();
      const frame = await page.evaluate(() => part(".frame").getBoundingClientRect().toJSON());
      assert.ok(box.y >= frame.y && box.y + box.height <= frame.y + frame.height + 1);
      assert.ok(box.x >= frame.x && box.x + box.width <= frame.x + frame.width + 1);
    });
  }
}
