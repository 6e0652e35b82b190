// SPDX-License-Identifier: Apache-2.0
// The panel that says what the lookbook costs here and now, and what the first page does not load.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openShop } from "./browser.mjs";

let shop;
before(async () => {
  shop = await openShop();
});
after(() => shop?.close());

test("?perf opens the panel: times, bytes, memory, as text and as JSON", async () => {
  const { page, context, goTo, ready, troubles } = await shop.shopper({
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await goTo("?perf#/lookbook");
  await ready();
  await page.getByTestId("pick").first().waitFor();
  const panel = page.getByTestId("performance");
  await panel.getByRole("row", { name: /^page / }).waitFor();
  await page.waitForFunction(() => {
    const { figures } = document.querySelector("[data-testid=performance]").dataset;
    return figures && JSON.parse(figures).firstPageMs !== undefined;
  });
  await page.getByTestId("performance-copy").click();
  await page.getByTestId("notice").getByText("Copied").waitFor();
  const figures = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  assert.ok(figures.firstPageMs > 0);
  const steps = new Map(figures.steps.map((step) => [step.name, step]));
  for (const name of ["create", "rank", "compose", "page"]) {
    assert.ok(steps.get(name)?.mostMs >= steps.get(name)?.lastMs, name);
  }
  const bytesOf = (part) =>
    figures.files.filter(({ file }) => file.includes(part)).map(({ bytes }) => bytes);
  for (const part of ["vitrine-sdk", "worker-", "core-", "imaging-"]) {
    assert.ok(bytesOf(part)[0] > 10_000, `${part}: ${JSON.stringify(figures.files)}`);
  }
  assert.ok(figures.memory.memoryBytes >= figures.memory.heapBytes);
  await page.getByTestId("performance-close").click();
  await panel.waitFor({ state: "detached" });
  await page.getByTestId("open-performance").click();
  await panel.waitFor();
  assert.deepEqual(troubles, []);
  await context.close();
});

test("a browser without SIMD is told of the modules that it has, and fetches no others", async () => {
  const { page, context, goTo, ready } = await shop.shopper();
  const without = "WebAssembly.validate = () => false;";
  await page.addInitScript(without);
  await page.route("**/assets/worker-*.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${without}${await response.text()}` });
  });
  const modules = new Set();
  page.on("request", (request) => {
    const [, name] = /\/((?:core|imaging)[^/]*)-[^/]*\.wasm$/.exec(request.url()) ?? [];
    modules.add(name);
  });
  await goTo("?perf#/lookbook");
  await ready();
  await page.getByTestId("pick").first().waitFor();
  await page.waitForFunction(() => {
    const { figures } = document.querySelector("[data-testid=performance]").dataset;
    return figures && JSON.parse(figures).files.some(({ file }) => file.startsWith("imaging"));
  });
  modules.delete(undefined);
  assert.deepEqual([...modules].toSorted(), ["core.baseline", "imaging.baseline"]);
  await context.close();
});

test("the timings of a long visit do not pile up", async () => {
  const { page, context, goTo, ready } = await shop.shopper();
  await goTo("#/lookbook");
  await ready();
  await page.getByTestId("pick").first().waitFor();
  await page.evaluate(() => {
    const { timings } = globalThis.vitrineWatch;
    timings.push(...Array.from({ length: 600 }, () => timings[0]));
    document.querySelector("vitrine-lookbook").next();
  });
  await page.waitForFunction(() => globalThis.vitrineWatch.timings.length === 500);
  await context.close();
});

test("what stands behind the shop is fetched when it is opened, not before", async () => {
  const { page, context, goTo, ready } = await shop.shopper();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await goTo("");
  await ready();
  await page.getByTestId("cover").locator("vitrine-lookbook").getByRole("link").first().waitFor();
  const late = /studio|report|measure|languages|panel|merchants|arabic|traffic/;
  assert.deepEqual(
    asked.filter((path) => late.test(path)),
    [],
  );
  await goTo("#/one-look");
  await page.getByTestId("one-look-view").waitFor();
  assert.ok(asked.some((path) => /studio/.test(path)));
  await context.close();
});
