// SPDX-License-Identifier: Apache-2.0
// The laws of layers: turning, blend modes, cut-outs and their shadows, on a page that uses them
// all and on pages of one layer.
#include <vitrine/lookbook/compose.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <limits>
#include <numbers>
#include <string>
#include <variant>
#include <vector>

#include "tests/unit/lookbook/mood_board.h"

namespace vitrine {
namespace {

constexpr Colour kPaper = {230, 220, 200, 255};

Image Plain(std::int32_t width, std::int32_t height, Colour colour) {
  Image image = Image::Create(width, height).value();
  FillRect(image, {0, 0, static_cast<float>(width), static_cast<float>(height)}, 0, colour);
  return image;
}

Colour PixelAt(const Image& image, std::int32_t x, std::int32_t y) {
  const auto at = static_cast<std::size_t>(y) * image.stride() + static_cast<std::size_t>(x) * 4;
  const auto pixels = image.pixels();
  return {pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]};
}

// A page of 120 x 100 with the layer on plain paper.
Image OnPaper(const Layer& layer, const PictureView& picture, float ratio = 1) {
  Scene scene;
  scene.width_px = 120;
  scene.height_px = 100;
  scene.device_pixel_ratio = ratio;
  scene.layers.emplace_back(RectLayer{.rect = {0, 0, 120, 100}, .colour = kPaper});
  scene.layers.push_back(layer);
  return Compose(scene, std::array{picture}).value();
}

// The picture whole, 60 x 40 at (30, 30).
PictureLayer Framed(const Image& picture) {
  PictureLayer layer;
  layer.crop = {0, 0, static_cast<float>(picture.width()), static_cast<float>(picture.height())};
  layer.frame = {30, 30, 60, 40};
  layer.placeholder = {90, 80, 70, 255};
  return layer;
}

Rect Grown(const Rect& rect, float by) {
  return {rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by};
}

bool Contains(const Rect& rect, std::int32_t x, std::int32_t y) {
  const float column = static_cast<float>(x) + 0.5F;
  const float row = static_cast<float>(y) + 0.5F;
  return column > rect.x && column < rect.x + rect.width && row > rect.y &&
         row < rect.y + rect.height;
}

// Whether a layer, or its shadow, may show at a pixel. Frames are rounded to whole pixels.
bool Reaches(const Layer& layer, std::int32_t x, std::int32_t y) {
  PictureLayer picture;
  if (const auto* rect = std::get_if<RectLayer>(&layer)) {
    picture.frame = rect->rect;
    picture.rotation_deg = rect->rotation_deg;
  } else {
    picture = std::get<PictureLayer>(layer);
  }
  Rect box = PictureBox(picture);
  if (Contains(Grown(box, 1.5F), x, y)) {
    return true;
  }
  box.x += picture.shadow.offset_x;
  box.y += picture.shadow.offset_y;
  return Contains(Grown(box, 4 * picture.shadow.sigma + 3), x, y);
}

// FNV-1a with 64 bits.
std::uint64_t HashOf(std::span<const std::uint8_t> bytes) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const std::uint8_t byte : bytes) {
    hash = (hash ^ byte) * 0x100000001B3U;
  }
  return hash;
}

TEST(Layers, EveryLayerChangesItsBoxAndNothingElse) {
  const MoodBoard board(1);
  const Image page = Compose(board.scene, board.views()).value();
  for (std::size_t i = 1; i < board.scene.layers.size(); ++i) {
    Scene without = board.scene;
    without.layers.erase(without.layers.begin() + static_cast<std::ptrdiff_t>(i));
    const Image other = Compose(without, board.views()).value();
    int changed = 0;
    for (std::int32_t y = 0; y < page.height(); ++y) {
      for (std::int32_t x = 0; x < page.width(); ++x) {
        if (PixelAt(page, x, y) != PixelAt(other, x, y)) {
          ++changed;
          ASSERT_TRUE(Reaches(board.scene.layers[i], x, y))
              << "layer " << i << " at " << x << ", " << y;
        }
      }
    }
    EXPECT_GT(changed, 100) << "layer " << i;
  }
}

// The numbers were taken natively and in wasm.
TEST(Layers, APageGivesItsBits) {
  for (const auto& [ratio, hash] :
       {std::pair{1.0F, 0x393D4DE66CC4BD69U}, std::pair{1.5F, 0x3F66E4E6E61098F2U}}) {
    const MoodBoard board(ratio);
    EXPECT_EQ(HashOf(Compose(board.scene, board.views())->pixels()), hash) << ratio;
  }
}

