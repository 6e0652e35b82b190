// SPDX-License-Identifier: Apache-2.0
// docs/pack-format.md says what the bytes of a pack are.
#include <vitrine/catalog/catalog.h>
#include <vitrine/catalog/pack.h>
#include <vitrine/catalog/pack_format.h>
#include <tests/unit/catalog/sample_products.h>

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

// Tests run in the repository's root folder.
std::string Document() {
  std::ifstream file("docs/pack-format.md");
  EXPECT_TRUE(file) << "docs/pack-format.md cannot be read";
  return {std::istreambuf_iterator<char>(file), {}};
}

// The bytes of a record by the section's name.
std::map<std::string, std::size_t> DocumentedSections(const std::string& document) {
  std::map<std::string, std::size_t> sections;
  const std::regex row(R"(\n\| `([A-Z0-9]{4})` \| (\d+) \|)");
  for (std::sregex_iterator match(document.begin(), document.end(), row), end; match != end;
       ++match) {
    sections[(*match)[1]] = std::stoul((*match)[2]);
  }
  return sections;
}

// Offset and bytes of the fields under a heading.
std::vector<std::pair<std::size_t, std::size_t>> DocumentedFields(const std::string& document,
                                                                  const std::string& heading) {
  const std::size_t begin = document.find("\n## " + heading + "\n");
  EXPECT_NE(begin, std::string::npos) << heading;
  const std::string part = document.substr(begin, document.find("\n## ", begin + 4) - begin);
  std::vector<std::pair<std::size_t, std::size_t>> fields;
  const std::regex row(R"(\n\| (\d+) \| (\d+) \|)");
  for (std::sregex_iterator match(part.begin(), part.end(), row), end; match != end; ++match) {
    fields.emplace_back(std::stoul((*match)[1]), std::stoul((*match)[2]));
  }
  return fields;
}

void ExpectFieldsFill(const std::vector<std::pair<std::size_t, std::size_t>>& fields,
                      std::size_t size) {
  std::size_t end = 0;
  for (const auto& [offset, bytes] : fields) {
    EXPECT_EQ(offset, end);
    end = offset + bytes;
  }
  EXPECT_EQ(end, size);
}

// With all that a pack may have; its vectors are in one precision.
std::vector<std::byte> SamplePack(VectorPrecision precision) {
  const std::vector<Product> products = {OpalLamp()};
  std::vector<float> vectors(products.size() * 16);
  for (std::size_t i = 0; i < vectors.size(); i += 16) {
    vectors[i] = 1;
  }
  const std::vector<float> popularity(products.size(), 0.5F);
  const std::vector<std::uint32_t> named_ends = {1};
  const std::vector<NamedNeighbour> named(1);
  const std::vector<Behaviour> behaviour(1);
  const std::vector<std::byte> weights(1);
  return WritePack(products, {.vectors = vectors,
                              .dimension = 16,
                              .precision = precision,
                              .popularity = popularity,
                              .named_ends = named_ends,
                              .named = named,
                              .behaviour = behaviour,
                              .weights = weights})
      .value();
}

TEST(PackDocument, NamesEverySectionThatIsWrittenWithTheSizeOfItsRecords) {
  const auto documented = DocumentedSections(Document());
  const std::map<std::string, std::size_t> declared = {
      {"META", sizeof(pack::Meta)},
      {"PROD", sizeof(pack::ProductRecord)},
      {"BRND", sizeof(pack::StringRef)},
      {"COLR", sizeof(pack::StringRef)},
      {"CATG", sizeof(pack::CategoryRecord)},
      {"CLST", sizeof(TermIndex)},
      {"IMGS", sizeof(pack::StringRef)},
      {"ATTR", sizeof(pack::AttributeRecord)},
      {"CURR", sizeof(pack::CurrencyRecord)},
      {"BAND", sizeof(pack::PriceBandRecord)},
      {"STRS", 1},
      {"POPU", sizeof(float)},
      {"VECS", sizeof(float)},
      {"VEC8", sizeof(std::int8_t)},
      {"VSCL", sizeof(float)},
      {"LEND", sizeof(std::uint32_t)},
      {"LIST", sizeof(Neighbour)},
      {"NEND", sizeof(std::uint32_t)},
      {"NLST", sizeof(NamedNeighbour)},
      {"BHVR", sizeof(Behaviour)},
      {"WGHT", 1},
  };
  EXPECT_EQ(documented, declared);
  std::set<std::string> written;
  for (const VectorPrecision precision : {VectorPrecision::kFloat32, VectorPrecision::kInt8}) {
    const auto bytes = SamplePack(precision);
    pack::Header header{};
    std::memcpy(&header, bytes.data(), sizeof(header));
    EXPECT_EQ(header.size, bytes.size());
    for (std::size_t i = 0; i < header.section_count; ++i) {
      pack::SectionEntry entry{};
      std::memcpy(&entry, bytes.data() + sizeof(header) + i * sizeof(entry), sizeof(entry));
      const std::string name(reinterpret_cast<const char*>(&entry.id), 4);
      ASSERT_TRUE(documented.contains(name)) << name;
      EXPECT_EQ(entry.offset % 64, 0U) << name;
      EXPECT_EQ(entry.size % documented.at(name), 0U) << name;
      written.insert(name);
    }
  }
  EXPECT_EQ(written.size(), documented.size());
}

TEST(PackDocument, FieldsFillHeaderAndProductRecord) {
  const std::string document = Document();
  ExpectFieldsFill(DocumentedFields(document, "Header"), sizeof(pack::Header));
  ExpectFieldsFill(DocumentedFields(document, "A product"), sizeof(pack::ProductRecord));
}

TEST(PackDocument, PlacesTheFieldsWhereTheyAre) {
  const auto fields = DocumentedFields(Document(), "A product");
  const std::vector<std::size_t> declared = {
      offsetof(pack::ProductRecord, id),           offsetof(pack::ProductRecord, title),
      offsetof(pack::ProductRecord, description),  offsetof(pack::ProductRecord, link),
      offsetof(pack::ProductRecord, group_id),     offsetof(pack::ProductRecord, brand),
      offsetof(pack::ProductRecord, category),     offsetof(pack::ProductRecord, colours),
      offsetof(pack::ProductRecord, images),       offsetof(pack::ProductRecord, attributes),
      offsetof(pack::ProductRecord, price_micros), offsetof(pack::ProductRecord, sale_micros),
      offsetof(pack::ProductRecord, currency),     offsetof(pack::ProductRecord, price_band),
      offsetof(pack::ProductRecord, availability), offsetof(pack::ProductRecord, reserved),
  };
  ASSERT_EQ(fields.size(), declared.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    EXPECT_EQ(fields[i].first, declared[i]) << "field " << i;
  }
}

}  // namespace
}  // namespace vitrine
