// SPDX-License-Identifier: Apache-2.0
#include "sdk/training/implicit_als.h"
#include "tests/unit/training/sample_sessions.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <numeric>
#include <span>
#include <vector>

namespace vitrine::training {
namespace {

constexpr std::size_t kDimension = 16;

float Cosine(std::span<const float> vectors, std::size_t a, std::size_t b) {
  const auto first = vectors.subspan(a * kDimension, kDimension);
  const auto second = vectors.subspan(b * kDimension, kDimension);
  return std::inner_product(first.begin(), first.end(), second.begin(), 0.0F);
}

TEST(ImplicitAls, ProductsOfOneRingPointTheSameWay) {
  const auto sessions = RingSessions(8, 600, 1);
  const SessionIndex index(sessions, 33);
  const auto vectors = ImplicitAls(index, {.dimension = kDimension});
  ASSERT_EQ(vectors.size(), 33 * kDimension);
  for (std::size_t product = 0; product < 32; ++product) {
    EXPECT_NEAR(Cosine(vectors, product, product), 1, 1e-5);
    const std::size_t ring = product / 4 * 4;
    EXPECT_GT(Cosine(vectors, product, ring + (product + 1) % 4), 0.8F);
    EXPECT_LT(Cosine(vectors, product, (product + 4) % 32), 0.5F);
  }
  EXPECT_EQ(Cosine(vectors, 32, 32), 0);  // It has no session.
}

TEST(ImplicitAls, EqualInputGivesEqualBits) {
  const auto sessions = RingSessions(8, 100, 1);
  const SessionIndex index(sessions, 32);
  const AlsOptions options = {.dimension = kDimension, .iterations = 3};
  EXPECT_EQ(ImplicitAls(index, options), ImplicitAls(index, options));
}

}  // namespace
}  // namespace vitrine::training
