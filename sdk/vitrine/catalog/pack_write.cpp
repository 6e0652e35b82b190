// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/money.h>
#include <vitrine/catalog/pack.h>
#include <vitrine/catalog/pack_extras.h>
#include <vitrine/catalog/pack_format.h>
#include <vitrine/catalog/text.h>
#include <vitrine/catalog/vector_rows.h>

#include <algorithm>
#include <cstring>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <utility>

namespace vitrine {
namespace {

using pack::SectionId;

std::unexpected<Error> Invalid(const Product& product, const std::string& what) {
  return Fail(ErrorCode::kInvalidArgument, "product " + Quote(product.id) + ": " + what);
}

bool IsText(const Product& product) {
  const auto valid = [](const std::string& text) { return ValidUtf8Length(text) == text.size(); };
  const auto valid_attribute = [&](const Attribute& attribute) {
    return valid(attribute.name) && valid(attribute.value);
  };
  return valid(product.id) && valid(product.title) && valid(product.description) &&
         valid(product.brand) && valid(product.link) && valid(product.group_id) &&
         std::ranges::all_of(product.category, valid) &&
         std::ranges::all_of(product.colours, valid) &&
         std::ranges::all_of(product.image_links, valid) &&
         std::ranges::all_of(product.attributes, valid_attribute);
}

Result<void> CheckProduct(const Product& product) {
  if (product.id.empty() || product.title.empty() || product.image_links.empty()) {
    return Invalid(product, "expected an id, a title and an image link");
  }
  if (!IsText(product)) {
    return Invalid(product, "expected UTF-8 in every text");
  }
  if (product.price.micros < 0 || !IsCurrencyCode(product.price.currency)) {
    return Invalid(product,
                   "expected a price that is not negative, in a currency of three letters");
  }
  if (product.sale_price &&
      (product.sale_price->micros < 0 || product.sale_price->currency != product.price.currency)) {
    return Invalid(product, "expected a sale price that is not negative, in the price's currency");
  }
  return {};
}

// Positions of the products by ascending id; fails for an id that occurs twice.
Result<std::vector<std::size_t>> SortById(std::span<const Product> products) {
  std::vector<std::size_t> order(products.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::string_view(products[i].id); });
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (products[order[i]].id == products[order[i - 1]].id) {
      return Invalid(products[order[i]], "its id occurs twice");
    }
  }
  return order;
}

