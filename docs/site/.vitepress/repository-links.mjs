// SPDX-License-Identifier: Apache-2.0
// The pages link to each other as files of the repository, so that they can be read there too. Here each such
// link becomes the address that the file has in the site; one that leads nowhere ends the build.
import { relative } from "node:path";
import { ROOT, siteLink } from "../pages.mjs";

/** @param {import("markdown-it")} md */
export function repositoryLinks(md) {
  md.core.ruler.before("linkify", "repository-links", ({ tokens, env }) => {
    // Titles and the search's index are rendered without it, and show no links.
    if (!env.realPath) {
      return;
    }
    const page = relative(ROOT, env.realPath);
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type === "link_open") {
        token.attrSet("href", siteLink(token.attrGet("href"), page));
      }
    }
  });
}
