// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/shop_ranker.h"

#include <utility>

namespace vitrine::cli {

Result<ShopRanker> OpenRanker(const Catalog& catalog, const std::string& path) {
  if (path.empty()) {
    auto reranker = Reranker::Open(catalog);
    if (!reranker) {
      return std::unexpected(std::move(reranker.error()));
    }
    return ShopRanker{nullptr, Ranker(catalog, {}, std::move(*reranker))};
  }
  auto model = OnnxRanker::Open(path);
  if (!model) {
    return std::unexpected(std::move(model.error()));
  }
  Ranker ranker(catalog, {}, Reranker::Of(catalog, **model));
  return ShopRanker{std::move(*model), std::move(ranker)};
}

}  // namespace vitrine::cli
