// SPDX-License-Identifier: Apache-2.0
// The browsers that the tests run in, behind one small interface.
import { openChromium } from "./chromium.mjs";
import { openFirefox } from "./firefox.mjs";
import { openWebKit } from "./webkit.mjs";

/**
 * @typedef {object} Tab A page with storage of its own. Input is real: what the engine makes of keys and a pointer.
 * @property {<Value>(work: (argument: any) => Value, argument?: unknown) => Promise<Awaited<Value>>} evaluate Runs
 *   `work` in the page.
 * @property {(key: "ArrowRight" | "ArrowLeft" | "Escape") => Promise<void>} press
 * @property {(selector: string) => Promise<void>} click The first such element inside the lookbook.
 * @property {() => Promise<Uint8Array>} screenshot A PNG of what is in the window.
 * @property {() => Promise<unknown>} reload
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Engine
 * @property {string} version Known once a tab was opened.
 * @property {(url: string, size: {width: number, height: number}) => Promise<Tab>} open
 * @property {() => Promise<void>} close
 */

/** By the names of their engines' browsers. */
export const ENGINES = { Chromium: openChromium, Firefox: openFirefox, WebKitGTK: openWebKit };
