// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/word_space.h>

#include <vitrine/base/math.h>
#include <vitrine/catalog/pack_format.h>
#include <vitrine/catalog/product_words.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <utility>

namespace vitrine {
namespace {

constexpr std::string_view kMagic = "VITRWORD";

struct SpaceHeader {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t dimension;
  std::uint32_t word_count;
  std::uint32_t text_bytes;
};

// Shorter than this a vector is rounding noise, not a direction.
constexpr double kLeastLength = 1e-6;

struct WordUse {
  std::size_t word;
  float weight;
  int count;
};

template <typename Value>
void Append(std::span<const Value> values, std::vector<std::byte>* bytes) {
  const auto view = std::as_bytes(values);
  bytes->insert(bytes->end(), view.begin(), view.end());
}

std::unexpected<Error> Corrupt(std::string what) {
  return Fail(ErrorCode::kPackCorrupt, "the space of words " + std::move(what));
}

}  // namespace

void WordSpace::Add(std::string_view word, std::span<const float> row) {
  // Save separates words by zeros.
  if (word.find('\0') == std::string_view::npos &&
      words_.try_emplace(std::string(word), words_.size()).second) {
    rows_.insert(rows_.end(), row.begin(), row.end());
  }
}

void WordSpace::Describe(const Product& product, std::span<float> vector) const {
  std::vector<WordUse> uses;
  for (const ProductTerm& term : ProductTerms(product)) {
    const auto word = words_.find(std::string_view(term.text));
    if (word == words_.end()) {
      continue;
    }
    auto use = std::ranges::find(uses, word->second, &WordUse::word);
    if (use == uses.end()) {
      use = uses.insert(uses.end(), {word->second, 0, 0});
    }
    use->weight = std::max(use->weight, term.weight);
    ++use->count;
  }
  std::ranges::fill(vector, 0.0F);
  for (const WordUse& use : uses) {
    const float value =
        use.count == 1 ? use.weight : static_cast<float>((1.0 + Log(use.count)) * use.weight);
    const auto row = std::span(rows_).subspan(use.word * dimension_, dimension_);
    for (std::size_t i = 0; i < dimension_; ++i) {
      vector[i] += value * row[i];
    }
  }
  double square = 0;
  for (const float value : vector) {
    square += double{value} * value;
  }
  const double length = std::sqrt(square);
  const bool has_direction = length > kLeastLength && std::isfinite(length);
  for (float& value : vector) {
    value = has_direction ? static_cast<float>(value / length) : 0.0F;
  }
}

std::vector<std::byte> WordSpace::Save() const {
  std::vector<std::string_view> words(words_.size());
  for (const auto& [word, position] : words_) {
    words[position] = word;
  }
  std::string text;
  for (const std::string_view word : words) {
    text += word;
    text += '\0';
  }
  SpaceHeader header{};
  std::ranges::copy(kMagic, header.magic.begin());
  header.version = pack::kVersion;
  header.dimension = static_cast<std::uint32_t>(dimension_);
  header.word_count = static_cast<std::uint32_t>(words.size());
  header.text_bytes = static_cast<std::uint32_t>(text.size());
  std::vector<std::byte> bytes;
  Append(std::span<const SpaceHeader>(&header, 1), &bytes);
  Append(std::span<const float>(rows_), &bytes);
  Append(std::span<const char>(text), &bytes);
  return bytes;
}

Result<WordSpace> WordSpace::Restore(std::span<const std::byte> bytes) {
  SpaceHeader header{};
  if (bytes.size() < sizeof(header)) {
    return Corrupt("has " + std::to_string(bytes.size()) + " bytes, expected at least 24");
  }
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (std::string_view(header.magic.data(), header.magic.size()) != kMagic) {
    return Corrupt("does not start with VITRWORD");
  }
  if (header.version != pack::kVersion) {
    return Fail(ErrorCode::kPackVersion, "the space of words has version " +
                                             std::to_string(header.version) + ", expected " +
                                             std::to_string(pack::kVersion));
  }
  const std::size_t dimension = header.dimension;
  if (dimension == 0 || dimension > pack::kMaxDimension || dimension % pack::kDimensionStep != 0) {
    return Corrupt("has the dimension " + std::to_string(dimension));
  }
  const std::uint64_t row_bytes = std::uint64_t{header.word_count} * dimension * sizeof(float);
  if (row_bytes > bytes.size() || sizeof(header) + row_bytes + header.text_bytes != bytes.size()) {
    return Corrupt("has " + std::to_string(bytes.size()) + " bytes, its header says another");
  }
  std::vector<float> rows(std::size_t{header.word_count} * dimension);
  if (!rows.empty()) {
    std::memcpy(rows.data(), bytes.data() + sizeof(header), static_cast<std::size_t>(row_bytes));
  }
  if (!std::ranges::all_of(rows, [](float value) { return std::isfinite(value); })) {
    return Corrupt("has a value that is not finite");
  }
  const auto tail = bytes.last(header.text_bytes);
  std::string text(tail.size(), '\0');
  std::ranges::transform(tail, text.begin(), [](std::byte b) { return static_cast<char>(b); });
  WordSpace space(dimension);
  std::string_view left = text;
  for (std::size_t word = 0; word < header.word_count; ++word) {
    const std::size_t end = left.find('\0');
    if (end == std::string_view::npos) {
      return Corrupt("has fewer words than rows");
    }
    space.Add(left.substr(0, end), std::span(rows).subspan(word * dimension, dimension));
    left.remove_prefix(end + 1);
  }
  if (space.word_count() != header.word_count || !left.empty()) {
    return Corrupt("has a word twice");
  }
  return space;
}

}  // namespace vitrine
