// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/catalog.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine {

/// What a condition looks at. Names are compared as Catalog does.
enum class ProductProperty : std::uint8_t {
  kProduct,  ///< Its id.
  kBrand,
  kCategory,  ///< A node's name or path ("Home > Lamps"); stands for all below it.
  kColour,
  kAvailability,  ///< As AvailabilityName gives it.
  kAttribute,     ///< A name and a value, to the letter.
};

struct Condition {
  ProductProperty property = ProductProperty::kProduct;
  std::string value;
  std::string attribute = {};  ///< The name of the attribute; else empty.
};

/// Which products a rule is about. Of the conditions on one property one must be met, and so for
/// each property that has any; and the price asked now must be in its range.
struct ProductFilter {
  std::vector<Condition> conditions;
  std::int64_t min_micros = 0;
  std::int64_t max_micros = std::numeric_limits<std::int64_t>::max();
  std::string currency = {};  ///< Of the range; empty is any price. Others are outside.
};

enum class RuleKind : std::uint8_t {
  kOnly,   ///< A campaign: what fits none of these is not shown.
  kNever,  ///< What fits is not shown.
  kLift,   ///< What fits is moved up or down; of several lifts that fit, the sum.
};

struct Rule {
  RuleKind kind = RuleKind::kOnly;
  ProductFilter which = {};
  /// For kLift, -1 .. 1 in parts of the distance between the likeliest and the least likely
  /// candidate of a page: 1 puts the latter level with the former.
  float by = 0;
  std::string name = {};  ///< How messages call it: "boost[2]".
};

/// A product that has its place, whatever the rules say of it.
struct Pin {
  std::string product;
  std::size_t page = 0;  ///< 0 = cover.
  std::size_t slot = 0;
};

/// What the shop wants of its pages, whoever looks at them.
struct SlateRules {
  std::vector<Rule> rules;
  std::vector<Pin> pins;
  std::size_t brand_cap = 0;  ///< The most products of one brand on a page; 0 is any number.
};

/// Reads rules as a shop writes them; docs/rules.md describes the format.
///
/// @param json `{only: [filter], never: [filter], boost: [{where: filter, by: 0.5}],
///   bury: [{where: filter, by: 0.5}], pin: [{product: "id", page: 0, slot: 0}], brandCap: 2}`,
///   every member optional.
/// @return The rules, or kInvalidArgument with the member and what was expected; kTooLarge for more
///   than kMaxRules rules and pins or kMaxRuleNames names.
Result<SlateRules> ParseRules(std::string_view json);

inline constexpr std::size_t kMaxRules = 256;
inline constexpr std::size_t kMaxRuleNames = 10'000;  ///< Of all filters together.

/// Rules over a catalogue, as its products stand.
class AppliedRules {
 public:
  /// A pin whose product the catalogue has.
  struct Place {
    ProductIndex product;
    std::size_t page;
    std::size_t slot;
  };

  /// The catalogue must outlive it. Cost: O(rules * catalog.size() + names).
  AppliedRules(const Catalog& catalog, SlateRules rules);

  /// Looks again at what live prices and stock have changed since; to be called before a page is
  /// made. Cost: that of the constructor, or nothing without changes.
  void Refresh();

  /// The rules, for another catalogue; this object is of no use afterwards.
  SlateRules Take() { return std::move(rules_); }

  /// How much a product is lifted; -infinity where it may not be shown.
  float LiftOf(ProductIndex product) const { return lifts_[product]; }

  /// Ascending by page and slot. Where two have one place the first holds; a product has its first
  /// place.
  std::span<const Place> pins() const { return pins_; }
  std::size_t brand_cap() const { return rules_.brand_cap; }

  /// The names of the rules that no product fits, "pin[0]" for pins: misspelt, perhaps.
  std::vector<std::string> Unmatched() const;

 private:
  void Apply();

  const Catalog* catalog_;
  SlateRules rules_;
  std::uint64_t revision_ = 0;
  std::vector<float> lifts_;          // [size()]
  std::vector<std::size_t> fitting_;  // How many products fit each rule.
  std::vector<Place> pins_;
};

}  // namespace vitrine