TEST(Layers, ADenserScreenShowsTheSamePage) {
  const MoodBoard coarse(1);
  const MoodBoard fine(2);
  const Image page = Compose(coarse.scene, coarse.views()).value();
  const Image twice = Compose(fine.scene, fine.views()).value();
  double sum = 0;
  for (std::int32_t y = 0; y < page.height(); ++y) {
    for (std::int32_t x = 0; x < page.width(); ++x) {
      double mean = 0;
      for (const auto& [dx, dy] : {std::pair{0, 0}, {1, 0}, {0, 1}, {1, 1}}) {
        mean += PixelAt(twice, 2 * x + dx, 2 * y + dy).g / 4.0;
      }
      const double error = PixelAt(page, x, y).g - mean;
      sum += error * error;
    }
  }
  const double pixels = static_cast<double>(page.width()) * page.height();
  EXPECT_GE(10 * std::log10(255 * 255 * pixels / sum), 35);
}

TEST(Layers, APictureTurnsAboutItsFramesMiddle) {
  const Image picture = Plain(60, 40, {180, 20, 30, 255});
  PictureLayer layer = Framed(picture);
  for (const float ratio : {1.0F, 2.0F}) {
    for (const float degrees : {0.0F, 30.0F, 90.0F, 135.0F, -77.0F, 180.0F}) {
      layer.rotation_deg = degrees;
      const Image page = OnPaper(layer, picture.view(), ratio);
      double x_sum = 0;
      double y_sum = 0;
      double weight = 0;
      for (std::int32_t y = 0; y < page.height(); ++y) {
        for (std::int32_t x = 0; x < page.width(); ++x) {
          const double covered = (220 - PixelAt(page, x, y).g) / 200.0;
          x_sum += covered * (x + 0.5);
          y_sum += covered * (y + 0.5);
          weight += covered;
        }
      }
      EXPECT_NEAR(weight, 2400 * ratio * ratio, 6) << degrees;
      EXPECT_NEAR(x_sum / weight, 60 * ratio, 0.01) << degrees;
      EXPECT_NEAR(y_sum / weight, 50 * ratio, 0.01) << degrees;
    }
  }
}

TEST(Layers, AQuarterTurnTakesAPictureAsItIs) {
  Image picture = Plain(60, 40, {180, 20, 30, 255});
  FillRect(picture, {7, 5, 20, 9}, 4, {20, 160, 90, 255});
  PictureLayer layer = Framed(picture);
  const Image upright = OnPaper(layer, picture.view());
  layer.rotation_deg = 90;
  const Image turned = OnPaper(layer, picture.view());
  for (std::int32_t y = 0; y < 60; ++y) {
    for (std::int32_t x = 0; x < 40; ++x) {
      ASSERT_EQ(PixelAt(turned, 40 + x, 20 + y), PixelAt(upright, 30 + y, 69 - x));
    }
  }
}

TEST(Layers, AMissingPicturesPanelTurnsToo) {
  const Image picture = Plain(60, 40, {90, 80, 70, 255});
  PictureLayer layer = Framed(picture);
  layer.rotation_deg = 25;
  layer.radius_px = 8;
  const Image drawn = OnPaper(layer, picture.view());
  const Image missing = OnPaper(layer, ImageView());
  for (std::size_t i = 0; i < drawn.pixels().size(); ++i) {
    ASSERT_NEAR(drawn.pixels()[i], missing.pixels()[i], 1);
  }
}

TEST(Layers, AShadowFallsTheSameWayHoweverThePictureIsTurned) {
  const Image picture = Plain(60, 40, {250, 250, 250, 255});
  PictureLayer layer = Framed(picture);
  layer.shadow = {.offset_x = 0, .offset_y = 7, .sigma = 3, .colour = {0, 0, 0, 160}};
  for (const float degrees : {0.0F, 180.0F, 5.0F, 175.0F}) {
    layer.rotation_deg = degrees;
    const Image page = OnPaper(layer, picture.view());
    EXPECT_LT(PixelAt(page, 60, 74).g, kPaper.g - 60) << degrees;
    EXPECT_GT(PixelAt(page, 60, 26).g, kPaper.g - 10) << degrees;
  }
}

