// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { slug } from "github-slugger";
import { defineConfig } from "vitepress";
import { cppSidebars } from "../generate/cpp.mjs";
import { typescriptSidebars } from "../generate/typescript.mjs";
import { NO_PAGES, OUT, ROOT, sitePath } from "../pages.mjs";
import { guideSidebars } from "../sidebar.mjs";
import { drawings } from "./drawings.mjs";
import { repositoryLinks } from "./repository-links.mjs";

const { version } = JSON.parse(readFileSync(join(ROOT, "wasm/package.json"), "utf8"));

// The browser's own bars around the page.
const THEME_COLOURS = [
  ["(prefers-color-scheme: light)", "#faf8f4"],
  ["(prefers-color-scheme: dark)", "#191715"],
];

// biome-ignore lint/style/noDefaultExport: VitePress asks for one.
export default defineConfig({
  title: "Vitrine",
  description: "Personalised lookbooks, composed in the shopper's own browser",
  lang: "en-GB",
  srcDir: "../..",
  srcExclude: NO_PAGES,
  outDir: OUT,
  cacheDir: join(ROOT, "build/docs-cache"),
  rewrites: sitePath,
  cleanUrls: false,
  // The sidebars, once and not in every page.
  metaChunk: true,
  // Dates would need the whole history of the repository.
  lastUpdated: false,
  head: [
    ["link", { rel: "icon", href: "/icon.svg", type: "image/svg+xml" }],
    ...THEME_COLOURS.map(([media, content]) => ["meta", { name: "theme-color", media, content }]),
  ],
  markdown: {
    typographer: true,
    theme: { light: "github-light-high-contrast", dark: "github-dark-default" },
    // The parts of a page have the same names here and where the repository is looked at.
    anchor: { slugify: slug },
    // Of the typographer the quotes alone: "0 .. 1" is a range, no pause.
    config: (md) => md.disable("replacements").use(repositoryLinks).use(drawings),
  },
  vite: {
    logLevel: "warn",
    publicDir: join(ROOT, "docs/site/public"),
    build: { chunkSizeWarningLimit: 4096 },
  },
  themeConfig: {
    siteTitle: "Vitrine",
    nav: [
      { text: "Guide", link: "/getting-started", activeMatch: "^/(?!typescript|cpp|decisions|$)." },
      { text: "TypeScript", link: "/typescript/", activeMatch: "^/typescript/" },
      { text: "C++", link: "/cpp/", activeMatch: "^/cpp/" },
      { text: "Decisions", link: "/decisions/", activeMatch: "^/decisions/" },
      { text: version, link: "/changelog" },
    ],
    sidebar: { ...guideSidebars(), ...typescriptSidebars(), ...cppSidebars() },
    outline: { level: [2, 3], label: "On this page" },
    search: { provider: "local" },
    docFooter: { prev: "Before", next: "Next" },
    externalLinkIcon: false,
  },
});
