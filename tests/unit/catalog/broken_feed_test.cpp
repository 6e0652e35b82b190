// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/feed.h>
#include <tests/unit/catalog/test_files.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine {
namespace {

using testing::HasSubstr;

// Reads rows under the four required columns.
Feed ReadCsv(const std::string& rows) {
  Result<Feed> feed = ReadFeed("id,title,image_link,price\n" + rows, FeedFormat::kCsv);
  if (!feed) {
    ADD_FAILURE() << feed.error().message;
    return {};
  }
  return std::move(*feed);
}

void ExpectSyntaxError(const std::string& bytes, FeedFormat format, const std::string& message) {
  const Result<Feed> feed = ReadFeed(bytes, format);
  ASSERT_FALSE(feed) << bytes.substr(0, 80);
  EXPECT_EQ(feed.error().code, ErrorCode::kFeedSyntax);
  EXPECT_THAT(feed.error().message, HasSubstr(message));
}

TEST(BrokenFeed, LosesOnlyTheBrokenRows) {
  std::string rows;
  for (int i = 1; i <= 1000; ++i) {
    const bool broken = i % 100 == 0;
    rows += std::to_string(i) + ",Vase,v.jpg," + (broken ? "NaN EUR" : "5 EUR") + "\n";
  }
  const Feed feed = ReadCsv(rows);
  EXPECT_EQ(feed.row_count, 1000U);
  EXPECT_EQ(feed.products.size(), 990U);
  ASSERT_EQ(feed.errors.size(), 10U);
  EXPECT_EQ(feed.errors[2].row, 300U);
  EXPECT_EQ(feed.errors[2].id, "300");
  EXPECT_EQ(feed.errors[2].field, "price");
  EXPECT_THAT(feed.errors[2].message, HasSubstr("NaN"));
}

TEST(BrokenFeed, NamesTheFieldThatIsMissingOrWrong) {
  const std::pair<const char*, const char*> rows[] = {
      {",Vase,v.jpg,5 EUR", "id"},
      {"  ,Vase,v.jpg,5 EUR", "id"},
      {"1,,v.jpg,5 EUR", "title"},
      {"1,Vase,,5 EUR", "image_link"},
      {"1,Vase,v.jpg,", "price"},
      {"1,Vase,v.jpg,-5 EUR", "price"},
      {"1,Vase,v.jpg,5", "price"},
      {"1,Vase,v.jpg,inf EUR", "price"},
      {"1,Vase,javascript:x,5 EUR", "image_link"},
      {"1,Vase,v.jpg", "price"},
      {"1,Vase", "image_link"},
      {"1,Va\xFFse,v.jpg,5 EUR", "title"},
      {"1,\xEF\xB7\x90,v.jpg,5 EUR", "title"},
      {"1,\"Vase,v.jpg,5 EUR", "title"},
  };
  for (const auto& [row, field] : rows) {
    const Feed feed = ReadCsv(std::string(row) + "\n2,Vase,v.jpg,5 EUR\n");
    ASSERT_EQ(feed.errors.size(), 1U) << row;
    EXPECT_EQ(feed.errors[0].field, field) << row;
    EXPECT_EQ(feed.errors[0].row, 1U);
    EXPECT_NE(feed.errors[0].message, "");
    EXPECT_EQ(feed.products.size(), 1U) << row;
  }
}

TEST(BrokenFeed, NamesTheOptionalFieldThatIsWrong) {
  const std::pair<const char*, const char*> fields[] = {
      {"availability", "maybe"},       {"sale_price", "NaN"},
      {"sale_price", "4 USD"},         {"sale_price", "6 EUR"},
      {"link", "javascript:alert(1)"}, {"additional_image_link", "data:image/png;base64;AA"},
  };
  for (const auto& [name, value] : fields) {
    const Result<Feed> feed = ReadFeed("id,title,image_link,price," + std::string(name) +
                                       "\n1,Vase,v.jpg,5 EUR," + value + "\n");
    ASSERT_TRUE(feed);
    ASSERT_EQ(feed->errors.size(), 1U) << name << value;
    EXPECT_EQ(feed->errors[0].field, name);
  }
}

TEST(BrokenFeed, KeepsTheFirstOfTwoRowsWithOneId) {
  const Feed feed = ReadCsv("1,First,v.jpg,5 EUR\n1,Second,v.jpg,5 EUR\n2,Third,v.jpg,5 EUR\n");
  ASSERT_EQ(feed.products.size(), 2U);
  EXPECT_EQ(feed.products[0].title, "First");
  ASSERT_EQ(feed.errors.size(), 1U);
  EXPECT_EQ(feed.errors[0].row, 2U);
  EXPECT_EQ(feed.errors[0].field, "id");
}

TEST(BrokenFeed, ABrokenRowDoesNotTakeItsId) {
  const Feed feed = ReadCsv("1,,v.jpg,5 EUR\n1,Vase,v.jpg,5 EUR\n");
  EXPECT_EQ(feed.products.size(), 1U);
}

TEST(BrokenFeed, RefusesAFieldOverTheLimitInEveryFormat) {
  const std::string huge(200, 'x');
  FeedLimits limits;
  limits.max_field_bytes = 100;
  const std::string feeds[] = {
      "id,title,image_link,price,material\n1,Vase,v.jpg,5 EUR," + huge + "\n",
      "id\ttitle\timage_link\tprice\tmaterial\n1\tVase\tv.jpg\t5 EUR\t" + huge + "\n",
      R"([{"id": "1", "title": "Vase", "image_link": "v.jpg", "price": "5 EUR", "material": ")" +
          huge + "\"}]",
      "<rss><item><g:id>1</g:id><g:title>Vase</g:title><g:image_link>v.jpg</"
      "g:image_link><g:price>5 EUR"
      "</g:price><g:material>" +
          huge + "</g:material></item></rss>",
      R"({"@type": "Product", "sku": "1", "name": "Vase", "image": "v.jpg", "material": ")" + huge +
          R"(", "offers": {"price": 5, "priceCurrency": "EUR"}})",
  };
  for (const std::string& bytes : feeds) {
    const Result<Feed> feed = ReadFeed(bytes, FeedFormat::kAuto, limits);
    ASSERT_TRUE(feed) << bytes << feed.error().message;
    ASSERT_EQ(feed->errors.size(), 1U) << bytes;
    EXPECT_EQ(feed->errors[0].field, "material") << bytes;
  }
}

