// SPDX-License-Identifier: Apache-2.0
// node demo.mjs serve|walk: what ./dev demo does once everything is built.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { prepare } from "./prepare.mjs";
import { serve } from "./serve.mjs";

const ROOT = fileURLToPath(new URL("dist", import.meta.url));
const CATALOGUE = `${ROOT}/catalogue`;
const DEFAULT_PORT = 8080;

/** Wrong arguments, or a shop that cannot be served. */
const EXIT_USAGE = 2;

function readPort(text) {
  if (text === undefined) {
    return undefined;
  }
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    throw new Error(`--port: expected 0 to 65535, got '${text}'`);
  }
  return port;
}

/** The port that was asked for; without one the usual port, or a free one where that is taken. */
async function open(port) {
  const root = { root: ROOT, catalogue: CATALOGUE };
  if (port !== undefined) {
    return serve({ ...root, port });
  }
  try {
    return await serve({ ...root, port: DEFAULT_PORT });
  } catch (error) {
    if (error.code !== "EADDRINUSE") {
      throw error;
    }
    return serve(root);
  }
}

async function start(args) {
  const { values } = parseArgs({
    args,
    options: { photos: { type: "string" }, port: { type: "string" } },
  });
  const port = readPort(values.port);
  if (!existsSync(`${ROOT}/index.html`)) {
    throw new Error("the shop is not built: npm run build --workspace web-demo");
  }
  await prepare({ photos: values.photos, out: CATALOGUE });
  const { url, close } = await open(port);
  console.log(`The shop is open at ${url}  (Ctrl-C closes it)`);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => close().then(() => process.exit(0)));
  }
}

async function main([command, ...args]) {
  try {
    if (command === "serve") {
      await start(args);
    } else if (command === "walk") {
      const { walk } = await import("./walk/walk.mjs");
      process.exitCode = await walk(args);
    } else {
      throw new Error(`usage: node demo.mjs serve|walk, got '${command ?? ""}'`);
    }
  } catch (error) {
    console.error(`error: ${error.message}`);
    process.exitCode = EXIT_USAGE;
  }
}

await main(process.argv.slice(2));
