// SPDX-License-Identifier: Apache-2.0
// Cut-outs of photographs against outlines that were drawn by hand.
#include "tests/unit/imaging/outlines.h"
#include "tests/support/data.h"
#include "tests/unit/imaging/pictures.h"

#include <vitrine/imaging/cutout/cutout.h>
#include <vitrine/imaging/decode.h>
#include <gtest/gtest.h>

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
  for (const Outline& outline : outlines) {
    const auto path = DataFolder() / "clothing-images" / "images" / outline.picture;
    const Image picture = DecodeImage(ReadFile(path)).value();
    const Mask mask(outline, picture.width(), picture.height());
    // Those too that would stay whole.
    const Cutout cutout = CutOut(picture.view(), {.least_confidence_01 = 0}).value();
    const double overlap = Overlap(cutout.image, mask);
    sum += overlap;
    if (cutout.subject.confidence_01 >= CutoutOptions{}.least_confidence_01) {
      of_sure += overlap;
      sure += 1;
    }
  }
  const auto count = static_cast<double>(outlines.size());
  std::cout << "mean intersection over union " << sum / count << ", of the " << sure
            << " that it is sure of " << of_sure / sure << "\n";
  EXPECT_GE(sum / count, 0.90);
  EXPECT_GE(of_sure / sure, sum / count) << "a confidence that says nothing";
}

}  // namespace
}  // namespace vitrine
