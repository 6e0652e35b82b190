// SPDX-License-Identifier: Apache-2.0
// tests/data/experiment: what the storefront's JavaScript must do as well, read by its tests too
// (wasm/test/measure.test.mjs). The places were worked out by a third implementation, in Python.
#include <vitrine/experiment/assignment.h>
#include <vitrine/experiment/exposure.h>

#include <gtest/gtest.h>
#include <rapidjson/document.h>
#include <rapidjson/istreamwrapper.h>

#include <cmath>
#include <fstream>
#include <string>
#include <string_view>

namespace vitrine {
namespace {

rapidjson::Document Vectors(const std::string& name) {
  std::ifstream file("tests/data/experiment/" + name);
  rapidjson::IStreamWrapper stream(file);
  rapidjson::Document document;
  document.ParseStream<rapidjson::kParseFullPrecisionFlag>(stream);
  EXPECT_FALSE(document.HasParseError()) << name;
  return document;
}

std::string TextOf(const rapidjson::Value& value) {
  return {value.GetString(), value.GetStringLength()};
}

TEST(SharedVectors, PlacesAreAgreed) {
  const rapidjson::Document vectors = Vectors("assignment.json");
  ASSERT_GT(vectors["places"].Size(), 100U);
  for (const auto& vector : vectors["places"].GetArray()) {
    EXPECT_EQ(PlaceOf(TextOf(vector["salt"]), TextOf(vector["unit"])), vector["place"].GetDouble())
        << vector["salt"].GetString() << " and " << vector["unit"].GetString();
  }
}

TEST(SharedVectors, AssignmentsAreAgreed) {
  const rapidjson::Document vectors = Vectors("assignment.json");
  for (const auto& vector : vectors["plans"].GetArray()) {
    const auto& given = vector["plan"];
    ExperimentPlan plan = {.name = TextOf(given["name"]),
                           .arms = {},
                           .hold_out_01 = given["holdOut"].GetDouble(),
                           .hold_out_salt = TextOf(given["holdOutSalt"])};
    for (const auto& arm : given["arms"].GetArray()) {
      plan.arms.push_back({TextOf(arm["name"]), arm["weight"].GetDouble()});
    }
    const auto assigner = Assigner::Create(plan);
    ASSERT_TRUE(assigner) << assigner.error().message;
    const std::string expected = TextOf(vector["assigned"]);
    std::string assigned;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const Assignment each = assigner->Assign("visitor-" + std::to_string(i)).value();
      assigned += each.held_out ? "-" : std::to_string(each.arm);
    }
    EXPECT_EQ(assigned, expected) << plan.name;
  }
}

TEST(SharedVectors, WhatIsSeenIsAgreed) {
  const rapidjson::Document vectors = Vectors("exposure.json");
  ASSERT_GT(vectors.Size(), 5U);
  for (const auto& vector : vectors.GetArray()) {
    ExposureWatch watch;
    bool seen = false;
    for (const auto& step : vector["steps"].GetArray()) {
      const double visible_01 = step[0].IsNull() ? std::nan("") : step[0].GetDouble();
      EXPECT_EQ(watch.Observe(visible_01, step[1].GetInt64()), step[2].GetBool())
          << vector["name"].GetString() << " at " << step[1].GetInt64();
      seen = seen || step[2].GetBool();
    }
    EXPECT_EQ(watch.seen(), seen) << vector["name"].GetString();
  }
}

}  // namespace
}  // namespace vitrine
