// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/colour_counts.h>
#include <vitrine/imaging/cutout/evidence.h>
#include <vitrine/imaging/enhance/strength.h>

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

// The least weight: a pixel that says nothing.
constexpr float kMute = 0.005F;

// How certainly a colour is another than the backdrop's, and how likely it is the backdrop in
// shade.
struct Difference {
  Plane unlike;
  Plane shaded;
  float shaded_share = 0;  // Of all that is unlike.
};

// A shadow takes light away evenly: OKLab's a and b shrink with its l. Half of that is an eighth of
// the light; few shadows are deeper.
float ShadeLikelihood(const Oklab& colour, const Oklab& behind, float alike) {
  const float light = colour.l / std::max(behind.l, 0.01F);
  if (light >= 1) {
    return 0;
  }
  const float a = colour.a - behind.a * light;
  const float b = colour.b - behind.b * light;
  const float apart = std::sqrt(a * a + b * b);
  return Ramp(light, 0.5F, 0.6F) * (1 - Ramp(apart, 0.5F * alike + 0.006F, alike + 0.016F));
}

Difference DifferenceFrom(const Backdrop& backdrop, const LabImage& picture) {
  const float alike = std::max(2.5F * backdrop.spread(), 0.01F);
  Difference difference = {.unlike = Plane(picture.width(), picture.height()),
                           .shaded = Plane(picture.width(), picture.height())};
  float unlike_sum = 0;
  float shaded_sum = 0;
  for (std::size_t i = 0; i < difference.unlike.values.size(); ++i) {
    const Oklab colour = picture.At(i);
    const Oklab behind = backdrop.ColourAt(i % picture.width(), i / picture.width());
    const float unlike = Ramp(ColourDistance(colour, behind), alike, 3 * alike);
    const float shaded = ShadeLikelihood(colour, behind, alike);
    difference.unlike.values[i] = unlike;
    difference.shaded.values[i] = shaded;
    unlike_sum += unlike;
    shaded_sum += unlike * shaded;
  }
  difference.shaded_share = shaded_sum / std::max(unlike_sum, 1.0F);
  return difference;
}

bool IsAtBorder(std::size_t i, const LabImage& picture, std::size_t depth) {
  const std::size_t x = i % picture.width();
  const std::size_t y = i / picture.width();
  return x < depth || y < depth || x + depth >= picture.width() || y + depth >= picture.height();
}

// Below a half more so the further below: in front of the backdrop a likeness to it may be chance.
float WeightOf(float likelihood) {
  constexpr float kUnlike = 0.5F;
  constexpr float kLike = 0.05F;
  const float certainty = 2 * likelihood - 1;
  return kMute + (certainty > 0 ? kUnlike * certainty : -kLike * certainty);
}

// What a colour says counts as much either way.
float WeightByColour(float likelihood) {
  constexpr float kColour = 0.15F;
  return 4 * kMute + kColour * std::abs(2 * likelihood - 1);
}

// What two say who know nothing of each other.
float Combined(float first, float second) {
  const float both = first * second;
  return both / (both + (1 - first) * (1 - second));
}

Evidence EvidenceOf(const Difference& difference, const LabImage& picture) {
  constexpr float kMostShaded = 0.6F;
  constexpr float kBorder = 0.5F;
  const bool has_shadows = difference.shaded_share <= kMostShaded;
  const std::size_t depth = BorderDepth(picture.width(), picture.height()) / 2 + 1;
  Evidence evidence = {.likelihood = difference.unlike,
                       .weight = Plane(picture.width(), picture.height())};
  for (std::size_t i = 0; i < evidence.weight.values.size(); ++i) {
    float& likelihood = evidence.likelihood.values[i];
    float& weight = evidence.weight.values[i];
    weight = WeightOf(likelihood);
    const float shaded = has_shadows ? difference.shaded.values[i] : 0;
    if (shaded > 0 && likelihood > 0.5F) {
      weight = weight * (1 - shaded) * (1 - shaded) + 2 * kMute;
      likelihood *= 1 - 0.9F * shaded;
    }
    if (likelihood < 0.5F && IsAtBorder(i, picture, depth)) {
      weight += kBorder * (1 - 2 * likelihood);
    }
  }
  return evidence;
}

}  // namespace

Evidence AgainstBackdrop(const LabImage& picture, const Backdrop& backdrop) {
  return EvidenceOf(DifferenceFrom(backdrop, picture), picture);
}

Evidence AgainstBackdrop(const LabImage& picture, const Backdrop& backdrop, const Plane& prior) {
  // Likeness to the backdrop may be chance; how little an unlikeness is depends on how even that
  // is.
  constexpr float kLike = 0.2F;
  constexpr float kUnlikeEven = 0.99F;
  constexpr float kUnlikeUneven = 0.8F;
  const float unevenness = Ramp(backdrop.spread(), 0.006F, 0.015F);
  const float unlike = kUnlikeEven + (kUnlikeUneven - kUnlikeEven) * unevenness;
  const Difference difference = DifferenceFrom(backdrop, picture);
  Evidence evidence = EvidenceOf(difference, picture);
  for (std::size_t i = 0; i < evidence.likelihood.values.size(); ++i) {
    float& likelihood = evidence.likelihood.values[i];
    // What can be a shadow, and can be a grey thing, is for the model to say.
    const float shaded = difference.shaded.values[i] * difference.unlike.values[i];
    const float seen = kLike + (unlike - kLike) * difference.unlike.values[i];
    likelihood = Combined(seen + (0.5F - seen) * shaded, prior.values[i]);
    float& weight = evidence.weight.values[i];
    weight = std::max(weight, WeightByColour(likelihood));
  }
  return evidence;
}

Evidence ByColour(const LabImage& picture, const Plane& labels, const Plane& prior) {
  constexpr float kRare = 1e-4F;
  ColourCounts subject;
  ColourCounts behind;
  for (std::size_t i = 0; i < labels.values.size(); ++i) {
    const float label = labels.values[i];
    subject.Add(picture.At(i), label * label);
    behind.Add(picture.At(i), (1 - label) * (1 - label));
  }
  subject.Normalise();
  behind.Normalise();
  Evidence evidence = {.likelihood = Plane(picture.width(), picture.height()),
                       .weight = Plane(picture.width(), picture.height())};
  for (std::size_t i = 0; i < labels.values.size(); ++i) {
    const float before = std::clamp(prior.values[i], 0.01F, 0.99F);
    const float here = (subject.ShareOf(picture.At(i)) + kRare) * before;
    const float there = (behind.ShareOf(picture.At(i)) + kRare) * (1 - before);
    evidence.likelihood.values[i] = here / (here + there);
    evidence.weight.values[i] = WeightByColour(evidence.likelihood.values[i]);
  }
  return evidence;
}

}  // namespace vitrine
