// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/money.h>
#include <vitrine/catalog/pack_reader.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstring>
#include <initializer_list>
#include <string>
#include <utility>

namespace vitrine {
namespace {

using pack::SectionId;

// One function for all messages: joined where they are told, each would be some hundred bytes of
// code.
std::unexpected<Error> Corrupt(std::initializer_list<std::string_view> words) {
  std::string what;
  for (const std::string_view word : words) {
    what += word;
  }
  return Fail(ErrorCode::kPackCorrupt, std::move(what));
}

std::string SectionName(std::uint32_t id) {
  std::string name;
  for (unsigned shift = 0; shift < 32; shift += 8) {
    const auto c = static_cast<char>((id >> shift) & 0xFFU);
    name.push_back(c >= ' ' && c <= '~' ? c : '?');
  }
  return name;
}

std::string SectionName(SectionId id) { return SectionName(static_cast<std::uint32_t>(id)); }

bool IsKnown(std::uint32_t id) {
  static constexpr std::array kKnown = {
      SectionId::kMeta,        SectionId::kStrings,    SectionId::kProducts,
      SectionId::kBrands,      SectionId::kColours,    SectionId::kCategories,
      SectionId::kColourLists, SectionId::kImages,     SectionId::kAttributes,
      SectionId::kCurrencies,  SectionId::kPriceBands, SectionId::kVectors,
      SectionId::kPopularity,  SectionId::kListEnds,   SectionId::kLists,
      SectionId::kBehaviour,   SectionId::kWeights,    SectionId::kInt8Vectors,
      SectionId::kScales,      SectionId::kNamedEnds,  SectionId::kNamedLists,
  };
  return std::ranges::find(kKnown, static_cast<SectionId>(id)) != kKnown.end();
}

std::size_t TableEnd(std::size_t section_count) {
  return sizeof(pack::Header) + section_count * sizeof(pack::SectionEntry);
}

const pack::SectionEntry* FindSection(std::span<const pack::SectionEntry> table, SectionId id) {
  const auto found =
      std::ranges::find(table, static_cast<std::uint32_t>(id), &pack::SectionEntry::id);
  return found == table.end() ? nullptr : &*found;
}

// The squared length of a row, in 16 lanes so that the compiler can use vector instructions without
// changing the order of the sums.
float SquaredLength(std::span<const float> row) {
  std::array<float, pack::kDimensionStep> lanes{};
  for (std::size_t i = 0; i < row.size(); i += pack::kDimensionStep) {
    for (std::size_t lane = 0; lane < pack::kDimensionStep; ++lane) {
      lanes[lane] += row[i + lane] * row[i + lane];
    }
  }
  float sum = 0;
  for (const float lane : lanes) {
    sum += lane;
  }
  return sum;
}

bool IsList(const pack::ListRef& ref, std::size_t size) {
  return std::uint64_t{ref.begin} + ref.count <= size;
}

bool IsTerm(TermIndex term, std::size_t count) { return term == kNoTerm || term < count; }

}  // namespace

Result<PackReader> PackReader::Open(std::vector<std::byte> bytes) {
  PackReader reader;
  reader.bytes_ = std::move(bytes);
  Result<std::vector<pack::SectionEntry>> table = reader.ReadTable();
  if (!table) {
    return std::unexpected(std::move(table.error()));
  }
  reader.AlignVectors(&*table);
  Result<void> checked = reader.MapSections(*table);
  if (checked) {
    checked = reader.CheckVectors();
  }
  for (const auto check :
       {&PackReader::CheckPopularity, &PackReader::CheckLearned, &PackReader::CheckDictionaries,
        &PackReader::CheckLists, &PackReader::CheckPriceBands, &PackReader::CheckProducts}) {
    if (checked) {
      checked = (reader.*check)();
    }
  }
  if (!checked) {
    return std::unexpected(std::move(checked.error()));
  }
  return reader;
}

Result<std::vector<pack::SectionEntry>> PackReader::ReadTable() const {
  pack::Header header{};
  if (bytes_.size() < sizeof(header)) {
    return Corrupt({"the pack has ", std::to_string(bytes_.size()), " bytes, expected at least ",
                    std::to_string(sizeof(header))});
  }
  std::memcpy(&header, bytes_.data(), sizeof(header));
  if (std::string_view(header.magic.data(), header.magic.size()) != pack::kMagic) {
    return Corrupt({"the pack does not start with VITRPACK"});
  }
  if (header.version != pack::kVersion) {
    return Fail(ErrorCode::kPackVersion, "the pack has version " + std::to_string(header.version) +
                                             ", expected " + std::to_string(pack::kVersion));
  }
  if (header.size != bytes_.size()) {
    return Corrupt({"the pack has ", std::to_string(bytes_.size()), " bytes, its header says ",
                    std::to_string(header.size)});
  }
  const std::uint32_t count = header.section_count;
  if (count > pack::kMaxSections || TableEnd(count) > bytes_.size()) {
    return Corrupt({"the section table does not fit"});
  }
  std::vector<pack::SectionEntry> table(count);
  if (count > 0) {
    std::memcpy(table.data(), bytes_.data() + sizeof(header), count * sizeof(pack::SectionEntry));
  }
  for (const pack::SectionEntry& entry : table) {
    // The vectors may slide down by less than kAlignment, and must not reach the table.
    const bool slides = entry.id == static_cast<std::uint32_t>(SectionId::kVectors);
    const std::size_t lowest = TableEnd(count) + (slides ? pack::kAlignment : 0);
    if (entry.offset % pack::kAlignment != 0 || entry.offset < lowest ||
        entry.offset > bytes_.size() || entry.size > bytes_.size() - entry.offset) {
      return Corrupt({"section ", SectionName(entry.id), " lies outside the pack"});
    }
    if (IsKnown(entry.id)) {
      if (std::ranges::count(table, entry.id, &pack::SectionEntry::id) != 1) {
        return Corrupt({"section ", SectionName(entry.id), " occurs twice"});
      }
    } else if ((entry.flags & pack::kRequired) != 0) {
      return Fail(ErrorCode::kPackVersion,
                  "the pack needs its section " + SectionName(entry.id) + ", which is unknown");
    }
  }
  return table;
}

// std::vector aligns to 8 or 16 bytes only, and a second buffer would double the memory of a
// catalogue in the browser. So the format keeps kAlignment unused bytes in front of the vectors,
// and here they slide down by what is missing: at most one move inside the buffer. It happens
// before anything else is read, so whatever a forged table lets it overwrite is checked afterwards.
void PackReader::AlignVectors(std::vector<pack::SectionEntry>* table) {
  for (pack::SectionEntry& entry : *table) {
    if (entry.id == static_cast<std::uint32_t>(SectionId::kVectors)) {
      std::byte* const data = bytes_.data() + entry.offset;
      const std::size_t excess = reinterpret_cast<std::uintptr_t>(data) % pack::kAlignment;
      std::memmove(data - excess, data, static_cast<std::size_t>(entry.size));
      entry.offset -= excess;
    }
  }
}

Result<std::span<const std::byte>> PackReader::FindRecords(
    std::span<const pack::SectionEntry> table, SectionId id, std::size_t record_size) const {
  const pack::SectionEntry* entry = FindSection(table, id);
  if (entry == nullptr) {
    return Corrupt({"section ", SectionName(id), " is missing"});
  }
  const auto size = static_cast<std::size_t>(entry->size);  // Checked against the pack's size.
  if (size % record_size != 0) {
    return Corrupt({"section ", SectionName(id), " has ", std::to_string(size),
                    " bytes, expected a multiple of ", std::to_string(record_size)});
  }
  return std::span(bytes_).subspan(static_cast<std::size_t>(entry->offset), size);
}

template <typename Record>
Result<void> PackReader::MapSection(std::span<const pack::SectionEntry> table, SectionId id,
                                    std::span<const Record>* records) {
  const auto bytes = FindRecords(table, id, sizeof(Record));
  if (!bytes) {
    return std::unexpected(bytes.error());
  }
  const void* start = bytes->data();
  assert(reinterpret_cast<std::uintptr_t>(start) % alignof(Record) == 0);
  *records = {static_cast<const Record*>(start), bytes->size() / sizeof(Record)};
  return {};
}

Result<void> PackReader::MapSections(std::span<const pack::SectionEntry> table) {
  std::span<const pack::Meta> meta;
  std::span<const char> strings;
  Result<void> mapped = MapSection(table, SectionId::kMeta, &meta);
  const auto map = [&](SectionId id, auto* records) {
    if (mapped) {
      mapped = MapSection(table, id, records);
    }
  };
  map(SectionId::kStrings, &strings);
  map(SectionId::kProducts, &products_);
  map(SectionId::kBrands, &brands_);
  map(SectionId::kColours, &colours_);
  map(SectionId::kCategories, &categories_);
  map(SectionId::kColourLists, &colour_lists_);
  map(SectionId::kImages, &images_);
  map(SectionId::kAttributes, &attributes_);
  map(SectionId::kCurrencies, &currencies_);
  map(SectionId::kPriceBands, &price_bands_);
  const auto map_if_there = [&](SectionId id, auto* records) {
    if (FindSection(table, id) != nullptr) {
      map(id, records);
    }
  };
  map_if_there(SectionId::kPopularity, &popularity_);
  map_if_there(SectionId::kVectors, &vectors_);
  map_if_there(SectionId::kInt8Vectors, &levels_);
  map_if_there(SectionId::kScales, &scales_);
  map_if_there(SectionId::kListEnds, &list_ends_);
  map_if_there(SectionId::kLists, &neighbours_);
  map_if_there(SectionId::kNamedEnds, &named_ends_);
  map_if_there(SectionId::kNamedLists, &named_words_);
  map_if_there(SectionId::kBehaviour, &behaviour_);
  map_if_there(SectionId::kWeights, &weights_);
  if (!mapped) {
    return mapped;
  }
  if (meta.size() != 1 || meta[0].product_count != products_.size() ||
      products_.size() > pack::kMaxProducts) {
    return Corrupt({"sections META and PROD do not agree on the number of products"});
  }
  strings_ = {strings.data(), strings.size()};
  dimension_ = meta[0].dimension;
  return {};
}

Result<void> PackReader::CheckVectors() const {
  if (!scales_.empty() || !levels_.empty()) {
    return CheckInt8Vectors();
  }
  if (dimension_ % pack::kDimensionStep != 0 || dimension_ > pack::kMaxDimension ||
      vectors_.size() != std::uint64_t{products_.size()} * dimension_) {
    return Corrupt({"section VECS has ", std::to_string(vectors_.size()), " values, expected ",
                    std::to_string(products_.size()), " x ", std::to_string(dimension_)});
  }
  for (std::size_t row = 0; dimension_ != 0 && row < products_.size(); ++row) {
    const float square = SquaredLength(vectors_.subspan(row * dimension_, dimension_));
    // Written so that NaN fails.
    if (!(square == 0 || std::abs(square - 1) <= pack::kUnitTolerance)) {
      return Corrupt({"section VECS: row ", std::to_string(row), " is not of length 1 or 0"});
    }
  }
  return {};
}

Result<void> PackReader::CheckInt8Vectors() const {
  if (dimension_ == 0 || dimension_ % pack::kDimensionStep != 0 ||
      dimension_ > pack::kMaxDimension || !vectors_.empty() || scales_.size() != products_.size() ||
      levels_.size() != std::uint64_t{products_.size()} * dimension_) {
    return Corrupt({"sections VEC8 and VSCL have ", std::to_string(levels_.size()), " values and ",
                    std::to_string(scales_.size()), " scales, expected ",
                    std::to_string(products_.size()), " rows of ", std::to_string(dimension_),
                    " and no section VECS"});
  }
  // A row of length 1 has no larger value than 1; written so that NaN fails.
  constexpr float kLargestScale = (1 + pack::kUnitTolerance) / 127;
  if (!std::ranges::all_of(scales_, [](float s) { return s >= 0 && s <= kLargestScale; }) ||
      std::ranges::find(levels_, std::int8_t{-128}) != levels_.end()) {
    return Corrupt({"section VEC8 or VSCL has a value out of range"});
  }
  for (std::size_t row = 0; row < scales_.size(); ++row) {
    std::int64_t square = 0;
    for (const std::int8_t level : levels_.subspan(row * dimension_, dimension_)) {
      square += std::int64_t{level} * level;
    }
    const double scale = scales_[row];
    const double length = std::sqrt(static_cast<double>(square)) * scale;
    // Each value was rounded by half a level at most.
    const double allowance =
        std::sqrt(static_cast<double>(dimension_)) * scale / 2 + double{pack::kUnitTolerance};
    if (length != 0 && std::abs(length - 1) > allowance) {
      return Corrupt({"section VEC8: row ", std::to_string(row), " is not of length 1 or 0"});
    }
  }
  return {};
}

Result<void> PackReader::CheckPopularity() const {
  if (!popularity_.empty() && popularity_.size() != products_.size()) {
    return Corrupt({"section POPU has ", std::to_string(popularity_.size()), " values, expected ",
                    std::to_string(products_.size())});
  }
  if (!std::ranges::all_of(popularity_, [](float value) { return value >= 0 && value <= 1; })) {
    return Corrupt({"section POPU has a value outside 0 to 1"});
  }
  return {};
}

Result<void> PackReader::CheckEnds(SectionId id, std::span<const std::uint32_t> ends,
                                   std::size_t neighbours) const {
  if ((!ends.empty() && ends.size() != products_.size()) ||
      (ends.empty() ? 0 : ends.back()) != neighbours) {
    return Corrupt({"section ", SectionName(id), ", its lists and PROD do not agree"});
  }
  std::uint32_t begin = 0;
  for (const std::uint32_t end : ends) {
    if (end < begin || end - begin > pack::kMaxNeighbours) {
      return Corrupt({"section ", SectionName(id), ": a list that ends at ", std::to_string(end),
                      " begins at ", std::to_string(begin)});
    }
    begin = end;
  }
  return {};
}

Result<void> PackReader::CheckLearned() const {
  Result<void> ends = CheckEnds(SectionId::kListEnds, list_ends_, neighbours_.size());
  if (ends) {
    ends = CheckEnds(SectionId::kNamedEnds, named_ends_, named().size());
  }
  if (!ends) {
    return ends;
  }
  if (named_words_.size_bytes() % sizeof(NamedNeighbour) != 0) {
    return Corrupt({"section NLST has a part of a record"});
  }
  for (const Neighbour& neighbour : neighbours_) {
    if (neighbour.product >= products_.size()) {
      return Corrupt({"section LIST names a product outside section PROD"});
    }
  }
  if (!behaviour_.empty() && behaviour_.size() != products_.size()) {
    return Corrupt({"section BHVR has ", std::to_string(behaviour_.size()), " records, expected ",
                    std::to_string(products_.size())});
  }
  if (weights_.size() > pack::kMaxWeightBytes) {
    return Corrupt({"section WGHT has ", std::to_string(weights_.size()),
                    " bytes, expected at most ", std::to_string(pack::kMaxWeightBytes)});
  }
  return {};
}

Result<void> PackReader::CheckDictionaries() const {
  const auto is_text = [this](const pack::StringRef& ref) { return IsText(ref); };
  if (!std::ranges::all_of(brands_, is_text) || !std::ranges::all_of(colours_, is_text)) {
    return Corrupt({"a name in section BRND or COLR lies outside section STRS"});
  }
  for (std::size_t i = 0; i < categories_.size(); ++i) {
    const pack::CategoryRecord& node = categories_[i];
    const bool is_root = node.parent == kNoTerm;
    if (!IsText(node.name) || !(is_root || node.parent < i) ||
        node.root != (is_root ? i : categories_[node.parent].root)) {
      return Corrupt({"section CATG: node ", std::to_string(i), " is inconsistent"});
    }
  }
  for (const pack::CurrencyRecord& currency : currencies_) {
    if (!IsCurrencyCode({currency.code.data(), 3}) || currency.code[3] != 0) {
      return Corrupt({"section CURR has a code that is not three letters"});
    }
  }
  return {};
}

Result<void> PackReader::CheckLists() const {
  const auto is_colour = [this](TermIndex term) { return term < colours_.size(); };
  if (!std::ranges::all_of(colour_lists_, is_colour)) {
    return Corrupt({"section CLST names a colour outside section COLR"});
  }
  const auto is_text = [this](const pack::StringRef& ref) { return IsText(ref); };
  if (!std::ranges::all_of(images_, is_text)) {
    return Corrupt({"a link in section IMGS lies outside section STRS"});
  }
  const auto is_attribute = [this](const pack::AttributeRecord& attribute) {
    return IsText(attribute.name) && IsText(attribute.value);
  };
  if (!std::ranges::all_of(attributes_, is_attribute)) {
    return Corrupt({"a text in section ATTR lies outside section STRS"});
  }
  return {};
}

Result<void> PackReader::CheckPriceBands() const {
  for (const pack::PriceBandRecord& bands : price_bands_) {
    const bool is_root =
        bands.root_category == kNoTerm || (bands.root_category < categories_.size() &&
                                           categories_[bands.root_category].parent == kNoTerm);
    if (!is_root || bands.currency >= currencies_.size() || bands.edges.front() < 0 ||
        !std::ranges::is_sorted(bands.edges)) {
      return Corrupt({"section BAND has an inconsistent record"});
    }
  }
  return {};
}

bool PackReader::IsProductSound(const pack::ProductRecord& record) const {
  const bool texts = IsText(record.id) && IsText(record.title) && IsText(record.description) &&
                     IsText(record.link) && IsText(record.group_id) && record.id.size > 0 &&
                     record.title.size > 0;
  const bool lists = IsList(record.colours, colour_lists_.size()) &&
                     IsList(record.images, images_.size()) && record.images.count > 0 &&
                     IsList(record.attributes, attributes_.size());
  const bool terms = IsTerm(record.brand, brands_.size()) &&
                     IsTerm(record.category, categories_.size()) &&
                     record.currency < currencies_.size() && record.availability <= 3;
  if (!texts || !lists || !terms || record.price_band >= price_bands_.size()) {
    return false;
  }
  const pack::PriceBandRecord& bands = price_bands_[record.price_band];
  const TermIndex root = record.category == kNoTerm ? kNoTerm : categories_[record.category].root;
  return record.price_micros >= 0 && record.sale_micros >= pack::kNoSale &&
         bands.root_category == root && bands.currency == record.currency;
}

Result<void> PackReader::CheckProducts() const {
  std::string_view previous;
  for (std::size_t i = 0; i < products_.size(); ++i) {
    const pack::ProductRecord& record = products_[i];
    if (!IsProductSound(record)) {
      return Corrupt({"section PROD: record ", std::to_string(i), " is inconsistent"});
    }
    const std::string_view id = Text(record.id);
    if (id <= previous) {
      return Corrupt({"section PROD: record ", std::to_string(i), " is not in the order of ids"});
    }
    previous = id;
  }
  return {};
}

}  // namespace vitrine
