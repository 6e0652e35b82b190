// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/feed.h>
#include <tests/unit/catalog/sample_products.h>
#include <tests/unit/catalog/test_files.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct FeedFile {
  const char* name;
  FeedFormat format;
};

// Keeps addresses out of the tests' names.
void PrintTo(const FeedFile& file, std::ostream* out) { *out << file.name; }

constexpr FeedFile kLampFeeds[] = {
    {"google_content.json", FeedFormat::kGoogleJson},
    {"google_merchant.json", FeedFormat::kGoogleJson},
    {"google_flat.json", FeedFormat::kGoogleJson},
    {"google.csv", FeedFormat::kCsv},
    {"google_semicolon.csv", FeedFormat::kCsv},
    {"google.tsv", FeedFormat::kTsv},
    {"google_rss.xml", FeedFormat::kGoogleXml},
    {"google_rss_undeclared.xml", FeedFormat::kGoogleXml},
    {"google_atom.xml", FeedFormat::kGoogleXml},
    {"product.jsonld", FeedFormat::kJsonLd},
};

class LampFeed : public testing::TestWithParam<FeedFile> {};

TEST_P(LampFeed, GivesTheSameProductInEveryFormat) {
  const std::string bytes = ReadTestFeed(GetParam().name);
  ASSERT_FALSE(bytes.empty());
  const Result<Feed> feed = ReadFeed(bytes, GetParam().format);
  ASSERT_TRUE(feed) << feed.error().message;
  ASSERT_THAT(feed->errors, IsEmpty()) << feed->errors[0].field << " " << feed->errors[0].message;
  EXPECT_EQ(feed->row_count, 1U);
  ASSERT_EQ(feed->products.size(), 1U);
  const Product& product = feed->products[0];
  const Product expected = OpalLamp();
  EXPECT_EQ(product.title, expected.title);
  EXPECT_EQ(product.description, expected.description);
  EXPECT_EQ(product.category, expected.category);
  EXPECT_EQ(product.image_links, expected.image_links);
  EXPECT_EQ(product.price, expected.price);
  EXPECT_EQ(product.sale_price, expected.sale_price);
  for (std::size_t i = 0; i < std::min(product.attributes.size(), expected.attributes.size());
       ++i) {
    EXPECT_EQ(product.attributes[i].name, expected.attributes[i].name);
    EXPECT_EQ(product.attributes[i].value, expected.attributes[i].value);
  }
  EXPECT_TRUE(product == expected);
}

TEST_P(LampFeed, IsRecognisedWithoutBeingTold) {
  const std::string bytes = ReadTestFeed(GetParam().name);
  const Result<Feed> told = ReadFeed(bytes, GetParam().format);
  const Result<Feed> recognised = ReadFeed(bytes);
  ASSERT_TRUE(told && recognised);
  EXPECT_EQ(recognised->products, told->products);
}

INSTANTIATE_TEST_SUITE_P(AllFormats, LampFeed, testing::ValuesIn(kLampFeeds),
                         [](const testing::TestParamInfo<FeedFile>& info) {
                           std::string name = info.param.name;
                           std::ranges::replace(name, '.', '_');
                           return name;
                         });

// A one-row CSV with the required columns and one more.
Result<Feed> ReadWith(const std::string& name, const std::string& value) {
  return ReadFeed("id,title,image_link,price," + name + "\n1,Vase,v.jpg,5 EUR,\"" + value + "\"\n",
                  FeedFormat::kCsv);
}

TEST(ReadFeed, ReadsEveryAvailability) {
  const std::pair<const char*, Availability> values[] = {
      {"in_stock", Availability::kInStock},
      {"In Stock", Availability::kInStock},
      {"IN_STOCK", Availability::kInStock},
      {"https://schema.org/InStock", Availability::kInStock},
      {"http://schema.org/OutOfStock", Availability::kOutOfStock},
      {"out of stock", Availability::kOutOfStock},
      {"SoldOut", Availability::kOutOfStock},
      {"Discontinued", Availability::kOutOfStock},
      {"preorder", Availability::kPreorder},
      {"PreOrder", Availability::kPreorder},
      {"schema:BackOrder", Availability::kBackorder},
      {"backorder", Availability::kBackorder},
      {"", Availability::kInStock},
  };
  for (const auto& [text, expected] : values) {
    const Result<Feed> feed = ReadWith("availability", text);
    ASSERT_TRUE(feed);
    ASSERT_EQ(feed->products.size(), 1U) << text;
    EXPECT_EQ(feed->products[0].availability, expected) << text;
  }
}

