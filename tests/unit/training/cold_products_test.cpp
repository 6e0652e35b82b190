// SPDX-License-Identifier: Apache-2.0
#include "sdk/training/cold_products.h"
#include "tests/unit/training/sample_sessions.h"

#include <gtest/gtest.h>

#include <vector>

namespace vitrine::training {
namespace {

// Products 0 to 3 are of one kind and lie on the first axis, 4 to 7 of another on the second;
// product 8 has no session and is described as the second kind; 9 is not described at all.
TEST(ColdProducts, LieWhereTheirContentSays) {
  const auto sessions = RingSessions(2, 100, 1);
  const SessionIndex index(sessions, 10);
  std::vector<float> content(20);
  std::vector<float> vectors(20);
  for (std::size_t product = 0; product < 8; ++product) {
    content[2 * product + product / 4] = 1;
    vectors[2 * product + product / 4] = 1;
  }
  content[2 * 8 + 1] = 1;
  PlaceColdProducts(index, content, 2, 2, vectors);
  EXPECT_NEAR(vectors[2 * 8], 0, 1e-5);
  EXPECT_NEAR(vectors[2 * 8 + 1], 1, 1e-5);
  EXPECT_NEAR(vectors[0], 1, 1e-5);
  EXPECT_EQ(vectors[2 * 9], 0);
  EXPECT_EQ(vectors[2 * 9 + 1], 0);
}

}  // namespace
}  // namespace vitrine::training
