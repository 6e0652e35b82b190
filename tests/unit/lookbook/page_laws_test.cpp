// SPDX-License-Identifier: Apache-2.0
// The laws of a page, held over a sweep of page sizes, densities, templates and products as odd as
// feeds have them.
#include <vitrine/base/random.h>
#include <vitrine/lookbook/layout.h>
#include <vitrine/lookbook/page.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "tests/unit/lookbook/page_samples.h"

namespace vitrine {
namespace {

constexpr float kTolerance = 0.02F;
constexpr int kPages = 6000;

/// A page and all that it was made from.
struct Sample {
  PageSpec spec;
  std::vector<PageProduct> products;
  Scene scene;
  std::string name;
};

template <typename Values>
const auto& AnyOf(const Values& values, Random& random) {
  return values[random.Below(static_cast<std::uint32_t>(values.size()))];
}

std::string AnyTitle(Random& random) {
  static const std::array<std::string, 7> kTitles = {
      "",
      "Vase",
      "Linen shirt with a band collar",
      "Reclaimed oak sideboard with two sliding doors, brushed brass handles and a hidden drawer "
      "for letters, keys and everything else that gathers beside a front door in winter",
      "Donaudampfschifffahrtsgesellschaftskapitänsmützenhalterung",
      "リネンのワンピース、七分袖、ネイビー",
      "  Wool\tand\nsilk   scarf  "};
  return AnyOf(kTitles, random);
}

PageProduct AnyProduct(Random& random) {
  static constexpr std::array<PictureSize, 11> kSizes = {{{0, 0},
                                                          {1, 1},
                                                          {40, 60},
                                                          {120, 480},
                                                          {480, 120},
                                                          {400, 533},
                                                          {533, 400},
                                                          {800, 3200},
                                                          {3200, 800},
                                                          {1200, 1600},
                                                          {3000, 3000}}};
  static const std::array<std::string, 4> kBrands = {"", "Norrland",
                                                     "Casa Verde & Figli di Anselmo", "A"};
  static const std::array<std::string, 3> kPrices = {"€ 49.00", "UGX 1,234,567,890", "¥ 9"};
  static const std::array<std::string, 4> kReasons = {
      "", "Because you viewed Tie-neck Blouse", "Available now",
      "Also from Casa Verde & Figli di Anselmo, like the sideboard that is in your bag"};
  PageProduct product;
  product.id = std::to_string(random.Next());
  product.title = AnyTitle(random);
  product.brand = AnyOf(kBrands, random);
  product.price = AnyOf(kPrices, random);
  product.regular_price = random.Below(3) == 0 ? AnyOf(kPrices, random) : "";
  product.reason = AnyOf(kReasons, random);
  const PictureSize size = AnyOf(kSizes, random);
  product.picture_width = size.width;
  product.picture_height = size.height;
  for (std::uint32_t i = random.Below(5); i > 0 && size.Exists(); --i) {
    const Oklab colour = {random.Uniform(), 0.4F * random.Uniform() - 0.2F,
                          0.4F * random.Uniform() - 0.2F};
    product.colours.push_back({colour, random.Uniform()});
  }
  return product;
}

void ChooseSize(PageSpec& spec, Random& random) {
  static constexpr std::array<std::array<float, 2>, 6> kCommon = {
      {{1080, 1350}, {1080, 1080}, {1600, 900}, {390, 844}, {320, 640}, {768, 1024}}};
  static constexpr std::array<float, 6> kRatios = {1, 1.25F, 1.5F, 2, 2.625F, 3};
  if (random.Below(3) == 0) {
    const auto& size = AnyOf(kCommon, random);
    spec.width_px = size[0];
    spec.height_px = size[1];
  } else {
    spec.width_px = 320 + std::floor(1680 * random.Uniform());
    const float aspect = 0.5F + 2 * random.Uniform();
    spec.height_px = std::max(240.0F, std::floor(spec.width_px / aspect));
  }
  spec.device_pixel_ratio = AnyOf(kRatios, random);
  const float pixels = spec.width_px * spec.height_px;
  if (pixels * spec.device_pixel_ratio * spec.device_pixel_ratio > 32e6F) {
    spec.device_pixel_ratio = 1;
  }
}

Sample MakeSample(std::uint64_t seed) {
  static const std::array<std::string, 5> kHeadlines = {
      "", "Blazer", "Worth a closer look", "From Casa Verde & Figli di Anselmo, for the long table",
      "Haushaltsgeräteversicherungen und mehr"};
  Random random(seed);
  Sample sample;
  PageSpec& spec = sample.spec;
  spec.page_template = static_cast<PageTemplate>(random.Below(kTemplateCount));
  ChooseSize(spec, random);
  spec.dark = random.Below(2) == 1;
  spec.right_to_left = random.Below(3) == 0;
  spec.words = {.kicker = random.Below(2) == 1 ? "Lookbook" : "",
                .headline = AnyOf(kHeadlines, random),
                .folio = random.Below(4) == 0 ? "" : std::to_string(1 + random.Below(512))};
  const auto slots = static_cast<std::uint32_t>(SlotCount(spec.page_template));
  const std::uint32_t count = random.Below(2) == 0 ? slots : random.Below(slots + 1);
  for (std::uint32_t i = 0; i < count; ++i) {
    sample.products.push_back(AnyProduct(random));
  }
  spec.products = sample.products;
  RuledShaper shaper;
  sample.scene = LayOutPage(spec, shaper).value();
  sample.name = "seed " + std::to_string(seed) + ", template " +
                std::string(TemplateName(spec.page_template)) + ", " +
                std::to_string(spec.width_px) + " x " + std::to_string(spec.height_px) + " at " +
                std::to_string(spec.device_pixel_ratio) + ", " + std::to_string(count) +
                " products" + (spec.right_to_left ? ", from right to left" : "");
  return sample;
}

// Runs a law on every page of the sweep; reports the first few that break it.
void ForEveryPage(const std::function<void(const Sample&)>& law) {
  int broken = 0;
  for (int seed = 0; seed < kPages && broken < 8; ++seed) {
    const Sample sample = MakeSample(static_cast<std::uint64_t>(seed));
    SCOPED_TRACE(sample.name);
    const auto* result = testing::UnitTest::GetInstance()->current_test_info()->result();
    const int before = result->total_part_count();
    law(sample);
    broken += result->total_part_count() > before ? 1 : 0;
  }
}

bool Overlap(const Rect& a, const Rect& b) {
  return a.x + kTolerance < b.x + b.width && b.x + kTolerance < a.x + a.width &&
         a.y + kTolerance < b.y + b.height && b.y + kTolerance < a.y + a.height;
}

bool Contains(const Rect& outer, const Rect& inner) {
  return inner.x >= outer.x - kTolerance && inner.y >= outer.y - kTolerance &&
         inner.x + inner.width <= outer.x + outer.width + kTolerance &&
         inner.y + inner.height <= outer.y + outer.height + kTolerance;
}

std::string Show(const Rect& rect) {
  return "(" + std::to_string(rect.x) + ", " + std::to_string(rect.y) + ") " +
         std::to_string(rect.width) + " x " + std::to_string(rect.height);
}

Rect PageOf(const Sample& sample) { return {0, 0, sample.spec.width_px, sample.spec.height_px}; }

// A picture may reach over the page's edge by less than a device pixel, since its frame is whole.
Rect PageInDevicePixels(const Sample& sample) {
  const float pixel = 1 / sample.spec.device_pixel_ratio;
  return {-pixel, -pixel, sample.spec.width_px + 2 * pixel, sample.spec.height_px + 2 * pixel};
}

TEST(PageLaws, EveryPictureIsDrawnOnceAndNeverAboveFiveQuartersOfItsPixels) {
  ForEveryPage([](const Sample& sample) {
    std::set<std::size_t> drawn;
    for (const PictureLayer& layer : LayersOf<PictureLayer>(sample.scene)) {
      EXPECT_TRUE(drawn.insert(layer.picture).second);
      const float ratio = sample.spec.device_pixel_ratio;
      const PageProduct& product = sample.products.at(layer.picture);
      if (product.picture_width == 0) {
        EXPECT_EQ(layer.crop, Rect());
        continue;
      }
      EXPECT_LE(layer.frame.width * ratio, 1.25F * layer.crop.width + kTolerance);
      EXPECT_LE(layer.frame.height * ratio, 1.25F * layer.crop.height + kTolerance);
    }
    EXPECT_EQ(drawn.size(), sample.products.size());
  });
}

TEST(PageLaws, PicturesKeepTheirShapeAndMostOfTheirArea) {
  ForEveryPage([](const Sample& sample) {
    for (const PictureLayer& layer : LayersOf<PictureLayer>(sample.scene)) {
      const PageProduct& product = sample.products.at(layer.picture);
      if (product.picture_width == 0) {
        continue;
      }
      const auto width = static_cast<float>(product.picture_width);
      const auto height = static_cast<float>(product.picture_height);
      EXPECT_TRUE(Contains({0, 0, width, height}, layer.crop)) << Show(layer.crop);
      const float scale_x = layer.frame.width / layer.crop.width;
      const float scale_y = layer.frame.height / layer.crop.height;
      EXPECT_NEAR(scale_x / scale_y, 1, 1e-3F);
      // A frame of very few pixels can only be roughly of the picture's shape.
      const float ratio = sample.spec.device_pixel_ratio;
      if (std::min(layer.frame.width, layer.frame.height) * ratio > 40) {
        EXPECT_GE(layer.crop.width, 0.8F * width);
        EXPECT_GE(layer.crop.height, 0.8F * height);
      }
    }
  });
}

TEST(PageLaws, FramesLieOnWholeDevicePixels) {
  ForEveryPage([](const Sample& sample) {
    for (const PictureLayer& layer : LayersOf<PictureLayer>(sample.scene)) {
      for (const float edge :
           {layer.frame.x, layer.frame.y, layer.frame.width, layer.frame.height}) {
        const float device = edge * sample.spec.device_pixel_ratio;
        EXPECT_NEAR(device, std::round(device), 2e-3F) << Show(layer.frame);
      }
    }
  });
}

// How much of `lower` lies under `upper`.
float ShareCovered(const Rect& lower, const Rect& upper) {
  const float width =
      std::min(lower.x + lower.width, upper.x + upper.width) - std::max(lower.x, upper.x);
  const float height =
      std::min(lower.y + lower.height, upper.y + upper.height) - std::max(lower.y, upper.y);
  return std::max(0.0F, width) * std::max(0.0F, height) / Area(lower);
}

// Only on the mood-board do pictures overlap, on purpose.
float MostCovered(const Sample& sample) {
  return sample.spec.page_template == PageTemplate::kMoodBoard ? 0.2F : 0;
}

TEST(PageLaws, PicturesLieOnThePageAndApartUnlessTheTemplateMeansIt) {
  ForEveryPage([](const Sample& sample) {
    const auto pictures = LayersOf<PictureLayer>(sample.scene);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
      const Rect lower = PictureBox(pictures[i]);
      EXPECT_TRUE(Contains(PageInDevicePixels(sample), lower)) << Show(lower);
      for (std::size_t j = i + 1; j < pictures.size(); ++j) {
        const Rect upper = PictureBox(pictures[j]);
        EXPECT_TRUE(!Overlap(lower, upper) || ShareCovered(lower, upper) <= MostCovered(sample))
            << Show(lower) << " and " << Show(upper);
      }
    }
  });
}

TEST(PageLaws, APictureBleedsOffAnEdgeOrKeepsTheMargin) {
  ForEveryPage([](const Sample& sample) {
    const PageGrid grid(sample.spec.width_px, sample.spec.height_px,
                        sample.spec.device_pixel_ratio);
    const float pixel = 1 / grid.device_pixel_ratio;
    for (const PictureLayer& layer : LayersOf<PictureLayer>(sample.scene)) {
      const Rect frame = PictureBox(layer);
      const std::array<std::array<float, 2>, 4> edges = {
          {{frame.x, grid.margin_x},
           {frame.y, grid.margin_y},
           {grid.width - frame.x - frame.width, grid.margin_x},
           {grid.height - frame.y - frame.height, grid.margin_y}}};
      for (const auto& [distance, margin] : edges) {
        EXPECT_TRUE(std::abs(distance) < pixel || distance > margin - pixel)
            << Show(frame) << ", margin " << margin;
      }
    }
  });
}

TEST(PageLaws, TextKeepsTheMargins) {
  ForEveryPage([](const Sample& sample) {
    const PageGrid grid(sample.spec.width_px, sample.spec.height_px,
                        sample.spec.device_pixel_ratio);
    for (const TextLayer& layer : LayersOf<TextLayer>(sample.scene)) {
      // Large letters hang a little into the margin, to stand flush with the small ones below.
      const float hang =
          1 + (layer.style.typeface == Typeface::kHeadline ? 0.04F * layer.style.size_px : 0);
      // At the right on pages from right to left.
      const float left = sample.spec.right_to_left ? 1 : hang;
      const Rect inside = {grid.margin_x - left, grid.margin_y - 1,
                           grid.right() - grid.margin_x + 1 + hang,
                           grid.height - 2 * grid.margin_y + 2};
      EXPECT_TRUE(Contains(inside, TextBox(layer))) << layer.text << " " << Show(TextBox(layer));
    }
  });
}

TEST(PageLaws, TextLiesOverNoPictureAndNoOtherText) {
  ForEveryPage([](const Sample& sample) {
    const auto texts = LayersOf<TextLayer>(sample.scene);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      for (const PictureLayer& picture : LayersOf<PictureLayer>(sample.scene)) {
        EXPECT_FALSE(Overlap(TextBox(texts[i]), PictureBox(picture)))
            << texts[i].text << " " << Show(TextBox(texts[i])) << " and "
            << Show(PictureBox(picture));
      }
      for (std::size_t j = i + 1; j < texts.size(); ++j) {
        EXPECT_FALSE(Overlap(TextBox(texts[i]), TextBox(texts[j])))
            << texts[i].text << " " << Show(TextBox(texts[i])) << " and " << texts[j].text << " "
            << Show(TextBox(texts[j]));
      }
    }
  });
}

