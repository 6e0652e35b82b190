// SPDX-License-Identifier: Apache-2.0
// The law of the mirror: a page from right to left is the other one seen in a mirror.
#include <vitrine/lookbook/layout.h>
#include <vitrine/lookbook/mirror.h>
#include <vitrine/lookbook/page.h>

#include <gtest/gtest.h>

#include <functional>
#include <variant>
#include <vector>

#include "tests/unit/lookbook/mood_board.h"
#include "tests/unit/lookbook/page_samples.h"

namespace vitrine {
namespace {

// Sums of numbers of thousands of pixels.
constexpr float kRounding = 2e-3F;

void ExpectMirrored(const Rect& one, const Rect& other, float width) {
  EXPECT_NEAR(one.x, width - other.x - other.width, kRounding);
  EXPECT_EQ(one.y, other.y);
  EXPECT_EQ(one.width, other.width);
  EXPECT_EQ(one.height, other.height);
}

/// Compares a layer with the same one of the mirrored page.
struct Comparison {
  const Layer& other;
  float width;

  void operator()(const BackgroundLayer& layer) const {
    const auto& mirrored = std::get<BackgroundLayer>(other);
    EXPECT_NEAR(layer.x0, width - mirrored.x0, kRounding);
    EXPECT_NEAR(layer.x1, width - mirrored.x1, kRounding);
    EXPECT_EQ(layer.stops, mirrored.stops);
  }
  void operator()(const RectLayer& layer) const {
    const auto& mirrored = std::get<RectLayer>(other);
    ExpectMirrored(layer.rect, mirrored.rect, width);
    EXPECT_EQ(layer.rotation_deg, 0 - mirrored.rotation_deg);
    EXPECT_EQ(layer.colour, mirrored.colour);
  }
  void operator()(const PictureLayer& layer) const {
    const auto& mirrored = std::get<PictureLayer>(other);
    ExpectMirrored(layer.frame, mirrored.frame, width);
    EXPECT_EQ(layer.rotation_deg, 0 - mirrored.rotation_deg);
    EXPECT_EQ(layer.crop, mirrored.crop);
    EXPECT_EQ(layer.shadow, mirrored.shadow);
    EXPECT_EQ(layer.mode, mirrored.mode);
  }
  void operator()(const TextLayer& layer) const {
    const auto& mirrored = std::get<TextLayer>(other);
    ExpectMirrored(TextBox(layer), TextBox(mirrored), width);
    EXPECT_EQ(layer.text, mirrored.text);
    EXPECT_EQ(layer.style, mirrored.style);
  }
};

void ExpectMirrored(const Scene& one, const Scene& other, float width) {
  ASSERT_EQ(one.layers.size(), other.layers.size());
  for (std::size_t i = 0; i < one.layers.size(); ++i) {
    ASSERT_EQ(one.layers[i].index(), other.layers[i].index());
    std::visit(Comparison{other.layers[i], width}, one.layers[i]);
  }
}

TEST(Mirror, EveryTemplateInEveryShapeIsItsMirrorImage) {
  for (const PageTemplate page_template : kTemplates) {
    for (const auto& size : kSizes) {
      for (const float ratio : {1.0F, 1.25F, 2.625F}) {
        const auto products = Products(SlotCount(page_template));
        PageSpec spec = Spec(page_template, products, size);
        spec.device_pixel_ratio = ratio;
        const Scene left = LayOut(spec).value();
        spec.right_to_left = true;
        const Scene right = LayOut(spec).value();
        const float width = PageGrid(size[0], size[1], ratio).Snap(size[0]);
        ExpectMirrored(left, right, width);
        ASSERT_EQ(left.regions.size(), right.regions.size());
        for (std::size_t i = 0; i < left.regions.size(); ++i) {
          EXPECT_EQ(left.regions[i].product, right.regions[i].product);
          // On the page, whose width may be no whole number of device pixels.
          EXPECT_NEAR(left.regions[i].area.x,
                      width - right.regions[i].area.x - right.regions[i].area.width, 1 / ratio);
          EXPECT_EQ(left.regions[i].area.height, right.regions[i].area.height);
        }
      }
    }
  }
}

TEST(Mirror, TwiceIsThePageItself) {
  const Scene scene = MoodBoard(1).scene;
  Scene mirrored = scene;
  Mirror(mirrored, scene.width_px);
  EXPECT_NE(mirrored, scene);
  ExpectMirrored(scene, mirrored, scene.width_px);
  Mirror(mirrored, scene.width_px);
  EXPECT_EQ(mirrored, scene);
}

TEST(Mirror, LinesKeepTheirOwnDirection) {
  auto products = Products(4);
  products[1].title = "כיסא עץ";
  for (const bool right_to_left : {false, true}) {
    PageSpec spec = Spec(PageTemplate::kHeroDetails, products);
    spec.right_to_left = right_to_left;
    const Scene scene = LayOut(spec).value();
    EXPECT_TRUE(FindText(scene, "כיסא")->right_to_left);
    EXPECT_FALSE(FindText(scene, "Linen")->right_to_left);
    // Without a letter: the page's.
    EXPECT_EQ(FindText(scene, "49.00")->right_to_left, right_to_left);
  }
}

}  // namespace
}  // namespace vitrine