TEST(Layers, AShadowTurnsWithItsPicture) {
  const Image picture = Plain(160, 20, {250, 250, 250, 255});
  PictureLayer layer = Framed(picture);
  layer.frame = {20, 45, 80, 10};
  layer.shadow = {.sigma = 3, .colour = {0, 0, 0, 255}};
  layer.rotation_deg = 45;
  const Image page = OnPaper(layer, picture.view());
  // Far from the strip's ends its shadow is that of a strip without any.
  const auto below = [](double x) { return 0.5 * std::erfc(-x / (3 * std::numbers::sqrt2)); };
  for (int step = 5; step <= 12; ++step) {
    const double away = (step + 0.5) * std::numbers::sqrt2;
    const double share = below(away + 5) - below(away - 5);
    EXPECT_NEAR(PixelAt(page, 59 - step, 50 + step).g, 220 * (1 - share), 1.5) << step;
    EXPECT_NEAR(PixelAt(page, 60 + step, 49 - step).g, 220 * (1 - share), 1.5) << step;
  }
}

TEST(Layers, ACutOutNeedsNoFrame) {
  // A ring: paper shows through its middle and around it, and it casts the shadow of a ring.
  Image ring = Image::Create(120, 120).value();
  FillRect(ring, {10, 10, 100, 100}, 50, {30, 120, 60, 255});
  for (std::int32_t y = 30; y < 90; ++y) {
    const auto row =
        ring.pixels().subspan(static_cast<std::size_t>(y) * ring.stride() + 30 * 4, 240);
    std::ranges::fill(row, std::uint8_t{0});
  }
  PictureLayer layer = Framed(ring);
  layer.frame = {30, 20, 60, 60};
  const Image bare = OnPaper(layer, ring.view());
  EXPECT_EQ(PixelAt(bare, 60, 50), kPaper);
  EXPECT_EQ(PixelAt(bare, 32, 22), kPaper);
  EXPECT_EQ(PixelAt(bare, 60, 30), (Colour{30, 120, 60, 255}));
  layer.shadow = {.offset_x = 0, .offset_y = 4, .sigma = 2, .colour = {0, 0, 0, 200}};
  for (const float degrees : {0.0F, 90.0F, 20.0F}) {
    layer.rotation_deg = degrees;
    const Image page = OnPaper(layer, ring.view());
    EXPECT_LT(PixelAt(page, 60, 37).g, 150) << "below the ring's upper part, inside of it";
    EXPECT_GT(PixelAt(page, 60, 50).g, kPaper.g - 8) << "the ring's middle is lit";
    EXPECT_EQ(PixelAt(page, 32, 20), kPaper) << "the frame's corner is not there";
    EXPECT_LT(PixelAt(page, 60, 79).g, 170) << "below the ring";
  }
}

TEST(Layers, AMultipliedProductStandsOnThePaper) {
  Image on_white = Plain(60, 40, {255, 255, 255, 255});
  FillRect(on_white, {20, 10, 20, 20}, 0, {128, 64, 255, 255});
  PictureLayer layer = Framed(on_white);
  layer.mode = BlendMode::kMultiply;
  for (const float degrees : {0.0F, 90.0F, 33.0F}) {
    layer.rotation_deg = degrees;
    const Image page = OnPaper(layer, on_white.view());
    EXPECT_EQ(PixelAt(page, 60, 50), (Colour{115, 55, 200, 255}));
    for (const auto& [x, y] : {std::pair{32, 32}, {88, 68}, {60, 33}, {34, 50}, {60, 25}}) {
      EXPECT_EQ(PixelAt(page, x, y), kPaper) << x << ", " << y << " at " << degrees;
    }
  }
}

TEST(PictureBox, IsTheBoundsOfTheTurnedFrame) {
  PictureLayer layer;
  layer.frame = {10, 20, 60, 40};
  EXPECT_EQ(PictureBox(layer), layer.frame);
  layer.rotation_deg = 90;
  EXPECT_EQ(PictureBox(layer), (Rect{20, 10, 40, 60}));
  layer.rotation_deg = -180;
  EXPECT_EQ(PictureBox(layer), layer.frame);
  layer.rotation_deg = 30;
  const Rect box = PictureBox(layer);
  const float cosine = std::numbers::sqrt3_v<float> / 2;
  EXPECT_NEAR(box.width, 60 * cosine + 20, 1e-4);
  EXPECT_NEAR(box.height, 30 + 40 * cosine, 1e-4);
  EXPECT_NEAR(box.x + box.width / 2, 40, 1e-4);
  EXPECT_NEAR(box.y + box.height / 2, 40, 1e-4);
}

