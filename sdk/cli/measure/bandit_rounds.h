// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/experiment/bandit_log.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::cli {

/// The items and positions that a bandit log numbers, by the names that tables give them.
struct BanditNames {
  std::map<std::string, std::uint32_t, std::less<>> items = {};
  std::map<std::string, std::uint32_t, std::less<>> positions = {};
};

/// What a storefront's log holds beside its rounds.
struct ShownCounts {
  std::size_t lines = 0;         ///< That are not blank.
  std::size_t broken = 0;        ///< Left out.
  std::size_t duplicates = 0;    ///< Lines whose id had come before; they count once.
  std::size_t decided = 0;       ///< Slots that were not drawn: they have no propensity.
  std::size_t stray_clicks = 0;  ///< On nothing that was shown to the unit within a day before.
};

struct BanditTable {
  BanditLog log = {};
  BanditNames names = {};
  std::optional<ShownCounts> shown = {};  ///< Where it was made from a storefront's log.
};

/// Makes a table from rounds that are told by name.
class BanditRounds {
 public:
  /// Items and positions are numbered as `names` has them; new ones are added.
  ///
  /// @param width How many features the context of a round has.
  BanditRounds(BanditNames names, std::size_t width);

  /// @param context [width], each value a category; the 100 most frequent of a feature are told
  ///   apart.
  void Add(const std::string& item, const std::string& position, double reward, double propensity,
           std::span<const std::string> context);

  /// The rounds that were added; CheckCells' error.
  Result<BanditTable> Table() &&;

 private:
  BanditTable table_;
  std::vector<std::vector<std::uint32_t>> values_;
  std::vector<std::map<std::string, std::uint32_t, std::less<>>> numbers_;
};

}  // namespace vitrine::cli
