// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/stretch.h>

#include <algorithm>
#include <vector>

namespace vitrine {
namespace {

// Between which two samples a new one lies, and how near to the second.
struct Between {
  std::size_t first;
  std::size_t second;
  float share;
};

std::vector<Between> PlacesOf(std::size_t from, std::size_t to) {
  std::vector<Between> places(to);
  const float scale = static_cast<float>(from) / static_cast<float>(to);
  for (std::size_t i = 0; i < to; ++i) {
    const float at = std::clamp((static_cast<float>(i) + 0.5F) * scale - 0.5F, 0.0F,
                                static_cast<float>(from - 1));
    const auto first = static_cast<std::size_t>(at);
    places[i] = {.first = first,
                 .second = std::min(first + 1, from - 1),
                 .share = at - static_cast<float>(first)};
  }
  return places;
}

}  // namespace

Plane Stretched(const Plane& plane, std::size_t width, std::size_t height) {
  const std::vector<Between> columns = PlacesOf(plane.width, width);
  const std::vector<Between> rows = PlacesOf(plane.height, height);
  Plane stretched(width, height);
  for (std::size_t y = 0; y < height; ++y) {
    const auto upper = plane.Row(rows[y].first);
    const auto lower = plane.Row(rows[y].second);
    const auto to = stretched.Row(y);
    for (std::size_t x = 0; x < width; ++x) {
      const auto& [first, second, share] = columns[x];
      const float above = upper[first] + share * (upper[second] - upper[first]);
      const float below = lower[first] + share * (lower[second] - lower[first]);
      to[x] = above + rows[y].share * (below - above);
    }
  }
  return stretched;
}

}  // namespace vitrine
