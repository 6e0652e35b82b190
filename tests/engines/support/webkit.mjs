// SPDX-License-Identifier: Apache-2.0
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Builder, By, Capabilities, Key } from "selenium-webdriver";

/** Debian's package webkit2gtk-driver. */
const EXECUTABLE = process.env.VITRINE_WEBKIT_DRIVER ?? "/usr/bin/WebKitWebDriver";
const KEYS = { ArrowRight: Key.ARROW_RIGHT, ArrowLeft: Key.ARROW_LEFT, Escape: Key.ESCAPE };
const TIMEOUT_MS = 30_000;

/** A screen that nobody sees, as Debian's package xvfb has it: this engine has no mode without one. */
async function openScreen() {
  // Without a reset, which comes when the last window closes, and in which the next finds no screen.
  const screen = ["-screen", "0", "1600x1400x24", "-nolisten", "tcp", "-noreset"];
  const server = spawn("Xvfb", ["-displayfd", "3", ...screen], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const failed = once(server, "error").then(([error]) => Promise.reject(error));
  const [number] = await Promise.race([once(server.stdio[3], "data"), failed]);
  return { display: `:${String(number).trim()}`, close: () => end(server) };
}

async function end(child) {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill();
    await once(child, "exit");
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function openDriver(display) {
  const port = await freePort();
  const driver = spawn(EXECUTABLE, [`--port=${port}`, "--host=127.0.0.1"], {
    // Without the bus of a desktop its search for aids to accessibility ends in warnings. And a system
    // without a language, which it passes on to pages.
    env: { ...process.env, DISPLAY: display, NO_AT_BRIDGE: "1", LC_ALL: "C" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  await once(driver, "spawn");
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries += 1) {
    const ready = await fetch(`${url}/status`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) {
      return { url, close: () => end(driver) };
    }
    await sleep(100);
  }
  await end(driver);
  throw new Error(`${EXECUTABLE} does not answer on port ${port}`);
}

/** Runs in the page: calls `work` and hands its answer or its error to WebDriver. */
const ASYNC = (work) => `
const [argument, done] = arguments;
Promise.resolve().then(() => (${work})(argument ?? undefined)).then(
  (value) => done({ value }),
  (error) => done({ error: String(error) + "\\n" + error?.stack }),
);`;

/** WebKitGTK, over WebDriver; each tab is a session of its own, for storage. @returns {Promise<import("./engine.mjs").Engine>} */
export async function openWebKit() {
  const screen = await openScreen();
  const driver = await openDriver(screen.display).catch(async (error) => {
    await screen.close();
    throw error;
  });
  const start = () => {
    const wanted = new Capabilities({ browserName: "MiniBrowser" });
    return new Builder().usingServer(driver.url).withCapabilities(wanted).build();
  };
  const engine = {
    version: "",
    async open(url, { width, height }) {
      const session = await start();
      engine.version = (await session.getCapabilities()).get("browserVersion");
      await session.manage().setTimeouts({ script: TIMEOUT_MS, pageLoad: TIMEOUT_MS });
      await resize(session, width, height);
      await session.get(url);
      return tabOf(session);
    },
    async close() {
      await driver.close();
      await screen.close();
    },
  };
  return engine;
}

/** The window's size counts its frame as well. */
async function resize(session, width, height) {
  await session.manage().window().setRect({ width, height });
  const [inner, outer] = await session.executeScript("return [innerWidth, innerHeight]");
  await session
    .manage()
    .window()
    .setRect({ width: 2 * width - inner, height: 2 * height - outer });
}

function tabOf(session) {
  return {
    async evaluate(work, argument) {
      const { value, error } = await session.executeAsyncScript(ASYNC(work), argument ?? null);
      if (error) {
        throw new Error(error);
      }
      return value;
    },
    press: (key) => session.actions().sendKeys(KEYS[key]).perform(),
    async click(selector) {
      const book = await session.findElement(By.css("vitrine-lookbook"));
      await (await (await book.getShadowRoot()).findElement(By.css(selector))).click();
    },
    screenshot: async () => Buffer.from(await session.takeScreenshot(), "base64"),
    reload: () => session.navigate().refresh(),
    close: () => session.quit(),
  };
}
