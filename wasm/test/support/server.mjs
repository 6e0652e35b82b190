// SPDX-License-Identifier: Apache-2.0
// Static servers for the browser tests. Every server has a port, and so an origin, of its own.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import sirv from "sirv";

/** The repository's root. */
export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** The policy that the package promises to work under: no eval, no inline script or style, no blob. */
export const STRICT_CSP = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src http:",
  "font-src 'self'",
  "connect-src http:",
].join("; ");

/**
 * @typedef {object} Resource What a server answers for one path.
 * @property {string | Uint8Array} [body] Default empty.
 * @property {string} [type] The Content-Type. Default by the path's ending.
 * @property {number} [status] Default 200.
 * @property {Record<string, string>} [headers] Beside those of the server.
 * @property {() => (Promise<void> | void)} [before] Awaited before the answer is sent.
 *
 * @typedef {object} ServerOptions
 * @property {Record<string, string>} [folders] URL prefix ("/package/") -> folder on disk.
 * @property {Record<string, string>} [cachedFolders] The same, answered with ETags and asked for again, as
 *   plain static servers do. Everything else is never cached.
 * @property {Record<string, Resource | string | Uint8Array>} [files] URL path -> what is answered;
 *   looked up at every request, so a test may change it.
 * @property {Record<string, string>} [headers] Sent with every answer, a Content-Security-Policy say.
 *
 * @typedef {object} Server
 * @property {string} origin "http://127.0.0.1:40123".
 * @property {string[]} requests The paths asked for so far, queries left out.
 * @property {{path: string, status: number, bytes: number}[]} answers What was sent, once it was.
 * @property {() => Promise<void>} close
 */

const TYPES = {
  ".css": "text/css",
  ".html": "text/html;charset=utf-8",
  ".jpg": "image/jpeg",
  ".js": "text/javascript",
  ".json": "application/json",
  ".mjs": "text/javascript",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

const typeOf = (path) => TYPES[/\.\w+$/.exec(path)?.[0] ?? ""] ?? "application/octet-stream";

async function answer(response, path, resource) {
  const plain = typeof resource === "string" || resource instanceof Uint8Array;
  const {
    body = "",
    type = typeOf(path),
    status = 200,
    headers = {},
    before,
  } = plain ? { body: resource } : resource;
  await before?.();
  response.writeHead(status, { "Content-Type": type, ...headers }).end(body);
}

/**
 * Serves files and folders on 127.0.0.1, on a port that is free.
 *
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer({ folders = {}, cachedFolders = {}, files = {}, headers = {} }) {
  const rootsOf = (all, etag) =>
    Object.entries(all).map(([prefix, folder]) => ({
      prefix,
      etag,
      serve: sirv(folder, { dev: true, etag }),
    }));
  const roots = [...rootsOf(folders, false), ...rootsOf(cachedFolders, true)];
  const requests = [];
  const answers = [];
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://127.0.0.1").pathname;
    requests.push(path);
    response.on("finish", () => {
      const bytes = response.statusCode === 200 ? Number(response.getHeader("Content-Length")) : 0;
      answers.push({ path, status: response.statusCode, bytes });
    });
    response.setHeader("Cache-Control", "no-store");
    for (const [name, value] of Object.entries(headers)) {
      response.setHeader(name, value);
    }
    if (files[path] !== undefined) {
      answer(response, path, files[path]).catch((error) => response.destroy(error));
      return;
    }
    const root = roots.find(({ prefix }) => path.startsWith(prefix));
    const missing = () => response.writeHead(404, { "Content-Type": "text/plain" }).end("not here");
    if (!root) {
      missing();
      return;
    }
    if (root.etag) {
      response.removeHeader("Cache-Control");
    }
    request.url = `/${path.slice(root.prefix.length)}`;
    root.serve(request, response, missing);
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    requests,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A page that runs one module script from its own origin and has nothing inline. */
export const htmlPage = (script, body = "") => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>test</title>
<script type="module" src="${script}"></script></head><body>${body}</body></html>`;

/**
 * A page at `/` that has the built package at `/package/` and exposes its exports as `globalThis.sdk`;
 * `sdkReady` on the page resolves when it is loaded.
 *
 * @param {ServerOptions & {script?: string, body?: string}} options `script` runs after the import.
 */
export function startShop({
  folders = {},
  files = {},
  headers = {},
  script = "",
  body = "",
  ...rest
} = {}) {
  return startServer({
    ...rest,
    folders: { "/package/": `${ROOT}wasm/dist`, ...folders },
    files: Object.assign(files, {
      "/": { body: htmlPage("/page.js", body), type: TYPES[".html"] },
      "/page.js": {
        body: `import * as sdk from "/package/index.js";\nglobalThis.sdk = sdk;\n${script}`,
        type: TYPES[".js"],
      },
      "/favicon.ico": { status: 204 },
    }),
    headers: { "Content-Security-Policy": STRICT_CSP, ...headers },
  });
}

/** The bytes of a file of the repository. */
export const repositoryFile = (path) => readFile(`${ROOT}${path}`);
