// SPDX-License-Identifier: Apache-2.0
// A ranker of the shop's own: an ONNX model in ONNX Runtime Web. Imported when a shop has one and it is
// first needed.
import { VitrineError } from "./errors.js";
import {
  type InferenceSession,
  isOpen,
  kindOf,
  type Loaded,
  modelError,
  namesOf,
  OnnxModel,
  reasonOf,
} from "./model-runtime.js";
import type { RankerParams } from "./protocol.js";

/** The most bytes a ranker may have, as natively: see sdk/onnx/onnx_ranker.h. */
const MAX_BYTES = 2 ** 24;

/** As kFeatureCount in C++. */
const FEATURES = 40;

/** What the model takes and gives. */
interface Names {
  readonly input: string;
  readonly output: string;
}

/** A ranker, see docs/rankers.md. */
export class RankModel {
  readonly #loaded: Loaded<Names>;

  private constructor(loaded: Loaded<Names>) {
    this.#loaded = loaded;
  }

  /**
   * Loads ONNX Runtime Web and the model, and looks whether it is a ranker.
   *
   * @throws {VitrineError} FETCH; TOO_LARGE; INVALID_ARGUMENT for a model of another kind; SHAPE_MISMATCH for
   *   one that does not give one score for each candidate; INTERNAL for one that fails.
   */
  static async open({ model, onnxRuntime }: RankerParams): Promise<RankModel> {
    const source = new OnnxModel<Names>({
      ...{ model, folder: onnxRuntime, folderOption: "ranker.onnxRuntime", maxBytes: MAX_BYTES },
      look: ({ session }, name) => valuesOf(session, name),
    });
    const ranker = new RankModel(await source.load());
    try {
      // A candidate alone is where models fail that were exported for a number of them.
      for (const candidates of [3, 1]) {
        await ranker.score(new Float32Array(candidates * FEATURES));
      }
      return ranker;
    } catch (error) {
      await ranker.close();
      throw error;
    }
  }

  /**
   * The scores of a list of candidates.
   *
   * @param features Of all candidates, 40 each.
   * @throws {VitrineError} SHAPE_MISMATCH, INTERNAL.
   */
  async score(features: Float32Array): Promise<Float32Array> {
    const { runtime, session, kind } = this.#loaded;
    const count = features.length / FEATURES;
    const input = new runtime.Tensor("float32", features, [count, FEATURES]);
    let scores: unknown;
    try {
      scores = (await session.run({ [kind.input]: input }))[kind.output]?.data;
    } catch (cause) {
      // A trap in ONNX Runtime's module is not one in ours.
      const message = `the ranker failed with ${count} candidates: ${reasonOf(cause)}`;
      throw new VitrineError("INTERNAL", message, { cause });
    }
    if (!(scores instanceof Float32Array) || scores.length !== count) {
      const came = scores instanceof Float32Array ? scores.length : "no float32";
      const message = `the ranker gave ${came} scores for ${count} candidates`;
      throw new VitrineError("SHAPE_MISMATCH", message);
    }
    return scores;
  }

  close(): Promise<void> {
    return this.#loaded.session.release();
  }
}

// The same contract as natively, see sdk/onnx/onnx_ranker.h.
function valuesOf({ inputMetadata, outputMetadata }: InferenceSession, name: string): Names {
  const [input, ...inputs] = inputMetadata;
  const [output, ...outputs] = outputMetadata;
  if (!input || !output || inputs.length + outputs.length > 0) {
    const came = `${namesOf(inputMetadata) || "none"} to ${namesOf(outputMetadata) || "none"}`;
    throw modelError(name, `: one input and one output were expected, it is from ${came}`);
  }
  const [candidates, features] = input.shape ?? [];
  const isInput =
    input.type === "float32" &&
    input.shape?.length === 2 &&
    isOpen(candidates) &&
    (features === FEATURES || isOpen(features));
  if (!isInput || output.type !== "float32") {
    const expected = `float32 of n x ${FEATURES}, n open, to float32 of n or n x 1`;
    throw modelError(
      name,
      `: ${expected} was expected, it is ${kindOf(input)} to ${kindOf(output)}`,
    );
  }
  return { input: input.name, output: output.name };
}
