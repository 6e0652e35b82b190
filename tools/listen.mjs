// SPDX-License-Identifier: Apache-2.0
// Servers on this machine, for the demo, the documentation, the tests and the benchmarks.

/**
 * Has a server listen on 127.0.0.1.
 *
 * @param {import("node:http").Server} server
 * @param {number} [port] Default 0: any free one.
 * @returns {Promise<{url: string, close(): Promise<void>}>} Its address, ending in a slash, and what ends it and
 *   its open connections.
 * @throws {Error} When the port is taken.
 */
export async function listen(server, port = 0) {
  await new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
