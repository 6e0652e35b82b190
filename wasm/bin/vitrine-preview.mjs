#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// vitrine-preview PACK --pictures DIR: puts a preview into a pack, docs/element.md#before-the-first-page.
import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { addPreview, VitrineError } from "@vitrine/sdk/node";

const USAGE = `usage: vitrine-preview PACK [--pictures DIR] [--products N] [--out FILE]

  --pictures DIR  the folder of the feed's pictures (JPEG or PNG), by their links or their files' names;
                  without it the preview has products and no page
  --products N    how many products the plain list shows, 0 to 64 (default 12)
  --out FILE      default: the pack itself`;

/** Where a picture's file is: the link may be an address or relative to the feed. */
function fileOf(folder, link) {
  const path = decodeURIComponent(new URL(link, "file:///").pathname);
  const candidates = [join(folder, path), join(folder, basename(path))];
  const file = candidates.find((each) => existsSync(each));
  if (!file) {
    throw new Error(`the picture of the first page is at neither ${candidates.join(" nor ")}`);
  }
  return file;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      pictures: { type: "string" },
      products: { type: "string", default: "12" },
      out: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  const [pack] = positionals;
  if (values.help || pack === undefined || positionals.length > 1) {
    console.error(USAGE);
    return values.help ? 0 : 2;
  }
  const { pictures, out = pack } = values;
  const before = await readFile(pack);
  const after = await addPreview({
    catalog: before,
    products: Number(values.products),
    ...(pictures !== undefined && { picture: (link) => readFile(fileOf(pictures, link)) }),
  });
  // Whoever serves the pack never sees half of it.
  const made = `${out}.new-${process.pid}`;
  await writeFile(made, after);
  await rename(made, out);
  console.error(`${out}: ${after.length} bytes, ${after.length - before.length} more than before`);
  return 0;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    const name = error instanceof VitrineError ? `${error.code}: ` : "";
    console.error(`vitrine-preview: ${name}${error.message}`);
    process.exitCode = error.code?.startsWith?.("ERR_PARSE_ARGS") ? 2 : 1;
  },
);
