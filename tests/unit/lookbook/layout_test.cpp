// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/layout.h>
#include <vitrine/lookbook/page.h>

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <variant>
#include <vector>

#include "tests/unit/lookbook/ruled_shaper.h"

namespace vitrine {
namespace {

constexpr std::array kTemplates = {PageTemplate::kCover, PageTemplate::kHeroDetails,
                                   PageTemplate::kGridOfSix};
constexpr std::array<std::array<float, 2>, 4> kSizes = {
    {{1080, 1350}, {1080, 1080}, {1600, 900}, {390, 844}}};

std::vector<PageProduct> Products(std::size_t count) {
  std::vector<PageProduct> products(count);
  for (std::size_t i = 0; i < count; ++i) {
    products[i].id = std::to_string(i);
    products[i].title = "Linen shirt";
    products[i].brand = "Norrland";
    products[i].price = "€ 49.00";
    products[i].reason = "Available now";
    products[i].picture_width = 1200;
    products[i].picture_height = 1600;
  }
  return products;
}

PageSpec Spec(PageTemplate page_template, std::span<const PageProduct> products,
              std::array<float, 2> size = {1080, 1350}) {
  PageSpec spec;
  spec.page_template = page_template;
  spec.width_px = size[0];
  spec.height_px = size[1];
  spec.words = {.kicker = "Lookbook", .headline = "Worth a closer look", .folio = "2"};
  spec.products = products;
  return spec;
}

Result<Scene> LayOut(const PageSpec& spec) {
  RuledShaper shaper;
  return LayOutPage(spec, shaper);
}

std::vector<PictureLayer> PicturesOf(const Scene& scene) {
  std::vector<PictureLayer> pictures;
  for (const Layer& layer : scene.layers) {
    if (const auto* picture = std::get_if<PictureLayer>(&layer)) {
      pictures.push_back(*picture);
    }
  }
  return pictures;
}

const TextLayer* FindText(const Scene& scene, std::string_view text) {
  for (const Layer& layer : scene.layers) {
    const auto* found = std::get_if<TextLayer>(&layer);
    if (found != nullptr && found->text.contains(text)) {
      return found;
    }
  }
  return nullptr;
}

float Area(const Rect& rect) { return rect.width * rect.height; }

TEST(TemplateForPage, TheFirstPageIsTheCover) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    EXPECT_EQ(TemplateForPage(0, seed), PageTemplate::kCover);
  }
}

TEST(TemplateForPage, NeighboursNeverShareATemplate) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    for (std::size_t page = 1; page < 40; ++page) {
      EXPECT_NE(TemplateForPage(page, seed), TemplateForPage(page - 1, seed));
    }
  }
}

TEST(TemplateForPage, TheOrderDependsOnTheSeed) {
  bool differs = false;
  for (std::uint64_t seed = 1; seed < 20; ++seed) {
    differs = differs || TemplateForPage(1, seed) != TemplateForPage(1, 0);
  }
  EXPECT_TRUE(differs);
}

TEST(LayOutPage, EqualInputGivesAnEqualScene) {
  for (const PageTemplate page_template : kTemplates) {
    const auto products = Products(SlotCount(page_template));
    const Scene first = LayOut(Spec(page_template, products)).value();
    const Scene second = LayOut(Spec(page_template, products)).value();
    EXPECT_EQ(first, second);
  }
}

TEST(LayOutPage, EveryTemplateShowsItsSlotsInEveryShape) {
  for (const PageTemplate page_template : kTemplates) {
    for (const auto& size : kSizes) {
      for (std::size_t count = 0; count <= SlotCount(page_template); ++count) {
        const auto products = Products(count);
        const Scene scene = LayOut(Spec(page_template, products, size)).value();
        EXPECT_EQ(scene.regions.size(), count);
        EXPECT_EQ(PicturesOf(scene).size(), count);
        EXPECT_NE(FindText(scene, count > 0 ? "Linen" : "look"), nullptr);
      }
    }
  }
}

TEST(LayOutPage, TheHeroDominates) {
  const auto products = Products(4);
  for (const auto& size : kSizes) {
    const auto pictures =
        PicturesOf(LayOut(Spec(PageTemplate::kHeroDetails, products, size)).value());
    for (std::size_t i = 1; i < pictures.size(); ++i) {
      EXPECT_GE(Area(pictures[0].frame), 3 * Area(pictures[i].frame))
          << size[0] << " x " << size[1];
    }
  }
}

