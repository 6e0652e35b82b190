// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/random_walk.h>

#include <algorithm>

namespace vitrine {
namespace {

// Likeness of each pixel to the one right of it and to the one below; 0 beyond the picture.
struct Likeness {
  Plane right;
  Plane below;
};

float LikenessOf(const Oklab& a, const Oklab& b) {
  // Colours this far apart hold together by a quarter of what the same ones do.
  constexpr float kApart = 0.02F;
  constexpr float kStrongest = 8;
  // More than what a pixel that could be either says of itself.
  constexpr float kWeakest = 0.016F;
  const float l = a.l - b.l;
  const float u = a.a - b.a;
  const float v = a.b - b.b;
  const float far = 1 + (l * l + u * u + v * v) / (kApart * kApart);
  return kStrongest / (far * far) + kWeakest;
}

Likeness LikenessIn(const LabImage& picture) {
  const std::size_t width = picture.width();
  const std::size_t height = picture.height();
  Likeness likeness = {.right = Plane(width, height), .below = Plane(width, height)};
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      const std::size_t i = y * width + x;
      if (x + 1 < width) {
        likeness.right.values[i] = LikenessOf(picture.At(i), picture.At(i + 1));
      }
      if (y + 1 < height) {
        likeness.below.values[i] = LikenessOf(picture.At(i), picture.At(i + width));
      }
    }
  }
  return likeness;
}

// One pixel's label towards what it and its neighbours say.
class Relaxation {
 public:
  Relaxation(const Likeness& likeness, const Evidence& evidence, Plane& labels)
      : likeness_(likeness), evidence_(evidence), labels_(labels) {}

  void At(std::size_t x, std::size_t y) {
    constexpr float kOverRelaxation = 1.7F;
    const std::size_t width = labels_.width;
    const std::size_t i = y * width + x;
    const float own = evidence_.weight.values[i];
    Sum sum = {.labels = own * evidence_.likelihood.values[i], .weights = own};
    if (x > 0) {
      Add(i - 1, likeness_.right.values[i - 1], sum);
    }
    if (x + 1 < width) {
      Add(i + 1, likeness_.right.values[i], sum);
    }
    if (y > 0) {
      Add(i - width, likeness_.below.values[i - width], sum);
    }
    if (y + 1 < labels_.height) {
      Add(i + width, likeness_.below.values[i], sum);
    }
    float& label = labels_.values[i];
    label = std::clamp(label + kOverRelaxation * (sum.labels / sum.weights - label), 0.0F, 1.0F);
  }

 private:
  struct Sum {
    float labels;
    float weights;
  };

  void Add(std::size_t neighbour, float weight, Sum& sum) const {
    sum.labels += weight * labels_.values[neighbour];
    sum.weights += weight;
  }

  const Likeness& likeness_;
  const Evidence& evidence_;
  Plane& labels_;
};

}  // namespace

void WalkRandomly(const LabImage& picture, const Evidence& evidence, int rounds, Plane& labels) {
  const Likeness likeness = LikenessIn(picture);
  Relaxation relax(likeness, evidence, labels);
  for (int round = 0; round < rounds; ++round) {
    // First the black squares of a chessboard, then the white: neither hangs on its own kind.
    for (std::size_t colour = 0; colour < 2; ++colour) {
      for (std::size_t y = 0; y < labels.height; ++y) {
        for (std::size_t x = (y + colour) % 2; x < labels.width; x += 2) {
          relax.At(x, y);
        }
      }
    }
  }
}

}  // namespace vitrine
