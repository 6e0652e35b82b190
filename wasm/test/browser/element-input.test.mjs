// SPDX-License-Identifier: Apache-2.0
// Wheel, pinch, clips and languages of <vitrine-lookbook>.
/* global book, client, events, part, shown */
import assert from "node:assert/strict";
import { bookTests, SCREENS } from "../support/element-page.mjs";
import { STRICT_CSP } from "../support/server.mjs";

const [PHONE, , DESKTOP] = SCREENS;
const onBook = bookTests({
  headers: { "Content-Security-Policy": `${STRICT_CSP}; media-src blob:` },
});

const wheel = (page, ...events) =>
  page.evaluate((events) => {
    const taken = [];
    for (const init of events) {
      const event = new WheelEvent("wheel", { bubbles: true, cancelable: true, ...init });
      part(".frame").dispatchEvent(event);
      taken.push(event.defaultPrevented);
    }
    return { page: book.page, taken };
  }, events);
const rest = (page) => page.waitForTimeout(250);

onBook("a sideways wheel turns one page for each movement", DESKTOP, async (page) => {
  await page.evaluate(() => book.scrollIntoView());
  const glide = Array.from({ length: 12 }, (_, i) => ({ deltaX: 60 - 4 * i }));
  const first = await wheel(page, ...glide);
  assert.equal(first.page, 1, "however long it glides on");
  assert.ok(first.taken.every(Boolean), "nothing of it goes back in the history");
  await rest(page);
  assert.equal((await wheel(page, { deltaX: 20 }, { deltaX: 20 })).page, 1, "too little");
  await rest(page);
  assert.equal((await wheel(page, { deltaX: -30 }, { deltaX: -30 })).page, 0);
  await rest(page);
  const over = await wheel(page, { deltaX: -90 });
  assert.deepEqual(over, { page: 0, taken: [false] }, "before the first page there is none");
});

onBook(
  "lines count as well as pixels, and the shift key turns it sideways",
  DESKTOP,
  async (page) => {
    assert.equal((await wheel(page, { deltaX: 3, deltaMode: 1 })).page, 1);
    await rest(page);
    assert.equal((await wheel(page, { deltaY: 100, shiftKey: true })).page, 2);
  },
);

onBook("an upright wheel scrolls the shop, and with Control it zooms", DESKTOP, async (page) => {
  const { page: open, taken } = await wheel(
    page,
    { deltaY: 300 },
    { deltaX: 40, deltaY: 300 },
    { deltaX: 200, ctrlKey: true },
  );
  assert.deepEqual([open, taken], [0, [false, false, false]]);
});

onBook("from right to left the wheel goes the other way", DESKTOP, async (page) => {
  await page.evaluate(() => {
    book.dir = "rtl";
  });
  await page.waitForFunction(() => client.asked.at(-1).rightToLeft === true);
  assert.equal((await wheel(page, { deltaX: -90 })).page, 1);
});

onBook(
  "a page that is pinched larger is drawn again as sharp as it is seen",
  PHONE,
  async (page) => {
    const devtools = await page.context().newCDPSession(page);
    const pinch = (scale) =>
      devtools.send("Emulation.setPageScaleFactor", { pageScaleFactor: scale });
    // The page drawn ahead is out of the way.
    await page.waitForFunction(() => client.asked.some(({ index }) => index === 1));
    const before = await page.evaluate(() => client.asked.at(-1));
    const count = await page.evaluate(() => client.asked.length);
    await pinch(1.25);
    await page.waitForFunction((count) => client.asked.length > count, count);
    await page.evaluate(() => shown(0));
    const after = await page.evaluate(() => client.asked.at(-1));
    assert.equal(after.index, 0);
    assert.deepEqual([after.width, after.height], [before.width, before.height]);
    assert.ok(Math.abs(after.devicePixelRatio / before.devicePixelRatio - 1.25) < 0.01);
    await page.waitForTimeout(300);
    const asked = await page.evaluate((count) => client.asked.slice(count), count);
    assert.deepEqual([...new Set(asked.map(({ index }) => index))], [0], "no other is that sharp");
    await pinch(1);
    await page.waitForFunction(
      (ratio) =>
        client.asked.some(({ devicePixelRatio }, i) => i > 1 && devicePixelRatio === ratio),
      before.devicePixelRatio,
    );
  },
);

