// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/product.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace vitrine {

/// Where words lie, so that a product's vector follows from its own words alone: products that come
/// later, or that nobody has in one place, are described as those that the space was learned from.
class WordSpace {
 public:
  explicit WordSpace(std::size_t dimension) : dimension_(dimension) {}

  std::size_t dimension() const { return dimension_; }
  std::size_t word_count() const { return words_.size(); }

  /// Adds a word; `row` is [dimension()]. One that is there already stays.
  void Add(std::string_view word, std::span<const float> row);

  /// Writes the product's vector, [dimension()], of length 1; zeros where it has no known word.
  ///
  /// Cost: O(words * dimension()).
  void Describe(const Product& product, std::span<float> vector) const;

  /// The space as bytes, and back. Errors: kPackCorrupt, kPackVersion.
  std::vector<std::byte> Save() const;
  static Result<WordSpace> Restore(std::span<const std::byte> bytes);

 private:
  struct Hash {
    // The library looks for it. NOLINTNEXTLINE(readability-identifier-naming)
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  std::size_t dimension_;
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> words_;
  std::vector<float> rows_;  // [word_count(), dimension_]
};

/// Learns a space from some products, as ContentVectors describes them: latent semantic analysis,
/// into which products are folded by their words. Words of one product only are left out.
///
/// @param dimension, seed As for ContentVectors.
/// @return The space, or kTooLarge.
///
/// Source: Deerwester et al., JASIS 41(6), 1990, on folding in.
Result<WordSpace> LearnWordSpace(std::span<const Product> products, std::size_t dimension,
                                 std::uint64_t seed);

}  // namespace vitrine
