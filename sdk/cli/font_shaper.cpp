// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/font_shaper.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <hb-ft.h>
#include <hb.h>

#include <array>
#include <string>
#include <utility>

namespace vitrine::cli {
namespace {

struct Release {
  void operator()(hb_buffer_t* buffer) const { hb_buffer_destroy(buffer); }
  void operator()(hb_font_t* font) const { hb_font_destroy(font); }
  void operator()(FT_FaceRec_* face) const { FT_Done_Face(face); }
};

template <typename T>
using Owned = std::unique_ptr<T, Release>;

struct TypefaceFiles {
  std::string_view package;
  std::string_view weight;
};

// In the order of Typeface. Source Sans 3 has tabular figures unless asked otherwise.
constexpr std::array<TypefaceFiles, 3> kTypefaces = {{
    {"fraunces", "400"},
    {"source-sans-3", "400"},
    {"source-sans-3", "600"},
}};
constexpr std::array<std::string_view, 2> kSubsets = {"latin", "latin-ext"};

std::filesystem::path FontPath(const std::filesystem::path& folder, const TypefaceFiles& files,
                               std::string_view subset) {
  const std::string package(files.package);
  return folder / package / "files" /
         (package + "-" + std::string(subset) + "-" + std::string(files.weight) + "-normal.woff2");
}

// Marks stay in the font of the letter they sit on.
bool IsMark(std::uint32_t character) {
  const auto category = hb_unicode_general_category(hb_unicode_funcs_get_default(), character);
  return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK ||
         category == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK ||
         category == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK ||
         category == HB_UNICODE_GENERAL_CATEGORY_FORMAT;
}

// The characters of a text with the byte each starts at, decoded by HarfBuzz: what is not valid
// UTF-8 becomes U+FFFD.
std::vector<hb_glyph_info_t> Characters(std::string_view text) {
  const Owned<hb_buffer_t> buffer(hb_buffer_create());
  hb_buffer_add_utf8(buffer.get(), text.data(), static_cast<int>(text.size()), 0,
                     static_cast<int>(text.size()));
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
  return {infos, infos + count};
}

// Letter-spaced text is set without ligatures, as CSS has it.
std::vector<hb_feature_t> Features(const TextStyle& style) {
  if (style.tracking_em == 0) {
    return {};
  }
  std::vector<hb_feature_t> features;
  for (const hb_tag_t tag : {HB_TAG('l', 'i', 'g', 'a'), HB_TAG('c', 'l', 'i', 'g')}) {
    features.push_back({tag, 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END});
  }
  return features;
}

// Adds a shaped buffer to the line, with the style's tracking behind each cluster.
void Append(hb_buffer_t* buffer, FT_Face face, const TextStyle& style, GlyphRun& run) {
  unsigned count = 0;
  const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer, &count);
  const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer, &count);
  const float scale = style.size_px / static_cast<float>(face->units_per_EM);
  for (unsigned i = 0; i < count; ++i) {
    run.glyphs.push_back({face, infos[i].codepoint,
                          run.width_px + static_cast<float>(positions[i].x_offset) * scale,
                          static_cast<float>(-positions[i].y_offset) * scale});
    run.width_px += static_cast<float>(positions[i].x_advance) * scale;
    if (i + 1 == count || infos[i + 1].cluster != infos[i].cluster) {
      run.width_px += style.tracking_em * style.size_px;
    }
  }
}

}  // namespace

struct FontShaper::Library {
  Library() { FT_Init_FreeType(&handle); }
  ~Library() { FT_Done_FreeType(handle); }
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  FT_Library handle = nullptr;
};

struct FontShaper::Font {
  Owned<FT_FaceRec_> face;
  Owned<hb_font_t> shaper;  // Scaled in the font's units.
};

FontShaper::FontShaper() : library_(std::make_unique<Library>()) {}
FontShaper::FontShaper(FontShaper&&) noexcept = default;

FontShaper& FontShaper::operator=(FontShaper&& other) noexcept {
  // Faces must go before the library they belong to.
  typefaces_ = std::move(other.typefaces_);
  library_ = std::move(other.library_);
  return *this;
}

FontShaper::~FontShaper() { typefaces_.clear(); }

Result<FontShaper> FontShaper::Load(const std::filesystem::path& folder) {
  FontShaper shaper;
  for (const TypefaceFiles& files : kTypefaces) {
    auto& fonts = shaper.typefaces_.emplace_back();
    for (const std::string_view subset : kSubsets) {
      const std::filesystem::path path = FontPath(folder, files, subset);
      FT_Face face = nullptr;
      if (FT_New_Face(shaper.library_->handle, path.c_str(), 0, &face) != 0) {
        return Fail(ErrorCode::kFetch, "no readable font at " + path.string() +
                                           ": expected a folder of @fontsource packages");
      }
      Font font;
      font.face.reset(face);
      hb_face_t* tables = hb_ft_face_create_referenced(face);
      font.shaper.reset(hb_font_create(tables));
      hb_face_destroy(tables);
      fonts.push_back(std::move(font));
    }
  }
  return shaper;
}

const FontShaper::Font* FontShaper::FindFont(Typeface typeface, std::uint32_t character) const {
  const auto& fonts = typefaces_.at(static_cast<std::size_t>(typeface));
  for (const Font& font : fonts) {
    if (FT_Get_Char_Index(font.face.get(), character) != 0) {
      return &font;
    }
  }
  return &fonts.front();
}

GlyphRun FontShaper::Shape(std::string_view text, const TextStyle& style) const {
  GlyphRun run;
  const std::vector<hb_glyph_info_t> characters = Characters(text);
  const std::vector<hb_feature_t> features = Features(style);
  const auto end_of = [&](std::size_t i) {
    return i < characters.size() ? characters[i].cluster : static_cast<std::uint32_t>(text.size());
  };
  for (std::size_t first = 0; first < characters.size();) {
    const Font* font = FindFont(style.typeface, characters[first].codepoint);
    std::size_t last = first + 1;
    while (last < characters.size() &&
           (IsMark(characters[last].codepoint) ||
            FindFont(style.typeface, characters[last].codepoint) == font)) {
      ++last;
    }
    const Owned<hb_buffer_t> buffer(hb_buffer_create());
    hb_buffer_add_utf8(buffer.get(), text.data(), static_cast<int>(text.size()), end_of(first),
                       static_cast<int>(end_of(last) - end_of(first)));
    hb_buffer_guess_segment_properties(buffer.get());
    hb_shape(font->shaper.get(), buffer.get(), features.data(),
             static_cast<unsigned>(features.size()));
    Append(buffer.get(), font->face.get(), style, run);
    first = last;
  }
  return run;
}

float FontShaper::MeasureWidth(std::string_view text, const TextStyle& style) {
  return Shape(text, style).width_px;
}

}  // namespace vitrine::cli
