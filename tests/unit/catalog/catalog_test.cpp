// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/catalog.h>
#include <vitrine/catalog/pack.h>
#include <tests/unit/catalog/sample_products.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine {
namespace {

Catalog OpenProducts(const std::vector<Product>& products, const PackExtras& extras = {}) {
  Result<std::vector<std::byte>> pack = WritePack(products, extras);
  EXPECT_TRUE(pack) << pack.error().message;
  Result<Catalog> catalog = Catalog::Open(std::move(*pack));
  EXPECT_TRUE(catalog) << catalog.error().message;
  return std::move(*catalog);
}

TEST(Catalog, FindsEveryProductByItsIdAndNoOther) {
  const std::vector<Product> products = MixedProducts(100);
  const Catalog catalog = OpenProducts(products);
  ASSERT_EQ(catalog.size(), 100U);
  for (const Product& product : products) {
    const std::optional<ProductIndex> found = catalog.Find(product.id);
    ASSERT_TRUE(found);
    EXPECT_EQ(catalog.id(*found), product.id);
    EXPECT_EQ(catalog.title(*found), product.title);
  }
  for (const char* id : {"", "P", "P1", "P10000", "P9999", "p1000", "\xFF"}) {
    EXPECT_FALSE(catalog.Find(id)) << id;
  }
}

TEST(Catalog, PositionsFollowTheByteOrderOfTheIds) {
  const Catalog catalog =
      OpenProducts({PlainProduct("b"), PlainProduct("\xC3\xA9"), PlainProduct("B"),
                    PlainProduct("a"), PlainProduct("10"), PlainProduct("9")});
  for (ProductIndex i = 1; i < catalog.size(); ++i) {
    EXPECT_LT(catalog.id(i - 1), catalog.id(i));
  }
  EXPECT_EQ(catalog.id(0), "10");
  EXPECT_EQ(catalog.id(5), "\xC3\xA9");
}

TEST(Catalog, EqualNamesAreOneTerm) {
  std::vector<Product> products = {PlainProduct("1"), PlainProduct("2"), PlainProduct("3")};
  products[0].brand = "Kiri";
  products[1].brand = " KIRI ";
  products[0].colours = {"Red", "red", "Blue"};
  products[1].colours = {"BLUE"};
  products[0].category = {"Home", "Vases"};
  products[1].category = {"home", "vases", "Tall"};
  products[2].category = {"Vases"};
  const Catalog catalog = OpenProducts(products);
  EXPECT_EQ(catalog.brand_count(), 1U);
  EXPECT_EQ(catalog.brand(0), catalog.brand(1));
  EXPECT_EQ(catalog.brand(2), kNoTerm);
  EXPECT_EQ(catalog.brand_name(catalog.brand(1)), "Kiri");
  EXPECT_EQ(catalog.colour_count(), 2U);
  EXPECT_EQ(catalog.colours(0).size(), 2U);
  EXPECT_EQ(catalog.colours(1)[0], catalog.colours(0)[1]);
  EXPECT_TRUE(catalog.colours(2).empty());
  EXPECT_EQ(catalog.category_count(), 4U);
  EXPECT_EQ(catalog.category_parent(catalog.category(1)), catalog.category(0));
  EXPECT_EQ(catalog.category_name(catalog.category(2)), "Vases");
  EXPECT_NE(catalog.category(2), catalog.category(0));
  EXPECT_EQ(catalog.category_parent(catalog.category(2)), kNoTerm);
}

TEST(Catalog, ACategorysParentComesBeforeIt) {
  const Catalog catalog = OpenProducts(MixedProducts(50));
  ASSERT_GT(catalog.category_count(), 0U);
  for (TermIndex i = 0; i < catalog.category_count(); ++i) {
    const TermIndex parent = catalog.category_parent(i);
    EXPECT_TRUE(parent == kNoTerm || parent < i);
  }
}

TEST(Catalog, PrefersTheSalePriceAndNamesTheRegularOne) {
  std::vector<Product> products = {PlainProduct("1", 10'000'000), PlainProduct("2", 8'000'000)};
  products[0].sale_price = Money{7'000'000, "EUR"};
  const Catalog catalog = OpenProducts(products);
  EXPECT_EQ(catalog.price(0).micros, 7'000'000);
  EXPECT_EQ(catalog.price(0).currency, "EUR");
  EXPECT_EQ(catalog.price(0).regular_micros, 10'000'000);
  EXPECT_EQ(catalog.price(1).micros, 8'000'000);
  EXPECT_EQ(catalog.price(1).regular_micros, std::nullopt);
}

TEST(Catalog, AnOverriddenPriceEndsTheSale) {
  std::vector<Product> products = {PlainProduct("1", 10'000'000)};
  products[0].sale_price = Money{7'000'000, "EUR"};
  Catalog catalog = OpenProducts(products);
  ASSERT_TRUE(catalog.OverridePrice(0, {6'000'000, "USD"}));
  EXPECT_EQ(catalog.price(0).micros, 6'000'000);
  EXPECT_EQ(catalog.price(0).currency, "USD");
  EXPECT_EQ(catalog.price(0).regular_micros, std::nullopt);
}

TEST(Catalog, ARefusedPriceChangesNothing) {
  Catalog catalog = OpenProducts({PlainProduct("1", 10'000'000)});
  for (const Money& price :
       {Money{-1, "EUR"}, Money{1, "EURO"}, Money{1, ""}, Money{1, "eur"}, Money{1, "E1R"}}) {
    const Result<void> result = catalog.OverridePrice(0, price);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::kInvalidArgument);
  }
  EXPECT_EQ(catalog.price(0).micros, 10'000'000);
  EXPECT_EQ(catalog.revision(), 0U);
}

