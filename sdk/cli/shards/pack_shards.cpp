// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/shards/pack_shards.h"

#include "sdk/cli/files.h"
#include "sdk/cli/shop.h"

#include <vitrine/catalog/pack_reader.h>
#include <vitrine/catalog/pack_row.h>
#include <vitrine/catalog/vector_rows.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace vitrine::cli {
namespace {

// The strongest neighbours of a product that its shard names. They are most of a trained shard.
constexpr std::size_t kNeighbours = 32;

bool IsPack(const std::filesystem::path& path) { return path.extension() == ".vpack"; }

std::string_view SellerOf(const Product& product) {
  const auto seller = std::ranges::find(product.attributes, "external_seller_id", &Attribute::name);
  return seller == product.attributes.end() ? std::string_view() : seller->value;
}

Product ProductOf(const PackReader& pack, std::size_t position) {
  PackRow row;
  ReadRow(pack, position, &row);
  Product product;
  product.id = row.id;
  product.title = row.title;
  product.brand = row.brand;
  product.link = row.link;
  product.group_id = row.group_id;
  product.category.assign(row.category.begin(), row.category.end());
  product.colours.assign(row.colours.begin(), row.colours.end());
  product.image_links.assign(row.images.begin(), row.images.end());
  for (const auto& [name, value] : row.attributes) {
    product.attributes.push_back({std::string(name), std::string(value)});
  }
  product.price = {row.price_micros, std::string(row.currency)};
  if (row.sale_micros != pack::kNoSale) {
    product.sale_price = {row.sale_micros, product.price.currency};
  }
  product.availability = static_cast<Availability>(row.availability);
  return product;
}

// A product of a pack with all that is known of it.
SpooledProduct SpooledOf(const PackReader& pack, std::size_t position) {
  SpooledProduct spooled;
  spooled.product = ProductOf(pack, position);
  spooled.vector.resize(pack.dimension());
  if (pack.dimension() != 0) {
    CopyRow(pack.vectors(), position, spooled.vector);
    // Of 8 bits it has the length 1 only up to their rounding.
    ScaleTo(spooled.vector, 1);
  }
  if (!pack.behaviour().empty()) {
    spooled.behaviour = pack.behaviour()[position];
  }
  if (!pack.list_ends().empty()) {
    const std::size_t begin = position == 0 ? 0 : pack.list_ends()[position - 1];
    const std::size_t count = std::min(pack.list_ends()[position] - begin, kNeighbours);
    for (const Neighbour& neighbour : pack.neighbours().subspan(begin, count)) {
      const std::uint64_t hash = IdHash(pack.Text(pack.products()[neighbour.product].id));
      spooled.named.push_back({static_cast<std::uint32_t>(hash),
                               static_cast<std::uint32_t>(hash >> 32U), neighbour.linear,
                               neighbour.follow, neighbour.precede, neighbour.covisit});
    }
  }
  return spooled;
}

class Packing {
 public:
  Packing(ShardPacker packer, std::span<const Event> events)
      : packer_(std::move(packer)), popularity_(events) {}

  Result<SourceReport> AddFeed(const ShardSource& source) {
    auto feed = ReadFeedFile(source.path);
    if (!feed) {
      return Fail(feed.error().code, source.path.string() + ": " + feed.error().message);
    }
    SourceReport report{source.path.string(), feed->row_count, 0, std::move(feed->errors)};
    for (Product& product : feed->products) {
      const std::string merchant(source.merchant.empty() ? SellerOf(product) : source.merchant);
      const float popularity = popularity_.Of(product.id);
      SpooledProduct spooled;
      spooled.product = std::move(product);
      if (Result<void> added = Add(std::move(spooled), {merchant, popularity}, &report); !added) {
        return std::unexpected(std::move(added.error()));
      }
    }
    return report;
  }

  Result<SourceReport> AddPack(const ShardSource& source) {
    const auto bytes = ReadFile(source.path);
    if (!bytes) {
      return std::unexpected(bytes.error());
    }
    const auto view = AsBytes(*bytes);
    auto pack = PackReader::Open({view.begin(), view.end()});
    if (!pack) {
      return Fail(pack.error().code, source.path.string() + ": " + pack.error().message);
    }
    pack_ = std::move(*pack);  // The weights are read until the end.
    packer_.SetWeights(pack_->weights());
    SourceReport report{source.path.string(), pack_->products().size(), 0, {}};
    for (std::size_t i = 0; i < pack_->products().size(); ++i) {
      SpooledProduct spooled = SpooledOf(*pack_, i);
      float popularity = popularity_.Of(spooled.product.id);
      if (!popularity_.known() && !pack_->popularity().empty()) {
        popularity = pack_->popularity()[i];
      }
      if (Result<void> added = Add(std::move(spooled), {source.merchant, popularity}, &report);
          !added) {
        return std::unexpected(std::move(added.error()));
      }
    }
    return report;
  }

  Result<ShardReport> Finish() { return packer_.Finish(); }

 private:
  Result<void> Add(SpooledProduct spooled, const ProductFacts& facts, SourceReport* report) {
    const std::string id = spooled.product.id;
    const auto added = packer_.Add(std::move(spooled), facts);
    if (!added) {
      return std::unexpected(added.error());
    }
    if (*added) {
      ++report->products;
    } else {
      report->errors.push_back({0, id, "id",
                                "a product of an earlier feed has this id; ids must be unique "
                                "over all merchants"});
    }
    return {};
  }

  ShardPacker packer_;
  Popularity popularity_;
  std::optional<PackReader> pack_;
};

}  // namespace

Result<PackShardsReport> PackShards(std::span<const ShardSource> sources,
                                    std::span<const Event> events, const std::filesystem::path& out,
                                    bool fresh, const ShardOptions& options) {
  const bool has_pack =
      std::ranges::any_of(sources, [](const ShardSource& source) { return IsPack(source.path); });
  if (has_pack && sources.size() > 1) {
    return Fail(ErrorCode::kInvalidArgument,
                "a pack beside other feeds, expected it alone: their vectors would not compare");
  }
  const auto folder = ShardFolder::Open(out, fresh);
  if (!folder) {
    return std::unexpected(folder.error());
  }
  auto packer = ShardPacker::Create(*folder, options);
  if (!packer) {
    return std::unexpected(std::move(packer.error()));
  }
  Packing packing(std::move(*packer), events);
  PackShardsReport report;
  for (const ShardSource& source : sources) {
    auto added = IsPack(source.path) ? packing.AddPack(source) : packing.AddFeed(source);
    if (!added) {
      return std::unexpected(std::move(added.error()));
    }
    report.sources.push_back(std::move(*added));
  }
  auto shards = packing.Finish();
  if (!shards) {
    return std::unexpected(std::move(shards.error()));
  }
  report.shards = *shards;
  return report;
}

}  // namespace vitrine::cli