TEST(BrokenFeed, RefusesInvalidUtf8ByRowInEveryFormat) {
  const std::string feeds[] = {
      "id,title,image_link,price\n1,Va\xFFse,v.jpg,5 EUR\n2,Vase,v.jpg,5 EUR\n",
      "id\ttitle\timage_link\tprice\n1\tVa\xC3se\tv.jpg\t5 EUR\n2\tVase\tv.jpg\t5 EUR\n",
      "[{\"id\": \"1\", \"title\": \"Va\xFFse\", \"image_link\": \"v.jpg\", \"price\": \"5 EUR\"},"
      " {\"id\": \"2\", \"title\": \"Vase\", \"image_link\": \"v.jpg\", \"price\": \"5 EUR\"}]",
      R"([{"id": "1", "title": "Vase \ud83d", "image_link": "v.jpg", "price": "5 EUR"},)"
      R"( {"id": "2", "title": "Vase \ud83d\ude00", "image_link": "v.jpg", "price": "5 EUR"}])",
      "<rss><item><id>1</id><title>Va\xFFse</title><image_link>v.jpg</image_link><price>5 "
      "EUR</price></item>"
      "<item><id>2</id><title>Vase</title><image_link>v.jpg</image_link><price>5 "
      "EUR</price></item></rss>",
  };
  for (const std::string& bytes : feeds) {
    const Result<Feed> feed = ReadFeed(bytes);
    ASSERT_TRUE(feed) << bytes << feed.error().message;
    ASSERT_EQ(feed->errors.size(), 1U) << bytes;
    EXPECT_EQ(feed->errors[0].field, "title") << bytes;
    ASSERT_EQ(feed->products.size(), 1U) << bytes;
    EXPECT_EQ(feed->products[0].id, "2");
  }
}

