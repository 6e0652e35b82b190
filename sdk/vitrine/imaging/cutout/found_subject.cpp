// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/connected_parts.h>
#include <vitrine/imaging/cutout/found_subject.h>
#include <vitrine/imaging/cutout/stretch.h>
#include <vitrine/imaging/enhance/strength.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

namespace vitrine {
namespace {

// Finer than a model sees, coarse enough that colours are learnt from much at once.
constexpr std::int32_t kSide = 480;

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

// What a model wavers over, as a share of what it may mean: where that is much, it has never seen
// the like, and half of the outline may be wrong however sharp it is.
float CertaintyOf(const Plane& likelihood) {
  constexpr float kUnlikely = 0.2F;
  constexpr float kLikely = 0.8F;
  constexpr float kSome = 0.2F;
  constexpr float kMuch = 0.5F;
  float meant = 0;
  float wavering = 0;
  for (const float value : likelihood.values) {
    meant += value > kUnlikely ? 1 : 0;
    wavering += value > kUnlikely && value < kLikely ? 1 : 0;
  }
  return 1 - Ramp(wavering / std::max(meant, 1.0F), kSome, kMuch) / 2;
}

}  // namespace

std::string_view NameOf(CutoutMethod method) {
  constexpr std::array<std::string_view, 5> kNames = {"none", "given", "backdrop", "colours",
                                                      "model"};
  return kNames.at(static_cast<std::size_t>(method));
}

Result<FoundSubject> FindByColour(const ImageView& picture) {
  Result<Subject> subject = FindSubject(picture, kSide);
  if (!subject) {
    return std::unexpected(subject.error());
  }
  const CutoutMethod method = ClassicalMethod(subject->background);
  return FoundSubject{.subject = *std::move(subject), .method = method};
}

bool WantsModel(const FoundSubject& by_colour) {
  // A floor of one pattern can look graded, so only what is plain is believed.
  constexpr float kClear = 0.95F;
  switch (by_colour.method) {
    case CutoutMethod::kBackdrop:
      return by_colour.subject.background != BackgroundKind::kPlain ||
             by_colour.subject.confidence_01 < kClear;
    case CutoutMethod::kColours:
      return true;
    case CutoutMethod::kNone:
    case CutoutMethod::kGiven:
    case CutoutMethod::kModel:
      break;
  }
  return false;
}

Result<FoundSubject> WeighModel(const ImageView& picture, FoundSubject by_colour,
                                const Plane& likelihood) {
  constexpr float kSure = 0.75F;
  constexpr float kTheSame = 0.97F;
  if (likelihood.width == 0 || likelihood.height == 0) {
    return Fail(ErrorCode::kInvalidArgument, "a likelihood with pixels was expected, it is " +
                                                 std::to_string(likelihood.width) + " x " +
                                                 std::to_string(likelihood.height));
  }
  if (by_colour.subject.confidence_01 >= kSure &&
      AgreementOf(by_colour.subject.likelihood, likelihood) >= kTheSame) {
    return by_colour;
  }
  Result<Subject> modelled = FindSubject(picture, kSide, &likelihood);
  if (!modelled) {
    return std::unexpected(modelled.error());
  }
  modelled->confidence_01 *= CertaintyOf(likelihood);
  return FoundSubject{.subject = *std::move(modelled), .method = CutoutMethod::kModel};
}

}  // namespace vitrine
