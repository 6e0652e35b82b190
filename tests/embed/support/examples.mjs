// SPDX-License-Identifier: Apache-2.0
// docs/examples, each run in a copy inside of the build folder, which lies as deep, by the commands of its own
// README.
import assert from "node:assert/strict";
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

/**
 * A page of an example. `messages` gathers its console's errors and warnings, refusals of a policy among them,
 * and what could not be fetched.
 */
export async function openExample(browser, url, { routes = {} } = {}) {
  return openIn(await browser.newContext({ viewport: { width: 900, height: 900 } }), url, routes);
}

/** The same in a context that is there. */
export async function openIn(context, url, routes = {}) {
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
  // Of what a worker asks for nothing is said on the console.
  context.on("requestfailed", (request) => {
    const { errorText } = request.failure();
    if (errorText !== "net::ERR_ABORTED") {
      messages.push(`${request.url()}: ${errorText}`);
    }
  });
  context.on("response", (response) => {
    if (response.status() >= 400 && !response.url().endsWith("/favicon.ico")) {
      messages.push(`${response.url()}: status ${response.status()}`);
    }
  });
  await page.goto(url);
  return { page, messages, close: () => context.close() };
}

/** How many colours there are in each of these areas of a picture. */
async function coloursIn(context, png, areas) {
  const blank = await context.newPage();
  try {
    return await blank.evaluate(
      async ({ png, areas }) => {
        const image = new Image();
        image.src = `data:image/png;base64,${png}`;
        await image.decode();
        const paint = new OffscreenCanvas(image.width, image.height).getContext("2d");
        paint.drawImage(image, 0, 0);
        return areas.map(({ x, y, width, height }) => {
          const { data } = paint.getImageData(x, y, Math.ceil(width), Math.ceil(height));
          return new Set(new Uint32Array(data.buffer)).size;
        });
      },
      { png, areas },
    );
  } finally {
    await blank.close();
  }
}

/**
 * Waits until the lookbook of a page, or of a frame in it, shows its first page with every picture, and leaves a
 * picture of it in the build folder.
 *
 * @returns {Promise<string[]>} The products on it.
 */
export async function shownProducts(page, name, frame = page) {
  const book = frame.locator("vitrine-lookbook");
  await book.locator(".leaf.drawn:not([inert])").waitFor({ timeout: 30_000 });
  // A page may fade in over its preview.
  await book.evaluate(({ shadowRoot }) =>
    Promise.all(shadowRoot.getAnimations().map(({ finished }) => finished)),
  );
  const png = await book.screenshot({ path: `${ROOT}build/embed/${name}.png` });
  const regions = await book.evaluate(({ regions }) =>
    regions.map(({ product, picture }) => ({ id: product.id, picture })),
  );
  const areas = regions.map(({ picture }) => picture);
  const colours = await coloursIn(page.context(), png.toString("base64"), areas);
  regions.forEach(({ id }, i) => {
    assert.ok(colours[i] > 500, `the picture of ${id} has ${colours[i]} colours`);
  });
  return regions.map(({ id }) => id);
}
