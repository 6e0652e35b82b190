// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/enhance/plane.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace vitrine {

/// The number of no part.
inline constexpr std::uint32_t kNoPart = 0;

/// Pixels of which each has a neighbour, sideways or up and down, among the others.
struct Part {
  float area = 0;     ///< In pixels.
  float central = 0;  ///< The same, of which those in the middle count more.
  bool at_border = false;
};

/// All of them.
struct Parts {
  std::vector<std::uint32_t> part_of;  ///< Of each pixel: kNoPart, or from 1 on.
  std::vector<Part> list = {Part{}};   ///< By number.
};

/// Whether a label says that a pixel belongs to the subject.
inline bool IsSubject(float label) { return label >= 0.5F; }

/// The connected parts of the subject, or of what is not.
Parts FindParts(const Plane& labels, bool of_subject);

/// 1 in the middle of a picture, falling to 0 towards its border.
float Centrality(std::size_t pixel, std::size_t width, std::size_t height);

}  // namespace vitrine
