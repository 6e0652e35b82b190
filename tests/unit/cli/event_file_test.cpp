// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/shop.h"

#include "tests/unit/cli/run_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace vitrine::cli {
namespace {

using ::testing::HasSubstr;

constexpr std::int64_t kNow = 1'790'000'000'000;

std::string View(const std::string& id) {
  return R"({"event":"view_item","ecommerce":{"items":[{"item_id":")" + id + R"("}]}})";
}

TEST(EventFile, OneDocumentAndLinesSayTheSame) {
  const TemporaryFolder folder;
  for (const std::string& text :
       {"[" + View("a") + "," + View("b") + "]", View("a") + "\n" + View("b") + "\n",
        View("a") + "\r\n\n" + View("b")}) {
    const auto file = ReadEventFile(folder.Write("events", text), kNow);
    ASSERT_TRUE(file) << file.error().message;
    ASSERT_EQ(file->events.size(), 2U) << text;
    EXPECT_EQ(file->events[1].product_ids.front(), "b");
    EXPECT_EQ(file->events[0].time_ms, kNow);
    EXPECT_EQ(file->events[1].time_ms, kNow + 1) << "it came after the other";
    EXPECT_EQ(file->broken_lines, 0U);
  }
}

TEST(EventFile, ABrokenLineCostsThatLineOnly) {
  const TemporaryFolder folder;
  const std::string text = View("a") + "\n{\"event\":\n" + View("b") + "\nnonsense\n" + View("c");
  const auto file = ReadEventFile(folder.Write("events", text), kNow);
  ASSERT_TRUE(file) << file.error().message;
  EXPECT_EQ(file->events.size(), 3U);
  EXPECT_EQ(file->broken_lines, 2U);
  EXPECT_THAT(file->first_problem, HasSubstr("line 2: "));
}

TEST(EventFile, WhatHoldsNoEventsAtAllIsRefused) {
  const TemporaryFolder folder;
  const auto file = ReadEventFile(folder.Write("events", "time,event,item\n1,view,a\n"), kNow);
  EXPECT_FALSE(file);
}

}  // namespace
}  // namespace vitrine::cli
