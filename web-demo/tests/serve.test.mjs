// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { serve } from "../serve.mjs";

let folder;
let shop;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "vitrine-serve-"));
  await mkdir(join(folder, "shop"));
  await mkdir(join(folder, "products"));
  await writeFile(join(folder, "shop", "index.html"), "<!doctype html><title>shop</title>");
  await writeFile(join(folder, "shop", "core.wasm"), "");
  await writeFile(join(folder, "products", "feed.json"), "[]");
  await writeFile(join(folder, "secret.txt"), "secret");
  shop = await serve({ root: join(folder, "shop"), catalogue: join(folder, "products") });
});
after(async () => {
  await shop.close();
  await rm(folder, { recursive: true, force: true });
});

test("the shop and its catalogue are served from their own folders", async () => {
  assert.match(await (await fetch(shop.url)).text(), /<title>shop/);
  assert.deepEqual(await (await fetch(new URL("catalogue/feed.json", shop.url))).json(), []);
});

test("every answer, also a refusal, carries the strict content security policy", async () => {
  for (const path of ["", "catalogue/feed.json", "nothing"]) {
    const response = await fetch(new URL(path, shop.url));
    const policy = response.headers.get("content-security-policy");
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'(;|$)/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|data:|blob:/);
  }
});

test("wasm is served as wasm, so that it can be compiled while it streams", async () => {
  const response = await fetch(new URL("core.wasm", shop.url));
  assert.equal(response.headers.get("content-type"), "application/wasm");
});

test("a part of a file can be had, and a range that is none ends nothing", async () => {
  const ask = (range) => fetch(shop.url, { headers: { range } });
  const whole = await (await fetch(shop.url)).text();
  for (const [range, text] of [
    ["bytes=0-4", whole.slice(0, 5)],
    ["bytes=5-9", whole.slice(5, 10)],
    ["bytes=5-", whole.slice(5)],
    ["bytes=0-999999999", whole],
  ]) {
    const part = await ask(range);
    assert.equal(part.status, 206, range);
    assert.equal(await part.text(), text, range);
  }
  assert.equal((await ask("bytes=999999-")).status, 416);
  for (const range of ["bytes=9-1", "bytes=-", "bytes=-5", "rows=1-2", "bytes=0-1,3-4"]) {
    assert.equal((await ask(range)).status, 200, range);
  }
});

test("what is not there answers 404", async () => {
  assert.equal((await fetch(new URL("nothing", shop.url))).status, 404);
  assert.equal((await fetch(new URL("catalogue/nothing", shop.url))).status, 404);
});

test("anything but reading is refused", async () => {
  const response = await fetch(shop.url, { method: "POST" });
  assert.equal(response.status, 405);
  assert.equal(response.headers.get("allow"), "GET, HEAD");
});

test("nothing outside the folders can be read", async () => {
  for (const path of ["/../secret.txt", "/catalogue/../../secret.txt", "/%2e%2e/secret.txt"]) {
    // fetch would tidy the path up before it is sent.
    const status = await new Promise((resolve, reject) => {
      request({ ...urlParts(shop.url), path }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on("error", reject)
        .end();
    });
    assert.equal(status, 404, path);
  }
});

const urlParts = (url) => ({ host: new URL(url).hostname, port: new URL(url).port });

test("a port that is taken is an error, not another port", async () => {
  const port = Number(new URL(shop.url).port);
  await assert.rejects(serve({ root: folder, port }), { code: "EADDRINUSE" });
});

test("closing ends connections that are still open", async () => {
  const other = await serve({ root: join(folder, "shop") });
  await fetch(other.url);
  await other.close();
  await assert.rejects(fetch(other.url));
});
