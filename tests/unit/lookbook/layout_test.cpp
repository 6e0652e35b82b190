// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/layout.h>
#include <vitrine/lookbook/page.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <set>
#include <string_view>
#include <variant>
#include <vector>

#include "tests/unit/lookbook/page_samples.h"

namespace vitrine {
namespace {

TEST(TemplateForPage, TheFirstPageIsTheCover) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    EXPECT_EQ(TemplateForPage(0, seed), PageTemplate::kCover);
  }
}

constexpr std::uint64_t kSeeds = 60;
// Several rounds of the eight inner templates.
constexpr std::size_t kInnerPages = 80;

TEST(TemplateForPage, NeighboursNeverShareATemplate) {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    for (std::size_t page = 1; page < kInnerPages; ++page) {
      EXPECT_NE(TemplateForPage(page, seed), TemplateForPage(page - 1, seed));
    }
  }
}

TEST(TemplateForPage, ATemplateRestsForThreePagesAtLeast) {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    for (std::size_t page = 1; page < kInnerPages; ++page) {
      for (std::size_t later = page + 1; later <= page + 3; ++later) {
        EXPECT_NE(TemplateForPage(page, seed), TemplateForPage(later, seed))
            << "seed " << seed << ", pages " << page << " and " << later;
      }
    }
  }
}

TEST(TemplateForPage, EightPagesShowAllInnerTemplates) {
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    for (std::size_t first = 1; first < kInnerPages; first += kTemplateCount - 1) {
      std::set<PageTemplate> shown;
      for (std::size_t page = first; page + 1 < first + kTemplateCount; ++page) {
        shown.insert(TemplateForPage(page, seed));
      }
      EXPECT_EQ(shown.size(), kTemplateCount - 1);
      EXPECT_FALSE(shown.contains(PageTemplate::kCover));
    }
  }
}

TEST(TemplateForPage, PagesWithManyProductsAndPagesWithADominantOneTakeTurns) {
  constexpr std::array kMany = {PageTemplate::kGridOfSix, PageTemplate::kFlatLay,
                                PageTemplate::kMoodBoard, PageTemplate::kOutfit};
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    for (std::size_t page = 1; page < kInnerPages; ++page) {
      const bool many = std::ranges::find(kMany, TemplateForPage(page, seed)) != kMany.end();
      EXPECT_EQ(many, page % 2 == 1) << "seed " << seed << ", page " << page;
    }
  }
}

TEST(TemplateForPage, TheOrderDependsOnTheSeedAndOnTheRound) {
  std::set<std::vector<PageTemplate>> orders;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    for (const std::size_t first : {std::size_t{1}, kTemplateCount}) {
      std::vector<PageTemplate> order;
      for (std::size_t page = first; page < first + 8; ++page) {
        order.push_back(TemplateForPage(page, seed));
      }
      orders.insert(order);
    }
  }
  EXPECT_GE(orders.size(), kSeeds);
}

TEST(TemplateForPage, AnyPageOfAnySeedHasATemplate) {
  constexpr std::size_t kFar = std::numeric_limits<std::size_t>::max();
  constexpr std::uint64_t kSeed = std::numeric_limits<std::uint64_t>::max();
  EXPECT_NE(TemplateForPage(kFar, kSeed), TemplateForPage(kFar - 1, kSeed));
  EXPECT_FALSE(TemplateName(TemplateForPage(kFar, kSeed)).empty());
}

TEST(TemplateName, EveryTemplateHasItsOwn) {
  std::set<std::string_view> names;
  for (const PageTemplate page_template : kTemplates) {
    names.insert(TemplateName(page_template));
    EXPECT_GT(SlotCount(page_template), 0U);
  }
  EXPECT_EQ(names.size(), kTemplateCount);
  EXPECT_FALSE(names.contains(""));
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
  spec.page_template = static_cast<PageTemplate>(kTemplateCount);
  EXPECT_EQ(LayOut(spec).error().code, ErrorCode::kInvalidArgument);
  spec = good;
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