// What a rectangle covers, as it is turned.
Rect BoxOf(const RectLayer& layer) {
  PictureLayer turned;
  turned.frame = layer.rect;
  turned.rotation_deg = layer.rotation_deg;
  return PictureBox(turned);
}

// The colours below a layer: those of the last field that holds it, or of the paper.
std::vector<Colour> GroundsOf(const Scene& scene, std::size_t index) {
  const Rect text = TextBox(std::get<TextLayer>(scene.layers[index]));
  std::vector<Colour> grounds;
  for (std::size_t below = 0; below < index; ++below) {
    if (const auto* paper = std::get_if<BackgroundLayer>(&scene.layers[below])) {
      for (const GradientStop& stop : paper->stops) {
        grounds.push_back(stop.colour);
      }
    }
    const auto* field = std::get_if<RectLayer>(&scene.layers[below]);
    if (field != nullptr && Contains(field->rect, text)) {
      grounds = {field->colour};
    }
  }
  return grounds;
}

TEST(PageLaws, TextIsLegibleOnThePaperAndOnFields) {
  ForEveryPage([](const Sample& sample) {
    for (std::size_t i = 0; i < sample.scene.layers.size(); ++i) {
      const auto* layer = std::get_if<TextLayer>(&sample.scene.layers[i]);
      if (layer == nullptr) {
        continue;
      }
      for (const Colour& ground : GroundsOf(sample.scene, i)) {
        EXPECT_GE(ContrastRatio(layer->colour, ground), 4.5F) << layer->text;
      }
      // A long price is made smaller and set on two lines rather than shortened.
      EXPECT_GE(layer->style.size_px, 7.0F) << layer->text;
    }
  });
}

