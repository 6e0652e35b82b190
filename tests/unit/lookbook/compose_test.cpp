// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/compose.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace vitrine {
namespace {

constexpr Colour kPaper = {240, 236, 230, 255};
constexpr Colour kPanel = {200, 198, 190, 255};

Image Plain(std::int32_t width, std::int32_t height, Colour colour) {
  Image image = Image::Create(width, height).value();
  FillRect(image, {0, 0, static_cast<float>(width), static_cast<float>(height)}, 0, colour);
  return image;
}

// A page of 100 x 80 with one picture at (20, 10), 40 x 30.
Scene OnePicture(float ratio) {
  Scene scene;
  scene.width_px = 100;
  scene.height_px = 80;
  scene.device_pixel_ratio = ratio;
  scene.layers.emplace_back(BackgroundLayer{.stops = {{0, kPaper}}});
  PictureLayer picture;
  picture.crop = {0, 0, 80, 60};
  picture.frame = {20, 10, 40, 30};
  picture.placeholder = kPanel;
  scene.layers.emplace_back(picture);
  return scene;
}

PictureLayer& PictureIn(Scene& scene) { return std::get<PictureLayer>(scene.layers[1]); }

Colour PixelAt(const Image& image, std::int32_t x, std::int32_t y) {
  const auto at = static_cast<std::size_t>(y) * image.stride() + static_cast<std::size_t>(x) * 4;
  const auto pixels = image.pixels();
  return {pixels[at], pixels[at + 1], pixels[at + 2], pixels[at + 3]};
}

// Gradients are dithered by less than one step.
void ExpectNear(Colour actual, Colour expected) {
  EXPECT_NEAR(actual.r, expected.r, 1);
  EXPECT_NEAR(actual.g, expected.g, 1);
  EXPECT_NEAR(actual.b, expected.b, 1);
  EXPECT_EQ(actual.a, 255);
}

TEST(Compose, ThePageHasDeviceResolution) {
  const Image red = Plain(80, 60, {180, 20, 30, 255});
  for (const float ratio : {1.0F, 1.5F, 2.0F}) {
    const Image page = Compose(OnePicture(ratio), std::array<PictureView, 1>{red.view()}).value();
    EXPECT_EQ(page.width(), static_cast<std::int32_t>(100 * ratio));
    EXPECT_EQ(page.height(), static_cast<std::int32_t>(80 * ratio));
  }
}

TEST(Compose, ThePictureFillsItsFrameAndNothingElse) {
  const Colour red = {180, 20, 30, 255};
  const Image picture = Plain(80, 60, red);
  const Image page = Compose(OnePicture(2), std::array<PictureView, 1>{picture.view()}).value();
  for (std::int32_t y = 0; y < page.height(); y += 3) {
    for (std::int32_t x = 0; x < page.width(); x += 3) {
      const bool inside = x >= 40 && x < 120 && y >= 20 && y < 80;
      ExpectNear(PixelAt(page, x, y), inside ? red : kPaper);
    }
  }
}

TEST(Compose, OnlyTheCropIsShown) {
  Image picture = Plain(80, 60, {180, 20, 30, 255});
  FillRect(picture, {40, 0, 40, 60}, 0, {20, 40, 180, 255});
  Scene scene = OnePicture(1);
  PictureIn(scene).crop = {44, 6, 32, 24};
  const Image page = Compose(scene, std::array<PictureView, 1>{picture.view()}).value();
  ExpectNear(PixelAt(page, 24, 20), {20, 40, 180, 255});
}

TEST(Compose, AMissingPictureLeavesThePanel) {
  const Image page = Compose(OnePicture(1), std::array<PictureView, 1>{ImageView()}).value();
  ExpectNear(PixelAt(page, 40, 25), kPanel);
  ExpectNear(PixelAt(page, 5, 5), kPaper);
}

TEST(Compose, AShadowDarkensThePaperBelowThePictureMost) {
  const Image picture = Plain(80, 60, {250, 250, 250, 255});
  Scene scene = OnePicture(1);
  PictureIn(scene).shadow = {.offset_x = 0, .offset_y = 3, .sigma = 3, .colour = {0, 0, 0, 120}};
  const Image page = Compose(scene, std::array<PictureView, 1>{picture.view()}).value();
  const int below = PixelAt(page, 40, 42).g;
  const int above = PixelAt(page, 40, 8).g;
  EXPECT_LT(below, above);
  EXPECT_LT(below, kPaper.g - 20);
  ExpectNear(PixelAt(page, 95, 75), kPaper);
}

TEST(Compose, EqualInputGivesEqualBits) {
  const Image picture = Plain(80, 60, {180, 20, 30, 255});
  Scene scene = OnePicture(1.5F);
  PictureIn(scene).shadow = {.offset_x = 0, .offset_y = 3, .sigma = 3, .colour = {0, 0, 0, 120}};
  const Image first = Compose(scene, std::array<PictureView, 1>{picture.view()}).value();
  const Image second = Compose(scene, std::array<PictureView, 1>{picture.view()}).value();
  EXPECT_TRUE(std::ranges::equal(first.pixels(), second.pixels()));
}

TEST(Compose, TextLeavesThePixelsAlone) {
  const Image picture = Plain(80, 60, {180, 20, 30, 255});
  Scene scene = OnePicture(1);
  const Image without = Compose(scene, std::array<PictureView, 1>{picture.view()}).value();
  TextLayer text;
  text.text = "Linen";
  text.x = 5;
  text.baseline = 70;
  scene.layers.emplace_back(text);
  const Image with = Compose(scene, std::array<PictureView, 1>{picture.view()}).value();
  EXPECT_TRUE(std::ranges::equal(with.pixels(), without.pixels()));
}

TEST(Compose, RefusesAPictureSmallerThanItsCrop) {
  const Image small = Plain(40, 60, {180, 20, 30, 255});
  const auto page = Compose(OnePicture(1), std::array<PictureView, 1>{small.view()});
  ASSERT_FALSE(page.has_value());
  EXPECT_EQ(page.error().code, ErrorCode::kShapeMismatch);
}

TEST(Compose, RefusesTooFewPictures) {
  const auto page = Compose(OnePicture(1), {});
  ASSERT_FALSE(page.has_value());
  EXPECT_EQ(page.error().code, ErrorCode::kShapeMismatch);
}

TEST(Compose, RefusesAPageWithoutAnEnd) {
  Scene scene = OnePicture(1);
  scene.width_px = 40'000;
  scene.height_px = 40'000;
  const Image picture = Plain(80, 60, {180, 20, 30, 255});
  const auto page = Compose(scene, std::array<PictureView, 1>{picture.view()});
  ASSERT_FALSE(page.has_value());
  EXPECT_EQ(page.error().code, ErrorCode::kImageTooLarge);
}

}  // namespace
}  // namespace vitrine
