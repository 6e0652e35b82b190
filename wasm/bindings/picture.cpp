// SPDX-License-Identifier: Apache-2.0
#include "wasm/bindings/picture.h"

#include <vitrine/imaging/decode.h>

#include <emscripten/bind.h>

#include <span>
#include <string>
#include <utility>

namespace vitrine::bindings {
namespace {

// Decoding takes the pixels twice: as the decoder gives them, and aligned for our own loops.
constexpr std::size_t kDecoderCopies = 2;

Error OutOfMemory(std::size_t pixels) {
  return {ErrorCode::kOutOfMemory,
          "there is no memory left for a picture of " + std::to_string(pixels) + " pixels"};
}

}  // namespace

PictureFacts Picture::Inspect(ByteBuffer& bytes, std::size_t max_pixels) {
  PictureFacts facts;
  if (const auto info = CheckImage(bytes.bytes(), max_pixels); info) {
    facts.width = info->width;
    facts.height = info->height;
    facts.has_alpha = info->has_alpha;
    facts.upright = info->orientation == 1;
  } else {
    Status status = StatusOf(info);
    facts.code = std::move(status.code);
    facts.message = std::move(status.message);
  }
  return facts;
}

Status Picture::Decode(ByteBuffer& bytes, std::size_t max_pixels) {
  const auto info = ReadImageInfo(bytes.bytes());
  if (!info) {
    return StatusOf(info);
  }
  const std::size_t pixels =
      static_cast<std::size_t>(info->width) * static_cast<std::size_t>(info->height);
  if (pixels <= max_pixels && !CanAllocate(pixels * 4 * kDecoderCopies)) {
    return StatusOf(OutOfMemory(pixels));
  }
  auto image = DecodeImage(std::exchange(bytes.bytes(), {}), max_pixels);
  if (!image) {
    return StatusOf(image);
  }
  image_ = std::make_shared<Image>(std::move(*image));
  colours_.reset();
  return {};
}

Status Picture::Allocate(std::int32_t width, std::int32_t height) {
  if (width > 0 && height > 0) {
    const std::size_t pixels = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
    if (pixels <= kMaxPixels && !CanAllocate(pixels * 4)) {
      return StatusOf(OutOfMemory(pixels));
    }
  }
  auto image = Image::Create(width, height);
  if (!image) {
    return StatusOf(image);
  }
  image_ = std::make_shared<Image>(std::move(*image));
  colours_.reset();
  return {};
}

BytesView Picture::Pixels() {
  const std::span<std::uint8_t> pixels = image_ ? image_->pixels() : std::span<std::uint8_t>();
  return BytesView(emscripten::val(emscripten::typed_memory_view(pixels.size(), pixels.data())));
}

void Picture::Premultiply() {
  if (!image_) {
    return;
  }
  const std::span<std::uint8_t> pixels = image_->pixels();
  for (std::size_t i = 0; i < pixels.size(); i += 4) {
    const std::uint32_t alpha = pixels[i + 3];
    if (alpha == 255) {
      continue;
    }
    for (std::size_t channel = i; channel < i + 3; ++channel) {
      pixels[channel] = static_cast<std::uint8_t>((pixels[channel] * alpha + 127) / 255);
    }
  }
}

std::size_t Picture::byte_count() const { return image_ ? image_->pixels().size() : 0; }

const std::vector<Swatch>& Picture::Colours() {
  if (!colours_) {
    colours_ = image_ ? MainColours(image_->view(), kMainColourCount) : std::vector<Swatch>();
  }
  return *colours_;
}

}  // namespace vitrine::bindings
