// SPDX-License-Identifier: Apache-2.0
#include "wasm/bindings/picture.h"

#include <vitrine/imaging/colour_profile/embedded_colours.h>
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

// Of a picture that may be made; 0 for one that is refused for its size anyway.
std::size_t PixelCount(std::int32_t width, std::int32_t height) {
  if (width < 1 || height < 1) {
    return 0;
  }
  const std::uint64_t pixels =
      static_cast<std::uint64_t>(width) * static_cast<std::uint64_t>(height);
  return pixels <= kMaxPixels ? static_cast<std::size_t>(pixels) : 0;
}

}  // namespace

PictureView KeptPixels::view() const {
  return std::visit([](const auto& kept) { return PictureView(kept.view()); }, pixels);
}

std::span<std::uint8_t> KeptPixels::bytes() {
  if (Image* const image = std::get_if<Image>(&pixels)) {
    return image->pixels();
  }
  return std::get<YuvImage>(pixels).samples();
}

PictureFacts Picture::Inspect(ByteBuffer& bytes, std::size_t max_pixels) {
  PictureFacts facts;
  if (const auto info = CheckImage(bytes.bytes(), max_pixels); info) {
    facts.width = info->width;
    facts.height = info->height;
    facts.has_alpha = info->has_alpha;
    facts.upright = info->orientation == 1;
    facts.srgb = !ConversionOfFile(bytes.bytes(), info->is_grey);
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
  return Keep(DecodeImage(std::exchange(bytes.bytes(), {}), max_pixels));
}

template <typename Pixels>
Status Picture::Keep(Result<Pixels> pixels) {
  if (!pixels) {
    return StatusOf(pixels);
  }
  kept_ = std::make_shared<KeptPixels>(std::move(*pixels));
  colours_.reset();
  return {};
}

Status Picture::Allocate(std::int32_t width, std::int32_t height) {
  if (const std::size_t pixels = PixelCount(width, height); !CanAllocate(pixels * 4)) {
    return StatusOf(OutOfMemory(pixels));
  }
  return Keep(Image::Create(width, height));
}

Status Picture::AllocatePlanes(std::int32_t width, std::int32_t height, std::int32_t step_x,
                               std::int32_t step_y) {
  if (const std::size_t pixels = PixelCount(width, height); !CanAllocate(pixels * 3)) {
    return StatusOf(OutOfMemory(pixels));
  }
  return Keep(YuvImage::CreateForOverwrite(width, height, step_x, step_y));
}

BytesView Picture::Pixels() {
  const std::span<std::uint8_t> bytes = kept_ ? kept_->bytes() : std::span<std::uint8_t>();
  return BytesView(emscripten::val(emscripten::typed_memory_view(bytes.size(), bytes.data())));
}

void Picture::ConvertToSrgb(ByteBuffer& file) {
  Image* const image = kept_ ? std::get_if<Image>(&kept_->pixels) : nullptr;
  const auto info = ReadImageInfo(file.bytes());
  if (image == nullptr || !info) {
    return;
  }
  if (const auto to_srgb = ConversionOfFile(file.bytes(), info->is_grey)) {
    to_srgb->Apply(image->pixels());
  }
}

void Picture::Premultiply() {
  Image* const image = kept_ ? std::get_if<Image>(&kept_->pixels) : nullptr;
  if (image == nullptr) {
    return;
  }
  const std::span<std::uint8_t> pixels = image->pixels();
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

std::size_t Picture::byte_count() const { return kept_ ? kept_->bytes().size() : 0; }

const std::vector<Swatch>& Picture::Colours() {
  if (!colours_) {
    colours_ = kept_ ? MainColours(kept_->view(), kMainColourCount) : std::vector<Swatch>();
  }
  return *colours_;
}

void RegisterPicture() {
  emscripten::value_object<PictureFacts>("PictureFacts")
      .field("code", &PictureFacts::code)
      .field("message", &PictureFacts::message)
      .field("width", &PictureFacts::width)
      .field("height", &PictureFacts::height)
      .field("hasAlpha", &PictureFacts::has_alpha)
      .field("upright", &PictureFacts::upright)
      .field("srgb", &PictureFacts::srgb);
  emscripten::class_<Picture>("Picture")
      .constructor<>()
      .class_function("inspect", &Picture::Inspect)
      .function("decode", &Picture::Decode)
      .function("allocate", &Picture::Allocate)
      .function("allocatePlanes", &Picture::AllocatePlanes)
      .function("pixels", &Picture::Pixels)
      .function("convertToSrgb", &Picture::ConvertToSrgb)
      .function("premultiply", &Picture::Premultiply)
      .property("width", &Picture::width)
      .property("height", &Picture::height)
      .property("byteCount", &Picture::byte_count);
}

}  // namespace vitrine::bindings
