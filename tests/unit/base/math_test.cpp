// SPDX-License-Identifier: Apache-2.0
// The laws of the library's own exponentials, against the C library's in higher precision.
#include <vitrine/base/math.h>
#include <vitrine/base/random.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

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

TEST(SinPi, IsWithinTwoUlps) {
  Random random(5);
  for (int i = 0; i < 100'000; ++i) {
    const double x = static_cast<double>(random.Uniform()) * 20 - 10;
    // Folded as far as it can be exactly: pi has only 64 bits here.
    long double angle = std::remainder(static_cast<long double>(x), 2.0L);
    angle = std::fabs(angle) > 0.5L ? std::copysign(1.0L, angle) - angle : angle;
    ASSERT_LT(Ulps(SinPi(x), std::sin(angle * std::numbers::pi_v<long double>)), 2.0) << "at " << x;
  }
}

TEST(SinPi, IsExactAtWholeNumbersAndHalves) {
  for (int n = -100; n <= 100; ++n) {
    ASSERT_EQ(SinPi(n), 0.0) << "at " << n;
    ASSERT_EQ(SinPi(n + 0.5), n % 2 == 0 ? 1.0 : -1.0) << "at " << n;
  }
  EXPECT_TRUE(std::isnan(SinPi(kNaN)));
  EXPECT_TRUE(std::isnan(SinPi(kInfinity)));
}

TEST(Erf, IsWithinItsError) {
  Random random(6);
  for (int i = 0; i < 100'000; ++i) {
    const double x = static_cast<double>(random.Uniform()) * 14 - 7;
    ASSERT_NEAR(Erf(x), std::erf(x), 4e-15) << "at " << x;
  }
}

TEST(Erf, IsOddAndReachesItsLimits) {
  for (double x = 0; x < 8; x += 0.01) {
    ASSERT_EQ(Erf(-x), -Erf(x)) << "at " << x;
  }
  EXPECT_EQ(Erf(0.0), 0.0);
  EXPECT_EQ(Erf(kInfinity), 1.0);
  EXPECT_EQ(Erf(-kInfinity), -1.0);
  EXPECT_TRUE(std::isnan(Erf(kNaN)));
}

TEST(Cbrt, IsWithinTwoUlps) {
  Random random(7);
  for (int i = 0; i < 100'000; ++i) {
    const double x = std::ldexp(static_cast<double>(random.Uniform()) - 0.5,
                                static_cast<int>(random.Below(600)) - 300);
    ASSERT_LT(Ulps(Cbrt(x), std::cbrt(static_cast<long double>(x))), 2.0) << "at " << x;
  }
}

TEST(Cbrt, KeepsZeroAndWhatIsNotFinite) {
  EXPECT_EQ(Cbrt(0.0), 0.0);
  EXPECT_EQ(Cbrt(kInfinity), kInfinity);
  EXPECT_EQ(Cbrt(-kInfinity), -kInfinity);
  EXPECT_TRUE(std::isnan(Cbrt(kNaN)));
}

}  // namespace
}  // namespace vitrine
