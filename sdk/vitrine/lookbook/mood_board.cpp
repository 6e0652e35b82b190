// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/turned_rect.h>
#include <vitrine/lookbook/arrangements.h>
#include <vitrine/lookbook/board.h>
#include <vitrine/lookbook/story_colours.h>

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace vitrine {
namespace {

using enum CaptionSide;
using enum Stand;

// The share of the lower picture that another may cover.
constexpr float kMostCovered = 0.18F;
constexpr std::size_t kSwatches = 5;

// For each shape: five, four and three. Of two that overlap, the one that reaches stands higher,
// above the other's caption.
constexpr std::array<Piece, 5> kTall5 = {{
    {{0, 4, 13, 12}, kBelow, kEnd, kEnd, -2, false, 4},
    {{13, 6, 24, 15}, kBelow, kStart, kEnd, 3},
    {{0, 12, 8, 21}, kBelow, kEnd, kEnd, 2, false, 4},
    {{8, 15, 16, 24}, kBelow, kStart, kEnd, -3},
    {{16, 15, 24, 23}, kBelow, kStart, kEnd, 2, false, -4},
}};
constexpr std::array<Piece, 4> kTall4 = {{
    {{0, 4, 13, 13}, kBelow, kEnd, kEnd, -2, false, 4},
    {{13, 6, 24, 16}, kBelow, kStart, kEnd, 3},
    {{0, 14, 12, 24}, kBelow, kEnd, kEnd, 3},
    {{12, 16, 24, 23}, kBelow, kStart, kEnd, -2, false, -4},
}};
constexpr std::array<Piece, 3> kTall3 = {{
    {{0, 4, 14, 14}, kBelow, kEnd, kEnd, -2, false, 4},
    {{14, 7, 24, 17}, kBelow, kStart, kEnd, 3},
    {{0, 16, 14, 24}, kBelow, kMiddle, kEnd, 2},
}};
constexpr std::array<Piece, 5> kUpright5 = {{
    {{10, 0, 24, 12}, kBelow, kStart, kEnd, 2, false, -4},
    {{0, 6, 10, 14}, kBelow, kEnd, kEnd, -3},
    {{0, 15, 8, 24}, kBelow, kStart, kEnd, 2},
    {{8, 14, 16, 23}, kBelow, kStart, kEnd, -2, false, -6},
    {{16, 12, 24, 21}, kBelow, kEnd, kEnd, 3},
}};
constexpr std::array<Piece, 5> kSquare5 = {{
    {{12, 0, 24, 13}, kBelow, kMiddle, kEnd, 2, false, -6},
    {{0, 6, 12, 14}, kBelow, kEnd, kEnd, -3},
    {{0, 16, 8, 24}, kBelow, kStart, kEnd, 2},
    {{8, 14, 17, 23}, kBelow, kStart, kEnd, -2, false, -6},
    {{17, 13, 24, 22}, kBelow, kEnd, kEnd, 3},
}};
constexpr std::array<Piece, 4> kUpright4 = {{
    {{10, 0, 24, 13}, kBelow, kStart, kEnd, 2, false, -4},
    {{0, 6, 10, 15}, kBelow, kEnd, kEnd, -3},
    {{0, 16, 12, 24}, kBelow, kEnd, kEnd, 2},
    {{12, 13, 24, 23}, kBelow, kStart, kEnd, -2, false, -3},
}};
constexpr std::array<Piece, 3> kUpright3 = {{
    {{9, 0, 24, 14}, kBelow, kStart, kEnd, 2, false, -4},
    {{0, 7, 9, 18}, kBelow, kEnd, kEnd, -3},
    {{9, 14, 22, 24}, kBelow, kStart, kEnd, 3, false, -3},
}};
constexpr std::array<Piece, 5> kWide5 = {{
    {{6, 1, 14, 24}, kBelow, kMiddle, kEnd, -2},
    {{14, 0, 20, 12}, kBelow, kStart, kEnd, 3, false, -3},
    {{20, 1, 24, 13}, kBelow, kStart, kEnd, -3},
    {{0, 9, 6, 20}, kBelow, kEnd, kEnd, 3, false, 3},
    {{14, 13, 24, 24}, kRight, kStart, kEnd, -2, false, -3},
}};
constexpr std::array<Piece, 4> kWide4 = {{
    {{6, 1, 14, 24}, kBelow, kMiddle, kEnd, -2},
    {{14, 0, 22, 12}, kRight, kStart, kEnd, 3, false, -3},
    {{0, 9, 6, 20}, kBelow, kEnd, kEnd, 3, false, 3},
    {{14, 13, 24, 24}, kRight, kStart, kEnd, -2, false, -3},
}};
constexpr std::array<Piece, 3> kWide3 = {{
    {{6, 0, 14, 24}, kBelow, kEnd, kEnd, -2},
    {{14, 1, 24, 21}, kRight, kStart, kMiddle, 3, false, -3},
    {{0, 10, 6, 21}, kBelow, kEnd, kEnd, 3, false, 3},
}};

/// The words, and where the swatches stand: under the words, if they have no part of their own.
struct Rest {
  BoardWords words;
  Part swatches;
};

const Rest& RestOf(PageShape shape) {
  static constexpr std::array<Rest, 4> kRests = {{
      {{.part = {0, 0, 24, 4}, .largest_em = 3.2F, .max_lines = 2}, {}},
      {{.part = {0, 0, 8, 5}, .largest_em = 3.8F}, {0, 5, 8, 6}},
      {{.part = {0, 0, 8, 5}, .largest_em = 3.8F}, {0, 5, 8, 6}},
      {{.part = {0, 0, 6, 8}}, {0, 21, 6, 24}},
  }};
  return kRests[static_cast<std::size_t>(shape)];
}

// The page's colours as chips in a row.
void PlaceSwatches(PageBuilder& page, const Board& board, const Rect& area) {
  const float unit = page.grid().unit;
  const float height = std::min(5 * unit, area.height);
  const Extent chip = {.width = height, .height = height};
  if (height < 2 * unit) {
    return;
  }
  float x = area.x;
  for (const Colour& colour : StoryColours(page.products(), kSwatches)) {
    const Rect rect = {.x = x, .y = area.y, .width = chip.width, .height = chip.height};
    if (x + chip.width <= area.x + area.width && board.IsFree(rect)) {
      page.PlaceRect({.rect = rect, .colour = colour});
      x += chip.width + 0.6F * unit;
    }
  }
}

// A strip of paper tape over the middle of a print's upper edge, in its turn a little askew.
void PlaceTape(PageBuilder& page, const Board::Item& item) {
  const PageGrid& grid = page.grid();
  const Extent frame = item.placement.fit.frame;
  const float unit = grid.unit;
  const Extent tape = {.width = std::min(9.0F * unit, 0.4F * frame.width),
                       .height = std::min(2.6F * unit, 0.2F * frame.height)};
  const float degrees = item.placement.rotation_deg;
  // Where the turned picture has the middle of its upper edge.
  const Direction direction = DirectionOf(degrees);
  const float middle_x = item.placement.picture_x + 0.5F * frame.width;
  const float middle_y = item.placement.picture_y + 0.5F * frame.height;
  const float x = middle_x + 0.5F * frame.height * static_cast<float>(direction.sine);
  const float y = middle_y - 0.5F * frame.height * static_cast<float>(direction.cosine);
  page.PlaceRect({.rect = {.x = x - 0.5F * tape.width,
                           .y = y - 0.4F * tape.height,
                           .width = tape.width,
                           .height = tape.height},
                  .colour = page.dark() ? Colour{198, 190, 172, 150} : Colour{236, 228, 206, 205},
                  .rotation_deg = -0.6F * degrees});
}

// The paper of a print, which shows where the picture was cut out.
void PlaceCard(PageBuilder& page, const Board::Item& item) {
  if (!page.SizeOf(item.placement.product).Exists()) {
    return;
  }
  const PageGrid& grid = page.grid();
  const float pixel = 1 / grid.device_pixel_ratio;
  const Extent frame = item.placement.fit.frame;
  page.PlaceRect({.rect = {.x = grid.Snap(item.placement.picture_x) + pixel,
                           .y = grid.Snap(item.placement.picture_y) + pixel,
                           .width = std::max(pixel, frame.width - 2 * pixel),
                           .height = std::max(pixel, frame.height - 2 * pixel)},
                  .colour = page.palette().panel,
                  .rotation_deg = item.placement.rotation_deg});
}

}  // namespace

void ArrangeMoodBoard(PageBuilder& page) {
  static constexpr PiecesOfShapes kPieces = {{{kTall3, kTall4, kTall5},
                                              {kUpright3, kUpright4, kUpright5},
                                              {kUpright3, kUpright4, kSquare5},
                                              {kWide3, kWide4, kWide5}}};
  if (page.products().size() < 3) {
    ArrangeDiptych(page);
    return;
  }
  const float unit = page.grid().unit;
  Board board(page, unit);
  const PageShape shape = ShapeOf(page.grid());
  const std::span<const Piece> pieces =
      kPieces[static_cast<std::size_t>(shape)][page.products().size() - 3];
  const Rest& rest = RestOf(shape);
  board.Write(rest.words);
  board.KeepFree(1.6F * unit);
  board.Add(pieces);
  board.Overlap(pieces, kMostCovered);
  if (!board.fits()) {
    ArrangeGridOfSix(page);
    return;
  }
  Rect swatches = board.At(rest.swatches);
  const float below = board.PlaceWords() + 3 * unit;
  if (rest.swatches.right == 0) {
    swatches = board.At(rest.words.part);
    swatches.height += swatches.y - below;
    swatches.y = below;
  }
  PlaceSwatches(page, board, swatches);
  for (const Board::Item& item : board.items()) {
    PlaceCard(page, item);
    board.PlaceItem(item);
    PlaceTape(page, item);
  }
}

}  // namespace vitrine
