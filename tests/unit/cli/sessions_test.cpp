// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/sessions.h"

#include "tests/unit/cli/run_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Result<std::vector<Session>> Read(std::string_view table) {
  const TemporaryFolder folder;
  return ReadSessions(folder.Write("sessions.csv", table));
}

TEST(Sessions, ItemsOfASessionAreInTheOrderOfTime) {
  const auto sessions = Read("SessionId,ItemId,Time\n1,b,20\n1,a,10.5\n1,c,30\n");
  ASSERT_TRUE(sessions) << sessions.error().message;
  ASSERT_EQ(sessions->size(), 1U);
  EXPECT_THAT(sessions->front().items, ElementsAre("a", "b", "c"));
  EXPECT_EQ(sessions->front().times_ms.back(), 30'000);
}

TEST(Sessions, ItemsOfTheSameTimeStayInTheOrderOfTheTable) {
  const auto sessions = Read("SessionId,ItemId,Time\n1,z,5\n1,a,5\n");
  ASSERT_TRUE(sessions);
  EXPECT_THAT(sessions->front().items, ElementsAre("z", "a"));
}

TEST(Sessions, SessionsAreInTheOrderOfTheirLastItem) {
  const auto sessions = Read(
      "SessionId,ItemId,Time\nlate,x,1\nlate,x,90\nearly,a,50\nearly,b,60\nalso,c,2\nalso,d,60\n");
  ASSERT_TRUE(sessions);
  ASSERT_EQ(sessions->size(), 3U);
  EXPECT_THAT((*sessions)[0].items, ElementsAre("c", "d"));
  EXPECT_THAT((*sessions)[1].items, ElementsAre("a", "b"));
  EXPECT_THAT((*sessions)[2].items, ElementsAre("x", "x"));
}

TEST(Sessions, OneInteractionIsNoSession) {
  const auto sessions = Read("SessionId,ItemId,Time\n1,a,1\n2,a,1\n2,b,2\n");
  ASSERT_TRUE(sessions);
  EXPECT_EQ(sessions->size(), 1U);
}

TEST(Sessions, DatesAreTimesInUtc) {
  const auto sessions = Read(
      "SessionId,ItemId,Time\n1,b,2014-04-07T10:51:09.277Z\n1,a,2014-04-07 "
      "10:51:09\n1,c,1396867870\n");
  ASSERT_TRUE(sessions) << sessions.error().message;
  EXPECT_THAT(sessions->front().items, ElementsAre("a", "b", "c"));
  EXPECT_EQ(sessions->front().times_ms.back(), 1'396'867'870'000);
}

TEST(Sessions, TabsAndOtherSpellingsOfTheColumnsAreRead) {
  const auto sessions = Read("timestamp\tsession_id\tprice\titem_id\n1\t7\t3.2\ta\n2\t7\t1\tb\n");
  ASSERT_TRUE(sessions) << sessions.error().message;
  EXPECT_THAT(sessions->front().items, ElementsAre("a", "b"));
}

TEST(Sessions, WhatIsWrongIsNamedWithItsRow) {
  const auto message = [](std::string_view table) {
    const auto sessions = Read(table);
    return sessions ? std::string() : sessions.error().message;
  };
  EXPECT_THAT(message(""), HasSubstr("is empty"));
  EXPECT_THAT(message("SessionId,Time\n1,2\n"), HasSubstr("no column itemid"));
  EXPECT_THAT(message("SessionId,ItemId,Time\n1,a,1\n1,b\n"), HasSubstr("row 3: too few columns"));
  EXPECT_THAT(message("SessionId,ItemId,Time\n1,a,soon\n"), HasSubstr("row 2: the time 'soon'"));
  for (const std::string time :
       {"inf", "2014 x", "2014-04-07", "2014-13-07T10:51:09Z", "2014-04-07T10:51:09.Z",
        "2014-04-07T24:00:00Z", "2014-04-07T10:51:09+02:00"}) {
    EXPECT_THAT(message("SessionId,ItemId,Time\n1,a," + time + "\n"),
                HasSubstr("row 2: the time '" + time + "'"));
  }
}

}  // namespace
}  // namespace vitrine::cli
