// SPDX-License-Identifier: Apache-2.0
// Pictures whose every pixel differs from its neighbours, so that resampling has something to get wrong.
import { crc32, deflateSync } from "node:zlib";

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A PNG with an ellipse on a ground, both shaded and grained; `number` gives their colours. */
export function grainedPng(width, height, number) {
  const rows = Buffer.alloc(height * (1 + width * 3));
  let grain = number + 1;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      grain = (Math.imul(grain, 1664525) + 1013904223) >>> 0;
      const inside = Math.hypot(x / width - 0.5, y / height - 0.5) < 0.3;
      for (let channel = 0; channel < 3; channel += 1) {
        const base = inside ? (number * (37 + 20 * channel)) % 160 : 200 - 10 * channel;
        const shade = Math.floor((30 * x) / width) + (grain >>> 28);
        rows[y * (1 + width * 3) + 1 + x * 3 + channel] = base + shade;
      }
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
