// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/arrangements.h>
#include <vitrine/lookbook/board.h>

#include <array>

namespace vitrine {
namespace {

using enum CaptionSide;
using enum Stand;

// Where the field of a tall page begins, between the margins.
constexpr float kFieldTop = 14.0F / 24;

struct Halves {
  BoardWords words;
  std::array<Piece, 2> pieces;
};

constexpr Halves kTall = {{.part = {0, 0, 24, 4}, .largest_em = 3.2F, .max_lines = 2},
                          {{{{0, 4, 24, 13}, kRight, kStart, kEnd, 0, true},
                            {{0, 15, 24, 24}, kLeft, kEnd, kEnd, 0, true}}}};
constexpr Halves kUpright = {{.part = {0, 0, 11, 6}},
                             {{{{0, 7, 11, 24}, kBelow, kEnd, kEnd, 0, true},
                               {{13, 0, 24, 17}, kBelow, kStart, kStart, 0, true}}}};
constexpr Halves kWide = {{.part = {0, 19, 11, 24}, .largest_em = 3.6F, .max_lines = 2},
                          {{{{0, 0, 11, 18}, kRight, kStart, kStart, 0, true},
                            {{13, 4, 24, 24}, kRight, kStart, kEnd, 0, true}}}};

// The half of the page with the second product.
Rect FieldOf(const PageGrid& grid) {
  if (ShapeOf(grid) == PageShape::kTall) {
    const float top = grid.Snap(kFieldTop * (grid.bottom() - grid.margin_y) + grid.margin_y);
    return {.x = 0, .y = top, .width = grid.width, .height = grid.height - top};
  }
  const float left = grid.Snap(0.5F * grid.width);
  return {.x = left, .y = 0, .width = grid.width - left, .height = grid.height};
}

}  // namespace

void ArrangeDiptych(PageBuilder& page) {
  if (page.products().size() < 2) {
    ArrangeCover(page);
    return;
  }
  const PageShape shape = ShapeOf(page.grid());
  const Halves& halves = shape == PageShape::kTall   ? kTall
                         : shape == PageShape::kWide ? kWide
                                                     : kUpright;
  Board board(page, 0);
  board.DropWhite(true);
  board.Write(halves.words);
  board.Add(halves.pieces[0]);
  board.DropWhite(false);
  page.UseOneInk(true);
  board.Add(halves.pieces[1]);
  page.UseOneInk(false);
  if (!board.fits()) {
    ArrangeGridOfSix(page);
    return;
  }
  page.PlaceRect({.rect = FieldOf(page.grid()), .colour = page.FieldOf(1)});
  board.PlaceWords();
  board.PlaceItems();
}

}  // namespace vitrine
