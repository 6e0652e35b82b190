// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/onnx/onnx_ranker.h"

#include <vitrine/base/result.h>
#include <vitrine/catalog/catalog.h>
#include <vitrine/ranking/ranker.h>

#include <memory>
#include <string>

namespace vitrine::cli {

/// What --ranker says, for the commands that have it.
inline constexpr const char* kRankerHelp =
    "ONNX model that ranks in place of the pack's network, see `vitrine model check`";

/// A ranker, and the model that it asks, if it does.
struct ShopRanker {
  std::unique_ptr<OnnxRanker> model;
  Ranker ranker;
};

/// Ranks by the ONNX model at `path`, or, where that is empty, by the network in the pack, where it
/// has one. The catalogue must outlive it. Errors: those of OnnxRanker::Open and Reranker::Open.
Result<ShopRanker> OpenRanker(const Catalog& catalog, const std::string& path);

}  // namespace vitrine::cli
