// SPDX-License-Identifier: Apache-2.0
// WebP files (RFC 9649) put together from those that the browser writes, which has no means for the rarer kinds.

function chunk(name, data) {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  const padding = Buffer.alloc(data.length % 2);
  return Buffer.concat([Buffer.from(name, "latin1"), size, data, padding]);
}

function riff(chunks) {
  return chunk("RIFF", Buffer.concat([Buffer.from("WEBP", "latin1"), ...chunks]));
}

const number = (value, bytes) => {
  const data = Buffer.alloc(bytes);
  data.writeUIntLE(value, 0, bytes);
  return data;
};

const FLAGS = { animated: 0x02, exif: 0x08 };

const extended = (flags, width, height) =>
  chunk("VP8X", Buffer.concat([number(flags, 4), number(width - 1, 3), number(height - 1, 3)]));

/** The chunks of a file that hold its picture. */
function pictureOf(file) {
  const chunks = [];
  for (let at = 12; at < file.length; ) {
    const size = 8 + file.readUInt32LE(at + 4);
    if (["VP8 ", "VP8L", "ALPH"].includes(file.toString("latin1", at, at + 4))) {
      chunks.push(file.subarray(at, at + size + (size % 2)));
    }
    at += size + (size % 2);
  }
  return chunks;
}

/** The picture with an Exif that says how it is turned. */
export function turnedWebp(file, width, height, orientation) {
  const entry = Buffer.concat([
    number(0x0112, 2),
    number(3, 2),
    number(1, 4),
    number(orientation, 4),
  ]);
  const exif = Buffer.concat([
    Buffer.from("II*\0"),
    number(8, 4),
    number(1, 2),
    entry,
    number(0, 4),
  ]);
  return riff([extended(FLAGS.exif, width, height), ...pictureOf(file), chunk("EXIF", exif)]);
}

/** Several pictures of one size, one after the other. */
export function animatedWebp(files, width, height) {
  const frames = files.map((file) => {
    const place = [number(0, 3), number(0, 3), number(width - 1, 3), number(height - 1, 3)];
    return chunk(
      "ANMF",
      Buffer.concat([...place, number(100, 3), number(0, 1), ...pictureOf(file)]),
    );
  });
  return riff([extended(FLAGS.animated, width, height), chunk("ANIM", number(0, 6)), ...frames]);
}

/** A picture that says it is so large, with next to no data. */
export const hugeWebp = (width, height) =>
  riff([extended(0, width, height), chunk("VP8 ", Buffer.alloc(100))]);
