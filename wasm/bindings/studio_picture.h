// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/imaging/cutout/found_subject.h>
#include <vitrine/imaging/enhance/enhance.h>
#include <vitrine/imaging/enhance/quality.h>
#include <vitrine/imaging/image.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "wasm/bindings/memory.h"
#include "wasm/bindings/picture.h"
#include "wasm/bindings/status.h"

namespace vitrine::bindings {

/// A picture of the studio: its pixels, and what was found out about them. Steps that make another
/// picture put it into `result`, which is left alone on errors; what they read stays as it is.
/// Errors of all steps: INVALID_ARGUMENT for a picture that was not taken yet; OUT_OF_MEMORY.
class StudioPicture : Counted {
 public:
  /// Takes over the pixels of a decoded picture, which has none afterwards.
  Status Take(Picture& decoded);

  std::int32_t width() const { return image_.width(); }
  std::int32_t height() const { return image_.height(); }

  /// JSON: the quality report, see quality_json.h.
  Answer Measure();

  Status Enhance(const EnhanceOptions& options, StudioPicture& result);
  Status Double(StudioPicture& result);

  /// Whether the style, or the style for a format, magnifies the picture so much that it should be
  /// doubled first, as JSON true or false. Errors: as Harmonise's of the style.
  Answer WantsDoubling(const std::string& style, const std::string& format);

  /// Finds the subject by its colours. JSON: whether a model should be asked, true or false.
  Answer Find();

  /// Fills the buffer with the float32 planes that a model of this side takes.
  /// Errors: INVALID_ARGUMENT for other sides than 32 .. 1024.
  Status ModelPlanes(std::size_t side, ByteBuffer& planes);

  /// Takes a model's answer in, float32. It counts from then on, unless a step is told to go by
  /// colour. Errors: SHAPE_MISMATCH; INVALID_ARGUMENT before Find.
  Status Weigh(std::size_t side, ByteBuffer& answer);

  /// JSON: {method, confidence, box: {x, y, width, height}}. With the method "none" the result is
  /// left alone. Errors: NON_FINITE or INVALID_ARGUMENT for a confidence; INVALID_ARGUMENT before
  /// Find.
  Answer CutOut(float least_confidence_01, bool by_colour, StudioPicture& result);

  /// In a style, or in that style for a format: "square", "portrait", "story" or "" for its own.
  /// JSON: as CutOut, the box that of the subject in the result.
  /// Errors: as CutOut; those of ParseStyle and of vitrine::Harmonise.
  Answer Harmonise(const std::string& style, const std::string& format, float least_confidence_01,
                   bool by_colour, StudioPicture& result);

  /// The telling detail, see vitrine::FindDetail. JSON: {box}, the part of this picture that the
  /// result shows, in whole pixels. Errors: those of FindDetail; INVALID_ARGUMENT before Find.
  Answer Detail(float aspect, float share_01, bool by_colour, StudioPicture& result);

  /// A file of the pixels. Errors: INVALID_ARGUMENT as those of the encoders.
  Status EncodePng(ByteBuffer& file);
  Status EncodeJpeg(std::int32_t quality, std::uint32_t backdrop_rgb, ByteBuffer& file);

  /// The pixels as the browser's canvas takes them: RGBA with straight alpha, rows top down.
  Status StraightPixels(ByteBuffer& pixels);

 private:
  /// Errors: kInvalidArgument without pixels; kOutOfMemory unless there is room for this much more.
  Result<void> CheckRoom(std::size_t bytes_per_pixel, std::size_t bytes = 0) const;
  Result<QualityReport> Quality();
  Result<FoundSubject> Found(bool by_colour) const;
  /// What a step made becomes the picture, of which nothing is known yet.
  Status Keep(Result<Image> image);

  Image image_;
  std::optional<QualityReport> quality_;
  /// Of the picture that this one was mended from: it says how small the subject was, and how
  /// noisy.
  std::optional<QualityReport> before_;
  std::optional<FoundSubject> by_colour_;
  std::optional<FoundSubject> by_model_;
};

}  // namespace vitrine::bindings
