// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/arrangements.h>

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

// A caption beside the picture needs a column this wide, in ems of body text.
constexpr float kCaptionColumn = 8.0F;

constexpr PageBuilder::Corner kLowerRight = {.right = true, .bottom = true};
constexpr PageBuilder::Corner kLowerLeft = {.right = false, .bottom = true};

float PageSize(const PageGrid& grid) {
  return std::min(std::sqrt(grid.width * grid.height), 1.6F * std::min(grid.width, grid.height));
}

// Words on the left, the picture on the right over the page's whole height.
void ArrangeSideBySide(PageBuilder& page) {
  const PageGrid& grid = page.grid();
  const float slot_left = grid.ColumnLeft(ShapeOf(grid) == PageShape::kWide ? 6 : 5);
  PageBuilder::Placement placement =
      page.FitHero(0, {.area = {slot_left, 0, grid.width - slot_left, grid.height},
                       .bleeding = kLowerRight,
                       .resting = kLowerRight});
  const float text_width = placement.picture_x - 2 * grid.gutter - grid.margin_x;
  const float top = page.PlaceHeader(grid.margin_x, text_width) + 5 * grid.unit;
  const TextBlock caption = page.SetProminentCaption(
      0, {std::min(text_width, 19 * grid.body), 0.45F * (grid.bottom() - top)});
  const float room = grid.bottom() - caption.height - 5 * grid.unit - top;
  page.Place(page.SetHeadline(
                 {.box = {text_width, room}, .largest = 0.115F * PageSize(grid), .max_lines = 5}),
             grid.margin_x, top);
  placement.caption_x = grid.margin_x;
  placement.caption_y = grid.bottom() - caption.height;
  page.PlaceProduct(placement, caption);
}

// The headline across the top, the picture below it at the right, its caption in the free columns
// at the left.
void ArrangeUnderHeadline(PageBuilder& page) {
  const PageGrid& grid = page.grid();
  const float content = grid.right() - grid.margin_x;
  const float top = page.PlaceHeader(grid.margin_x, grid.ColumnWidth(12)) + 5 * grid.unit;
  PageBuilder::HeadlineOptions words = {
      .box = {content, 0.27F * grid.height}, .largest = 0.15F * PageSize(grid), .max_lines = 2};
  TextBlock headline = page.SetHeadline(words);
  const float slot_top = top + headline.height + 4 * grid.unit;
  const float slot_left = grid.ColumnLeft(3);
  PageBuilder::Placement placement = page.FitHero(
      0, {.area = {slot_left, slot_top, grid.width - slot_left, grid.height - slot_top},
          .bleeding = kLowerRight,
          .resting = kLowerRight});
  const float room = placement.picture_y - 4 * grid.unit - top;
  if (room > 1.3F * headline.height) {
    // A picture of few pixels stays small, so the words take over as the dominant element.
    words = {.box = {content, room}, .largest = 0.19F * PageSize(grid), .max_lines = 4};
    headline = page.SetHeadline(words);
  }
  page.Place(headline, grid.margin_x, top);
  const float caption_width =
      std::min(placement.picture_x - grid.margin_x - 1.5F * grid.gutter, 16 * grid.body);
  const TextBlock caption =
      page.SetProminentCaption(0, {caption_width, grid.bottom() - placement.picture_y});
  placement.caption_x = grid.margin_x;
  placement.caption_y = grid.bottom() - caption.height;
  page.PlaceProduct(placement, caption);
}

// Headline, picture off the right edge, caption below: for pages too narrow for two columns.
void ArrangeStacked(PageBuilder& page) {
  const PageGrid& grid = page.grid();
  const float content = grid.right() - grid.margin_x;
  const float top = page.PlaceHeader(grid.margin_x, grid.ColumnWidth(12)) + 5 * grid.unit;
  const float left = grid.ColumnLeft(1);
  const TextBlock caption = page.SetProminentCaption(0, {grid.right() - left, 0.28F * grid.height});
  const float picture_bottom = grid.bottom() - caption.height - 3 * grid.unit;
  PageBuilder::HeadlineOptions words = {.box = {content, 0.3F * (picture_bottom - top)},
                                        .largest = 0.12F * PageSize(grid),
                                        .max_lines = 3};
  TextBlock headline = page.SetHeadline(words);
  const float slot_top = top + headline.height + 4 * grid.unit;
  PageBuilder::Placement placement =
      page.FitHero(0, {.area = {left, slot_top, grid.width - left, picture_bottom - slot_top},
                       .bleeding = kLowerRight,
                       .resting = kLowerLeft});
  const float room = placement.picture_y - 4 * grid.unit - top;
  if (room > 1.3F * headline.height) {
    words = {.box = {content, room}, .largest = 0.17F * PageSize(grid), .max_lines = 5};
    headline = page.SetHeadline(words);
  }
  page.Place(headline, grid.margin_x, top);
  // Flush with the picture, where that leaves room.
  placement.caption_x =
      placement.picture_x + caption.width <= grid.right() ? placement.picture_x : left;
  placement.caption_y = grid.bottom() - caption.height;
  page.PlaceProduct(placement, caption);
}

}  // namespace

void ArrangeWords(PageBuilder& page) {
  const PageGrid& grid = page.grid();
  const float top = page.PlaceHeader(grid.margin_x, grid.ColumnWidth(12)) + 4 * grid.unit;
  const TextBlock headline = page.SetHeadline({.box = {grid.ColumnWidth(10), grid.bottom() - top},
                                               .largest = 0.15F * PageSize(grid),
                                               .max_lines = 5});
  page.Place(headline, grid.margin_x, grid.bottom() - headline.height);
}

void ArrangeCover(PageBuilder& page) {
  const PageGrid& grid = page.grid();
  if (page.products().empty()) {
    ArrangeWords(page);
    return;
  }
  switch (ShapeOf(grid)) {
    case PageShape::kTall:
      ArrangeStacked(page);
      return;
    case PageShape::kPortrait:
      if (grid.ColumnWidth(3) < kCaptionColumn * grid.body) {
        ArrangeStacked(page);
      } else {
        ArrangeUnderHeadline(page);
      }
      return;
    case PageShape::kSquare:
    case PageShape::kWide:
      ArrangeSideBySide(page);
      return;
  }
}

}  // namespace vitrine
