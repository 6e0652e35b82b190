// SPDX-License-Identifier: Apache-2.0
// docs/examples, each run in a copy inside of the build folder, which lies as deep, by the commands of its own
// README.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { marked } from "marked";
import { sourceFiles } from "../../../tools/run.mjs";
import { ROOT } from "../../../wasm/test/support/server.mjs";

/** The fenced code of a Markdown file, lists and quotes included, in its order. */
export function codeBlocks(text) {
  const blocks = [];
  marked.walkTokens(marked.lexer(text), (token) => {
    if (token.type === "code" && token.codeBlockStyle !== "indented") {
      blocks.push({ language: token.lang ?? "", text: token.text });
    }
  });
  return blocks;
}

/** A fresh copy of an example. */
export function copyExample(name) {
  const folder = `${ROOT}build/examples/${name}`;
  rmSync(folder, { recursive: true, force: true });
  for (const path of sourceFiles(new RegExp(`^docs/examples/(${name}/|[^/]+$)`))) {
    const target = `${ROOT}build/${path.slice("docs/".length)}`;
    mkdirSync(dirname(target), { recursive: true });
    // What lies beside the examples another test may be using at present.
    if (!existsSync(target) || !readFileSync(target).equals(readFileSync(`${ROOT}${path}`))) {
      copyFileSync(`${ROOT}${path}`, target);
    }
  }
  return folder;
}

/** Settings of npm for the tests: no questions to the registry that an installation does not need. */
export const QUIET = {
  npm_config_audit: "false",
  npm_config_fund: "false",
  npm_config_ignore_scripts: "true",
  npm_config_loglevel: "warn",
  npm_config_prefer_offline: "true",
  npm_config_progress: "false",
  npm_config_update_notifier: "false",
};

/**
 * Runs the first block of shell commands of an example's README.
 *
 * @returns {string} What it printed.
 */
export function runReadme(folder, env = {}) {
  const blocks = codeBlocks(readFileSync(`${folder}/README.md`, "utf8"));
  const { text } = blocks.find(({ language }) => language === "sh");
  return execFileSync("bash", ["-euo", "pipefail", "-c", text], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: "", ...QUIET, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** A page of an example. `messages` gathers its console's errors and warnings, refusals of a policy among them. */
export async function openExample(browser, url, { routes = {}, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 900, height: 900 }, ...options });
  for (const [pattern, handler] of Object.entries(routes)) {
    await context.route(pattern, handler);
  }
  const page = await context.newPage();
  const messages = [];
  page.on("console", (message) => {
    const icon = message.location().url.endsWith("/favicon.ico");
    if (["error", "warning"].includes(message.type()) && !icon) {
      messages.push(message.text());
    }
  });
  page.on("pageerror", (error) => messages.push(String(error)));
  await page.goto(url);
  return { page, messages, close: () => context.close() };
}

/**
 * Waits until the lookbook of a page or frame shows its first page, and leaves a picture of it in the build folder.
 *
 * @returns {Promise<string[]>} The products on it.
 */
export async function shownProducts(frame, name) {
  const book = frame.locator("vitrine-lookbook");
  await book.locator(".leaf.drawn:not([inert])").waitFor({ timeout: 30_000 });
  const file = `${ROOT}build/embed/${name}.png`;
  await book.screenshot({ path: file });
  return book.evaluate(({ regions }) => regions.map(({ product }) => product.id));
}
