// SPDX-License-Identifier: Apache-2.0
// What is read of a picture before the browser decodes it, and that no bytes upset the reader.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { VitrineError } from "../dist/errors.js";
import { readPictureHeader } from "../dist/picture-header.js";
import { plainPng } from "./support/png.mjs";
import { animatedWebp, hugeWebp, turnedWebp } from "./support/webp.mjs";

const avif = (name) => readFileSync(new URL(`data/avif/${name}.avif`, import.meta.url));

// 1 x 1 by libwebp: lossy, and without loss.
const LOSSY = Buffer.from("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA=", "base64");
const LOSSLESS = Buffer.from("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==", "base64");
const GIF = Buffer.from("R0lGODlhAQABAIAAAP8AAAAAACwAAAAAAQABAAACAkQBADs=", "base64");

function bmp(width, height, size = 40) {
  const file = Buffer.alloc(60);
  file.write("BM", "latin1");
  file.writeInt32LE(size, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  return file;
}

/** A screen and the place of a picture on it, after what extensions and what palette. */
function gifOf([width, height], [left, top, across, down], { extensions = [], colours = 0 } = {}) {
  const words = (...values) => Buffer.from(new Uint16Array(values).buffer);
  const flags = colours > 0 ? 0x80 | (Math.log2(colours) - 1) : 0;
  return Buffer.concat([
    ...[Buffer.from("GIF89a"), words(width, height), Buffer.from([flags, 0, 0])],
    ...[Buffer.alloc(3 * colours), ...extensions, Buffer.from([0x2c])],
    ...[words(left, top, across, down), Buffer.from([0, 2, 0, 0x3b])],
  ]);
}

/** A VP8 or VP8L chunk that says it is so large. */
function webpOf(source, width, height) {
  const file = Buffer.from(source);
  if (source === LOSSY) {
    file.writeUInt16LE(width | 0x4000, 26);
    file.writeUInt16LE(height | 0x8000, 28);
  } else {
    file.writeUInt32LE((width - 1) | ((height - 1) << 14) | 0x10000000, 21);
  }
  return file;
}

function box(name, ...contents) {
  const body = Buffer.concat(contents);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(name, 4, "latin1");
  return Buffer.concat([head, body]);
}

const FTYP = box("ftyp", Buffer.from("mif1\0\0\0\0mif1avif", "latin1"));

const plain = { orientation: 1, turned: false };

test("the size and the turn are read of every kind of file", () => {
  const cases = [
    [LOSSY, { type: "image/webp", width: 1, height: 1, ...plain }],
    [LOSSLESS, { type: "image/webp", width: 1, height: 1, ...plain }],
    [webpOf(LOSSY, 16383, 2), { type: "image/webp", width: 16383, height: 2, ...plain }],
    [webpOf(LOSSLESS, 2, 16384), { type: "image/webp", width: 2, height: 16384, ...plain }],
    [hugeWebp(40_000, 30_000), { type: "image/webp", width: 40_000, height: 30_000, ...plain }],
    [animatedWebp([LOSSY], 7, 9), { type: "image/webp", width: 7, height: 9, ...plain }],
    [
      turnedWebp(LOSSLESS, 7, 9, 6),
      { type: "image/webp", width: 7, height: 9, orientation: 6, turned: false },
    ],
    [turnedWebp(LOSSLESS, 7, 9, 0), { type: "image/webp", width: 7, height: 9, ...plain }],
    [avif("plain"), { type: "image/avif", width: 400, height: 500, ...plain }],
    [avif("clear"), { type: "image/avif", width: 400, height: 500, ...plain }],
    [avif("sequence"), { type: "image/avif", width: 400, height: 500, ...plain }],
    [avif("lying"), { type: "image/avif", width: 500, height: 400, orientation: 1, turned: true }],
    [GIF, { type: "image/gif", width: 1, height: 1, ...plain }],
    [gifOf([300, 200], [0, 0, 300, 200]), { type: "image/gif", width: 300, height: 200, ...plain }],
    [gifOf([0, 0], [0, 0, 7, 9]), { type: "image/gif", width: 7, height: 9, ...plain }],
    [bmp(300, 200), { type: "image/bmp", width: 300, height: 200, ...plain }],
    [bmp(300, -200, 124), { type: "image/bmp", width: 300, height: 200, ...plain }],
  ];
  for (const [file, facts] of cases) {
    assert.deepEqual(readPictureHeader(file), facts);
  }
});

test("other files are left to others", () => {
  const others = [plainPng(3, 3, [1, 2, 3, 255]), Buffer.from([0xff, 0xd8, 0xff, 0xe0]), ""];
  const texts = ["BMW sells a lot of cars", "RIFF and WAVE and so on", "{}", "ftyp"];
  const heic = box("ftyp", Buffer.from("heic\0\0\0\0mif1heic", "latin1"));
  for (const file of [...others, ...texts, heic]) {
    assert.equal(readPictureHeader(Buffer.from(file)), undefined);
  }
});

const corrupt = (file) =>
  assert.throws(
    () => readPictureHeader(file),
    (error) => error instanceof VitrineError && error.code === "IMAGE_CORRUPT",
  );

test("what makes no sense is IMAGE_CORRUPT", () => {
  corrupt(LOSSY.subarray(0, LOSSY.length - 1));
  corrupt(avif("plain").subarray(0, -1));
  corrupt(FTYP);
  corrupt(bmp(0, 5));
  corrupt(bmp(-3, 5));
  corrupt(webpOf(LOSSY, 0, 5));
  corrupt(Buffer.concat([FTYP, Buffer.from([0, 0, 0, 4]), Buffer.from("meta")]));
});

test("the largest part of a file counts, however it is hidden", () => {
  const ispe = (width, height) => {
    const body = Buffer.alloc(12);
    body.writeUInt32BE(width, 4);
    body.writeUInt32BE(height, 8);
    return box("ispe", body);
  };
  const meta = (...boxes) => box("meta", Buffer.alloc(4), box("iprp", box("ipco", ...boxes)));
  const parts = Buffer.concat([FTYP, meta(ispe(10, 10), ispe(40_000, 40_000), ispe(20, 5))]);
  assert.equal(readPictureHeader(parts).width, 40_000);
  const tkhd = Buffer.alloc(84);
  tkhd.writeUInt32BE(30_000 * 65_536, 76);
  tkhd.writeUInt32BE(9 * 65_536, 80);
  const track = Buffer.concat([
    FTYP,
    meta(ispe(10, 10)),
    box("moov", box("trak", box("tkhd", tkhd))),
  ]);
  assert.deepEqual([readPictureHeader(track).width, readPictureHeader(track).height], [30_000, 9]);
});

test("a GIF's first picture counts where it is larger than its screen", () => {
  const loop = Buffer.from("\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0", "latin1");
  const control = Buffer.from([0x21, 0xf9, 4, 0, 0, 0, 0, 0]);
  const sides = (file) => {
    const { width, height } = readPictureHeader(file);
    return [width, height];
  };
  for (const extensions of [[], [control], [loop, control, control]]) {
    for (const colours of [0, 2, 256]) {
      const at = { extensions, colours };
      assert.deepEqual(sides(gifOf([1, 1], [0, 0, 40_000, 9], at)), [40_000, 9]);
      assert.deepEqual(sides(gifOf([5, 50], [30, 40, 6, 7], at)), [36, 50]);
    }
  }
  corrupt(gifOf([1, 1], [0, 0, 9, 9], { extensions: [loop.subarray(0, 16)] }).subarray(0, 32));
  const start = performance.now();
  corrupt(Buffer.concat([GIF.subarray(0, 19), Buffer.alloc(2 ** 25, "\x21\xfe\0", "latin1")]));
  assert.ok(performance.now() - start < 2000);
});

test("boxes in boxes in boxes end somewhere", () => {
  let nested = box("ispe", Buffer.alloc(12, 1));
  for (let i = 0; i < 500; i += 1) {
    nested = box("moov", nested);
  }
  corrupt(Buffer.concat([FTYP, nested]));
  const many = Buffer.concat([FTYP, Buffer.concat(Array(200_000).fill(box("free")))]);
  const start = performance.now();
  corrupt(many);
  assert.ok(performance.now() - start < 2000);
});

test("cut and garbled files give a header, nothing, or IMAGE_CORRUPT", () => {
  const files = [
    LOSSY,
    LOSSLESS,
    GIF,
    bmp(3, 4),
    turnedWebp(LOSSY, 1, 1, 6),
    animatedWebp([LOSSLESS, LOSSLESS], 1, 1),
    ...["plain", "lying", "sequence"].map(avif),
  ];
  const check = (file) => {
    try {
      const facts = readPictureHeader(file);
      assert.ok(facts === undefined || (facts.width > 0 && facts.height > 0));
    } catch (error) {
      assert.ok(error instanceof VitrineError && error.code === "IMAGE_CORRUPT", String(error));
    }
  };
  let state = 1;
  const random = (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (const file of files) {
    for (let length = 0; length < file.length; length += 1) {
      check(file.subarray(0, length));
    }
    for (let round = 0; round < 3000; round += 1) {
      const garbled = Buffer.from(file);
      for (let i = random(4); i >= 0; i -= 1) {
        garbled[random(garbled.length)] = [0, 1, 0x7f, 0x80, 0xff, random(256)][random(6)];
      }
      check(garbled);
    }
  }
});
