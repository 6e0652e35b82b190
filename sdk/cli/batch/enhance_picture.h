// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/batch/manifest.h"
#include "sdk/codecs/codecs.h"

#include <vitrine/imaging/cutout/segmentation_model.h>
#include <vitrine/imaging/harmonise/style.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace vitrine::cli {

/// What is done to each picture.
struct EnhanceSettings {
  Style style = {};
  EncodeOptions encoding = {};
  DecodeLimits limits = {};
  float least_confidence_01 = 0.6F;
  bool mend = true;  ///< Enhance before all else.
  /// The segmentation model's fingerprint; 0 without one.
  std::uint64_t model = 0;
};

/// Changes when anything of the settings does that a result hangs on.
std::string FingerprintOf(const EnhanceSettings& settings);

struct EnhancedPicture {
  Image before;  ///< As it came.
  Image after;
  std::vector<std::byte> file;  ///< `after` as a file.
  Findings findings;
};

/// Decodes a picture, measures it, mends it, doubles one that is too small, cuts its subject out,
/// makes it look like the style and encodes it. From any thread.
///
/// @param bytes The picture's file.
/// @param model Asked where needed; null without one.
/// Errors: those of the steps.
Result<EnhancedPicture> EnhancePicture(std::span<const std::byte> bytes,
                                       const EnhanceSettings& settings, SegmentationModel* model);

}  // namespace vitrine::cli
