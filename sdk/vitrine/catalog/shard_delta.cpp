// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/shard_delta.h>

#include <vitrine/catalog/pack_format.h>
#include <vitrine/catalog/pack_merge.h>
#include <vitrine/catalog/pack_row.h>
#include <vitrine/catalog/vector_rows.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace vitrine {
namespace {

constexpr std::string_view kDeltaMagic = "VITRDLTA";

struct DeltaHeader {
  std::array<char, 8> magic;
  std::uint32_t version;
  std::uint32_t removed_count;  ///< Positions of four bytes behind the header; then the pack.
  ShardHash from;
};
static_assert(sizeof(DeltaHeader) == 32);

std::unexpected<Error> Corrupt(std::string what) {
  return Fail(ErrorCode::kPackCorrupt, "the delta " + std::move(what));
}

template <typename Value>
bool SameValue(std::span<const Value> first, std::size_t i, std::span<const Value> second,
               std::size_t k) {
  const bool known = !first.empty();
  return known == !second.empty() &&
         (!known || std::ranges::equal(std::as_bytes(first.subspan(i, 1)),
                                       std::as_bytes(second.subspan(k, 1))));
}

bool SameVector(const PackReader& first, std::size_t i, const PackReader& second, std::size_t k) {
  const std::size_t dimension = first.dimension();
  if (dimension != second.dimension() || first.vectors().index() != second.vectors().index()) {
    return false;
  }
  std::vector<float> a(dimension);
  std::vector<float> b(dimension);
  if (dimension != 0) {
    CopyRow(first.vectors(), i, a);
    CopyRow(second.vectors(), k, b);
  }
  return a == b;
}

bool SameLists(const PackReader& first, std::size_t i, const PackReader& second, std::size_t k) {
  const auto list = [](const PackReader& pack, std::size_t product) {
    const auto ends = pack.named_ends();
    const std::size_t begin = ends.empty() || product == 0 ? 0 : ends[product - 1];
    return std::as_bytes(pack.named().subspan(begin, ends.empty() ? 0 : ends[product] - begin));
  };
  return first.named_ends().empty() == second.named_ends().empty() &&
         std::ranges::equal(list(first, i), list(second, k));
}

bool SameProduct(const PackReader& first, std::size_t i, const PackReader& second, std::size_t k) {
  PackRow a;
  PackRow b;
  ReadRow(first, i, &a);
  ReadRow(second, k, &b);
  return a == b && SameValue(first.popularity(), i, second.popularity(), k) &&
         SameValue(first.behaviour(), i, second.behaviour(), k) &&
         SameVector(first, i, second, k) && SameLists(first, i, second, k);
}

struct Changes {
  std::vector<std::uint32_t> removed;  // Of the one version; changed ones too.
  std::vector<std::uint32_t> added;    // Of the other.
};

Changes Compare(const PackReader& from, const PackReader& to) {
  Changes changes;
  const auto id = [](const PackReader& pack, std::size_t i) {
    return pack.Text(pack.products()[i].id);
  };
  std::uint32_t i = 0;
  std::uint32_t k = 0;
  while (i < from.products().size() || k < to.products().size()) {
    const bool only_from =
        k == to.products().size() || (i < from.products().size() && id(from, i) < id(to, k));
    const bool only_to =
        i == from.products().size() || (k < to.products().size() && id(to, k) < id(from, i));
    const bool same = !only_from && !only_to && SameProduct(from, i, to, k);
    if (!only_to) {
      if (!same) {
        changes.removed.push_back(i);
      }
      ++i;
    }
    if (!only_from) {
      if (!same) {
        changes.added.push_back(k);
      }
      ++k;
    }
  }
  return changes;
}

std::vector<std::uint32_t> Others(std::size_t count, std::span<const std::uint32_t> removed) {
  std::vector<std::uint32_t> kept;
  for (std::uint32_t product = 0; product < count; ++product) {
    if (!removed.empty() && removed.front() == product) {
      removed = removed.subspan(1);
    } else {
      kept.push_back(product);
    }
  }
  return kept;
}

Result<PackReader> OpenCopy(std::span<const std::byte> bytes) {
  return PackReader::Open({bytes.begin(), bytes.end()});
}

// The removed positions and the pack of a delta.
struct DeltaParts {
  std::vector<std::uint32_t> removed;
  std::span<const std::byte> pack;
};

Result<DeltaParts> ReadDelta(std::span<const std::byte> delta, const ShardHash& from,
                             std::size_t product_count) {
  DeltaHeader header{};
  if (delta.size() < sizeof(header)) {
    return Corrupt("has " + std::to_string(delta.size()) + " bytes, expected at least 32");
  }
  std::memcpy(&header, delta.data(), sizeof(header));
  if (std::string_view(header.magic.data(), header.magic.size()) != kDeltaMagic) {
    return Corrupt("does not start with VITRDLTA");
  }
  if (header.version != pack::kVersion) {
    return Fail(ErrorCode::kPackVersion, "the delta has version " + std::to_string(header.version) +
                                             ", expected " + std::to_string(pack::kVersion));
  }
  const std::uint64_t bytes = std::uint64_t{header.removed_count} * sizeof(std::uint32_t);
  if (bytes > delta.size() - sizeof(header)) {
    return Corrupt("names more products than it has bytes for");
  }
  if (header.from != from) {
    return Corrupt("is for another version of the shard");
  }
  DeltaParts parts;
  parts.removed.resize(header.removed_count);
  if (!parts.removed.empty()) {
    std::memcpy(parts.removed.data(), delta.data() + sizeof(header),
                static_cast<std::size_t>(bytes));
  }
  const bool ascending =
      std::ranges::adjacent_find(parts.removed, std::greater_equal()) == parts.removed.end();
  if (!ascending || (!parts.removed.empty() && parts.removed.back() >= product_count)) {
    return Corrupt("removes a product that is not there");
  }
  parts.pack = delta.subspan(sizeof(header) + static_cast<std::size_t>(bytes));
  return parts;
}

}  // namespace

