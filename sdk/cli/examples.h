// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/training/questions.h"

#include <vitrine/base/result.h>

#include <filesystem>

namespace vitrine::cli {

/// Writes what a re-ranker learns from into a folder, as NumPy's arrays: features.npy, float32 of
/// candidates x kFeatureCount, and questions.npy, int32 of candidates x 2: the question that the
/// candidate belongs to, counted from 0, and 1 where it is what came next.
/// Errors: kInvalidArgument with the system's reason.
Result<void> WriteExamples(const std::filesystem::path& folder,
                           const training::Questions& questions);

}  // namespace vitrine::cli
