// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/arrangements.h>
#include <vitrine/lookbook/items.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine {
namespace {

constexpr std::array<std::size_t, 3> kDetails = {1, 2, 3};

constexpr PageBuilder::Corner kUpperLeft = {.right = false, .bottom = false};
constexpr PageBuilder::Corner kUpperRight = {.right = true, .bottom = false};
constexpr PageBuilder::Corner kLowerLeft = {.right = false, .bottom = true};

std::span<const std::size_t> DetailsOf(const PageBuilder& page) {
  return std::span(kDetails).first(page.products().size() - 1);
}

/// The row of details: where it stands and how it is set.
struct DetailRow {
  float left = 0;
  float pitch = 0;  ///< From one cell's left edge to the next.
  ItemMeasure measure;
};

DetailRow MeasureRow(PageBuilder& page, float left, float right, float height) {
  const auto details = DetailsOf(page);
  const float gutter = 1.25F * page.grid().gutter;
  const auto count = static_cast<float>(details.size());
  DetailRow row;
  row.left = left;
  row.pitch = (right - left + gutter) / std::max(2.0F, count);
  row.measure = MeasureItems(page, details, {row.pitch - gutter, height});
  return row;
}

void PlaceRow(PageBuilder& page, const DetailRow& row, float y) {
  float x = row.left;
  for (const std::size_t detail : DetailsOf(page)) {
    PlaceItem(page, detail, row.measure, x, y);
    x += row.pitch;
  }
}

// The hero over the left columns from the page's corner, its caption below; words and details
// right.
void ArrangeWide(PageBuilder& page) {
  const PageGrid& grid = page.grid();
  const TextBlock caption = page.SetProminentCaption(0, {grid.ColumnWidth(4), 0.3F * grid.height});
  const float slot_bottom = grid.bottom() - caption.height - 3 * grid.unit;
  PageBuilder::Placement hero = page.FitHero(0, {.area = {0, 0, grid.ColumnRight(4), slot_bottom},
                                                 .bleeding = kUpperLeft,
                                                 .resting = kLowerLeft});
  hero.caption_x = grid.margin_x;
  hero.caption_y = hero.picture_y + hero.fit.frame.height + 3 * grid.unit;
  page.PlaceProduct(hero, caption);

  // A picture of few pixels leaves a column to the details.
  const bool narrow = hero.picture_x + hero.fit.frame.width <= grid.ColumnRight(3);
  const float left = grid.ColumnLeft(narrow ? 4 : 5) + 1.5F * grid.gutter;
  const float top = page.PlaceHeader(left, grid.right()) + 3 * grid.unit;
  const DetailRow row = MeasureRow(page, left, grid.right(), 0.56F * (grid.bottom() - top));
  const float row_top = grid.bottom() - row.measure.height();
  page.Place(page.SetHeadline({.box = {grid.right() - left, row_top - 5 * grid.unit - top},
                               .largest = 4.6F * grid.body,
                               .max_lines = 3}),
             left, top);
  PlaceRow(page, row, row_top);
}

// The hero in the upper left corner of the page, words and its caption beside it, details below.
void ArrangeUpright(PageBuilder& page) {
  const PageGrid& grid = page.grid();
  const DetailRow row = MeasureRow(page, grid.margin_x, grid.right(), 0.31F * grid.height);
  const float row_top = grid.bottom() - row.measure.height();
  const float slot_bottom = row_top - 6 * grid.unit;
  PageBuilder::Placement hero = page.FitHero(0, {.area = {0, 0, grid.ColumnRight(6), slot_bottom},
                                                 .bleeding = kUpperLeft,
                                                 .resting = kLowerLeft});
  const float hero_bottom = hero.picture_y + hero.fit.frame.height;
  const float left =
      std::max(hero.picture_x + hero.fit.frame.width + 2 * grid.gutter, grid.ColumnLeft(5));
  const float width = grid.right() - left;
  const float top = page.PlaceHeader(left, grid.right()) + 3 * grid.unit;
  const float room = slot_bottom - top;
  const TextBlock caption =
      page.SetProminentCaption(0, {std::min(width, 17 * grid.body), 0.55F * room});
  // Level with the foot of the hero, as far as that leaves room for the headline.
  hero.caption_x = left;
  hero.caption_y = std::min(std::max(hero_bottom - caption.height, top + 0.4F * room),
                            slot_bottom - caption.height);
  page.Place(page.SetHeadline({.box = {width, hero.caption_y - 4 * grid.unit - top},
                               .largest = 4.2F * grid.body,
                               .max_lines = 5}),
             left, top);
  page.PlaceProduct(hero, caption);
  PlaceRow(page, row, row_top);
}

// Everything below each other, for a phone.
void ArrangeTall(PageBuilder& page) {
  const PageGrid& grid = page.grid();
  const float content = grid.right() - grid.margin_x;
  const float top = page.PlaceHeader(grid.margin_x, grid.right()) + 2 * grid.unit;
  const TextBlock headline = page.SetHeadline(
      {.box = {content, 0.16F * grid.height}, .largest = 3.2F * grid.body, .max_lines = 2});
  page.Place(headline, grid.margin_x, top);
  const DetailRow row = MeasureRow(page, grid.margin_x, grid.right(), 0.27F * grid.height);
  const float row_top = grid.bottom() - row.measure.height();
  const float hero_top = top + headline.height + 3.5F * grid.unit;
  const float left = grid.ColumnLeft(2);
  const TextBlock caption =
      page.SetProminentCaption(0, {grid.right() - left, 0.4F * (row_top - hero_top)});
  const float hero_bottom = row_top - 5 * grid.unit - caption.height - 2.5F * grid.unit;
  PageBuilder::Placement hero =
      page.FitHero(0, {.area = {left, hero_top, grid.width - left, hero_bottom - hero_top},
                       .bleeding = kUpperRight,
                       .resting = kUpperLeft});
  hero.caption_x = left;
  hero.caption_y = hero.picture_y + hero.fit.frame.height + 2.5F * grid.unit;
  page.PlaceProduct(hero, caption);
  PlaceRow(page, row, row_top);
}

}  // namespace

void ArrangeHeroDetails(PageBuilder& page) {
  if (page.products().size() < 2) {
    ArrangeCover(page);
    return;
  }
  switch (ShapeOf(page.grid())) {
    case PageShape::kTall:
      ArrangeTall(page);
      return;
    case PageShape::kPortrait:
    case PageShape::kSquare:
      ArrangeUpright(page);
      return;
    case PageShape::kWide:
      ArrangeWide(page);
      return;
  }
}

}  // namespace vitrine
