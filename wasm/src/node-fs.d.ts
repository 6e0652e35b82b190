// SPDX-License-Identifier: Apache-2.0
// All that node.ts needs of Node.js. The types of the whole would change those of the browser's functions.
declare module "node:fs/promises" {
  export function readFile(file: URL): Promise<Uint8Array<ArrayBuffer>>;
}
