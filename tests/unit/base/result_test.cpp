// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/result.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {
namespace {

const std::vector<ErrorCode>& AllCodes() {
  static const std::vector<ErrorCode> kCodes = {
#define VITRINE_ERROR(enumerator, code, meaning) ErrorCode::enumerator,
#include <vitrine/base/error_codes.inc>
#undef VITRINE_ERROR
  };
  return kCodes;
}

TEST(ErrorCodeName, IsUniqueAndUpperCase) {
  std::set<std::string_view> names;
  for (const ErrorCode code : AllCodes()) {
    const std::string_view name = ErrorCodeName(code);
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_TRUE(std::ranges::all_of(name, [](char c) {
      return c == '_' || (c >= 'A' && c <= 'Z');
    })) << name;
  }
}

TEST(Fail, BecomesTheErrorOfAResult) {
  const Result<int> result = Fail(ErrorCode::kShapeMismatch, "scores has 3 values, expected 2");
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, ErrorCode::kShapeMismatch);
  EXPECT_EQ(result.error().message, "scores has 3 values, expected 2");
}

}  // namespace
}  // namespace vitrine