TEST(ReadFeed, PrefersTheShopsCategoriesToGoogles) {
  const Result<Feed> feed = ReadFeed(
      "id,title,image_link,price,google_product_category,product_type\n"
      "1,Vase,v.jpg,5 EUR,Home & Garden > Decor,Shop > Vases\n"
      "2,Vase,v.jpg,5 EUR,Home & Garden > Decor,\n"
      "3,Vase,v.jpg,5 EUR,696,\n"
      "4,Vase,v.jpg,5 EUR,,Shop &amp;gt; Vases\n",
      FeedFormat::kCsv);
  ASSERT_TRUE(feed);
  ASSERT_EQ(feed->products.size(), 4U);
  EXPECT_THAT(feed->products[0].category, ElementsAre("Shop", "Vases"));
  EXPECT_EQ(feed->products[0].attributes[0].value, "Home & Garden > Decor");
  EXPECT_THAT(feed->products[1].category, ElementsAre("Home & Garden", "Decor"));
  EXPECT_THAT(feed->products[1].attributes, IsEmpty());
  EXPECT_THAT(feed->products[2].category, IsEmpty());
  EXPECT_EQ(feed->products[2].attributes[0].value, "696");
}

TEST(ReadFeed, SplitsCategoriesThatWereEscapedTwice) {
  const Result<Feed> feed = ReadWith("product_type", "Shop &gt; Vases");
  ASSERT_TRUE(feed);
  EXPECT_THAT(feed->products[0].category, ElementsAre("Shop", "Vases"));
}

TEST(ReadFeed, SplitsImageListsButNotCommasInsideUrls) {
  const Result<Feed> absolute =
      ReadWith("additional_image_link", "https://i.example/w_1,h_2/a.jpg, https://i.example/b.jpg");
  EXPECT_THAT(absolute->products[0].image_links,
              ElementsAre("v.jpg", "https://i.example/w_1,h_2/a.jpg", "https://i.example/b.jpg"));
  const Result<Feed> relative = ReadWith("additional_image_link", "a.jpg,b.jpg");
  EXPECT_THAT(relative->products[0].image_links, ElementsAre("v.jpg", "a.jpg", "b.jpg"));
}

TEST(ReadFeed, TakesNoSaleWhereTheSalePriceIsZeroOrThePrice) {
  for (const char* sale : {"0.00 EUR", "5.00 EUR", ""}) {
    const Result<Feed> feed = ReadWith("sale_price", sale);
    ASSERT_EQ(feed->products.size(), 1U) << sale;
    EXPECT_FALSE(feed->products[0].sale_price) << sale;
    EXPECT_THAT(feed->products[0].attributes, IsEmpty());
  }
}

TEST(ReadFeed, ReadsThePriceWithTheCurrencyOfItsOwnColumn) {
  const Result<Feed> feed =
      ReadFeed("id\ttitle\timage link\tprice\tcurrency\n1\tVase\tv.jpg\t5,50\teur\n");
  ASSERT_EQ(feed->products.size(), 1U);
  EXPECT_EQ(feed->products[0].price, (Money{5'500'000, "EUR"}));
  EXPECT_THAT(feed->products[0].attributes, IsEmpty());
}

TEST(ReadFeed, ReadsHeadersInAnyCaseWithSpacesOrUnderscores) {
  for (const char* header : {"ID,Title,Image Link,Price", "id,TITLE,IMAGE_LINK,price",
                             "g:id,g:title,imageLink,price", " id , title , image-link , price "}) {
    const Result<Feed> feed = ReadFeed(std::string(header) + "\n1,Vase,v.jpg,5 EUR\n");
    ASSERT_TRUE(feed) << header;
    EXPECT_EQ(feed->products.size(), 1U) << header;
  }
}