TEST(Catalog, RevisionCountsTheOverrides) {
  Catalog catalog = OpenProducts({PlainProduct("1"), PlainProduct("2")});
  EXPECT_EQ(catalog.revision(), 0U);
  ASSERT_TRUE(catalog.OverridePrice(0, {1, "EUR"}));
  EXPECT_EQ(catalog.revision(), 1U);
  catalog.OverrideAvailability(1, Availability::kOutOfStock);
  EXPECT_EQ(catalog.revision(), 2U);
  EXPECT_EQ(catalog.availability(0), Availability::kInStock);
  EXPECT_EQ(catalog.availability(1), Availability::kOutOfStock);
}

TEST(Catalog, CurrenciesOfOverridesStayValid) {
  Catalog catalog = OpenProducts(MixedProducts(100));
  ASSERT_TRUE(catalog.OverridePrice(0, {1, "AAA"}));
  const std::string_view first = catalog.price(0).currency;
  for (ProductIndex i = 1; i < 100; ++i) {
    const std::string code = {'B', static_cast<char>('A' + i / 26),
                              static_cast<char>('A' + i % 26)};
    ASSERT_TRUE(catalog.OverridePrice(i, {1, code}));
    EXPECT_EQ(catalog.price(i).currency, code);
  }
  EXPECT_EQ(first, "AAA");
}

TEST(Catalog, PriceBandsAreTheQuintilesOfTheCategoryAndCurrency) {
  std::vector<Product> products;
  for (int i = 0; i < 10; ++i) {
    Product lamp = PlainProduct("L" + std::to_string(i), (i + 1) * 1'000'000);
    lamp.category = {"Lamps", i % 2 == 0 ? "Floor" : "Table"};
    products.push_back(lamp);
    Product dear = PlainProduct("D" + std::to_string(i), (i + 1) * 1'000'000'000LL);
    dear.category = {"Watches"};
    products.push_back(dear);
    Product foreign = PlainProduct("F" + std::to_string(i), (i + 1) * 100'000'000'000);
    foreign.category = {"Lamps"};
    foreign.price.currency = "JPY";
    products.push_back(foreign);
    products.push_back(PlainProduct("N" + std::to_string(i), (i + 1) * 10'000'000));
  }
  const Catalog catalog = OpenProducts(products);
  for (int i = 0; i < 10; ++i) {
    for (const char* kind : {"L", "D", "F", "N"}) {
      EXPECT_EQ(catalog.price_band(*catalog.Find(kind + std::to_string(i))), i / 2) << kind << i;
    }
  }
}

TEST(Catalog, ThePriceBandFollowsTheCurrentPrice) {
  std::vector<Product> products;
  for (int i = 0; i < 5; ++i) {
    products.push_back(PlainProduct(std::to_string(i), (i + 1) * 1'000'000));
  }
  products[4].sale_price = Money{500'000, "EUR"};
  Catalog catalog = OpenProducts(products);
  EXPECT_EQ(catalog.price_band(4), 0);
  ASSERT_TRUE(catalog.OverridePrice(0, {100'000'000, "EUR"}));
  EXPECT_EQ(catalog.price_band(0), 4);
  ASSERT_TRUE(catalog.OverridePrice(0, {0, "EUR"}));
  EXPECT_EQ(catalog.price_band(0), 0);
}

TEST(Catalog, APriceWithNothingToCompareWithIsInTheMiddleBand) {
  Catalog catalog = OpenProducts({PlainProduct("1"), PlainProduct("2")});
  ASSERT_TRUE(catalog.OverridePrice(0, {1, "USD"}));
  EXPECT_EQ(catalog.price_band(0), kPriceBandCount / 2);
}

TEST(Catalog, WorksWithZeroAndWithOneProduct) {
  const Catalog none = OpenProducts({});
  EXPECT_EQ(none.size(), 0U);
  EXPECT_FALSE(none.Find("1"));
  EXPECT_EQ(RowCount(none.vectors()), 0U);
  EXPECT_TRUE(none.popularity().empty());
  const Catalog one = OpenProducts({PlainProduct("1")});
  EXPECT_EQ(one.size(), 1U);
  EXPECT_EQ(one.Find("1"), 0U);
  EXPECT_EQ(one.price_band(0), 0);
}

TEST(Catalog, PopularityIsZeroWhereThePackHasNone) {
  const Catalog catalog = OpenProducts(MixedProducts(7));
  EXPECT_THAT(catalog.popularity(), testing::SizeIs(7));
  EXPECT_THAT(catalog.popularity(), testing::Each(0.0F));
}

TEST(Catalog, StaysValidWhenMoved) {
  Catalog first = OpenProducts({OpalLamp()});
  const std::string_view title = first.title(0);
  const Catalog second = std::move(first);
  EXPECT_EQ(second.title(0).data(), title.data());
  EXPECT_EQ(second.title(0), OpalLamp().title);
}

}  // namespace
}  // namespace vitrine