TEST(PageLaws, NoRectangleCutsThroughText) {
  ForEveryPage([](const Sample& sample) {
    for (const TextLayer& text : LayersOf<TextLayer>(sample.scene)) {
      const Rect box = TextBox(text);
      for (const RectLayer& rect : LayersOf<RectLayer>(sample.scene)) {
        // The stroke through a former price.
        const bool strikes = rect.rect.x == text.x && rect.rect.width == text.width_px;
        EXPECT_TRUE(strikes || Contains(rect.rect, box) || !Overlap(BoxOf(rect), box))
            << text.text << " " << Show(box) << " and " << Show(rect.rect);
      }
    }
  });
}

TEST(PageLaws, EveryProductHasOneRegionOnThePageApartFromTheOthers) {
  ForEveryPage([](const Sample& sample) {
    const auto& regions = sample.scene.regions;
    ASSERT_EQ(regions.size(), sample.products.size());
    for (std::size_t i = 0; i < regions.size(); ++i) {
      EXPECT_EQ(regions[i].product, i);
      EXPECT_GT(regions[i].area.width * regions[i].area.height, 0);
      EXPECT_TRUE(Contains(PageOf(sample), regions[i].area)) << Show(regions[i].area);
      EXPECT_TRUE(Contains(regions[i].area, regions[i].picture))
          << Show(regions[i].area) << " and " << Show(regions[i].picture);
      for (std::size_t j = i + 1; j < regions.size(); ++j) {
        // The upper of two pictures that overlap takes the taps where both are.
        EXPECT_TRUE(!Overlap(regions[i].area, regions[j].area) ||
                    ShareCovered(regions[i].area, regions[j].area) <= MostCovered(sample))
            << Show(regions[i].area) << " and " << Show(regions[j].area);
      }
    }
  });
}

