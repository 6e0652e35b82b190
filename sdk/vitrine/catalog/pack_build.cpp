// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/pack_build.h>

#include <vitrine/base/sha256.h>
#include <vitrine/catalog/pack_format.h>
#include <vitrine/catalog/text.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace vitrine {
namespace {

using pack::SectionId;

// All text once. Views into the rows are the keys, so these must outlive it.
class StringHeap {
 public:
  pack::StringRef Add(std::string_view text) {
    if (text.empty()) {
      return {};
    }
    const auto [entry, added] = refs_.try_emplace(text);
    if (added) {
      // A heap beyond 32 bits is refused at the end; until then its offsets only have to be
      // defined.
      entry->second = {static_cast<std::uint32_t>(bytes_.size()),
                       static_cast<std::uint32_t>(text.size())};
      bytes_.append(text);
    }
    return entry->second;
  }

  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
  std::unordered_map<std::string_view, pack::StringRef> refs_;
};

// Names numbered in the order they come; the first spelling is kept.
class Dictionary {
 public:
  TermIndex Add(std::string_view name, StringHeap* heap) {
    const auto [entry, added] =
        terms_.try_emplace(FoldName(name), static_cast<TermIndex>(names_.size()));
    if (added) {
      names_.push_back(heap->Add(Trim(name)));
    }
    return entry->second;
  }

  const std::vector<pack::StringRef>& names() const { return names_; }

 private:
  std::unordered_map<std::string, TermIndex> terms_;
  std::vector<pack::StringRef> names_;
};

class CategoryForest {
 public:
  // The node of a path, with its ancestors made first.
  TermIndex Add(std::span<const std::string_view> path, StringHeap* heap) {
    TermIndex node = kNoTerm;
    for (const std::string_view name : path) {
      if (Trim(name).empty()) {
        continue;
      }
      const auto next = static_cast<TermIndex>(nodes_.size());
      const auto [entry, added] = terms_.try_emplace({node, FoldName(name)}, next);
      if (added) {
        const TermIndex root = node == kNoTerm ? next : nodes_[node].root;
        nodes_.push_back({heap->Add(Trim(name)), node, root});
      }
      node = entry->second;
    }
    return node;
  }

  const std::vector<pack::CategoryRecord>& nodes() const { return nodes_; }

 private:
  std::map<std::pair<TermIndex, std::string>, TermIndex> terms_;
  std::vector<pack::CategoryRecord> nodes_;
};

// Gathers the tables of a pack product by product, in the order of their ids.
class PackTables {
 public:
  explicit PackTables(const PackRows& rows) {
    // The ids come first and side by side, because Find and Open read nothing else of the strings.
    for (std::size_t i = 0; i < rows.size(); ++i) {
      heap_.Add(rows.id(i));
    }
    records_.reserve(rows.size());
    PackRow row;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows.Read(i, &row);
      AddRow(row);
    }
    AddPriceBands();
  }

  const StringHeap& heap() const { return heap_; }
  const std::vector<pack::ProductRecord>& records() const { return records_; }
  const Dictionary& brands() const { return brands_; }
  const Dictionary& colours() const { return colours_; }
  const CategoryForest& categories() const { return categories_; }
  const std::vector<TermIndex>& colour_lists() const { return colour_lists_; }
  const std::vector<pack::StringRef>& images() const { return images_; }
  const std::vector<pack::AttributeRecord>& attributes() const { return attributes_; }
  const std::vector<pack::CurrencyRecord>& currencies() const { return currencies_; }
  const std::vector<pack::PriceBandRecord>& price_bands() const { return price_bands_; }

  /// Whether every list and the heap can be addressed with 32 bits.
  bool FitsPack() const {
    constexpr std::uint64_t kMax = std::numeric_limits<std::uint32_t>::max();
    return heap_.bytes().size() <= kMax && images_.size() <= kMax && attributes_.size() <= kMax &&
           colour_lists_.size() <= kMax;
  }

 private:
  void AddRow(const PackRow& row) {
    pack::ProductRecord record{};
    record.id = heap_.Add(row.id);
    record.title = heap_.Add(row.title);
    record.description = heap_.Add(row.description);
    record.link = heap_.Add(row.link);
    record.group_id = heap_.Add(row.group_id);
    record.brand = Trim(row.brand).empty() ? kNoTerm : brands_.Add(row.brand, &heap_);
    record.category = categories_.Add(row.category, &heap_);
    record.colours = AddColours(row.colours);
    record.images.begin = static_cast<std::uint32_t>(images_.size());
    record.images.count = static_cast<std::uint32_t>(row.images.size());
    for (const std::string_view link : row.images) {
      images_.push_back(heap_.Add(link));
    }
    record.attributes.begin = static_cast<std::uint32_t>(attributes_.size());
    record.attributes.count = static_cast<std::uint32_t>(row.attributes.size());
    for (const auto& [name, value] : row.attributes) {
      const pack::StringRef name_ref = heap_.Add(name);
      attributes_.push_back({name_ref, heap_.Add(value)});
    }
    record.price_micros = row.price_micros;
    record.sale_micros = row.sale_micros;
    record.currency = AddCurrency(row.currency);
    record.availability = row.availability;
    records_.push_back(record);
  }

