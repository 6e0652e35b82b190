// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/random.h>
#include <vitrine/imaging/resize.h>
#include <vitrine/imaging/yuv.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <vector>

namespace vitrine {
namespace {

/// The planes of a picture, with a margin after each row.
struct Planes {
  Planes(std::int32_t width, std::int32_t height, std::int32_t step_x, std::int32_t step_y) {
    view.step_x = step_x;
    view.step_y = step_y;
    const std::int32_t chroma_width = (width + step_x - 1) / step_x;
    const std::int32_t chroma_height = (height + step_y - 1) / step_y;
    view.y = Add(0, width, height);
    view.u = Add(1, chroma_width, chroma_height);
    view.v = Add(2, chroma_width, chroma_height);
  }

  PlaneView Add(std::size_t which, std::int32_t width, std::int32_t height) {
    const std::size_t stride = static_cast<std::size_t>(width) + 5;
    samples[which].resize(stride * static_cast<std::size_t>(height));
    return {samples[which].data(), width, height, stride};
  }

  std::array<std::vector<std::uint8_t>, 3> samples;
  YuvView view;
};

Planes RandomPlanes(std::int32_t width, std::int32_t height, std::int32_t step_x,
                    std::int32_t step_y) {
  Planes planes(width, height, step_x, step_y);
  Random random(7);
  for (std::size_t which = 0; which < 3; ++which) {
    for (std::size_t i = 0; i < planes.samples[which].size(); ++i) {
      // Noise on a slope, the differences weak enough that most colours exist.
      const double slope = 90 + 60 * std::sin(static_cast<double>(i) / 31);
      const double noise = which == 0 ? 80.0 * random.Uniform() : 40.0 * random.Uniform();
      planes.samples[which][i] =
          static_cast<std::uint8_t>(which == 0 ? slope + noise : 108 + noise);
    }
  }
  return planes;
}

// One plane at a place of the output, in double precision.
double Sample(const PlaneView& plane, const Rect& crop, double x, double y, double step_x,
              double step_y) {
  const auto weights = [](double centre, double step, double begin, double length, int size) {
    std::vector<std::pair<int, double>> taps;
    const double widening = std::max(1.0, step);
    const int low = std::max(0, static_cast<int>(std::floor(begin)));
    const int high = std::min(size, static_cast<int>(std::ceil(begin + length)));
    double sum = 0;
    for (int i = low; i < high; ++i) {
      const double t = (i - centre) / widening;
      const auto sinc = [](double a) {
        return a == 0 ? 1 : std::sin(std::numbers::pi * a) / (std::numbers::pi * a);
      };
      if (std::abs(t) < 3) {
        taps.emplace_back(i, sinc(t) * sinc(t / 3));
        sum += taps.back().second;
      }
    }
    for (auto& [i, weight] : taps) {
      weight /= sum;
    }
    return taps;
  };
  double value = 0;
  for (const auto& [row, down] : weights(y, step_y, crop.y, crop.height, plane.height)) {
    for (const auto& [column, across] : weights(x, step_x, crop.x, crop.width, plane.width)) {
      value += down * across *
               plane.samples[static_cast<std::size_t>(row) * plane.stride +
                             static_cast<std::size_t>(column)];
    }
  }
  return value;
}

struct Case {
  std::int32_t source_width = 0;
  std::int32_t source_height = 0;
  std::int32_t step_x = 1;
  std::int32_t step_y = 1;
  Rect crop;
  std::int32_t width = 0;
  std::int32_t height = 0;
};

// Every step, shrinking and enlarging, odd sizes, crops between pixels.
const Case kCases[] = {
    {96, 80, 1, 1, {0, 0, 96, 80}, 31, 25}, {96, 80, 2, 2, {0, 0, 96, 80}, 30, 25},
    {97, 61, 2, 2, {0, 0, 97, 61}, 29, 17}, {97, 61, 2, 1, {3.5F, 2.25F, 60, 50}, 13, 21},
    {40, 30, 2, 2, {0, 0, 40, 30}, 90, 71}, {1, 1, 2, 2, {0, 0, 1, 1}, 3, 2},
    {200, 3, 2, 2, {0, 0, 200, 3}, 1, 1},
};

TEST(ResizeYuv, IsTheResizeInDoublePrecisionToALevel) {
  for (const Case& test : kCases) {
    const Planes planes =
        RandomPlanes(test.source_width, test.source_height, test.step_x, test.step_y);
    const auto image = ResizeYuv(planes.view, test.crop, test.width, test.height);
    ASSERT_TRUE(image) << image.error().message;
    const auto step_x = static_cast<float>(test.step_x);
    const auto step_y = static_cast<float>(test.step_y);
    const Rect chroma = {test.crop.x / step_x, test.crop.y / step_y, test.crop.width / step_x,
                         test.crop.height / step_y};
    double largest = 0;
    for (std::int32_t y = 0; y < test.height; ++y) {
      for (std::int32_t x = 0; x < test.width; ++x) {
        const auto at = [&](const PlaneView& plane, const Rect& crop) {
          const double across = static_cast<double>(crop.width) / test.width;
          const double down = static_cast<double>(crop.height) / test.height;
          return Sample(plane, crop, crop.x + (x + 0.5) * across - 0.5,
                        crop.y + (y + 0.5) * down - 0.5, across, down);
        };
        const double luma = at(planes.view.y, test.crop);
        const double blue = at(planes.view.u, chroma) - 128;
        const double red = at(planes.view.v, chroma) - 128;
        const std::array<double, 4> expected = {
            luma + 1.402 * red, luma - 0.344136 * blue - 0.714136 * red, luma + 1.772 * blue, 255};
        const std::size_t pixel =
            static_cast<std::size_t>(y) * image->stride() + static_cast<std::size_t>(x) * 4;
        for (std::size_t channel = 0; channel < 4; ++channel) {
          const double got = image->pixels()[pixel + channel];
          largest = std::max(largest, std::abs(got - std::clamp(expected[channel], 0.0, 255.0)));
        }
      }
    }
    EXPECT_LE(largest, 1) << test.source_width << " x " << test.source_height << " to "
                          << test.width << " x " << test.height;
  }
}

TEST(ResizeYuv, AGreyPictureIsThatOfItsBrightness) {
  Planes planes = RandomPlanes(64, 48, 2, 2);
  std::ranges::fill(planes.samples[1], std::uint8_t{128});
  std::ranges::fill(planes.samples[2], std::uint8_t{128});
  Image grey = Image::Create(64, 48).value();
  for (std::size_t y = 0; y < 48; ++y) {
    for (std::size_t x = 0; x < 64; ++x) {
      std::uint8_t* const pixel = grey.pixels().data() + y * grey.stride() + x * 4;
      std::fill_n(pixel, 3, planes.samples[0][y * planes.view.y.stride + x]);
      pixel[3] = 255;
    }
  }
  const Rect whole = {0, 0, 64, 48};
  const Image from_planes = ResizeYuv(planes.view, whole, 20, 15).value();
  const Image from_pixels = Resize(grey.view(), whole, 20, 15).value();
  for (std::size_t i = 0; i < from_pixels.pixels().size(); ++i) {
    EXPECT_NEAR(from_planes.pixels()[i], from_pixels.pixels()[i], 1);
  }
}

TEST(ResizeYuv, ColoursOutsideOfRgbAreTheNearestInIt) {
  Planes planes(4, 4, 1, 1);
  std::ranges::fill(planes.samples[0], std::uint8_t{255});
  std::ranges::fill(planes.samples[1], std::uint8_t{255});
  std::ranges::fill(planes.samples[2], std::uint8_t{0});
  const Image image = ResizeYuv(planes.view, {0, 0, 4, 4}, 2, 2).value();
  // 255 - 179, 255 - 44 + 91, 255 + 225.
  EXPECT_NEAR(image.pixels()[0], 76, 1);
  EXPECT_EQ(image.pixels()[1], 255);
  EXPECT_EQ(image.pixels()[2], 255);
  EXPECT_EQ(image.pixels()[3], 255);
}

TEST(ResizeYuv, PlanesThatDoNotFitAreRefused) {
  const Planes planes(10, 10, 2, 2);
  const Rect whole = {0, 0, 10, 10};
  const auto code = [&](const YuvView& view, const Rect& crop = {0, 0, 10, 10}, int side = 4) {
    const auto image = ResizeYuv(view, crop, side, side);
    EXPECT_FALSE(image);
    return image ? ErrorCode::kInternal : image.error().code;
  };
  YuvView view = planes.view;
  view.step_x = 1;
  EXPECT_EQ(code(view), ErrorCode::kInvalidArgument);
  view = planes.view;
  view.step_y = 3;
  EXPECT_EQ(code(view), ErrorCode::kInvalidArgument);
  view = planes.view;
  view.v.height = 4;
  EXPECT_EQ(code(view), ErrorCode::kInvalidArgument);
  view = planes.view;
  view.u.samples = nullptr;
  EXPECT_EQ(code(view), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code(planes.view, {0, 0, 11, 10}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code(planes.view, {0, 0, std::numeric_limits<float>::quiet_NaN(), 10}),
            ErrorCode::kInvalidArgument);
  EXPECT_EQ(code(planes.view, whole, 70'000), ErrorCode::kImageTooLarge);
  EXPECT_EQ(code(planes.view, whole, 0), ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace vitrine
