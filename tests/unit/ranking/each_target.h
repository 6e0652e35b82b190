// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <hwy/targets.h>

#include <cstddef>
#include <cstdint>

namespace vitrine {

/// Calls `check` with each instruction set that this machine has, as the only one to be used.
template <typename Check>
void OnEachTarget(const Check& check) {
  std::int64_t targets = hwy::SupportedTargets();
  std::size_t tried = 0;
  while (targets != 0) {
    const std::int64_t target = targets & -targets;
    targets &= targets - 1;
    hwy::SetSupportedTargetsForTest(target);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    const ::testing::ScopedTrace trace(__FILE__, __LINE__, hwy::TargetName(target));
    check();
    ++tried;
  }
  hwy::SetSupportedTargetsForTest(0);
  hwy::GetChosenTarget().Update(hwy::SupportedTargets());
  EXPECT_GE(tried, 1U);
}

}  // namespace vitrine
