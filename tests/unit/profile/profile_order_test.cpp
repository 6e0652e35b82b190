// SPDX-License-Identifier: Apache-2.0
// A profile is a set: disorder, duplicates and clocks that are wrong change nothing that they need
// not.
#include <vitrine/base/random.h>
#include <vitrine/profile/profile.h>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace vitrine {
namespace {

constexpr std::int64_t kDay = 24LL * 60 * 60 * 1000;
constexpr std::int64_t kNow = 1'790'000'000'000;

Event View(std::string product, std::int64_t time_ms, std::string id = "") {
  return {EventKind::kView, time_ms, std::move(id), {std::move(product)}};
}

// Events of all kinds, many at the same time; some without an id, some with the same products.
std::vector<Event> RandomEvents(Random& random, std::size_t count) {
  std::vector<Event> events;
  for (std::size_t i = 0; i < count; ++i) {
    Event event;
    event.kind = static_cast<EventKind>(random.Below(6));
    event.time_ms = kNow + random.Below(static_cast<std::uint32_t>(count / 2));
    event.id = random.Below(3) == 0 ? "" : "e" + std::to_string(i);
    const std::uint32_t products = event.kind == EventKind::kImpression ? 1 + random.Below(12) : 1;
    for (std::uint32_t product = 0; product < products; ++product) {
      event.product_ids.push_back("p" + std::to_string(random.Below(40)));
    }
    events.push_back(std::move(event));
  }
  return events;
}

void Shuffle(std::vector<Event>& events, Random& random) {
  for (std::size_t i = events.size(); i > 1; --i) {
    std::swap(events[i - 1], events[random.Below(static_cast<std::uint32_t>(i))]);
  }
}

Profile Told(const std::vector<Event>& events) {
  Profile profile;
  for (const Event& event : events) {
    profile.Observe(event);
  }
  return profile;
}

TEST(ProfileOrder, AnyPermutationWithDuplicatesGivesTheSameProfile) {
  Random random(1);
  // Few enough to be kept, and more than are kept.
  for (const std::size_t count : {3U, 40U, 200U, 1500U}) {
    std::vector<Event> events = RandomEvents(random, count);
    const std::string expected = Told(events).Save();
    for (int round = 0; round < 10; ++round) {
      std::vector<Event> again = events;
      for (std::size_t i = 0; i < count / 2; ++i) {
        again.push_back(events[random.Below(static_cast<std::uint32_t>(count))]);
      }
      Shuffle(again, random);
      ASSERT_EQ(Told(again).Save(), expected) << count << " events, round " << round;
    }
  }
}

TEST(ProfileOrder, AProfileIsTheSameFromTwoTabsHoweverTheyAreMerged) {
  Random random(2);
  for (const std::size_t count : {20U, 900U}) {
    std::vector<Event> events = RandomEvents(random, count);
    const std::string expected = Told(events).Save();
    Shuffle(events, random);
    const auto middle = events.begin() + static_cast<std::ptrdiff_t>(count / 2);
    // Both know the third quarter.
    const auto quarter = middle + static_cast<std::ptrdiff_t>(count / 4);
    Profile one = Told({events.begin(), quarter});
    Profile other = Told({middle, events.end()});
    const Profile before = one;
    one.Merge(other);
    other.Merge(before);
    EXPECT_EQ(one.Save(), expected);
    EXPECT_EQ(other.Save(), expected);
    one.Merge(other);
    EXPECT_EQ(one.Save(), expected);
  }
}

TEST(ProfileOrder, OfTellingsThatDifferTheEarliestIsTrueOfAllTheirProducts) {
  const Event first{EventKind::kPurchase, 5, "e", {"A"}};
  const Event retold{EventKind::kPurchase, 9, "e", {"A", "B"}};
  for (const auto& order : {std::vector{first, retold}, std::vector{retold, first}}) {
    const Profile profile = Told(order);
    ASSERT_EQ(profile.interactions().size(), 2U);
    for (const Interaction& interaction : profile.interactions()) {
      EXPECT_EQ(interaction.time_ms, 5);
    }
    EXPECT_EQ(profile.interactions()[1].product_id, "B");
  }
  Profile profile;
  EXPECT_TRUE(profile.Observe(retold));
  EXPECT_FALSE(profile.Observe(first)) << "it is not a new event";
}

TEST(ProfileOrder, TellingsThatDifferGiveTheSameProfileInAnyOrder) {
  Random random(3);
  std::vector<Event> events = RandomEvents(random, 60);  // Few enough to be kept.
  for (std::size_t i = 0; i < events.size(); ++i) {
    events[i].id = "e" + std::to_string(i % 20);
  }
  const std::string expected = Told(events).Save();
  for (int round = 0; round < 20; ++round) {
    Shuffle(events, random);
    Profile one = Told({events.begin(), events.begin() + 40});
    one.Merge(Told({events.begin() + 25, events.end()}));
    ASSERT_EQ(Told(events).Save(), expected) << "round " << round;
    ASSERT_EQ(one.Save(), expected) << "round " << round;
  }
}

TEST(ProfileOrder, TheProductsOfOneEventAddUp) {
  const Event part{EventKind::kPurchase, 5, "e", {"A"}};
  const Event rest{EventKind::kPurchase, 5, "e", {"B", "A"}};
  EXPECT_EQ(Told({part, rest}).Save(), Told({rest, part}).Save());
  EXPECT_EQ(Told({part, rest}).interactions().size(), 2U);
}

TEST(ProfileOrder, TheSameEventWithoutAnIdCountsOnce) {
  Profile profile;
  EXPECT_TRUE(profile.Observe(View("A", 1)));
  EXPECT_FALSE(profile.Observe(View("A", 1)));
  EXPECT_TRUE(profile.Observe(View("A", 2)));
  EXPECT_EQ(profile.interactions().size(), 2U);
}

TEST(ProfileOrder, WhatIsOlderThanAllThatIsKeptTellsNothing) {
  Profile profile;
  for (std::size_t i = 0; i < Profile::kMaxDeliberate; ++i) {
    profile.Observe(View("A", kNow + static_cast<std::int64_t>(i)));
  }
  EXPECT_FALSE(profile.Observe(View("old", kNow - 1, "late")));
  EXPECT_TRUE(profile.Observe(View("new", kNow + 1'000'000)));
  EXPECT_EQ(profile.interactions().size(), Profile::kMaxDeliberate);
}

TEST(ProfileOrder, IdsOfUnreasonableLengthAreLeftOut) {
  Profile profile;
  EXPECT_FALSE(profile.Observe(View(std::string(kMaxIdBytes + 1, 'x'), 1)));
  EXPECT_FALSE(profile.Observe(View("", 1)));
  EXPECT_TRUE(profile.interactions().empty());
}

TEST(TimeOfNext, IsNowOrJustAfterTheNewest) {
  Profile profile;
  EXPECT_EQ(profile.TimeOfNext(kNow), kNow);
  profile.Observe(View("A", kNow));
  EXPECT_EQ(profile.TimeOfNext(kNow + 1), kNow + 1);
  EXPECT_EQ(profile.TimeOfNext(kNow), kNow + 1);
  EXPECT_EQ(profile.TimeOfNext(kNow - 999), kNow + 1) << "a clock that was put right a little";
  EXPECT_EQ(profile.interactions()[0].time_ms, kNow);
}

TEST(TimeOfNext, AClockThatWasSetBackHidesAndDropsNothing) {
  Profile profile;
  profile.Observe(View("before", kNow - kDay));
  // Four years ahead for an afternoon, and enough to fill the profile.
  const std::int64_t ahead = kNow + 4 * 365 * kDay;
  for (std::size_t i = 1; i < Profile::kMaxDeliberate; ++i) {
    profile.Observe(View("ahead" + std::to_string(i), ahead + static_cast<std::int64_t>(i) * 1000));
  }
  ASSERT_EQ(profile.interactions().size(), Profile::kMaxDeliberate);
  const std::int64_t time_ms = profile.TimeOfNext(kNow);
  EXPECT_EQ(time_ms, kNow + 1);
  ASSERT_TRUE(profile.Observe(View("new", time_ms)));
  const auto known = profile.interactions();
  ASSERT_EQ(known.size(), Profile::kMaxDeliberate);
  EXPECT_EQ(known.back().product_id, "new");
  EXPECT_EQ(known.front().product_id, "ahead1") << "only the oldest made room";
  for (std::size_t i = 1; i < Profile::kMaxDeliberate; ++i) {
    EXPECT_EQ(known[i - 1].product_id, "ahead" + std::to_string(i));
  }
  EXPECT_EQ(known[known.size() - 2].time_ms, kNow);
  EXPECT_EQ(known[known.size() - 3].time_ms, kNow - 1000) << "distances are kept";
  // What is newest weighs most, and nothing waits for the years to pass.
  const auto weights = InteractionWeights(profile, kNow + 1, {});
  EXPECT_EQ(std::ranges::max_element(weights) - weights.begin(), std::ssize(weights) - 1);
}

TEST(TimeOfNext, WhatWentBackStaysAfterWhatCameBefore) {
  Profile profile;
  profile.Observe(View("before", kNow - 1000));
  profile.Observe(View("ahead1", kNow + 10 * kDay));
  profile.Observe(View("ahead2", kNow + 20 * kDay));
  profile.TimeOfNext(kNow);
  const auto known = profile.interactions();
  ASSERT_EQ(known.size(), 3U);
  EXPECT_EQ(known[0].time_ms, kNow - 1000);
  EXPECT_EQ(known[1].time_ms, kNow - 1000);
  EXPECT_EQ(known[2].time_ms, kNow);
  EXPECT_EQ(known[2].product_id, "ahead2");
}

}  // namespace
}  // namespace vitrine
