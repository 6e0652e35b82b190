// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/lookbook/text_shaper.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// One line as it will be painted.
struct TextLine {
  std::string text;
  float width_px = 0;  ///< As the shaper measured it.
};

/// Text broken into lines.
struct BrokenText {
  std::vector<TextLine> lines;
  bool complete = true;     ///< False when the text was shortened and ends with an ellipsis.
  bool words_whole = true;  ///< False when a word had to be broken.
};

/// The room that a text has.
struct LineLimits {
  float width_px = 0;
  std::size_t max_lines = 1;
};

/// Makes text from a feed fit to be shown on one line: invalid UTF-8 becomes U+FFFD, control
/// characters and runs of white space become one space, soft hyphens go, zero-width spaces between
/// characters stay, the ends are trimmed.
std::string CleanText(std::string_view text);

/// Upper case of the Latin, Greek and Cyrillic letters that have a single capital, the Greek ones
/// without accents; everything else stays as it is.
std::string UpperCase(std::string_view text);

/// Whether its letters may be set further apart: not where they join, are written from the right,
/// or carry marks of their own.
bool TakesTracking(std::string_view text);

/// Whether a text reads from right to left, by its first letter that has a direction. `otherwise`
/// is said of a text without one. Source: Unicode Standard Annex 9, rules P2 and P3.
bool ReadsFromRight(std::string_view text, bool otherwise);

/// Breaks one paragraph into lines that are at most `limits.width_px` wide.
///
/// Lines break after spaces, hyphens, dashes and slashes, and around East Asian characters except
/// before their closing and after their opening punctuation. A word wider than the line is broken
/// between characters, never inside a combining sequence. What does not fit into the last line ends
/// with an ellipsis; a line narrower than that gets nothing.
///
/// @param text Clean, see CleanText.
/// Cost: about two measurements for each word.
BrokenText BreakLines(std::string_view text, const TextStyle& style, const LineLimits& limits,
                      TextShaper& shaper);

/// The same lines count as BreakLines gives, of lengths as even as possible. For headlines and
/// titles.
BrokenText BalanceLines(std::string_view text, const TextStyle& style, const LineLimits& limits,
                        TextShaper& shaper);

}  // namespace vitrine
