// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/shards/shard_packer.h"

#include "sdk/cli/shop.h"

#include <vitrine/catalog/pack.h>
#include <vitrine/catalog/product_words.h>
#include <vitrine/catalog/text.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace vitrine::cli {
namespace {

constexpr std::uint64_t kSpaceSeed = 1;

// Products that the space of words is learned from: enough that a word of one in a thousand is
// among them, and a matter of seconds.
constexpr std::size_t kSpaceProducts = 20'000;

// More than ever fit into the head.
constexpr std::size_t kMaxHeadProducts = 2048;

std::uint32_t CurrencyNumber(std::string_view code) {
  std::array<char, 4> letters{};
  std::ranges::copy_n(code.begin(), 3, letters.begin());
  return std::bit_cast<std::uint32_t>(letters);
}

// Leaves what a lookbook shows and what vectors and rules look at.
void Slim(Product* product) {
  product->description.clear();
  product->image_links.resize(std::min<std::size_t>(product->image_links.size(), 1));
  std::erase_if(product->attributes, [](const Attribute& attribute) {
    return !IsDescribing(attribute.name) && !attribute.name.starts_with("custom_label_");
  });
}

}  // namespace

Result<ShardPacker> ShardPacker::Create(const ShardFolder& folder, const ShardOptions& options) {
  auto spool = Spool::Create(folder.path());
  if (!spool) {
    return std::unexpected(std::move(spool.error()));
  }
  return ShardPacker(folder, options, std::move(*spool));
}

std::uint32_t ShardPacker::Number(std::map<std::string, std::uint32_t, std::less<>>* names,
                                  std::string_view name) {
  auto entry = names->find(name);
  if (entry == names->end()) {
    entry = names->emplace(name, static_cast<std::uint32_t>(names->size())).first;
  }
  return entry->second;
}

Result<bool> ShardPacker::Add(SpooledProduct spooled, const ProductFacts& facts) {
  Slim(&spooled.product);
  const Product& product = spooled.product;
  ProductKey key;
  key.id_hash = IdHash(product.id);
  if (!ids_.insert(key.id_hash).second) {
    return false;
  }
  has_vectors_ = has_vectors_ || !spooled.vector.empty();
  has_lists_ = has_lists_ || !spooled.named.empty();
  has_behaviour_ = has_behaviour_ || std::bit_cast<std::uint32_t>(spooled.behaviour) != 0;
  const auto place = spool_.Add(spooled);
  if (!place) {
    return std::unexpected(place.error());
  }
  key.place = *place;
  key.price_micros = product.sale_price ? product.sale_price->micros : product.price.micros;
  key.currency = CurrencyNumber(product.price.currency);
  key.department =
      Number(&departments_, product.category.empty() ? "" : FoldName(product.category.front()));
  key.merchant = Number(&merchants_, facts.merchant);
  key.popularity = static_cast<std::uint8_t>(
      std::lround(facts.popularity * static_cast<float>(kPopularityLevels - 1)));
  key.available = product.availability != Availability::kOutOfStock;
  keys_.push_back(key);
  return true;
}

Result<void> ShardPacker::PrepareSpace() {
  if (has_vectors_) {
    return {};
  }
  space_ = folder_->former_space();
  if (space_) {
    return {};
  }
  // Those with the smallest hashes: a sample that does not depend on the feeds' order.
  std::vector<std::uint32_t> sample(keys_.size());
  for (std::uint32_t i = 0; i < sample.size(); ++i) {
    sample[i] = i;
  }
  const std::size_t count = std::min(sample.size(), kSpaceProducts);
  std::ranges::nth_element(sample, sample.begin() + static_cast<std::ptrdiff_t>(count), {},
                           [this](std::uint32_t i) { return keys_[i].id_hash; });
  std::vector<Product> products;
  for (const std::uint32_t i : std::span(sample).first(count)) {
    products.push_back(spool_.Read(keys_[i].place).product);
  }
  auto space = LearnWordSpace(products, kVectorDimension, kSpaceSeed);
  if (!space) {
    return std::unexpected(std::move(space.error()));
  }
  space_ = std::move(*space);
  return folder_->WriteSpace(*space_);
}

Result<std::vector<std::byte>> ShardPacker::PackOf(std::span<const std::uint32_t> positions,
                                                   std::span<const std::byte> weights) const {
  std::vector<Product> products;
  std::vector<float> vectors;
  std::vector<float> popularity;
  std::vector<Behaviour> behaviour;
  std::vector<std::uint32_t> named_ends;
  std::vector<NamedNeighbour> named;
  products.reserve(positions.size());
  bool is_popular = false;
  for (const std::uint32_t position : positions) {
    SpooledProduct spooled = spool_.Read(keys_[position].place);
    if (space_) {
      spooled.vector.resize(space_->dimension());
      space_->Describe(spooled.product, spooled.vector);
    }
    vectors.insert(vectors.end(), spooled.vector.begin(), spooled.vector.end());
    popularity.push_back(static_cast<float>(keys_[position].popularity) /
                         static_cast<float>(kPopularityLevels - 1));
    is_popular = is_popular || keys_[position].popularity != 0;
    behaviour.push_back(spooled.behaviour);
    named.insert(named.end(), spooled.named.begin(), spooled.named.end());
    named_ends.push_back(static_cast<std::uint32_t>(named.size()));
    products.push_back(std::move(spooled.product));
  }
  PackExtras extras;
  extras.vectors = vectors;
  extras.dimension = products.empty() ? 0 : vectors.size() / products.size();
  extras.precision = VectorPrecision::kInt8;
  if (is_popular) {
    extras.popularity = popularity;
  }
  if (has_behaviour_) {
    extras.behaviour = behaviour;
  }
  if (has_lists_) {
    extras.named_ends = named_ends;
    extras.named = named;
  }
  extras.weights = weights;
  return WritePack(products, extras);
}

