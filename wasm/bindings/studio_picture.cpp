// SPDX-License-Identifier: Apache-2.0
#include "wasm/bindings/studio_picture.h"

#include <vitrine/imaging/cutout/cutout.h>
#include <vitrine/imaging/cutout/segmentation_model.h>
#include <vitrine/imaging/encode.h>
#include <vitrine/imaging/enhance/upscale.h>
#include <vitrine/imaging/harmonise/harmonise.h>
#include <vitrine/imaging/present/detail.h>
#include <vitrine/imaging/present/format.h>
#include <vitrine/imaging/resize.h>
#include <vitrine/imaging/stored_pixels.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <span>
#include <utility>
#include <vector>

#include "wasm/bindings/json.h"
#include "wasm/bindings/quality_json.h"

namespace vitrine::bindings {
namespace {

constexpr std::size_t kRgba = 4;

// What finding a subject takes, whatever the size of its picture.
constexpr std::size_t kFinding = std::size_t{12} << 20U;

Result<Style> StyleOf(const std::string& json, const std::string& format) {
  constexpr std::array kFormats = {
      std::pair{std::string_view("square"), Format::kSquare},
      std::pair{std::string_view("portrait"), Format::kPortrait},
      std::pair{std::string_view("story"), Format::kStory},
  };
  Result<Style> style = ParseStyle(json);
  if (!style || format.empty()) {
    return style;
  }
  for (const auto& [name, its_format] : kFormats) {
    if (name == format) {
      return InFormat(*style, its_format);
    }
  }
  return Fail(ErrorCode::kInvalidArgument,
              "format '" + format + "'; expected square, portrait or story");
}

std::string ToJson(CutoutMethod method, const Subject& subject, const Rect& box) {
  Json json;
  json.BeginObject().Field("method", NameOf(method)).Field("confidence", subject.confidence_01);
  return Box(json, "box", box).EndObject().Take();
}

// The nearest whole pixels, at least one, inside the picture.
Rect WholePixels(const Rect& window, const Image& picture) {
  const auto start = [](float from, float length, std::int32_t most) {
    const auto whole = static_cast<float>(std::lround(std::max(1.0F, length)));
    return std::pair(std::min(std::round(from), static_cast<float>(most) - whole), whole);
  };
  const auto [x, width] = start(window.x, window.width, picture.width());
  const auto [y, height] = start(window.y, window.height, picture.height());
  return {.x = x, .y = y, .width = width, .height = height};
}

void Fill(ByteBuffer& buffer, std::span<const std::byte> bytes) {
  buffer.bytes().assign(bytes.begin(), bytes.end());
}

Status KeepFile(Result<std::vector<std::byte>> file, ByteBuffer& buffer) {
  if (!file) {
    return StatusOf(file);
  }
  buffer.bytes() = *std::move(file);
  return {};
}

}  // namespace

Status StudioPicture::Take(Picture& decoded) {
  const std::shared_ptr<KeptPixels> kept = decoded.Release();
  if (!kept) {
    return StatusOf(Error{ErrorCode::kInvalidArgument, "a decoded picture was expected"});
  }
  // At its own size a resize is a copy, and planes become colours.
  const PictureView view = kept->view();
  const Rect whole = {.width = static_cast<float>(WidthOf(view)),
                      .height = static_cast<float>(HeightOf(view))};
  return Keep(ResizePicture(view, whole, WidthOf(view), HeightOf(view)));
}

Status StudioPicture::Keep(Result<Image> image) {
  if (!image) {
    return StatusOf(image);
  }
  image_ = *std::move(image);
  quality_.reset();
  before_.reset();
  by_colour_.reset();
  by_model_.reset();
  return {};
}

Result<void> StudioPicture::CheckRoom(std::size_t bytes_per_pixel, std::size_t bytes) const {
  if (image_.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "the picture has no pixels yet");
  }
  const std::size_t pixels = image_.pixels().size() / kRgba;
  if (!CanAllocate(pixels * bytes_per_pixel + bytes)) {
    return Fail(ErrorCode::kOutOfMemory, "there is no memory left to work on a picture of " +
                                             std::to_string(pixels) + " pixels");
  }
  return {};
}

