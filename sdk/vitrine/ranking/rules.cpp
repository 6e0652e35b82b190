// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/availability.h>
#include <vitrine/catalog/text.h>
#include <vitrine/ranking/rules.h>
#include <vitrine/ranking/small_sort.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace vitrine {
namespace {

constexpr float kNotShown = -std::numeric_limits<float>::infinity();

unsigned BitOf(ProductProperty property) { return 1U << static_cast<unsigned>(property); }

std::string FoldedPath(std::string_view path) {
  std::string folded;
  for (const std::string& part : SplitNames(path, '>')) {
    folded.append(folded.empty() ? "" : ">").append(FoldName(part));
  }
  return folded;
}

// A filter whose names were looked up in a catalogue.
class Matcher {
 public:
  Matcher(const Catalog& catalog, const ProductFilter& filter)
      : catalog_(catalog), filter_(filter) {
    for (const Condition& condition : filter.conditions) {
      wanted_ |= BitOf(condition.property);
      if (condition.property == ProductProperty::kProduct) {
        products_.resize(catalog.size());
        if (const auto product = catalog.Find(condition.value)) {
          products_[*product] = true;
        }
      } else if (condition.property == ProductProperty::kAvailability) {
        const auto known = AvailabilityOf(condition.value);
        availability_ |= known ? 1U << static_cast<unsigned>(*known) : 0;
      }
    }
    FindNames();
  }

  bool Fits(ProductIndex product) const {
    const ProductFacets& facets = catalog_.facets()[product];
    for (unsigned property = 0; (wanted_ >> property) != 0; ++property) {
      if ((wanted_ >> property & 1U) != 0 &&
          !Meets(static_cast<ProductProperty>(property), product, facets)) {
        return false;
      }
    }
    if (filter_.currency.empty()) {
      return true;
    }
    const CurrentPrice price = catalog_.price(product);
    return price.currency == filter_.currency && price.micros >= filter_.min_micros &&
           price.micros <= filter_.max_micros;
  }

 private:
  // The terms that the conditions on brands, colours and categories name.
  void FindNames() {
    std::vector<std::string> folded;
    folded.reserve(filter_.conditions.size());
    // Names of different properties do not meet: each has a letter of its own in front.
    std::unordered_map<std::string_view, ProductIndex> names;
    for (const Condition& condition : filter_.conditions) {
      const bool is_brand = condition.property == ProductProperty::kBrand;
      if (condition.property == ProductProperty::kCategory) {
        folded.push_back(FoldedPath(condition.value).insert(0, 1, 'g'));
      } else if (is_brand || condition.property == ProductProperty::kColour) {
        folded.push_back(FoldName(condition.value).insert(0, 1, is_brand ? 'b' : 'c'));
      } else {
        continue;
      }
      names.try_emplace(folded.back(), 0);
    }
    const auto is_named = [&names](char letter, std::string_view name) {
      return names.contains(std::string(1, letter).append(name));
    };
    if (Wants(ProductProperty::kBrand)) {
      for (TermIndex term = 0; term < catalog_.brand_count(); ++term) {
        brands_.push_back(is_named('b', FoldName(catalog_.brand_name(term))));
      }
    }
    if (Wants(ProductProperty::kColour)) {
      for (TermIndex term = 0; term < catalog_.colour_count(); ++term) {
        colours_.push_back(is_named('c', FoldName(catalog_.colour_name(term))));
      }
    }
    if (Wants(ProductProperty::kCategory)) {
      std::vector<std::string> paths;
      for (TermIndex node = 0; node < catalog_.category_count(); ++node) {
        const TermIndex parent = catalog_.category_parent(node);
        const std::string name = FoldName(catalog_.category_name(node));
        paths.push_back(parent == kNoTerm ? name
                                          : std::string(paths[parent]).append(">").append(name));
        categories_.push_back((parent != kNoTerm && categories_[parent]) || is_named('g', name) ||
                              is_named('g', paths.back()));
      }
    }
  }

  bool Wants(ProductProperty property) const { return (wanted_ & BitOf(property)) != 0; }

