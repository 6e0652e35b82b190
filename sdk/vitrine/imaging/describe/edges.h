// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/cutout/lab_image.h>

#include <cstddef>
#include <span>
#include <vector>

namespace vitrine {

/// In how many directions edges are counted: 0, 22.5, ... 157.5 degrees.
inline constexpr std::size_t kDirections = 8;

/// How strong the edge at each pixel is, and how much of it runs in each direction.
struct Edges {
  std::size_t width = 0;
  std::size_t height = 0;
  std::vector<float> strength;    ///< Change per pixel, in units of the plane.
  std::vector<float> directions;  ///< [pixels, kDirections], each pixel's sum to 1 or are 0.
};

/// The edges of a plane.
Edges EdgesOf(const Plane& plane);

/// The edges of a picture: at each pixel those of the channel that changes most.
Edges EdgesOf(const LabImage& picture);

/// How much each pixel lies inside of the subject rather than on its outline, whose edges are those
/// between it and what is behind it.
Plane InsideOf(const Plane& mask);

/// Sums what runs in each direction in a grid of cells, each pixel shared by the cells around it;
/// no value above a fifth of all, so that no single edge is everything.
///
/// @param weights Of each pixel; empty for all alike.
/// @param values  [cells, cells, kDirections], of length 1 or 0 afterwards.
void CountDirections(const Edges& edges, const Plane& weights, std::span<float> values);

/// How strongly the surface changes at three scales, in which directions, and how much one of them
/// stands out: nearly 0 for what is plain, wherever on it a pattern is.
///
/// @param values [3, kDirections + 2]
void DescribeTexture(const LabImage& picture, const Plane& inside, std::span<float> values);

}  // namespace vitrine
