// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/wasm/page.h"

#include <vitrine/imaging/resize.h>

#include <utility>

namespace vitrine::bench {
namespace {

Rect WholeOf(const Image& picture) {
  return {0, 0, static_cast<float>(picture.width()), static_cast<float>(picture.height())};
}

}  // namespace

std::span<std::uint8_t> Page::AddPicture(std::int32_t width, std::int32_t height) {
  Result<Image> image = Image::Create(width, height);
  if (!image) {
    return {};
  }
  return pictures_.emplace_back(std::move(*image), Rect{}).picture.pixels();
}

void Page::PlaceLast(std::int32_t x, std::int32_t y, std::int32_t width, std::int32_t height) {
  pictures_.back().slot = {static_cast<float>(x), static_cast<float>(y), static_cast<float>(width),
                           static_cast<float>(height)};
}

void Page::SetShadow(float offset_x, float offset_y, float sigma, Colour colour) {
  shadow_ = {.offset_x = offset_x, .offset_y = offset_y, .sigma = sigma, .colour = colour};
}

bool Page::Compose(std::int32_t width, std::int32_t height, Colour background) {
  Result<Image> page = Image::CreateForOverwrite(width, height);
  if (!page) {
    return false;
  }
  FillRect(*page, WholeOf(*page), 0, background);
  for (const auto& [picture, slot] : pictures_) {
    const auto scaled =
        vitrine::Resize(picture.view(), WholeOf(picture), static_cast<std::int32_t>(slot.width),
                        static_cast<std::int32_t>(slot.height));
    if (!scaled) {
      return false;
    }
    const DrawOptions options = {.x = static_cast<std::int32_t>(slot.x),
                                 .y = static_cast<std::int32_t>(slot.y)};
    if (!DrawShadow(*page, scaled->view(), options, shadow_)) {
      return false;
    }
    DrawImage(*page, scaled->view(), options);
  }
  result_ = std::move(*page);
  return true;
}

bool Page::Resize(std::size_t picture, std::int32_t width, std::int32_t height) {
  const Image& source = pictures_[picture].picture;
  Result<Image> resized = vitrine::Resize(source.view(), WholeOf(source), width, height);
  if (!resized) {
    return false;
  }
  result_ = std::move(*resized);
  return true;
}

}  // namespace vitrine::bench
