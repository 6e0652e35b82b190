// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/lookbook/text_shaper.h>

#include <cstddef>
#include <string_view>

namespace vitrine {

/// Measures by rule instead of by a font file, so that a test can say what fits: narrow characters
/// are 0.25 em wide, capitals 0.7 em, all others 0.5 em; no kerning.
class RuledShaper final : public TextShaper {
 public:
  float MeasureWidth(std::string_view text, const TextStyle& style) override {
    ++calls;
    float ems = 0;
    for (const char byte : text) {
      const bool continuation = (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
      ems += continuation ? 0 : WidthOf(byte) + style.tracking_em;
    }
    return ems * style.size_px;
  }

  std::size_t calls = 0;

 private:
  static float WidthOf(char byte) {
    if (std::string_view(" ijl.,:;|'!").contains(byte)) {
      return 0.25F;
    }
    return byte >= 'A' && byte <= 'Z' ? 0.7F : 0.5F;
  }
};

}  // namespace vitrine
