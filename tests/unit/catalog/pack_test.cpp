// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/catalog.h>
#include <vitrine/catalog/pack.h>
#include <vitrine/catalog/pack_format.h>
#include <tests/unit/catalog/sample_products.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace vitrine {
namespace {

using testing::HasSubstr;

// Unit vectors along changing axes.
std::vector<float> AxisVectors(std::size_t count, std::size_t dimension) {
  std::vector<float> vectors(count * dimension);
  for (std::size_t i = 0; i < count; ++i) {
    vectors[i * dimension + i % dimension] = 1;
  }
  return vectors;
}

std::vector<std::byte> Pack(std::span<const Product> products, const PackExtras& extras = {}) {
  Result<std::vector<std::byte>> pack = WritePack(products, extras);
  if (!pack) {
    ADD_FAILURE() << pack.error().message;
    return {};
  }
  return std::move(*pack);
}

// What a catalogue says about a product, as a Product again.
Product ReadBack(const Catalog& catalog, ProductIndex i) {
  Product product;
  product.id = catalog.id(i);
  product.title = catalog.title(i);
  product.description = catalog.description(i);
  product.link = catalog.link(i);
  product.group_id = catalog.group_id(i);
  if (catalog.brand(i) != kNoTerm) {
    product.brand = catalog.brand_name(catalog.brand(i));
  }
  for (TermIndex node = catalog.category(i); node != kNoTerm;
       node = catalog.category_parent(node)) {
    product.category.insert(product.category.begin(), std::string(catalog.category_name(node)));
  }
  for (const TermIndex colour : catalog.colours(i)) {
    product.colours.emplace_back(catalog.colour_name(colour));
  }
  for (std::size_t k = 0; k < catalog.image_count(i); ++k) {
    product.image_links.emplace_back(catalog.image_link(i, k));
  }
  for (std::size_t k = 0; k < catalog.attribute_count(i); ++k) {
    product.attributes.push_back(
        {std::string(catalog.attribute_name(i, k)), std::string(catalog.attribute_value(i, k))});
  }
  const CurrentPrice price = catalog.price(i);
  product.price = {price.regular_micros.value_or(price.micros), std::string(price.currency)};
  if (price.regular_micros) {
    product.sale_price = Money{price.micros, std::string(price.currency)};
  }
  product.availability = catalog.availability(i);
  return product;
}

std::span<const float> FloatsOf(const Catalog& catalog) {
  return std::get<FloatRows>(catalog.vectors()).values;
}

// Reads everything there is, so that a sanitizer sees any access outside the pack.
double Walk(const Catalog& catalog) {
  double sum = 0;
  for (ProductIndex i = 0; i < catalog.size(); ++i) {
    const Product product = ReadBack(catalog, i);
    sum += static_cast<double>(product.title.size() + catalog.price_band(i));
    sum += catalog.Find(product.id) == i ? 1 : 0;
  }
  for (const float value : FloatsOf(catalog)) {
    sum += value;
  }
  for (const float value : catalog.popularity()) {
    sum += value;
  }
  return sum;
}

template <typename Value>
void Overwrite(std::vector<std::byte>* pack, std::size_t offset, Value value) {
  std::memcpy(pack->data() + offset, &value, sizeof(value));
}

pack::SectionEntry SectionOf(const std::vector<std::byte>& bytes, pack::SectionId id) {
  pack::Header header{};
  std::memcpy(&header, bytes.data(), sizeof(header));
  for (std::size_t i = 0; i < header.section_count; ++i) {
    pack::SectionEntry entry{};
    std::memcpy(&entry, bytes.data() + sizeof(header) + i * sizeof(entry), sizeof(entry));
    if (entry.id == static_cast<std::uint32_t>(id)) {
      return entry;
    }
  }
  ADD_FAILURE() << "no such section";
  return {};
}

void ExpectCorrupt(std::vector<std::byte> pack, const std::string& message) {
  const Result<Catalog> catalog = Catalog::Open(std::move(pack));
  ASSERT_FALSE(catalog);
  EXPECT_EQ(catalog.error().code, ErrorCode::kPackCorrupt);
  EXPECT_THAT(catalog.error().message, HasSubstr(message));
}

TEST(Pack, KeepsEveryFieldOfEveryProduct) {
  std::vector<Product> products = MixedProducts(40);
  products.push_back(OpalLamp());
  products.push_back(PlainProduct("Z"));
  products.back().availability = Availability::kBackorder;
  const std::vector<float> vectors = AxisVectors(products.size(), 32);
  std::vector<float> popularity;
  for (std::size_t i = 0; i < products.size(); ++i) {
    popularity.push_back(static_cast<float>(i) / static_cast<float>(products.size()));
  }
  const Result<Catalog> catalog = Catalog::Open(
      Pack(products, {.vectors = vectors, .dimension = 32, .popularity = popularity}));
  ASSERT_TRUE(catalog) << catalog.error().message;
  ASSERT_EQ(catalog->size(), products.size());
  EXPECT_EQ(catalog->dimension(), 32U);
  for (std::size_t i = 0; i < products.size(); ++i) {
    const ProductIndex at = catalog->Find(products[i].id).value();
    EXPECT_TRUE(ReadBack(*catalog, at) == products[i]) << products[i].id;
    EXPECT_EQ(catalog->popularity()[at], popularity[i]);
    EXPECT_TRUE(std::ranges::equal(FloatsOf(*catalog).subspan(at * 32, 32),
                                   std::span(vectors).subspan(i * 32, 32)));
  }
}

TEST(Pack, EqualProductsInAnyOrderGiveEqualBytes) {
  std::vector<Product> products = MixedProducts(60);
  products.push_back(OpalLamp());
  const std::vector<std::byte> first = Pack(products);
  std::ranges::reverse(products);
  EXPECT_EQ(Pack(products), first);
  std::ranges::rotate(products, products.begin() + 17);
  EXPECT_EQ(Pack(products), first);
}

TEST(Pack, VectorsAreAlignedWhereverTheBytesLie) {
  const std::vector<Product> products = MixedProducts(9);
  const std::vector<float> vectors = AxisVectors(9, 16);
  // Allocations of different sizes start at different offsets from a multiple of 64.
  std::vector<Catalog> catalogs;
  for (int i = 0; i < 32; ++i) {
    const std::vector<std::byte> spacer(static_cast<std::size_t>(i) * 16 + 1);
    Result<Catalog> catalog =
        Catalog::Open(Pack(products, {.vectors = vectors, .dimension = 16, .popularity = {}}));
    ASSERT_TRUE(catalog);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(FloatsOf(*catalog).data()) % 64, 0U);
    EXPECT_TRUE(std::ranges::equal(FloatsOf(*catalog), vectors));
    catalogs.push_back(std::move(*catalog));
  }
}

