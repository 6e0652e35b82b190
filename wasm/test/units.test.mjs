// SPDX-License-Identifier: Apache-2.0
// The small parts of the package that need no browser.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { combined } from "../dist/consent.js";
import { fetchBytes, readBytes } from "../dist/download.js";
import { asVitrineError, factsOf, VitrineError } from "../dist/errors.js";
import { Limiter } from "../dist/limiter.js";
import { PriceFormatter } from "../dist/prices.js";

test("an error crosses to the other side with its code, message and detail", () => {
  const error = new VitrineError("IMAGE_CORS", "no header", { detail: { host: "cdn.example" } });
  const crossed = VitrineError.from(structuredClone(factsOf(error)));
  assert.ok(crossed instanceof Error && crossed instanceof VitrineError);
  assert.equal(crossed.name, "VitrineError");
  assert.deepEqual(
    [crossed.code, crossed.message, crossed.detail],
    ["IMAGE_CORS", "no header", { host: "cdn.example" }],
  );
});

test("an error's cause is kept, and foreign errors become INTERNAL or ABORTED", () => {
  const cause = new TypeError("underneath");
  const wrapped = asVitrineError(cause);
  assert.deepEqual([wrapped.code, wrapped.message], ["INTERNAL", "underneath"]);
  assert.equal(wrapped.cause, cause);
  assert.equal(asVitrineError(wrapped), wrapped);
  assert.equal(asVitrineError(AbortSignal.abort().reason).code, "ABORTED");
  assert.equal(asVitrineError("words").message, "words");
});

test("of several answers one no is a no, and a yes needs all that speak", () => {
  const answers = (...said) => combined(said.map((store) => ({ store }))).store;
  for (const [said, together] of [
    [[], undefined],
    [[undefined], undefined],
    [[true], true],
    [[false], false],
    [[true, true], true],
    [[true, undefined], undefined],
    [[undefined, false], false],
    [[true, false, undefined], false],
  ]) {
    assert.equal(answers(...said), together, String(said));
  }
});

test("a limiter runs no more than its limit, starts in order and survives failures", async () => {
  const limiter = new Limiter(2);
  const started = [];
  const gates = [];
  let running = 0;
  let most = 0;
  const task = (name) => async () => {
    started.push(name);
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => gates.push(resolve));
    running -= 1;
    if (name === "b") {
      throw new Error("b failed");
    }
    return name;
  };
  const results = ["a", "b", "c", "d"].map((name) => limiter.run(task(name)));
  const settled = Promise.allSettled(results);
  let done = false;
  settled.then(() => {
    done = true;
  });
  while (!done) {
    gates.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  assert.deepEqual(started, ["a", "b", "c", "d"]);
  assert.equal(most, 2);
  assert.deepEqual(
    (await settled).map(({ value, reason }) => value ?? reason.message),
    ["a", "b failed", "c", "d"],
  );
});

test("a body is read whole, or refused as soon as it is too large", async () => {
  const body = () => new Response(Uint8Array.from({ length: 1000 }, (_, i) => i % 251));
  assert.deepEqual((await readBytes(body(), 1000)).length, 1000);
  assert.equal((await readBytes(body(), 1000))[999], 999 % 251);
  await assert.rejects(readBytes(body(), 999), { code: "TOO_LARGE" });
  const lying = new Response("abc", { headers: { "Content-Length": "5000" } });
  await assert.rejects(readBytes(lying, 1000), { code: "TOO_LARGE" });
  const endless = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(100)),
  });
  await assert.rejects(readBytes(new Response(endless), 1000), { code: "TOO_LARGE" });
  assert.equal((await readBytes(new Response(null), 10)).length, 0);
});

test("a download that breaks off is a FETCH error with the address", async (t) => {
  const server = createServer((_, response) => {
    response.writeHead(200, { "Content-Length": "100" });
    response.write("only this");
    setImmediate(() => response.destroy());
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const url = `http://127.0.0.1:${server.address().port}/catalogue.vpack`;
  await assert.rejects(fetchBytes(url, 1000, new AbortController().signal), (error) => {
    assert.equal(error.code, "FETCH");
    assert.equal(error.detail.url, url);
    return true;
  });
});

test("prices are exact to the cent, without cents where there are none", () => {
  const formatter = new PriceFormatter("en", () => assert.fail("plain"));
  const text = (micros, currency) => formatter.price({ micros, currency }).text;
  assert.equal(text(12_500_000, "EUR"), "€12.50");
  assert.equal(text(12_000_000, "EUR"), "€12");
  assert.equal(text(4_900_000_000, "JPY"), "¥4,900");
  assert.equal(formatter.price({ micros: 70_000, currency: "EUR" }).amount, 0.07);
});

test("a currency that is no ISO code is written plainly instead of failing", () => {
  const formatter = new PriceFormatter("en", (micros, currency) => `${micros / 1e6} ${currency}`);
  assert.equal(formatter.price({ micros: 5_000_000, currency: "POINTS" }).text, "5 POINTS");
});
