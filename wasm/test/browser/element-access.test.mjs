// SPDX-License-Identifier: Apache-2.0
// <vitrine-lookbook> for those who do not see it, or not well: what axe-core finds, and focus rings.
/* global axe, book, client, part, shown */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { launchChromium } from "../../../tools/chromium.mjs";
import { openBook, SCREENS, startBookShop } from "../support/element-page.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
let axeSource;
let browser;
let shop;

before(async () => {
  axeSource = await readFile(AXE, "utf8");
  shop = await startBookShop({ attributes: 'label="Picked for you"', html: "<h1>Shop</h1>" });
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await shop?.close();
});

/** Everything axe finds inside the element, as "impact: rule at element". */
async function findings(page) {
  // Over the debugging protocol, where the page's policy does not count.
  await page.evaluate(axeSource);
  const { violations, links } = await page.evaluate(async () => {
    const { violations, passes } = await axe.run("vitrine-lookbook");
    return {
      violations: violations.map(({ id, impact, nodes }) => ({ id, impact, html: nodes[0].html })),
      links: passes.find(({ id }) => id === "link-name")?.nodes.length ?? 0,
    };
  });
  assert.ok(
    links > 0 || (await page.evaluate(() => book.regions.length)) === 0,
    "axe looked inside",
  );
  return violations.map(({ id, impact, html }) => `${impact}: ${id} at ${html}`);
}

for (const screen of SCREENS) {
  for (const colorScheme of ["light", "dark"]) {
    const name = `axe finds nothing on a ${screen.name} in the ${colorScheme}`;
    test(name, { timeout: 60_000 }, async () => {
      const { page, close } = await openBook(browser, shop, { ...screen, colorScheme });
      try {
        await page.evaluate(() => {
          client.withoutCors.add("p12");
          book.goTo(2);
          return shown(2);
        });
        assert.deepEqual(await findings(page), []);
        await page.evaluate(() => {
          client.fail("OUT_OF_MEMORY");
          book.goTo(5);
        });
        await page.getByRole("button", { name: "Try again" }).waitFor();
        assert.deepEqual(await findings(page), []);
      } finally {
        await close();
      }
    });
  }
}

test("the focus ring is both light and dark, so that it shows on any page", {
  timeout: 60_000,
}, async () => {
  const { page, close } = await openBook(browser, shop, SCREENS[2]);
  try {
    await page.evaluate(() => {
      book.next();
      return shown(1);
    });
    await page.locator("vitrine-lookbook").press("Tab");
    for (const selector of [".link", ".dismiss"]) {
      const { focused, outline, shadow } = await page.evaluate(() => {
        const { activeElement } = book.shadowRoot;
        const { outlineColor, boxShadow } = getComputedStyle(activeElement);
        return { focused: activeElement.className, outline: outlineColor, shadow: boxShadow };
      });
      assert.equal(`.${focused}`, selector);
      assert.equal(outline, "rgb(255, 255, 255)");
      assert.match(shadow, /^rgb\(20, 17, 14\)/);
      await page.keyboard.press("Tab");
    }
  } finally {
    await close();
  }
});

test("all that a page shows is said once", { timeout: 60_000 }, async () => {
  const { page, close } = await openBook(browser, shop, SCREENS[2], {
    facts: { p0: { regular: 35 } },
  });
  try {
    const { said, names } = await page.evaluate(async () => {
      client.motto = ["Thrown by hand,", "one by one."];
      client.override("p0", 20);
      await shown(0);
      const leaf = part(".leaf:not([inert])");
      return {
        said: leaf.querySelector("p").textContent,
        names: [leaf.querySelector("ol").ariaLabel, leaf.querySelector(".link").textContent],
      };
    });
    assert.equal(said, "Thrown by hand, one by one.");
    assert.deepEqual(names, ["Quiet forms", "Vessel no. 0, Atelier, €20, before €35"]);
    const covered = await page.evaluate(() => {
      client.hold();
      client.override("p0", 19);
      book.words = { regularPrice: (price) => `statt ${price}` };
      return part(".leaf:not([inert]) .link").textContent;
    });
    assert.equal(covered, "Vessel no. 0", "other words bring no outdated price back");
    await page.evaluate(() => client.release());
    await page.getByRole("link", { name: "Vessel no. 0, Atelier, €19, statt €35" }).waitFor();
  } finally {
    await close();
  }
});

test("only the open page can be reached by tabbing", { timeout: 60_000 }, async () => {
  const { page, close } = await openBook(browser, shop, SCREENS[2]);
  try {
    await page.evaluate(() => {
      book.next();
      return shown(1);
    });
    await page.waitForFunction(() => client.asked.length === 3);
    const names = [];
    await page.locator("h1").click();
    for (;;) {
      await page.keyboard.press("Tab");
      const name = await page.evaluate(() => {
        const element = book.shadowRoot.activeElement;
        return element && (element.getAttribute("aria-label") ?? element.textContent);
      });
      if (name === null) {
        break;
      }
      names.push(name);
    }
    assert.deepEqual(names, [
      ...["Vessel no. 6, Atelier, €26", "Not for me: Vessel no. 6"],
      ...["Vessel no. 7, Atelier, €27", "Not for me: Vessel no. 7"],
      ...["Vessel no. 8, Atelier, €28", "Not for me: Vessel no. 8"],
      ...["Vessel no. 9, Atelier, €29", "Not for me: Vessel no. 9"],
      ...["Previous page", "Next page"],
    ]);
    assert.equal(await page.evaluate(() => part("[role=status]").textContent), "Page 2 of 8");
  } finally {
    await close();
  }
});
