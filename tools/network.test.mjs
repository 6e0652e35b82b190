// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { Line, shapeNetwork } from "./network.mjs";

test("a line of 20 Mbit/s carries 50 kB in 20 milliseconds, from when they are ready", () => {
  assert.equal(new Line(20).send(50_000, 100), 120);
});

test("what is sent at the same time waits for what was sent before", () => {
  const line = new Line(20);
  assert.deepEqual([line.send(25_000, 0), line.send(25_000, 0)], [10, 20]);
});

test("a line that was idle does not catch up", () => {
  const line = new Line(20);
  line.send(25_000, 0);
  assert.equal(line.send(25_000, 500), 510);
});

describe("a network before a server", () => {
  const script = "export const answer = 42;\n".repeat(2000);
  let server;
  let network;

  before(async () => {
    server = createServer(({ url }, response) => {
      const missing = url !== "/code.js";
      response.writeHead(missing ? 404 : 200, {
        "Content-Type": "text/javascript",
        "Content-Security-Policy": "default-src 'self'",
        ETag: '"1"',
      });
      response.end(missing ? "" : script);
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const origin = `http://127.0.0.1:${server.address().port}`;
    network = await shapeNetwork(origin, { megabits: 1000, roundTripMs: 1 });
  });
  after(async () => {
    await network.close();
    server.closeAllConnections();
    server.close();
  });

  test("answers as the server does, gzipped, and counts what went over the line", async () => {
    network.sent.length = 0;
    const response = await fetch(new URL("code.js", network.url));
    assert.equal(await response.text(), script);
    assert.equal(response.headers.get("content-encoding"), "gzip");
    assert.equal(response.headers.get("content-security-policy"), "default-src 'self'");
    const [{ path, bytes }] = network.sent;
    assert.equal(path, "/code.js");
    assert.ok(bytes > 0 && bytes < script.length / 10, `${bytes} bytes`);
  });

  test("says that nothing changed to a browser that has the file", async () => {
    network.sent.length = 0;
    const headers = { "If-None-Match": '"1"' };
    const response = await fetch(new URL("code.js", network.url), { headers });
    assert.equal(response.status, 304);
    assert.deepEqual(network.sent, [{ path: "/code.js", bytes: 0 }]);
  });

  test("passes on that a file is missing", async () => {
    assert.equal((await fetch(new URL("other.js", network.url))).status, 404);
  });
});
