// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/math.h>
#include <vitrine/imaging/enhance/gaussian.h>
#include <vitrine/imaging/enhance/illuminant.h>
#include <vitrine/imaging/srgb.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

using Light = std::array<double, 3>;

// Linear light, and which pixels say something: seen, neither clipped nor black.
struct Scene {
  std::array<Plane, 3> channels;
  std::vector<bool> counts;

  std::size_t width() const { return channels[0].width; }
  std::size_t height() const { return channels[0].height; }
};

Scene SceneOf(const ImageView& picture) {
  constexpr std::uint8_t kClipped = 250;
  constexpr std::uint8_t kBlack = 12;
  const auto width = static_cast<std::size_t>(picture.width);
  const auto height = static_cast<std::size_t>(picture.height);
  Scene scene;
  scene.channels.fill(Plane(width, height));
  scene.counts.resize(width * height);
  for (std::size_t i = 0; i < width * height; ++i) {
    const std::uint8_t* const pixel = picture.pixels + i / width * picture.stride + i % width * 4;
    const std::uint8_t brightest = std::max({pixel[0], pixel[1], pixel[2]});
    scene.counts[i] = pixel[3] == 255 && brightest < kClipped && brightest > kBlack;
    for (std::size_t c = 0; c < 3; ++c) {
      scene.channels[c].values[i] = static_cast<float>(LinearFromSrgb(pixel[c]));
    }
  }
  return scene;
}

double SixthPower(double x) {
  const double cube = x * x * x;
  return cube * cube;
}

double SixthRoot(double x) { return x > 0 ? std::sqrt(Cbrt(x)) : 0; }

Light MeanOfSixthPowers(const Scene& scene) {
  Light light{};
  for (std::size_t c = 0; c < 3; ++c) {
    double sum = 0;
    for (std::size_t i = 0; i < scene.counts.size(); ++i) {
      sum += scene.counts[i] ? SixthPower(scene.channels[c].values[i]) : 0;
    }
    light[c] = SixthRoot(sum);
  }
  return light;
}

Light SlopesOfSixthPowers(const Scene& scene) {
  constexpr float kSmoothing = 1.5F;
  Light light{};
  for (std::size_t c = 0; c < 3; ++c) {
    const Plane smooth = GaussianBlur(scene.channels[c], kSmoothing);
    double sum = 0;
    for (std::size_t y = 1; y + 1 < scene.height(); ++y) {
      for (std::size_t x = 1; x + 1 < scene.width(); ++x) {
        if (scene.counts[y * scene.width() + x]) {
          const double across = smooth.Row(y)[x + 1] - smooth.Row(y)[x - 1];
          const double down = smooth.Row(y + 1)[x] - smooth.Row(y - 1)[x];
          const double square = across * across + down * down;
          sum += square * square * square;
        }
      }
    }
    light[c] = SixthRoot(sum);
  }
  return light;
}

Light SumOver(const Scene& scene, const std::vector<std::size_t>& pixels) {
  Light light{};
  for (const std::size_t i : pixels) {
    for (std::size_t c = 0; c < 3; ++c) {
      light[c] += scene.channels[c].values[i];
    }
  }
  return light;
}

// The pixels of the least keys, `share` of all that have one.
std::vector<std::size_t> LeastOf(std::vector<std::pair<float, std::size_t>> keys, double share) {
  const auto count =
      static_cast<std::ptrdiff_t>(std::ceil(static_cast<double>(keys.size()) * share));
  std::nth_element(keys.begin(), keys.begin() + std::max<std::ptrdiff_t>(count - 1, 0), keys.end());
  std::vector<std::size_t> pixels;
  for (std::ptrdiff_t i = 0; i < count; ++i) {
    pixels.push_back(keys[static_cast<std::size_t>(i)].second);
  }
  return pixels;
}

Light BrightestPixels(const Scene& scene) {
  std::vector<std::pair<float, std::size_t>> keys;
  for (std::size_t i = 0; i < scene.counts.size(); ++i) {
    if (scene.counts[i]) {
      keys.emplace_back(-(scene.channels[0].values[i] + scene.channels[1].values[i] +
                          scene.channels[2].values[i]),
                        i);
    }
  }
  return keys.empty() ? Light{} : SumOver(scene, LeastOf(std::move(keys), 0.02));
}

