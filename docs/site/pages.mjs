// SPDX-License-Identifier: Apache-2.0
// Which files of the repository are pages of the site, and where they stand in it. The site has no copies: it
// reads the files where they lie.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder, without a slash at its end. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Where the finished site is written. */
export const OUT = join(ROOT, "build/docs-site");

/** What the build makes from the sources' comments; not in the repository. */
export const GENERATED = join(ROOT, "docs/site/generated");

/** Files outside docs/ that are pages. */
const ELSEWHERE = {
  "CHANGELOG.md": "changelog.md",
  "SECURITY.md": "security.md",
  "models/cutout/card.md": "model-card.md",
  "web-demo/README.md": "demo.md",
};

/** Sources that pages name, and the page that says in full what stands in them. */
const SOURCES = {
  "sdk/vitrine": "/cpp/",
  "wasm/src": "/typescript/",
  "wasm/src/studio-types.ts": "/typescript/studio/",
};

/** What is no page of the site, for VitePress, which looks for all Markdown files. */
export const NO_PAGES = [
  ...["build", "cmake", "sdk", "tests", "tools", "wasm"].map((folder) => `${folder}/**`),
  "README.md",
  "docs/site/README.md",
  "docs/site/{test,generate}/**",
  "models/**/!(card).md",
  "web-demo/*/**",
];

/**
 * @param {string} file A Markdown file's path from the root.
 * @returns {string} Its path in the site.
 */
export function sitePath(file) {
  return (ELSEWHERE[file] ?? file)
    .replace(/^docs\/site\/(generated\/)?/, "")
    .replace(/^docs\//, "")
    .replace(/(^|\/)README\.md$/, "$1index.md");
}

/**
 * Where a link of a page leads in the site.
 *
 * @param {string} link As it is written: relative to the page's file.
 * @param {string} from The page's file, from the root.
 * @returns {string} An address of the site, or the link itself where it leads out of it or to a part of its page.
 * @throws {Error} When it names a file that is neither a page nor known here.
 */
export function siteLink(link, from) {
  if (/^([a-z]+:|#|\/)/i.test(link)) {
    return link;
  }
  const [, path, hash] = /^([^#]*)(#.*)?$/.exec(link);
  const file = normalize(join(dirname(from), path)).replace(/\/$/, "");
  if (file in SOURCES) {
    return SOURCES[file];
  }
  const page = file.endsWith(".md") ? file : `${file}/README.md`;
  if (!existsSync(join(ROOT, page)) || isNoPage(page)) {
    throw new Error(`${from}: the link '${link}' leads to ${file}, which is no page of the site`);
  }
  const address = sitePath(page)
    .replace(/(^|\/)index\.md$/, "$1")
    .replace(/\.md$/, "");
  return `/${address}${hash ?? ""}`;
}

function isNoPage(file) {
  return !/^docs\/(?!site\/(test\/|generate\/|README))/.test(file) && !(file in ELSEWHERE);
}

/** The text of a page's first heading. */
export function titleOf(file) {
  const heading = /^# (.+)$/m.exec(readFileSync(join(ROOT, file), "utf8"));
  return (heading?.[1] ?? file).replace(/`/g, "").replace(/^(\d+) · /, "$1. ");
}

/** The Markdown files of a folder under docs/, and the READMEs of the folders in it. */
export function pagesIn(folder) {
  const path = join(ROOT, folder);
  if (!existsSync(path)) {
    return [];
  }
  return readdirSync(path, { withFileTypes: true })
    .flatMap((entry) => {
      const file = entry.isDirectory()
        ? `${folder}/${entry.name}/README.md`
        : `${folder}/${entry.name}`;
      return file.endsWith(".md") && existsSync(join(ROOT, file)) ? [file] : [];
    })
    .sort();
}
