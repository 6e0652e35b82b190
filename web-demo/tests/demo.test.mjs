// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const DEMO = fileURLToPath(new URL("../demo.mjs", import.meta.url));

/** Runs the demo; `said` is called with all it has printed so far. */
async function demo(args, said = () => undefined) {
  const child = spawn(process.execPath, [DEMO, ...args]);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (part) => {
      text += part;
      said(text, child);
    });
  }
  const [status] = await once(child, "close");
  return { status, text };
}

test("serving prints the address, answers there and ends with 0 when told to", async () => {
  let answered;
  const { status, text } = await demo(["serve", "--port", "0"], (printed, child) => {
    const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(printed)?.[0];
    if (url && !answered) {
      answered = fetch(url).then((response) => {
        child.kill("SIGTERM");
        return response.status;
      });
    }
  });
  assert.equal(status, 0, text);
  assert.equal(await answered, 200);
});

const REFUSED = [
  { name: "no command", args: [], says: /usage:/ },
  { name: "another command", args: ["sell"], says: /got 'sell'/ },
  { name: "a port that is none", args: ["serve", "--port", "web"], says: /expected 0 to 65535/ },
  { name: "a port too large", args: ["serve", "--port", "70000"], says: /expected 0 to 65535/ },
  { name: "an unknown option", args: ["serve", "--fast"], says: /--fast/ },
  {
    name: "photographs that are not there",
    args: ["serve", "--photos", "/nowhere"],
    says: /expected a folder of photographs/,
  },
];

for (const { name, args, says } of REFUSED) {
  test(`with ${name} the demo ends with 2 and says why`, async () => {
    const { status, text } = await demo(args);
    assert.equal(status, 2);
    assert.match(text, says);
  });
}

test("a port that was asked for and is taken ends the demo with 2", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { status, text } = await demo(["serve", "--port", String(other.address().port)]);
  other.close();
  assert.equal(status, 2);
  assert.match(text, /EADDRINUSE/);
});