Result<QualityReport> StudioPicture::Quality() {
  if (!quality_) {
    if (const auto room = CheckRoom(0, kFinding); !room) {
      return std::unexpected(room.error());
    }
    Result<QualityReport> quality = MeasureQuality(image_.view());
    if (!quality) {
      return quality;
    }
    quality_ = *quality;
  }
  return *quality_;
}

Result<FoundSubject> StudioPicture::Found(bool by_colour) const {
  if (by_model_ && !by_colour) {
    return *by_model_;
  }
  if (by_colour_) {
    return *by_colour_;
  }
  return Fail(ErrorCode::kInvalidArgument, "the subject was not looked for yet");
}

Answer StudioPicture::Measure() {
  const Result<QualityReport> quality = Quality();
  return quality ? AnswerOf(bindings::ToJson(*quality)) : AnswerOf(quality.error());
}

Status StudioPicture::Enhance(const EnhanceOptions& options, StudioPicture& result) {
  // A band of some hundred rows, in three channels, several times.
  constexpr std::size_t kBandBytes = std::size_t{20} << 10U;
  const Result<QualityReport> quality = Quality();
  if (!quality) {
    return StatusOf(quality);
  }
  const auto columns = static_cast<std::size_t>(image_.width());
  if (const auto room = CheckRoom(kRgba, columns * kBandBytes); !room) {
    return StatusOf(room);
  }
  Status kept = result.Keep(vitrine::Enhance(image_.view(), *quality, options));
  if (kept.code.empty()) {
    result.before_ = *quality;
  }
  return kept;
}

Status StudioPicture::Double(StudioPicture& result) {
  const Result<QualityReport> quality = before_ ? *before_ : Quality();
  if (!quality) {
    return StatusOf(quality);
  }
  // Four times the pixels, twice.
  if (const auto room = CheckRoom(8 * kRgba); !room) {
    return StatusOf(room);
  }
  return result.Keep(Upscale(image_.view(), *quality));
}

Answer StudioPicture::WantsDoubling(const std::string& style, const std::string& format) {
  const Result<Style> parsed = StyleOf(style, format);
  if (!parsed) {
    return AnswerOf(parsed.error());
  }
  const Result<QualityReport> quality = before_ ? *before_ : Quality();
  if (!quality) {
    return AnswerOf(quality.error());
  }
  return AnswerOf(vitrine::WantsDoubling(*quality, *parsed) ? "true" : "false");
}

Answer StudioPicture::Find() {
  if (!by_colour_) {
    if (const auto room = CheckRoom(0, kFinding); !room) {
      return AnswerOf(room.error());
    }
    Result<FoundSubject> found = FindByColour(image_.view());
    if (!found) {
      return AnswerOf(found.error());
    }
    by_colour_ = *std::move(found);
  }
  return AnswerOf(!by_model_ && WantsModel(*by_colour_) ? "true" : "false");
}

Status StudioPicture::ModelPlanes(std::size_t side, ByteBuffer& planes) {
  if (side > kMostModelSide) {
    return StatusOf(ModelPlanesOf(image_.view(), side));
  }
  // Three numbers a pixel, twice, and the picture at the model's size.
  if (const auto room = CheckRoom(0, (2 * 3 * sizeof(float) + kRgba) * side * side); !room) {
    return StatusOf(room);
  }
  const Result<std::vector<float>> made = ModelPlanesOf(image_.view(), side);
  if (made) {
    Fill(planes, std::as_bytes(std::span(*made)));
  }
  return StatusOf(made);
}

Status StudioPicture::Weigh(std::size_t side, ByteBuffer& answer) {
  if (!by_colour_) {
    return StatusOf(Found(true));
  }
  if (const auto room = CheckRoom(0, kFinding); !room) {
    return StatusOf(room);
  }
  std::vector<float> values(answer.bytes().size() / sizeof(float));
  std::memcpy(values.data(), answer.bytes().data(), values.size() * sizeof(float));
  const Result<Plane> likelihood = LikelihoodOfAnswer(values, side);
  if (!likelihood) {
    return StatusOf(likelihood);
  }
  Result<FoundSubject> found = WeighModel(image_.view(), *by_colour_, *likelihood);
  if (!found) {
    return StatusOf(found);
  }
  by_model_ = *std::move(found);
  return {};
}

