// SPDX-License-Identifier: Apache-2.0

/** A step did not find what it should have; the message says what was expected and what came. */
export class Unexpected extends Error {}

/** @throws {Unexpected} Unless `holds`. */
export function expect(holds, expected, came) {
  if (!holds) {
    throw new Unexpected(`expected ${expected}, got ${came}`);
  }
}
