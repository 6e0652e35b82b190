// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/shop.h"

#include "sdk/cli/files.h"

#include <vitrine/base/math.h>
#include <vitrine/catalog/pack.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace vitrine::cli {
namespace {

constexpr std::uint64_t kVectorSeed = 1;

std::vector<float> PopularityOf(std::span<const Product> products, std::span<const Event> events) {
  const Popularity popularity(events);
  std::vector<float> result;
  for (std::size_t i = 0; popularity.known() && i < products.size(); ++i) {
    result.push_back(popularity.Of(products[i].id));
  }
  return result;
}

}  // namespace

Popularity::Popularity(std::span<const Event> events) {
  for (const Event& event : events) {
    if (event.kind != EventKind::kImpression && event.kind != EventKind::kDismiss) {
      for (const std::string& id : event.product_ids) {
        most_ = std::max(most_, ++counts_[id]);
      }
    }
  }
}

float Popularity::Of(std::string_view product_id) const {
  const auto count = counts_.find(product_id);
  return count == counts_.end() ? 0.0F
                                : static_cast<float>(Log(1 + count->second) / Log(1 + most_));
}

Result<Feed> ReadFeedFile(const std::filesystem::path& path) {
  const auto bytes = ReadFile(path);
  return bytes ? ReadFeed(*bytes) : std::unexpected(bytes.error());
}

Result<std::vector<std::byte>> PackProducts(std::span<const Product> products,
                                            std::span<const Event> events, training::Looks looks) {
  const auto vectors = training::ProductVectors(products, looks, kVectorDimension, kVectorSeed);
  if (!vectors) {
    return std::unexpected(vectors.error());
  }
  const std::vector<float> popularity = PopularityOf(products, events);
  return WritePack(products,
                   {.vectors = *vectors, .dimension = kVectorDimension, .popularity = popularity});
}

Result<Catalog> OpenShop(const std::filesystem::path& path) {
  auto bytes = ReadFile(path);
  if (!bytes) {
    return std::unexpected(bytes.error());
  }
  if (path.extension() == ".vpack") {
    const auto pack = AsBytes(*bytes);
    return Catalog::Open({pack.begin(), pack.end()});
  }
  const auto feed = ReadFeed(*bytes);
  if (!feed) {
    return std::unexpected(feed.error());
  }
  auto pack = PackProducts(feed->products, {});
  return pack ? Catalog::Open(std::move(*pack)) : std::unexpected(pack.error());
}

Result<EventFile> ReadEventFile(const std::filesystem::path& path, std::int64_t now_ms) {
  const auto bytes = ReadFile(path);
  if (!bytes) {
    return std::unexpected(bytes.error());
  }
  auto whole = ReadEvents(*bytes, now_ms);
  if (whole) {
    return EventFile{std::move(*whole), 0, {}};
  }
  EventFile file;
  std::size_t read = 0;
  ForEachLine(*bytes, [&](std::size_t number, std::string_view line) {
    const auto events = ReadEvents(line, now_ms);
    if (events) {
      ++read;
      file.events.insert(file.events.end(), events->begin(), events->end());
    } else if (++file.broken_lines == 1) {
      file.first_problem = "line " + std::to_string(number) + ": " + events.error().message;
    }
  });
  if (read == 0) {
    return std::unexpected(std::move(whole.error()));
  }
  return file;
}

}  // namespace vitrine::cli
