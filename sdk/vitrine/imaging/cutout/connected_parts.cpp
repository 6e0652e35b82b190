// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/connected_parts.h>

#include <utility>

namespace vitrine {
namespace {

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

Parts FindParts(const Plane& labels, bool of_subject) {
  return PartFinder(labels, of_subject).Find();
}

float Centrality(std::size_t pixel, std::size_t width, std::size_t height) {
  const auto from_middle = [](std::size_t at, std::size_t size) {
    return 2 * (static_cast<float>(at) + 0.5F) / static_cast<float>(size) - 1;
  };
  const float u = from_middle(pixel % width, width);
  const float v = from_middle(pixel / width, height);
  return (1 - u * u) * (1 - v * v);
}

}  // namespace vitrine
