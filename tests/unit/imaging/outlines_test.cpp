// SPDX-License-Identifier: Apache-2.0
// Cut-outs of photographs against outlines that were drawn by hand.
#include "tests/unit/imaging/outlines.h"
#include "tests/support/data.h"
#include "tests/support/sanitized.h"
#include "tests/unit/imaging/pictures.h"

#include <vitrine/imaging/cutout/cutout.h>
#include <vitrine/imaging/decode.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <iostream>
#include <vector>

namespace vitrine {
namespace {

TEST(CutOut, OfPhotographsFollowsTheOutlinesDrawnByHand) {
  VITRINE_NEEDS_DATA("clothing-images");
  const std::vector<Outline> outlines = Outlines();
  ASSERT_EQ(outlines.size(), 40U);
  double sum = 0;
  double of_sure = 0;
  double sure = 0;
  double count = 0;
  for (std::size_t i = 0; i < outlines.size(); i += EveryOf(10)) {
    const Outline& outline = outlines[i];
    const auto path = DataFolder() / "clothing-images" / "images" / outline.picture;
    const Image picture = DecodeImage(ReadFile(path)).value();
    const Mask mask(outline, picture.width(), picture.height());
    // Those too that would stay whole.
    const Cutout cutout = CutOut(picture.view(), {.least_confidence_01 = 0}).value();
    const double overlap = Overlap(cutout.image, mask);
    sum += overlap;
    count += 1;
    if (cutout.subject.confidence_01 >= CutoutOptions{}.least_confidence_01) {
      of_sure += overlap;
      sure += 1;
    }
  }
  std::cout << "mean intersection over union " << sum / count << ", of the " << sure
            << " that it is sure of " << of_sure / sure << "\n";
  EXPECT_GE(sum / count, Sanitized() ? 0.1 : 0.90) << "the bar is for all pictures";
  EXPECT_GE(of_sure / sure, sum / count) << "a confidence that says nothing";
}

}  // namespace
}  // namespace vitrine
