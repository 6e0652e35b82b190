// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/arrangements.h>
#include <vitrine/lookbook/board.h>

#include <algorithm>
#include <array>

namespace vitrine {
namespace {

using enum CaptionSide;
using enum Stand;

struct Quote {
  BoardWords line;
  Piece piece;
};

constexpr Quote kTall = {
    {.part = {0, 13, 24, 24}, .largest_em = 5.4F, .max_lines = 6, .text = {}, .low = true},
    {{2, 1, 24, 12}, kLeft, kEnd, kStart, 0, true}};
constexpr Quote kUpright = {
    {.part = {0, 13, 24, 24}, .largest_em = 8.6F, .max_lines = 4, .text = {}, .low = true},
    {{5, 1, 24, 12}, kLeft, kEnd, kStart, 0, true}};
constexpr Quote kWide = {
    {.part = {0, 2, 14, 24}, .largest_em = 8.5F, .max_lines = 5, .text = {}, .low = true},
    {{15, 0, 24, 24}, kBelow, kEnd, kEnd, 0, true}};

// What the shop says of a product first, where that is a line to read at this size.
std::string_view FirstSentence(std::string_view description) {
  constexpr std::size_t kShortest = 12;
  constexpr std::size_t kLongest = 90;
  for (std::size_t i = 0; i < description.size() && i < kLongest; ++i) {
    const bool ends = std::string_view(".!?").contains(description[i]);
    if (ends && (i + 1 == description.size() || description[i + 1] == ' ')) {
      return i + 1 < kShortest ? std::string_view() : description.substr(0, i + 1);
    }
  }
  return {};
}

// The shop's own sentence about the product; else the page's words, unless they are one or two and
// the reason says more. All are true; nothing is made up.
std::string_view LineOf(const PageBuilder& page) {
  if (const auto sentence = FirstSentence(page.products()[0].description); !sentence.empty()) {
    return sentence;
  }
  const std::string_view headline = page.words().headline;
  const std::string_view reason = page.products()[0].reason;
  const bool short_headline = std::ranges::count(headline, ' ') < 2;
  return short_headline && reason.size() > headline.size() ? reason : headline;
}

}  // namespace

void ArrangeQuoteProduct(PageBuilder& page) {
  if (page.products().empty()) {
    ArrangeWords(page);
    return;
  }
  const PageShape shape = ShapeOf(page.grid());
  Quote quote = shape == PageShape::kTall ? kTall : shape == PageShape::kWide ? kWide : kUpright;
  quote.line.text = LineOf(page);
  quote.piece.says_reason = quote.line.text != page.products()[0].reason;
  Board board(page, 0);
  board.Write(quote.line);
  board.Add(quote.piece);
  if (quote.line.text.empty() || !board.fits()) {
    ArrangeCover(page);
    return;
  }
  board.PlaceWords();
  board.PlaceItems();
}

}  // namespace vitrine
