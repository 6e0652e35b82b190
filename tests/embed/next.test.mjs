// SPDX-License-Identifier: Apache-2.0
// The example of Next.js, by the commands of its README: rendered on the server, hydrated, shown.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { launchChromium } from "../../tools/chromium.mjs";
import { copyExample, openExample, QUIET, runReadme, shownProducts } from "./support/examples.mjs";

const ENV = { NEXT_TELEMETRY_DISABLED: "1" };

/** `npm start`, on a port that is free; its address. */
async function start(t, folder) {
  const child = spawn("npm", ["start", "--", "--hostname", "127.0.0.1"], {
    cwd: folder,
    env: { ...process.env, NODE_OPTIONS: "", ...QUIET, ...ENV, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  t.after(async () => {
    process.kill(-child.pid);
    await once(child, "exit");
  });
  let output = "";
  for await (const chunk of child.stdout) {
    output += chunk;
    const address = /http:\/\/[\w.]+:\d+/.exec(output);
    if (address && /ready/i.test(output)) {
      return address[0];
    }
  }
  throw new Error(`it ended before it was ready:\n${output}`);
}

test("next: what the server rendered is hydrated and shown", { timeout: 300_000 }, async (t) => {
  const folder = copyExample("next");
  runReadme(folder, ENV);
  const address = await start(t, folder);
  const rendered = await (await fetch(address)).text();
  assert.match(rendered, /<vitrine-lookbook catalog="\/catalogue\.vpack" label="Picked for you">/);

  const browser = await launchChromium();
  t.after(() => browser.close());
  const { page, messages } = await openExample(browser, address);
  assert.ok((await shownProducts(page, "next")).length > 0);
  assert.equal(await page.locator("vitrine-lookbook").count(), 1);
  assert.deepEqual(messages, []);
});
