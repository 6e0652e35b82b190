// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/blend.h>
#include <vitrine/imaging/blend_modes.h>
#include <vitrine/imaging/coverage.h>
#include <vitrine/imaging/turned_rect.h>
#include <vitrine/imaging/vectors-inl.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

namespace vitrine {
namespace {

constexpr std::size_t kPixelsPerStep = 4;

HWY_INLINE hn::Vec<Bytes> SourceOver(hn::Vec<Bytes> below, hn::Vec<Bytes> above) {
  return hn::SaturatedAdd(above, MultiplyBytes(below, hn::Not(AlphaOfEach(above))));
}

// Blends `count` pixels, all of them whole.
void BlendRow(std::uint8_t* to, const std::uint8_t* from, std::size_t count) {
  const auto opaque = hn::Set(Bytes(), 255);
  std::size_t x = 0;
  for (; x + kPixelsPerStep <= count; x += kPixelsPerStep, to += 16, from += 16) {
    const auto above = hn::LoadU(Bytes(), from);
    if (hn::AllTrue(Bytes(), hn::Eq(AlphaOfEach(above), opaque))) {
      hn::StoreU(above, Bytes(), to);
    } else {
      hn::StoreU(SourceOver(hn::LoadU(Bytes(), to), above), Bytes(), to);
    }
  }
  if (const std::size_t left = (count - x) * 4; left > 0) {
    const auto blended = SourceOver(LoadFirst(Bytes(), to, left), LoadFirst(Bytes(), from, left));
    StoreFirst(blended, Bytes(), to, left);
  }
}

// Blends `count` pixels, each by its weight; three bytes behind the weights must be readable.
void BlendRowByWeights(std::uint8_t* to, const std::uint8_t* from, const std::uint8_t* weights,
                       std::size_t count) {
  std::size_t x = 0;
  for (; x + kPixelsPerStep <= count; x += kPixelsPerStep, to += 16, from += 16, weights += 4) {
    const auto above = MultiplyBytes(hn::LoadU(Bytes(), from), InEachChannel(weights));
    hn::StoreU(SourceOver(hn::LoadU(Bytes(), to), above), Bytes(), to);
  }
  if (const std::size_t left = (count - x) * 4; left > 0) {
    const auto above = MultiplyBytes(LoadFirst(Bytes(), from, left), InEachChannel(weights));
    StoreFirst(SourceOver(LoadFirst(Bytes(), to, left), above), Bytes(), to, left);
  }
}

// Blends a picture or a colour into a shape, a row at a time.
template <typename Shape>
class ShapeBlender {
 public:
  ShapeBlender(Image& target, const Shape& shape, std::uint8_t opacity, BlendMode mode)
      : target_(target),
        shape_(shape),
        opacity_(opacity),
        mode_(mode),
        weights_(static_cast<std::size_t>(shape.right() - shape.left()) + kPixelsPerStep) {}

  // `from` is the source's pixel at the shape's left edge.
  void Blend(std::int32_t y, const std::uint8_t* from) {
    std::uint8_t* const to = target_.pixels().data() +
                             static_cast<std::size_t>(y) * target_.stride() +
                             static_cast<std::size_t>(shape_.left()) * 4;
    const std::size_t count = weights_.size() - kPixelsPerStep;
    if (mode_ == BlendMode::kNormal && opacity_ == 255 && shape_.RowIsFull(y)) {
      BlendRow(to, from, count);
      return;
    }
    shape_.Row(y, std::span(weights_).first(count));
    if (opacity_ != 255) {
      for (std::uint8_t& weight : weights_) {
        const std::uint32_t product = weight * static_cast<std::uint32_t>(opacity_) + 128;
        weight = static_cast<std::uint8_t>((product + (product >> 8U)) >> 8U);
      }
    }
    if (mode_ == BlendMode::kNormal) {
      BlendRowByWeights(to, from, weights_.data(), count);
    } else {
      BlendRowInMode(mode_, to, from, std::span(weights_).first(count));
    }
  }

 private:
  Image& target_;
  const Shape& shape_;
  std::uint8_t opacity_;
  BlendMode mode_;
  std::vector<std::uint8_t> weights_;
};

template <typename Shape>
void FillShape(Image& target, const Shape& shape, Colour colour, BlendMode mode) {
  // An opaque row: the colour's alpha is the opacity.
  std::vector<std::uint8_t> row;
  for (std::int32_t x = shape.left(); x < shape.right(); ++x) {
    row.insert(row.end(), {colour.r, colour.g, colour.b, 255});
  }
  ShapeBlender blender(target, shape, colour.a, mode);
  for (std::int32_t y = shape.top(); y < shape.bottom(); ++y) {
    blender.Blend(y, row.data());
  }
}

}  // namespace

void FillRect(Image& target, const Rect& rect, float radius, Colour colour,
              const FillOptions& options) {
  const Corners corners = {.x0 = rect.x,
                           .y0 = rect.y,
                           .x1 = static_cast<double>(rect.x) + rect.width,
                           .y1 = static_cast<double>(rect.y) + rect.height};
  if (options.rotation_deg == 0) {
    FillShape(target, RoundedRect(corners, radius, target.width(), target.height()), colour,
              options.mode);
  } else {
    FillShape(target,
              TurnedRect(corners, radius, options.rotation_deg, target.width(), target.height()),
              colour, options.mode);
  }
}

void DrawImage(Image& target, const ImageView& source, const DrawOptions& options) {
  if (source.pixels == nullptr || !(options.opacity_01 > 0)) {
    return;
  }
  const double left = options.x;
  const double top = options.y;
  const RoundedRect shape(
      {.x0 = left, .y0 = top, .x1 = left + source.width, .y1 = top + source.height}, options.radius,
      target.width(), target.height());
  if (shape.empty()) {
    return;
  }
  const float opacity = std::floor(std::min(options.opacity_01, 1.0F) * 255 + 0.5F);
  ShapeBlender blender(target, shape, static_cast<std::uint8_t>(opacity), options.mode);
  const auto source_x = static_cast<std::size_t>(shape.left() - options.x);
  for (std::int32_t y = shape.top(); y < shape.bottom(); ++y) {
    const auto source_y = static_cast<std::size_t>(y - options.y);
    blender.Blend(y, source.pixels + source_y * source.stride + source_x * 4);
  }
}

}  // namespace vitrine
