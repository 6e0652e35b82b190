// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/arrangements.h>
#include <vitrine/lookbook/board.h>
#include <vitrine/lookbook/story_colours.h>

#include <array>
#include <span>

namespace vitrine {
namespace {

using enum CaptionSide;
using enum Stand;

constexpr std::size_t kSwatches = 5;

/// The first product stands on the field, which reaches from the page's left and upper edges to
/// `field_right` or, where that is all of the width, to `field_bottom`.
struct Story {
  BoardWords words;
  bool words_on_field = false;
  std::uint8_t field_right = 24;
  std::uint8_t field_bottom = 24;
  std::span<const Piece> four;
  std::span<const Piece> three;
};

constexpr std::array<Piece, 4> kTall4 = {{
    {{0, 4, 24, 13}, kRight, kStart, kEnd, 0, true},
    {{0, 15, 8, 24}, kBelow, kStart, kStart},
    {{8, 15, 16, 24}, kBelow, kStart, kStart},
    {{16, 15, 24, 24}, kBelow, kStart, kStart},
}};
constexpr std::array<Piece, 3> kTall3 = {{
    {{0, 4, 24, 13}, kRight, kStart, kEnd, 0, true},
    {{0, 15, 12, 24}, kBelow, kStart, kStart},
    {{12, 15, 24, 24}, kBelow, kStart, kStart},
}};
constexpr std::array<Piece, 4> kUpright4 = {{
    {{0, 1, 11, 24}, kBelow, kMiddle, kMiddle, 0, true},
    {{14, 9, 24, 14}, kRight, kStart, kEnd},
    {{14, 14, 24, 19}, kRight, kStart, kEnd},
    {{14, 19, 24, 24}, kRight, kStart, kEnd},
}};
constexpr std::array<Piece, 3> kUpright3 = {{
    {{0, 1, 11, 24}, kBelow, kMiddle, kMiddle, 0, true},
    {{14, 9, 24, 16}, kRight, kStart, kEnd},
    {{14, 17, 24, 24}, kRight, kStart, kEnd},
}};
constexpr std::array<Piece, 4> kWide4 = {{
    {{0, 0, 9, 24}, kBelow, kMiddle, kMiddle, 0, true},
    {{12, 11, 16, 24}, kBelow, kStart, kEnd},
    {{16, 11, 20, 24}, kBelow, kStart, kEnd},
    {{20, 11, 24, 24}, kBelow, kStart, kEnd},
}};
constexpr std::array<Piece, 3> kWide3 = {{
    {{0, 0, 9, 24}, kBelow, kMiddle, kMiddle, 0, true},
    {{12, 10, 18, 24}, kBelow, kStart, kEnd},
    {{18, 10, 24, 24}, kBelow, kStart, kEnd},
}};

Rect FieldOf(const PageGrid& grid, const Board& board, const Story& story) {
  const Rect edges = board.At({0, 0, story.field_right, story.field_bottom});
  Rect field = {.x = 0, .y = 0, .width = grid.width, .height = grid.height};
  if (story.field_right < 24) {
    field.width = grid.Snap(edges.x + edges.width);
  } else {
    field.height = grid.Snap(edges.y + edges.height);
  }
  return field;
}

// The colours of the products as a strip along the field's inner edge.
void PlaceSwatches(PageBuilder& page, const Rect& field) {
  const PageGrid& grid = page.grid();
  const float thickness = grid.Snap(1.6F * grid.unit);
  const std::vector<Colour> colours = StoryColours(page.products(), kSwatches);
  const auto count = static_cast<float>(colours.size());
  const bool upright = field.width < grid.width;
  float from = 0;
  for (std::size_t i = 0; i < colours.size(); ++i) {
    const float share = static_cast<float>(i + 1) / count;
    const float to = grid.Snap(share * (upright ? field.height : field.width));
    Rect rect = {.x = from, .y = field.height - thickness, .width = to - from, .height = thickness};
    if (upright) {
      rect = {.x = field.width - thickness, .y = from, .width = thickness, .height = to - from};
    }
    page.PlaceRect({.rect = rect, .colour = colours[i]});
    from = to;
  }
}

const Story& StoryOf(PageShape shape) {
  static constexpr std::array<Story, 4> kStories = {{
      {{.part = {0, 0, 24, 4}, .largest_em = 3.2F, .max_lines = 2}, true, 24, 14, kTall4, kTall3},
      {{.part = {14, 0, 24, 8}}, false, 13, 24, kUpright4, kUpright3},
      {{.part = {14, 0, 24, 8}}, false, 13, 24, kUpright4, kUpright3},
      {{.part = {12, 0, 24, 9}}, false, 11, 24, kWide4, kWide3},
  }};
  return kStories[static_cast<std::size_t>(shape)];
}

}  // namespace

void ArrangeColourStory(PageBuilder& page) {
  const std::size_t count = page.products().size();
  if (count < 3) {
    ArrangeDiptych(page);
    return;
  }
  const Story& story = StoryOf(ShapeOf(page.grid()));
  Board board(page, 1.4F * page.grid().unit);
  page.UseOneInk(true);
  const std::span<const Piece> pieces = count == 4 ? story.four : story.three;
  board.Add(pieces[0]);
  page.UseOneInk(story.words_on_field);
  board.Write(story.words);
  page.UseOneInk(false);
  board.DropWhite(true);
  for (const Piece& piece : pieces.subspan(1)) {
    board.Add(piece);
  }
  if (!board.fits()) {
    ArrangeGridOfSix(page);
    return;
  }
  const Rect field = FieldOf(page.grid(), board, story);
  page.PlaceRect({.rect = field, .colour = page.FieldOf(0)});
  PlaceSwatches(page, field);
  page.UseOneInk(story.words_on_field);
  board.PlaceWords();
  page.UseOneInk(false);
  board.PlaceItems();
}

}  // namespace vitrine
