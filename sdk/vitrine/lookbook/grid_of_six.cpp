// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/arrangements.h>
#include <vitrine/lookbook/items.h>

#include <algorithm>
#include <array>
#include <vector>

namespace vitrine {
namespace {

constexpr std::array<std::size_t, 6> kAll = {0, 1, 2, 3, 4, 5};

// Pages at least this wide for their height have all products in one row.
constexpr float kLeastForOneRow = 1.5F;

/// Tracks side by side, each with its products from top to bottom.
using Tracks = std::vector<std::vector<std::size_t>>;

// Deals the products out row by row; the last track starts at the page's top, beside the headline.
Tracks Deal(std::size_t count, std::size_t track_count) {
  Tracks tracks(track_count);
  for (std::size_t product = 0; product < count; ++product) {
    tracks[product % track_count].push_back(product);
  }
  return tracks;
}

std::size_t Rows(const Tracks& tracks) { return tracks.front().size(); }

/// A cell's size and the space between cells.
struct CellGrid {
  Extent cell;
  float gap_x = 0;
  float gap_y = 0;
};

CellGrid CellsIn(const PageGrid& grid, const Extent& area, std::size_t columns, std::size_t rows) {
  const auto across = static_cast<float>(columns);
  const auto down = static_cast<float>(rows);
  CellGrid cells;
  cells.gap_x = 1.5F * grid.gutter;
  cells.gap_y = 4 * grid.unit;
  cells.cell.width = (area.width - (across - 1) * cells.gap_x) / across;
  cells.cell.height = (area.height - (down - 1) * cells.gap_y) / down;
  return cells;
}

/// How many tracks there are, and how many of them stand below the headline.
struct TrackCounts {
  std::size_t all = 0;
  std::size_t below_words = 0;
};

// The headline stands over the first tracks, which end at the bottom; the others start beside it at
// the top. So the tracks are staggered by the headline's height.
void ArrangeStaggered(PageBuilder& page, const TrackCounts& counts) {
  const PageGrid& grid = page.grid();
  const std::size_t count = page.products().size();
  const Tracks tracks = Deal(count, counts.all);
  const Extent content = {grid.right() - grid.margin_x, grid.bottom() - grid.margin_y};
  const float track = CellsIn(grid, content, counts.all, 1).cell.width;
  const float gap = CellsIn(grid, content, counts.all, 1).gap_x;
  const auto words = static_cast<float>(counts.below_words);
  const float words_right = grid.margin_x + words * track + (words - 1) * gap;
  const float top = page.PlaceHeader(grid.margin_x, grid.right()) + 2.5F * grid.unit;
  const TextBlock headline =
      page.SetHeadline({.box = {words_right - grid.margin_x - grid.gutter, 0.2F * grid.height},
                        .largest = 3.8F * grid.body,
                        .max_lines = 3});
  page.Place(headline, grid.margin_x, top);
  const float below = top + headline.height + 5 * grid.unit;
  const CellGrid cells =
      CellsIn(grid, {content.width, grid.bottom() - below}, counts.all, Rows(tracks));
  const ItemMeasure measure = MeasureItems(page, std::span(kAll).first(count), cells.cell);
  const float pitch = measure.height() + cells.gap_y;
  const float first_row = grid.bottom() - pitch * static_cast<float>(Rows(tracks)) + cells.gap_y;
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    const bool beside_words = i >= counts.below_words;
    float y = beside_words ? top : first_row;
    for (const std::size_t product : tracks[i]) {
      PlaceItem(page, product, measure, grid.margin_x + static_cast<float>(i) * (track + gap), y);
      y += pitch;
    }
  }
}

// Four tracks of two rows. The words take the first cell, the last stays empty.
void ArrangeInWideCells(PageBuilder& page) {
  const PageGrid& grid = page.grid();
  const std::size_t count = page.products().size();
  const std::size_t rows = count > 3 ? 2 : 1;
  const std::size_t columns = (count + 1 + rows - 1) / rows;
  const Extent content = {grid.right() - grid.margin_x, grid.bottom() - grid.margin_y};
  const CellGrid cells = CellsIn(grid, content, columns, rows);
  const float top = page.PlaceHeader(grid.margin_x, grid.margin_x + cells.cell.width);
  const float headline_top = top + 2.5F * grid.unit;
  page.Place(
      page.SetHeadline({.box = {cells.cell.width, grid.margin_y + cells.cell.height - headline_top},
                        .largest = 3.6F * grid.body,
                        .max_lines = 6}),
      grid.margin_x, headline_top);
  const ItemMeasure measure = MeasureItems(page, std::span(kAll).first(count), cells.cell);
  const float pitch_x = cells.cell.width + cells.gap_x;
  const float second_row = grid.bottom() - measure.height();
  for (std::size_t product = 0; product < count; ++product) {
    // The first row lacks the cell of the words.
    const bool first_row = rows == 2 && product < columns - 1;
    const std::size_t column = rows == 1 || first_row ? product + 1 : product + 1 - columns;
    PlaceItem(page, product, measure, grid.margin_x + static_cast<float>(column) * pitch_x,
              first_row ? grid.margin_y : second_row);
  }
}

}  // namespace

void ArrangeGridOfSix(PageBuilder& page) {
  const std::size_t count = page.products().size();
  if (count < 2) {
    ArrangeCover(page);
    return;
  }
  switch (ShapeOf(page.grid())) {
    case PageShape::kTall:
      ArrangeStaggered(page, {.all = 2, .below_words = 1});
      return;
    case PageShape::kPortrait:
    case PageShape::kSquare:
      if (count == 2 || count == 4) {
        ArrangeStaggered(page, {.all = 2, .below_words = 1});
      } else {
        ArrangeStaggered(page, {.all = 3, .below_words = 2});
      }
      return;
    case PageShape::kWide:
      if (page.grid().aspect() < kLeastForOneRow) {
        ArrangeInWideCells(page);
      } else {
        ArrangeStaggered(page, {.all = std::max<std::size_t>(count, 4),
                                .below_words = std::max<std::size_t>(count / 2, 2)});
      }
      return;
  }
}

}  // namespace vitrine