TEST(Pack, RefusesProductsThatBreakTheirContract) {
  const auto refused = [](auto change) {
    Product product = OpalLamp();
    change(product);
    const Result<std::vector<std::byte>> pack = WritePack(std::span(&product, 1));
    return !pack && pack.error().code == ErrorCode::kInvalidArgument;
  };
  EXPECT_TRUE(refused([](Product& product) { product.id.clear(); }));
  EXPECT_TRUE(refused([](Product& product) { product.title.clear(); }));
  EXPECT_TRUE(refused([](Product& product) { product.image_links.clear(); }));
  EXPECT_TRUE(refused([](Product& product) { product.title = "\xFF"; }));
  EXPECT_TRUE(refused([](Product& product) { product.colours = {"\xC3"}; }));
  EXPECT_TRUE(refused([](Product& product) { product.price.micros = -1; }));
  EXPECT_TRUE(refused([](Product& product) { product.price.currency = "eur"; }));
  EXPECT_TRUE(refused([](Product& product) { product.sale_price->micros = -1; }));
  EXPECT_TRUE(refused([](Product& product) { product.sale_price->currency = "USD"; }));
  EXPECT_FALSE(refused([](Product&) {}));
  const Product twice[] = {PlainProduct("1"), PlainProduct("1")};
  EXPECT_EQ(WritePack(twice).error().code, ErrorCode::kInvalidArgument);
}

