// SPDX-License-Identifier: Apache-2.0
// What a shopper does with <vitrine-lookbook>, and what it asks of its client meanwhile.
/* global book, client, events, part, shown */
import assert from "node:assert/strict";
import { bookTests, SCREENS } from "../support/element-page.mjs";

const [PHONE, , DESKTOP] = SCREENS;
const onBook = bookTests({
  attributes: 'label="Picked for you"',
  below: "<p>What the shop has below.</p>",
});

const status = (page) => page.getByRole("status").textContent();
const bounds = (page, selector) =>
  page.evaluate((each) => part(each).getBoundingClientRect().toJSON(), selector);

for (const screen of SCREENS) {
  const { name, viewport, deviceScaleFactor } = screen;

  onBook(`on a ${name} a page has the shape that suits its width`, screen, async (page) => {
    const { width, height } = await bounds(page, ".frame");
    const ratio = { phone: 4 / 5, tablet: 1, desktop: 16 / 9 }[name];
    assert.equal(width, viewport.width - 32);
    assert.ok(Math.abs(width / height - ratio) < 0.01, `${width} x ${height}`);
    assert.ok(height + 56 <= viewport.height, "the page and its bar fit the screen");
  });

  onBook(`on a ${name} it asks for the pixels it has`, screen, async (page) => {
    const { width, height } = await bounds(page, ".frame");
    const [first] = await page.evaluate(() => client.asked);
    assert.equal(first.width, Math.round(width));
    assert.equal(first.height, Math.round(height));
    assert.equal(first.devicePixelRatio, deviceScaleFactor);
    const canvas = await page.evaluate(() => {
      const { width, height } = part(".leaf:not([inert]) canvas");
      return { width, height };
    });
    assert.deepEqual(canvas, {
      width: first.width * deviceScaleFactor,
      height: first.height * deviceScaleFactor,
    });
  });

  onBook(`on a ${name} nothing moves while it loads`, screen, async (page) => {
    const shift = await page.evaluate(
      () =>
        new Promise((resolve) => {
          let sum = 0;
          const observer = new PerformanceObserver((list) => {
            for (const { value } of list.getEntries()) {
              sum += value;
            }
          });
          observer.observe({ type: "layout-shift", buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
        }),
    );
    assert.equal(shift, 0);
  });

  onBook(`on a ${name} each product is a link where it is drawn`, screen, async (page) => {
    await page.evaluate(() => {
      book.goTo(2);
      return shown(2);
    });
    const frame = await bounds(page, ".leaf:not([inert]) .sheet");
    const regions = await page.evaluate(() => book.regions);
    assert.equal(regions.length, 6);
    for (const { product, area } of regions) {
      const link = page.getByRole("link", {
        name: `${product.title}, ${product.brand}, ${product.price.text}`,
      });
      assert.equal(await link.getAttribute("href"), product.link);
      const box = await link.boundingBox();
      const expected = {
        x: frame.x + area.x,
        y: frame.y + area.y,
        width: area.width,
        height: area.height,
      };
      for (const side of ["x", "y", "width", "height"]) {
        assert.ok(Math.abs(box[side] - expected[side]) < 1.5, `${product.id} ${side}`);
      }
    }
  });
}

onBook(
  "a new size is asked for once it is there, and the old page stays till then",
  PHONE,
  async (page) => {
    await page.evaluate(() => client.hold());
    await page.setViewportSize({ width: 700, height: 844 });
    await page.waitForFunction(() => client.asked.at(-1).width === 668);
    assert.equal(await page.evaluate(() => book.regions.length), 1);
    await page.evaluate(() => client.release());
    await page.waitForFunction(() => part(".leaf:not([inert]) canvas").width === 668 * 3);
    const asked = await page.evaluate(() => client.asked.filter(({ index }) => index === 0));
    assert.equal(asked.at(-1).height, 668);
  },
);

onBook("a new pixel ratio is asked for at once", DESKTOP, async (page) => {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setDeviceMetricsOverride", {
    // With the ratio alone the emulation tells the page nothing.
    ...{ width: 1400, height: 900, deviceScaleFactor: 2, mobile: false },
  });
  await page.waitForFunction(() => part(".leaf:not([inert]) canvas").width === 1368 * 2);
});

