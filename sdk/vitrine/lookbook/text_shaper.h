// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace vitrine {

/// The faces a lookbook is set in. Which files stand behind them is up to the TextShaper.
enum class Typeface : std::uint8_t {
  kHeadline,    ///< A characterful serif.
  kBody,        ///< A quiet sans, regular.
  kBodyStrong,  ///< The same sans, semi-bold; tabular figures for prices.
};

/// How a run of text is set. Sizes are CSS pixels.
struct TextStyle {
  Typeface typeface = Typeface::kBody;
  float size_px = 16;
  float tracking_em = 0;  ///< Extra space after each character, in ems.

  bool operator==(const TextStyle&) const = default;
};

/// How far ordinary letters ("d", "p") of a typeface reach from the baseline, in ems. The layout
/// counts with these, whatever the font files say of themselves.
struct LetterReach {
  float ascent_em = 0;
  float descent_em = 0;
};

LetterReach ReachOf(Typeface typeface);

/// Measures text. A port: the browser's canvas or FreeType with HarfBuzz stands behind it, with the
/// same font files, so that both lay out the same lines.
class TextShaper {
 public:
  virtual ~TextShaper() = default;

  /// The advance width of one line of text in CSS pixels, kerned, unhinted, without rounding.
  /// @param text UTF-8, no line breaks.
  virtual float MeasureWidth(std::string_view text, const TextStyle& style) = 0;
};

}  // namespace vitrine