// How much a channel's logarithm stands out of the mean of its neighbourhood of 3 x 3.
Plane LogContrast(const Plane& channel) {
  Plane logarithm = GaussianBlur(channel, 1);
  for (float& value : logarithm.values) {
    value = static_cast<float>(Log(static_cast<double>(value) + 1e-3));
  }
  Plane contrast(channel.width, channel.height);
  for (std::size_t y = 1; y + 1 < channel.height; ++y) {
    for (std::size_t x = 1; x + 1 < channel.width; ++x) {
      float sum = 0;
      for (std::size_t row = y - 1; row <= y + 1; ++row) {
        const std::span<const float> values = std::as_const(logarithm).Row(row);
        sum += values[x - 1] + values[x] + values[x + 1];
      }
      contrast.Row(y)[x] = logarithm.Row(y)[x] - sum / 9;
    }
  }
  return contrast;
}

// Grey things are as bright in one channel as in the others, so their contrasts are the same.
Light PixelsThatVaryAlike(const Scene& scene) {
  constexpr float kFlat = 1e-3F;
  const std::array<Plane, 3> contrast = {LogContrast(scene.channels[0]),
                                         LogContrast(scene.channels[1]),
                                         LogContrast(scene.channels[2])};
  std::vector<std::pair<float, std::size_t>> keys;
  for (std::size_t i = 0; i < scene.counts.size(); ++i) {
    const float r = contrast[0].values[i];
    const float g = contrast[1].values[i];
    const float b = contrast[2].values[i];
    const float mean = (r + g + b) / 3;
    if (scene.counts[i] && std::abs(mean) > kFlat) {
      const float variance =
          (r - mean) * (r - mean) + (g - mean) * (g - mean) + (b - mean) * (b - mean);
      keys.emplace_back(variance / (mean * mean), i);
    }
  }
  return keys.empty() ? Light{} : SumOver(scene, LeastOf(std::move(keys), 0.01));
}

// The angle between two colours of light, for small ones, in degrees.
double AngleBetween(const Light& a, const Light& b) {
  const auto product = [](const Light& x, const Light& y) {
    return x[0] * y[0] + x[1] * y[1] + x[2] * y[2];
  };
  const double cosine = product(a, b) / std::sqrt(product(a, a) * product(b, b));
  constexpr double kDegrees = 57.29577951308232;
  return kDegrees * std::sqrt(std::max(0.0, 2 - 2 * cosine));
}

double AngleToWhite(const Light& light) { return AngleBetween(light, {1, 1, 1}); }

double Ramp(double x, double begin, double end) {
  return std::clamp((x - begin) / (end - begin), 0.0, 1.0);
}

// 1 for the lights there are: from candles over lamps to the blue sky, some fluorescent tubes a
// little green. 0 for a green or a purple that only things have.
double Plausibility(const Light& light) {
  const double green = Log(light[1] * light[1] / (light[0] * light[2]));
  return green > 0 ? 1 - Ramp(green, 0.3, 0.45) : 1 - Ramp(-green, 0.12, 0.25);
}

// 1 where the answers lie together, compared with their way from white.
double Agreement(const std::vector<Light>& answers, const Light& nearest) {
  std::vector<double> angles;
  for (const Light& answer : answers) {
    angles.push_back(AngleBetween(answer, nearest));
  }
  std::ranges::sort(angles);
  const double spread = angles[angles.size() - angles.size() / 3 - 1];
  return 1 - Ramp(spread / AngleToWhite(nearest), 0.5, 0.9);
}

double Certainty(const std::vector<Light>& answers, const Light& nearest) {
  const double angle = AngleToWhite(nearest);
  const bool warm = nearest[0] >= nearest[1] && nearest[1] >= nearest[2];
  const double size = warm ? Ramp(angle, 10.5, 12.5) : Ramp(angle, 5, 7);
  return size > 0 ? size * Plausibility(nearest) * Agreement(answers, nearest) : 0;
}

}  // namespace

Illuminant EstimateIlluminant(const ImageView& picture) {
  const Scene scene = SceneOf(picture);
  std::vector<Light> answers = {MeanOfSixthPowers(scene), SlopesOfSixthPowers(scene),
                                BrightestPixels(scene), PixelsThatVaryAlike(scene)};
  std::erase_if(answers, [](const Light& light) { return std::ranges::min(light) <= 0; });
  if (answers.empty()) {
    return {};
  }
  const Light nearest = *std::ranges::min_element(answers, {}, AngleToWhite);
  const double mean = (nearest[0] + nearest[1] + nearest[2]) / 3;
  Illuminant illuminant;
  for (std::size_t c = 0; c < 3; ++c) {
    illuminant.light[c] = static_cast<float>(nearest[c] / mean);
  }
  illuminant.certainty_01 = static_cast<float>(Certainty(answers, nearest));
  return illuminant;
}

}  // namespace vitrine