onBook(
  "dark surroundings ask for dark pages, unless the shop says otherwise",
  DESKTOP,
  async (page) => {
    await page.emulateMedia({ colorScheme: "dark" });
    await page.waitForFunction(() => client.asked.at(-1).dark);
    await page.evaluate(() => book.setAttribute("dark", "false"));
    await page.waitForFunction(() => !client.asked.at(-1).dark);
  },
);

onBook("buttons turn the pages and the status says which is open", DESKTOP, async (page) => {
  const next = page.getByRole("button", { name: "Next page" });
  const previous = page.getByRole("button", { name: "Previous page" });
  assert.equal(await status(page), "Page 1 of 8");
  assert.equal(await previous.getAttribute("aria-disabled"), "true");
  await next.click();
  await page.evaluate(() => shown(1));
  assert.equal(await status(page), "Page 2 of 8");
  await previous.click();
  await page.evaluate(() => shown(0));
  assert.equal(await status(page), "Page 1 of 8");
  await previous.click({ force: true });
  assert.equal(await page.evaluate(() => book.page), 0);
});

onBook(
  "a page was seen once the shopper turns it or takes a product of it",
  DESKTOP,
  async (page) => {
    assert.deepEqual(await page.evaluate(() => client.seenPages), []);
    await page.getByRole("button", { name: "Next page" }).click();
    await page.evaluate(() => shown(1));
    assert.deepEqual(await page.evaluate(() => client.seenPages), [0]);
    const open = await page.evaluate(() => {
      part(".leaf:not([inert]) a").click();
      return [client.seenPages, events.at(-1).name];
    });
    assert.deepEqual(open, [[0, 1], "card"]);
  },
);

onBook("keys turn the pages and keep the focus inside", DESKTOP, async (page) => {
  const pageIndex = () => page.evaluate(() => book.page);
  await page.getByRole("link").focus();
  const turns = [
    ["ArrowRight", 1],
    ["PageDown", 2],
    ["ArrowLeft", 1],
    ["PageUp", 0],
    ["PageUp", 0],
    ["End", 7],
    ["ArrowRight", 7],
    ["Home", 0],
  ];
  for (const [key, expected] of turns) {
    await page.keyboard.press(key);
    assert.equal(await pageIndex(), expected, key);
    assert.ok(await page.evaluate(() => document.activeElement === book), key);
  }
  await page.keyboard.press("Control+ArrowRight");
  assert.equal(await pageIndex(), 0, "the browser's own keys stay its own");
  const kept = (key) =>
    page.evaluate((key) => {
      const press = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
      return !part(".frame").dispatchEvent(press);
    }, key);
  assert.equal(await kept("PageUp"), false, "where nothing turns, the shop's page may scroll");
  assert.equal(await kept("PageDown"), true);
});

onBook(
  "after a turn by key the next tab stop is the page's first product",
  DESKTOP,
  async (page) => {
    await page.getByRole("link").focus();
    await page.keyboard.press("ArrowRight");
    await page.evaluate(() => shown(1));
    await page.keyboard.press("Tab");
    const name = await page.evaluate(() => book.shadowRoot.activeElement.textContent);
    assert.equal(name, "Vessel no. 6, Atelier, €26");
  },
);

onBook(
  "right to left, pages are mirrored, and the keys and the leaves go the other way",
  DESKTOP,
  async (page) => {
    await page.evaluate(() => {
      document.documentElement.dir = "rtl";
    });
    await page.waitForFunction(() => part(".book").classList.contains("rtl"));
    await page.waitForFunction(() => client.asked.at(-1).rightToLeft);
    await page.evaluate(() => shown(0));
    await page.getByRole("link").focus();
    await page.keyboard.press("ArrowLeft");
    assert.equal(await page.evaluate(() => book.page), 1);
    const from = await page.evaluate(() => {
      const moving = book.shadowRoot.getAnimations().map(({ effect }) => effect);
      const leaf = moving.find(({ target }) => target.style.zIndex === "1");
      return leaf.getKeyframes()[0].transform;
    });
    assert.equal(from, "translateX(-100%)");
    await page.evaluate(() => shown(1));
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => book.page), 0);
  },
);

/** A finger on the screen, as the browser's input pipeline sees it. */
async function finger(page) {
  const session = await page.context().newCDPSession(page);
  const send = (type, ...points) =>
    session.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: points.map(([x, y]) => ({ x, y })),
    });
  return {
    down: (point) => send("touchStart", point),
    move: async (points) => {
      for (const point of points) {
        await send("touchMove", point);
      }
    },
    up: () => send("touchEnd"),
  };
}