Answer StudioPicture::CutOut(float least_confidence_01, bool by_colour, StudioPicture& result) {
  if (const auto room = CheckRoom(2 * kRgba, kFinding); !room) {
    return AnswerOf(room.error());
  }
  Result<FoundSubject> found = Found(by_colour);
  if (!found) {
    return AnswerOf(found.error());
  }
  Result<Cutout> cutout = CutOutFound(image_.view(), *std::move(found), least_confidence_01);
  if (!cutout) {
    return AnswerOf(cutout.error());
  }
  if (cutout->method != CutoutMethod::kNone) {
    result.Keep(std::move(cutout->image));
  }
  return AnswerOf(ToJson(cutout->method, cutout->subject, cutout->subject.box));
}

Answer StudioPicture::Harmonise(const std::string& style, const std::string& format,
                                float least_confidence_01, bool by_colour, StudioPicture& result) {
  const Result<Style> parsed = StyleOf(style, format);
  if (!parsed) {
    return AnswerOf(parsed.error());
  }
  const Result<QualityReport> quality = Quality();
  if (!quality) {
    return AnswerOf(quality.error());
  }
  const std::size_t canvas =
      static_cast<std::size_t>(parsed->width) * static_cast<std::size_t>(parsed->height);
  if (const auto room = CheckRoom(2 * kRgba, kFinding + 2 * kRgba * canvas); !room) {
    return AnswerOf(room.error());
  }
  Result<FoundSubject> found = Found(by_colour);
  if (!found) {
    return AnswerOf(found.error());
  }
  const Result<Cutout> cutout = CutOutFound(image_.view(), *std::move(found), least_confidence_01);
  if (!cutout) {
    return AnswerOf(cutout.error());
  }
  Result<Harmonised> made = vitrine::Harmonise(image_.view(), *quality, *cutout, *parsed);
  if (!made) {
    return AnswerOf(made.error());
  }
  result.Keep(std::move(made->image));
  return AnswerOf(ToJson(cutout->method, cutout->subject, made->subject));
}

Answer StudioPicture::Detail(float aspect, float share_01, bool by_colour, StudioPicture& result) {
  if (const auto room = CheckRoom(kRgba, kFinding); !room) {
    return AnswerOf(room.error());
  }
  const Result<FoundSubject> found = Found(by_colour);
  if (!found) {
    return AnswerOf(found.error());
  }
  const Result<Rect> window = FindDetail(image_.view(), found->subject, aspect, share_01);
  if (!window) {
    return AnswerOf(window.error());
  }
  const Rect crop = WholePixels(*window, image_);
  Result<Image> image = Resize(image_.view(), crop, static_cast<std::int32_t>(crop.width),
                               static_cast<std::int32_t>(crop.height));
  if (!image) {
    return AnswerOf(image.error());
  }
  result.Keep(*std::move(image));
  Json json;
  json.BeginObject();
  return AnswerOf(Box(json, "box", crop).EndObject().Take());
}

Status StudioPicture::EncodePng(ByteBuffer& file) {
  // The pixels with straight alpha, filtered, and the file, which grows by doubling; noise makes
  // that as large as the pixels.
  if (const auto room = CheckRoom(6 * kRgba); !room) {
    return StatusOf(room);
  }
  return KeepFile(vitrine::EncodePng(image_.view()), file);
}

Status StudioPicture::EncodeJpeg(std::int32_t quality, std::uint32_t backdrop_rgb,
                                 ByteBuffer& file) {
  // The opaque pixels and the file, which grows by doubling.
  if (const auto room = CheckRoom(4 * kRgba); !room) {
    return StatusOf(room);
  }
  const Colour backdrop = {.r = static_cast<std::uint8_t>(backdrop_rgb >> 16U),
                           .g = static_cast<std::uint8_t>(backdrop_rgb >> 8U),
                           .b = static_cast<std::uint8_t>(backdrop_rgb)};
  return KeepFile(vitrine::EncodeJpeg(image_.view(), {.quality = quality, .backdrop = backdrop}),
                  file);
}

Status StudioPicture::StraightPixels(ByteBuffer& pixels) {
  if (const auto room = CheckRoom(2 * kRgba); !room) {
    return StatusOf(room);
  }
  const std::vector<std::uint8_t> straight = StoredOfImage(image_.view());
  Fill(pixels, std::as_bytes(std::span(straight)));
  return {};
}

}  // namespace vitrine::bindings
