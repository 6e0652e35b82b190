// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/pack_merge.h>

#include <vitrine/catalog/pack_build.h>
#include <vitrine/catalog/pack_format.h>
#include <vitrine/catalog/pack_row.h>
#include <vitrine/catalog/vector_rows.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace vitrine {
namespace {

struct Source {
  std::string_view id;
  std::uint32_t part;
  std::uint32_t product;
};

class MergedRows final : public PackRows {
 public:
  explicit MergedRows(std::span<const PackPart> parts) : parts_(parts) {
    for (std::uint32_t part = 0; part < parts.size(); ++part) {
      const PackReader& pack = *parts[part].pack;
      for (const std::uint32_t product : parts[part].products) {
        sources_.push_back({pack.Text(pack.products()[product].id), part, product});
      }
    }
    std::ranges::sort(sources_, [](const Source& a, const Source& b) {
      return a.id == b.id ? a.part < b.part : a.id < b.id;
    });
    const auto twice = std::ranges::unique(sources_, {}, &Source::id);
    sources_.erase(twice.begin(), twice.end());
  }

  std::size_t size() const override { return sources_.size(); }
  std::string_view id(std::size_t row) const override { return sources_[row].id; }
  void Read(std::size_t row, PackRow* result) const override {
    ReadRow(pack(row), sources_[row].product, result);
  }

  const PackReader& pack(std::size_t row) const { return *parts_[sources_[row].part].pack; }
  std::uint32_t product(std::size_t row) const { return sources_[row].product; }

 private:
  std::span<const PackPart> parts_;
  std::vector<Source> sources_;
};

Result<void> AddVectors(std::span<const PackPart> parts, const MergedRows& rows,
                        PackColumns* columns) {
  bool all_int8 = true;
  bool is_first = true;
  for (const auto& [pack, products] : parts) {
    if (products.empty()) {
      continue;
    }
    if (!std::exchange(is_first, false) && pack->dimension() != columns->dimension) {
      return Fail(ErrorCode::kShapeMismatch, "one pack has vectors of dimension " +
                                                 std::to_string(columns->dimension) + ", another " +
                                                 std::to_string(pack->dimension()));
    }
    columns->dimension = pack->dimension();
    all_int8 = all_int8 && std::holds_alternative<Int8Rows>(pack->vectors());
  }
  const std::size_t dimension = columns->dimension;
  if (!all_int8) {
    columns->vectors.resize(rows.size() * dimension);
    for (std::size_t i = 0; dimension != 0 && i < rows.size(); ++i) {
      CopyRow(rows.pack(i).vectors(), rows.product(i),
              std::span(columns->vectors).subspan(i * dimension, dimension));
    }
    return {};
  }
  columns->precision = VectorPrecision::kInt8;
  columns->levels.reserve(rows.size() * dimension);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto vectors = std::get<Int8Rows>(rows.pack(i).vectors());
    const auto row = vectors.values.subspan(rows.product(i) * dimension, dimension);
    columns->levels.insert(columns->levels.end(), row.begin(), row.end());
    columns->scales.push_back(vectors.scales[rows.product(i)]);
  }
  return {};
}

std::span<const std::uint32_t> EndsOf(const PackReader& pack) {
  return pack.named_ends().empty() ? pack.list_ends() : pack.named_ends();
}

// The neighbours of one product by name.
void AddNamed(const PackReader& pack, std::uint32_t product, std::vector<NamedNeighbour>* named) {
  const auto ends = EndsOf(pack);
  if (ends.empty()) {
    return;
  }
  const std::size_t begin = product == 0 ? 0 : ends[product - 1];
  const std::size_t count = ends[product] - begin;
  if (!pack.named_ends().empty()) {
    const auto list = pack.named().subspan(begin, count);
    named->insert(named->end(), list.begin(), list.end());
    return;
  }
  for (const Neighbour& neighbour : pack.neighbours().subspan(begin, count)) {
    const std::uint64_t hash = IdHash(pack.Text(pack.products()[neighbour.product].id));
    named->push_back({static_cast<std::uint32_t>(hash), static_cast<std::uint32_t>(hash >> 32U),
                      neighbour.linear, neighbour.follow, neighbour.precede, neighbour.covisit});
  }
}

}  // namespace

std::vector<std::uint32_t> AllProducts(const PackReader& pack) {
  std::vector<std::uint32_t> products(pack.products().size());
  std::iota(products.begin(), products.end(), std::uint32_t{0});
  return products;
}

Result<std::vector<std::byte>> MergePacks(std::span<const PackPart> parts) {
  const MergedRows rows(parts);
  PackColumns columns;
  if (Result<void> added = AddVectors(parts, rows, &columns); !added) {
    return std::unexpected(std::move(added.error()));
  }
  const auto any = [parts](const auto& has) {
    return std::ranges::any_of(parts,
                               [&](const PackPart& part) { return !has(*part.pack).empty(); });
  };
  const bool popularity = any([](const PackReader& pack) { return pack.popularity(); });
  const bool behaviour = any([](const PackReader& pack) { return pack.behaviour(); });
  const bool lists = any(EndsOf);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const PackReader& pack = rows.pack(i);
    const std::uint32_t product = rows.product(i);
    if (popularity) {
      columns.popularity.push_back(pack.popularity().empty() ? 0.0F : pack.popularity()[product]);
    }
    if (behaviour) {
      columns.behaviour.push_back(pack.behaviour().empty() ? Behaviour{}
                                                           : pack.behaviour()[product]);
    }
    if (lists) {
      AddNamed(pack, product, &columns.named);
      columns.named_ends.push_back(static_cast<std::uint32_t>(columns.named.size()));
    }
  }
  for (const PackPart& part : parts) {
    if (columns.weights.empty()) {
      columns.weights = part.pack->weights();
    }
  }
  return BuildPack(rows, columns);
}

}  // namespace vitrine
