// SPDX-License-Identifier: Apache-2.0
// Serves the built shop on this machine, with the headers that a careful shop sends.
import { createServer } from "node:http";
import { join } from "node:path";
import sirv from "sirv";
import { listen } from "../tools/listen.mjs";

/** Nothing but the shop's own files; WebAssembly may be compiled, strings may not. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
  "Content-Security-Policy": CONTENT_SECURITY_POLICY,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  // The catalogue and the build change under a running server.
  "Cache-Control": "no-cache",
};

/** Files of a folder, looked up at each request. */
function files(folder) {
  return sirv(folder, {
    dev: true,
    etag: true,
    setHeaders: (response) => {
      for (const [name, value] of Object.entries(HEADERS)) {
        response.setHeader(name, value);
      }
    },
  });
}

/** One range with a beginning. */
function isRange(header) {
  const [, first, last] = /^bytes=(\d{1,12})-(\d{0,12})$/.exec(header ?? "") ?? [];
  return first !== undefined && (last === "" || Number(last) >= Number(first));
}

/**
 * Serves a built shop on 127.0.0.1.
 *
 * @param {object} options
 * @param {string} options.root The folder with the shop's index.html.
 * @param {string} [options.catalogue] What `prepare` wrote; default: `catalogue` in `root`.
 * @param {number} [options.port] Default 0: any free one.
 * @returns {Promise<{url: string, close(): Promise<void>}>} The shop's address, ending in a slash, and what
 *   ends the server and its open connections.
 * @throws {Error} When the port is taken.
 */
export async function serve({ root, catalogue = join(root, "catalogue"), port = 0 }) {
  const shop = files(root);
  const products = files(catalogue);
  const server = createServer((request, response) => {
    // A range that is none would end the server; it brings all of the file, as one that is not understood does.
    if (!isRange(request.headers.range)) {
      delete request.headers.range;
    }
    const missing = () => {
      response.writeHead(404, { ...HEADERS, "Content-Type": "text/plain; charset=utf-8" });
      response.end("There is no such file.\n");
    };
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { ...HEADERS, Allow: "GET, HEAD" });
      response.end();
    } else if (request.url.startsWith("/catalogue/")) {
      request.url = request.url.slice("/catalogue".length);
      products(request, response, missing);
    } else {
      shop(request, response, missing);
    }
  });
  return listen(server, port);
}
