// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/stored_pixels.h>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>

namespace vitrine {
namespace {

// x / 255, rounded, for x up to 255 * 255.
std::uint8_t DivideBy255(std::uint32_t x) {
  return static_cast<std::uint8_t>((x + 128 + ((x + 128) >> 8U)) >> 8U);
}

void Premultiply(std::span<std::uint8_t> pixels) {
  for (std::size_t i = 0; i < pixels.size(); i += 4) {
    const std::uint32_t alpha = pixels[i + 3];
    pixels[i] = DivideBy255(pixels[i] * alpha);
    pixels[i + 1] = DivideBy255(pixels[i + 1] * alpha);
    pixels[i + 2] = DivideBy255(pixels[i + 2] * alpha);
  }
}

// A colour is converted before it is multiplied, because the curves are not straight.
void Finish(std::span<std::uint8_t> pixels, const ImageInfo& info,
            const std::optional<SrgbConversion>& to_srgb) {
  if (to_srgb) {
    to_srgb->Apply(pixels);
  }
  if (info.has_alpha) {
    Premultiply(pixels);
  }
}

// Turns the stored picture upright. From 5 on, what is stored as a row is shown as a column; the
// names say which way the stored columns and rows run.
Result<Image> Upright(const std::uint8_t* stored, const ImageInfo& info) {
  const std::uint8_t orientation = info.orientation;
  const bool transposed = orientation >= 5;
  const bool right_to_left =
      orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool bottom_up =
      orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  Result<Image> image = transposed ? Image::CreateForOverwrite(info.height, info.width)
                                   : Image::CreateForOverwrite(info.width, info.height);
  if (!image) {
    return image;
  }
  const auto stored_width = static_cast<std::size_t>(info.width);
  const auto stored_height = static_cast<std::size_t>(info.height);
  if (orientation == 1) {
    std::memcpy(image->pixels().data(), stored, stored_width * stored_height * 4);
    return image;
  }
  const auto width = static_cast<std::size_t>(image->width());
  const auto height = static_cast<std::size_t>(image->height());
  std::uint8_t* to = image->pixels().data();
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < width; ++x, to += 4) {
      std::size_t from_x = transposed ? y : x;
      std::size_t from_y = transposed ? x : y;
      from_x = right_to_left ? stored_width - 1 - from_x : from_x;
      from_y = bottom_up ? stored_height - 1 - from_y : from_y;
      std::memcpy(to, stored + (from_y * stored_width + from_x) * 4, 4);
    }
  }
  return image;
}

}  // namespace

Result<Image> ImageOfStored(const std::uint8_t* stored, const ImageInfo& info,
                            const std::optional<SrgbConversion>& to_srgb) {
  Result<Image> image = Upright(stored, info);
  if (image) {
    Finish(image->pixels(), info, to_srgb);
  }
  return image;
}

Result<Image> ImageOfStored(Image stored, const ImageInfo& info,
                            const std::optional<SrgbConversion>& to_srgb) {
  if (info.orientation != 1) {
    return ImageOfStored(stored.pixels().data(), info, to_srgb);
  }
  Finish(stored.pixels(), info, to_srgb);
  return stored;
}

std::vector<std::uint8_t> StoredOfImage(const ImageView& image) {
  const std::size_t row_bytes = static_cast<std::size_t>(image.width) * 4;
  std::vector<std::uint8_t> straight(row_bytes * static_cast<std::size_t>(image.height));
  std::uint8_t* to = straight.data();
  for (std::size_t y = 0; y < static_cast<std::size_t>(image.height); ++y) {
    const std::uint8_t* from = image.pixels + y * image.stride;
    for (std::size_t x = 0; x < row_bytes; x += 4, to += 4) {
      const std::uint32_t alpha = from[x + 3];
      to[3] = from[x + 3];
      for (std::size_t channel = 0; alpha != 0 && channel < 3; ++channel) {
        const std::uint32_t value = (from[x + channel] * 255U + alpha / 2) / alpha;
        to[channel] = static_cast<std::uint8_t>(std::min(value, 255U));
      }
    }
  }
  return straight;
}

Result<Image> OnBackdrop(const ImageView& image, Colour backdrop) {
  Result<Image> opaque = Image::CreateForOverwrite(image.width, image.height);
  if (!opaque) {
    return opaque;
  }
  const std::size_t row_bytes = opaque->stride();
  std::uint8_t* to = opaque->pixels().data();
  for (std::size_t y = 0; y < static_cast<std::size_t>(image.height); ++y) {
    const std::uint8_t* from = image.pixels + y * image.stride;
    for (std::size_t x = 0; x < row_bytes; x += 4, to += 4) {
      const std::uint32_t clear = 255U - from[x + 3];
      // Premultiplied, a channel is never more than its alpha, so the sum is one at most.
      to[0] = static_cast<std::uint8_t>(from[x] + DivideBy255(backdrop.r * clear));
      to[1] = static_cast<std::uint8_t>(from[x + 1] + DivideBy255(backdrop.g * clear));
      to[2] = static_cast<std::uint8_t>(from[x + 2] + DivideBy255(backdrop.b * clear));
      to[3] = 255;
    }
  }
  return opaque;
}

}  // namespace vitrine
