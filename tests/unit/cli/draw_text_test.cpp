// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/draw_text.h"

#include <vitrine/imaging/blend.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

namespace vitrine::cli {
namespace {

constexpr std::int32_t kWidth = 200;
constexpr std::int32_t kHeight = 80;

// The edges of what was painted over a white page; right and bottom are exclusive.
struct Ink {
  std::int32_t left = kWidth;
  std::int32_t top = kHeight;
  std::int32_t right = 0;
  std::int32_t bottom = 0;
  double weight = 0;
};

Ink Draw(std::string text, float x, float baseline, Colour colour = {0, 0, 0, 255},
         float ratio = 1) {
  auto shaper = FontShaper::Load(VITRINE_FONTS);
  EXPECT_TRUE(shaper) << shaper.error().message;
  auto page = Image::Create(kWidth, kHeight);
  EXPECT_TRUE(page);
  std::ranges::fill(page->pixels(), std::uint8_t{255});
  Scene scene;
  scene.width_px = kWidth;
  scene.height_px = kHeight;
  scene.device_pixel_ratio = ratio;
  TextLayer layer;
  layer.text = std::move(text);
  layer.style = {.typeface = Typeface::kBody, .size_px = 32};
  layer.colour = colour;
  layer.x = x;
  layer.baseline = baseline;
  scene.layers.emplace_back(std::move(layer));
  DrawText(*page, scene, *shaper);
  Ink ink;
  for (std::int32_t y = 0; y < kHeight; ++y) {
    for (std::int32_t column = 0; column < kWidth; ++column) {
      const std::uint8_t* pixel = page->pixels().data() + (y * kWidth + column) * 4;
      EXPECT_EQ(pixel[3], 255);
      if (pixel[0] < 255) {
        ink.left = std::min(ink.left, column);
        ink.right = std::max(ink.right, column + 1);
        ink.top = std::min(ink.top, y);
        ink.bottom = std::max(ink.bottom, y + 1);
        ink.weight += (255 - pixel[0]) / 255.0;
      }
    }
  }
  return ink;
}

TEST(DrawText, LettersStandOnTheBaseline) {
  const Ink ink = Draw("HHH", 10, 50);
  EXPECT_EQ(ink.bottom, 50);
  EXPECT_NEAR(ink.bottom - ink.top, 0.66 * 32, 1);  // The capital height of Source Sans 3.
  EXPECT_GE(ink.left, 10);
}

TEST(DrawText, AFractionOfAPixelMovesTheInkAndKeepsItsWeight) {
  const Ink whole = Draw("HH", 10, 50);
  const Ink moved = Draw("HH", 10.5F, 50);
  EXPECT_GE(moved.right, whole.right);
  EXPECT_NEAR(moved.weight, whole.weight, 0.01 * whole.weight);
}

TEST(DrawText, TheDevicePixelRatioScalesThePlaceAndTheSize) {
  const Ink once = Draw("H", 10, 30);
  const Ink twice = Draw("H", 10, 30, {0, 0, 0, 255}, 2);
  EXPECT_EQ(twice.bottom, 60);
  EXPECT_NEAR(twice.weight, 4 * once.weight, 0.05 * twice.weight);
}

TEST(DrawText, AHalfTransparentColourLeavesHalfTheWeight) {
  const Ink full = Draw("H", 10, 50);
  const Ink half = Draw("H", 10, 50, {0, 0, 0, 128});
  EXPECT_NEAR(half.weight, full.weight * 128 / 255, 0.01 * full.weight);
}

TEST(DrawText, TextBeyondThePageIsClipped) {
  for (const auto& [x, baseline] : {std::pair(-40.0F, 50.0F), std::pair(190.0F, 50.0F),
                                    std::pair(10.0F, 5.0F), std::pair(10.0F, 300.0F)}) {
    const Ink ink = Draw("Wide words", x, baseline);
    EXPECT_LE(ink.right, kWidth);
    EXPECT_LE(ink.bottom, kHeight);
  }
}

}  // namespace
}  // namespace vitrine::cli
