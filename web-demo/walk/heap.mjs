// SPDX-License-Identifier: Apache-2.0
// How much memory a page and its workers hold, after everything that can be freed was.

/**
 * Follows a page's workers over the DevTools protocol.
 *
 * @param {import("playwright-core").Page} page Before it starts them.
 * @returns {Promise<{read: () => Promise<{pageBytes: number, workerBytes: number, workers: number}>}>} `read`
 *   collects garbage in the page and in each worker, and says how many bytes of JavaScript are left.
 */
export async function watchHeap(page) {
  const session = await page.context().newCDPSession(page);
  const workers = new Set();
  const waiting = new Map();
  let asked = 0;
  session.on("Target.attachedToTarget", ({ sessionId, targetInfo }) => {
    if (targetInfo.type === "worker") {
      workers.add(sessionId);
    }
  });
  session.on("Target.detachedFromTarget", ({ sessionId }) => workers.delete(sessionId));
  session.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result, error } = JSON.parse(message);
    const answer = waiting.get(id);
    waiting.delete(id);
    if (error) {
      answer?.reject(new Error(error.message));
    } else {
      answer?.resolve(result);
    }
  });
  await session.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const ask = (sessionId, method) => {
    asked += 1;
    const message = JSON.stringify({ id: asked, method });
    const answered = new Promise((resolve, reject) => waiting.set(asked, { resolve, reject }));
    return session.send("Target.sendMessageToTarget", { sessionId, message }).then(() => answered);
  };
  return {
    async read() {
      await session.send("HeapProfiler.collectGarbage");
      const { usedSize } = await session.send("Runtime.getHeapUsage");
      let workerBytes = 0;
      for (const sessionId of workers) {
        await ask(sessionId, "HeapProfiler.collectGarbage");
        workerBytes += (await ask(sessionId, "Runtime.getHeapUsage")).usedSize;
      }
      return { pageBytes: usedSize, workerBytes, workers: workers.size };
    },
  };
}
