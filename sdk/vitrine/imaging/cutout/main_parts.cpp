// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/main_parts.h>
#include <vitrine/imaging/enhance/gaussian.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

constexpr std::uint32_t kNoPart = 0;

struct Part {
  float area = 0;     // In pixels.
  float central = 0;  // The same, of which those in the middle count more.
  bool at_border = false;
};

struct Parts {
  std::vector<std::uint32_t> part_of;  // Of each pixel: kNoPart, or from 1 on.
  std::vector<Part> list = {Part{}};   // By number.
};

bool IsSubject(float label) { return label >= 0.5F; }

// The connected parts of the subject, or of what is not.
class PartFinder {
 public:
  PartFinder(const Plane& labels, bool of_subject) : labels_(labels), of_subject_(of_subject) {
    parts_.part_of.assign(labels.values.size(), kNoPart);
  }

  Parts Find() {
    for (std::size_t i = 0; i < labels_.values.size(); ++i) {
      if (IsNew(i)) {
        parts_.list.emplace_back();
        Flood(i);
      }
    }
    return std::move(parts_);
  }

 private:
  bool IsNew(std::size_t i) const {
    return parts_.part_of[i] == kNoPart && IsSubject(labels_.values[i]) == of_subject_;
  }

  void Visit(std::size_t i) {
    // So that a part at the border counts for something.
    constexpr float kAnywhere = 0.05F;
    if (IsNew(i)) {
      Part& part = parts_.list.back();
      parts_.part_of[i] = static_cast<std::uint32_t>(parts_.list.size() - 1);
      part.area += 1;
      part.central += kAnywhere + Centrality(i, labels_.width, labels_.height);
      open_.push_back(i);
    }
  }

  void Flood(std::size_t seed) {
    Visit(seed);
    while (!open_.empty()) {
      const std::size_t i = open_.back();
      open_.pop_back();
      VisitNeighbours(i);
    }
  }

  void VisitNeighbours(std::size_t i) {
    const std::size_t x = i % labels_.width;
    const std::size_t y = i / labels_.width;
    if (x == 0 || y == 0 || x + 1 == labels_.width || y + 1 == labels_.height) {
      parts_.list.back().at_border = true;
    }
    if (x > 0) {
      Visit(i - 1);
    }
    if (x + 1 < labels_.width) {
      Visit(i + 1);
    }
    if (y > 0) {
      Visit(i - labels_.width);
    }
    if (y + 1 < labels_.height) {
      Visit(i + labels_.width);
    }
  }

  const Plane& labels_;
  bool of_subject_;
  Parts parts_;
  std::vector<std::size_t> open_;
};

}  // namespace

float Centrality(std::size_t pixel, std::size_t width, std::size_t height) {
  const auto from_middle = [](std::size_t at, std::size_t size) {
    return 2 * (static_cast<float>(at) + 0.5F) / static_cast<float>(size) - 1;
  };
  const float u = from_middle(pixel % width, width);
  const float v = from_middle(pixel / width, height);
  return (1 - u * u) * (1 - v * v);
}

void KeepMainParts(Plane& labels) {
  constexpr float kNearInSize = 0.15F;
  constexpr std::size_t kEdge = 3;
  const Parts parts = PartFinder(labels, true).Find();
  const float largest = std::ranges::max(parts.list, {}, &Part::central).central;
  Plane kept(labels.width, labels.height);
  for (std::size_t i = 0; i < kept.values.size(); ++i) {
    const std::uint32_t part = parts.part_of[i];
    const bool is_main = part != kNoPart && parts.list[part].central >= kNearInSize * largest;
    kept.values[i] = is_main ? 1.0F : 0.0F;
  }
  const Plane around = RangeAround(kept, kEdge).most;
  for (std::size_t i = 0; i < kept.values.size(); ++i) {
    const bool other = parts.part_of[i] != kNoPart && kept.values[i] == 0;
    labels.values[i] *= other ? 0 : around.values[i];
  }
}

void FillHoles(Plane& labels, float largest_share) {
  const auto area = static_cast<float>(std::ranges::count_if(labels.values, IsSubject));
  const Parts holes = PartFinder(labels, false).Find();
  for (std::size_t i = 0; i < labels.values.size(); ++i) {
    const Part& hole = holes.list[holes.part_of[i]];
    if (holes.part_of[i] != kNoPart && !hole.at_border && hole.area < largest_share * area) {
      labels.values[i] = 1;
    }
  }
}

}  // namespace vitrine