const steps = ([x0, y0], [x1, y1]) =>
  Array.from({ length: 8 }, (_, i) => [
    x0 + ((x1 - x0) * (i + 1)) / 8,
    y0 + ((y1 - y0) * (i + 1)) / 8,
  ]);
async function swipe(page, from, to) {
  const { down, move, up } = await finger(page);
  await down(from);
  await move(steps(from, to));
  await up();
}

onBook("a swipe turns the page and opens nothing", PHONE, async (page) => {
  await swipe(page, [320, 250], [90, 262]);
  await page.evaluate(() => shown(1));
  await swipe(page, [90, 250], [320, 240]);
  await page.evaluate(() => shown(0));
  const opened = await page.evaluate(() =>
    events.filter(({ name }) => name === "open" || name === "card"),
  );
  assert.deepEqual(opened, []);
  assert.equal(new URL(page.url()).pathname, "/");
});

onBook("a mouse that was let go outside drags nothing", DESKTOP, async (page) => {
  const { x, y, width, height } = await bounds(page, ".frame");
  await page.mouse.move(x + 3, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x - 9, y + height / 2 - 60);
  await page.mouse.up();
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.move(x + width / 4, y + height / 2);
  assert.equal(await page.evaluate(() => part(".leaf:not([inert])").style.transform), "");
});

onBook("a leaf follows the finger, and goes back when it did not go far", PHONE, async (page) => {
  const from = [320, 250];
  const { down, move, up } = await finger(page);
  await down(from);
  await move(steps(from, [260, 250]));
  const far = (transform) => transform !== "" && transform !== "translateX(100.00%)";
  await page.waitForFunction(
    far,
    await page.evaluate(() => part(".leaf.seen[inert]").style.transform),
  );
  // The last step goes back, so that it is no flick whatever the machine's speed.
  await move([[270, 250]]);
  await up();
  await page.evaluate(() => shown(0));
  assert.equal(await page.evaluate(() => part(".leaf:not([inert])").style.transform), "");
});

onBook(
  "dragged with a mouse the page turns too, and the link under it stays shut",
  DESKTOP,
  async (page) => {
    await page.mouse.move(1000, 300);
    await page.mouse.down();
    await page.mouse.move(300, 310, { steps: 6 });
    await page.mouse.up();
    await page.evaluate(() => shown(1));
    assert.equal(await page.evaluate(() => events.filter(({ name }) => name === "card").length), 0);
    await page.getByRole("link").first().click();
    assert.equal(await page.evaluate(() => events.at(-1).name), "card");
  },
);

onBook("a vertical movement scrolls the shop and turns nothing", PHONE, async (page) => {
  await page.evaluate(() => {
    document.querySelector("main").style.height = "4000px";
  });
  const from = [200, 400];
  await swipe(page, from, [180, 120]);
  await page.waitForFunction(() => scrollY > 100);
  assert.equal(await page.evaluate(() => book.page), 0);
  assert.equal(await page.evaluate(() => part(".leaf:not([inert])").style.transform), "");
});

onBook(
  "under reduced motion pages change without moving",
  { ...DESKTOP, reducedMotion: "reduce" },
  async (page) => {
    const moving = await page.evaluate(() => {
      book.next();
      return book.shadowRoot.getAnimations().length;
    });
    assert.equal(moving, 0);
    await page.evaluate(() => shown(1));
  },
);

onBook(
  "the next page is drawn ahead, and never more than three are held",
  DESKTOP,
  async (page) => {
    await page.waitForFunction(() => client.asked.length === 2);
    for (let index = 1; index < 8; index += 1) {
      await page.evaluate((to) => {
        book.next();
        return shown(to);
      }, index);
      const held = await page.evaluate(
        () =>
          [...book.shadowRoot.querySelectorAll("canvas")].filter(({ width }) => width > 1000)
            .length,
      );
      assert.ok(held <= 3, `${held} at page ${index}`);
    }
    await page.waitForFunction(() => client.asked.length === 8);
    assert.deepEqual(
      await page.evaluate(() => client.asked.map(({ index }) => index)),
      [0, 1, 2, 3, 4, 5, 6, 7],
    );
    assert.ok(await page.evaluate(() => client.bitmaps.every(({ width }) => width === 0)));
  },
);

