// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/lookbook/layout.h>
#include <vitrine/lookbook/palette.h>
#include <vitrine/lookbook/picture_fit.h>
#include <vitrine/lookbook/text_break.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// The measures that a page is built on, in CSS pixels. All grow with the page, but type never
/// falls below what can be read.
struct PageGrid {
  PageGrid(float width_px, float height_px, float device_pixel_ratio);

  static constexpr int kColumns = 12;

  float width;
  float height;
  float device_pixel_ratio;
  float body;      ///< Size of running text.
  float unit;      ///< The vertical rhythm, whole: 8 on a page of 1080 x 1350.
  float margin_x;  ///< 7 % of the width.
  float margin_y;
  float gutter;  ///< Between columns.

  float ColumnWidth(int count) const;
  /// The left edge of column `index`, 0 .. 11.
  float ColumnLeft(int index) const;
  /// The left edge of the first column from `px` on, at most that of the last.
  float NextColumn(float px) const;
  /// The right edge of column `index`.
  float ColumnRight(int index) const { return ColumnLeft(index) + ColumnWidth(1); }
  float right() const { return width - margin_x; }
  float bottom() const { return height - margin_y; }
  float aspect() const { return width / height; }

  /// The nearest whole device pixel.
  float Snap(float px) const;
  /// The next whole device pixel from `px` on.
  float SnapUp(float px) const;
};

/// The shape of a page: which arrangement of a template it takes.
enum class PageShape : std::uint8_t { kTall, kPortrait, kSquare, kWide };

PageShape ShapeOf(const PageGrid& grid);

/// Lines of text set in a column, before they have a place on the page.
struct TextBlock {
  struct Line {
    TextLine text;
    TextStyle style;
    Colour colour;
    float x = 0;
    float baseline = 0;  ///< From the block's top.
    bool struck = false;
    bool right_to_left = false;
  };
  std::vector<Line> lines;
  float width = 0;  ///< Of the widest line.
  float height = 0;

  bool empty() const { return lines.empty(); }
};

/// How much of a product's caption is shown where room is short, from the least on.
enum class CaptionDetail : std::uint8_t { kTitleAndPrice, kBrand, kReason, kFull };

/// How a caption is set.
struct CaptionOptions {
  float width = 0;
  CaptionDetail detail = CaptionDetail::kFull;
  bool prominent = false;  ///< For the page's one dominant product: a larger, serif title.
  std::size_t title_lines = 2;
};

/// Collects the layers and hit regions of a page.
class PageBuilder {
 public:
  PageBuilder(const PageSpec& spec, TextShaper& shaper);

  const PageGrid& grid() const { return grid_; }
  const Palette& palette() const { return palette_; }
  const PageWords& words() const { return spec_->words; }
  std::span<const PageProduct> products() const { return spec_->products; }
  PictureSize SizeOf(std::size_t product) const;
  bool dark() const { return spec_->dark; }
  /// Whether the product's picture has a white ground, as far as its main colours tell.
  bool StandsOnWhite(std::size_t product) const;
  /// A field in the product's colour, on which the ink is legible.
  Colour FieldOf(std::size_t product) const;

  /// The headline as large as fits: at most `box` and `max_lines`, from `largest` px downwards.
  struct HeadlineOptions {
    Extent box;
    float largest = 0;
    std::size_t max_lines = 3;
    std::string_view text = {};  ///< In place of the page's headline.
  };
  TextBlock SetHeadline(const HeadlineOptions& options);
  TextBlock SetCaption(std::size_t product, const CaptionOptions& options);
  /// The most detailed prominent caption that is no higher than `box`, else the shortest.
  TextBlock SetProminentCaption(std::size_t product, const Extent& box, bool with_reason = true);

  /// Puts the kicker and the folio after it on one line at the top of the margins.
  /// @return The line's bottom; the margin when both are empty.
  float PlaceHeader(float left, float width) { return PlaceHeader(left, width, grid_.margin_y); }
  float PlaceHeader(float left, float width, float top);

  /// Sets text from here on in one ink for all, or in the palette's three: for what stands on a
  /// field.
  void UseOneInk(bool one_ink);

  /// Puts a plain rectangle above what was placed before.
  void PlaceRect(const RectLayer& rect) { scene_.layers.emplace_back(rect); }

  void Place(const TextBlock& block, float x, float y);
  /// Places a product's picture with its top left corner at (x, y) and its caption, and makes them
  /// its hit region. Products are placed once each, in any order.
  struct Placement {
    std::size_t product = 0;
    PictureFit fit;
    float picture_x = 0;
    float picture_y = 0;
    float caption_x = 0;
    float caption_y = 0;
    bool shadow = true;  ///< None for a picture that bleeds off the page.
    float rotation_deg = 0;
    /// Lets a picture's white ground vanish into light paper, see StandsOnWhite.
    bool multiplied = false;
  };
  void PlaceProduct(const Placement& placement, const TextBlock& caption);

  /// Where a page's dominant picture goes: into one corner of `area` when it is large enough to run
  /// off the page's edges there, else, inside the margins, into another.
  struct Corner {
    bool right = false;
    bool bottom = false;
  };
  struct HeroSlot {
    Rect area;
    Corner bleeding;
    Corner resting;
  };
  Placement FitHero(std::size_t product, const HeroSlot& slot) const;

  /// The finished page: hit regions in the order of the products; mirrored for a page from right to
  /// left.
  Scene Finish() &&;

 private:
  struct LabelOptions {
    Typeface typeface = Typeface::kBody;
    float size = 0;
    float tracking_em = 0;
    Colour colour;
    float width = 0;
    std::size_t max_lines = 1;
    float leading = 1.35F;
    float space_before = 0;
  };
  void AppendText(TextBlock& block, std::string_view text, const LabelOptions& options);
  std::vector<TextLine> FitPrice(std::string_view price, float width, TextStyle& style);
  void AppendPrice(TextBlock& block, const PageProduct& product, float size, float width);
  void PlaceLine(const TextBlock::Line& line, float x, float y);

  const PageSpec* spec_;
  TextShaper* shaper_;
  PageGrid grid_;
  Palette palette_;
  Palette inks_;  ///< What text is set in.
  Scene scene_;
};

}  // namespace vitrine
