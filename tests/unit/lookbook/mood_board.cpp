// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/lookbook/mood_board.h"

#include <array>
#include <utility>

namespace vitrine {
namespace {

constexpr Colour kInk = {40, 36, 34, 255};
constexpr Colour kTape = {226, 214, 170, 150};
constexpr Shadow kSoft = {.offset_x = 3, .offset_y = 8, .sigma = 9, .colour = {30, 20, 10, 110}};

enum Picture : std::size_t { kPhotograph, kOnWhite, kVase, kStripes, kMissing };

Image Gradient(std::int32_t width, std::int32_t height, Colour from, Colour to) {
  Image image = Image::Create(width, height).value();
  const std::array stops = {GradientStop{.offset = 0, .colour = from},
                            GradientStop{.offset = 1, .colour = to}};
  FillGradient(image, 0, 0, static_cast<float>(width) / 3, static_cast<float>(height), stops)
      .value();
  return image;
}

// A sun over hills.
Image Photograph() {
  Image image = Gradient(640, 480, {250, 190, 150, 255}, {120, 150, 190, 255});
  FillRect(image, {400, 80, 110, 110}, 55, {255, 240, 210, 255});
  FillRect(image, {-150, 260, 500, 500}, 80, {70, 100, 90, 255}, {.rotation_deg = 38});
  FillRect(image, {220, 310, 600, 600}, 90, {50, 76, 70, 255}, {.rotation_deg = 52});
  return image;
}

// A bowl as shops show it, on white.
Image OnWhite() {
  Image image = Gradient(500, 500, {255, 255, 255, 255}, {255, 255, 255, 255});
  FillRect(image, {90, 330, 320, 60}, 30, {225, 225, 228, 255});
  FillRect(image, {100, 170, 300, 190}, 95, {190, 96, 60, 255});
  FillRect(image, {100, 170, 300, 70}, 35, {120, 60, 40, 255});
  FillRect(image, {130, 250, 60, 60}, 30, {235, 160, 120, 120});
  return image;
}

// A vase that was cut out.
Image Vase() {
  Image image = Image::Create(300, 480).value();
  FillRect(image, {60, 180, 180, 290}, 85, {66, 92, 120, 255});
  FillRect(image, {115, 40, 70, 200}, 20, {66, 92, 120, 255});
  FillRect(image, {95, 20, 110, 40}, 20, {52, 74, 98, 255});
  FillRect(image, {90, 230, 40, 180}, 20, {255, 255, 255, 60});
  return image;
}

Image Stripes() {
  Image image = Gradient(400, 240, {20, 20, 20, 255}, {245, 240, 230, 255});
  for (int stripe = 0; stripe < 8; ++stripe) {
    FillRect(image, {static_cast<float>(50 * stripe), 0, 25, 240}, 0,
             {static_cast<std::uint8_t>(30 * stripe), 120,
              static_cast<std::uint8_t>(220 - 25 * stripe), 180});
  }
  return image;
}

PictureLayer Layer(Picture picture, const Rect& crop, const Rect& frame) {
  PictureLayer layer;
  layer.picture = picture;
  layer.crop = crop;
  layer.frame = frame;
  layer.placeholder = {206, 200, 190, 255};
  return layer;
}

void AddPictures(Scene& scene) {
  PictureLayer photograph = Layer(kPhotograph, {0, 0, 640, 480}, {40, 50, 280, 210});
  photograph.radius_px = 6;
  photograph.rotation_deg = -5;
  photograph.shadow = kSoft;
  scene.layers.emplace_back(photograph);
  scene.layers.emplace_back(
      RectLayer{.rect = {130, 36, 84, 24}, .radius_px = 1, .colour = kTape, .rotation_deg = -9});
  scene.layers.emplace_back(
      RectLayer{.rect = {300, 180, 220, 220}, .radius_px = 12, .colour = {232, 202, 176, 255}});
  PictureLayer on_white = Layer(kOnWhite, {0, 0, 500, 500}, {310, 190, 200, 200});
  on_white.mode = BlendMode::kMultiply;
  scene.layers.emplace_back(on_white);
  PictureLayer missing = Layer(kMissing, {0, 0, 0, 0}, {400, 40, 130, 100});
  missing.rotation_deg = 11;
  missing.radius_px = 10;
  scene.layers.emplace_back(missing);
  // Off the page's edge, see-through, upside down.
  PictureLayer faint = Layer(kPhotograph, {100, 0, 400, 400}, {-60, 290, 170, 170});
  faint.rotation_deg = 180;
  faint.opacity_01 = 0.6F;
  faint.radius_px = 85;
  scene.layers.emplace_back(faint);
  PictureLayer vase = Layer(kVase, {0, 0, 300, 480}, {180, 250, 150, 240});
  vase.shadow = kSoft;
  scene.layers.emplace_back(vase);
  vase.frame = {80, 300, 100, 160};
  vase.rotation_deg = 14;
  scene.layers.emplace_back(vase);
}

// A strip of the striped picture under a patch in each mode.
void AddModes(Scene& scene) {
  constexpr std::array kModes = {
      BlendMode::kNormal,    BlendMode::kMultiply,  BlendMode::kScreen,      BlendMode::kOverlay,
      BlendMode::kDarken,    BlendMode::kLighten,   BlendMode::kColourDodge, BlendMode::kColourBurn,
      BlendMode::kHardLight, BlendMode::kSoftLight, BlendMode::kDifference,  BlendMode::kExclusion};
  scene.layers.emplace_back(Layer(kStripes, {0, 0, 400, 240}, {30, 510, 480, 130}));
  for (std::size_t i = 0; i < kModes.size(); ++i) {
    const float x = 38 + 39 * static_cast<float>(i);
    scene.layers.emplace_back(RectLayer{.rect = {x, 518, 30, 52},
                                        .radius_px = 8,
                                        .colour = {206, 120, 70, 255},
                                        .rotation_deg = 8,
                                        .mode = kModes[i]});
    PictureLayer layer = Layer(kPhotograph, {120, 60, 420, 380}, {x - 4, 582, 38, 50});
    layer.opacity_01 = 0.9F;
    layer.rotation_deg = -8;
    layer.radius_px = 5;
    layer.mode = kModes[i];
    scene.layers.emplace_back(layer);
  }
}

}  // namespace

MoodBoard::MoodBoard(float device_pixel_ratio) {
  for (Image (*make)() : {Photograph, OnWhite, Vase, Stripes}) {
    pictures.push_back(make());
  }
  scene.width_px = 540;
  scene.height_px = 675;
  scene.device_pixel_ratio = device_pixel_ratio;
  scene.layers.emplace_back(
      BackgroundLayer{.x1 = 200,
                      .y1 = 675,
                      .stops = {{.offset = 0, .colour = {246, 242, 234, 255}},
                                {.offset = 1, .colour = {226, 216, 200, 255}}}});
  AddPictures(scene);
  AddModes(scene);
  scene.layers.emplace_back(
      RectLayer{.rect = {40, 655, 460, 0.75F}, .colour = kInk, .rotation_deg = 0.4F});
}

std::vector<PictureView> MoodBoard::views() const {
  std::vector<PictureView> views;
  for (const Image& picture : pictures) {
    views.emplace_back(picture.view());
  }
  views.emplace_back(ImageView());
  return views;
}

}  // namespace vitrine
