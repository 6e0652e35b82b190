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
  auto events = ReadEvents(json, kNow);
  EXPECT_TRUE(events.has_value()) << events.error().message;
  return events ? *events : std::vector<Event>();
}

TEST(ReadEvents, TheThreeShapesOfOneEventAreTheSame) {
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

TEST(ReadEvents, EveryNameHasItsKind) {
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

TEST(ReadEvents, JsonLinesAndListsKeepTheOrder) {
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

TEST(ReadEvents, OtherEventsAndCommandsSayNothing) {
  EXPECT_THAT(Read(R"({"event": "page_view"})"), IsEmpty());
  EXPECT_THAT(Read(R"({"event": "gtm.js", "gtm.start": 1})"), IsEmpty());
  EXPECT_THAT(Read(R"(["config", "G-1", {}])"), IsEmpty());
  EXPECT_THAT(Read(R"({"ecommerce": null})"), IsEmpty());
  EXPECT_THAT(Read("[]"), IsEmpty());
  EXPECT_THAT(Read(""), IsEmpty());
}

TEST(ReadEvents, ATimeInTheEventWinsOverNow) {
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

TEST(ReadEvents, NumbersServeAsIdsAndItemsWithoutIdAreLeftOut) {
  const auto events = Read(
      R"({"event":"view_item","ecommerce":{"items":[{"item_id":42},{"item_name":"x"},7,{"item_id":""}]}})");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_THAT(events[0].product_ids, ElementsAre("42"));
}

TEST(ReadEvents, APurchaseIsIdentifiedByItsTransaction) {
  const auto events =
      Read(R"({"event":"purchase","ecommerce":{"transaction_id":"T1","items":[{"item_id":"A"}]}})");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].id, "transaction T1");
}

TEST(ReadEvents, TagManagersCountersOfTwoPagesAreNoIds) {
  const auto events = Read(
      R"([{"event": "view_item", "gtm.uniqueEventId": 5, "ecommerce": {"items": [{"item_id": "A"}]}},
          {"event": "view_item", "gtm.uniqueEventId": 5, "ecommerce": {"items": [{"item_id": "B"}]}}])");
  ASSERT_EQ(events.size(), 2U);
  EXPECT_THAT(events[0].id, IsEmpty());
  EXPECT_THAT(events[1].id, IsEmpty());
}

TEST(ReadEvents, APurchaseIsOneByWhicheverVocabularyItIsTold) {
  for (
      const char* json :
      {R"({"event":"purchase","event_id":"e1","ecommerce":{"transaction_id":"T1","items":[{"item_id":"A"}]}})",
       R"(["event","purchase",{"transaction_id":"T1","event_id":"e2","items":[{"item_id":"A"}]}])",
       R"({"event_name":"purchase","ecommerce":{"transaction_id":"T1"},"items":[{"item_id":"A"}]})",
       R"({"type":"track","event":"Order Completed","messageId":"m1","properties":{"order_id":"T1","products":[{"product_id":"A"}]}})",
       R"({"eventType":"purchase-complete","productDetails":[{"product":{"id":"A"},"quantity":1}],"purchaseTransaction":{"id":"T1"}})",
       R"({"eventType":"purchase","documents":[{"id":"A"}],"transactionInfo":{"transactionId":"T1"}})",
       R"({"eventType":"purchase","documents":[{"id":"A"}],"transactionInfo":{"id":"T1"}})"}) {
    const auto events = Read(json);
    ASSERT_EQ(events.size(), 1U) << json;
    EXPECT_EQ(events[0].kind, EventKind::kPurchase) << json;
    EXPECT_EQ(events[0].id, "transaction T1") << json;
    EXPECT_THAT(events[0].product_ids, ElementsAre("A")) << json;
  }
}

TEST(ReadEvents, EverySegmentNameHasItsKind) {
  const std::pair<const char*, EventKind> names[] = {
      {"Product List Viewed", EventKind::kImpression},
      {"Product List Filtered", EventKind::kImpression},
      {"Product Clicked", EventKind::kSelect},
      {"Product Viewed", EventKind::kView},
      {"Product Added", EventKind::kAddToCart},
      {"Order Completed", EventKind::kPurchase}};
  for (const auto& [name, kind] : names) {
    const std::string start = std::string(R"({"type":"track","event":")") + name + R"(",)";
    const auto one = Read(start + R"("messageId":"m","properties":{"product_id":"A"}})");
    ASSERT_EQ(one.size(), 1U) << name;
    EXPECT_EQ(one[0].kind, kind) << name;
    EXPECT_EQ(one[0].id, "m") << name;
    const auto several = Read(
        start + R"("properties":{"products":[{"product_id":"A"},{"sku":"B"},{"name":"x"},7]}})");
    ASSERT_EQ(several.size(), 1U) << name;
    EXPECT_THAT(several[0].product_ids, ElementsAre("A", "B")) << name;
  }
}

TEST(ReadEvents, EveryRetailNameHasItsKind) {
  const std::pair<const char*, EventKind> names[] = {
      {"home-page-view", EventKind::kImpression}, {"category-page-view", EventKind::kImpression},
      {"search", EventKind::kImpression},         {"detail-page-view", EventKind::kView},
      {"add-to-cart", EventKind::kAddToCart},     {"purchase-complete", EventKind::kPurchase},
      {"view-home-page", EventKind::kImpression}, {"view-category-page", EventKind::kImpression},
      {"view-item-list", EventKind::kImpression}, {"view-item", EventKind::kView},
      {"purchase", EventKind::kPurchase}};
  for (const auto& [name, kind] : names) {
    const std::string start = std::string(R"({"eventType":")") + name + R"(","visitorId":"v",)";
    for (const char* products :
         {R"("productDetails":[{"product":{"id":"A"}},{"product":{"id":"B"},"quantity":2},{}])",
          R"("documents":[{"id":"A"},{"name":"projects/1/branches/0/documents/B"},{"uri":"x"}])"}) {
      const auto events = Read(start + products + "}");
      ASSERT_EQ(events.size(), 1U) << name;
      EXPECT_EQ(events[0].kind, kind) << name;
      EXPECT_THAT(events[0].product_ids, ElementsAre("A", "B")) << name;
    }
  }
}

TEST(ReadEvents, BatchesOfEveryVocabularyHoldTheirEvents) {
  const std::string segment =
      R"({"type":"track","event":"Product Viewed","properties":{"product_id":"A"}})";
  const std::string retail =
      R"({"eventType":"detail-page-view","productDetails":[{"product":{"id":"A"}}]})";
  const std::string ga4 = R"({"name":"view_item","params":{"items":[{"item_id":"A"}]}})";
  for (const std::string& json :
       {R"({"batch":[)" + segment +
            R"(,{"type":"identify","userId":"u","traits":{}}],"sentAt":"x"})",
        R"({"events":[)" + ga4 + "]}", R"({"userEvents":[)" + retail + "]}",
        R"({"inputConfig":{"userEventInlineSource":{"userEvents":[)" + retail + "]}}}",
        R"({"inlineSource":{"userEvents":[)" + retail + "]}}"}) {
    const auto events = Read(json);
    ASSERT_EQ(events.size(), 1U) << json;
    EXPECT_THAT(events[0].product_ids, ElementsAre("A")) << json;
  }
  EXPECT_EQ(Read(segment + "\n" + retail + "\n[" + ga4 + "," + retail + "]").size(), 4U);
  for (const char* json : {R"({"batch":[7]})", R"({"userEvents":[[]]})", R"({"eventType":7})"}) {
    EXPECT_FALSE(ReadEvents(json, kNow).has_value()) << json;
  }
}

TEST(ReadEvents, WhatSaysNothingOfProductsGivesNothing) {
  for (const char* json :
       {R"({"type":"page","name":"Home","properties":{"url":"/"}})",
        R"({"type":"track","event":"Products Searched","properties":{"query":"lamp"}})",
        R"({"type":"track","event":"Cart Viewed","properties":{"products":[{"product_id":"A"}]}})",
        R"({"type":"track","event":"Product Viewed","properties":{}})",
        R"({"eventType":"search","searchQuery":"lamp"})",
        R"({"eventType":"shopping-cart-page-view","productDetails":[{"product":{"id":"A"}}]})",
        R"({"eventType":"view-item","documents":[{"name":"documents/"}]})",
        R"({"event":"view_cart","ecommerce":{"items":[{"item_id":"A"}]}})"}) {
    EXPECT_THAT(Read(json), IsEmpty()) << json;
  }
}

TEST(ReadEvents, TimesOfEveryVocabularyAreRead) {
  const auto time = [](const std::string& members) {
    const auto events =
        Read("{" + members + R"(,"eventType":"view-item","documents":[{"id":"A"}]})");
    return events.empty() ? -1 : events[0].time_ms;
  };
  EXPECT_EQ(time(R"("eventTime":"2023-11-14T22:13:19Z")"), kNow - 1000);
  EXPECT_EQ(time(R"("timestamp":"2023-11-14T23:13:19.250+01:00")"), kNow - 750);
  EXPECT_EQ(time(R"("timestamp_micros":"1699999999000000")"), kNow - 1000);
  EXPECT_EQ(time(R"("event_timestamp":1699999998000000)"), kNow - 2000);
  EXPECT_EQ(time(R"("sentAt":"2023-11-14T22:13:18Z")"), kNow - 2000);
  EXPECT_EQ(time(R"("timestamp":"yesterday","eventTime":"2023-11-14T22:13:19Z")"), kNow - 1000);
  EXPECT_EQ(time(R"("timestamp_micros":"17e14")"), kNow);
}

TEST(ReadEvents, SegmentsThreeClocksGiveTheServersTime) {
  // The device is an hour ahead; ten seconds passed on it before it sent.
  const auto events = Read(
      R"({"type":"track","event":"Product Viewed","properties":{"product_id":"A"},
          "originalTimestamp":"2023-11-14T23:13:00Z","sentAt":"2023-11-14T23:13:10Z",
          "receivedAt":"2023-11-14T22:13:15Z"})");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].time_ms, kNow - 15'000);
}

TEST(ReadEvents, ATimeAfterNowIsNow) {
  const auto events = Read(
      R"([{"event":"view_item","time_ms":1700000000001,"ecommerce":{"items":[{"item_id":"A"}]}},
          {"eventType":"view-item","eventTime":"2100-01-01T00:00:00Z","documents":[{"id":"B"}]}])");
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].time_ms, kNow);
  EXPECT_EQ(events[1].time_ms, kNow);
}

