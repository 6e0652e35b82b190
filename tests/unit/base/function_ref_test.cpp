// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/function_ref.h>

#include <gtest/gtest.h>

#include <memory>
#include <utility>

namespace vitrine {
namespace {

int Twice(FunctionRef<int(int)> function) { return function(1) + function(2); }

TEST(FunctionRef, CallsWhatItRefersTo) {
  int calls = 0;
  const int sum = Twice([&](int value) {
    calls += 1;
    return 10 * value;
  });
  EXPECT_EQ(sum, 30);
  EXPECT_EQ(calls, 2);
}

TEST(FunctionRef, CopiesNothing) {
  const auto whole = std::make_unique<int>(7);
  // A lambda that cannot be copied.
  const auto owner = [held = std::make_unique<int>(*whole)](int value) { return *held * value; };
  EXPECT_EQ(Twice(owner), 21);
}

TEST(FunctionRef, PassesValuesOnWithoutACopy) {
  const auto take = [](std::unique_ptr<int> value) { return *value; };
  const FunctionRef<int(std::unique_ptr<int>)> function = take;
  EXPECT_EQ(function(std::make_unique<int>(3)), 3);
}

}  // namespace
}  // namespace vitrine
