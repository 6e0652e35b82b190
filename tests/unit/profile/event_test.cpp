// SPDX-License-Identifier: Apache-2.0
#include <vitrine/profile/event.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace vitrine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::int64_t kNow = 1'700'000'000'000;

std::vector<Event> Read(std::string_view json) {
  auto events = ReadGa4Events(json, kNow);
  EXPECT_TRUE(events.has_value()) << events.error().message;
  return events ? *events : std::vector<Event>();
}

TEST(ReadGa4Events, TheThreeShapesOfOneEventAreTheSame) {
  const auto data_layer =
      Read(R"({"event": "view_item", "ecommerce": {"items": [{"item_id": "A"}]}})");
  const auto protocol = Read(
      R"({"client_id": "1", "events": [{"name": "view_item", "params": {"items": [{"item_id": "A"}]}}]})");
  const auto gtag = Read(R"(["event", "view_item", {"items": [{"item_id": "A"}]}])");
  for (const auto& events : {data_layer, protocol, gtag}) {
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].kind, EventKind::kView);
    EXPECT_EQ(events[0].time_ms, kNow);
    EXPECT_THAT(events[0].product_ids, ElementsAre("A"));
  }
}

TEST(ReadGa4Events, EveryNameHasItsKind) {
  const std::pair<const char*, EventKind> names[] = {{"view_item_list", EventKind::kImpression},
                                                     {"select_item", EventKind::kSelect},
                                                     {"view_item", EventKind::kView},
                                                     {"add_to_cart", EventKind::kAddToCart},
                                                     {"purchase", EventKind::kPurchase},
                                                     {"vitrine_not_for_me", EventKind::kDismiss}};
  for (const auto& [name, kind] : names) {
    const auto events = Read(std::string(R"({"name": ")") + name +
                             R"(", "params": {"items": [{"item_id": "A"}, {"item_id": "B"}]}})");
    ASSERT_EQ(events.size(), 1U) << name;
    EXPECT_EQ(events[0].kind, kind) << name;
    EXPECT_THAT(events[0].product_ids, ElementsAre("A", "B"));
  }
}

TEST(ReadGa4Events, JsonLinesAndListsKeepTheOrder) {
  const auto lines = Read(
      "{\"event\":\"view_item\",\"ecommerce\":{\"items\":[{\"item_id\":\"A\"}]}}\n"
      "{\"event\":\"view_item\",\"ecommerce\":{\"items\":[{\"item_id\":\"B\"}]}}\n");
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(lines[1].product_ids, ElementsAre("B"));
  const auto list = Read(
      R"([{"name":"view_item","params":{"items":[{"item_id":"A"}]}},["event","view_item",{"items":[{"item_id":"B"}]}]])");
  ASSERT_EQ(list.size(), 2U);
  EXPECT_THAT(list[1].product_ids, ElementsAre("B"));
}

TEST(ReadGa4Events, OtherEventsAndCommandsSayNothing) {
  EXPECT_THAT(Read(R"({"event": "page_view"})"), IsEmpty());
  EXPECT_THAT(Read(R"({"event": "gtm.js", "gtm.start": 1})"), IsEmpty());
  EXPECT_THAT(Read(R"(["config", "G-1", {}])"), IsEmpty());
  EXPECT_THAT(Read(R"({"ecommerce": null})"), IsEmpty());
  EXPECT_THAT(Read("[]"), IsEmpty());
  EXPECT_THAT(Read(""), IsEmpty());
}

TEST(ReadGa4Events, ATimeInTheEventWinsOverNow) {
  const auto time = [](const std::string& members) {
    const auto events = Read("{\"event\":\"view_item\"," + members +
                             "\"ecommerce\":{\"items\":[{\"item_id\":\"A\"}]}}");
    return events.empty() ? -1 : events[0].time_ms;
  };
  EXPECT_EQ(time("\"time_ms\": 5000,"), 5000);
  EXPECT_EQ(time("\"timestamp_micros\": 7000000,"), 7000);
  EXPECT_EQ(time("\"gtm.start\": 9000,"), 9000);
  EXPECT_EQ(time("\"time_ms\": -1,"), kNow);
  EXPECT_EQ(time("\"time_ms\": 1e300,"), kNow);
  EXPECT_EQ(time("\"time_ms\": \"yesterday\","), kNow);
}

TEST(ReadGa4Events, NumbersServeAsIdsAndItemsWithoutIdAreLeftOut) {
  const auto events = Read(
      R"({"event":"view_item","ecommerce":{"items":[{"item_id":42},{"item_name":"x"},7,{"item_id":""}]}})");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_THAT(events[0].product_ids, ElementsAre("42"));
}

TEST(ReadGa4Events, APurchaseIsIdentifiedByItsTransaction) {
  const auto events =
      Read(R"({"event":"purchase","ecommerce":{"transaction_id":"T1","items":[{"item_id":"A"}]}})");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].id, "transaction T1");
}

TEST(ReadGa4Events, TagManagersCountersOfTwoPagesAreNoIds) {
  const auto events = Read(
      R"([{"event": "view_item", "gtm.uniqueEventId": 5, "ecommerce": {"items": [{"item_id": "A"}]}},
          {"event": "view_item", "gtm.uniqueEventId": 5, "ecommerce": {"items": [{"item_id": "B"}]}}])");
  ASSERT_EQ(events.size(), 2U);
  EXPECT_THAT(events[0].id, IsEmpty());
  EXPECT_THAT(events[1].id, IsEmpty());
}

TEST(ReadGa4Events, BrokenJsonIsReportedWithItsPlace) {
  for (const char* json : {"{", "nonsense", "[1, 2]", "{\"event\": 7}", "[[[]]]", "\"text\"",
                           "{\"event\":\"view_item\"} trailing", "[\"event\"]", "\"\xff\""}) {
    const auto events = ReadGa4Events(json, kNow);
    ASSERT_FALSE(events.has_value()) << json;
    EXPECT_EQ(events.error().code, ErrorCode::kEventSyntax) << json;
  }
  EXPECT_THAT(ReadGa4Events("[1,", kNow).error().message, HasSubstr("byte"));
}

TEST(ReadGa4Events, DeepNestingDoesNotExhaustTheStack) {
  const std::string deep(1'000'000, '[');
  EXPECT_FALSE(ReadGa4Events(deep, kNow).has_value());
}

}  // namespace
}  // namespace vitrine
