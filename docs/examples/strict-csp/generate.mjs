// SPDX-License-Identifier: Apache-2.0
// node generate.mjs: writes public/ with the package, the shop's script and a page that names the hash of
// everything it runs.
import { createHash } from "node:crypto";
import { cpSync, readFileSync, writeFileSync } from "node:fs";

const PACKAGE = "node_modules/@vitrine/sdk/dist";
const published = JSON.parse(readFileSync(`${PACKAGE}/integrity.json`, "utf8"));

const hashOf = (text, algorithm = "sha384") =>
  `${algorithm}-${createHash(algorithm).update(text).digest("base64")}`;

/** The package's scripts that run on the page: these, and what they import. The worker's are its own. */
function scriptsOf(entries) {
  const found = new Set(entries);
  for (const name of found) {
    const code = readFileSync(`${PACKAGE}/${name}`, "utf8");
    for (const [, other] of code.matchAll(/"\.\/([\w-]+\.js)"/g)) {
      if (other !== "worker.js") {
        found.add(other);
      }
    }
  }
  return [...found];
}

cpSync(PACKAGE, "public/vitrine", { recursive: true });

const modules = Object.entries(published).filter(([name]) => name.endsWith(".wasm"));
const integrity = `export const integrity = ${JSON.stringify(Object.fromEntries(modules))};\n`;
writeFileSync("public/integrity.js", integrity);

const shop = readFileSync("shop.js", "utf8");
writeFileSync("public/shop.js", shop);

const importMap = JSON.stringify({
  imports: {
    "@vitrine/sdk": "/vitrine/index.js",
    "@vitrine/sdk/element": "/vitrine/element.js",
  },
  integrity: {
    "/integrity.js": hashOf(integrity),
    ...Object.fromEntries(
      scriptsOf(["index.js", "element.js"]).map((name) => [`/vitrine/${name}`, published[name]]),
    ),
  },
});
const policy = [
  "default-src 'none'",
  `script-src 'self' 'wasm-unsafe-eval' '${hashOf(importMap, "sha256")}'`,
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const page = readFileSync("page.html", "utf8")
  .replace('"policy"', () => `"${policy}"`)
  .replace('"importMap"', () => importMap)
  .replace('"hash"', `"${hashOf(shop)}"`);
writeFileSync("public/index.html", page);
console.log(`Content-Security-Policy: ${policy}`);