TEST(Pack, RefusesVectorsAndPopularityThatDoNotFit) {
  const std::vector<Product> products = MixedProducts(2);
  const auto code = [&](std::vector<float> vectors, std::size_t dimension,
                        std::vector<float> popularity) {
    const Result<std::vector<std::byte>> pack =
        WritePack(products, {.vectors = vectors, .dimension = dimension, .popularity = popularity});
    return pack ? std::nullopt : std::optional(pack.error().code);
  };
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  std::vector<float> vectors = AxisVectors(2, 16);
  EXPECT_EQ(code(vectors, 16, {0, 1}), std::nullopt);
  EXPECT_EQ(code(vectors, 32, {}), ErrorCode::kShapeMismatch);
  EXPECT_EQ(code(vectors, 0, {}), ErrorCode::kShapeMismatch);
  EXPECT_EQ(code(AxisVectors(2, 8), 8, {}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code(AxisVectors(2, 1040), 1040, {}), ErrorCode::kInvalidArgument);
  EXPECT_EQ(code({}, 0, {1}), ErrorCode::kShapeMismatch);
  EXPECT_EQ(code({}, 0, {kNan, 0}), ErrorCode::kNonFinite);
  EXPECT_EQ(code({}, 0, {0, 1.5F}), ErrorCode::kInvalidArgument);
  vectors[3] = kNan;
  EXPECT_EQ(code(vectors, 16, {}), ErrorCode::kNonFinite);
  vectors[3] = kInfinity;
  EXPECT_EQ(code(vectors, 16, {}), ErrorCode::kNonFinite);
  vectors[3] = 2;
  EXPECT_EQ(code(vectors, 16, {}), ErrorCode::kInvalidArgument);
}

TEST(Pack, AnotherVersionIsRefusedAsSuch) {
  std::vector<std::byte> bytes = Pack(MixedProducts(1));
  Overwrite(&bytes, offsetof(pack::Header, version), pack::kVersion + 1);
  const Result<Catalog> catalog = Catalog::Open(bytes);
  ASSERT_FALSE(catalog);
  EXPECT_EQ(catalog.error().code, ErrorCode::kPackVersion);
}

// A pack with a section more: its table grows by one entry, which fits into the padding behind it
// or not, so everything behind moves by one alignment step.
std::vector<std::byte> WithSection(const std::vector<std::byte>& bytes, std::uint32_t id,
                                   std::uint32_t flags) {
  pack::Header header{};
  std::memcpy(&header, bytes.data(), sizeof(header));
  std::vector<pack::SectionEntry> table(header.section_count);
  std::memcpy(table.data(), bytes.data() + sizeof(header),
              table.size() * sizeof(pack::SectionEntry));
  for (pack::SectionEntry& entry : table) {
    entry.offset += pack::kAlignment;
  }
  table.insert(table.begin(), {id, flags, bytes.size() + pack::kAlignment, 0});
  std::vector<std::byte> result(bytes.size() + pack::kAlignment);
  std::ranges::copy(bytes, result.begin() + pack::kAlignment);
  // An empty section may start anywhere aligned: here at the next multiple of 64 inside the pack.
  table.front().offset = result.size() / pack::kAlignment * pack::kAlignment;
  header.section_count += 1;
  header.size = result.size();
  std::memcpy(result.data(), &header, sizeof(header));
  std::memcpy(result.data() + sizeof(header), table.data(),
              table.size() * sizeof(pack::SectionEntry));
  return result;
}

TEST(Pack, AnUnknownSectionIsSkipped) {
  const std::vector<Product> products = MixedProducts(5);
  const std::vector<std::byte> bytes = WithSection(Pack(products), pack::FourCc("ZZZZ"), 0);
  const Result<Catalog> catalog = Catalog::Open(bytes);
  ASSERT_TRUE(catalog) << catalog.error().message;
  EXPECT_TRUE(ReadBack(*catalog, 3) == products[3]);
}

TEST(Pack, AnUnknownSectionThatIsRequiredIsRefused) {
  const Result<Catalog> catalog =
      Catalog::Open(WithSection(Pack(MixedProducts(5)), pack::FourCc("ZZZZ"), pack::kRequired));
  ASSERT_FALSE(catalog);
  EXPECT_EQ(catalog.error().code, ErrorCode::kPackVersion);
  EXPECT_THAT(catalog.error().message, HasSubstr("ZZZZ"));
}

TEST(Pack, ASectionMayNotOccurTwice) {
  ExpectCorrupt(WithSection(Pack(MixedProducts(5)), pack::FourCc("STRS"), 0), "STRS occurs twice");
}

TEST(Pack, NotAPackIsSaidSo) {
  ExpectCorrupt({}, "0 bytes");
  ExpectCorrupt(std::vector<std::byte>(64), "VITRPACK");
}

TEST(Pack, NamesTheSectionThatIsInconsistent) {
  const std::vector<float> vectors = AxisVectors(5, 16);
  const std::vector<float> popularity(5, 0.5F);
  const std::vector<std::byte> good =
      Pack(MixedProducts(5), {.vectors = vectors, .dimension = 16, .popularity = popularity});
  const auto corrupted = [&](pack::SectionId id, std::size_t offset, auto value) {
    std::vector<std::byte> bytes = good;
    Overwrite(&bytes, SectionOf(good, id).offset + offset, value);
    return bytes;
  };
  using pack::SectionId;
  constexpr std::uint32_t kHuge = 0x7FFFFFFF;
  constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
  ExpectCorrupt(corrupted(SectionId::kMeta, 0, kHuge), "META");
  ExpectCorrupt(corrupted(SectionId::kMeta, 4, kHuge), "VECS");
  ExpectCorrupt(corrupted(SectionId::kProducts, 0, kHuge), "PROD: record 0");
  ExpectCorrupt(
      corrupted(SectionId::kProducts,
                sizeof(pack::ProductRecord) + offsetof(pack::ProductRecord, brand), kHuge),
      "PROD: record 1");
  ExpectCorrupt(corrupted(SectionId::kProducts, offsetof(pack::ProductRecord, price_micros),
                          std::int64_t{-5}),
                "PROD");
  ExpectCorrupt(
      corrupted(SectionId::kProducts, offsetof(pack::ProductRecord, availability), std::uint8_t{4}),
      "PROD");
  ExpectCorrupt(corrupted(SectionId::kStrings, 0, 'Z'), "order of ids");
  ExpectCorrupt(corrupted(SectionId::kBrands, 0, kHuge), "BRND");
  ExpectCorrupt(
      corrupted(SectionId::kCategories, offsetof(pack::CategoryRecord, parent), TermIndex{0}),
      "CATG");
  ExpectCorrupt(corrupted(SectionId::kColourLists, 0, kHuge), "CLST");
  ExpectCorrupt(corrupted(SectionId::kImages, 4, kHuge), "IMGS");
  ExpectCorrupt(corrupted(SectionId::kAttributes, 12, kHuge), "ATTR");
  ExpectCorrupt(corrupted(SectionId::kCurrencies, 0, '1'), "CURR");
  ExpectCorrupt(corrupted(SectionId::kPriceBands, 4, kHuge), "BAND");
  ExpectCorrupt(corrupted(SectionId::kVectors, 0, kNan), "VECS: row 0");
  ExpectCorrupt(corrupted(SectionId::kVectors, 64, 3e38F), "VECS: row 1");
  ExpectCorrupt(corrupted(SectionId::kPopularity, 0, kNan), "POPU");
  ExpectCorrupt(corrupted(SectionId::kPopularity, 4, -0.5F), "POPU");
}

std::vector<std::byte> SmallPack() {
  std::vector<Product> products = MixedProducts(3);
  products.push_back(OpalLamp());
  const std::vector<float> vectors = AxisVectors(4, 16);
  const std::vector<float> popularity = {0, 0.25F, 0.5F, 1};
  return Pack(products, {.vectors = vectors, .dimension = 16, .popularity = popularity});
}

TEST(Pack, ATruncatedOneIsRefusedAtEveryByte) {
  const std::vector<std::byte> good = SmallPack();
  for (std::size_t size = 0; size < good.size(); ++size) {
    const Result<Catalog> catalog =
        Catalog::Open({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)});
    ASSERT_FALSE(catalog) << size;
    ASSERT_EQ(catalog.error().code, ErrorCode::kPackCorrupt);
  }
}

TEST(Pack, AnyChangedByteGivesAnErrorOrAReadableCatalogue) {
  const std::vector<std::byte> good = SmallPack();
  std::size_t refused = 0;
  for (std::size_t i = 0; i < good.size(); ++i) {
    for (const std::byte mask : {std::byte{0xFF}, std::byte{0x01}, std::byte{0x80}}) {
      std::vector<std::byte> bytes = good;
      bytes[i] ^= mask;
      const Result<Catalog> catalog = Catalog::Open(std::move(bytes));
      if (catalog) {
        EXPECT_TRUE(std::isfinite(Walk(*catalog)));
      } else {
        ++refused;
      }
    }
  }
  EXPECT_GT(refused, good.size() / 4);
}

}  // namespace
}  // namespace vitrine
