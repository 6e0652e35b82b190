// SPDX-License-Identifier: Apache-2.0
// What each template means, in every shape of page. The laws that hold for all of them are in
// page_laws_test.cpp.
#include <vitrine/lookbook/layout.h>
#include <vitrine/lookbook/page.h>
#include <vitrine/lookbook/story_colours.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>
#include <variant>
#include <vector>

#include "tests/unit/lookbook/page_samples.h"

namespace vitrine {
namespace {

constexpr Oklab kTerracotta = {0.58F, 0.09F, 0.08F};
constexpr Oklab kWhite = {0.99F, 0, 0};
constexpr Oklab kGrey = {0.7F, 0, 0};

/// Products as photographs on a ground show them.
std::vector<PageProduct> Pictured(std::size_t count, const Oklab& ground = kGrey) {
  auto products = Products(count);
  for (PageProduct& product : products) {
    product.colours = {{ground, 0.8F}, {kTerracotta, 0.2F}};
  }
  return products;
}

// Runs a check on a full page of each shape, light and dark.
void InEveryShape(PageTemplate page_template,
                  const std::function<void(const PageSpec&, const Scene&)>& check) {
  const auto products = Pictured(SlotCount(page_template));
  for (const auto& size : kSizes) {
    for (const bool dark : {false, true}) {
      PageSpec spec = Spec(page_template, products, size);
      spec.dark = dark;
      SCOPED_TRACE(std::to_string(size[0]) + " x " + std::to_string(size[1]) +
                   (dark ? ", dark" : ""));
      check(spec, LayOut(spec).value());
    }
  }
}

std::vector<float> AreasOf(const std::vector<PictureLayer>& pictures) {
  std::vector<float> areas;
  for (const PictureLayer& picture : pictures) {
    areas.push_back(Area(picture.frame));
  }
  return areas;
}

float Right(const Rect& rect) { return rect.x + rect.width; }
float Bottom(const Rect& rect) { return rect.y + rect.height; }

bool Contains(const Rect& outer, const Rect& inner) {
  return inner.x >= outer.x && inner.y >= outer.y && Right(inner) <= Right(outer) &&
         Bottom(inner) <= Bottom(outer);
}

float AreaInBoth(const Rect& one, const Rect& other) {
  const float width = std::min(Right(one), Right(other)) - std::max(one.x, other.x);
  const float height = std::min(Bottom(one), Bottom(other)) - std::max(one.y, other.y);
  return std::max(0.0F, width) * std::max(0.0F, height);
}

TEST(Templates, EachFillsAPageInItsOwnWay) {
  for (const auto& size : kSizes) {
    std::vector<std::vector<PictureLayer>> pages;
    for (const PageTemplate page_template : kTemplates) {
      const auto products = Pictured(SlotCount(page_template));
      pages.push_back(PicturesOf(LayOut(Spec(page_template, products, size)).value()));
    }
    for (std::size_t i = 0; i < pages.size(); ++i) {
      for (std::size_t j = i + 1; j < pages.size(); ++j) {
        EXPECT_NE(pages[i].front().frame, pages[j].front().frame)
            << TemplateName(kTemplates[i]) << " and " << TemplateName(kTemplates[j]);
      }
    }
  }
}

TEST(Templates, TwoProductsMakeADiptychOfThoseWithMany) {
  const auto products = Pictured(2);
  const Scene diptych = LayOut(Spec(PageTemplate::kDiptych, products)).value();
  for (const PageTemplate page_template : {PageTemplate::kFlatLay, PageTemplate::kMoodBoard,
                                           PageTemplate::kColourStory, PageTemplate::kOutfit}) {
    EXPECT_EQ(LayOut(Spec(page_template, products)).value(), diptych);
  }
}

TEST(Templates, OneProductMakesACover) {
  const auto products = Pictured(1);
  const auto cover = PicturesOf(LayOut(Spec(PageTemplate::kCover, products)).value());
  for (const PageTemplate page_template :
       {PageTemplate::kFlatLay, PageTemplate::kMoodBoard, PageTemplate::kColourStory,
        PageTemplate::kOutfit, PageTemplate::kDiptych}) {
    EXPECT_EQ(PicturesOf(LayOut(Spec(page_template, products)).value())[0].frame, cover[0].frame);
  }
}

TEST(Templates, AClosedRankLeavesNoSmallerPictures) {
  for (const PageTemplate page_template : {PageTemplate::kFlatLay, PageTemplate::kMoodBoard,
                                           PageTemplate::kColourStory, PageTemplate::kOutfit}) {
    for (const auto& size : kSizes) {
      float before = 0;
      for (std::size_t count = SlotCount(page_template); count >= 3; --count) {
        const auto products = Pictured(count);
        const auto areas = AreasOf(PicturesOf(LayOut(Spec(page_template, products, size)).value()));
        const float mean =
            std::reduce(areas.begin(), areas.end()) / static_cast<float>(areas.size());
        EXPECT_GE(mean, 0.98F * before) << TemplateName(page_template) << ", " << count << " on "
                                        << size[0] << " x " << size[1];
        before = mean;
      }
    }
  }
}

TEST(Templates, APageTooSmallForABoardIsAGrid) {
  const auto products = Pictured(5);
  const auto grid =
      PicturesOf(LayOut(Spec(PageTemplate::kGridOfSix, products, {320, 240})).value());
  for (const PageTemplate page_template : {PageTemplate::kFlatLay, PageTemplate::kMoodBoard}) {
    const auto pictures = PicturesOf(LayOut(Spec(page_template, products, {320, 240})).value());
    EXPECT_EQ(pictures, grid);
  }
}

// Whether the page shows something else than its paper behind the picture.
bool StandsOnField(const Scene& scene, const PictureLayer& picture) {
  return std::ranges::any_of(LayersOf<RectLayer>(scene), [&](const RectLayer& field) {
    return Contains(field.rect, picture.frame);
  });
}

TEST(Templates, AWhiteGroundVanishesIntoLightPaperAlone) {
  int vanished = 0;
  for (const PageTemplate page_template : {PageTemplate::kFlatLay, PageTemplate::kColourStory,
                                           PageTemplate::kOutfit, PageTemplate::kDiptych}) {
    const auto on_white = Pictured(SlotCount(page_template), kWhite);
    for (const bool dark : {false, true}) {
      PageSpec spec = Spec(page_template, on_white);
      spec.dark = dark;
      const Scene scene = LayOut(spec).value();
      for (const PictureLayer& picture : PicturesOf(scene)) {
        const bool vanishes = !dark && !StandsOnField(scene, picture);
        EXPECT_EQ(picture.mode, vanishes ? BlendMode::kMultiply : BlendMode::kNormal);
        // It would be the shadow of the box that is no longer seen.
        EXPECT_EQ(picture.shadow.sigma == 0, vanishes);
        vanished += vanishes ? 1 : 0;
      }
    }
  }
  EXPECT_EQ(vanished, 5 + 3 + 4 + 1);
}

TEST(Templates, OtherGroundsStay) {
  for (const PageTemplate page_template : kTemplates) {
    for (const Oklab& ground : {kGrey, Oklab{0.93F, 0, 0}, Oklab{0.98F, 0.03F, 0.01F}}) {
      const auto products = Pictured(SlotCount(page_template), ground);
      for (const PictureLayer& picture :
           PicturesOf(LayOut(Spec(page_template, products)).value())) {
        EXPECT_EQ(picture.mode, BlendMode::kNormal);
      }
    }
  }
}

TEST(FlatLay, ThingsAreTurnedALittleAndClearlyDifferInSize) {
  InEveryShape(PageTemplate::kFlatLay, [](const PageSpec&, const Scene& scene) {
    const auto pictures = PicturesOf(scene);
    for (const PictureLayer& picture : pictures) {
      EXPECT_GE(std::abs(picture.rotation_deg), 2);
      EXPECT_LE(std::abs(picture.rotation_deg), 7);
    }
    const auto areas = AreasOf(pictures);
    EXPECT_EQ(std::ranges::max_element(areas), areas.begin());
    EXPECT_GE(areas[0], 1.8F * std::ranges::min(areas));
  });
}

TEST(MoodBoard, PrintsOverlapAndEachIsTaped) {
  InEveryShape(PageTemplate::kMoodBoard, [](const PageSpec& spec, const Scene& scene) {
    const auto pictures = PicturesOf(scene);
    int overlaps = 0;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
      for (std::size_t j = i + 1; j < pictures.size(); ++j) {
        overlaps += AreaInBoth(PictureBox(pictures[i]), PictureBox(pictures[j])) > 0 ? 1 : 0;
      }
    }
    EXPECT_GE(overlaps, 2);
    for (std::size_t i = 0; i + 1 < scene.layers.size(); ++i) {
      if (const auto* picture = std::get_if<PictureLayer>(&scene.layers[i])) {
        // The tape lies over its print's captions and before the next print.
        const bool taped = std::ranges::any_of(scene.layers.begin() + static_cast<long>(i),
                                               scene.layers.end(), [&](const Layer& layer) {
                                                 const auto* tape = std::get_if<RectLayer>(&layer);
                                                 return tape != nullptr && tape->colour.a < 255 &&
                                                        AreaInBoth(tape->rect, picture->frame) > 0;
                                               });
        EXPECT_TRUE(taped) << "picture " << picture->picture << " of " << spec.products.size();
      }
    }
  });
}

TEST(MoodBoard, ShowsTheColoursOfItsProducts) {
  const auto products = Pictured(5);
  const auto colours = StoryColours(products, 5);
  ASSERT_FALSE(colours.empty());
  for (const std::array<float, 2> size : {kSizes[0], kSizes[1], kSizes[2]}) {
    const Scene scene = LayOut(Spec(PageTemplate::kMoodBoard, products, size)).value();
    const auto rects = LayersOf<RectLayer>(scene);
    for (const Colour& colour : colours) {
      EXPECT_NE(std::ranges::find(rects, colour, &RectLayer::colour), rects.end());
    }
  }
}

TEST(ColourStory, TheFirstStandsAloneOnALargeFieldOfItsColour) {
  InEveryShape(PageTemplate::kColourStory, [](const PageSpec& spec, const Scene& scene) {
    const Rect field = LayersOf<RectLayer>(scene).front().rect;
    EXPECT_GE(Area(field), 0.35F * spec.width_px * spec.height_px);
    const Oklab colour = ToOklab(LayersOf<RectLayer>(scene).front().colour);
    EXPECT_NEAR(std::atan2(colour.b, colour.a), std::atan2(kTerracotta.b, kTerracotta.a), 0.15F);
    for (const PictureLayer& picture : PicturesOf(scene)) {
      EXPECT_EQ(Contains(field, picture.frame), picture.picture == 0);
      EXPECT_EQ(AreaInBoth(field, picture.frame) > 0, picture.picture == 0);
    }
  });
}

TEST(ColourStory, TheFirstDominates) {
  InEveryShape(PageTemplate::kColourStory, [](const PageSpec&, const Scene& scene) {
    const auto areas = AreasOf(PicturesOf(scene));
    for (std::size_t i = 1; i < areas.size(); ++i) {
      EXPECT_GE(areas[0], 2 * areas[i]);
    }
  });
}

TEST(Outfit, ThePiecesAllButTouchAroundAnAxis) {
  InEveryShape(PageTemplate::kOutfit, [](const PageSpec& spec, const Scene& scene) {
    const PageGrid grid(spec.width_px, spec.height_px, 1);
    const auto pictures = PicturesOf(scene);
    const float axis = Right(pictures[0].frame);
    for (const PictureLayer& picture : pictures) {
      const float left = picture.frame.x - axis;
      const float right = axis - Right(picture.frame);
      EXPECT_LE(std::min(std::abs(left), std::abs(right)), 1.5F * grid.unit + 1);
    }
  });
}

TEST(Diptych, EachHasAHalfToItself) {
  InEveryShape(PageTemplate::kDiptych, [](const PageSpec& spec, const Scene& scene) {
    const float page = spec.width_px * spec.height_px;
    const Rect field = LayersOf<RectLayer>(scene).front().rect;
    EXPECT_NEAR(Area(field) / page, 0.5F, 0.1F);
    const auto pictures = PicturesOf(scene);
    EXPECT_EQ(AreaInBoth(field, pictures[0].frame), 0);
    EXPECT_TRUE(Contains(field, pictures[1].frame));
    for (const PictureLayer& picture : pictures) {
      EXPECT_GE(Area(picture.frame), 0.11F * page);
    }
  });
}

TEST(QuoteProduct, TheLineIsThePagesOwnAndTheLargestText) {
  InEveryShape(PageTemplate::kQuoteProduct, [](const PageSpec&, const Scene& scene) {
    const auto texts = LayersOf<TextLayer>(scene);
    std::string line;
    const float largest = std::ranges::max_element(texts, {}, [](const TextLayer& text) {
                            return text.style.size_px;
                          })->style.size_px;
    for (const TextLayer& text : texts) {
      if (text.style.size_px == largest) {
        line += (line.empty() ? "" : " ") + text.text;
      }
    }
    EXPECT_EQ(line, "Worth a closer look");
  });
}

TEST(QuoteProduct, AShortHeadlineGivesWayToWhatIsSaidOfTheProduct) {
  auto products = Pictured(1);
  products[0].reason = "Because you viewed Carafe";
  PageSpec spec = Spec(PageTemplate::kQuoteProduct, products);
  spec.words.headline = "Carafes";
  const Scene scene = LayOut(spec).value();
  EXPECT_EQ(FindText(scene, "Carafes"), nullptr);
  int lines = 0;
  for (const TextLayer& text : LayersOf<TextLayer>(scene)) {
    // Said once: large, and not again in the caption.
    lines += text.text.contains("Because") ? 1 : 0;
  }
  EXPECT_EQ(lines, 1);
  EXPECT_FALSE(FindText(scene, "Because")->names_product);
}

TEST(QuoteProduct, SaysTheShopsOwnFirstSentenceWhereItIsALine) {
  auto products = Pictured(1);
  PageSpec spec = Spec(PageTemplate::kQuoteProduct, products);
  spec.words.headline = "Worth a closer look";
  const auto shows = [&](std::string_view description, std::string_view word) {
    products[0].description = description;
    const Scene scene = LayOut(spec).value();
    return FindText(scene, word) != nullptr;
  };
  EXPECT_TRUE(shows("One dough, thirty loaves. More follows.", "dough"));
  EXPECT_FALSE(shows("One dough, thirty loaves. More follows.", "follows"));
  EXPECT_TRUE(shows("Why not wait?", "wait"));
  EXPECT_FALSE(shows("No full stop in sight", "stop"));
  EXPECT_FALSE(shows("Short.", "Short"));
  EXPECT_FALSE(shows("Size 3.5 " + std::string(100, 'x') + ".", "Size")) << "too long for a line";
  EXPECT_TRUE(shows("Holds 3.5 litres.", "litres")) << "a number's point ends no sentence";
}

TEST(QuoteProduct, WithoutAnyWordsItIsACover) {
  auto products = Pictured(1);
  products[0].reason = "";
  PageSpec spec = Spec(PageTemplate::kQuoteProduct, products);
  spec.words.headline = "";
  PageSpec cover = spec;
  cover.page_template = PageTemplate::kCover;
  EXPECT_EQ(LayOut(spec).value(), LayOut(cover).value());
}

}  // namespace
}  // namespace vitrine
