// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/imaging/profiles.h"

#include <lcms2.h>

#include <algorithm>

namespace vitrine {
namespace {

struct CloseProfile {
  void operator()(void* profile) const { cmsCloseProfile(profile); }
};
using Profile = std::unique_ptr<void, CloseProfile>;

struct FreeCurve {
  void operator()(cmsToneCurve* curve) const { cmsFreeToneCurve(curve); }
};
using Curve = std::unique_ptr<cmsToneCurve, FreeCurve>;

Curve MakeCurve(const CurveRecipe& recipe) {
  return Curve(recipe.table.empty()
                   ? cmsBuildParametricToneCurve(nullptr, recipe.formula, recipe.parameters.data())
                   : cmsBuildTabulatedToneCurve16(nullptr,
                                                  static_cast<cmsUInt32Number>(recipe.table.size()),
                                                  recipe.table.data()));
}

std::vector<std::byte> Saved(const Profile& profile) {
  cmsUInt32Number size = 0;
  cmsSaveProfileToMem(profile.get(), nullptr, &size);
  std::vector<std::byte> bytes(size);
  cmsSaveProfileToMem(profile.get(), bytes.data(), &size);
  return bytes;
}

cmsCIExyY Chromaticity(const std::array<double, 2>& xy) { return {.x = xy[0], .y = xy[1], .Y = 1}; }

}  // namespace

ProfileRecipe DisplayP3() {
  return {.name = "DisplayP3", .primaries = {{{0.68, 0.32}, {0.265, 0.69}, {0.15, 0.06}}}};
}

std::vector<std::byte> MakeProfile(const ProfileRecipe& recipe) {
  const cmsCIExyY white = Chromaticity(recipe.white);
  const cmsCIExyYTRIPLE primaries = {.Red = Chromaticity(recipe.primaries[0]),
                                     .Green = Chromaticity(recipe.primaries[1]),
                                     .Blue = Chromaticity(recipe.primaries[2])};
  const Curve curve = MakeCurve(recipe.curve);
  const std::array<cmsToneCurve*, 3> curves = {curve.get(), curve.get(), curve.get()};
  const Profile profile(cmsCreateRGBProfile(&white, &primaries, curves.data()));
  cmsSetProfileVersion(profile.get(), recipe.version);
  return Saved(profile);
}

std::vector<std::byte> MakeGreyProfile(const CurveRecipe& curve) {
  const Profile profile(cmsCreateGrayProfile(cmsD50_xyY(), MakeCurve(curve).get()));
  return Saved(profile);
}

void LittleCms::Delete::operator()(void* transform) const { cmsDeleteTransform(transform); }

LittleCms::LittleCms(std::span<const std::byte> profile, bool is_grey) {
  const Profile from(
      cmsOpenProfileFromMem(profile.data(), static_cast<cmsUInt32Number>(profile.size())));
  const Profile to(cmsCreate_sRGBProfile());
  transform_.reset(cmsCreateTransform(from.get(), is_grey ? TYPE_GRAY_DBL : TYPE_RGB_DBL, to.get(),
                                      TYPE_RGB_DBL, INTENT_RELATIVE_COLORIMETRIC,
                                      cmsFLAGS_NOOPTIMIZE | cmsFLAGS_NOCACHE));
}

std::array<double, 3> LittleCms::ToSrgb(std::array<std::uint8_t, 3> rgb) const {
  const std::array<double, 3> from = {rgb[0] / 255.0, rgb[1] / 255.0, rgb[2] / 255.0};
  std::array<double, 3> to{};
  cmsDoTransform(transform_.get(), from.data(), to.data(), 1);
  for (double& channel : to) {
    channel = std::clamp(channel, 0.0, 1.0) * 255.0;
  }
  return to;
}

}  // namespace vitrine
