// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/behaviour.h>
#include <vitrine/catalog/pack_format.h>
#include <vitrine/catalog/vector_rows.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace vitrine {

/// A pack whose every offset, count and index has been checked, read in place. Moving it keeps the
/// spans valid, because the bytes stay where they are.
class PackReader {
 public:
  /// Takes the pack over and checks it. Errors: kPackCorrupt, kPackVersion.
  static Result<PackReader> Open(std::vector<std::byte> bytes);

  PackReader(PackReader&&) noexcept = default;
  PackReader& operator=(PackReader&&) noexcept = default;
  PackReader(const PackReader&) = delete;
  PackReader& operator=(const PackReader&) = delete;
  ~PackReader() = default;

  std::string_view Text(const pack::StringRef& ref) const {
    return strings_.substr(ref.offset, ref.size);
  }

  std::span<const pack::ProductRecord> products() const { return products_; }
  std::span<const pack::StringRef> brands() const { return brands_; }
  std::span<const pack::StringRef> colours() const { return colours_; }
  std::span<const pack::CategoryRecord> categories() const { return categories_; }
  std::span<const TermIndex> colour_lists() const { return colour_lists_; }
  std::span<const pack::StringRef> images() const { return images_; }
  std::span<const pack::AttributeRecord> attributes() const { return attributes_; }
  std::span<const pack::CurrencyRecord> currencies() const { return currencies_; }
  std::span<const pack::PriceBandRecord> price_bands() const { return price_bands_; }
  std::size_t dimension() const { return dimension_; }

  /// Rows of floats are 64-byte aligned.
  VectorRows vectors() const {
    if (!scales_.empty()) {
      return Int8Rows{.dimension = dimension_, .values = levels_, .scales = scales_};
    }
    return FloatRows{.dimension = dimension_, .values = vectors_};
  }

  /// Empty when the pack has none.
  std::span<const float> popularity() const { return popularity_; }

  /// What `vitrine train` adds; each empty when the pack has none.
  std::span<const std::uint32_t> list_ends() const { return list_ends_; }
  std::span<const Neighbour> neighbours() const { return neighbours_; }
  std::span<const std::uint32_t> named_ends() const { return named_ends_; }
  std::span<const NamedNeighbour> named() const;
  std::span<const Behaviour> behaviour() const { return behaviour_; }
  std::span<const std::byte> weights() const { return weights_; }

 private:
  PackReader() = default;

  Result<std::vector<pack::SectionEntry>> ReadTable() const;
  void AlignVectors(std::vector<pack::SectionEntry>* table);
  Result<void> MapSections(std::span<const pack::SectionEntry> table);
  Result<std::span<const std::byte>> FindRecords(std::span<const pack::SectionEntry> table,
                                                 pack::SectionId id, std::size_t record_size) const;
  template <typename Record>
  Result<void> MapSection(std::span<const pack::SectionEntry> table, pack::SectionId id,
                          std::span<const Record>* records);
  Result<void> CheckVectors() const;
  Result<void> CheckInt8Vectors() const;
  Result<void> CheckPopularity() const;
  Result<void> CheckLearned() const;
  Result<void> CheckDictionaries() const;
  Result<void> CheckLists() const;
  Result<void> CheckPriceBands() const;
  Result<void> CheckProducts() const;
  Result<void> CheckEnds(pack::SectionId id, std::span<const std::uint32_t> ends,
                         std::size_t neighbours) const;
  bool IsProductSound(const pack::ProductRecord& record) const;
  bool IsText(const pack::StringRef& ref) const {
    return std::uint64_t{ref.offset} + ref.size <= strings_.size();
  }

  std::vector<std::byte> bytes_;
  std::string_view strings_;
  std::span<const pack::ProductRecord> products_;
  std::span<const pack::StringRef> brands_;
  std::span<const pack::StringRef> colours_;
  std::span<const pack::CategoryRecord> categories_;
  std::span<const TermIndex> colour_lists_;
  std::span<const pack::StringRef> images_;
  std::span<const pack::AttributeRecord> attributes_;
  std::span<const pack::CurrencyRecord> currencies_;
  std::span<const pack::PriceBandRecord> price_bands_;
  std::size_t dimension_ = 0;
  std::span<const float> vectors_;
  std::span<const std::int8_t> levels_;
  std::span<const float> scales_;
  std::span<const float> popularity_;
  std::span<const std::uint32_t> list_ends_;
  std::span<const Neighbour> neighbours_;
  std::span<const std::uint32_t> named_ends_;
  std::span<const std::uint32_t> named_words_;  // Of NamedNeighbours.
  std::span<const Behaviour> behaviour_;
  std::span<const std::byte> weights_;
};

inline std::span<const NamedNeighbour> PackReader::named() const {
  static_assert(alignof(NamedNeighbour) == alignof(std::uint32_t));
  const void* const start = named_words_.data();
  return {static_cast<const NamedNeighbour*>(start),
          named_words_.size() * sizeof(std::uint32_t) / sizeof(NamedNeighbour)};
}

}  // namespace vitrine
