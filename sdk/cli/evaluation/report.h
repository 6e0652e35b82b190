// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/evaluation/evaluation.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace vitrine::cli {

/// The figures of one evaluation, for people and as JSON. The first contender is ours: the others
/// are compared with it.
struct EvaluationReport {
  std::string protocol;
  std::size_t train_sessions = 0;
  std::size_t test_sessions = 0;
  std::size_t items = 0;
  std::size_t pack_bytes = 0;
  std::uint64_t seed = 1;

  struct Row {
    std::string who;
    Evaluation evaluation;
  };
  std::vector<Row> rows;

  void Add(std::string who, Evaluation evaluation);

  /// The newest row: its figures, and ours less its with the interval of the difference.
  std::string LastLine() const;

  std::string Json() const;
};

}  // namespace vitrine::cli
