// SPDX-License-Identifier: Apache-2.0
// node build.mjs: writes the site to build/docs-site. Called by ./dev docs.
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vitepress";
import { checkLinks } from "./check-links.mjs";
import { generateCpp } from "./generate/cpp.mjs";
import { generateTypeScript } from "./generate/typescript.mjs";
import { GENERATED, OUT } from "./pages.mjs";

rmSync(GENERATED, { recursive: true, force: true });
generateCpp();
await generateTypeScript();
await build(fileURLToPath(new URL(".", import.meta.url)));
const findings = await checkLinks(OUT);
if (findings.length > 0) {
  console.error(`Links that lead nowhere:\n${findings.join("\n")}`);
  process.exitCode = 1;
}