TEST(LayOutPage, TheSixAreOfEqualWeight) {
  const auto products = Products(6);
  for (const auto& size : kSizes) {
    const auto pictures =
        PicturesOf(LayOut(Spec(PageTemplate::kGridOfSix, products, size)).value());
    for (const PictureLayer& picture : pictures) {
      EXPECT_EQ(picture.frame.width, pictures[0].frame.width);
      EXPECT_EQ(picture.frame.height, pictures[0].frame.height);
    }
  }
}

TEST(LayOutPage, ALargePictureMakesALargeCover) {
  const auto products = Products(1);
  for (const auto& size : kSizes) {
    const auto pictures = PicturesOf(LayOut(Spec(PageTemplate::kCover, products, size)).value());
    EXPECT_GE(Area(pictures[0].frame), 0.25F * size[0] * size[1]) << size[0] << " x " << size[1];
  }
}

TEST(LayOutPage, AReducedPriceStandsBesideTheStruckRegularOne) {
  auto products = Products(1);
  products[0].regular_price = "€ 98.00";
  const Scene scene = LayOut(Spec(PageTemplate::kCover, products)).value();
  const TextLayer* price = FindText(scene, "49.00");
  const TextLayer* regular = FindText(scene, "98.00");
  ASSERT_NE(price, nullptr);
  ASSERT_NE(regular, nullptr);
  EXPECT_NE(price->colour, FindText(scene, "look")->colour);
  int strokes = 0;
  for (const Layer& layer : scene.layers) {
    if (const auto* rule = std::get_if<RectLayer>(&layer)) {
      const Rect box = TextBox(*regular);
      EXPECT_GT(rule->rect.y, box.y);
      EXPECT_LT(rule->rect.y, box.y + box.height);
      ++strokes;
    }
  }
  EXPECT_EQ(strokes, 1);
}

TEST(LayOutPage, ALongTitleIsShortened) {
  auto products = Products(6);
  products[2].title = std::string(4000, 'o');
  const Scene scene = LayOut(Spec(PageTemplate::kGridOfSix, products)).value();
  EXPECT_NE(FindText(scene, "ooo…"), nullptr);
}

TEST(LayOutPage, AMissingPictureLeavesAPanel) {
  auto products = Products(4);
  products[1].picture_width = 0;
  const Scene scene = LayOut(Spec(PageTemplate::kHeroDetails, products)).value();
  for (const PictureLayer& picture : PicturesOf(scene)) {
    EXPECT_EQ(picture.crop == Rect(), picture.picture == 1);
    EXPECT_EQ(picture.placeholder.a, 255);
  }
}

TEST(LayOutPage, TheStandardPageHasAnEightPixelRhythmAndSevenPercentMargins) {
  const PageGrid grid(1080, 1350, 1);
  EXPECT_FLOAT_EQ(grid.unit, 8);
  EXPECT_NEAR(grid.margin_x, 0.07F * 1080, 0.5F);
  EXPECT_NEAR(grid.ColumnRight(11), 1080 - grid.margin_x, 1e-3F);
  EXPECT_NEAR(12 * grid.ColumnWidth(1) + 11 * grid.gutter, grid.ColumnWidth(12), 1e-3F);
}

TEST(LayOutPage, MarginsAreSixToEightPercentOfTheWidth) {
  for (float width = 320; width <= 2000; width += 60) {
    const PageGrid grid(width, width * 1.25F, 1);
    EXPECT_GE(grid.margin_x, 0.06F * width);
    EXPECT_LE(grid.margin_x, 0.08F * width);
  }
}

TEST(LayOutPage, RefusesWhatIsOutOfRange) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const auto products = Products(1);
  const PageSpec good = Spec(PageTemplate::kCover, products);
  ASSERT_TRUE(LayOut(good).has_value());
  for (const float bad :
       {0.0F, -1.0F, 239.0F, 4097.0F, nan, std::numeric_limits<float>::infinity()}) {
    PageSpec spec = good;
    spec.width_px = bad;
    EXPECT_EQ(LayOut(spec).error().code, ErrorCode::kInvalidArgument);
    spec = good;
    spec.height_px = bad;
    EXPECT_EQ(LayOut(spec).error().code, ErrorCode::kInvalidArgument);
  }
  for (const float bad : {0.0F, 0.4F, 4.1F, nan}) {
    PageSpec spec = good;
    spec.device_pixel_ratio = bad;
    EXPECT_EQ(LayOut(spec).error().code, ErrorCode::kInvalidArgument);
  }
  PageSpec spec = good;
  spec.width_px = 4096;
  spec.height_px = 4096;
  spec.device_pixel_ratio = 4;
  EXPECT_EQ(LayOut(spec).error().code, ErrorCode::kInvalidArgument);
  const auto many = Products(2);
  spec = good;
  spec.products = many;
  EXPECT_EQ(LayOut(spec).error().code, ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace vitrine
