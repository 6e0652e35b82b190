// SPDX-License-Identifier: Apache-2.0
// What the intervals promise, over thousands of experiments whose truth is known.
#include <vitrine/base/random.h>
#include <vitrine/experiment/distributions.h>
#include <vitrine/experiment/estimate.h>
#include <vitrine/experiment/sequential.h>

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace vitrine {
namespace {

constexpr int kTests = 10'000;
constexpr std::size_t kUnits = 300;

bool Holds(const Interval& interval, double truth) {
  return interval.low <= truth && truth <= interval.high;
}

void ExpectNearNominal(int held, int of) {
  const double coverage = static_cast<double>(held) / of;
  EXPECT_GE(coverage, 0.935);
  EXPECT_LE(coverage, 0.965);
}

// Orders: mostly none, sometimes one, rarely two. The mean is 1.25 * rate.
double Orders(Random& random, double rate) {
  const double place = random.Uniform();
  return place < 0.25 * rate ? 2 : place < rate ? 1 : 0;
}

// How many of kTests intervals hold the true difference and the true ratio.
void ExpectCoverage(double control_rate, double treatment_rate) {
  Random random(1);
  const double multiplier = NormalQuantile(0.975);
  int differences = 0;
  int ratios = 0;
  std::vector<double> control(kUnits);
  std::vector<double> treatment(kUnits);
  for (int test = 0; test < kTests; ++test) {
    for (std::size_t i = 0; i < kUnits; ++i) {
      control[i] = Orders(random, control_rate);
      treatment[i] = Orders(random, treatment_rate);
    }
    const auto comparison =
        Compare(MeanOf(control).value(), MeanOf(treatment).value(), multiplier).value();
    differences +=
        Holds(comparison.difference_interval, 1.25 * (treatment_rate - control_rate)) ? 1 : 0;
    ratios += comparison.ratio_interval &&
                      Holds(*comparison.ratio_interval, treatment_rate / control_rate)
                  ? 1
                  : 0;
  }
  ExpectNearNominal(differences, kTests);
  ExpectNearNominal(ratios, kTests);
}

TEST(Coverage, OfTenThousandAATestsIsNominal) { ExpectCoverage(0.2, 0.2); }

TEST(Coverage, OfTenThousandABTestsIsNominal) { ExpectCoverage(0.2, 0.3); }

// Clicks over impressions, where a visitor's clicks depend on how much they saw.
TEST(Coverage, OfARatioMetricIsNominal) {
  constexpr int kRatioTests = 4000;
  constexpr double kClickRate = 0.3;
  Random random(2);
  int held = 0;
  int held_without_delta = 0;
  std::vector<double> clicks(kUnits);
  std::vector<double> views(kUnits);
  for (int test = 0; test < kRatioTests; ++test) {
    for (std::size_t i = 0; i < kUnits; ++i) {
      // Few see a lot, and who sees a lot clicks at their own rate: units, not views, are
      // independent.
      views[i] = 1 + random.Below(random.Below(8) + 1);
      const double rate = random.Uniform() < 0.5 ? 0 : 2 * kClickRate;
      clicks[i] = 0;
      for (double view = 0; view < views[i]; ++view) {
        clicks[i] += random.Uniform() < rate ? 1 : 0;
      }
    }
    const Estimate ratio = RatioOf(clicks, views).value();
    double all_views = 0;
    for (const double view : views) {
      all_views += view;
    }
    const double off = std::abs(ratio.value - kClickRate);
    held += off <= NormalQuantile(0.975) * std::sqrt(ratio.variance) ? 1 : 0;
    const double naive = ratio.value * (1 - ratio.value) / all_views;
    held_without_delta += off <= NormalQuantile(0.975) * std::sqrt(naive) ? 1 : 0;
  }
  ExpectNearNominal(held, kRatioTests);
  EXPECT_LT(held_without_delta, kRatioTests * 90 / 100);
}

TEST(Cuped, NarrowsAsTheCorrelationSays) {
  constexpr double kCorrelation = 0.7;
  constexpr int kCupedTests = 2000;
  Random random(3);
  double adjusted = 0;
  double plain = 0;
  int held = 0;
  std::vector<double> values[2];
  std::vector<double> covariates[2];
  for (int test = 0; test < kCupedTests; ++test) {
    for (int arm = 0; arm < 2; ++arm) {
      values[arm].clear();
      covariates[arm].clear();
      for (std::size_t i = 0; i < kUnits; ++i) {
        const double before = random.Normal();
        covariates[arm].push_back(3 + 2 * before);
        values[arm].push_back(10 + kCorrelation * before +
                              std::sqrt(1 - kCorrelation * kCorrelation) * random.Normal() +
                              0.2 * arm);
      }
    }
    const CovariateSample arms[] = {{values[0], covariates[0]}, {values[1], covariates[1]}};
    const Adjustment adjustment = FitAdjustment(arms).value();
    const Estimate control = AdjustedMeanOf(arms[0], adjustment).value();
    const Estimate treatment = AdjustedMeanOf(arms[1], adjustment).value();
    adjusted += control.variance + treatment.variance;
    plain += MeanOf(values[0])->variance + MeanOf(values[1])->variance;
    const auto comparison = Compare(control, treatment, NormalQuantile(0.975)).value();
    held += Holds(comparison.difference_interval, 0.2) ? 1 : 0;
  }
  EXPECT_NEAR(adjusted / plain, 1 - kCorrelation * kCorrelation, 0.01);
  ExpectNearNominal(held, kCupedTests);
}

TEST(Cuped, ACovariateThatSaysNothingChangesNothing) {
  const std::vector<double> values = {1, 2, 3, 4};
  const std::vector<double> constant = {5, 5, 5, 5};
  const CovariateSample arms[] = {{values, constant}, {values, constant}};
  const Adjustment adjustment = FitAdjustment(arms).value();
  EXPECT_EQ(adjustment.slope, 0);
  EXPECT_EQ(AdjustedMeanOf(arms[0], adjustment)->variance, MeanOf(values)->variance);
}

// Orders of one arm, as they come in.
struct Running {
  double sum = 0;
  double squares = 0;
  std::size_t units = 0;

  void Add(double value) {
    sum += value;
    squares += value * value;
    units += 1;
  }

  Estimate Now() const {
    const auto n = static_cast<double>(units);
    const double mean = sum / n;
    return {mean, (squares - n * mean * mean) / (n - 1) / n, units};
  }
};

TEST(Sequential, DailyPeekingSeldomSeesWhatIsNotThere) {
  constexpr int kPeekTests = 2000;
  constexpr int kDays = 28;
  constexpr int kPerDay = 60;
  Random random(4);
  int always_valid = 0;
  int fixed = 0;
  for (int test = 0; test < kPeekTests; ++test) {
    Running control;
    Running treatment;
    bool seen = false;
    bool seen_fixed = false;
    for (int day = 0; day < kDays; ++day) {
      for (int i = 0; i < kPerDay; ++i) {
        control.Add(Orders(random, 0.2));
        treatment.Add(Orders(random, 0.2));
      }
      const double multiplier =
          SequentialMultiplier(control.units, treatment.units, {.planned_units_per_arm = 1000})
              .value();
      const auto comparison = Compare(control.Now(), treatment.Now(), multiplier).value();
      seen = seen || !Holds(comparison.difference_interval, 0);
      seen_fixed = seen_fixed || comparison.p_value < 0.05;
    }
    always_valid += seen ? 1 : 0;
    fixed += seen_fixed ? 1 : 0;
  }
  EXPECT_LE(always_valid, kPeekTests * 5 / 100);
  EXPECT_GT(always_valid, 0);
  EXPECT_GT(fixed, kPeekTests * 15 / 100) << "what peeking at fixed intervals does";
}

TEST(Sequential, IsNarrowestComparedWithAFixedIntervalWhereItWasPlanned) {
  const SequentialOptions options = {.planned_units_per_arm = 5000};
  const double planned = SequentialMultiplier(5000, 5000, options).value();
  EXPECT_NEAR(planned, 3.03, 0.01);
  EXPECT_GT(SequentialMultiplier(1000, 1000, options).value(), planned);
  EXPECT_GT(SequentialMultiplier(50'000, 50'000, options).value(), planned);
  EXPECT_LT(SequentialMultiplier(10'000, 10'000, options).value(), 1.03 * planned);
  EXPECT_FALSE(SequentialMultiplier(0, 10, options));
  EXPECT_FALSE(SequentialMultiplier(10, 10, {.confidence_01 = 1}));
  EXPECT_FALSE(SequentialMultiplier(10, 10, {.planned_units_per_arm = 0}));
}

TEST(Estimates, BadSamplesAreRefused) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> good = {1, 2, 3};
  EXPECT_EQ(MeanOf(std::vector<double>{1, kNan}).error().code, ErrorCode::kNonFinite);
  EXPECT_EQ(MeanOf(std::vector<double>{1}).error().code, ErrorCode::kInconclusive);
  EXPECT_EQ(MeanOf({}).error().code, ErrorCode::kInconclusive);
  EXPECT_EQ(RatioOf(good, std::vector<double>{1, 2}).error().code, ErrorCode::kShapeMismatch);
  EXPECT_EQ(RatioOf(good, std::vector<double>{0, 0, 0}).error().code, ErrorCode::kInconclusive);
  EXPECT_EQ(Compare({1, 0, 9}, {1, 0, 9}, 2).error().code, ErrorCode::kInconclusive);
  EXPECT_EQ(Compare({kNan, 1, 9}, {1, 1, 9}, 2).error().code, ErrorCode::kNonFinite);
}

TEST(Estimates, NoRatioIsGivenWhereTheControlMayBeZero) {
  const auto unsure = Compare({0.1, 0.01, 50}, {0.3, 0.01, 50}, 1.96).value();
  EXPECT_FALSE(unsure.ratio);
  EXPECT_FALSE(unsure.ratio_interval);
  const auto sure = Compare({1, 0.0001, 50}, {1.2, 0.0001, 50}, 1.96).value();
  EXPECT_NEAR(*sure.ratio, 1.2, 1e-12);
  // The delta method's interval: 1.2 +- 1.96 * 0.01 * sqrt(1 + 1.2^2).
  EXPECT_NEAR(sure.ratio_interval->low, 1.2 - 0.0306, 0.001);
  EXPECT_NEAR(sure.ratio_interval->high, 1.2 + 0.0306, 0.001);
}

}  // namespace
}  // namespace vitrine