/** A clip of a moment, made in the page. */
const recordClip = (page) =>
  page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    canvas.width = 64;
    canvas.height = 96;
    const paint = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: "video/webm" });
    const parts = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const done = new Promise((resolve) => {
      recorder.onstop = resolve;
    });
    recorder.start();
    for (let i = 0; i < 12; i += 1) {
      paint.fillStyle = i % 2 ? "#a33" : "#33a";
      paint.fillRect(0, 0, 64, 96);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    recorder.stop();
    await done;
    return URL.createObjectURL(new Blob(parts, { type: "video/webm" }));
  });

const showClip = async (page, video) => {
  await page.evaluate(
    (video) => {
      client.facts.set("p0", { video });
      client.override("p0", 20);
    },
    video ?? (await recordClip(page)),
  );
  await page.waitForFunction(() => part(".leaf:not([inert]) video"));
};

onBook(
  "a clip plays over its picture, without sound, and stops on request",
  DESKTOP,
  async (page) => {
    await showClip(page);
    await page.waitForFunction(() => part("video.plays")?.currentTime > 0);
    const { clip, picture, muted } = await page.evaluate(() => {
      const page = part(".leaf:not([inert]) .sheet").getBoundingClientRect();
      const { picture } = book.regions[0];
      const box = part("video").getBoundingClientRect();
      return {
        clip: [box.x - page.x, box.y - page.y, box.width, box.height],
        picture: [picture.x, picture.y, picture.width, picture.height],
        muted: part("video").muted,
      };
    });
    assert.ok(
      clip.every((value, i) => Math.abs(value - picture[i]) < 1.5),
      `${clip} in ${picture}`,
    );
    assert.equal(muted, true);
    await page.getByRole("button", { name: "Pause the clip" }).click();
    assert.equal(await page.evaluate(() => part("video").paused), true);
    await page.getByRole("button", { name: "Play the clip" }).click();
    await page.waitForFunction(() => !part("video").paused);
  },
);

onBook("on a page that is not open nothing plays", DESKTOP, async (page) => {
  await showClip(page);
  await page.waitForFunction(() => part("video.plays"));
  await page.evaluate(() => {
    globalThis.video = part("video");
    book.next();
  });
  await page.evaluate(() => shown(1));
  assert.equal(await page.evaluate(() => globalThis.video.paused), true);
  await page.evaluate(() => book.previous());
  await page.evaluate(() => shown(0));
  await page.waitForFunction(() => !globalThis.video.paused);
  await page.evaluate(() => {
    book.client = undefined;
  });
  await page.waitForFunction(() => globalThis.video.getAttribute("src") === null);
});

onBook(
  "a clip that was turned away from before it played still wants to",
  DESKTOP,
  async (page) => {
    // Nothing ever comes from there, so its play() is always pending.
    await showClip(page, await page.evaluate(() => URL.createObjectURL(new MediaSource())));
    await page.evaluate(() => book.next());
    await page.evaluate(() => shown(1));
    await page.evaluate(() => book.previous());
    await page.evaluate(() => shown(0));
    assert.ok(await page.getByRole("button", { name: "Pause the clip" }).isVisible());
  },
);

onBook(
  "a clip that the browser does not play by itself waits to be asked",
  DESKTOP,
  async (page) => {
    await page.evaluate(() => {
      HTMLMediaElement.prototype.play = () =>
        Promise.reject(new DOMException("not by itself", "NotAllowedError"));
    });
    await showClip(page);
    await page.getByRole("button", { name: "Play the clip" }).waitFor();
  },
);

