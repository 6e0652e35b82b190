// SPDX-License-Identifier: Apache-2.0
// A shop's server as it answers from far away. The emulation of the DevTools protocol would leave out
// what workers load, so the traffic is shaped where it comes from.
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { listen } from "./listen.mjs";

/** What a shop's server sends compressed; pictures and fonts are so already. */
const COMPRESSED = /^(text\/|application\/(json|wasm|javascript)|image\/svg)/;

/** Headers of one connection, which are the next hop's own. */
const HOP = new Set(["connection", "content-length", "date", "keep-alive", "transfer-encoding"]);

/** The pieces in which answers share the line. */
const PIECE_BYTES = 8192;

/** A line that carries one piece after the other. */
export class Line {
  #bytesPerMs;
  #free = 0;

  /** @param {number} megabits Per second. */
  constructor(megabits) {
    this.#bytesPerMs = (megabits * 1e6) / 8 / 1000;
  }

  /**
   * Sends `bytes` that are ready at `time`, behind all that were sent before.
   *
   * @returns {number} When the last of them arrives, on the clock of `time`, in milliseconds.
   */
  send(bytes, time) {
    this.#free = Math.max(this.#free, time) + bytes / this.#bytesPerMs;
    return this.#free;
  }
}

/**
 * Puts a network before a server: a new connection takes one round trip and each answer another, all
 * answers together share one line, and text and code come gzipped. Bodies are fetched and compressed
 * once, so that after a first visit no time goes into that. There is no encryption, no loss and no slow
 * start of a connection; headers are free.
 *
 * @param {string} origin Of the server.
 * @param {{megabits: number, roundTripMs: number}} shape
 * @returns {Promise<{url: string, sent: {path: string, bytes: number}[], close(): Promise<void>}>}
 *   `sent` has a line for each answer, with the bytes of its body so far; empty it to count anew.
 */
export async function shapeNetwork(origin, { megabits, roundTripMs }) {
  const line = new Line(megabits);
  const answers = new Map();
  const opened = new WeakMap();
  const sent = [];
  const answerTo = (path, range) => {
    const wanted = `${range ?? ""} ${path}`;
    if (!answers.has(wanted)) {
      answers.set(wanted, fetchAnswer(new URL(path, origin), range));
    }
    return answers.get(wanted);
  };
  const respond = async (request, response) => {
    const { url: path, headers, socket } = request;
    let time = Math.max(performance.now(), opened.get(socket) + roundTripMs) + roundTripMs;
    const answer = await answerTo(path, headers.range);
    const known = answer.headers.etag && headers["if-none-match"] === answer.headers.etag;
    const body = known ? Buffer.alloc(0) : answer.body;
    const entry = { path, bytes: 0 };
    sent.push(entry);
    await until(time);
    response.writeHead(known ? 304 : answer.status, answer.headers);
    for (let at = 0; at < body.length && !response.destroyed; at += PIECE_BYTES) {
      const piece = body.subarray(at, at + PIECE_BYTES);
      time = line.send(piece.length, time);
      await until(time);
      response.write(piece);
      entry.bytes += piece.length;
    }
    response.end();
  };
  const server = createServer((request, response) => {
    respond(request, response).catch((error) => response.destroy(error));
  });
  server.on("connection", (socket) => opened.set(socket, performance.now()));
  return { ...(await listen(server)), sent };
}

async function fetchAnswer(url, range) {
  const response = await fetch(url, { headers: range ? { range } : {} });
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !HOP.has(name)));
  const plain = Buffer.from(await response.arrayBuffer());
  if (!COMPRESSED.test(headers["content-type"] ?? "")) {
    return { status: response.status, headers, body: plain };
  }
  headers["content-encoding"] = "gzip";
  return { status: response.status, headers, body: gzipSync(plain, { level: 9 }) };
}

/** Sleeps until `time` on the clock of performance.now(). */
async function until(time) {
  const left = time - performance.now();
  if (left > 0) {
    await sleep(left);
  }
}
