// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/cutout/lab_image.h>
#include <vitrine/imaging/enhance/strength.h>
#include <vitrine/imaging/harmonise/light.h>
#include <vitrine/imaging/resize.h>
#include <vitrine/imaging/srgb.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace vitrine {
namespace {

// Some thousand pixels on each side of the outline; a percentile of none is nothing.
std::optional<float> Percentile(std::vector<float> values, double share) {
  constexpr std::size_t kFewest = 50;
  if (values.size() < kFewest) {
    return std::nullopt;
  }
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::ranges::nth_element(values, at);
  return *at;
}

// The lightness and the colour of the parts of a picture.
struct Parts {
  std::vector<float> subject;
  std::vector<float> behind;
  std::vector<float> behind_a;
  std::vector<float> behind_b;
};

Parts PartsOf(const LabImage& picture, const Plane& likelihood) {
  constexpr float kSurely = 0.95F;
  Parts parts;
  for (std::size_t i = 0; i < likelihood.values.size(); ++i) {
    const Oklab colour = picture.At(i);
    if (likelihood.values[i] >= kSurely) {
      parts.subject.push_back(colour.l);
    } else if (likelihood.values[i] <= 1 - kSurely) {
      parts.behind.push_back(colour.l);
      parts.behind_a.push_back(colour.a);
      parts.behind_b.push_back(colour.b);
    }
  }
  return parts;
}

// The backdrop's colour if it can have been white or grey.
std::optional<Oklab> NeutralBackdrop(const Parts& parts, BackgroundKind kind) {
  constexpr float kLightest = 0.6F;
  constexpr float kMostChroma = 0.02F;
  const auto l = Percentile(parts.behind, 0.5);
  if (!l || (kind != BackgroundKind::kPlain && kind != BackgroundKind::kGraded)) {
    return std::nullopt;
  }
  const Oklab colour = {.l = *l,
                        .a = Percentile(parts.behind_a, 0.5).value_or(0),
                        .b = Percentile(parts.behind_b, 0.5).value_or(0)};
  const bool neutral = std::hypot(colour.a, colour.b) <= kMostChroma;
  return colour.l >= kLightest && neutral ? std::optional(colour) : std::nullopt;
}

// What makes the light white, without making it lighter or darker.
std::array<float, 3> WhiteGain(const std::optional<Oklab>& backdrop, const Illuminant& illuminant,
                               float share) {
  std::array<float, 3> light = illuminant.light;
  float certainty = illuminant.certainty_01;
  if (backdrop) {
    const Rgb linear = LinearFromOklab(*backdrop);
    std::ranges::transform(linear, light.begin(),
                           [](double value) { return std::max(static_cast<float>(value), 1e-3F); });
    certainty = 1;
  }
  const float luminance = 0.2126F * light[0] + 0.7152F * light[1] + 0.0722F * light[2];
  std::array<float, 3> gain{};
  std::ranges::transform(light, gain.begin(), [&](float channel) {
    return 1 + share * certainty * (luminance / channel - 1);
  });
  return gain;
}

// OKLab's lightness of a grey is the cube root of its light.
float GainBetween(float from, float to) {
  const float ratio = to / std::max(from, 0.05F);
  return ratio * ratio * ratio;
}

// What makes the light as strong as it should be; nothing in the subject comes near white by it.
float ExposureGain(const Parts& parts, const std::optional<Oklab>& backdrop, float white) {
  constexpr float kBackdrop = 0.94F;
  constexpr float kUsualWhite = 0.8F;
  constexpr float kLightestSubject = 0.96F;
  constexpr float kMostGain = 1.6F;
  const float wanted =
      backdrop ? GainBetween(backdrop->l, kBackdrop) : GainBetween(white, kUsualWhite);
  const auto lightest = Percentile(parts.subject, 0.99);
  const float bearable = lightest ? GainBetween(*lightest, kLightestSubject) : 1;
  return std::clamp(std::min(wanted, bearable), 1.0F, kMostGain);
}

}  // namespace

Result<Relight> PlanLight(const ImageView& picture, const Subject& subject,
                          const QualityReport& quality, const Style& style) {
  // Of a usual picture's darkest parts the lightness; what is lighter is haze.
  constexpr float kDarkest = 0.25F;
  constexpr float kMostHaze = 0.15F;
  const Result<Image> reduced = Resize(
      picture,
      {.width = static_cast<float>(picture.width), .height = static_cast<float>(picture.height)},
      static_cast<std::int32_t>(subject.likelihood.width),
      static_cast<std::int32_t>(subject.likelihood.height));
  if (!reduced) {
    return std::unexpected(reduced.error());
  }
  const LabImage lab = ToLab(reduced->view());
  const Parts parts = PartsOf(lab, subject.likelihood);
  const std::optional<Oklab> backdrop = NeutralBackdrop(parts, subject.background);
  const float white = Percentile(lab.channels[0].values, 0.99).value_or(1);
  const float exposure = 1 + style.exposure_01 * (ExposureGain(parts, backdrop, white) - 1);
  Relight relight = {.gain = WhiteGain(backdrop, quality.illuminant, style.white_balance_01)};
  for (float& gain : relight.gain) {
    gain *= exposure;
  }
  const float darkest = Percentile(lab.channels[0].values, 0.01).value_or(0);
  const float haze = std::clamp(darkest - kDarkest, 0.0F, kMostHaze);
  relight.black = style.contrast_01 * (white > 0.6F && !backdrop ? haze : 0);
  return relight;
}

}  // namespace vitrine