Result<std::optional<std::vector<std::byte>>> MakeDelta(std::span<const std::byte> from,
                                                        std::span<const std::byte> to) {
  const auto before = OpenCopy(from);
  const auto after = OpenCopy(to);
  if (!before || !after) {
    return std::unexpected(before ? after.error() : before.error());
  }
  const Changes changes = Compare(*before, *after);
  const std::array parts = {PackPart{&*after, changes.added}};
  const auto pack = MergePacks(parts);
  if (!pack) {
    return std::unexpected(pack.error());
  }
  DeltaHeader header{};
  std::ranges::copy(kDeltaMagic, header.magic.begin());
  header.version = pack::kVersion;
  header.removed_count = static_cast<std::uint32_t>(changes.removed.size());
  header.from = HashOf(from);
  std::vector<std::byte> delta;
  for (const auto bytes :
       {std::as_bytes(std::span(&header, 1)), std::as_bytes(std::span(changes.removed)),
        std::span<const std::byte>(*pack)}) {
    delta.insert(delta.end(), bytes.begin(), bytes.end());
  }
  // Weights cannot be taken away, for one.
  if (!ApplyDelta({from.begin(), from.end()}, delta, HashOf(to))) {
    return std::nullopt;
  }
  return delta;
}

Result<std::vector<std::byte>> ApplyDelta(std::vector<std::byte> from,
                                          std::span<const std::byte> delta, const ShardHash& to) {
  const ShardHash from_hash = HashOf(from);
  const auto before = PackReader::Open(std::move(from));
  if (!before) {
    return std::unexpected(before.error());
  }
  const auto parts = ReadDelta(delta, from_hash, before->products().size());
  if (!parts) {
    return std::unexpected(parts.error());
  }
  const auto added = OpenCopy(parts->pack);
  if (!added) {
    return std::unexpected(added.error());
  }
  const auto new_products = AllProducts(*added);
  const auto kept = Others(before->products().size(), parts->removed);
  const std::array sources = {PackPart{&*added, new_products}, PackPart{&*before, kept}};
  auto result = MergePacks(sources);
  if (result && HashOf(*result) != to) {
    return Corrupt("leads to another version than it should");
  }
  return result;
}

}  // namespace vitrine
