// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/local_colours.h>
#include <vitrine/imaging/enhance/gaussian.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace vitrine {
namespace {

// How far colours reach: what is near counts most, and where nothing is near, what is further.
constexpr float kNear = 2.5F;
constexpr float kFar = 12;
constexpr float kFarWeight = 1e-3F;
constexpr float kLeastWeight = 1e-9F;

Plane ChannelOf(const ImageView& picture, std::size_t channel) {
  Plane plane(static_cast<std::size_t>(picture.width), static_cast<std::size_t>(picture.height));
  for (std::size_t y = 0; y < plane.height; ++y) {
    const std::uint8_t* const row = picture.pixels + y * picture.stride;
    std::ranges::generate(plane.Row(y), [from = row + channel]() mutable {
      const auto value = static_cast<float>(*from);
      from += 4;
      return value;
    });
  }
  return plane;
}

Plane Product(const Plane& a, const Plane& b) {
  Plane product = a;
  std::ranges::transform(a.values, b.values, product.values.begin(), std::multiplies());
  return product;
}

// A blur that reaches far and a sharp one in one.
Plane Reach(const Plane& plane) {
  Plane reach = GaussianBlur(plane, kNear);
  const Plane far = GaussianBlur(plane, kFar);
  std::ranges::transform(reach.values, far.values, reach.values.begin(),
                         [](float near, float further) { return near + kFarWeight * further; });
  return reach;
}

// Means over the pixels that `certain` marks.
class MarkedMean {
 public:
  explicit MarkedMean(const Plane& certain) : certain_(certain), weights_(Reach(certain)) {}

  Plane Of(const Plane& plane) const {
    Plane mean = Reach(Product(plane, certain_));
    std::ranges::transform(
        mean.values, weights_.values, mean.values.begin(),
        [](float sum, float weight) { return sum / std::max(weight, kLeastWeight); });
    return mean;
  }

 private:
  const Plane& certain_;
  Plane weights_;
};

void AddVariance(const MarkedMean& mean, const Plane& channel, const Plane& mean_of_channel,
                 Plane& variance) {
  constexpr float kChannels = 3;
  const Plane mean_of_squares = mean.Of(Product(channel, channel));
  for (std::size_t i = 0; i < variance.values.size(); ++i) {
    const float mean_here = mean_of_channel.values[i];
    variance.values[i] +=
        std::max(0.0F, mean_of_squares.values[i] - mean_here * mean_here) / kChannels;
  }
}

}  // namespace

LocalColours ColoursAround(const ImageView& picture, const Plane& certain_subject,
                           const Plane& certain_behind) {
  const MarkedMean of_subject(certain_subject);
  const MarkedMean of_behind(certain_behind);
  LocalColours colours;
  colours.variance = Plane(certain_subject.width, certain_subject.height);
  for (std::size_t c = 0; c < colours.subject.size(); ++c) {
    const Plane channel = ChannelOf(picture, c);
    colours.subject[c] = of_subject.Of(channel);
    colours.behind[c] = of_behind.Of(channel);
    AddVariance(of_subject, channel, colours.subject[c], colours.variance);
    AddVariance(of_behind, channel, colours.behind[c], colours.variance);
  }
  return colours;
}

}  // namespace vitrine
