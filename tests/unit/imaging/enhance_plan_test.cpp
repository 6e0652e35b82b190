// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/enhance/enhance_plan.h>
#include <gtest/gtest.h>

namespace vitrine {
namespace {

// What a good picture measures.
QualityReport Good() {
  return {.width = 800,
          .height = 600,
          .edge_sigma = 0.7F,
          .noise = {0.6F, 0.5F, 0.5F},
          .exposure = {.black = 20, .median = 150, .white = 230}};
}

TEST(EnhancePlan, OfAGoodPictureIsEmpty) { EXPECT_TRUE(PlanOf(Good(), {}).IsEmpty()); }

TEST(EnhancePlan, StrengthsOf0LeaveABadPicture) {
  const QualityReport bad = {.width = 800,
                             .height = 600,
                             .edge_sigma = 2,
                             .noise = {9, 9, 9},
                             .exposure = {.black = 60, .median = 80, .white = 100},
                             .jpeg = {.quality = 20},
                             .illuminant = {.light = {1.3F, 1, 0.7F}, .certainty_01 = 1}};
  EXPECT_FALSE(PlanOf(bad, {}).IsEmpty());
  EXPECT_TRUE(PlanOf(bad, {.deblock = 0,
                           .denoise = 0,
                           .sharpen = 0,
                           .white_balance = 0,
                           .exposure = 0,
                           .contrast = 0})
                  .IsEmpty());
}

TEST(EnhancePlan, EachMeasureLeadsToItsTreatmentAlone) {
  QualityReport noisy = Good();
  noisy.noise = {8, 8, 8};
  EXPECT_TRUE(PlanOf(noisy, {}).shrink.has_value());
  EXPECT_EQ(PlanOf(noisy, {}).sharpen_sigma, 0);
  EXPECT_EQ(PlanOf(noisy, {}).tone, Tone());
  QualityReport soft = Good();
  soft.edge_sigma = 1.5F;
  EXPECT_GT(PlanOf(soft, {}).sharpen_sigma, 1);
  EXPECT_FALSE(PlanOf(soft, {}).shrink.has_value());
  QualityReport dark = Good();
  dark.exposure.white = 120;
  EXPECT_GT(PlanOf(dark, {}).tone.gain[0], 1.5F);
  EXPECT_EQ(PlanOf(dark, {}).tone.gain[0], PlanOf(dark, {}).tone.gain[2]);
  QualityReport yellow = Good();
  yellow.illuminant = {.light = {1.2F, 1, 0.8F}, .certainty_01 = 1};
  EXPECT_LT(PlanOf(yellow, {}).tone.gain[0], 1);
  EXPECT_GT(PlanOf(yellow, {}).tone.gain[2], 1);
}

TEST(EnhancePlan, MoreStrengthIsMore) {
  const QualityReport report = Good();
  float last = 0;
  for (const float strength : {0.2F, 0.6F, 1.0F}) {
    const EnhancePlan plan = PlanOf(
        report,
        {.deblock = strength, .denoise = strength, .sharpen = strength, .exposure = strength});
    EXPECT_GT(plan.shrink->brightness[20], last);
    EXPECT_GT(plan.sharpen_sigma, 2 * strength);
    last = plan.shrink->brightness[20];
  }
}

}  // namespace
}  // namespace vitrine
