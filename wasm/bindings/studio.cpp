// SPDX-License-Identifier: Apache-2.0
// The module `studio`: pictures measured, mended, cut out and made to look like one brand.
#include <emscripten/bind.h>

#include <cstddef>

#include "wasm/bindings/memory.h"
#include "wasm/bindings/picture.h"
#include "wasm/bindings/studio_picture.h"

// A decoded picture is taken over at once: nothing comes and goes for hours.
std::size_t vitrine::bindings::PictureBytes() { return 0; }

EMSCRIPTEN_BINDINGS(vitrine_studio) {
  using vitrine::EnhanceOptions;
  using vitrine::bindings::StudioPicture;
  vitrine::bindings::RegisterCommon();
  vitrine::bindings::RegisterPicture();
  emscripten::register_optional<float>();
  emscripten::value_object<EnhanceOptions>("EnhanceOptions")
      .field("deblock", &EnhanceOptions::deblock)
      .field("denoise", &EnhanceOptions::denoise)
      .field("sharpen", &EnhanceOptions::sharpen)
      .field("whiteBalance", &EnhanceOptions::white_balance)
      .field("exposure", &EnhanceOptions::exposure)
      .field("contrast", &EnhanceOptions::contrast);
  emscripten::class_<StudioPicture>("StudioPicture")
      .constructor<>()
      .function("take", &StudioPicture::Take)
      .function("measure", &StudioPicture::Measure)
      .function("enhance", &StudioPicture::Enhance)
      .function("double", &StudioPicture::Double)
      .function("wantsDoubling", &StudioPicture::WantsDoubling)
      .function("find", &StudioPicture::Find)
      .function("modelPlanes", &StudioPicture::ModelPlanes)
      .function("weigh", &StudioPicture::Weigh)
      .function("cutOut", &StudioPicture::CutOut)
      .function("harmonise", &StudioPicture::Harmonise)
      .function("detail", &StudioPicture::Detail)
      .function("encodePng", &StudioPicture::EncodePng)
      .function("encodeJpeg", &StudioPicture::EncodeJpeg)
      .function("straightPixels", &StudioPicture::StraightPixels)
      .property("width", &StudioPicture::width)
      .property("height", &StudioPicture::height);
}
