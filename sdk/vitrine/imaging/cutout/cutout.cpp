// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/cutout.h>
#include <vitrine/imaging/cutout/matte.h>
#include <vitrine/imaging/enhance/strength.h>

#include <algorithm>
#include <utility>

namespace vitrine {
namespace {

// Finer than a model sees, coarse enough that colours are learnt from much at once.
constexpr std::int32_t kSide = 480;

struct Found {
  Subject subject;
  CutoutMethod method;
};

CutoutMethod ClassicalMethod(BackgroundKind kind) {
  switch (kind) {
    case BackgroundKind::kTransparent:
      return CutoutMethod::kGiven;
    case BackgroundKind::kPlain:
    case BackgroundKind::kGraded:
      return CutoutMethod::kBackdrop;
    case BackgroundKind::kBusy:
      break;
  }
  return CutoutMethod::kColours;
}

// The classical way where a backdrop makes it sure; else the model, which knows more than colours;
// and if that is not sure, whichever of both is surer.
Result<Found> Find(const ImageView& picture, const CutoutOptions& options) {
  Result<Subject> classical = FindSubject(picture, kSide);
  if (!classical) {
    return std::unexpected(classical.error());
  }
  const CutoutMethod method = ClassicalMethod(classical->background);
  const bool is_sure = classical->confidence_01 >= options.least_confidence_01;
  if (options.model == nullptr || method == CutoutMethod::kGiven ||
      (method == CutoutMethod::kBackdrop && is_sure)) {
    return Found{.subject = *std::move(classical), .method = method};
  }
  const Result<Plane> likelihood = options.model->LikelihoodOf(picture);
  if (!likelihood) {
    return std::unexpected(likelihood.error());
  }
  Result<Subject> modelled = FindSubject(picture, kSide, &*likelihood);
  if (!modelled) {
    return std::unexpected(modelled.error());
  }
  if (modelled->confidence_01 >= std::min(options.least_confidence_01, classical->confidence_01)) {
    return Found{.subject = *std::move(modelled), .method = CutoutMethod::kModel};
  }
  return Found{.subject = *std::move(classical), .method = method};
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

Result<Cutout> CutOut(const ImageView& picture, const CutoutOptions& options) {
  if (const auto valid = CheckStrength(options.least_confidence_01, "least confidence"); !valid) {
    return std::unexpected(valid.error());
  }
  Result<Found> found = Find(picture, options);
  if (!found) {
    return std::unexpected(found.error());
  }
  Cutout cutout = {.method = found->method, .subject = std::move(found->subject)};
  Result<Image> image;
  if (cutout.method == CutoutMethod::kGiven) {
    image = CopyOf(picture);
  } else if (cutout.subject.confidence_01 < options.least_confidence_01 ||
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

}  // namespace vitrine
