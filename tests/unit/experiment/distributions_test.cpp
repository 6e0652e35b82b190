// SPDX-License-Identifier: Apache-2.0
#include <vitrine/experiment/distributions.h>
#include <vitrine/experiment/power.h>
#include <vitrine/experiment/sample_ratio.h>

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace vitrine {
namespace {

TEST(NormalQuantile, AgreesWithTheTables) {
  EXPECT_NEAR(NormalQuantile(0.975), 1.959963984540054, 1e-14);
  EXPECT_NEAR(NormalQuantile(0.8), 0.8416212335729143, 1e-14);
  EXPECT_NEAR(NormalQuantile(0.9995), 3.2905267314919255, 1e-12);
  EXPECT_NEAR(NormalQuantile(1e-10), -6.361340902404056, 1e-12);
  EXPECT_NEAR(NormalQuantile(0.5), 0, 1e-16);
}

TEST(NormalQuantile, UndoesTheDistribution) {
  for (const double x : {-8.0, -3.0, -0.1, 0.0, 0.7, 2.5, 5.0}) {
    EXPECT_NEAR(NormalQuantile(NormalCdf(x)), x, x > 3 ? 1e-9 : 1e-12);
  }
  EXPECT_EQ(NormalQuantile(0), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(NormalQuantile(1), std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(NormalQuantile(-0.1)));
  EXPECT_TRUE(std::isnan(NormalQuantile(std::nan(""))));
}

TEST(ChiSquaredTail, AgreesWithTheTables) {
  EXPECT_NEAR(ChiSquaredTail(3.841458820694124, 1), 0.05, 1e-14);
  EXPECT_NEAR(ChiSquaredTail(5.991464547107979, 2), 0.05, 1e-14);
  EXPECT_NEAR(ChiSquaredTail(7.814727903251179, 3), 0.05, 1e-14);
  EXPECT_NEAR(ChiSquaredTail(18.307038053275146, 10), 0.05, 1e-13);
  EXPECT_NEAR(ChiSquaredTail(10.827566170662733, 1), 0.001, 1e-14);
  EXPECT_EQ(ChiSquaredTail(0, 4), 1);
}

TEST(Power, AsksForAsManyAsTheFormulasSay) {
  EXPECT_EQ(UnitsForRate(0.02, 0.5).value(), 3826U);
  EXPECT_EQ(UnitsForRate(0.02, 0.1).value(), 80'682U);
  EXPECT_EQ(UnitsForMean(1.5, 0.15).value(), 1570U);
  EXPECT_EQ(UnitsForMean(1.5, -0.15).value(), 1570U);
}

TEST(Power, TheDetectableLiftIsWhatItsUnitsShow) {
  for (const std::uint64_t units : {500U, 3826U, 100'000U}) {
    const double rate_lift = DetectableRateLift(0.02, units).value();
    EXPECT_LE(UnitsForRate(0.02, rate_lift * 1.0001).value(), units);
    EXPECT_GT(UnitsForRate(0.02, rate_lift * 0.999).value(), units);
    const double mean_lift = DetectableMeanLift(1.5, units).value();
    EXPECT_LE(UnitsForMean(1.5, mean_lift * 1.0001).value(), units);
    EXPECT_GT(UnitsForMean(1.5, mean_lift * 0.999).value(), units);
  }
}

TEST(Power, RefusesWhatHasNoAnswer) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(UnitsForRate(0, 0.1));
  EXPECT_FALSE(UnitsForRate(0.6, 1));
  EXPECT_FALSE(UnitsForRate(0.02, 0));
  EXPECT_FALSE(UnitsForRate(0.02, kNan));
  EXPECT_FALSE(UnitsForRate(0.02, 0.1, {.power_01 = 1}));
  EXPECT_FALSE(UnitsForMean(-1, 0.1));
  EXPECT_FALSE(UnitsForMean(1, 0));
  EXPECT_FALSE(UnitsForMean(1, kNan));
  EXPECT_FALSE(DetectableMeanLift(1, 0));
  EXPECT_EQ(DetectableRateLift(0.5, 2).error().code, ErrorCode::kInconclusive);
}

TEST(SampleRatio, FindsArmsThatAreNotThePlannedSize) {
  const std::vector<double> equal = {1, 1};
  const auto fair = TestSampleRatio(std::vector<std::size_t>{5000, 5100}, equal).value();
  EXPECT_FALSE(fair.mismatch);
  EXPECT_NEAR(fair.chi_squared, 100.0 * 100.0 / 10'100, 1e-9);
  EXPECT_TRUE(TestSampleRatio(std::vector<std::size_t>{5000, 5400}, equal)->mismatch);
  EXPECT_FALSE(
      TestSampleRatio(std::vector<std::size_t>{900, 100}, std::vector<double>{9, 1})->mismatch);
  EXPECT_FALSE(TestSampleRatio(std::vector<std::size_t>{900, 100, 0}, std::vector<double>{9, 1, 0})
                   ->mismatch);
}

TEST(SampleRatio, RefusesWhatIsNoPlan) {
  const std::vector<std::size_t> units = {10, 20};
  EXPECT_EQ(TestSampleRatio(units, std::vector<double>{1}).error().code, ErrorCode::kShapeMismatch);
  EXPECT_FALSE(TestSampleRatio(units, std::vector<double>{1, -1}));
  EXPECT_FALSE(TestSampleRatio(units, std::vector<double>{1, std::nan("")}));
  EXPECT_FALSE(TestSampleRatio(units, std::vector<double>{1, 0}));
  EXPECT_EQ(TestSampleRatio(std::vector<std::size_t>{0, 0}, std::vector<double>{1, 1}).error().code,
            ErrorCode::kInconclusive);
}

}  // namespace
}  // namespace vitrine
