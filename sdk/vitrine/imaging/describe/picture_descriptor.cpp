// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/describe/edges.h>
#include <vitrine/imaging/describe/picture_descriptor.h>
#include <vitrine/imaging/describe/subject_patch.h>

#include <algorithm>
#include <cmath>
#include <span>

namespace vitrine {
namespace {

constexpr auto kSide = static_cast<std::size_t>(kPatchSide);

// How much each part counts, chosen on photographs: docs/decisions/0026-picture-vectors.md. The
// distance of two pictures is the sum of what these, squared, give each part.
constexpr float kColourWeight = 1.225F;
constexpr float kOutlineWeight = 0.707F;
constexpr float kContourWeight = 1;
constexpr float kStructureWeight = 1;
constexpr float kTextureWeight = 0.471F;

// Takes the next values of a descriptor.
std::span<float> Take(std::span<float>& rest, std::size_t count) {
  const std::span<float> part = rest.first(count);
  rest = rest.subspan(count);
  return part;
}

void ScaleTo(std::span<float> values, float length) {
  float square = 0;
  for (const float value : values) {
    square += value * value;
  }
  if (square > 0) {
    const float scale = length / std::sqrt(square);
    for (float& value : values) {
      value *= scale;
    }
  }
}

// Where a value lies between the centres of its two nearest bins.
struct Place {
  std::size_t first;
  std::size_t second;
  float second_part;
};

Place PlaceIn(float value, float lowest, float step, std::size_t count) {
  const float at = std::clamp((value - lowest) / step, 0.0F, static_cast<float>(count - 1));
  const auto first = static_cast<std::size_t>(at);
  return {first, std::min(first + 1, count - 1), at - static_cast<float>(first)};
}

// Each pixel counts in the eight bins around its colour, so that a little more light moves little.
// The square roots make of their distance Hellinger's.
void DescribeColours(const SubjectPatch& patch, std::span<float> values) {
  constexpr std::size_t kTints = 7;
  constexpr float kWidestTint = 0.21F;
  constexpr float kTintStep = 2 * kWidestTint / (kTints - 1);
  constexpr float kDarkest = 0.1F;
  constexpr float kLightStep = 0.2F;
  for (std::size_t i = 0; i < patch.mask.values.size(); ++i) {
    const float mass = patch.mask.values[i] * patch.picture.alpha.values[i];
    if (mass <= 0) {
      continue;
    }
    const Oklab colour = patch.picture.At(i);
    const Place l = PlaceIn(colour.l, kDarkest, kLightStep, kColourValues / (kTints * kTints));
    const Place a = PlaceIn(colour.a, -kWidestTint, kTintStep, kTints);
    const Place b = PlaceIn(colour.b, -kWidestTint, kTintStep, kTints);
    for (std::size_t corner = 0; corner < 8; ++corner) {
      const auto pick = [&](const Place& place, std::size_t bit, float& part) {
        const bool second = (corner >> bit & 1U) != 0;
        part *= second ? place.second_part : 1 - place.second_part;
        return second ? place.second : place.first;
      };
      float part = mass;
      const std::size_t light = pick(l, 0, part);
      const std::size_t green_red = pick(a, 1, part);
      const std::size_t blue_yellow = pick(b, 2, part);
      values[(light * kTints + green_red) * kTints + blue_yellow] += part;
    }
  }
  for (float& value : values) {
    value = std::sqrt(value);
  }
  ScaleTo(values, kColourWeight);
}

void DescribeOutline(const SubjectPatch& patch, std::span<float> values) {
  constexpr std::size_t kCells = 8;
  constexpr std::size_t kCellSide = kSide / kCells;
  const std::span<float> cells = values.first(kCells * kCells);
  for (std::size_t i = 0; i < patch.mask.values.size(); ++i) {
    const std::size_t cell = i / kSide / kCellSide * kCells + i % kSide / kCellSide;
    cells[cell] += patch.mask.values[i] / (kCellSide * kCellSide);
  }
  // About a half, so that what both leave empty is alike too.
  for (float& value : cells) {
    value -= 0.5F;
  }
  ScaleTo(cells, 1);
  const float ratio = patch.width_over_height;
  values.back() = (ratio - 1) / (ratio + 1);
  ScaleTo(values, kOutlineWeight);
}

}  // namespace

Result<PictureDescriptor> DescribePicture(const ImageView& picture) {
  const auto patch = PatchOf(picture);
  if (!patch) {
    return std::unexpected(patch.error());
  }
  PictureDescriptor descriptor{};
  std::span<float> rest = descriptor;
  DescribeColours(*patch, Take(rest, kColourValues));
  DescribeOutline(*patch, Take(rest, kOutlineValues));
  const std::span<float> contour = Take(rest, kContourValues);
  CountDirections(EdgesOf(patch->mask), Plane(), contour);
  ScaleTo(contour, kContourWeight);
  const Edges edges = EdgesOf(patch->picture);
  const std::span<float> structure = Take(rest, kStructureValues);
  CountDirections(edges, patch->mask, structure);
  ScaleTo(structure, kStructureWeight);
  const std::span<float> texture = Take(rest, kTextureValues);
  DescribeTexture(patch->picture, InsideOf(patch->mask), texture);
  for (float& value : texture) {
    value *= kTextureWeight;
  }
  return descriptor;
}

}  // namespace vitrine