// All text once. Views into the products are the keys, so these must outlive it.
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
  TermIndex Add(std::span<const std::string> path, StringHeap* heap) {
    TermIndex node = kNoTerm;
    for (const std::string& name : path) {
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
  explicit PackTables(std::span<const Product> products, std::span<const std::size_t> order) {
    // The ids come first and side by side, because Find and Open read nothing else of the strings.
    for (const std::size_t i : order) {
      heap_.Add(products[i].id);
    }
    records_.reserve(order.size());
    for (const std::size_t i : order) {
      AddProduct(products[i]);
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
  void AddProduct(const Product& product) {
    pack::ProductRecord record{};
    record.id = heap_.Add(product.id);
    record.title = heap_.Add(product.title);
    record.description = heap_.Add(product.description);
    record.link = heap_.Add(product.link);
    record.group_id = heap_.Add(product.group_id);
    record.brand = Trim(product.brand).empty() ? kNoTerm : brands_.Add(product.brand, &heap_);
    record.category = categories_.Add(product.category, &heap_);
    record.colours = AddColours(product.colours);
    record.images.begin = static_cast<std::uint32_t>(images_.size());
    record.images.count = static_cast<std::uint32_t>(product.image_links.size());
    for (const std::string& link : product.image_links) {
      images_.push_back(heap_.Add(link));
    }
    record.attributes.begin = static_cast<std::uint32_t>(attributes_.size());
    record.attributes.count = static_cast<std::uint32_t>(product.attributes.size());
    for (const Attribute& attribute : product.attributes) {
      const pack::StringRef name = heap_.Add(attribute.name);
      attributes_.push_back({name, heap_.Add(attribute.value)});
    }
    record.price_micros = product.price.micros;
    record.sale_micros = product.sale_price ? product.sale_price->micros : pack::kNoSale;
    record.currency = AddCurrency(product.price.currency);
    record.availability = static_cast<std::uint8_t>(product.availability);
    records_.push_back(record);
  }

  pack::ListRef AddColours(std::span<const std::string> names) {
    const std::size_t begin = colour_lists_.size();
    for (const std::string& name : names) {
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

// Rows of `values` in the products' order, moved to the order of the ids; none stay none.
template <typename Value>
std::vector<Value> Reorder(std::span<const Value> values, std::size_t width,
                           std::span<const std::size_t> order) {
  std::vector<Value> result;
  result.reserve(values.size());
  for (const std::size_t row : order) {
    const std::span<const Value> source =
        values.empty() ? values : values.subspan(row * width, width);
    result.insert(result.end(), source.begin(), source.end());
  }
  return result;
}

// The lists in the order of the ids, and their neighbours named by it.
struct Lists {
  Lists(const PackExtras& extras, std::span<const std::size_t> order) {
    if (extras.list_ends.empty()) {
      return;
    }
    std::vector<std::uint32_t> position(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      position[order[i]] = static_cast<std::uint32_t>(i);
    }
    neighbours.reserve(extras.neighbours.size());
    for (const std::size_t row : order) {
      const std::size_t begin = row == 0 ? 0 : extras.list_ends[row - 1];
      for (Neighbour neighbour : extras.neighbours.subspan(begin, extras.list_ends[row] - begin)) {
        neighbour.product = position[neighbour.product];
        neighbours.push_back(neighbour);
      }
      ends.push_back(static_cast<std::uint32_t>(neighbours.size()));
    }
  }
  std::vector<std::uint32_t> ends;
  std::vector<Neighbour> neighbours;
};

}  // namespace

Result<std::vector<std::byte>> WritePack(std::span<const Product> products,
                                         const PackExtras& extras) {
  const std::size_t count = products.size();
  if (count > pack::kMaxProducts) {
    return Fail(ErrorCode::kTooLarge, std::to_string(count) + " products, expected at most " +
                                          std::to_string(pack::kMaxProducts));
  }
  Result<void> checked = CheckExtras(count, extras);
  for (std::size_t i = 0; checked && i < count; ++i) {
    checked = CheckProduct(products[i]);
  }
  if (!checked) {
    return std::unexpected(std::move(checked.error()));
  }
  const Result<std::vector<std::size_t>> order = SortById(products);
  if (!order) {
    return std::unexpected(order.error());
  }

  const PackTables tables(products, *order);
  if (!tables.FitsPack()) {
    return Fail(ErrorCode::kTooLarge, "the catalogue's texts or lists exceed 4 GiB");
  }
  const std::vector<pack::Meta> meta = {
      {static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(extras.dimension)}};
  const std::vector<float> vectors = Reorder(extras.vectors, extras.dimension, *order);
  const std::vector<float> popularity = Reorder(extras.popularity, 1, *order);
  const std::vector<Behaviour> behaviour = Reorder(extras.behaviour, 1, *order);
  const Lists lists(extras, *order);

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
  if (!popularity.empty()) {
    builder.Add(SectionId::kPopularity, popularity);
  }
  if (!lists.ends.empty()) {
    builder.Add(SectionId::kListEnds, lists.ends);
    builder.Add(SectionId::kLists, lists.neighbours);
  }
  if (!behaviour.empty()) {
    builder.Add(SectionId::kBehaviour, behaviour);
  }
  if (!extras.weights.empty()) {
    builder.Add(SectionId::kWeights, extras.weights);
  }
  std::vector<std::int8_t> levels;
  std::vector<float> scales;
  if (extras.dimension != 0 && extras.precision == VectorPrecision::kInt8) {
    levels.resize(vectors.size());
    scales.resize(count);
    if (auto rounded = QuantiseRows(vectors, extras.dimension, levels, scales); !rounded) {
      return std::unexpected(std::move(rounded.error()));
    }
    builder.Add(SectionId::kScales, scales);
    builder.Add(SectionId::kInt8Vectors, levels);
  } else if (extras.dimension != 0) {
    builder.Add(SectionId::kVectors, vectors);
  }
  return builder.Build();
}

}  // namespace vitrine