onBook(
  "a page that is turned to before it is there ends what is not needed any more",
  DESKTOP,
  async (page) => {
    await page.evaluate(() => {
      client.hold();
      book.goTo(3);
      book.goTo(5);
    });
    const asked = await page.evaluate(() => client.asked.slice(-2));
    assert.deepEqual(
      asked.map(({ index, aborted }) => [index, aborted]),
      [
        [3, true],
        [5, false],
      ],
    );
    assert.equal(await page.evaluate(() => part(".frame").ariaBusy), "true");
    await page.evaluate(() => {
      client.release();
      return shown(5);
    });
  },
);

onBook(
  "an outdated price is neither seen nor said from the moment it is known",
  DESKTOP,
  async (page) => {
    await page.evaluate(() => {
      book.next();
      return shown(1);
    });
    const at = await page.evaluate(() => {
      client.hold();
      client.override("p6", 19);
      const leaf = part(".leaf:not([inert])");
      return {
        filter: getComputedStyle(leaf.querySelector("canvas")).filter,
        names: [...leaf.querySelectorAll("a")].map(({ textContent }) => textContent),
        asked: client.asked.at(-1).index,
      };
    });
    assert.match(at.filter, /^blur\((1[6-9]|[2-9]\d)/);
    assert.equal(at.names[0], "Vessel no. 6");
    assert.equal(at.asked, 1);
    const after = await page.evaluate(async () => {
      client.release();
      await shown(1);
      const leaf = part(".leaf:not([inert])");
      return {
        filter: getComputedStyle(leaf.querySelector("canvas")).filter,
        name: leaf.querySelector("a").textContent,
      };
    });
    assert.deepEqual(after, { filter: "none", name: "Vessel no. 6, Atelier, €19" });
  },
);

onBook("an outdated page drawn ahead is never turned to", DESKTOP, async (page) => {
  await page.waitForFunction(() => book.shadowRoot.querySelectorAll(".drawn").length === 2);
  const names = await page.evaluate(async () => {
    client.hold();
    client.override("p6", 19);
    book.next();
    const early = [...part(".leaf:not([inert])").querySelectorAll("a")].length;
    client.release();
    await shown(1);
    return [early, part(".leaf:not([inert]) a").textContent];
  });
  assert.deepEqual(names, [0, "Vessel no. 6, Atelier, €19"]);
});

onBook(
  "'not for me' takes a product away and leaves the focus where it was",
  DESKTOP,
  async (page) => {
    await page.evaluate(() => {
      book.next();
      return shown(1);
    });
    await page.getByRole("button", { name: "Not for me: Vessel no. 7" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => book.regions.every(({ product }) => product.id !== "p7"));
    assert.deepEqual(await page.evaluate(() => client.dismissed), ["p7"]);
    assert.equal(await status(page), "Vessel no. 7 will not come back");
    const focus = await page.evaluate(() => {
      const { activeElement } = book.shadowRoot;
      const items = [...part(".leaf:not([inert]) ol").children];
      return [activeElement.className, items.indexOf(activeElement.parentElement)];
    });
    assert.deepEqual(focus, ["dismiss", 1]);
    const told = await page.evaluate(() => events.filter(({ name }) => name === "not-for-me"));
    assert.deepEqual(
      told.map(({ product }) => product),
      ["p7"],
    );
  },
);

onBook("'not for me' is there for a finger without hovering", PHONE, async (page) => {
  const button = page.getByRole("button", { name: "Not for me: Vessel no. 0" });
  assert.equal(await button.evaluate((each) => getComputedStyle(each).opacity), "1");
  await button.tap();
  await page.waitForFunction(() => client.dismissed.length === 1);
});

onBook(
  "what cannot be seen takes no tap: 'not for me' before a mouse hovers",
  DESKTOP,
  async (page) => {
    await page.mouse.move(2, 2);
    const hit = () =>
      page.evaluate(() => {
        const { x, y, width, height } = part(".dismiss").getBoundingClientRect();
        return book.shadowRoot.elementFromPoint(x + width / 2, y + height / 2).className;
      });
    assert.equal(await hit(), "link");
    await page.getByRole("listitem").hover();
    assert.notEqual(await hit(), "link");
    await page.getByRole("button", { name: "Not for me: Vessel no. 0" }).click();
    await page.waitForFunction(() => client.dismissed.length === 1);
  },
);

onBook(
  "without cards a product's link is followed, unless the shop keeps it",
  DESKTOP,
  async (page) => {
    await page.evaluate(() => {
      book.setAttribute("card", "off");
      book.addEventListener("vitrine-open", (event) => event.preventDefault(), { once: true });
    });
    await page.getByRole("link").click();
    assert.equal(new URL(page.url()).pathname, "/");
    const opened = await page.evaluate(() => events.filter(({ name }) => name === "open"));
    assert.deepEqual(
      opened.map(({ product, cancelable }) => [product, cancelable]),
      [["p0", true]],
    );
    await page.getByRole("link").click();
    await page.waitForURL("**/product/p0");
  },
);

onBook("what is to open in a new tab is told but cannot be kept", DESKTOP, async (page) => {
  await page.evaluate(() =>
    book.addEventListener("vitrine-open", (event) => event.preventDefault()),
  );
  const [tab] = await Promise.all([
    page.context().waitForEvent("page"),
    page.getByRole("link").click({ modifiers: ["Control"] }),
  ]);
  await tab.waitForURL("**/product/p0");
  const opened = await page.evaluate(() => events.filter(({ name }) => name === "open"));
  assert.deepEqual(
    opened.map(({ cancelable }) => cancelable),
    [false],
  );
});

onBook(
  "a link that is not the web's becomes a button",
  { ...DESKTOP, client: { links: { p0: "javascript:globalThis.broken = true" } } },
  async (page) => {
    await page.evaluate(() => book.setAttribute("card", "off"));
    await page.getByRole("button", { name: "Vessel no. 0, Atelier, €20" }).click();
    assert.equal(await page.evaluate(() => events.at(-1).name), "open");
    assert.equal(await page.evaluate(() => globalThis.broken), undefined);
  },
);

onBook(
  "a picture whose pixels may not be read is laid over its place",
  { ...DESKTOP, client: { withoutCors: ["p6"] } },
  async (page) => {
    await page.evaluate(() => {
      book.next();
      return shown(1);
    });
    const { sheet, image, picture, fit, loaded } = await page.evaluate(async () => {
      const leaf = part(".leaf:not([inert])");
      const element = leaf.querySelector("img");
      await element.decode();
      return {
        sheet: leaf.querySelector(".sheet").getBoundingClientRect().toJSON(),
        image: element.getBoundingClientRect().toJSON(),
        picture: book.regions[0].picture,
        fit: getComputedStyle(element).objectFit,
        loaded: element.naturalWidth,
      };
    });
    assert.equal(fit, "contain");
    assert.equal(loaded, 60);
    assert.ok(Math.abs(image.x - sheet.x - picture.x) < 1.5);
    assert.ok(Math.abs(image.y - sheet.y - picture.y) < 1.5);
    assert.ok(Math.abs(image.width - picture.width) < 1.5);
    assert.ok(Math.abs(image.height - picture.height) < 1.5);
  },
);

/** Nothing is under way: the open page is drawn and the one after it too. */
const drawnAhead = (page) =>
  page.waitForFunction(() => part(".leaf[inert]")?.classList.contains("drawn"));

onBook("a page that fails says so and can be asked for again", DESKTOP, async (page) => {
  await drawnAhead(page);
  await page.evaluate(() => {
    client.fail("OUT_OF_MEMORY");
    book.goTo(4);
  });
  const retry = page.getByRole("button", { name: "Try again" });
  await retry.waitFor();
  assert.ok(await page.getByText("This page could not be shown.").isVisible());
  assert.equal(await page.evaluate(() => part(".stage").inert), true);
  const told = await page.evaluate(() => events.filter(({ name }) => name === "error"));
  assert.deepEqual(
    told.map(({ code }) => code),
    ["OUT_OF_MEMORY"],
  );
  await page.evaluate(() => client.fail(undefined));
  await retry.click();
  await page.evaluate(() => shown(4));
  assert.ok(!(await retry.isVisible()));
});

onBook("zoomed in, a finger moves about the page and turns nothing", PHONE, async (page) => {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setPageScaleFactor", { pageScaleFactor: 2 });
  await page.waitForFunction(() => getComputedStyle(part(".frame")).touchAction === "auto");
  await swipe(page, [320, 250], [90, 262]);
  assert.equal(await page.evaluate(() => book.page), 0);
});

onBook("offline it waits, and goes on by itself", DESKTOP, async (page) => {
  await drawnAhead(page);
  await page.evaluate(() => {
    const search = document.createElement("input");
    search.id = "search";
    document.body.append(search);
    search.focus();
  });
  await page.context().setOffline(true);
  await page.evaluate(() => {
    client.fail("FETCH");
    book.goTo(4);
  });
  await page.getByText("You are offline.").waitFor();
  await page.evaluate(() => client.fail(undefined));
  await page.context().setOffline(false);
  await page.evaluate(() => shown(4));
  const focused = await page.evaluate(() => document.activeElement.id);
  assert.equal(focused, "search", "whoever types elsewhere goes on typing");
});

onBook(
  "a page drawn ahead that fails disturbs nobody until it is turned to",
  DESKTOP,
  async (page) => {
    await drawnAhead(page);
    await page.evaluate(() => client.fail("OUT_OF_MEMORY"));
    await page.evaluate(() => {
      book.next();
      return shown(1);
    });
    await page.waitForFunction(() => events.some(({ name }) => name === "error"));
    assert.equal(await page.evaluate(() => client.asked.at(-1).index), 2);
    assert.ok(!(await page.getByRole("button", { name: "Try again" }).isVisible()));
    await page.evaluate(() => {
      client.fail(undefined);
      book.next();
      return shown(2);
    });
  },
);

onBook(
  "a lookbook ends where the products do",
  { ...DESKTOP, client: { pages: 2 } },
  async (page) => {
    await page.evaluate(() => {
      book.goTo(5);
      return shown(1);
    });
    assert.equal(await status(page), "Page 2 of 2");
    assert.equal(await page.evaluate(() => book.pageCount), 2);
  },
);

onBook(
  "what is back in stock may follow the last page",
  { ...DESKTOP, client: { pages: 2 } },
  async (page) => {
    await page.evaluate(() => {
      book.goTo(5);
      return shown(1);
    });
    await page.evaluate(() => {
      client.pages = 3;
      client.override("p39", 59);
    });
    await page.getByText("Page 2 of 8").waitFor();
    await page.getByRole("button", { name: "Next page" }).click();
    await page.evaluate(() => shown(2));
    await page.getByText("Page 3 of 3").waitFor();
  },
);

onBook(
  "an empty lookbook fills once something is in stock",
  { ...DESKTOP, client: { pages: 0 } },
  async (page) => {
    await page.getByText("There is nothing to show yet.").waitFor();
    await page.evaluate(() => {
      client.pages = 1;
      client.override("p0", 20);
      return shown(0);
    });
    assert.ok(!(await page.getByText("There is nothing to show yet.").isVisible()));
    assert.equal(await page.evaluate(() => book.regions.length), 1);
  },
);

onBook(
  "an empty catalogue is said to be one",
  { ...DESKTOP, client: { pages: 0 } },
  async (page) => {
    await page.getByText("There is nothing to show yet.").waitFor();
    assert.equal(await status(page), "");
    assert.ok(!(await page.getByRole("button", { name: "Next page" }).isVisible()));
  },
);

onBook("new taste changes the pages to come and none that was seen", DESKTOP, async (page) => {
  await page.waitForFunction(() => client.asked.length === 2);
  const before = await page.evaluate(() => book.regions.map(({ product }) => product.id));
  await page.evaluate(() => client.observe());
  await page.waitForFunction(() => client.asked.length === 3);
  assert.deepEqual(await page.evaluate(() => client.restarts), [1]);
  assert.equal(await page.evaluate(() => client.asked.at(-1).index), 1);
  assert.deepEqual(
    await page.evaluate(() => book.regions.map(({ product }) => product.id)),
    before,
  );
  await page.evaluate(() => {
    book.next();
    return shown(1);
  });
  assert.equal(await page.evaluate(() => book.regions[0].product.id), "p13");
});

onBook("refresh() makes a new lookbook and opens its first page", DESKTOP, async (page) => {
  await page.evaluate(() => {
    book.next();
    return shown(1);
  });
  await page.evaluate(() => book.refresh());
  await page.waitForFunction(() => book.page === 0 && book.regions[0]?.product.id === "p7");
  assert.deepEqual(await page.evaluate(() => client.restarts), [0]);
});

onBook(
  "a lookbook that the shop restarts is drawn anew where it is open",
  DESKTOP,
  async (page) => {
    await page.evaluate(() => {
      book.next();
      return shown(1);
    });
    await page.evaluate(() => client.restart());
    await page.waitForFunction(() => book.regions[0]?.product.id === "p13");
    assert.equal(await page.evaluate(() => book.page), 1);
  },
);

onBook("the shop is told of each page once", DESKTOP, async (page) => {
  await page.evaluate(() => {
    book.next();
    return shown(1);
  });
  await page.setViewportSize({ width: 1200, height: 900 });
  await page.waitForFunction(() => part(".leaf:not([inert]) canvas").width === 1168);
  const told = await page.evaluate(() => events.map(({ name, index }) => [name, index ?? -1]));
  assert.deepEqual(told, [
    ["ready", -1],
    ["page", 0],
    ["page", 1],
  ]);
});

onBook("a page that is set before the element has its place counts", DESKTOP, async (page) => {
  await page.evaluate(async () => {
    const late = document.createElement("vitrine-lookbook");
    late.setAttribute("pages", "12");
    late.page = 10;
    late.client = new DrawnClient({ pages: 12, products: 80 });
    document.querySelector("main").replaceChildren(late);
    globalThis.book = late;
    await shown(10);
  });
});

onBook("moved in the document it goes on as if nothing had happened", DESKTOP, async (page) => {
  await page.evaluate(() => {
    book.next();
    return shown(1);
  });
  await page.waitForFunction(() => client.asked.length === 3);
  await page.evaluate(() => {
    document.querySelector("main").append(document.createElement("div"));
    document.querySelector("main > div").append(book);
    return shown(1);
  });
  assert.equal(await page.evaluate(() => client.asked.length), 3);
});

onBook("moved to where text runs the other way it turns round", DESKTOP, async (page) => {
  await page.evaluate(() => {
    const around = document.createElement("div");
    around.dir = "rtl";
    document.querySelector("main").append(around);
    around.append(book);
  });
  await page.waitForFunction(() => client.asked.at(-1).rightToLeft);
});

onBook("taken out it frees its pages, put back it shows the same one", DESKTOP, async (page) => {
  await page.evaluate(() => {
    book.next();
    return shown(1);
  });
  const left = await page.evaluate(async () => {
    book.remove();
    await new Promise((resolve) => setTimeout(resolve));
    client.observe();
    return book.shadowRoot.querySelectorAll(".drawn").length;
  });
  assert.equal(left, 0);
  await page.evaluate(() => {
    document.querySelector("main").append(book);
    return shown(1);
  });
});

onBook("properties that were set before the element was defined count", DESKTOP, async (page) => {
  await page.evaluate(async () => {
    const late = document.createElement("late-lookbook");
    late.client = new DrawnClient();
    late.page = 2;
    document.querySelector("main").replaceChildren(late);
    customElements.define("late-lookbook", class extends VitrineLookbookElement {});
    globalThis.book = late;
    await shown(2);
  });
  assert.equal(await page.evaluate(() => Object.keys(book).length), 0);
});

onBook("other words take the place of the English ones", DESKTOP, async (page) => {
  await page.evaluate(() => {
    book.words = { page: (n, count) => `Seite ${n} von ${count}`, next: "Nächste Seite" };
  });
  assert.equal(await status(page), "Seite 1 von 8");
  await page.evaluate(() => {
    book.words = { ...book.words, notForMe: "Nichts für mich", failed: "Das ging nicht." };
  });
  assert.ok(await page.getByRole("button", { name: "Nichts für mich: Vessel no. 0" }).isVisible());
  await drawnAhead(page);
  await page.evaluate(() => {
    client.fail("OUT_OF_MEMORY");
    book.goTo(4);
  });
  await page.getByText("Das ging nicht.").waitFor();
  await page.evaluate(() => {
    book.words = { ...book.words, failed: "Nichts zu sehen." };
  });
  assert.ok(await page.getByText("Nichts zu sehen.").isVisible());
  await page.evaluate(() => {
    client.fail(undefined);
    book.goTo(0);
    return shown(0);
  });
  await page.getByRole("button", { name: "Nächste Seite" }).click();
  assert.equal(await status(page), "Seite 2 von 8");
});
