// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/lookbook/page.h>

#include <cstddef>
#include <span>

namespace vitrine {

/// How a row or grid of products of equal weight is set: one frame, one caption column for all.
struct ItemMeasure {
  Extent frame;    ///< Of the pictures. One that cannot fill it stands at its lower left.
  Extent caption;  ///< The column's width, and the height of the longest.
  CaptionDetail detail = CaptionDetail::kFull;
  bool beside = false;  ///< The caption stands to the right of the picture instead of below.
  float gap = 0;        ///< Between picture and caption.

  float height() const { return beside ? frame.height : frame.height + gap + caption.height; }
};

/// The largest equal setting of `products` in cells of the given size. Frames take the pictures'
/// own median shape, so that little is cut off, and are never larger than most pictures can fill.
ItemMeasure MeasureItems(PageBuilder& page, std::span<const std::size_t> products,
                         const Extent& cell);

/// Places one product with its cell's top left corner at (x, y).
void PlaceItem(PageBuilder& page, std::size_t product, const ItemMeasure& measure, float x,
               float y);

}  // namespace vitrine