TEST(BrokenFeed, RefusesAJsonNaNByRow) {
  const Result<Feed> feed = ReadFeed(R"([
      {"id": "1", "title": "Vase", "image_link": "v.jpg", "price": NaN, "currency": "EUR"},
      {"id": "2", "title": "Vase", "image_link": "v.jpg", "price": {"value": Infinity, "currency": "EUR"}},
      {"id": "3", "title": "Vase", "image_link": "v.jpg", "price": -1, "currency": "EUR"},
      null, 7,
      {"id": "4", "title": "Vase", "image_link": "v.jpg", "price": 5.25, "currency": "EUR"}])");
  ASSERT_TRUE(feed) << feed.error().message;
  EXPECT_EQ(feed->row_count, 6U);
  EXPECT_EQ(feed->errors.size(), 5U);
  ASSERT_EQ(feed->products.size(), 1U);
  EXPECT_EQ(feed->products[0].price.micros, 5'250'000);
}

TEST(BrokenFeed, ATruncatedDocumentIsASyntaxErrorWithItsLine) {
  ExpectSyntaxError("[\n{\"id\": \"1\",\n\"title\": \"Va", FeedFormat::kGoogleJson, "line 3");
  ExpectSyntaxError("<rss>\n<channel>\n<item>", FeedFormat::kGoogleXml, "line 3");
  ExpectSyntaxError("{\n\"@type\": ", FeedFormat::kJsonLd, "line 2");
}

TEST(BrokenFeed, ATruncatedLastRowOfATableIsARowError) {
  for (const char* tail : {"2,Va", "2,Vase,v.jpg", "2,\"Va"}) {
    const Feed feed = ReadCsv(std::string("1,Vase,v.jpg,5 EUR\n") + tail);
    EXPECT_EQ(feed.products.size(), 1U) << tail;
    EXPECT_EQ(feed.errors.size(), 1U) << tail;
  }
}

TEST(BrokenFeed, RefusesWhatIsNoFeed) {
  ExpectSyntaxError("sku,name\n1,Vase\n", FeedFormat::kCsv, "header");
  ExpectSyntaxError("7", FeedFormat::kGoogleJson, "expected an object or an array");
  ExpectSyntaxError("", FeedFormat::kGoogleJson, "line 1");
  ExpectSyntaxError("", FeedFormat::kGoogleXml, "line 1");
  ExpectSyntaxError("<html><body/></html>", FeedFormat::kGoogleXml, "html");
  ExpectSyntaxError(std::string("\xFF\xFEi\0d\0", 6), FeedFormat::kAuto, "UTF-16");
}

TEST(BrokenFeed, AnUnknownShapeIsNoEmptyShop) {
  const std::string product = R"({"id": "1", "title": "Vase"})";
  for (const std::string& bytes :
       {R"({"data": {"products": [)" + product + "]}}", R"({"products": {"1": )" + product + "}}",
        R"({"catalogue": [)" + product + "]}", std::string(R"({"error": "quota exceeded"})")}) {
    ExpectSyntaxError(bytes, FeedFormat::kGoogleJson, "resources, products, items");
  }
  for (const std::string& bytes :
       {std::string("<rss><channel><title>Shop</title><product><id>1</id></product>"
                    "<product><id>2</id></product></channel></rss>"),
        std::string("<feed><g:product><g:id>1</g:id></g:product></feed>")}) {
    ExpectSyntaxError(bytes, FeedFormat::kGoogleXml, "item or entry elements, got \"product\"");
  }
  ExpectSyntaxError("<rss><products><product><id>1</id></product></products></rss>",
                    FeedFormat::kGoogleXml, "products");
}

