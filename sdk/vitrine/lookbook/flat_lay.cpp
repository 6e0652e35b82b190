// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/arrangements.h>
#include <vitrine/lookbook/board.h>

#include <array>
#include <span>

namespace vitrine {
namespace {

using enum CaptionSide;
using enum Stand;

constexpr BoardWords kWordsTall = {.part = {0, 0, 24, 4}, .largest_em = 3.4F, .max_lines = 2};
constexpr BoardWords kWords = {.part = {0, 0, 9, 6}};
constexpr BoardWords kWordsWide = {.part = {0, 0, 7, 9}};

// For each shape: five, four and three.
constexpr std::array<Piece, 5> kTall5 = {{
    {{8, 4, 24, 14}, kBelow, kEnd, kEnd, -3},
    {{0, 6, 8, 14}, kBelow, kStart, kEnd, 5},
    {{0, 14, 9, 24}, kBelow, kStart, kMiddle, -4},
    {{9, 14, 17, 23}, kBelow, kStart, kMiddle, 3},
    {{17, 15, 24, 24}, kBelow, kEnd, kMiddle, -6},
}};
constexpr std::array<Piece, 4> kTall4 = {{
    {{8, 4, 24, 14}, kBelow, kEnd, kEnd, -3},
    {{0, 6, 8, 14}, kBelow, kStart, kEnd, 5},
    {{0, 14, 13, 24}, kBelow, kStart, kMiddle, 3},
    {{13, 15, 24, 23}, kBelow, kEnd, kMiddle, -5},
}};
constexpr std::array<Piece, 3> kTall3 = {{
    {{4, 4, 24, 15}, kBelow, kEnd, kEnd, -3},
    {{0, 15, 13, 24}, kBelow, kStart, kMiddle, 4},
    {{13, 16, 24, 23}, kBelow, kEnd, kMiddle, -5},
}};
constexpr std::array<Piece, 5> kUpright5 = {{
    {{10, 0, 24, 13}, kBelow, kEnd, kStart, -3},
    {{0, 7, 10, 15}, kBelow, kStart, kMiddle, 4},
    {{0, 16, 8, 24}, kBelow, kStart, kEnd, -5},
    {{8, 15, 16, 24}, kBelow, kMiddle, kMiddle, 3},
    {{16, 13, 24, 23}, kBelow, kEnd, kMiddle, 6},
}};
constexpr std::array<Piece, 4> kUpright4 = {{
    {{9, 0, 24, 14}, kBelow, kEnd, kStart, -3},
    {{0, 7, 9, 16}, kBelow, kStart, kMiddle, 5},
    {{0, 16, 11, 24}, kBelow, kMiddle, kEnd, -4},
    {{12, 14, 24, 24}, kBelow, kEnd, kMiddle, 4},
}};
constexpr std::array<Piece, 3> kUpright3 = {{
    {{9, 1, 24, 15}, kBelow, kEnd, kStart, -3},
    {{0, 8, 8, 18}, kBelow, kStart, kMiddle, 5},
    {{8, 15, 21, 24}, kBelow, kMiddle, kEnd, 4},
}};
constexpr std::array<Piece, 5> kWide5 = {{
    {{7, 0, 16, 24}, kBelow, kMiddle, kMiddle, -3},
    {{0, 9, 7, 24}, kBelow, kStart, kMiddle, 4},
    {{16, 0, 24, 12}, kRight, kStart, kStart, 5},
    {{16, 12, 20, 24}, kBelow, kStart, kEnd, -5},
    {{20, 12, 24, 23}, kBelow, kEnd, kEnd, 3},
}};
constexpr std::array<Piece, 4> kWide4 = {{
    {{7, 0, 16, 24}, kBelow, kMiddle, kMiddle, -3},
    {{0, 9, 7, 24}, kBelow, kStart, kMiddle, 4},
    {{16, 0, 24, 12}, kRight, kStart, kStart, 5},
    {{16, 12, 24, 24}, kRight, kStart, kEnd, -4},
}};
constexpr std::array<Piece, 3> kWide3 = {{
    {{7, 0, 16, 24}, kBelow, kMiddle, kMiddle, -3},
    {{0, 9, 7, 24}, kBelow, kStart, kMiddle, 4},
    {{16, 2, 24, 21}, kBelow, kEnd, kMiddle, 5},
}};

}  // namespace

void ArrangeFlatLay(PageBuilder& page) {
  static constexpr PiecesOfShapes kPieces = {{{kTall3, kTall4, kTall5},
                                              {kUpright3, kUpright4, kUpright5},
                                              {kUpright3, kUpright4, kUpright5},
                                              {kWide3, kWide4, kWide5}}};
  static constexpr std::array<BoardWords, 4> kWordsOfShapes = {kWordsTall, kWords, kWords,
                                                               kWordsWide};
  ArrangeBoard(page, 1.5F, kPieces, kWordsOfShapes);
}

}  // namespace vitrine
