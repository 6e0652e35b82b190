// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/feed.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Feed Read(const std::string& bytes) {
  Result<Feed> feed = ReadFeed(bytes, FeedFormat::kJsonLd);
  if (!feed) {
    ADD_FAILURE() << feed.error().message;
    return {};
  }
  for (const RowError& error : feed->errors) {
    ADD_FAILURE() << error.row << " " << error.field << " " << error.message;
  }
  return std::move(*feed);
}

// A product with the required members and more.
std::string ProductWith(const std::string& members) {
  return R"({"@type": "Product", "sku": "1", "name": "Vase", "image": "v.jpg", )" + members + "}";
}

Product ReadOne(const std::string& members) {
  const Feed feed = Read(ProductWith(members));
  if (feed.products.size() != 1) {
    ADD_FAILURE() << feed.products.size() << " products";
    return {};
  }
  return feed.products[0];
}

TEST(ReadJsonLd, ReadsEveryFormOfOffers) {
  for (
      const char* offers : {
          R"({"@type": "Offer", "price": "5.50", "priceCurrency": "EUR"})",
          R"({"@type": "Offer", "price": 5.5, "priceCurrency": "EUR"})",
          R"({"@type": "Offer", "price": "5,50 EUR"})",
          R"({"@type": "AggregateOffer", "lowPrice": 5.5, "highPrice": 9, "priceCurrency": "EUR"})",
          R"([{"@type": "Offer", "availability": "InStock"}, {"price": "5.5", "priceCurrency": "EUR"}])",
          R"({"priceSpecification": {"price": 5.50, "priceCurrency": "EUR"}})",
          R"({"http://schema.org/price": "5.5", "https://schema.org/priceCurrency": "EUR"})",
      }) {
    EXPECT_EQ(ReadOne(std::string("\"offers\": ") + offers).price, (Money{5'500'000, "EUR"}))
        << offers;
  }
}

TEST(ReadJsonLd, TakesAListPriceForTheRegularOne) {
  const Product product =
      ReadOne(R"("offers": {"price": 5, "priceCurrency": "EUR", "priceSpecification":
      [{"priceType": "https://schema.org/StrikethroughPrice", "price": 8, "priceCurrency": "EUR"}]})");
  EXPECT_EQ(product.price.micros, 8'000'000);
  ASSERT_TRUE(product.sale_price);
  EXPECT_EQ(product.sale_price->micros, 5'000'000);
}

// The product of an offer in euros that has these specifications and no price of its own.
Product ReadSpecified(const std::string& specifications) {
  return ReadOne(R"("offers": {"priceCurrency": "EUR", "priceSpecification": )" + specifications +
                 "}");
}

TEST(ReadJsonLd, AListPriceBeforeTheAskedOneIsTheRegularPrice) {
  for (const char* type : {"StrikethroughPrice", "https://schema.org/ListPrice", "MSRP", "SRP",
                           "schema:RegularPrice"}) {
    const Product product = ReadSpecified(R"([{"priceType": ")" + std::string(type) +
                                          R"(", "price": 100}, {"price": 80}])");
    EXPECT_EQ(product.price, (Money{100'000'000, "EUR"})) << type;
    ASSERT_TRUE(product.sale_price) << type;
    EXPECT_EQ(*product.sale_price, (Money{80'000'000, "EUR"})) << type;
  }
}

TEST(ReadJsonLd, TheSpecifiedPriceIsWhatAnybodyPaysForTheProduct) {
  for (const char* specifications :
       {R"({"price": 80})", R"([{"priceType": "https://schema.org/SalePrice", "price": 80}])",
        R"([{"price": 70, "validForMemberTier": {"@id": "#gold"}}, {"price": 80}])",
        R"([{"@type": "DeliveryChargeSpecification", "price": 5}, {"price": 80}])",
        R"([{"priceType": "InvoicePrice", "price": 60}, {"price": 80}])",
        R"([{"priceType": "MSRP", "price": 75}, {"price": 80}])",
        R"([{"priceType": "RegularPrice", "price": 80}])"}) {
    const Product product = ReadSpecified(specifications);
    EXPECT_EQ(product.price, (Money{80'000'000, "EUR"})) << specifications;
    EXPECT_FALSE(product.sale_price) << specifications;
  }
}

TEST(ReadJsonLd, AMembersOrAListPriceAloneIsNoPrice) {
  for (const char* specification : {R"({"price": 70, "validForMemberTier": {"@id": "#gold"}})",
                                    R"({"price": 100, "priceType": "ListPrice"})"}) {
    const Result<Feed> feed =
        ReadFeed(ProductWith(R"("offers": {"priceCurrency": "EUR", "priceSpecification": )" +
                             std::string(specification) + "}"),
                 FeedFormat::kJsonLd);
    ASSERT_TRUE(feed);
    ASSERT_EQ(feed->errors.size(), 1U) << specification;
    EXPECT_EQ(feed->errors[0].field, "price");
  }
}

