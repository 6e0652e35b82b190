// SPDX-License-Identifier: Apache-2.0
// The finished site in a browser: its pages are there, nothing comes from elsewhere, search finds, axe finds nothing.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launchChromium } from "../../../tools/chromium.mjs";
import { checkLinks } from "../check-links.mjs";
import { OUT, pagesIn, ROOT, sitePath } from "../pages.mjs";
import { serve } from "../serve.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A page of each kind. */
const KINDS = [
  "",
  "getting-started.html",
  "concepts.html",
  "privacy.html",
  "decisions/0027-slates.html",
  "typescript/sdk/classes/Vitrine.html",
  "cpp/ranking/ranker.html",
];

const PHONE = { width: 390, height: 844 };
const TABLET = { width: 820, height: 1180 };
const DESK = { width: 1440, height: 900 };

let site;
let browser;

before(async () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["build.mjs"], {
    cwd: join(ROOT, "docs/site"),
    encoding: "utf8",
  });
  // What went wrong stands first; behind it come lists of all files.
  assert.equal(status, 0, `the build failed:\n${stdout}${stderr}`.slice(0, 3000));
  site = await serve();
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

/** A page that keeps what went wrong in it, and what it asked of others. */
async function visitor(t, { viewport = DESK, colorScheme = "light" } = {}) {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
  t.after(() => context.close());
  const page = await context.newPage();
  const troubles = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) {
      troubles.push(message.text());
    }
  });
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(site.url) && !request.url().startsWith("data:")) {
      troubles.push(`asked for ${request.url()}`);
    }
  });
  const open = async (path) => {
    const response = await page.goto(new URL(path, site.url).href);
    assert.equal(response.status(), 200, path);
    // The script has taken the page over.
    await page.waitForFunction(() => document.querySelector("#app").__vue_app__);
  };
  return { page, open, troubles };
}

test("every page of docs/ is a page of the site, and so are the references", () => {
  const files = ["docs", "docs/decisions", "docs/deployment", "docs/examples"].flatMap(pagesIn);
  assert.ok(files.length > 40, `${files.length} pages`);
  const pages = [
    ...files.filter((file) => !file.startsWith("docs/site/")),
    ...["CHANGELOG.md", "SECURITY.md", "models/cutout/card.md", "web-demo/README.md"],
  ].map(sitePath);
  const references = ["sdk", "element", "measure", "studio"].map(
    (name) => `typescript/${name}/index.md`,
  );
  for (const page of [...pages, ...references, "cpp/index.md", "cpp/ranking/ranker.md"]) {
    assert.ok(existsSync(join(OUT, page.replace(/\.md$/, ".html"))), page);
  }
});

test("every link leads to a page, and its part is there", () => {
  assert.deepEqual(checkLinks(OUT), []);
});

test("the references have what the sources' comments say", () => {
  const has = (page, text) =>
    assert.ok(readFileSync(join(OUT, page), "utf8").includes(text), `${page} has '${text}'`);
  has("typescript/sdk/classes/Vitrine.html", "Starts a worker and opens the catalogue");
  has("typescript/studio/classes/PictureStudio.html", 'id="create"');
  has("typescript/measure/functions/assign.html", "1 .. 512 bytes");
  has("cpp/ranking/ranker.html", 'id="Ranker-PickPage"');
  has("cpp/catalog/feed.html", "Reads a product feed");
});

/** What axe finds serious or critical on the open page. */
async function graveFindings(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations
    .filter(({ impact }) => ["serious", "critical"].includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes[0].html} ${nodes[0].failureSummary}`);
}

for (const colorScheme of ["light", "dark"]) {
  for (const viewport of [PHONE, TABLET, DESK]) {
    // A tablet has the parts of the phone in the room of the desk.
    const looksWithAxe = viewport !== TABLET;
    const title = `${colorScheme}, ${viewport.width} px: whole, and from here alone`;
    test(looksWithAxe ? `${title}, and axe finds nothing serious` : title, async (t) => {
      const { page, open, troubles } = await visitor(t, { viewport, colorScheme });
      for (const path of KINDS) {
        await open(path);
        const dark = await page.evaluate(() => document.documentElement.classList.contains("dark"));
        assert.equal(dark, colorScheme === "dark");
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wider <= 0, `${path} is ${wider} px wider than the window`);
        if (looksWithAxe) {
          assert.deepEqual(await graveFindings(page), [], path);
        }
      }
      assert.deepEqual(troubles, []);
    });
  }
}

test("the headlines are set in Fraunces and the text in Source Sans, from the site's own files", async (t) => {
  const { page, open, troubles } = await visitor(t);
  await open("concepts.html");
  const loaded = await page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts]
      .filter(({ status }) => status === "loaded")
      .map(({ family }) => family);
  });
  assert.ok(loaded.some((family) => family.includes("Fraunces")));
  assert.ok(loaded.some((family) => family.includes("Source Sans 3")));
  assert.deepEqual(troubles, []);
});

for (const [term, address] of [
  ["consent mode", /^\/privacy\.html/],
  ["brandCap", /^\/(rules|typescript\/sdk\/interfaces\/SlateRules)\.html/],
  ["PickPage", /^\/cpp\/ranking\/ranker\.html#Ranker-PickPage/],
]) {
  test(`search finds '${term}' and leads there, without a network`, async (t) => {
    const { page, open, troubles } = await visitor(t);
    await open("getting-started.html");
    await page.click(".DocSearch-Button");
    await page.fill("#localsearch-input", term);
    const results = page.locator(".VPLocalSearchBox .result");
    await results.first().waitFor();
    const links = await results.evaluateAll((found) =>
      found.map((link) => link.getAttribute("href")),
    );
    assert.ok(
      links.some((link) => address.test(link)),
      links.join(" "),
    );
    await results.nth(links.findIndex((link) => address.test(link))).click();
    await page.waitForURL((url) => address.test(`${url.pathname}${url.hash}`));
    assert.deepEqual(troubles, []);
  });
}

test("the drawings tell what they show and take the page's colours", async (t) => {
  const { page, open } = await visitor(t, { colorScheme: "dark" });
  await open("concepts.html");
  const drawings = await page.locator("svg.drawing").evaluateAll((all) =>
    all.map((svg) => ({
      role: svg.getAttribute("role"),
      label: svg.getAttribute("aria-label"),
      ink: getComputedStyle(svg.querySelector("text.strong")).fill,
      text: getComputedStyle(document.querySelector(".vp-doc p")).color,
    })),
  );
  assert.equal(drawings.length, 6);
  for (const { role, label, ink, text } of drawings) {
    assert.equal(role, "img");
    assert.ok(label.length > 20, label);
    assert.equal(ink, text);
  }
});