onBook(
  "who wants no motion gets a clip that waits to be asked",
  { ...DESKTOP, reducedMotion: "reduce" },
  async (page) => {
    await showClip(page);
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate(() => part("video").paused), true);
    assert.equal(
      await page.evaluate(() => part("video").hasAttribute("src")),
      false,
      "nor fetched",
    );
    await page.getByRole("button", { name: "Play the clip" }).click();
    await page.waitForFunction(() => part("video.plays"));
  },
);

onBook("a clip that cannot be played leaves the picture and is told", DESKTOP, async (page) => {
  const broken = await page.evaluate(() => URL.createObjectURL(new Blob(["no clip"])));
  await showClip(page, broken);
  await page.waitForFunction(() => events.at(-1).code === "IMAGE_FETCH");
  assert.equal(await page.evaluate(() => part("video")), null);
});

onBook("it speaks the language of where it stands", DESKTOP, async (page) => {
  for (const [lang, label, next, status] of [
    ["de-AT", "Lookbook", "Nächste Seite", "Seite 1 von 8"],
    ["ar", "المجلة", "الصفحة التالية", /^صفحة/],
    ["fr", "Lookbook", "Next page", "Page 1 of 8"],
  ]) {
    await page.evaluate((lang) => {
      book.lang = lang;
    }, lang);
    await page.getByRole("button", { name: next }).waitFor();
    assert.equal(await page.evaluate(() => part(".book").ariaLabel), label);
    await page.evaluate(() => shown(0));
    const said = await page.getByRole("status").textContent();
    assert.match(said, status instanceof RegExp ? status : new RegExp(status));
  }
  await page.evaluate(() => {
    book.lang = "de";
    book.words = { next: "Blättern" };
  });
  await page.getByRole("button", { name: "Blättern" }).waitFor();
  await page.getByRole("button", { name: "Vorige Seite" }).waitFor();
});

onBook(
  "a language that comes late does not take the place of a newer one",
  DESKTOP,
  async (page) => {
    let answer;
    const answered = new Promise((resolve) => {
      answer = resolve;
    });
    await page.route("**/language-de.js", async (route) => {
      await answered;
      await route.continue();
    });
    await page.evaluate(() => {
      book.lang = "de";
    });
    await page.evaluate(() => {
      book.lang = "en";
    });
    const loaded = page.waitForResponse("**/language-de.js");
    answer();
    await loaded;
    await page.waitForTimeout(200);
    assert.ok(await page.getByRole("button", { name: "Next page" }).isVisible());
  },
);

onBook("it speaks another language when the page comes to", DESKTOP, async (page) => {
  await page.evaluate(() => {
    document.documentElement.lang = "de";
  });
  await page.getByRole("button", { name: "Nächste Seite" }).waitFor();
});

onBook("in a shadow tree it speaks the language around that", DESKTOP, async (page) => {
  await page.evaluate(() => {
    const host = document.createElement("div");
    host.lang = "de";
    document.querySelector("main").append(host);
    host.attachShadow({ mode: "open" }).append(book);
  });
  await page.getByRole("button", { name: "Nächste Seite" }).waitFor();
});

onBook("a shop's own language goes before that of the page", DESKTOP, async (page) => {
  await page.evaluate(async () => {
    const { german } = await import("/package/languages.js");
    book.language = { ...german, tag: "de-CH", words: { ...german.words, next: "Wiiter" } };
  });
  await page.getByRole("button", { name: "Wiiter" }).waitFor();
  const language = () => page.evaluate(() => part(".book").getAttribute("lang"));
  assert.equal(await language(), "de-CH");
  await page.evaluate(() => {
    book.language = undefined;
  });
  await page.getByRole("button", { name: "Next page" }).waitFor();
  assert.equal(await language(), null);
});
