// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/enhance/enhance.h>
#include <vitrine/imaging/enhance/enhance_plan.h>
#include <vitrine/imaging/enhance/sharpen.h>
#include <vitrine/imaging/enhance/ycc.h>

#include <algorithm>
#include <utility>

namespace vitrine {
namespace {

Result<void> Check(const ImageView& picture, const QualityReport& quality,
                   const EnhanceOptions& options) {
  const std::pair<Strength, const char*> strengths[] = {
      {options.deblock, "deblock"},   {options.denoise, "denoise"},
      {options.sharpen, "sharpen"},   {options.white_balance, "white_balance"},
      {options.exposure, "exposure"}, {options.contrast, "contrast"}};
  for (const auto& [strength, name] : strengths) {
    if (auto checked = CheckStrength(strength, name); !checked) {
      return checked;
    }
  }
  return CheckReport(picture, quality);
}

// How many rows above and below a row its new pixels depend on; even, so that the blocks of all
// bands lie as in the whole picture.
std::size_t ReachOf(const EnhancePlan& plan) {
  constexpr std::size_t kShrinkReach = 8;
  const std::size_t sharpen = plan.sharpen_sigma > 0 ? SharpenReach(plan.sharpen_sigma) : 0;
  return (plan.shrink ? kShrinkReach : 0) + (sharpen + 1) / 2 * 2;
}

void Mend(const EnhancePlan& plan, Ycc& band) {
  if (plan.shrink) {
    band.y = ShrinkDct(band.y, plan.shrink->brightness);
    band.cb = ShrinkDct(band.cb, plan.shrink->blue_difference);
    band.cr = ShrinkDct(band.cr, plan.shrink->red_difference);
  }
  if (plan.sharpen_sigma > 0) {
    band.y = Sharpen(band.y, plan.sharpen_sigma);
  }
}

// Writes a row of the band with its tone, under the alpha that the picture has there.
void WriteRow(const Ycc& band, std::size_t row, const ToneCurves& tone, const std::uint8_t* from,
              std::uint8_t* to) {
  for (std::size_t x = 0; x < band.y.width; ++x, from += 4, to += 4) {
    const RgbSample rgb = RgbOfYcc(band.y.Row(row)[x], band.cb.Row(row)[x], band.cr.Row(row)[x]);
    const float alpha = static_cast<float>(from[3]) / 255.0F;
    const auto byte = [&](std::size_t channel, float value) {
      return static_cast<std::uint8_t>(RoundPositive(tone.At(channel, value) * alpha));
    };
    to[0] = byte(0, rgb.r);
    to[1] = byte(1, rgb.g);
    to[2] = byte(2, rgb.b);
    to[3] = from[3];
  }
}

}  // namespace

Result<Image> Enhance(const ImageView& picture, const QualityReport& quality,
                      const EnhanceOptions& options) {
  constexpr std::size_t kBandRows = 256;
  if (auto checked = Check(picture, quality, options); !checked) {
    return std::unexpected(std::move(checked).error());
  }
  Result<Image> image = Image::CreateForOverwrite(picture.width, picture.height);
  if (!image) {
    return image;
  }
  const EnhancePlan plan = PlanOf(quality, options);
  const std::size_t reach = ReachOf(plan);
  const ToneCurves tone(plan.tone);
  const auto height = static_cast<std::size_t>(picture.height);
  for (std::size_t first = 0; first < height; first += kBandRows) {
    const std::size_t end = std::min(first + kBandRows, height);
    const std::size_t above = std::min(first, reach);
    const std::size_t from = first - above;
    Ycc band = YccOfRows(picture, {.first = from, .count = std::min(end + reach, height) - from});
    Mend(plan, band);
    for (std::size_t y = first; y < end; ++y) {
      WriteRow(band, y - from, tone, picture.pixels + y * picture.stride,
               image->pixels().data() + y * image->stride());
    }
  }
  return image;
}

}  // namespace vitrine
