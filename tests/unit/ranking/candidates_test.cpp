// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/ranking/trained_catalog.h"

#include <vitrine/ranking/candidates.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace vitrine {
namespace {

TEST(Candidates, CarryTheEvidenceOfEveryVisitThatNamesThem) {
  const Catalog catalog = TrainedCatalog(10, {});
  const std::vector<Visit> visits = {{1, 0}, {2, 1000}};
  const auto candidates = FindCandidates(catalog, visits, PopularProducts(catalog, 8), 8);
  const auto* const three = &*std::ranges::find(candidates, 3U, &Candidate::product);
  // Product 2 names 3 with 250, product 1 with 125; the older visit counts 0, 1/e and e^-1/3.
  const float near = ValueOf(250);
  const float far = ValueOf(125);
  EXPECT_FLOAT_EQ(three->evidence[0][0], near);
  EXPECT_NEAR(three->evidence[0][1], near + far * std::exp(-1.0F), 1e-6);
  EXPECT_NEAR(three->evidence[1][2], near + far * std::exp(-1.0F / 3), 1e-6);
  EXPECT_NEAR(three->evidence[2][1], ValueOf(10) * (1 + std::exp(-1.0F)), 1e-6);
}

TEST(Candidates, AreEachThereOnceAndNoMoreThanAskedFor) {
  const Catalog catalog = TrainedCatalog(300, {});
  const std::vector<Visit> visits = {{10, 0}, {11, 1000}, {10, 2000}};
  for (const std::size_t count : {1U, 7U, 16U, 200U, 300U, 500U}) {
    const auto candidates = FindCandidates(catalog, visits, PopularProducts(catalog, count), count);
    std::set<ProductIndex> different;
    for (const Candidate& candidate : candidates) {
      different.insert(candidate.product);
    }
    EXPECT_EQ(different.size(), candidates.size());
    EXPECT_EQ(candidates.size(), std::min<std::size_t>(count, 300));
  }
}

TEST(Candidates, WhatListsDoNotNameComesFromTheVectorsAndThePopular) {
  const Catalog catalog = TrainedCatalog(300, {});
  const std::vector<Visit> visits = {{299, 0}};  // Its list is empty.
  const auto candidates = FindCandidates(catalog, visits, PopularProducts(catalog, 16), 16);
  ASSERT_EQ(candidates.size(), 16U);
  EXPECT_EQ(candidates[0].product, 299U);            // Visited.
  EXPECT_EQ(candidates[1].product % 16, 299U % 16);  // The same vector.
  EXPECT_GE(candidates.back().product % 100, 95U);   // One of the most looked at lately.
}

TEST(Candidates, WithoutVisitsTheMostPopularCome) {
  const Catalog catalog = TrainedCatalog(300, {});
  const auto candidates = FindCandidates(catalog, {}, PopularProducts(catalog, 4), 4);
  ASSERT_EQ(candidates.size(), 4U);
  EXPECT_EQ(candidates[0].product, 99U);
  EXPECT_EQ(candidates[1].product, 199U);
}

}  // namespace
}  // namespace vitrine
