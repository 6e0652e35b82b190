// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/wasm/page.h"

#include <vitrine/imaging/picture_view.h>

#include <utility>

namespace vitrine::bench {
namespace {

Rect WholeOf(const PictureView& picture) {
  return {0, 0, static_cast<float>(WidthOf(picture)), static_cast<float>(HeightOf(picture))};
}

PictureView ViewOf(const std::variant<Image, YuvImage>& picture) {
  return std::visit([](const auto& kept) { return PictureView(kept.view()); }, picture);
}

}  // namespace

std::span<std::uint8_t> Page::AddPicture(std::int32_t width, std::int32_t height) {
  Result<Image> image = Image::Create(width, height);
  if (!image) {
    return {};
  }
  pictures_.emplace_back(std::move(*image), Rect{});
  return bytes(pictures_.size() - 1);
}

std::span<std::uint8_t> Page::AddPlanes(std::int32_t width, std::int32_t height) {
  Result<YuvImage> image = YuvImage::CreateForOverwrite(width, height, 2, 2);
  if (!image) {
    return {};
  }
  pictures_.emplace_back(std::move(*image), Rect{});
  return bytes(pictures_.size() - 1);
}

std::span<std::uint8_t> Page::bytes(std::size_t picture) {
  auto& kept = pictures_[picture].picture;
  Image* const image = std::get_if<Image>(&kept);
  return image != nullptr ? image->pixels() : std::get<YuvImage>(kept).samples();
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
  FillRect(*page, WholeOf(page->view()), 0, background);
  for (const auto& [picture, slot] : pictures_) {
    const PictureView view = ViewOf(picture);
    const auto scaled = ResizePicture(view, WholeOf(view), static_cast<std::int32_t>(slot.width),
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
  const PictureView source = ViewOf(pictures_[picture].picture);
  Result<Image> resized = ResizePicture(source, WholeOf(source), width, height);
  if (!resized) {
    return false;
  }
  result_ = std::move(*resized);
  return true;
}

}  // namespace vitrine::bench
