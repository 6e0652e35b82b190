// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/shard_pick.h>

#include <vitrine/catalog/text.h>

#include <algorithm>

namespace vitrine {
namespace {

// The department of an interest: the one for all small ones where it has none of its own.
std::size_t DepartmentOf(const ShardIndex& index, const CoarseInterest& interest) {
  const auto found = [&](std::string_view name) {
    return static_cast<std::size_t>(
        std::ranges::find(index.departments, name, &ShardDepartment::name) -
        index.departments.begin());
  };
  const std::size_t own = found(FoldName(interest.department));
  return own < index.departments.size() ? own : found("");
}

// A department that is not divided by price has all its products in the first tier.
bool Fits(const ShardIndex& index, const Shard& shard, const CoarseInterest& interest) {
  const bool has_tiers = index.departments[shard.department].currency[0] != 0;
  return !interest.tier || !has_tiers || shard.cell == kPopularCell ||
         shard.cell == CellOfTier(*interest.tier);
}

class Picker {
 public:
  explicit Picker(const ShardIndex& index) : index_(index), is_picked_(index.shards.size()) {}

  // False where it does not fit into what is left of `budget`.
  bool Take(std::uint32_t shard, const ShardBudget& budget) {
    if (is_picked_[shard]) {
      return true;
    }
    const Shard& taken = index_.shards[shard];
    if (bytes_ + taken.bytes > budget.bytes || products_ + taken.products > budget.products) {
      return false;
    }
    bytes_ += taken.bytes;
    products_ += taken.products;
    is_picked_[shard] = true;
    picked_.push_back(shard);
    return true;
  }

  std::vector<std::uint32_t> Picked() && { return std::move(picked_); }

 private:
  const ShardIndex& index_;
  std::vector<bool> is_picked_;
  std::vector<std::uint32_t> picked_;
  std::uint64_t bytes_ = 0;
  std::uint64_t products_ = 0;
};

ShardBudget TotalOf(const ShardIndex& index) {
  ShardBudget total = {0, 0};
  for (const auto& shard : index.shards) {
    total.bytes += shard.bytes;
    total.products += shard.products;
  }
  return total;
}

}  // namespace

std::vector<std::uint32_t> PickShards(const ShardIndex& index,
                                      std::span<const CoarseInterest> interests,
                                      const ShardBudget& budget) {
  Picker picker(index);
  // Where everything fits, there is nothing to choose.
  const ShardBudget all = TotalOf(index);
  const bool fits = all.bytes <= budget.bytes && all.products <= budget.products;
  const ShardBudget half = {budget.bytes / 2, budget.products / 2};
  for (std::uint32_t shard = 0; shard < index.shards.size(); ++shard) {
    if (!picker.Take(shard, fits ? budget : half)) {
      break;
    }
  }
  std::vector<std::vector<std::uint32_t>> lists;
  std::size_t longest = 0;
  for (const CoarseInterest& interest :
       interests.first(std::min(interests.size(), kMaxInterests))) {
    const std::size_t department = DepartmentOf(index, interest);
    std::vector<std::uint32_t> list;
    for (std::uint32_t shard = 0; shard < index.shards.size(); ++shard) {
      if (index.shards[shard].department == department &&
          Fits(index, index.shards[shard], interest)) {
        list.push_back(shard);
      }
    }
    longest = std::max(longest, list.size());
    lists.push_back(std::move(list));
  }
  // Which of two interests is the stronger does not show.
  std::ranges::sort(lists);
  for (std::size_t turn = 0; turn < longest; ++turn) {
    for (const auto& list : lists) {
      if (turn < list.size() && !picker.Take(list[turn], budget)) {
        return std::move(picker).Picked();
      }
    }
  }
  return std::move(picker).Picked();
}

}  // namespace vitrine
