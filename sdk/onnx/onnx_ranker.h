// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/ranking/rank_model.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// The most bytes that a ranker's file may have: a shopper downloads it.
inline constexpr std::size_t kMostRankerBytes = std::size_t{1} << 24U;

/// The bytes of a ranker's file. Errors: kInvalidArgument with the system's reason; kTooLarge.
Result<std::string> ReadRanker(const std::filesystem::path& path);

/// A ranker in an ONNX file, run by ONNX Runtime on the CPU. The model takes one input, float32 of
/// n x kFeatureCount, n open, as ComputeFeatures writes them; and gives one output, float32 of n or
/// n x 1, higher for what is to come first. The names are free. wasm/src/rank-model.ts holds the
/// browser to the same.
class OnnxRanker : public RankModel {
 public:
  /// Loads a ranker and tries it with one candidate and with three.
  /// Errors: kInvalidArgument for a file that cannot be read or is no ranker, with the first of its
  /// problems; kTooLarge; those of Score.
  static Result<std::unique_ptr<OnnxRanker>> Open(const std::filesystem::path& path);

  /// Loads any model, to look what is wrong with it.
  /// Errors: kInvalidArgument with ONNX Runtime's reason.
  static Result<std::unique_ptr<OnnxRanker>> Load(std::string_view model);

  /// What of its inputs and outputs keeps it from being a ranker, each as a sentence of what was
  /// expected and what came; empty for a ranker.
  const std::vector<std::string>& problems() const { return problems_; }

  /// What it takes and gives: `"features", float32 of items x 40, to "scores", float32 of items x
  /// 1`.
  const std::string& signature() const { return signature_; }

  /// How many candidates a list has to have: any number for a ranker, 0 where the features cannot
  /// be given at all.
  std::optional<std::size_t> list_size() const;

  /// From one thread at a time. Errors: kInternal with ONNX Runtime's reason; kShapeMismatch for
  /// other than one float32 for each candidate.
  Result<void> Score(std::span<const float> features, std::span<float> scores) override;

  ~OnnxRanker() override;

 private:
  struct Session;
  explicit OnnxRanker(std::unique_ptr<Session> session);

  std::unique_ptr<Session> session_;
  std::vector<std::string> problems_;
  std::string signature_;
};

}  // namespace vitrine