TEST(ReadEvents, EventsWithoutATimeKeepTheirOrder) {
  const std::string view = R"({"event":"view_item","ecommerce":{"items":[{"item_id":"A"}]}})";
  const auto events = Read("[" + view + "," + view + "]" + view);
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[0].time_ms, kNow);
  EXPECT_EQ(events[1].time_ms, kNow + 1);
  EXPECT_EQ(events[2].time_ms, kNow + 2);
}

TEST(ReadEvents, ABatchsTimeIsThatOfItsEventsWithoutOne) {
  const auto events = Read(
      R"({"timestamp_micros":1600000000000000,"events":[
          {"name":"view_item","params":{"items":[{"item_id":"A"}]}},
          {"name":"view_item","timestamp_micros":1650000000000000,"params":{"items":[{"item_id":"B"}]}}]})");
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].time_ms, 1'600'000'000'000);
  EXPECT_EQ(events[1].time_ms, 1'650'000'000'000);
}

TEST(ReadEvents, HalfOfACharacterIsNoId) {
  const auto events = Read(
      R"({"event":"view_item","ecommerce":{"items":[{"item_id":"a\ude0e"},{"item_id":"\ud83d\ude0e"},{"item_id":"\ud7ff"}]}})");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_THAT(events[0].product_ids, ElementsAre("\xf0\x9f\x98\x8e", "\xed\x9f\xbf"));
}

