// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/items.h>

#include <algorithm>
#include <vector>

namespace vitrine {
namespace {

// Frames are shrunk together down to this share; a picture too small even for that shrinks alone.
constexpr float kLeastCommonScale = 0.6F;
// A caption beside its picture needs a column this wide, in ems of body text.
constexpr float kBesideColumn = 8.5F;

CaptionOptions CaptionOf(float width, CaptionDetail detail) {
  return {
      .width = width, .detail = detail, .title_lines = detail >= CaptionDetail::kReason ? 2U : 1U};
}

float MedianAspect(const PageBuilder& page, std::span<const std::size_t> products) {
  std::vector<float> aspects;
  for (const std::size_t product : products) {
    aspects.push_back(AspectOf(page.SizeOf(product)));
  }
  std::ranges::sort(aspects);
  return std::clamp(aspects[(aspects.size() - 1) / 2], 0.66F, 1.3F);
}

Extent Contain(float aspect, const Extent& box) {
  const float width = std::max(1.0F, std::min(box.width, box.height * aspect));
  return {.width = width, .height = width / aspect};
}

// How much of `frame` the pictures can fill without being enlarged too far, all alike.
float CommonScale(const PageBuilder& page, std::span<const std::size_t> products,
                  const Extent& frame) {
  float scale = 1;
  for (const std::size_t product : products) {
    const Extent filled =
        FitPicture(page.SizeOf(product), frame, page.grid().device_pixel_ratio).frame;
    // Another shape leaves one side open; too few pixels leave both.
    const float share = std::max(filled.width / frame.width, filled.height / frame.height);
    if (share >= kLeastCommonScale) {
      scale = std::min(scale, share);
    }
  }
  return scale;
}

float TallestCaption(PageBuilder& page, std::span<const std::size_t> products,
                     const CaptionOptions& options) {
  float height = 0;
  for (const std::size_t product : products) {
    height = std::max(height, page.SetCaption(product, options).height);
  }
  return height;
}

ItemMeasure MeasureBelow(PageBuilder& page, std::span<const std::size_t> products,
                         const Extent& cell, float aspect) {
  ItemMeasure measure;
  measure.gap = 1.6F * page.grid().unit;
  measure.caption.width = cell.width;
  for (const CaptionDetail detail : {CaptionDetail::kFull, CaptionDetail::kReason,
                                     CaptionDetail::kBrand, CaptionDetail::kTitleAndPrice}) {
    measure.detail = detail;
    measure.caption.height = TallestCaption(page, products, CaptionOf(cell.width, detail));
    const float room = cell.height - measure.gap - measure.caption.height;
    measure.frame = Contain(aspect, {cell.width, std::max(1.0F, room)});
    if (room >= 0.62F * cell.height) {
      break;
    }
  }
  return measure;
}

ItemMeasure MeasureBeside(PageBuilder& page, std::span<const std::size_t> products,
                          const Extent& cell, float aspect) {
  ItemMeasure measure;
  measure.beside = true;
  measure.gap = page.grid().gutter;
  const float least = kBesideColumn * page.grid().body;
  measure.frame = Contain(aspect, {std::max(1.0F, cell.width - measure.gap - least), cell.height});
  const float scale = CommonScale(page, products, measure.frame);
  measure.frame = {measure.frame.width * scale, measure.frame.height * scale};
  measure.caption.width =
      std::min(cell.width - measure.frame.width - measure.gap, 16 * page.grid().body);
  for (const CaptionDetail detail : {CaptionDetail::kFull, CaptionDetail::kReason,
                                     CaptionDetail::kBrand, CaptionDetail::kTitleAndPrice}) {
    measure.detail = detail;
    measure.caption.height =
        TallestCaption(page, products, CaptionOf(measure.caption.width, detail));
    if (measure.caption.height <= measure.frame.height) {
      break;
    }
  }
  return measure;
}

}  // namespace

ItemMeasure MeasureItems(PageBuilder& page, std::span<const std::size_t> products,
                         const Extent& cell) {
  const float aspect = MedianAspect(page, products);
  ItemMeasure below = MeasureBelow(page, products, cell, aspect);
  const float scale = CommonScale(page, products, below.frame);
  below.frame = {below.frame.width * scale, below.frame.height * scale};
  if (cell.width > 2 * kBesideColumn * page.grid().body) {
    const ItemMeasure beside = MeasureBeside(page, products, cell, aspect);
    if (beside.caption.height <= beside.frame.height &&
        beside.frame.height > 1.15F * below.frame.height) {
      return beside;
    }
  }
  return below;
}

void PlaceItem(PageBuilder& page, std::size_t product, const ItemMeasure& measure, float x,
               float y) {
  const PageGrid& grid = page.grid();
  PageBuilder::Placement placement;
  placement.product = product;
  placement.fit = FitPicture(page.SizeOf(product), measure.frame, grid.device_pixel_ratio);
  placement.picture_x = x;
  placement.picture_y = y + measure.frame.height - placement.fit.frame.height;
  const TextBlock caption =
      page.SetCaption(product, CaptionOf(measure.caption.width, measure.detail));
  placement.caption_x = measure.beside ? x + measure.frame.width + measure.gap : x;
  placement.caption_y = measure.beside ? y + measure.frame.height - caption.height
                                       : y + measure.frame.height + measure.gap;
  page.PlaceProduct(placement, caption);
}

}  // namespace vitrine
