// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/connected_parts.h>
#include <vitrine/imaging/cutout/cutout.h>
#include <vitrine/imaging/cutout/matte.h>
#include <vitrine/imaging/cutout/stretch.h>
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

// In how far two likelihoods mean the same: intersection over union.
float AgreementOf(const Plane& first, const Plane& second) {
  const Plane other = Stretched(second, first.width, first.height);
  float both = 0;
  float either = 0;
  for (std::size_t i = 0; i < first.values.size(); ++i) {
    const bool in_first = IsSubject(first.values[i]);
    const bool in_second = IsSubject(other.values[i]);
    both += in_first && in_second ? 1 : 0;
    either += in_first || in_second ? 1 : 0;
  }
  return both / std::max(either, 1.0F);
}

// Whether there is no need to ask: a clear backdrop tells more than a model that sees little of the
// outline.
bool IsClear(const Subject& subject) {
  constexpr float kClear = 0.9F;
  return subject.background != BackgroundKind::kBusy && subject.confidence_01 >= kClear;
}

// The classical way where a backdrop makes it clear, or where it is sure and the model sees the
// same thing; else the model's, which knows more than colours, as far as these are sure.
Result<Found> Find(const ImageView& picture, const CutoutOptions& options) {
  constexpr float kSure = 0.75F;
  constexpr float kTheSame = 0.7F;
  Result<Subject> classical = FindSubject(picture, kSide);
  if (!classical) {
    return std::unexpected(classical.error());
  }
  const CutoutMethod method = ClassicalMethod(classical->background);
  if (options.model == nullptr || method == CutoutMethod::kGiven || IsClear(*classical)) {
    return Found{.subject = *std::move(classical), .method = method};
  }
  const Result<Plane> likelihood = options.model->LikelihoodOf(picture);
  if (!likelihood) {
    return std::unexpected(likelihood.error());
  }
  if (classical->confidence_01 >= kSure &&
      AgreementOf(classical->likelihood, *likelihood) >= kTheSame) {
    return Found{.subject = *std::move(classical), .method = method};
  }
  Result<Subject> modelled = FindSubject(picture, kSide, &*likelihood);
  if (!modelled) {
    return std::unexpected(modelled.error());
  }
  return Found{.subject = *std::move(modelled), .method = CutoutMethod::kModel};
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
