// SPDX-License-Identifier: Apache-2.0
// Small segmentation models for the tests, written as ONNX's protocol buffers field by field, so that what
// they compute is known and broken ones are as easy to have. `node tests/data/models/make-models.mjs` writes
// them beside this file; a test holds that they are up to date.
// Source: onnx.proto of ONNX 1.17, whose field numbers these are.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const varint = (value) => {
  const bytes = [];
  for (let left = BigInt(value); bytes.length === 0 || left > 0n; left >>= 7n) {
    bytes.push(Number(left & 127n) | (left >= 128n ? 128 : 0));
  }
  return Buffer.from(bytes);
};
const number = (field, value) => Buffer.concat([varint(field << 3), varint(value)]);
const bytes = (field, body) => Buffer.concat([varint((field << 3) | 2), varint(body.length), body]);
const text = (field, value) => bytes(field, Buffer.from(value));
const message = (field, ...parts) => bytes(field, Buffer.concat(parts));

const FLOAT = 1;

const tensor = (name, dims, values) =>
  message(
    5,
    ...dims.map((dim) => number(1, dim)),
    number(2, FLOAT),
    text(8, name),
    bytes(9, Buffer.from(Float32Array.from(values).buffer)),
  );

/** A tensor's name, type and shape; a dimension that is a string is free. */
const value = (field, name, type, shape) => {
  const dims = shape.map((dim) =>
    message(1, typeof dim === "string" ? text(2, dim) : number(1, dim)),
  );
  return message(field, text(1, name), message(2, message(1, number(1, type), message(2, ...dims))));
};

const attribute = (name, values) =>
  message(5, text(1, name), ...values.map((each) => number(8, each)), number(20, 7));

const node = (operator, inputs, output, ...attributes) =>
  message(1, ...inputs.map((name) => text(1, name)), text(2, output), text(4, operator), ...attributes);

/** What the model's 1 x 1 convolution multiplies red, green and blue with, and adds. */
export const WEIGHTS = [12, -6, -6];
export const BIAS = -1.5;

/**
 * A model that finds what is warm: the mean of 5 x 5 pixels, how much redder it is than green and blue, on a
 * sigmoid. The options break it on purpose.
 *
 * @param {object} [options]
 * @param {number | string} [options.side] Default 64.
 * @param {string} [options.input] Its input's name. Default "picture".
 * @param {string} [options.output] Its output's name. Default "likelihood".
 * @param {number} [options.bias] Default as in warm.onnx.
 * @returns {Buffer}
 */
export function warmModel({ side = 64, input = "picture", output = "likelihood", bias = BIAS } = {}) {
  const graph = message(
    7,
    node("AveragePool", [input], "mean", attribute("kernel_shape", [5, 5]), attribute("pads", [2, 2, 2, 2])),
    node("Conv", ["mean", "weights", "bias"], "warmth"),
    node("Sigmoid", ["warmth"], output),
    text(2, "warm"),
    tensor("weights", [1, 3, 1, 1], WEIGHTS),
    tensor("bias", [1], [bias]),
    value(11, input, FLOAT, [1, 3, side, side]),
    value(12, output, FLOAT, [1, 1, side, side]),
  );
  return Buffer.concat([number(1, 8), message(8, text(1, ""), number(2, 13)), graph]);
}

/** A model of the right kind that fails when it runs: it asks for an eighth channel. */
export function failingModel({ side = 64 } = {}) {
  const channel = message(
    5,
    number(1, 1),
    number(2, 7),
    text(8, "eighth"),
    bytes(9, Buffer.from(BigInt64Array.of(7n).buffer)),
  );
  const axis = message(5, text(1, "axis"), number(3, 1), number(20, 2));
  const graph = message(
    7,
    node("Gather", ["picture", "eighth"], "likelihood", axis),
    text(2, "failing"),
    channel,
    value(11, "picture", FLOAT, [1, 3, side, side]),
    value(12, "likelihood", FLOAT, [1, 1, side, side]),
  );
  return Buffer.concat([number(1, 8), message(8, text(1, ""), number(2, 13)), graph]);
}

/** The models as files. */
export const MODELS = {
  "warm.onnx": warmModel(),
  "failing.onnx": failingModel(),
  "wrong-input.onnx": warmModel({ input: "image" }),
  "wrong-output.onnx": warmModel({ output: "mask" }),
  "too-small.onnx": warmModel({ side: 16 }),
  "free-size.onnx": warmModel({ side: "side" }),
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, model] of Object.entries(MODELS)) {
    writeFileSync(new URL(name, import.meta.url), model);
  }
}
