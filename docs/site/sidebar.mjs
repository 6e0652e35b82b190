// SPDX-License-Identifier: Apache-2.0
// The order of the pages. A page that is written but not yet there is left out; one that is there and has no
// place here stands at the end, under "More", so that none is lost.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pagesIn, ROOT, sitePath, titleOf } from "./pages.mjs";

/** Groups of pages; a page is its file under docs/, with a name of its own where the title is long. */
const GUIDE = [
  {
    text: "Start",
    pages: [
      ["getting-started.md", "Quick start"],
      ["concepts.md", "Concepts"],
      ["element.md", "The element"],
      ["react.md", "React"],
      ["node.md", "Node.js"],
      ["webviews.md", "Web views"],
      ["cpp.md", "From C++"],
    ],
  },
  { text: "Examples", folder: "docs/examples" },
  {
    text: "In the shop",
    pages: [
      ["events.md", "Events"],
      ["privacy.md", "Privacy and consent"],
      ["rules.md", "Rules"],
      ["measurement.md", "Measuring"],
      ["shards.md", "Large catalogues"],
      ["rankers.md", "Your own ranker"],
      ["studio.md", "The studio"],
    ],
  },
  {
    text: "Running it",
    pages: [
      ["training.md", "Training"],
      ["performance.md", "Performance"],
      ["qa.md", "The walk for QA"],
      ["screens.md", "Screens"],
      ["deployment/shards.md", "Serving shards"],
      ["deployment/enhance.md", "A library on a cluster"],
    ],
  },
  {
    text: "Look it up",
    pages: [
      ["errors.md", "Error codes"],
      ["limits.md", "Limits"],
      ["browsers.md", "Browsers"],
      ["pack-format.md", "Pack format"],
      ["modules.md", "Module map"],
    ],
  },
  {
    text: "Trust",
    pages: [
      ["threat-model.md", "Threat model"],
      ["../SECURITY.md", "Telling of a fault"],
      ["versioning.md", "Versions"],
      ["releasing.md", "Releasing"],
      ["accessibility.md", "Accessibility"],
      ["../models/cutout/card.md", "Model card"],
      ["../CHANGELOG.md", "Changelog"],
    ],
  },
];

const ADDRESS = /(^|\/)index\.md$/;

/** @param {string} file From the repository's root. */
function item(file, text = titleOf(file)) {
  return { text, link: `/${sitePath(file).replace(ADDRESS, "$1").replace(/\.md$/, "")}` };
}

function group({ text, pages = [], folder }) {
  const named = pages
    .map(([name, title]) => [join("docs", name), title])
    .filter(([file]) => existsSync(join(ROOT, file)))
    .map(([file, title]) => item(file, title));
  const found = folder ? pagesIn(folder).map((file) => item(file)) : [];
  return { text, items: [...named, ...found] };
}

/** Pages of docs/ that no group names. */
function others() {
  const known = new Set(
    GUIDE.flatMap(({ pages = [] }) => pages.map(([name]) => join("docs", name))),
  );
  return ["docs", "docs/deployment"]
    .flatMap((folder) => pagesIn(folder))
    .filter((file) => !known.has(file) && !file.endsWith("/README.md"))
    .map((file) => item(file));
}

/** VitePress's sidebars of the guide and of the decisions, by address. */
export function guideSidebars() {
  const decisions = pagesIn("docs/decisions").filter((file) => !file.endsWith("README.md"));
  const guide = [...GUIDE.map(group), { text: "More", items: others() }];
  return {
    "/": guide.filter(({ items }) => items.length > 0),
    "/decisions/": [
      { text: "Decisions", link: "/decisions/", items: decisions.map((file) => item(file)) },
    ],
  };
}
