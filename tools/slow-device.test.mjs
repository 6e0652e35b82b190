// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { test } from "node:test";
import { launchChromium } from "./chromium.mjs";
import { groupRoot, limitOf } from "./slow-device.mjs";

const SECONDS = 3;
const PART = 0.25;

/** What all processes of a browser that loops in a page and in a worker got of a processor meanwhile. */
async function shareOf(browser) {
  const session = await browser.newBrowserCDPSession();
  const cpuSeconds = async () => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  const page = await browser.newPage();
  await page.evaluate(() => {
    const worker = new Worker(URL.createObjectURL(new Blob(["for (;;) {}"])));
    globalThis.worker = worker;
    setInterval(() => {
      const end = performance.now() + 50;
      while (performance.now() < end) {}
    });
  });
  const [before, start] = [await cpuSeconds(), performance.now()];
  await new Promise((resolve) => setTimeout(resolve, SECONDS * 1000));
  const used = (await cpuSeconds()) - before;
  const seconds = (performance.now() - start) / 1000;
  await page.close();
  return used / seconds;
}

const skip = groupRoot() ? false : "no control group may be made here";

test("a browser is held to a quarter of a processor, and let go", {
  skip,
  timeout: 90_000,
}, async () => {
  const browser = await launchChromium();
  try {
    const limit = await limitOf(browser);
    await limit.setShare(PART);
    const held = await shareOf(browser);
    await limit.release();
    const free = await shareOf(browser);
    assert.ok(held > 0 && held < PART * 1.5, `${held.toFixed(2)} of a processor`);
    assert.ok(free > held, `${free.toFixed(2)} afterwards, ${held.toFixed(2)} before`);
  } finally {
    await browser.close();
  }
});