  bool Meets(ProductProperty property, ProductIndex product, const ProductFacets& facets) const {
    switch (property) {
      case ProductProperty::kProduct:
        return products_[product];
      case ProductProperty::kBrand:
        return facets.brand != kNoTerm && brands_[facets.brand];
      case ProductProperty::kCategory:
        return facets.category != kNoTerm && categories_[facets.category];
      case ProductProperty::kColour:
        for (const TermIndex colour : catalog_.colours(product)) {
          if (colours_[colour]) {
            return true;
          }
        }
        return false;
      case ProductProperty::kAvailability:
        return (availability_ >> static_cast<unsigned>(facets.availability) & 1U) != 0;
      case ProductProperty::kAttribute:
        break;
    }
    for (std::size_t i = 0; i < catalog_.attribute_count(product); ++i) {
      for (const Condition& condition : filter_.conditions) {
        if (condition.property == ProductProperty::kAttribute &&
            condition.attribute == catalog_.attribute_name(product, i) &&
            condition.value == catalog_.attribute_value(product, i)) {
          return true;
        }
      }
    }
    return false;
  }

  const Catalog& catalog_;
  const ProductFilter& filter_;
  unsigned wanted_ = 0;        // A bit for each property that has conditions.
  unsigned availability_ = 0;  // A bit for each that is named.
  std::vector<bool> products_;
  std::vector<bool> brands_;
  std::vector<bool> colours_;
  std::vector<bool> categories_;
};

}  // namespace

AppliedRules::AppliedRules(const Catalog& catalog, SlateRules rules)
    : catalog_(&catalog), rules_(std::move(rules)) {
  for (const Pin& pin : rules_.pins) {
    const auto product = catalog.Find(pin.product);
    const bool taken = std::ranges::any_of(pins_, [&](const Place& place) {
      return product == place.product || (pin.page == place.page && pin.slot == place.slot);
    });
    if (product && !taken) {
      pins_.push_back({*product, pin.page, pin.slot});
    }
  }
  SmallSort(std::span(pins_), [](const Place& a, const Place& b) {
    return a.page != b.page ? a.page < b.page : a.slot < b.slot;
  });
  Apply();
}

void AppliedRules::Refresh() {
  if (revision_ != catalog_->revision()) {
    Apply();
  }
}

void AppliedRules::Apply() {
  revision_ = catalog_->revision();
  const bool is_campaign = std::ranges::any_of(
      rules_.rules, [](const Rule& rule) { return rule.kind == RuleKind::kOnly; });
  std::vector<bool> chosen(catalog_->size(), !is_campaign);
  lifts_.assign(catalog_->size(), 0);
  fitting_.clear();
  for (const Rule& rule : rules_.rules) {
    const Matcher matcher(*catalog_, rule.which);
    const float by = rule.kind == RuleKind::kNever  ? kNotShown
                     : rule.kind == RuleKind::kLift ? rule.by
                                                    : 0.0F;
    std::size_t fitting = 0;
    for (ProductIndex product = 0; product < catalog_->size(); ++product) {
      if (matcher.Fits(product)) {
        fitting += 1;
        lifts_[product] += by;
        chosen[product] = chosen[product] || rule.kind == RuleKind::kOnly;
      }
    }
    fitting_.push_back(fitting);
  }
  for (ProductIndex product = 0; product < catalog_->size(); ++product) {
    lifts_[product] = chosen[product] ? lifts_[product] : kNotShown;
  }
}

std::vector<std::string> AppliedRules::Unmatched() const {
  std::vector<std::string> unmatched;
  for (std::size_t i = 0; i < fitting_.size(); ++i) {
    if (fitting_[i] == 0) {
      unmatched.push_back(rules_.rules[i].name);
    }
  }
  for (std::size_t i = 0; i < rules_.pins.size(); ++i) {
    if (!catalog_->Find(rules_.pins[i].product)) {
      unmatched.push_back(std::string("pin[").append(std::to_string(i)).append("]"));
    }
  }
  return unmatched;
}

}  // namespace vitrine
