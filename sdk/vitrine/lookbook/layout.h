// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/imaging/colour.h>
#include <vitrine/lookbook/scene.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// The page templates, each with its own intent.
enum class PageTemplate : std::uint8_t {
  kCover,         ///< One product, dominant, with the lookbook's title.
  kHeroDetails,   ///< One product large, three small ones that go with it.
  kGridOfSix,     ///< Six of equal weight.
  kFlatLay,       ///< Five laid out as seen from above, each a little turned.
  kMoodBoard,     ///< Five as prints that overlap, taped to the page, with its colours.
  kColourStory,   ///< One in a field of its own colour, three that go with that colour.
  kOutfit,        ///< Four that meet around an axis, as one ensemble.
  kDiptych,       ///< Two, large, one on paper and one on a field.
  kQuoteProduct,  ///< One, small beside a line of large type.
};

inline constexpr std::size_t kTemplateCount = 9;

/// The template's name in JSON and in the package: "hero-details".
std::string_view TemplateName(PageTemplate page_template);

/// The template of page `page_index`. 0 is the cover; of the pages after it two neighbours never
/// share a template, pages with many products and pages that one or two dominate take turns, and
/// eight in a row from the first on show all eight. `seed` varies the order from shopper to
/// shopper. Cost: constant.
PageTemplate TemplateForPage(std::size_t page_index, std::uint64_t seed);

/// How many products the template shows when there are enough.
std::size_t SlotCount(PageTemplate page_template);

/// What the layout needs to know of one product on the page. All text is ready for display.
struct PageProduct {
  std::string id;
  std::string title;
  std::string brand;               ///< May be empty.
  std::string price;               ///< Formatted for the shopper's locale ("$1,250.00").
  std::string regular_price;       ///< Set when `price` is reduced; drawn beside it.
  std::string reason;              ///< Short; may be empty.
  std::string description;         ///< What the shop says of it, in sentences; may be empty.
  std::int32_t picture_width = 0;  ///< The picture's own pixels; 0 when it could not be had.
  std::int32_t picture_height = 0;
  std::vector<Swatch> colours;  ///< Main colours of the picture, heaviest first; may be empty.
};

/// The words of the page itself.
struct PageWords {
  std::string kicker;    ///< Small line above the headline ("Lookbook", "Page 2").
  std::string headline;  ///< May be empty except on the cover.
  std::string folio;     ///< Page number as shown ("2").
};

/// Everything a page is made from.
struct PageSpec {
  PageTemplate page_template = PageTemplate::kCover;
  float width_px = 1080;  ///< CSS pixels, 240 .. 4096.
  float height_px = 1350;
  float device_pixel_ratio = 1;  ///< 0.5 .. 4; device pixels of a page at most 32 million.
  bool dark = false;             ///< Dark surroundings: a dark backdrop.
  bool right_to_left = false;    ///< For readers of Arabic or Hebrew: the page's mirror image.
  PageWords words;
  /// 0 .. SlotCount: with fewer, the template closes ranks.
  std::span<const PageProduct> products;
};

/// Lays out a page: portrait, square or wide from the same template.
///
/// The palette (one backdrop, one accent, one ink with contrast of at least 4.5) comes from the
/// products' own colours. A picture is never drawn above 1.25 times its own pixels; a smaller one
/// gets a smaller frame in its slot. Text is broken into lines with the shaper's widths, shortened
/// with an ellipsis when it does not fit, and never laid over a picture. Pictures lie apart, but on
/// the mood-board, where one covers up to a fifth of another.
///
/// A page from right to left is the mirror image of the other: every box of a picture, of a line of
/// text and of a region, and the way pictures are turned. Pictures, the text in its lines and the
/// light that shadows fall from are not mirrored.
///
/// @return The scene, or kInvalidArgument with the field and its range. A page without products
///   is a scene with words only.
Result<Scene> LayOutPage(const PageSpec& spec, TextShaper& shaper);

}  // namespace vitrine
