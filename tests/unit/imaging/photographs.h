// SPDX-License-Identifier: Apache-2.0
// All photographs of the data set as one slate: how alike they become, and how true they stay.
#pragma once

#include "tests/unit/imaging/slate.h"

#include <vitrine/imaging/cutout/segmentation_model.h>

#include <cstddef>
#include <string>

namespace vitrine {

struct SlateReport {
  std::size_t pictures = 0;
  std::size_t uncut = 0;
  Spread before;
  Spread after;
  double worst_fit = 99;   ///< SmoothColourFit of the worst subject, in dB ...
  std::string worst;       ///< ... and its file.
  double mean_haloes = 0;  ///< HaloShare, of those that were cut out.
};

/// Cuts them out, with a model or without, and harmonises them. Needs the data set; under the
/// sanitizers takes a few of them only.
SlateReport HarmonisedPhotographs(SegmentationModel* model);

/// The bars: deviations down six times, subjects a smooth colour transform of the original to 42
/// dB, few haloes. Prints the report.
void ExpectAlikeAndTrue(const SlateReport& report);

}  // namespace vitrine