Error ErrorOf(const MoodBoard& board, const std::function<void(Scene&)>& spoil) {
  Scene scene = board.scene;
  spoil(scene);
  const Result<Image> page = Compose(scene, board.views());
  EXPECT_FALSE(page.has_value());
  return page ? Error{ErrorCode::kInternal, ""} : page.error();
}

TEST(Layers, NumbersWithoutAnEndAreRefusedByName) {
  const MoodBoard board(1);
  const auto rect = [](Scene& scene) -> RectLayer& { return std::get<RectLayer>(scene.layers[2]); };
  const auto picture = [](Scene& scene) -> PictureLayer& {
    return std::get<PictureLayer>(scene.layers[1]);
  };
  struct Case {
    std::string name;
    std::function<float&(Scene&)> field;
  };
  const std::vector<Case> cases = {
      {"width_px", [](Scene& s) -> float& { return s.width_px; }},
      {"device_pixel_ratio", [](Scene& s) -> float& { return s.device_pixel_ratio; }},
      {"layer 0: x1", [](Scene& s) -> float& { return std::get<BackgroundLayer>(s.layers[0]).x1; }},
      {"layer 1: crop.y", [&](Scene& s) -> float& { return picture(s).crop.y; }},
      {"layer 1: frame.x", [&](Scene& s) -> float& { return picture(s).frame.x; }},
      {"layer 1: frame.height", [&](Scene& s) -> float& { return picture(s).frame.height; }},
      {"layer 1: radius_px", [&](Scene& s) -> float& { return picture(s).radius_px; }},
      {"layer 1: opacity_01", [&](Scene& s) -> float& { return picture(s).opacity_01; }},
      {"layer 1: rotation_deg", [&](Scene& s) -> float& { return picture(s).rotation_deg; }},
      {"layer 1: shadow.sigma", [&](Scene& s) -> float& { return picture(s).shadow.sigma; }},
      {"layer 2: rect.width", [&](Scene& s) -> float& { return rect(s).rect.width; }},
      {"layer 2: rotation_deg", [&](Scene& s) -> float& { return rect(s).rotation_deg; }},
  };
  for (const auto& [name, field] : cases) {
    for (const float value :
         {std::numeric_limits<float>::quiet_NaN(), -std::numeric_limits<float>::infinity()}) {
      const Error error = ErrorOf(board, [&](Scene& scene) { field(scene) = value; });
      EXPECT_EQ(error.code, ErrorCode::kNonFinite) << name;
      EXPECT_TRUE(error.message.starts_with(name)) << error.message;
    }
    const Error error = ErrorOf(board, [&](Scene& scene) { field(scene) = 3e9F; });
    EXPECT_EQ(error.code, ErrorCode::kInvalidArgument) << name;
    EXPECT_TRUE(error.message.starts_with(name)) << error.message;
  }
}

TEST(Layers, AnglesAndOpacitiesOutOfRangeAreRefused) {
  const MoodBoard board(1);
  for (const float degrees : {-360.5F, 361.0F}) {
    const Error error = ErrorOf(board, [&](Scene& scene) {
      std::get<PictureLayer>(scene.layers[1]).rotation_deg = degrees;
    });
    EXPECT_EQ(error.code, ErrorCode::kInvalidArgument);
  }
  for (const float opacity : {-0.1F, 1.1F}) {
    const Error error = ErrorOf(
        board, [&](Scene& scene) { std::get<PictureLayer>(scene.layers[1]).opacity_01 = opacity; });
    EXPECT_EQ(error.code, ErrorCode::kInvalidArgument);
  }
}

TEST(Layers, APictureTooLargeToTurnIsRefusedByName) {
  const MoodBoard board(1);
  const Error error = ErrorOf(board, [](Scene& scene) {
    std::get<PictureLayer>(scene.layers[1]).frame = {0, 0, 60'000, 1};
  });
  EXPECT_EQ(error.code, ErrorCode::kImageTooLarge);
  EXPECT_TRUE(error.message.starts_with("layer 1: ")) << error.message;
}

}  // namespace
}  // namespace vitrine
