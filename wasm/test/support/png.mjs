// SPDX-License-Identifier: Apache-2.0
// PNG files for the tests, written here so that their pixels are known.
import { crc32, deflateSync } from "node:zlib";

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function header(width, height) {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, 6, 0, 0, 0], 8);
  return chunk("IHDR", data);
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * A picture whose pixels are given by a function, called row by row.
 *
 * @param {(x: number, y: number) => ArrayLike<number>} pixel [red, green, blue, alpha] with straight alpha.
 */
export function paintedPng(width, height, pixel) {
  const rows = Buffer.alloc(height * (1 + width * 4));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows.set(pixel(x, y), y * (1 + width * 4) + 1 + x * 4);
    }
  }
  const chunks = [header(width, height), chunk("IDAT", deflateSync(rows))];
  return Buffer.concat([SIGNATURE, ...chunks, chunk("IEND", Buffer.alloc(0))]);
}

/** A picture of one colour, [red, green, blue, alpha] with straight alpha. */
export const plainPng = (width, height, colour) => paintedPng(width, height, () => colour);

/** A picture that says it is so large, with next to no data. */
export function hugePng(width, height) {
  const chunks = [header(width, height), chunk("IDAT", deflateSync(Buffer.alloc(100)))];
  return Buffer.concat([SIGNATURE, ...chunks, chunk("IEND", Buffer.alloc(0))]);
}
