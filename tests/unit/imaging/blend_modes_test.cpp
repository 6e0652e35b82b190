// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/blend.h>
#include <vitrine/imaging/blend_modes.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "tests/unit/imaging/pictures.h"

namespace vitrine {
namespace {

constexpr std::array kModes = {
    BlendMode::kNormal,    BlendMode::kMultiply,  BlendMode::kScreen,      BlendMode::kOverlay,
    BlendMode::kDarken,    BlendMode::kLighten,   BlendMode::kColourDodge, BlendMode::kColourBurn,
    BlendMode::kHardLight, BlendMode::kSoftLight, BlendMode::kDifference,  BlendMode::kExclusion};

double Multiply(double below, double above) { return below * above; }
double Screen(double below, double above) { return below + above - below * above; }
double HardLight(double below, double above) {
  return above <= 0.5 ? Multiply(below, 2 * above) : Screen(below, 2 * above - 1);
}
double Dodge(double below, double above) {
  if (below == 0) {
    return 0;
  }
  return above == 1 ? 1 : std::min(1.0, below / (1 - above));
}
double Burn(double below, double above) {
  if (below == 1) {
    return 1;
  }
  return above == 0 ? 0 : 1 - std::min(1.0, (1 - below) / above);
}
double SoftLight(double below, double above) {
  if (above <= 0.5) {
    return below - (1 - 2 * above) * below * (1 - below);
  }
  const double lit = below <= 0.25 ? ((16 * below - 12) * below + 4) * below : std::sqrt(below);
  return below + (2 * above - 1) * (lit - below);
}

// B(Cb, Cs) as the specification writes it, on straight colours 0 .. 1.
double Mixed(BlendMode mode, double below, double above) {
  switch (mode) {
    case BlendMode::kNormal:
      return above;
    case BlendMode::kMultiply:
      return Multiply(below, above);
    case BlendMode::kScreen:
      return Screen(below, above);
    case BlendMode::kOverlay:
      return HardLight(above, below);
    case BlendMode::kDarken:
      return std::min(below, above);
    case BlendMode::kLighten:
      return std::max(below, above);
    case BlendMode::kColourDodge:
      return Dodge(below, above);
    case BlendMode::kColourBurn:
      return Burn(below, above);
    case BlendMode::kHardLight:
      return HardLight(below, above);
    case BlendMode::kSoftLight:
      return SoftLight(below, above);
    case BlendMode::kDifference:
      return std::abs(below - above);
    case BlendMode::kExclusion:
      return below + above - 2 * below * above;
  }
  return -1;
}

// One channel, times alpha and 255, of a pixel of either layer; `share` of the upper one counts.
double Expected(BlendMode mode, std::pair<int, int> below, std::pair<int, int> above,
                double share) {
  const auto straight = [](std::pair<int, int> pixel) {
    return pixel.second == 0 ? 0.0 : static_cast<double>(pixel.first) / pixel.second;
  };
  const double below_alpha = below.second / 255.0;
  const double above_alpha = share * above.second / 255.0;
  const double cb = straight(below);
  const double cs =
      (1 - below_alpha) * straight(above) + below_alpha * Mixed(mode, cb, straight(above));
  return 255 * (cs * above_alpha + cb * below_alpha * (1 - above_alpha));
}

double LargestError(BlendMode mode, const Image& blended, const Image& below, const Image& above,
                    double share) {
  double largest = 0;
  for (std::size_t i = 0; i < blended.pixels().size(); ++i) {
    const std::size_t alpha = i | 3U;
    const auto pixel = [&](const Image& image) -> std::pair<int, int> {
      return {image.pixels()[i], image.pixels()[alpha]};
    };
    const double expected = i == alpha
                                ? Expected(BlendMode::kNormal, pixel(below), pixel(above), share)
                                : Expected(mode, pixel(below), pixel(above), share);
    largest = std::max(largest, std::abs(blended.pixels()[i] - expected));
  }
  return largest;
}

Image Blended(const Image& below, const Image& above, DrawOptions options) {
  Image target = below.Clone().value();
  DrawImage(target, above.view(), options);
  return target;
}

// Every pair of values of a channel: one layer's goes along the rows, the other's down the columns.
std::pair<Image, Image> EveryPair() {
  std::pair<Image, Image> pair = {Plain(256, 256, {}), Plain(256, 256, {})};
  for (std::int32_t y = 0; y < 256; ++y) {
    for (std::int32_t x = 0; x < 256; ++x) {
      const auto across = static_cast<std::uint8_t>(x);
      const auto down = static_cast<std::uint8_t>(y);
      SetPixel(pair.first, x, y, {across, across, 90, 255});
      SetPixel(pair.second, x, y, {down, 170, down, 255});
    }
  }
  return pair;
}

TEST(BlendModes, OpaqueColoursAreRoundedToTheNearest) {
  const auto [below, above] = EveryPair();
  for (const BlendMode mode : kModes) {
    const Image blended = Blended(below, above, {.mode = mode});
    EXPECT_LE(LargestError(mode, blended, below, above, 1), 0.501) << static_cast<int>(mode);
  }
}

TEST(BlendModes, AreRightToOneForEveryAlphaAndOpacity) {
  const Image below = Noise(203, 91, 1, false);
  const Image above = Noise(203, 91, 2, false);
  for (const BlendMode mode : kModes) {
    for (const int opacity : {255, 254, 102, 1}) {
      const double share = opacity / 255.0;
      const Image blended =
          Blended(below, above, {.opacity_01 = static_cast<float>(share), .mode = mode});
      // What is in part transparent is rounded twice in the normal mode and once in the others.
      EXPECT_LE(LargestError(mode, blended, below, above, share),
                mode == BlendMode::kNormal ? 1.5 : 1.001)
          << static_cast<int>(mode) << " at " << opacity;
      for (std::size_t i = 0; i < blended.pixels().size(); ++i) {
        ASSERT_LE(blended.pixels()[i], blended.pixels()[i | 3U]);
      }
    }
  }
}

TEST(BlendModes, NormalIsTheSameByEitherWay) {
  Image target = Noise(64, 64, 1, false);
  const Image above = Noise(64, 64, 2, false);
  const Image expected = Blended(target, above, {});
  const std::vector<std::uint8_t> weights(64 * 64 + 3, 255);
  BlendRowInMode(BlendMode::kNormal, target.pixels().data(), above.pixels().data(),
                 std::span(weights).first(64 * 64));
  EXPECT_LE(LargestDifference(target, expected), 1);
}

TEST(BlendModes, NeutralColoursLeaveWhatIsThere) {
  constexpr Colour kWhite = {255, 255, 255, 255};
  constexpr Colour kBlack = {0, 0, 0, 255};
  const Image below = Noise(37, 9, 1, true);
  for (const auto& [mode, colour] :
       {std::pair{BlendMode::kMultiply, kWhite}, std::pair{BlendMode::kScreen, kBlack},
        std::pair{BlendMode::kDarken, kWhite}, std::pair{BlendMode::kLighten, kBlack},
        std::pair{BlendMode::kColourDodge, kBlack}, std::pair{BlendMode::kColourBurn, kWhite},
        std::pair{BlendMode::kDifference, kBlack}, std::pair{BlendMode::kExclusion, kBlack}}) {
    const Image blended = Blended(below, Plain(37, 9, colour), {.radius = 3, .mode = mode});
    EXPECT_EQ(LargestDifference(blended, below), 0) << static_cast<int>(mode);
  }
}

TEST(BlendModes, WhatIsTransparentLeavesTheOther) {
  const Image nothing = Plain(37, 9, {0, 0, 0, 0});
  const Image something = Noise(37, 9, 1, false);
  for (const BlendMode mode : kModes) {
    EXPECT_EQ(LargestDifference(Blended(something, nothing, {.mode = mode}), something), 0);
    EXPECT_EQ(LargestDifference(Blended(nothing, something, {.mode = mode}), something), 0);
  }
}

TEST(BlendModes, OverlayIsHardLightTheOtherWayRound) {
  const Image first = Noise(64, 64, 1, true);
  const Image second = Noise(64, 64, 2, true);
  EXPECT_EQ(LargestDifference(Blended(first, second, {.mode = BlendMode::kOverlay}),
                              Blended(second, first, {.mode = BlendMode::kHardLight})),
            0);
}

TEST(BlendModes, ARectangleMixesAsAPictureOfItsColour) {
  const Image below = Noise(40, 30, 1, true);
  for (const BlendMode mode : kModes) {
    Image filled = below.Clone().value();
    FillRect(filled, {5, 4, 30, 20}, 6, {200, 90, 30, 255}, {.mode = mode});
    EXPECT_EQ(LargestDifference(filled, Blended(below, Plain(30, 20, {200, 90, 30, 255}),
                                                {.x = 5, .y = 4, .radius = 6, .mode = mode})),
              0);
  }
}

}  // namespace
}  // namespace vitrine
