// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/cutout.h>
#include <vitrine/imaging/cutout/matte.h>
#include <vitrine/imaging/enhance/strength.h>

#include <algorithm>
#include <utility>

namespace vitrine {
namespace {

Result<FoundSubject> Find(const ImageView& picture, SegmentationModel* model) {
  Result<FoundSubject> by_colour = FindByColour(picture);
  if (!by_colour || model == nullptr || !WantsModel(*by_colour)) {
    return by_colour;
  }
  const Result<Plane> likelihood = model->LikelihoodOf(picture);
  if (!likelihood) {
    return std::unexpected(likelihood.error());
  }
  return WeighModel(picture, *std::move(by_colour), *likelihood);
}

bool IsWhole(const Rect& box, const ImageView& picture) {
  return box == Rect{.x = 0,
                     .y = 0,
                     .width = static_cast<float>(picture.width),
                     .height = static_cast<float>(picture.height)};
}

Result<Image> CopyOf(const ImageView& picture) {
  Result<Image> copy = Image::CreateForOverwrite(picture.width, picture.height);
  if (copy) {
    for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y) {
      std::copy_n(picture.pixels + y * picture.stride, copy->stride(),
                  copy->pixels().data() + y * copy->stride());
    }
  }
  return copy;
}

}  // namespace

Result<Cutout> CutOutFound(const ImageView& picture, FoundSubject found,
                           float least_confidence_01) {
  if (const auto valid = CheckStrength(least_confidence_01, "least confidence"); !valid) {
    return std::unexpected(valid.error());
  }
  Cutout cutout = {.method = found.method, .subject = std::move(found.subject)};
  Result<Image> image;
  if (cutout.method == CutoutMethod::kGiven) {
    image = CopyOf(picture);
  } else if (cutout.subject.confidence_01 < least_confidence_01 ||
             IsWhole(cutout.subject.box, picture)) {
    cutout.method = CutoutMethod::kNone;
  } else {
    image = Matte(picture, cutout.subject.likelihood);
  }
  if (!image) {
    return std::unexpected(image.error());
  }
  cutout.image = *std::move(image);
  return cutout;
}

Result<Cutout> CutOut(const ImageView& picture, const CutoutOptions& options) {
  Result<FoundSubject> found = Find(picture, options.model);
  if (!found) {
    return std::unexpected(found.error());
  }
  return CutOutFound(picture, *std::move(found), options.least_confidence_01);
}

}  // namespace vitrine
