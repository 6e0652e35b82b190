// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/arrangements.h>
#include <vitrine/lookbook/board.h>

#include <array>

namespace vitrine {
namespace {

using enum CaptionSide;
using enum Stand;

constexpr BoardWords kWordsTall = {.part = {0, 0, 24, 4}, .largest_em = 3.2F, .max_lines = 2};
constexpr BoardWords kWords = {.part = {0, 0, 24, 4}, .largest_em = 4.8F, .max_lines = 1};
constexpr BoardWords kWordsWide = {.part = {0, 0, 6, 24}, .max_lines = 6};

constexpr std::array<Piece, 4> kTall4 = {{
    {{0, 4, 13, 15}, kAbove, kEnd, kEnd},
    {{13, 4, 24, 15}, kAbove, kStart, kEnd},
    {{0, 15, 13, 24}, kBelow, kEnd, kStart},
    {{13, 15, 24, 24}, kBelow, kStart, kStart},
}};
constexpr std::array<Piece, 3> kTall3 = {{
    {{0, 4, 14, 24}, kBelow, kEnd, kMiddle},
    {{14, 4, 24, 14}, kAbove, kStart, kEnd},
    {{14, 14, 24, 24}, kBelow, kStart, kStart},
}};
constexpr std::array<Piece, 4> kUpright4 = {{
    {{0, 5, 13, 15}, kAbove, kEnd, kEnd},
    {{13, 4, 24, 13}, kAbove, kStart, kEnd},
    {{0, 15, 13, 24}, kBelow, kEnd, kStart},
    {{13, 13, 24, 24}, kBelow, kStart, kStart},
}};
constexpr std::array<Piece, 3> kUpright3 = {{
    {{0, 5, 14, 24}, kBelow, kEnd, kMiddle},
    {{14, 4, 24, 14}, kAbove, kStart, kEnd},
    {{14, 14, 24, 24}, kBelow, kStart, kStart},
}};
constexpr std::array<Piece, 4> kWide4 = {{
    {{6, 0, 15, 13}, kLeft, kEnd, kEnd, 0, false, 0, kStart},
    {{15, 0, 24, 11}, kRight, kStart, kEnd, 0, false, 0, kStart},
    {{6, 13, 15, 24}, kLeft, kEnd, kStart},
    {{15, 11, 24, 24}, kRight, kStart, kStart},
}};
constexpr std::array<Piece, 3> kWide3 = {{
    {{6, 0, 15, 24}, kLeft, kEnd, kMiddle},
    {{15, 0, 24, 12}, kRight, kStart, kEnd, 0, false, 0, kStart},
    {{15, 12, 24, 24}, kRight, kStart, kStart},
}};

}  // namespace

void ArrangeOutfit(PageBuilder& page) {
  static constexpr PiecesOfShapes kPieces = {{{kTall3, kTall4, {}},
                                              {kUpright3, kUpright4, {}},
                                              {kUpright3, kUpright4, {}},
                                              {kWide3, kWide4, {}}}};
  static constexpr std::array<BoardWords, 4> kWordsOfShapes = {kWordsTall, kWords, kWords,
                                                               kWordsWide};
  ArrangeBoard(page, 0.5F, kPieces, kWordsOfShapes);
}

}  // namespace vitrine
