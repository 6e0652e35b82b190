// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/batch/enhance_picture.h"
#include "sdk/cli/batch/inputs.h"

#include <cstddef>
#include <filesystem>
#include <ostream>

namespace vitrine::cli {

struct BatchOptions {
  std::filesystem::path in;
  std::filesystem::path out;
  EnhanceSettings settings = {};
  std::filesystem::path model = {};  ///< Of segmentation, ONNX; empty for none.
  Shard shard = {};
  std::size_t workers = 0;        ///< 0: as many as there are cores.
  std::size_t sheet_pairs = 200;  ///< On the contact sheet; 0 makes none.
  bool retry_failed = false;      ///< Those that failed before, once more.
};

struct BatchResult {
  std::size_t made = 0;
  std::size_t failed = 0;
  std::size_t kept = 0;  ///< Made or failed by an earlier run, and not done again.
  double seconds = 0;
};

/// Enhances every picture of a library on all cores. Each result appears under its name only when
/// it is whole, and then in the manifest; what the manifest has is not done again, so a run that
/// was killed goes on where it was. A picture that fails is listed there and on `log`, and the
/// others go on.
///
/// @param is_terminal Whether `log` shows a terminal.
/// Errors: a model that is none; a library that cannot be read; a folder of results that cannot be
/// written.
Result<BatchResult> EnhanceLibrary(BatchOptions options, std::ostream& log, bool is_terminal);

}  // namespace vitrine::cli
