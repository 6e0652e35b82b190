// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/colour.h>
#include <vitrine/imaging/image.h>
#include <vitrine/imaging/picture_view.h>
#include <vitrine/imaging/pixel_arena.h>
#include <vitrine/imaging/yuv.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "wasm/bindings/memory.h"
#include "wasm/bindings/status.h"

namespace vitrine::bindings {

/// How many bytes of pictures a module keeps in one piece. Each module with pictures defines it.
std::size_t PictureBytes();

/// What a picture's file says of itself.
struct PictureFacts {
  std::string code;  ///< As a Status.
  std::string message;
  std::int32_t width = 0;  ///< As stored.
  std::int32_t height = 0;
  bool has_alpha = false;
  bool upright = true;  ///< Without an orientation that is still to be applied.
  bool srgb = true;     ///< Without colours that are still to be converted, see ConvertToSrgb.
};

/// Decoded pixels, as whoever decoded them gave them, in the memory that all pictures share.
class KeptPixels {
 public:
  /// What lies in the memory: RGBA of a size, or planes.
  using Shape = std::variant<ImageView, YuvLayout>;

  KeptPixels(PixelArena::Block block, const Shape& shape)
      : block_(std::move(block)), shape_(shape) {}

  /// Valid until memory is taken for another picture.
  PictureView view() const;
  std::span<std::uint8_t> bytes() const { return block_.bytes(); }

  bool is_rgba() const { return std::holds_alternative<ImageView>(shape_); }

 private:
  PixelArena::Block block_;
  Shape shape_;
};

/// A product's picture, decoded, in wasm memory. Drawings share its pixels, so JavaScript may
/// delete a picture while a page is being drawn from it.
class Picture : Counted {
 public:
  /// Checks a JPEG or PNG of at most `max_pixels` as far as it can be without decoding it, and
  /// leaves the buffer alone. Errors: IMAGE_FORMAT, IMAGE_COLOURS, IMAGE_CORRUPT, IMAGE_TOO_LARGE.
  static PictureFacts Inspect(ByteBuffer& bytes, std::size_t max_pixels);

  /// Decodes a JPEG or PNG of at most `max_pixels` and empties the buffer, which what is wrong with
  /// the header leaves alone.
  /// Errors: IMAGE_FORMAT, IMAGE_COLOURS, IMAGE_CORRUPT, IMAGE_TOO_LARGE, OUT_OF_MEMORY.
  Status Decode(ByteBuffer& bytes, std::size_t max_pixels);

  /// Whether a picture of so many bytes fits beside all that there are, in PictureBytes(); if not
  /// it can be had all the same, beyond them.
  static bool HasRoom(std::size_t bytes);

  /// Takes memory for pixels that somebody else decoded: fill Pixels(), then call ConvertToSrgb
  /// where the facts say so, then Premultiply.
  /// Errors: INVALID_ARGUMENT, IMAGE_TOO_LARGE, OUT_OF_MEMORY.
  Status Allocate(std::int32_t width, std::int32_t height);

  /// Takes memory for an opaque picture as JPEG keeps it, see vitrine::YuvLayout: fill Pixels()
  /// with its planes. Errors: as Allocate.
  Status AllocatePlanes(std::int32_t width, std::int32_t height, std::int32_t step_x,
                        std::int32_t step_y);

  /// RGBA, rows top down, or the planes. The view dies with the next growth of the memory, and with
  /// the next picture that memory is taken for.
  BytesView Pixels();

  /// Converts RGBA with straight alpha in place, from the colours that its `file`, a JPEG or PNG,
  /// says it has. The buffer is left alone.
  void ConvertToSrgb(ByteBuffer& file);

  /// Turns the straight alpha of RGBA into premultiplied alpha, once, in place.
  void Premultiply();

  std::int32_t width() const { return kept_ ? WidthOf(kept_->view()) : 0; }
  std::int32_t height() const { return kept_ ? HeightOf(kept_->view()) : 0; }
  std::size_t byte_count() const;

  const std::shared_ptr<KeptPixels>& kept() const { return kept_; }

  /// Hands the pixels over; the picture has none afterwards.
  std::shared_ptr<KeptPixels> Release() { return std::exchange(kept_, nullptr); }

  /// The main colours, found when first asked for.
  const std::vector<Swatch>& Colours();

 private:
  Status Take(std::size_t bytes, const KeptPixels::Shape& shape);

  std::shared_ptr<KeptPixels> kept_;
  std::optional<std::vector<Swatch>> colours_;
};

/// Registers Picture and what it answers with.
void RegisterPicture();

}  // namespace vitrine::bindings
