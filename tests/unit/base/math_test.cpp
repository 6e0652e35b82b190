// SPDX-License-Identifier: Apache-2.0
// The laws of the library's own exponentials, against the C library's in higher precision.
#include <vitrine/base/math.h>
#include <vitrine/base/random.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace vitrine {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// The distance of `actual` from `expected` in units of the last place of `actual`.
double Ulps(double actual, long double expected) {
  const double ulp = std::nextafter(std::fabs(actual), kInfinity) - std::fabs(actual);
  return std::fabs(static_cast<double>(static_cast<long double>(actual) - expected)) / ulp;
}

TEST(Exp, IsWithinOneUlp) {
  Random random(1);
  for (int i = 0; i < 100'000; ++i) {
    const double x = static_cast<double>(random.Uniform()) * 1400 - 700;
    ASSERT_LT(Ulps(Exp(x), std::exp(static_cast<long double>(x))), 1.0) << "at " << x;
  }
}

TEST(Exp, IsExactAtZero) { EXPECT_EQ(Exp(0.0), 1.0); }

TEST(Exp, ReachesItsLimits) {
  EXPECT_EQ(Exp(710.0), kInfinity);
  EXPECT_EQ(Exp(kInfinity), kInfinity);
  EXPECT_EQ(Exp(-746.0), 0.0);
  EXPECT_EQ(Exp(-kInfinity), 0.0);
  EXPECT_GT(Exp(-745.0), 0.0);
  EXPECT_LT(Exp(709.7), kInfinity);
  EXPECT_TRUE(std::isnan(Exp(kNaN)));
}

TEST(Exp2, IsExactAtWholeNumbers) {
  for (int k = -1074; k < 1024; ++k) {
    ASSERT_EQ(Exp2(k), std::ldexp(1.0, k)) << "at " << k;
  }
}

TEST(Exp2, IsWithinTwoUlps) {
  Random random(2);
  for (int i = 0; i < 100'000; ++i) {
    const double x = static_cast<double>(random.Uniform()) * 2000 - 1000;
    ASSERT_LT(Ulps(Exp2(x), std::exp2(static_cast<long double>(x))), 2.0) << "at " << x;
  }
}

TEST(Log, IsWithinOneUlp) {
  Random random(3);
  for (int i = 0; i < 100'000; ++i) {
    const double x = std::ldexp(1.0 + static_cast<double>(random.Uniform()),
                                static_cast<int>(random.Below(2000)) - 1000);
    ASSERT_LT(Ulps(Log(x), std::log(static_cast<long double>(x))), 1.0) << "at " << x;
  }
}

TEST(Log, IsExactAtOne) { EXPECT_EQ(Log(1.0), 0.0); }

TEST(Log, ReachesItsLimits) {
  EXPECT_EQ(Log(0.0), -kInfinity);
  EXPECT_EQ(Log(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(Log(-1.0)));
  EXPECT_TRUE(std::isnan(Log(kNaN)));
  const double smallest = std::numeric_limits<double>::denorm_min();
  EXPECT_LT(Ulps(Log(smallest), std::log(static_cast<long double>(smallest))), 1.0);
}

}  // namespace
}  // namespace vitrine
