// SPDX-License-Identifier: Apache-2.0
// What the build refuses: links of pages that lead nowhere, and what would be loaded from elsewhere.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { checkLinks } from "../check-links.mjs";
import { siteLink, sitePath } from "../pages.mjs";

function siteOf(t, files) {
  const folder = mkdtempSync(join(tmpdir(), "vitrine-docs-"));
  t.after(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

test("links to pages and their parts are found", (t) => {
  const folder = siteOf(t, {
    "index.html": '<h1 id="top">A</h1><a href="b/#part">b</a><a href="#top">up</a>',
    "b/index.html": '<h2 id="part">B</h2><a href="/index.html">a</a><img src="../c.svg">',
    "c.svg": "<svg/>",
  });
  assert.deepEqual(checkLinks(folder), []);
});

test("a page, a part and a file that are not there are told", (t) => {
  const folder = siteOf(t, {
    "index.html": '<a href="b.html">b</a><a href="/index.html#part">c</a><img src="d.png">',
  });
  assert.deepEqual(checkLinks(folder), [
    "index.html: b.html: no b.html",
    "index.html: /index.html#part: index.html has no part of this name",
    "index.html: d.png: no d.png",
  ]);
});

test("what is loaded from elsewhere is told, links to elsewhere are not", (t) => {
  const folder = siteOf(t, {
    "index.html":
      '<link rel="stylesheet" href="https://fonts.example/a.css"><script src="//cdn.example/b.js">' +
      '</script><a href="https://shop.example/">shop</a>',
  });
  assert.deepEqual(checkLinks(folder), [
    "index.html: loads https://fonts.example/a.css from elsewhere",
    "index.html: loads //cdn.example/b.js from elsewhere",
  ]);
});

test("a link between files of the repository becomes one between pages", () => {
  assert.equal(siteLink("privacy.md#shards", "docs/shards.md"), "/privacy#shards");
  assert.equal(siteLink("../rules.md", "docs/decisions/0027-slates.md"), "/rules");
  assert.equal(siteLink("README.md", "docs/decisions/0001-numerics.md"), "/decisions/");
  assert.equal(siteLink("../models/cutout/card.md", "docs/studio.md"), "/model-card");
  assert.equal(siteLink("../wasm/src", "docs/versioning.md"), "/typescript/");
  assert.equal(siteLink("https://semver.org/", "CHANGELOG.md"), "https://semver.org/");
  assert.equal(sitePath("docs/decisions/README.md"), "decisions/index.md");
});

test("a link to a file that is no page ends the build", () => {
  assert.throws(() => siteLink("nowhere.md", "docs/shards.md"), /docs\/nowhere\.md.*no page/);
  assert.throws(() => siteLink("../tools/test.mjs", "docs/shards.md"), /tools\/test\.mjs.*no page/);
});
