// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict";

/** Equal but for the last digits, which the C libraries' logarithms may differ in. */
export function assertSame(got, expected, path = "report") {
  if (typeof expected === "number") {
    const most = 1e-12 * Math.max(1, Math.abs(expected));
    assert.ok(Math.abs(got - expected) <= most, `${path}: ${got}, expected ${expected}`);
  } else if (typeof expected === "object" && expected !== null) {
    assert.deepEqual(Object.keys(got), Object.keys(expected), path);
    for (const [name, value] of Object.entries(expected)) {
      assertSame(got[name], value, `${path}.${name}`);
    }
  } else {
    assert.equal(got, expected, path);
  }
}
