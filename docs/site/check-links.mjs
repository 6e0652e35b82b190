// SPDX-License-Identifier: Apache-2.0
// Every link and source of a built site: whether its file is there, and the part of it that it names.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parse } from "node-html-parser";

const LEAVES = /^([a-z][a-z\d+.-]*:|\/\/)/i;

function htmlFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".html"))
    .sort();
}

/** What a page has: the names of its parts, and what it asks for. */
function readPage(path) {
  const root = parse(readFileSync(path, "utf8"));
  const all = root.querySelectorAll("[id], [href], [src]");
  const values = (name) => all.map((element) => element.getAttribute(name)).filter(Boolean);
  return {
    ids: new Set(values("id")),
    links: root.querySelectorAll("a[href]").map((link) => link.getAttribute("href")),
    files: [
      ...root.querySelectorAll("link[href]").map((link) => link.getAttribute("href")),
      ...values("src"),
    ],
  };
}

function targetOf(folder, page, path) {
  const file = join(path.startsWith("/") ? folder : dirname(join(folder, page)), decodeURI(path));
  return existsSync(file) && statSync(file).isDirectory() ? join(file, "index.html") : file;
}

/**
 * @param {string} folder Of the built site.
 * @returns {string[]} What leads nowhere, and what would be loaded from elsewhere: a line each.
 */
export function checkLinks(folder) {
  const pages = new Map(htmlFiles(folder).map((file) => [file, readPage(join(folder, file))]));
  const findings = [];
  for (const [page, { links, files }] of pages) {
    for (const file of files.filter((each) => LEAVES.test(each) && !each.startsWith("data:"))) {
      findings.push(`${page}: loads ${file} from elsewhere`);
    }
    for (const link of [...links, ...files].filter((each) => !LEAVES.test(each))) {
      const [path, hash] = link.split("#");
      const target = path === "" ? join(folder, page) : targetOf(folder, page, path.split("?")[0]);
      const name = relative(folder, target);
      if (!existsSync(target)) {
        findings.push(`${page}: ${link}: no ${name}`);
      } else if (hash && pages.has(name) && !pages.get(name).ids.has(decodeURIComponent(hash))) {
        findings.push(`${page}: ${link}: ${name} has no part of this name`);
      }
    }
  }
  return [...new Set(findings)];
}
