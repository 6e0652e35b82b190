// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/stretch.h>
#include <vitrine/imaging/cutout/subject.h>
#include <vitrine/imaging/describe/subject_patch.h>
#include <vitrine/imaging/resize.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace vitrine {
namespace {

// What is described are colours and shapes: more pixels would change nothing.
constexpr std::int32_t kReducedSide = 256;
constexpr std::int32_t kSubjectSide = 128;
constexpr float kLeastConfidence = 0.5F;

// A part of a picture, its longer side `side` pixels.
Result<Image> Fitted(const ImageView& source, const Rect& crop, std::int32_t side) {
  const float scale = static_cast<float>(side) / std::max(crop.width, crop.height);
  const auto scaled = [&](float length) {
    return std::clamp(static_cast<std::int32_t>(std::lround(length * scale)), 1, side);
  };
  return Resize(source, crop, scaled(crop.width), scaled(crop.height),
                {.filter = ResizeFilter::kArea});
}

// A whole picture's middle is more likely of the product than its border.
Plane MiddleOf(std::size_t width, std::size_t height) {
  const auto fall = [](std::size_t at, std::size_t all) {
    const float from_middle = (2 * static_cast<float>(at) + 1) / static_cast<float>(all) - 1;
    return 1 - from_middle * from_middle;
  };
  Plane middle(width, height);
  for (std::size_t i = 0; i < middle.values.size(); ++i) {
    middle.values[i] = fall(i % width, width) * fall(i / width, height);
  }
  return middle;
}

// The part of a plane over the whole picture that lies in a box of the picture, without averaging.
Plane PartOf(const Plane& whole, const Rect& box, std::size_t width, std::size_t height) {
  Plane part(width, height);
  const auto at = [](float start, float length, std::size_t i, std::size_t count) {
    const float place = start + length * (static_cast<float>(i) + 0.5F) / static_cast<float>(count);
    return static_cast<std::size_t>(std::max(place, 0.0F));
  };
  for (std::size_t i = 0; i < part.values.size(); ++i) {
    const std::size_t x = std::min(at(box.x, box.width, i % width, width), whole.width - 1);
    const std::size_t y = std::min(at(box.y, box.height, i / width, height), whole.height - 1);
    part.values[i] = whole.values[y * whole.width + x];
  }
  return part;
}

// A plane in the middle of a patch. Beside it its border goes on, so that there is no edge, or
// there is nothing.
Plane Centred(const Plane& plane, bool border_goes_on) {
  constexpr auto kSide = static_cast<std::size_t>(kPatchSide);
  const std::size_t left = (kSide - plane.width) / 2;
  const std::size_t top = (kSide - plane.height) / 2;
  Plane patch(kSide, kSide);
  for (std::size_t i = 0; i < patch.values.size(); ++i) {
    const std::size_t x = std::clamp(i % kSide, left, left + plane.width - 1);
    const std::size_t y = std::clamp(i / kSide, top, top + plane.height - 1);
    if (border_goes_on || (x == i % kSide && y == i / kSide)) {
      patch.values[i] = plane.values[(y - top) * plane.width + x - left];
    }
  }
  return patch;
}

}  // namespace

Result<SubjectPatch> PatchOf(const ImageView& picture) {
  if (picture.pixels == nullptr || picture.width < 1 || picture.height < 1) {
    return Fail(ErrorCode::kInvalidArgument, "the picture has no pixels");
  }
  const Rect whole = {.width = static_cast<float>(picture.width),
                      .height = static_cast<float>(picture.height)};
  const auto reduced = Fitted(picture, whole, kReducedSide);
  if (!reduced) {
    return std::unexpected(reduced.error());
  }
  const auto subject = FindSubject(reduced->view(), kSubjectSide);
  if (!subject) {
    return std::unexpected(subject.error());
  }
  const bool found = subject->confidence_01 >= kLeastConfidence;
  const Rect box = found ? subject->box
                         : Rect{.width = static_cast<float>(reduced->width()),
                                .height = static_cast<float>(reduced->height())};
  const auto cut = Fitted(reduced->view(), box, kPatchSide);
  if (!cut) {
    return std::unexpected(cut.error());
  }
  const LabImage lab = ToLab(cut->view());
  const auto width = static_cast<std::size_t>(reduced->width());
  const auto height = static_cast<std::size_t>(reduced->height());
  const Plane mask =
      found ? PartOf(Stretched(subject->likelihood, width, height), box, lab.width(), lab.height())
            : MiddleOf(lab.width(), lab.height());
  SubjectPatch patch = {
      .picture = {.channels = {}, .alpha = Centred(lab.alpha, true)},
      .mask = Centred(mask, false),
      .width_over_height = box.width / box.height,
  };
  for (std::size_t i = 0; i < lab.channels.size(); ++i) {
    patch.picture.channels[i] = Centred(lab.channels[i], true);
  }
  return patch;
}

}  // namespace vitrine