TEST(PageLaws, ARegionHoldsItsProductsPictureAndCaption) {
  ForEveryPage([](const Sample& sample) {
    for (const TextLayer& layer : LayersOf<TextLayer>(sample.scene)) {
      if (layer.names_product) {
        EXPECT_TRUE(Contains(sample.scene.regions.at(layer.product).area, TextBox(layer)))
            << layer.text;
      }
    }
  });
}

std::string WithoutSpaces(std::string text) {
  for (const std::string_view space : {" ", "\u00A0", "\u202F"}) {
    for (std::size_t at = text.find(space); at != std::string::npos; at = text.find(space)) {
      text.erase(at, space.size());
    }
  }
  return text;
}

TEST(PageLaws, EveryPriceIsShownWhole) {
  ForEveryPage([](const Sample& sample) {
    // Line after line: a long price may stand on two.
    std::vector<std::string> texts(sample.products.size());
    for (const TextLayer& layer : LayersOf<TextLayer>(sample.scene)) {
      if (layer.names_product) {
        texts.at(layer.product) += WithoutSpaces(layer.text);
      }
    }
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const PageProduct& product = sample.products[i];
      EXPECT_TRUE(texts[i].contains(WithoutSpaces(product.price))) << "product " << i;
      EXPECT_TRUE(texts[i].contains(WithoutSpaces(product.regular_price))) << "product " << i;
    }
  });
}

}  // namespace
}  // namespace vitrine
