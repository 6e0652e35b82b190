// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/lookbook/text_shaper.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

// FreeType's opaque face.
struct FT_FaceRec_;

namespace vitrine::cli {

/// A glyph of a shaped line. Lengths are CSS pixels; y grows downwards.
struct Glyph {
  FT_FaceRec_* face = nullptr;  ///< Owned by the FontShaper.
  std::uint32_t index = 0;
  float x = 0;  ///< Origin, from the start of the line.
  float y = 0;  ///< Origin, from the baseline.
};

/// A shaped line of text.
struct GlyphRun {
  std::vector<Glyph> glyphs;
  float width_px = 0;
};

/// Shapes text with HarfBuzz from the lookbook's font files, unhinted, in the font's own units, so
/// that widths scale exactly with the size.
///
/// A typeface is a list of files; each character is set from the first file that has it, as
/// `unicode-range` does in a browser. Runs are laid from left to right in the order of the text.
class FontShaper final : public TextShaper {
 public:
  /// Loads Fraunces and Source Sans 3 from a folder of @fontsource packages
  /// (`<folder>/fraunces/files/fraunces-latin-400-normal.woff2`, ...).
  /// Errors: kFetch with the file that is missing or that FreeType cannot read.
  static Result<FontShaper> Load(const std::filesystem::path& folder);

  FontShaper(FontShaper&&) noexcept;
  FontShaper& operator=(FontShaper&&) noexcept;
  ~FontShaper() override;

  float MeasureWidth(std::string_view text, const TextStyle& style) override;

  GlyphRun Shape(std::string_view text, const TextStyle& style) const;

 private:
  struct Library;
  struct Font;

  FontShaper();

  const Font* FindFont(Typeface typeface, std::uint32_t character) const;

  std::unique_ptr<Library> library_;
  std::vector<std::vector<Font>> typefaces_;  // Typeface, then file.
};

}  // namespace vitrine::cli
