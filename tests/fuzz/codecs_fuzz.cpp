// SPDX-License-Identifier: Apache-2.0
// Any bytes as a picture of any format: an error that says something, or a picture within the
// limits.
#include "tests/fuzz/require.h"

#include "sdk/codecs/codecs.h"

#include <cstddef>
#include <cstdint>
#include <span>

using vitrine::testing::Require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMostPixels = 1'000'000;
  const auto picture =
      vitrine::DecodePicture(std::as_bytes(std::span(data, size)), {.max_pixels = kMostPixels});
  if (!picture) {
    Require(!picture.error().message.empty());
    return 0;
  }
  Require(picture->pixels().size() <= kMostPixels * 4);
  Require(picture->width() > 0 && picture->height() > 0);
  for (std::size_t i = 0; i < picture->pixels().size(); i += 4) {
    const auto pixel = picture->pixels().subspan(i, 4);
    Require(pixel[0] <= pixel[3] && pixel[1] <= pixel[3] && pixel[2] <= pixel[3]);
  }
  return 0;
}
