// SPDX-License-Identifier: Apache-2.0
// <vitrine-lookbook> on a server, where there is no document.
import assert from "node:assert/strict";
import { test } from "node:test";

test("importing the element on a server defines nothing and throws nothing", async () => {
  const before = Object.keys(globalThis);
  const { VitrineLookbookElement } = await import("../dist/element.js");
  assert.equal(typeof VitrineLookbookElement, "function");
  assert.deepEqual(VitrineLookbookElement.observedAttributes.includes("catalog"), true);
  assert.deepEqual(Object.keys(globalThis), before);
});
