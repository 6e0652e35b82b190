// SPDX-License-Identifier: Apache-2.0
// The port for a segmentation model in the browser: ONNX Runtime Web, fetched when a picture first needs
// it. The C++ side prepares what goes in and reads what comes out.
import { VitrineError } from "./errors.js";
import {
  type InferenceSession,
  kindOf,
  modelError,
  namesOf,
  OnnxModel,
  reasonOf,
  type Tensor,
  type ValueMetadata,
} from "./model-runtime.js";
import type { KeptPicture, StudioModule } from "./studio-module.js";
import { check, using, withBytes } from "./wasm-module.js";

/** The most bytes a model may have. */
const MAX_BYTES = 64 * 2 ** 20;

const INPUT = "picture";
const OUTPUT = "likelihood";
const LEAST_SIDE = 32;
const MOST_SIDE = 1024;

/** A segmentation model, see sdk/vitrine/imaging/cutout/segmentation_model.h. */
export class Segmentation {
  /** The side of its square. */
  readonly #model: OnnxModel<number>;

  /** @param folder Where ONNX Runtime Web is. Default beside this package. */
  constructor(model: string, folder: string | undefined) {
    this.#model = new OnnxModel({
      ...{ model, folder, folderOption: "onnxRuntime", maxBytes: MAX_BYTES },
      look: ({ session }, name) => sideOf(session, name),
    });
  }

  /**
   * Asks the model about a picture whose subject was looked for, and tells the picture.
   *
   * @throws {VitrineError} FETCH for the model or ONNX Runtime; TOO_LARGE for a model; INVALID_ARGUMENT for
   *   one of another kind; INTERNAL for one that fails.
   */
  async ask(module: StudioModule, picture: KeptPicture): Promise<void> {
    const { runtime, session, kind: side } = await this.#model.load();
    const planes = using(new module.ByteBuffer(), (buffer) => {
      check(picture.modelPlanes(side, buffer));
      return new Float32Array(buffer.view().slice().buffer);
    });
    const input = new runtime.Tensor("float32", planes, [1, 3, side, side]);
    const answer = await likelihoodOf(session, input);
    const bytes = new Uint8Array(answer.buffer, answer.byteOffset, answer.byteLength);
    withBytes(module, bytes, (buffer) => check(picture.weigh(side, buffer)));
  }
}

// The same contract as natively, see sdk/onnx/onnx_segmentation.h.
function sideOf({ inputMetadata, outputMetadata }: InferenceSession, url: string): number {
  const [input, ...inputs] = inputMetadata;
  const [output, ...outputs] = outputMetadata;
  if (inputs.length + outputs.length > 0 || input?.name !== INPUT || output?.name !== OUTPUT) {
    const expected = `a model from "${INPUT}" to "${OUTPUT}" was expected`;
    throw modelError(
      url,
      `: ${expected}, it has ${namesOf([...inputMetadata, ...outputMetadata])}`,
    );
  }
  const side = input.shape?.at(-1);
  if (
    typeof side !== "number" ||
    side < LEAST_SIDE ||
    side > MOST_SIDE ||
    !isFloats(input, [1, 3, side, side]) ||
    !isFloats(output, [1, 1, side, side])
  ) {
    const range = `S of ${LEAST_SIDE} to ${MOST_SIDE}`;
    const expected = `float32 of 1 x 3 x S x S to 1 x 1 x S x S, ${range}, was expected`;
    throw modelError(url, `: ${expected}, it is ${kindOf(input)} to ${kindOf(output)}`);
  }
  return side;
}

function isFloats({ type, shape }: ValueMetadata, wanted: readonly number[]): boolean {
  return type === "float32" && String(shape) === String(wanted);
}

// A trap in ONNX Runtime's module is not one in ours.
async function likelihoodOf(session: InferenceSession, input: Tensor): Promise<Float32Array> {
  try {
    return (await session.run({ [INPUT]: input }))[OUTPUT]?.data as Float32Array;
  } catch (cause) {
    const message = `the segmentation model failed: ${reasonOf(cause)}`;
    throw new VitrineError("INTERNAL", message, { cause });
  }
}