TEST(ReadEvents, IdsOfUnreasonableLengthAreLeftOut) {
  const std::string fits(kMaxIdBytes, 'x');
  const auto events = Read(R"({"event":"view_item","event_id":")" + fits +
                           R"(y","ecommerce":{"items":[{"item_id":")" + fits +
                           R"("},{"item_id":"y)" + fits + R"("}]}})");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_THAT(events[0].product_ids, ElementsAre(fits));
  EXPECT_THAT(events[0].id, IsEmpty());
}

TEST(ReadEvents, BrokenJsonIsReportedWithItsPlace) {
  for (const char* json : {"{", "nonsense", "[1, 2]", "{\"event\": 7}", "[[[]]]", "\"text\"",
                           "{\"event\":\"view_item\"} trailing", "[\"event\"]", "\"\xff\""}) {
    const auto events = ReadEvents(json, kNow);
    ASSERT_FALSE(events.has_value()) << json;
    EXPECT_EQ(events.error().code, ErrorCode::kEventSyntax) << json;
  }
  EXPECT_THAT(ReadEvents("[1,", kNow).error().message, HasSubstr("byte"));
}

TEST(ReadEvents, DeepNestingDoesNotExhaustTheStack) {
  const std::string deep(1'000'000, '[');
  EXPECT_FALSE(ReadEvents(deep, kNow).has_value());
}

}  // namespace
}  // namespace vitrine
