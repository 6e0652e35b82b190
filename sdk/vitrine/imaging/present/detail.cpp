// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/imaging/cutout/lab_image.h>
#include <vitrine/imaging/enhance/gaussian.h>
#include <vitrine/imaging/present/detail.h>
#include <vitrine/imaging/resize.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace vitrine {
namespace {

// Sums over any rectangle of a plane in four steps.
class SummedArea {
 public:
  explicit SummedArea(const Plane& plane)
      : width_(plane.width + 1), sums_(width_ * (plane.height + 1)) {
    for (std::size_t y = 0; y < plane.height; ++y) {
      double row = 0;
      for (std::size_t x = 0; x < plane.width; ++x) {
        row += plane.Row(y)[x];
        sums_[(y + 1) * width_ + x + 1] = sums_[y * width_ + x + 1] + row;
      }
    }
  }

  double Of(std::size_t x, std::size_t y, std::size_t width, std::size_t height) const {
    const auto at = [&](std::size_t u, std::size_t v) { return sums_[v * width_ + u]; };
    return at(x + width, y + height) - at(x, y + height) - at(x + width, y) + at(x, y);
  }

 private:
  std::size_t width_;
  std::vector<double> sums_;
};

Oklab MeanOf(const LabImage& picture, const Plane& likelihood) {
  Oklab mean;
  float weights = 0;
  for (std::size_t i = 0; i < likelihood.values.size(); ++i) {
    const float weight = likelihood.values[i];
    const Oklab colour = picture.At(i);
    mean = {.l = mean.l + weight * colour.l,
            .a = mean.a + weight * colour.a,
            .b = mean.b + weight * colour.b};
    weights += weight;
  }
  const float each = 1 / std::max(weights, 1e-6F);
  return {.l = mean.l * each, .a = mean.a * each, .b = mean.b * each};
}

// How far each pixel of the subject lies from its mean colour, and how much its lightness differs
// from what is around it.
Plane SalienceOf(const LabImage& picture, const Plane& likelihood) {
  constexpr float kAround = 4;
  const Oklab mean = MeanOf(picture, likelihood);
  const Plane around = GaussianBlur(picture.channels[0], kAround);
  Plane salience = likelihood;
  for (std::size_t i = 0; i < salience.values.size(); ++i) {
    const Oklab colour = picture.At(i);
    const float from_mean = ColourDistance(colour, mean);
    const float from_around = std::abs(colour.l - around.values[i]);
    salience.values[i] *= from_mean + 2 * from_around;
  }
  return salience;
}

Result<void> CheckRange(float value, float least, float most, const char* name) {
  if (!std::isfinite(value)) {
    return Fail(ErrorCode::kNonFinite,
                std::string(name) + " of a detail: a number was expected, it is NaN or infinite");
  }
  if (value < least || value > most) {
    return Fail(ErrorCode::kInvalidArgument,
                std::string(name) + " of a detail: " + NumberText(least) + " to " +
                    NumberText(most) + " was expected, it is " + NumberText(value));
  }
  return {};
}

// In cells of the reduced picture.
struct Window {
  std::size_t x = 0;
  std::size_t y = 0;
  std::size_t width = 1;
  std::size_t height = 1;
};

Window BestWindow(const Plane& salience, const Plane& likelihood, std::size_t width,
                  std::size_t height) {
  const SummedArea saliences(salience);
  const SummedArea likelihoods(likelihood);
  const auto area = static_cast<double>(width * height);
  Window best = {.width = width, .height = height};
  double most = -1;
  for (std::size_t y = 0; y + height <= salience.height; ++y) {
    for (std::size_t x = 0; x + width <= salience.width; ++x) {
      // Background in the window counts for much more than a detail.
      const double inside = likelihoods.Of(x, y, width, height) / area;
      const double value =
          (saliences.Of(x, y, width, height) / area + 1e-3) * inside * inside * inside * inside;
      if (value > most) {
        most = value;
        best.x = x;
        best.y = y;
      }
    }
  }
  return best;
}

}  // namespace

Result<Rect> FindDetail(const ImageView& picture, const Subject& subject, float aspect,
                        float share_01) {
  if (const auto valid = CheckRange(aspect, 0.2F, 5, "the aspect"); !valid) {
    return std::unexpected(valid.error());
  }
  if (const auto valid = CheckRange(share_01, 0.1F, 1, "the share"); !valid) {
    return std::unexpected(valid.error());
  }
  const Plane& likelihood = subject.likelihood;
  const Result<Image> reduced = Resize(
      picture,
      {.width = static_cast<float>(picture.width), .height = static_cast<float>(picture.height)},
      static_cast<std::int32_t>(likelihood.width), static_cast<std::int32_t>(likelihood.height));
  if (!reduced) {
    return std::unexpected(reduced.error());
  }
  const float across = static_cast<float>(picture.width) / static_cast<float>(likelihood.width);
  const float down = static_cast<float>(picture.height) / static_cast<float>(likelihood.height);
  const float longer = share_01 * std::max(subject.box.width, subject.box.height);
  const float width = aspect >= 1 ? longer : longer * aspect;
  const float height = aspect >= 1 ? longer / aspect : longer;
  const auto cells = [](float length, float cell, std::size_t most) {
    return std::clamp<std::size_t>(static_cast<std::size_t>(std::lround(length / cell)), 1, most);
  };
  const LabImage lab = ToLab(reduced->view());
  const Window window =
      BestWindow(SalienceOf(lab, likelihood), likelihood, cells(width, across, likelihood.width),
                 cells(height, down, likelihood.height));
  return Rect{.x = static_cast<float>(window.x) * across,
              .y = static_cast<float>(window.y) * down,
              .width = static_cast<float>(window.width) * across,
              .height = static_cast<float>(window.height) * down};
}

}  // namespace vitrine
