// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/local_colours.h>
#include <vitrine/imaging/cutout/matte.h>
#include <vitrine/imaging/cutout/stretch.h>
#include <vitrine/imaging/enhance/gaussian.h>
#include <vitrine/imaging/enhance/strength.h>
#include <vitrine/imaging/resize.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace vitrine {
namespace {

// This many pixels of the smaller size on both sides of the outline are neither for certain.
constexpr std::size_t kBand = 2;

constexpr float kBelongs = 0.5F;

// Everything that is known at the smaller size.
struct Coarse {
  Plane likelihood;
  Plane known;  // 1 subject, 0 background, between both unknown.
  LocalColours colours;
};

Result<Coarse> CoarseOf(const ImageView& picture, const Plane& likelihood) {
  const Result<Image> small = Resize(
      picture,
      {.width = static_cast<float>(picture.width), .height = static_cast<float>(picture.height)},
      static_cast<std::int32_t>(likelihood.width), static_cast<std::int32_t>(likelihood.height));
  if (!small) {
    return std::unexpected(small.error());
  }
  const LocalRange range = RangeAround(likelihood, kBand);
  Plane subject = range.least;
  Plane behind = range.most;
  Plane known = likelihood;
  for (std::size_t i = 0; i < known.values.size(); ++i) {
    subject.values[i] = range.least.values[i] >= kBelongs ? 1 : 0;
    behind.values[i] = range.most.values[i] < kBelongs ? 1 : 0;
    known.values[i] = 0.5F * (1 + subject.values[i] - behind.values[i]);
  }
  return Coarse{.likelihood = likelihood,
                .known = std::move(known),
                .colours = ColoursAround(small->view(), subject, behind)};
}

// One place of the full size between four samples of the smaller one.
class Place {
 public:
  Place(const Plane& coarse, float x, float y) {
    const auto clamped = [](float at, std::size_t size) {
      return std::clamp(at, 0.0F, static_cast<float>(size - 1));
    };
    const float column = clamped(x, coarse.width);
    const float row = clamped(y, coarse.height);
    first_ = static_cast<std::size_t>(row) * coarse.width + static_cast<std::size_t>(column);
    right_ = static_cast<std::size_t>(column) + 1 < coarse.width ? 1 : 0;
    below_ = static_cast<std::size_t>(row) + 1 < coarse.height ? coarse.width : 0;
    share_x_ = column - std::floor(column);
    share_y_ = row - std::floor(row);
  }

  float Of(const Plane& plane) const {
    const float* const at = plane.values.data() + first_;
    const float above = at[0] + share_x_ * (at[right_] - at[0]);
    const float below = at[below_] + share_x_ * (at[below_ + right_] - at[below_]);
    return above + share_y_ * (below - above);
  }

  Rgb255 Of(const std::array<Plane, 3>& planes) const {
    return {Of(planes[0]), Of(planes[1]), Of(planes[2])};
  }

 private:
  std::size_t first_;
  std::size_t right_;
  std::size_t below_;
  float share_x_;
  float share_y_;
};

// How much of the subject a pixel shows, as a mixture of both colours; where these are as near to
// each other as they vary in themselves, as the likelihood says.
float AlphaOf(const Rgb255& pixel, const Rgb255& subject, const Rgb255& behind, float variance,
              float likelihood) {
  constexpr float kLeastVariance = 36;
  float apart = 0;
  float along = 0;
  for (std::size_t c = 0; c < pixel.size(); ++c) {
    const float span = subject[c] - behind[c];
    apart += span * span;
    along += span * (pixel[c] - behind[c]);
  }
  // Texture alone makes a pixel look like a little of the other colour.
  const float mixture = Ramp(along / std::max(apart, 1.0F), 0.1F, 0.95F);
  const float expected = Ramp(likelihood, 0.25F, 0.75F);
  const float doubt = kLeastVariance + variance;
  const float alpha = (apart * mixture + doubt * expected) / (apart + doubt);
  // Far enough from the outline the likelihood knows better.
  return std::clamp(alpha, Ramp(likelihood, 0.75F, 1), Ramp(likelihood, 0, 0.25F));
}

// Premultiplied, without what the background adds. Source: Forte, as above, equation 4.
void WriteSubject(const Rgb255& pixel, const Rgb255& subject, const Rgb255& behind, float alpha,
                  std::uint8_t* to) {
  for (std::size_t c = 0; c < pixel.size(); ++c) {
    const float mixed = alpha * subject[c] + (1 - alpha) * behind[c];
    const float own = std::clamp(subject[c] + alpha * (pixel[c] - mixed), 0.0F, 255.0F);
    to[c] = static_cast<std::uint8_t>(RoundPositive(own * alpha));
  }
  to[3] = static_cast<std::uint8_t>(RoundPositive(255 * alpha));
}

class MatteWriter {
 public:
  MatteWriter(const ImageView& picture, const Coarse& coarse)
      : picture_(picture),
        coarse_(coarse),
        scale_x_(static_cast<float>(coarse.known.width) / static_cast<float>(picture.width)),
        scale_y_(static_cast<float>(coarse.known.height) / static_cast<float>(picture.height)) {}

  void WriteRow(std::size_t y, std::uint8_t* to) const {
    const std::uint8_t* from = picture_.pixels + y * picture_.stride;
    const float row = (static_cast<float>(y) + 0.5F) * scale_y_ - 0.5F;
    for (std::int32_t x = 0; x < picture_.width; ++x, from += 4, to += 4) {
      const float column = (static_cast<float>(x) + 0.5F) * scale_x_ - 0.5F;
      WritePixel(from, Place(coarse_.known, column, row), to);
    }
  }

 private:
  void WritePixel(const std::uint8_t* from, const Place& place, std::uint8_t* to) const {
    const float known = place.Of(coarse_.known);
    if (known >= 1) {
      std::copy_n(from, 4, to);
      return;
    }
    if (known <= 0) {
      std::fill_n(to, 4, std::uint8_t{0});
      return;
    }
    const Rgb255 pixel = {static_cast<float>(from[0]), static_cast<float>(from[1]),
                          static_cast<float>(from[2])};
    const Rgb255 subject = place.Of(coarse_.colours.subject);
    const Rgb255 behind = place.Of(coarse_.colours.behind);
    const float alpha = AlphaOf(pixel, subject, behind, place.Of(coarse_.colours.variance),
                                place.Of(coarse_.likelihood));
    WriteSubject(pixel, subject, behind, alpha, to);
  }

  const ImageView& picture_;
  const Coarse& coarse_;
  float scale_x_;
  float scale_y_;
};

}  // namespace

Result<Image> Matte(const ImageView& picture, const Plane& likelihood) {
  if (likelihood.values.empty()) {
    return Fail(ErrorCode::kInvalidArgument,
                "a likelihood of at least 1 x 1 was expected, it has no pixels");
  }
  const Result<Coarse> coarse = CoarseOf(picture, likelihood);
  if (!coarse) {
    return std::unexpected(coarse.error());
  }
  Result<Image> subject = Image::CreateForOverwrite(picture.width, picture.height);
  if (!subject) {
    return subject;
  }
  const MatteWriter writer(picture, *coarse);
  for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y) {
    writer.WriteRow(y, subject->pixels().data() + y * subject->stride());
  }
  return subject;
}

}  // namespace vitrine
