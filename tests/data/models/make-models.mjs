// SPDX-License-Identifier: Apache-2.0
// Small segmentation models and rankers for the tests, written as ONNX's protocol buffers field by field, so that what
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

/** Which feature the ranker looks at, and how: linear_slow, the more the better. */
export const RANKED_BY = 2;

const FLOAT64 = 11;
const INT64 = 7;
const integer = (name, value) => message(5, text(1, name), number(3, value), number(20, 2));
const whole = (name, values) =>
  message(
    5,
    number(1, values.length),
    number(2, INT64),
    text(8, name),
    bytes(9, Buffer.from(BigInt64Array.from(values, BigInt).buffer)),
  );

/**
 * A ranker whose score is one feature times a factor. The options break it on purpose.
 *
 * @param {object} [options]
 * @param {number} [options.features] How many it takes. Default 40.
 * @param {number | string} [options.items] Its first dimension. Default open.
 * @param {number} [options.type] Its input's. Default float32.
 * @param {boolean} [options.second] Whether it has a second input.
 * @param {number} [options.factor] Default 1.
 * @param {number} [options.feature] Default RANKED_BY.
 * @param {(scores: string, output: string) => Buffer[]} [options.last] What else is done with the scores.
 * @param {[name: string, type: number, shape: (number | string)[]][]} [options.outputs]
 * @param {Buffer[]} [options.constants]
 * @param {string} [options.location] A file for its weights, which is not there.
 * @returns {Buffer}
 */
export function rankerModel({
  features = 40,
  items = "items",
  type = FLOAT,
  second = false,
  factor = 1,
  feature = RANKED_BY,
  last = (scores, output) => [node("Identity", [scores], output)],
  outputs = [["scores", FLOAT, [items, 1]]],
  constants = [],
  location,
} = {}) {
  const weights = Array.from({ length: features }, (_, i) => (i === feature ? factor : 0));
  const elsewhere = message(
    5,
    ...[features, 1].map((dim) => number(1, dim)),
    ...[number(2, FLOAT), text(8, "weights")],
    message(13, text(1, "location"), text(2, location ?? "")),
    number(14, 1),
  );
  const graph = message(
    7,
    node("Cast", ["features"], "floats", integer("to", FLOAT)),
    node("MatMul", [second ? "both" : "floats", "weights"], "products"),
    ...(second ? [node("Add", ["floats", "other"], "both")] : []),
    ...last("products", "scores"),
    text(2, "ranker"),
    location ? elsewhere : tensor("weights", [features, 1], weights),
    // ONNX Runtime warns of the one that nothing uses, which is none of a shopper's console's business.
    whole("unused", [9]),
    ...constants,
    value(11, "features", type, [items, features]),
    ...(second ? [value(11, "other", FLOAT, [items, features])] : []),
    ...outputs.map(([name, type, shape]) => value(12, name, type, shape)),
  );
  return Buffer.concat([number(1, 8), message(8, text(1, ""), number(2, 13)), graph]);
}

const reduce = (operator, ...attributes) => (scores, output) => [
  node(operator, [scores], output, attribute("axes", [0]), ...attributes),
];

/** Rankers, good ones and each with something wrong. */
export const RANKERS = {
  "ranker.onnx": rankerModel(),
  "ranker-reversed.onnx": rankerModel({ factor: -1 }),
  "ranker-listwise.onnx": rankerModel({
    last: (scores, output) => [
      ...reduce("ReduceMean")(scores, "mean"),
      node("Sub", [scores, "mean"], output),
    ],
  }),
  "ranker-narrow.onnx": rankerModel({ features: 39 }),
  "ranker-whole.onnx": rankerModel({ type: INT64 }),
  "ranker-two-inputs.onnx": rankerModel({ second: true }),
  "ranker-two-outputs.onnx": rankerModel({
    last: (scores, output) => [node("Identity", [scores], output), node("Neg", [scores], "other")],
    outputs: [
      ["scores", FLOAT, ["items", 1]],
      ["other", FLOAT, ["items", 1]],
    ],
  }),
  "ranker-double.onnx": rankerModel({
    last: (scores, output) => [node("Cast", [scores], output, integer("to", FLOAT64))],
    outputs: [["scores", FLOAT64, ["items", 1]]],
  }),
  "ranker-fixed.onnx": rankerModel({ items: 200 }),
  "ranker-one-score.onnx": rankerModel({
    last: reduce("ReduceMax", integer("keepdims", 0)),
    outputs: [["scores", FLOAT, ["any"]]],
  }),
  "ranker-nan.onnx": rankerModel({ factor: Number.NaN }),
  "ranker-inverse.onnx": rankerModel({
    feature: 34,
    last: (scores, output) => [node("Reciprocal", [scores], output)],
  }),
  "ranker-far-apart.onnx": rankerModel({
    feature: 17,
    constants: [tensor("huge", [1], [3e38])],
    last: (scores, output) => [node("Cos", [scores], "wave"), node("Mul", ["wave", "huge"], output)],
  }),
  "ranker-random.onnx": rankerModel({
    last: (scores, output) => [
      node("RandomNormalLike", [scores], "noise"),
      node("Add", [scores, "noise"], output),
    ],
  }),
  "ranker-equal.onnx": rankerModel({ factor: 0 }),
  "ranker-failing.onnx": rankerModel({
    constants: [whole("beyond", [9])],
    last: (scores, output) => [node("Gather", [scores, "beyond"], output, integer("axis", 1))],
  }),
  "ranker-elsewhere.onnx": rankerModel({ location: "weights.bin" }),
};

/** The models as files. */
export const MODELS = {
  ...RANKERS,
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
