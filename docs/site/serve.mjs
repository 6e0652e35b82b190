// SPDX-License-Identifier: Apache-2.0
// node serve.mjs [--port N] [--check]: serves the built site on this machine and prints its address; --check only looks
// whether that could be asked for.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { parse } from "node-html-parser";
import sirv from "sirv";
import { listen } from "../../tools/listen.mjs";
import { OUT } from "./pages.mjs";

// VitePress writes the same few scripts into every page: they set the colours before the first paint.
function inlineScripts(folder) {
  const page = parse(readFileSync(join(folder, "index.html"), "utf8"));
  const hash = (text) => createHash("sha256").update(text).digest("base64");
  return page
    .querySelectorAll("script:not([src])")
    .map((script) => `'sha256-${hash(script.rawText)}'`);
}

/** Nothing from elsewhere, and no script but the site's own. Code is coloured by style attributes. */
function policyOf(folder) {
  return [
    "default-src 'none'",
    `script-src 'self' ${inlineScripts(folder).join(" ")}`,
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * @param {object} [options]
 * @param {string} [options.folder] The built site.
 * @param {number} [options.port] Default 0: any free one.
 * @returns {Promise<{url: string, close(): Promise<void>}>} Its address, ending in a slash.
 * @throws {Error} When it is not built, or the port is taken.
 */
export async function serve({ folder = OUT, port = 0 } = {}) {
  if (!existsSync(join(folder, "index.html"))) {
    throw new Error(`${folder} has no site; ./dev docs --build writes it`);
  }
  const policy = policyOf(folder);
  const files = sirv(folder, {
    dev: true,
    extensions: ["html"],
    setHeaders: (response) => {
      response.setHeader("Content-Security-Policy", policy);
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Referrer-Policy", "no-referrer");
      response.setHeader("Cache-Control", "no-cache");
    },
  });
  const missing = readFileSync(join(folder, "404.html"));
  const server = createServer((request, response) => {
    files(request, response, () => {
      response.writeHead(404, { "Content-Type": "text/html; charset=utf-8" }).end(missing);
    });
  });
  return listen(server, port);
}

function readArguments() {
  const options = {
    port: { type: "string", default: "0" },
    check: { type: "boolean", default: false },
  };
  const { values } = parseArgs({ options });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`--port needs a whole number, 0 .. 65535, got '${values.port}'`);
  }
  return { port, check: values.check };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { port, check } = readArguments();
    if (!check) {
      const { url } = await serve({ port });
      console.log(`The documentation is at ${url}  (Ctrl+C ends it)`);
    }
  } catch (error) {
    console.error(`docs: ${error.message}`);
    process.exitCode = 2;
  }
}