TEST(ReadJsonLd, ReadsEveryFormOfBrandImageAndCategory) {
  const std::string offer = R"("offers": {"price": 5, "priceCurrency": "EUR"}, )";
  EXPECT_EQ(ReadOne(offer + R"("brand": "Kiri")").brand, "Kiri");
  EXPECT_EQ(ReadOne(offer + R"("brand": {"@type": "Brand", "name": "Kiri"})").brand, "Kiri");
  EXPECT_EQ(ReadOne(offer + R"("brand": [{"name": "Kiri"}])").brand, "Kiri");
  EXPECT_THAT(ReadOne(offer + R"("category": "Home > Vases")").category,
              ElementsAre("Home", "Vases"));
  EXPECT_THAT(ReadOne(offer + R"("category": "Home/Vases")").category,
              ElementsAre("Home", "Vases"));
  EXPECT_THAT(
      ReadOne(offer + R"("category": {"@type": "CategoryCode", "codeValue": "7", "name": "Vases"})")
          .category,
      ElementsAre("Vases"));
  const Feed feed = Read(R"({"@type": "Product", "sku": "1", "name": "Vase",
      "image": {"@type": "ImageObject", "contentUrl": "c.jpg", "url": "page"}, )" +
                         offer + R"("color": ["Red", "Blue"]})");
  ASSERT_EQ(feed.products.size(), 1U);
  EXPECT_THAT(feed.products[0].image_links, ElementsAre("c.jpg"));
  EXPECT_THAT(feed.products[0].colours, ElementsAre("Red", "Blue"));
}

TEST(ReadJsonLd, GivesVariantsWhatTheirGroupSays) {
  const Feed feed = Read(R"({"@context": "https://schema.org", "@type": "ProductGroup",
      "productGroupID": "G", "name": "Shirt", "brand": "Kiri", "image": "g.jpg",
      "hasVariant": [
        {"@type": "Product", "sku": "S", "size": "S", "offers": {"price": 5, "priceCurrency": "EUR"}},
        {"@type": "Product", "sku": "M", "name": "Shirt M", "image": "m.jpg",
         "offers": {"price": 6, "priceCurrency": "EUR", "availability": "OutOfStock"}}]})");
  ASSERT_EQ(feed.products.size(), 2U);
  EXPECT_EQ(feed.products[0].title, "Shirt");
  EXPECT_EQ(feed.products[0].brand, "Kiri");
  EXPECT_EQ(feed.products[0].group_id, "G");
  EXPECT_THAT(feed.products[0].image_links, ElementsAre("g.jpg"));
  EXPECT_EQ(feed.products[1].title, "Shirt M");
  EXPECT_THAT(feed.products[1].image_links, ElementsAre("m.jpg"));
  EXPECT_EQ(feed.products[1].availability, Availability::kOutOfStock);
}

TEST(ReadJsonLd, FindsProductsInListsGraphsAndPages) {
  const std::string product = ProductWith(R"("offers": {"price": 5, "priceCurrency": "EUR"})");
  for (const std::string& bytes : {
           "[" + product + "]",
           R"({"@graph": [{"@type": "WebPage", "mainEntity": )" + product + "}]}",
           R"({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": )" + product +
               "}]}",
           R"({"@type": "ItemList", "itemListElement": )" + product + "}",
           R"([[{"@type": "OfferCatalog", "itemListElement": [{"itemOffered": )" + product +
               "}]}]]",
       }) {
    EXPECT_EQ(Read(bytes).products.size(), 1U) << bytes;
  }
}

TEST(ReadJsonLd, KnowsEverySpellingOfTheVocabulary) {
  for (const char* type :
       {"Product", "schema:Product", "http://schema.org/Product", "https://schema.org/Product"}) {
    const Feed feed = Read(std::string(R"({"@type": ")") + type +
                           R"(", "sku": 7, "name": "Vase", "image": "v.jpg",
        "offers": {"price": 5, "priceCurrency": "EUR"}})");
    ASSERT_EQ(feed.products.size(), 1U) << type;
    EXPECT_EQ(feed.products[0].id, "7");
  }
}

TEST(ReadJsonLd, ReadsPropertiesAsAttributes) {
  const Product product = ReadOne(R"("offers": {"price": 5, "priceCurrency": "EUR", "itemCondition":
      "https://schema.org/UsedCondition"}, "additionalProperty": [{"name": "Neck Line", "value": "round"}],
      "audience": {"suggestedGender": "Female"})");
  EXPECT_THAT(product.attributes,
              ElementsAre(Attribute{"condition", "used"}, Attribute{"neck_line", "round"},
                          Attribute{"gender", "female"}));
}

TEST(ReadJsonLd, IgnoresWhatIsNoProduct) {
  EXPECT_THAT(Read(R"({"@graph": [{"@type": "Article", "name": "x"}, 3, null, "text"]})").products,
              IsEmpty());
}

}  // namespace
}  // namespace vitrine
