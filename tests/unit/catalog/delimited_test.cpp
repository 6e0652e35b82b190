// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/delimited.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine {
namespace {

using testing::ElementsAre;

struct Record {
  std::vector<std::string> fields;
  std::string broken;
};

std::vector<Record> ReadAll(std::string_view bytes, char separator = ',',
                            std::size_t max_field_bytes = 100) {
  DelimitedReader reader(bytes, separator, max_field_bytes);
  std::vector<Record> records;
  Record record;
  while (reader.Next(&record.fields, &record.broken)) {
    records.push_back(record);
  }
  return records;
}

TEST(DelimitedReader, ReadsRfc4180) {
  const auto records = ReadAll("a,b\r\n\"1,2\",\"x\"\"y\"\r\n\"line\r\nbreak\",\r\n");
  ASSERT_EQ(records.size(), 3U);
  EXPECT_THAT(records[0].fields, ElementsAre("a", "b"));
  EXPECT_THAT(records[1].fields, ElementsAre("1,2", "x\"y"));
  EXPECT_THAT(records[2].fields, ElementsAre("line\r\nbreak", ""));
}

TEST(DelimitedReader, TakesEveryLineEndAndNoneAtTheEnd) {
  const auto records = ReadAll("a\nb\rc\r\n\n\r\nd");
  ASSERT_EQ(records.size(), 4U);
  EXPECT_THAT(records[3].fields, ElementsAre("d"));
}

TEST(DelimitedReader, KeepsQuotesInsideAPlainField) {
  EXPECT_THAT(ReadAll("12\" plate,b")[0].fields, ElementsAre("12\" plate", "b"));
}

TEST(DelimitedReader, GoesOnAfterTextBehindAClosingQuote) {
  const auto records = ReadAll("1,\"12\" plate,x\n2,b,y\n");
  ASSERT_EQ(records.size(), 2U);
  EXPECT_NE(records[0].broken, "");
  EXPECT_EQ(records[1].broken, "");
  EXPECT_THAT(records[1].fields, ElementsAre("2", "b", "y"));
}

TEST(DelimitedReader, AMissingClosingQuoteCostsOneLine) {
  const auto records = ReadAll("1,\"open\n2,b\n3,c\n");
  ASSERT_EQ(records.size(), 3U);
  EXPECT_NE(records[0].broken, "");
  EXPECT_THAT(records[2].fields, ElementsAre("3", "c"));
}

TEST(DelimitedReader, AQuotedFieldOverTheLimitCountsAsUnclosed) {
  const auto records = ReadAll("\"" + std::string(200, 'x') + "\nb\"\nc", ',', 100);
  ASSERT_EQ(records.size(), 3U);
  EXPECT_NE(records[0].broken, "");
  EXPECT_THAT(records[2].fields, ElementsAre("c"));
}

TEST(DelimitedReader, TabsLetAFieldStartWithAnInchMark) {
  const auto records = ReadAll("\"12\" plate\tb\n\"quoted\ttab\"\tc", '\t');
  ASSERT_EQ(records.size(), 2U);
  EXPECT_THAT(records[0].fields, ElementsAre("\"12\" plate", "b"));
  EXPECT_THAT(records[1].fields, ElementsAre("quoted\ttab", "c"));
}

}  // namespace
}  // namespace vitrine