  pack::ListRef AddColours(std::span<const std::string_view> names) {
    const std::size_t begin = colour_lists_.size();
    for (const std::string_view name : names) {
      if (Trim(name).empty()) {
        continue;
      }
      const TermIndex colour = colours_.Add(name, &heap_);
      const std::span<const TermIndex> own = std::span(colour_lists_).subspan(begin);
      if (std::ranges::find(own, colour) == own.end()) {
        colour_lists_.push_back(colour);
      }
    }
    return {static_cast<std::uint32_t>(begin),
            static_cast<std::uint32_t>(colour_lists_.size() - begin)};
  }

  std::uint32_t AddCurrency(std::string_view code) {
    const auto [entry, added] =
        currency_terms_.try_emplace(code, static_cast<std::uint32_t>(currencies_.size()));
    if (added) {
      currencies_.push_back({{code[0], code[1], code[2], 0}});
    }
    return entry->second;
  }

  void AddPriceBands() {
    using Key = std::pair<TermIndex, std::uint32_t>;
    std::map<Key, std::vector<std::int64_t>> prices;
    const auto key = [this](const pack::ProductRecord& record) {
      const bool has_category = record.category != kNoTerm;
      return Key(has_category ? categories_.nodes()[record.category].root : kNoTerm,
                 record.currency);
    };
    for (const pack::ProductRecord& record : records_) {
      const bool on_sale = record.sale_micros != pack::kNoSale;
      prices[key(record)].push_back(on_sale ? record.sale_micros : record.price_micros);
    }
    std::map<Key, std::uint32_t> positions;
    for (auto& [group, values] : prices) {
      std::ranges::sort(values);
      pack::PriceBandRecord bands{group.first, group.second, {}};
      // Edge k is the smallest price that k fifths of the products do not exceed.
      for (std::size_t k = 1; k < kPriceBandCount; ++k) {
        const std::size_t rank = (k * values.size() + kPriceBandCount - 1) / kPriceBandCount;
        bands.edges[k - 1] = values[rank - 1];
      }
      positions.emplace(group, static_cast<std::uint32_t>(price_bands_.size()));
      price_bands_.push_back(bands);
    }
    for (pack::ProductRecord& record : records_) {
      record.price_band = positions.at(key(record));
    }
  }

  StringHeap heap_;
  Dictionary brands_;
  Dictionary colours_;
  CategoryForest categories_;
  std::unordered_map<std::string_view, std::uint32_t> currency_terms_;
  std::vector<pack::ProductRecord> records_;
  std::vector<TermIndex> colour_lists_;
  std::vector<pack::StringRef> images_;
  std::vector<pack::AttributeRecord> attributes_;
  std::vector<pack::CurrencyRecord> currencies_;
  std::vector<pack::PriceBandRecord> price_bands_;
};

// Lays the sections out and copies them in once all sizes are known.
class PackBuilder {
 public:
  template <typename Range>
  void Add(SectionId id, const Range& records) {
    sections_.push_back({id, std::as_bytes(std::span(records))});
  }

  Result<std::vector<std::byte>> Build() {
    std::vector<pack::SectionEntry> entries;
    std::uint64_t end = sizeof(pack::Header) + sections_.size() * sizeof(pack::SectionEntry);
    for (const Section& section : sections_) {
      if (section.id == SectionId::kVectors) {
        end += pack::kAlignment;  // The gap that lets a reader slide the vectors into alignment.
      }
      end = (end + pack::kAlignment - 1) / pack::kAlignment * pack::kAlignment;
      entries.push_back({static_cast<std::uint32_t>(section.id), 0, end, section.bytes.size()});
      end += section.bytes.size();
    }
    if (end > std::numeric_limits<std::ptrdiff_t>::max()) {
      return Fail(ErrorCode::kTooLarge, "the pack would have " + std::to_string(end) + " bytes");
    }
    std::vector<std::byte> bytes(static_cast<std::size_t>(end));
    pack::Header header{};
    std::memcpy(header.magic.data(), pack::kMagic.data(), pack::kMagic.size());
    header.version = pack::kVersion;
    header.section_count = static_cast<std::uint32_t>(sections_.size());
    header.size = end;
    std::memcpy(bytes.data(), &header, sizeof(header));
    std::memcpy(bytes.data() + sizeof(header), entries.data(),
                entries.size() * sizeof(pack::SectionEntry));
    for (std::size_t i = 0; i < sections_.size(); ++i) {
      if (!sections_[i].bytes.empty()) {
        std::memcpy(bytes.data() + entries[i].offset, sections_[i].bytes.data(),
                    sections_[i].bytes.size());
      }
    }
    return bytes;
  }

