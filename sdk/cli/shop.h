// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/training/product_vectors.h"

#include <vitrine/base/result.h>
#include <vitrine/catalog/catalog.h>
#include <vitrine/catalog/feed.h>
#include <vitrine/profile/event.h>
#include <vitrine/profile/profile.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::cli {

/// Dimension of the content vectors that `vitrine pack` computes.
inline constexpr std::size_t kVectorDimension = 64;

/// How popular products are by what shoppers did: the share of deliberate interactions, compressed
/// by a logarithm.
class Popularity {
 public:
  explicit Popularity(std::span<const Event> events);

  /// Whether the events said anything.
  bool known() const { return most_ > 0; }

  /// 0 .. 1; 0 for a product that no event is about.
  float Of(std::string_view product_id) const;

 private:
  std::map<std::string, double, std::less<>> counts_;
  double most_ = 0;
};

/// Reads a feed file of any known format.
Result<Feed> ReadFeedFile(const std::filesystem::path& path);

/// Packs products with vectors of their words and, where `looks` has any, their pictures, and with
/// the popularity that `events` show (the share of deliberate interactions, compressed by a
/// logarithm); without events no product is popular.
Result<std::vector<std::byte>> PackProducts(std::span<const Product> products,
                                            std::span<const Event> events,
                                            training::Looks looks = {});

/// Opens a pack, or reads and packs a feed, whichever `path` is. Broken rows are left out.
Result<Catalog> OpenShop(const std::filesystem::path& path);

/// What a file of events holds.
struct EventFile {
  std::vector<Event> events;
  std::size_t broken_lines = 0;
  std::string first_problem;  ///< "line 7: ..."; empty without broken lines.
};

/// Reads a file of events: one JSON document, or JSON lines, of which broken ones are left out.
/// `now_ms` as for ReadEvents: kLastTimeMs leaves all times as they are. Errors: those of
/// ReadEvents where neither the whole nor any line can be read.
Result<EventFile> ReadEventFile(const std::filesystem::path& path, std::int64_t now_ms);

}  // namespace vitrine::cli
