// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/enhance/enhance_plan.h>
#include <vitrine/imaging/srgb.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace vitrine {
namespace {

// Coefficients below this share of a JPEG's step are as likely its error as the picture's.
constexpr float kShareOfStep = 0.35F;

struct JpegPlan {
  std::int32_t quality = 0;
  float share_01 = 0;
};

JpegPlan PlanDeblock(const JpegTraces& traces, Strength strength) {
  // Above it, nothing can be seen of the compression.
  constexpr std::int32_t kMostQuality = 88;
  constexpr std::int32_t kWorstQuality = 10;
  if (strength) {
    return {.quality = kWorstQuality, .share_01 = *strength};
  }
  const bool shows = traces.quality != 0 && traces.quality <= kMostQuality;
  return {.quality = traces.quality, .share_01 = shows ? 1.0F : 0.0F};
}

NoiseLevels PlanDenoise(const NoiseLevels& measured, Strength strength) {
  // A fine grain is part of many a picture, and hardly to be seen.
  constexpr float kSeen = 1.2F;
  constexpr float kStrongest = 25;
  // Noise of equal strength in red, green and blue leaves so much in these channels.
  constexpr NoiseLevels kOfRgb = {
      .brightness = 0.6685F, .blue_difference = 0.6234F, .red_difference = 0.6571F};
  if (strength) {
    const float sigma = kStrongest * *strength;
    return {.brightness = sigma * kOfRgb.brightness,
            .blue_difference = sigma * kOfRgb.blue_difference,
            .red_difference = sigma * kOfRgb.red_difference};
  }
  const auto seen = [](float sigma) { return sigma >= kSeen ? sigma : 0; };
  return {.brightness = seen(measured.brightness),
          .blue_difference = seen(measured.blue_difference),
          .red_difference = seen(measured.red_difference)};
}

// Colour is kept at half the resolution in most JPEGs, so its frequencies are half as high in the
// full picture.
DctTable AtHalfResolution(const DctTable& steps) {
  DctTable table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const std::size_t row = std::min<std::size_t>(i / 8 * 2, 7);
    const std::size_t column = std::min<std::size_t>(i % 8 * 2, 7);
    table[i] = steps[row * 8 + column];
  }
  return table;
}

DctTable Thresholds(const DctTable& steps, float share_01, float noise_sigma) {
  constexpr float kSigmas = 2.7F;
  DctTable thresholds{};
  for (std::size_t i = 1; i < thresholds.size(); ++i) {
    thresholds[i] = std::max(kShareOfStep * share_01 * steps[i], kSigmas * noise_sigma);
  }
  return thresholds;
}

std::optional<ShrinkPlan> PlanShrink(const QualityReport& measured, const EnhanceOptions& options) {
  const JpegPlan jpeg = PlanDeblock(measured.jpeg, options.deblock);
  const NoiseLevels noise = PlanDenoise(measured.noise, options.denoise);
  if (jpeg.share_01 == 0 && noise.brightness == 0 && noise.blue_difference == 0 &&
      noise.red_difference == 0) {
    return std::nullopt;
  }
  DctTable brightness{};
  DctTable colour{};
  if (jpeg.share_01 > 0) {
    brightness = JpegSteps(JpegChannel::kBrightness, jpeg.quality);
    colour = AtHalfResolution(JpegSteps(JpegChannel::kColour, jpeg.quality));
  }
  return ShrinkPlan{.brightness = Thresholds(brightness, jpeg.share_01, noise.brightness),
                    .blue_difference = Thresholds(colour, jpeg.share_01, noise.blue_difference),
                    .red_difference = Thresholds(colour, jpeg.share_01, noise.red_difference)};
}

float PlanSharpen(float edge_sigma, Strength strength) {
  constexpr float kStrongest = 2.5F;
  // The edges of a sharp picture, and from where on one is soft.
  constexpr float kSharp = 0.6F;
  constexpr float kSoft = 0.95F;
  // A Gaussian below this is narrower than the pixels.
  constexpr float kLeast = 0.25F;
  if (strength) {
    const float sigma = kStrongest * *strength;
    return sigma < kLeast ? 0 : sigma;
  }
  if (edge_sigma < kSoft) {
    return 0;
  }
  return std::min(std::sqrt(edge_sigma * edge_sigma - kSharp * kSharp), kStrongest);
}

// The darkest and the lightest level of a usual picture of a product.
constexpr float kUsualBlack = 30;
constexpr float kUsualWhite = 220;

double LightOfLevel(float level) { return LinearFromSrgb(static_cast<double>(level) / 255.0); }

float LevelOfLight(double light) { return static_cast<float>(255.0 * SrgbFromLinear(light)); }

// A picture of one colour has neither light nor contrast to mend.
bool IsPlain(float black, float white) { return white - black < 12; }

// The gain of linear light, at least 1.
float PlanExposure(const Exposure& exposure, Strength strength) {
  constexpr float kMostGain = 8;
  const float white = exposure.white;
  if (white < 1 || (!strength && IsPlain(exposure.black, white))) {
    return 1;
  }
  const float share = strength ? *strength : 1 - Ramp(white, 115, 130);
  const auto gain = static_cast<float>(LightOfLevel(kUsualWhite) / LightOfLevel(white));
  return 1 + share * (std::clamp(gain, 1.0F, kMostGain) - 1);
}

std::array<float, 3> PlanWhiteBalance(const Illuminant& illuminant, Strength strength) {
  const float share = strength ? *strength : illuminant.certainty_01;
  std::array<float, 3> gain{};
  for (std::size_t c = 0; c < 3; ++c) {
    gain[c] = 1 + share * (1 / illuminant.light[c] - 1);
  }
  // White stays as light as it was. The shares are those of sRGB's luminance.
  const float luminance = 0.2126F / gain[0] + 0.7152F / gain[1] + 0.0722F / gain[2];
  for (float& value : gain) {
    value = share == 0 ? 1 : value * luminance;
  }
  return gain;
}

// Stretches the range from `black` to `white`, which may have been lifted before.
void PlanContrast(float black, float white, Strength strength, Tone& tone) {
  const float range = white - black;
  const float share = strength ? *strength : 1 - Ramp(range, 50, 65);
  if (IsPlain(black, white) || share == 0) {
    return;
  }
  tone.black = black;
  tone.white = white;
  tone.new_black = black + share * (std::min(black, kUsualBlack) - black);
  tone.new_white = white + share * (std::max(white, kUsualWhite) - white);
}

Tone PlanTone(const QualityReport& measured, const EnhanceOptions& options) {
  Tone tone;
  tone.gain = PlanWhiteBalance(measured.illuminant, options.white_balance);
  const float lift = PlanExposure(measured.exposure, options.exposure);
  for (float& gain : tone.gain) {
    gain *= lift;
  }
  PlanContrast(LevelOfLight(LightOfLevel(measured.exposure.black) * lift),
               LevelOfLight(LightOfLevel(measured.exposure.white) * lift), options.contrast, tone);
  return tone;
}

}  // namespace

EnhancePlan PlanOf(const QualityReport& quality, const EnhanceOptions& options) {
  return {.shrink = PlanShrink(quality, options),
          .sharpen_sigma = PlanSharpen(quality.edge_sigma, options.sharpen),
          .tone = PlanTone(quality, options)};
}

}  // namespace vitrine