TEST(BrokenFeed, AnItemMakesUpForWhatIsNoItem) {
  const Result<Feed> feed = ReadFeed(
      "<rss><channel><shop><name>Kiri</name></shop><item><id>1</id><title>Vase</title>"
      "<image_link>v.jpg</image_link><price>5 EUR</price></item></channel></rss>");
  ASSERT_TRUE(feed) << feed.error().message;
  EXPECT_EQ(feed->products.size(), 1U);
}

TEST(BrokenFeed, RefusesDeepNesting) {
  const std::string deep(1'000'000, '[');
  ExpectSyntaxError(deep, FeedFormat::kGoogleJson, "nesting");
  ExpectSyntaxError("[{\"a\":" + deep, FeedFormat::kJsonLd, "nesting");
  std::string elements = "<rss>";
  for (int i = 0; i < 100'000; ++i) {
    elements += "<a>";
  }
  ExpectSyntaxError(elements, FeedFormat::kGoogleXml, "nesting");
}

TEST(BrokenFeed, RefusesEntityDeclarations) {
  ExpectSyntaxError(R"(<?xml version="1.0"?><!DOCTYPE rss [
      <!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
      ]><rss><item><title>&c;</title></item></rss>)",
                    FeedFormat::kGoogleXml, "entity");
  ExpectSyntaxError(R"(<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>)",
                    FeedFormat::kGoogleXml, "entity");
}

TEST(BrokenFeed, RefusesWhatExceedsTheLimits) {
  FeedLimits limits;
  limits.max_bytes = 10;
  EXPECT_EQ(ReadFeed("id,title,price", FeedFormat::kCsv, limits).error().code,
            ErrorCode::kTooLarge);
  limits = {};
  limits.max_products = 2;
  for (const char* bytes :
       {"id,title\n1,a\n2,b\n3,c\n", "[{},{},{}]", "<rss><item/><item/><item/></rss>",
        R"({"@graph": [{"@type": "Product"}, {"@type": "Product"}, {"@type": "Product"}]})"}) {
    const Result<Feed> feed = ReadFeed(bytes, FeedFormat::kAuto, limits);
    ASSERT_FALSE(feed) << bytes;
    EXPECT_EQ(feed.error().code, ErrorCode::kTooLarge) << bytes;
  }
}

TEST(BrokenFeed, RefusesAProductWithAMillionValues) {
  std::string bytes = "[{\"a\": [";
  for (int i = 0; i < 1'000'001; ++i) {
    bytes += "0,";
  }
  const Result<Feed> feed = ReadFeed(bytes + "0]}]", FeedFormat::kGoogleJson);
  ASSERT_FALSE(feed);
  EXPECT_EQ(feed.error().code, ErrorCode::kTooLarge);
}

class TruncatedFeed : public testing::TestWithParam<const char*> {};

TEST_P(TruncatedFeed, GivesAnErrorOrAWholeProductAtEveryByte) {
  const std::string bytes = ReadTestFeed(GetParam());
  ASSERT_FALSE(bytes.empty());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const Result<Feed> feed = ReadFeed(std::string_view(bytes).substr(0, size));
    if (!feed) {
      EXPECT_EQ(feed.error().code, ErrorCode::kFeedSyntax);
      continue;
    }
    EXPECT_EQ(feed->products.size() + feed->errors.size(), feed->row_count);
    for (const Product& product : feed->products) {
      EXPECT_EQ(product.id, "LAMP-1");
      EXPECT_FALSE(product.title.empty() || product.image_links.empty());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(AllFormats, TruncatedFeed,
                         testing::Values("google_content.json", "google_merchant.json",
                                         "google_flat.json", "google.csv", "google_semicolon.csv",
                                         "google.tsv", "google_rss.xml", "google_atom.xml",
                                         "product.jsonld"));

}  // namespace
}  // namespace vitrine
