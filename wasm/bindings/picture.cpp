// SPDX-License-Identifier: Apache-2.0
#include "wasm/bindings/picture.h"

#include <vitrine/imaging/colour_profile/embedded_colours.h>
#include <vitrine/imaging/decode.h>

#include <emscripten/bind.h>

#include <algorithm>
#include <span>
#include <string>
#include <utility>

namespace vitrine::bindings {
namespace {

// Decoding takes the pixels twice: as the decoder gives them, and aligned for our own loops.
constexpr std::size_t kDecoderCopies = 2;

PixelArena& Arena() {
  static PixelArena arena(PictureBytes());
  return arena;
}

Error OutOfMemory(std::size_t bytes) {
  return {ErrorCode::kOutOfMemory,
          "there is no memory left for a picture of " + std::to_string(bytes) + " bytes"};
}

}  // namespace

PictureView KeptPixels::view() const {
  const std::uint8_t* const begin = bytes().data();
  if (const auto* const planes = std::get_if<YuvLayout>(&shape_)) {
    return planes->In(begin);
  }
  ImageView image = std::get<ImageView>(shape_);
  image.pixels = begin;
  return image;
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
  const auto info = CheckImage(bytes.bytes(), max_pixels);
  if (!info) {
    return StatusOf(info);
  }
  const std::size_t size =
      static_cast<std::size_t>(info->width) * static_cast<std::size_t>(info->height) * 4;
  if (!CanAllocate(size * kDecoderCopies)) {
    return StatusOf(OutOfMemory(size));
  }
  const auto image = DecodeImage(std::exchange(bytes.bytes(), {}), max_pixels);
  if (!image) {
    return StatusOf(image);
  }
  Status status = Allocate(image->width(), image->height());
  if (kept_) {
    std::ranges::copy(image->pixels(), kept_->bytes().begin());
  }
  return status;
}

bool Picture::HasRoom(std::size_t bytes) { return Arena().HasRoom(bytes); }

Status Picture::Allocate(std::int32_t width, std::int32_t height) {
  const auto size = ImageByteCount(width, height);
  if (!size) {
    return StatusOf(size);
  }
  return Take(
      *size,
      ImageView{.width = width, .height = height, .stride = static_cast<std::size_t>(width) * 4});
}

Status Picture::AllocatePlanes(std::int32_t width, std::int32_t height, std::int32_t step_x,
                               std::int32_t step_y) {
  const auto layout = YuvLayout::Of(width, height, step_x, step_y);
  return layout ? Take(layout->byte_count(), *layout) : StatusOf(layout);
}

Status Picture::Take(std::size_t bytes, const KeptPixels::Shape& shape) {
  kept_.reset();
  colours_.reset();
  PixelArena::Block block = Arena().Take(bytes);
  if (block.bytes().empty()) {
    return StatusOf(OutOfMemory(bytes));
  }
  kept_ = std::make_shared<KeptPixels>(std::move(block), shape);
  return {};
}

BytesView Picture::Pixels() {
  const std::span<std::uint8_t> bytes = kept_ ? kept_->bytes() : std::span<std::uint8_t>();
  return BytesView(emscripten::val(emscripten::typed_memory_view(bytes.size(), bytes.data())));
}

void Picture::ConvertToSrgb(ByteBuffer& file) {
  const auto info = ReadImageInfo(file.bytes());
  if (!kept_ || !kept_->is_rgba() || !info) {
    return;
  }
  if (const auto to_srgb = ConversionOfFile(file.bytes(), info->is_grey)) {
    to_srgb->Apply(kept_->bytes());
  }
}

void Picture::Premultiply() {
  if (!kept_ || !kept_->is_rgba()) {
    return;
  }
  const std::span<std::uint8_t> pixels = kept_->bytes();
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
      .class_function("hasRoom", &Picture::HasRoom)
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
