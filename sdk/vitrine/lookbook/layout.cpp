// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/base/random.h>
#include <vitrine/lookbook/arrangements.h>
#include <vitrine/lookbook/layout.h>
#include <vitrine/lookbook/page.h>

#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

namespace vitrine {
namespace {

constexpr float kSmallestPage = 240;
constexpr float kLargestPage = 4096;
constexpr double kMostDevicePixels = 32'000'000;

/// What a template is called, holds, and how it fills a page.
struct TemplateFacts {
  std::string_view name;
  std::size_t slots = 0;
  void (*arrange)(PageBuilder& page) = nullptr;
};

// In the order of PageTemplate.
constexpr std::array<TemplateFacts, kTemplateCount> kTemplates = {{
    {"cover", 1, ArrangeCover},
    {"hero-details", 4, ArrangeHeroDetails},
    {"grid-of-six", 6, ArrangeGridOfSix},
    {"flat-lay", 5, ArrangeFlatLay},
    {"mood-board", 5, ArrangeMoodBoard},
    {"colour-story", 4, ArrangeColourStory},
    {"outfit", 4, ArrangeOutfit},
    {"diptych", 2, ArrangeDiptych},
    {"quote-product", 1, ArrangeQuoteProduct},
}};

// The templates of the inner pages: those with many products, and those that one or two dominate.
constexpr std::size_t kHalf = 4;
using Half = std::array<PageTemplate, kHalf>;
constexpr Half kFull = {PageTemplate::kGridOfSix, PageTemplate::kFlatLay, PageTemplate::kMoodBoard,
                        PageTemplate::kOutfit};
constexpr Half kCalm = {PageTemplate::kHeroDetails, PageTemplate::kColourStory,
                        PageTemplate::kDiptych, PageTemplate::kQuoteProduct};
constexpr std::uint64_t kFullStream = 0x74656d706c617465;
constexpr std::uint64_t kCalmStream = kFullStream + 1;

/// What an order is drawn with.
struct Draw {
  std::uint64_t seed = 0;
  std::uint64_t stream = 0;
};

Half Shuffled(Half half, std::size_t round, const Draw& draw) {
  // Rounds are far apart in the stream's numbers: each is seeded on its own.
  constexpr std::uint64_t kRoundStep = 0x9E3779B97F4A7C15;
  Random random(draw.seed + kRoundStep * round, draw.stream);
  for (std::size_t last = kHalf - 1; last > 0; --last) {
    std::swap(half[last], half[random.Below(static_cast<std::uint32_t>(last + 1))]);
  }
  return half;
}

// The half's order in a round. It does not begin with what the round before ended with: where it
// would, its first two change places, which leaves every round's end as it was shuffled, so that no
// more than two rounds need be known.
Half ShuffledHalf(const Half& half, std::size_t round, const Draw& draw) {
  Half order = Shuffled(half, round, draw);
  if (round > 0 && Shuffled(half, round - 1, draw).back() == order.front()) {
    std::swap(order[0], order[1]);
  }
  return order;
}

Result<void> CheckRange(const char* field, float value, float smallest, float largest) {
  if (std::isfinite(value) && value >= smallest && value <= largest) {
    return {};
  }
  return Fail(ErrorCode::kInvalidArgument, std::string(field) + " is " + NumberText(value) +
                                               ", expected " + NumberText(smallest) + " .. " +
                                               NumberText(largest));
}

Result<void> CheckSpec(const PageSpec& spec) {
  if (auto valid = CheckRange("width_px", spec.width_px, kSmallestPage, kLargestPage); !valid) {
    return valid;
  }
  if (auto valid = CheckRange("height_px", spec.height_px, kSmallestPage, kLargestPage); !valid) {
    return valid;
  }
  if (auto valid = CheckRange("device_pixel_ratio", spec.device_pixel_ratio, 0.5F, 4); !valid) {
    return valid;
  }
  const double ratio = spec.device_pixel_ratio;
  const double pixels = double{spec.width_px} * ratio * double{spec.height_px} * ratio;
  if (pixels > kMostDevicePixels) {
    return Fail(ErrorCode::kInvalidArgument, "the page has " + NumberText(pixels) +
                                                 " device pixels, expected at most " +
                                                 NumberText(kMostDevicePixels));
  }
  if (static_cast<std::size_t>(spec.page_template) >= kTemplateCount) {
    return Fail(ErrorCode::kInvalidArgument,
                "page_template is " + std::to_string(static_cast<int>(spec.page_template)) +
                    ", expected 0 .. " + std::to_string(kTemplateCount - 1));
  }
  if (spec.products.size() > SlotCount(spec.page_template)) {
    return Fail(ErrorCode::kInvalidArgument,
                "products has " + std::to_string(spec.products.size()) +
                    " elements, expected 0 .. " + std::to_string(SlotCount(spec.page_template)));
  }
  return {};
}

}  // namespace

std::string_view TemplateName(PageTemplate page_template) {
  const auto index = static_cast<std::size_t>(page_template);
  return index < kTemplates.size() ? kTemplates[index].name : std::string_view();
}

PageTemplate TemplateForPage(std::size_t page_index, std::uint64_t seed) {
  if (page_index == 0) {
    return PageTemplate::kCover;
  }
  const std::size_t round = (page_index - 1) / (2 * kHalf);
  const std::size_t place = (page_index - 1) % (2 * kHalf);
  const bool calm = place % 2 == 1;
  return (calm ? ShuffledHalf(kCalm, round, {seed, kCalmStream})
               : ShuffledHalf(kFull, round, {seed, kFullStream}))[place / 2];
}

std::size_t SlotCount(PageTemplate page_template) {
  const auto index = static_cast<std::size_t>(page_template);
  return index < kTemplates.size() ? kTemplates[index].slots : 0;
}

Result<Scene> LayOutPage(const PageSpec& spec, TextShaper& shaper) {
  if (auto valid = CheckSpec(spec); !valid) {
    return std::unexpected(std::move(valid).error());
  }
  PageBuilder page(spec, shaper);
  kTemplates[static_cast<std::size_t>(spec.page_template)].arrange(page);
  return std::move(page).Finish();
}

}  // namespace vitrine
