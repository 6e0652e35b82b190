// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/base/random.h>
#include <vitrine/lookbook/arrangements.h>
#include <vitrine/lookbook/layout.h>
#include <vitrine/lookbook/page.h>

#include <cmath>
#include <string>

namespace vitrine {
namespace {

constexpr float kSmallestPage = 240;
constexpr float kLargestPage = 4096;
constexpr double kMostDevicePixels = 32'000'000;

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
  if (spec.page_template > PageTemplate::kGridOfSix) {
    return Fail(ErrorCode::kInvalidArgument,
                "page_template is " + std::to_string(static_cast<int>(spec.page_template)) +
                    ", expected 0 .. 2");
  }
  if (spec.products.size() > SlotCount(spec.page_template)) {
    return Fail(ErrorCode::kInvalidArgument,
                "products has " + std::to_string(spec.products.size()) +
                    " elements, expected 0 .. " + std::to_string(SlotCount(spec.page_template)));
  }
  return {};
}

}  // namespace

PageTemplate TemplateForPage(std::size_t page_index, std::uint64_t seed) {
  if (page_index == 0) {
    return PageTemplate::kCover;
  }
  // With two templates for the inner pages, taking turns is the only order that repeats none; the
  // shopper's seed decides which begins.
  const bool grid_first = (Random(seed, 0x74656d706c617465).Next() & 1U) != 0;
  const bool odd = page_index % 2 == 1;
  return odd == grid_first ? PageTemplate::kGridOfSix : PageTemplate::kHeroDetails;
}

std::size_t SlotCount(PageTemplate page_template) {
  switch (page_template) {
    case PageTemplate::kCover:
      return 1;
    case PageTemplate::kHeroDetails:
      return 4;
    case PageTemplate::kGridOfSix:
      return 6;
  }
  return 0;
}

Result<Scene> LayOutPage(const PageSpec& spec, TextShaper& shaper) {
  if (auto valid = CheckSpec(spec); !valid) {
    return std::unexpected(std::move(valid).error());
  }
  PageBuilder page(spec, shaper);
  switch (spec.page_template) {
    case PageTemplate::kCover:
      ArrangeCover(page);
      break;
    case PageTemplate::kHeroDetails:
      ArrangeHeroDetails(page);
      break;
    case PageTemplate::kGridOfSix:
      ArrangeGridOfSix(page);
      break;
  }
  return std::move(page).Finish();
}

}  // namespace vitrine