TEST(ReadFeed, GivesZeroProductsForAFeedWithoutRows) {
  const std::pair<const char*, FeedFormat> feeds[] = {
      {"", FeedFormat::kCsv},
      {"id,title,price,image_link\n", FeedFormat::kCsv},
      {"id\ttitle\n\n", FeedFormat::kTsv},
      {"[]", FeedFormat::kGoogleJson},
      {"{\"resources\": []}", FeedFormat::kGoogleJson},
      {"{\"kind\": \"content#productsListResponse\"}", FeedFormat::kGoogleJson},
      {"{}", FeedFormat::kGoogleJson},
      {"{\"products\": null, \"total\": 0}", FeedFormat::kGoogleJson},
      {"<rss><channel><title>Shop</title></channel></rss>", FeedFormat::kGoogleXml},
      {"<rss><channel><image><url>/logo.png</url></image><title/></channel></rss>",
       FeedFormat::kGoogleXml},
      {"<feed><author><name>Shop</name></author></feed>", FeedFormat::kGoogleXml},
      {"{\"@context\": \"https://schema.org\", \"@graph\": []}", FeedFormat::kJsonLd},
      {"{\"@type\": \"Organization\", \"name\": \"Shop\"}", FeedFormat::kJsonLd},
  };
  for (const auto& [bytes, format] : feeds) {
    const Result<Feed> feed = ReadFeed(bytes, format);
    ASSERT_TRUE(feed) << bytes << feed.error().message;
    EXPECT_EQ(feed->row_count, 0U) << bytes;
    EXPECT_THAT(feed->products, IsEmpty()) << bytes;
  }
}

TEST(ReadFeed, ReadsOneJsonProductWithoutAList) {
  const Result<Feed> feed = ReadFeed(
      R"({"offerId": "1", "title": "Vase", "imageLink": "v.jpg", "price": {"value": 5, "currency": "EUR"}})");
  ASSERT_TRUE(feed);
  ASSERT_EQ(feed->products.size(), 1U);
  EXPECT_EQ(feed->products[0].price.micros, 5'000'000);
}

TEST(ReadFeed, ReadsXmlInItsDeclaredEncoding) {
  const Result<Feed> feed = ReadFeed(
      "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss xmlns:g='http://base.google.com/ns/1.0'>"
      "<channel><item><g:id>1</g:id><title>Fl\xFB"
      "te</title><g:image_link>f.jpg</g:image_link><g:price>5 "
      "EUR</g:price></item></channel></rss>");
  ASSERT_TRUE(feed) << feed.error().message;
  ASSERT_EQ(feed->products.size(), 1U);
  EXPECT_EQ(feed->products[0].title, "Fl\xC3\xBBte");
}

TEST(ReadFeed, IgnoresForeignXmlVocabularies) {
  const Result<Feed> feed = ReadFeed(
      "<rss xmlns:g='http://base.google.com/ns/1.0' xmlns:media='http://search.yahoo.com/mrss/'"
      " xmlns:c='http://base.google.com/cns/1.0'><channel><item><media:title>Wrong</media:title>"
      "<g:id>1</g:id><title>Vase</title><g:image_link>v.jpg</g:image_link><g:price>5 EUR</g:price>"
      "<c:season>autumn</c:season></item></channel></rss>");
  ASSERT_EQ(feed->products.size(), 1U);
  EXPECT_EQ(feed->products[0].title, "Vase");
  EXPECT_THAT(feed->products[0].attributes, ElementsAre(Attribute{"season", "autumn"}));
}

TEST(ReadFeed, KeepsTheRowsInOrder) {
  std::string csv = "id,title,image_link,price\n";
  for (const char* id : {"z", "a", "m"}) {
    csv += std::string(id) + ",Vase,v.jpg,5 EUR\n";
  }
  const Result<Feed> feed = ReadFeed(csv);
  ASSERT_EQ(feed->products.size(), 3U);
  EXPECT_EQ(feed->products[0].id, "z");
  EXPECT_EQ(feed->products[1].id, "a");
  EXPECT_EQ(feed->products[2].id, "m");
}

}  // namespace
}  // namespace vitrine