Result<void> ShardPacker::WriteShards(const ShardPlan& plan, ShardIndex* index,
                                      ShardReport* report) const {
  std::vector<WrittenShard> written(plan.shards.size());
  std::atomic<std::size_t> next = 0;
  std::mutex failing;
  std::optional<Error> failed;
  const auto work = [&] {
    for (std::size_t i = next++; i < plan.shards.size(); i = next++) {
      const auto pack = PackOf(plan.products[i], {});
      const Shard& shard = plan.shards[i];
      auto done = pack ? folder_->Write(plan.departments[shard.department], shard, *pack)
                       : std::unexpected(pack.error());
      if (!done) {
        const std::scoped_lock lock(failing);
        failed = std::move(done.error());
        next = plan.shards.size();
        return;
      }
      written[i] = std::move(*done);
    }
  };
  {
    std::vector<std::jthread> threads;
    const unsigned count = options_.threads != 0
                               ? options_.threads
                               : std::max(1U, std::thread::hardware_concurrency());
    for (unsigned i = 0; i < count; ++i) {
      threads.emplace_back(work);
    }
  }
  if (failed) {
    return std::unexpected(std::move(*failed));
  }
  for (std::uint32_t i = 0; i < written.size(); ++i) {
    index->shards[i].hash = written[i].hash;
    index->shards[i].bytes = written[i].bytes;
    for (ShardDelta delta : written[i].deltas) {
      delta.shard = i;
      index->deltas.push_back(delta);
    }
    report->new_shards += written[i].is_new ? 1 : 0;
    report->bytes += written[i].bytes;
  }
  report->deltas = index->deltas.size();
  return {};
}

Result<void> ShardPacker::WriteHead(const ShardPlan& plan, ShardIndex* index,
                                    ShardReport* report) const {
  const std::vector<std::uint32_t> best = ChooseHead(keys_, plan, kMaxHeadProducts);
  // As many as fit, found by halving.
  std::vector<std::byte> head;
  std::size_t fit = 0;
  std::size_t too_many = best.size() + 1;
  while (fit + 1 < too_many || head.empty()) {
    const std::size_t count = head.empty() ? 0 : (fit + too_many) / 2;
    auto pack = PackOf(std::span(best).first(count), weights_);
    if (!pack) {
      return std::unexpected(std::move(pack.error()));
    }
    if (pack->size() <= kMaxHeadBytes) {
      fit = count;
      head = std::move(*pack);
    } else if (count == 0) {
      return Fail(ErrorCode::kTooLarge, std::to_string(weights_.size()) +
                                            " bytes of the re-ranker's weights; a head of " +
                                            std::to_string(kMaxHeadBytes) +
                                            " bytes has no room for them");
    } else {
      too_many = count;
    }
  }
  index->head = HashOf(head);
  report->head_products = fit;
  report->head_bytes = head.size();
  return folder_->WriteHead(head);
}

Result<ShardReport> ShardPacker::Finish() {
  ids_ = {};
  if (Result<void> finished = spool_.Finish(); !finished) {
    return std::unexpected(std::move(finished.error()));
  }
  if (Result<void> ready = PrepareSpace(); !ready) {
    return std::unexpected(std::move(ready.error()));
  }
  std::vector<std::string> names(departments_.size());
  for (const auto& [name, number] : departments_) {
    names[number] = name;
  }
  const ShardPlan plan = PlanShards(keys_, names, folder_->former().departments, options_.sizes);
  ShardIndex index;
  index.product_count = keys_.size();
  index.departments = plan.departments;
  index.shards = plan.shards;
  ShardReport report;
  report.products = keys_.size();
  report.shards = plan.shards.size();
  Result<void> done = WriteShards(plan, &index, &report);
  if (done) {
    done = WriteHead(plan, &index, &report);
  }
  if (done) {
    done = folder_->WriteIndex(index);
  }
  if (!done) {
    return std::unexpected(std::move(done.error()));
  }
  report.index_bytes = WriteShardIndex(index).size();
  if (options_.prune) {
    const auto pruned = folder_->Prune(index);
    if (!pruned) {
      return std::unexpected(pruned.error());
    }
    report.pruned = *pruned;
  }
  return report;
}

}  // namespace vitrine::cli