 private:
  struct Section {
    SectionId id;
    std::span<const std::byte> bytes;
  };
  std::vector<Section> sections_;
};

// The lists by position of those neighbours that are among the rows.
void ResolveNames(const PackRows& rows, const PackColumns& columns,
                  std::vector<std::uint32_t>* ends, std::vector<Neighbour>* neighbours) {
  std::unordered_map<std::uint64_t, std::uint32_t> positions;
  positions.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    positions.emplace(IdHash(rows.id(i)), static_cast<std::uint32_t>(i));
  }
  std::size_t begin = 0;
  for (const std::uint32_t end : columns.named_ends) {
    for (const NamedNeighbour& named : std::span(columns.named).subspan(begin, end - begin)) {
      if (const auto found = positions.find(named.id_hash()); found != positions.end()) {
        neighbours->push_back(
            {found->second, named.linear, named.follow, named.precede, named.covisit});
      }
    }
    ends->push_back(static_cast<std::uint32_t>(neighbours->size()));
    begin = end;
  }
}

}  // namespace

std::uint64_t IdHash(std::string_view id) {
  const auto digest = Sha256(std::as_bytes(std::span(id.data(), id.size())));
  std::uint64_t hash = 0;
  std::memcpy(&hash, digest.data(), sizeof(hash));
  return hash;
}

Result<std::vector<std::byte>> BuildPack(const PackRows& rows, const PackColumns& columns) {
  if (rows.size() > pack::kMaxProducts) {
    return Fail(ErrorCode::kTooLarge, std::to_string(rows.size()) + " products, expected at most " +
                                          std::to_string(pack::kMaxProducts));
  }
  const PackTables tables(rows);
  if (!tables.FitsPack()) {
    return Fail(ErrorCode::kTooLarge, "the catalogue's texts or lists exceed 4 GiB");
  }
  const std::vector<pack::Meta> meta = {
      {static_cast<std::uint32_t>(rows.size()), static_cast<std::uint32_t>(columns.dimension)}};
  std::vector<std::uint32_t> list_ends = columns.list_ends;
  std::vector<Neighbour> neighbours = columns.neighbours;
  if (!columns.named_ends.empty()) {
    ResolveNames(rows, columns, &list_ends, &neighbours);
  }

  PackBuilder builder;
  builder.Add(SectionId::kMeta, meta);
  builder.Add(SectionId::kProducts, tables.records());
  builder.Add(SectionId::kBrands, tables.brands().names());
  builder.Add(SectionId::kColours, tables.colours().names());
  builder.Add(SectionId::kCategories, tables.categories().nodes());
  builder.Add(SectionId::kColourLists, tables.colour_lists());
  builder.Add(SectionId::kImages, tables.images());
  builder.Add(SectionId::kAttributes, tables.attributes());
  builder.Add(SectionId::kCurrencies, tables.currencies());
  builder.Add(SectionId::kPriceBands, tables.price_bands());
  builder.Add(SectionId::kStrings, tables.heap().bytes());
  const auto add_if_any = [&builder](SectionId id, const auto& records) {
    if (!records.empty()) {
      builder.Add(id, records);
    }
  };
  add_if_any(SectionId::kPopularity, columns.popularity);
  if (!list_ends.empty()) {
    builder.Add(SectionId::kListEnds, list_ends);
    builder.Add(SectionId::kLists, neighbours);
  }
  if (!columns.named_ends.empty()) {
    builder.Add(SectionId::kNamedEnds, columns.named_ends);
    builder.Add(SectionId::kNamedLists, columns.named);
  }
  add_if_any(SectionId::kBehaviour, columns.behaviour);
  add_if_any(SectionId::kWeights, columns.weights);
  if (columns.dimension != 0 && columns.precision == VectorPrecision::kInt8) {
    builder.Add(SectionId::kScales, columns.scales);
    builder.Add(SectionId::kInt8Vectors, columns.levels);
  } else if (columns.dimension != 0) {
    builder.Add(SectionId::kVectors, columns.vectors);
  }
  return builder.Build();
}

}  // namespace vitrine
