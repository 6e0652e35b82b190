// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/availability.h>
#include <vitrine/catalog/text.h>
#include <vitrine/profile/event_json.h>
#include <vitrine/ranking/rules.h>

#include <cmath>
#include <utility>

namespace vitrine {
namespace {

// Exact as a JavaScript number in micros, and more than any shop asks.
constexpr double kMaxAmount = 9e9;

constexpr const char* kMembers = "only, never, boost, bury, pin, brandCap";
constexpr const char* kConditions =
    "product, brand, category, colour, attribute, availability, minPrice, maxPrice, currency";

// Reads one text. Methods say whether they could; what is wrong with the first thing that could not
// be read is kept.
class Reader {
 public:
  Result<SlateRules> Read(JsonView json) {
    const bool read = IsObjectOf(json, kMembers) && ReadList(json, "only", &Reader::ReadOnly) &&
                      ReadList(json, "never", &Reader::ReadNever) &&
                      ReadList(json, "boost", &Reader::ReadBoost) &&
                      ReadList(json, "bury", &Reader::ReadBurial) &&
                      ReadList(json, "pin", &Reader::ReadPin) &&
                      ReadWhole(json, "brandCap", 1, 64, rules_.brand_cap);
    return read ? Result<SlateRules>(std::move(rules_)) : std::unexpected(std::move(error_));
  }

 private:
  bool Wrong(const char* member, std::string_view expected,
             ErrorCode code = ErrorCode::kInvalidArgument) {
    std::string where = list_ == nullptr ? "rules" : At();
    where.append(is_inside_ ? ".where" : "").append(*member != '\0' ? "." : "").append(member);
    error_ = {code, where.append(": expected ").append(expected)};
    return false;
  }

  // "boost[2]"
  std::string At() const {
    return std::string(list_).append("[").append(std::to_string(index_)).append("]");
  }

  // So that a misspelt member is not a rule that silently does not hold.
  bool IsObjectOf(JsonView json, std::string_view known) {
    for (const std::string_view name : json.MemberNames()) {
      const auto found = known.find(name);
      const bool whole = found != known.npos && (found == 0 || known[found - 1] == ' ') &&
                         (found + name.size() == known.size() || known[found + name.size()] == ',');
      if (!whole) {
        return Wrong("", std::string(known).append(", not ").append(Quote(name)));
      }
    }
    return json.IsObject() || Wrong("", std::string("an object with some of ").append(known));
  }

  // The elements of a list that may be missing.
  bool ReadList(JsonView json, const char* member, bool (Reader::*read)(JsonView)) {
    const JsonView list = json[member];
    if (list && !list.IsArray()) {
      return Wrong(member, "a list");
    }
    rule_count_ += list.size();
    if (rule_count_ > kMaxRules) {
      return Wrong(member, "at most 256 rules in all", ErrorCode::kTooLarge);
    }
    list_ = member;
    for (index_ = 0; index_ < list.size(); ++index_) {
      if (!(this->*read)(list[index_])) {
        return false;
      }
    }
    list_ = nullptr;
    return true;
  }

  bool ReadOnly(JsonView json) { return ReadRule(json, RuleKind::kOnly, 0); }
  bool ReadNever(JsonView json) { return ReadRule(json, RuleKind::kNever, 0); }
  bool ReadBoost(JsonView json) { return ReadLift(json, 1); }
  bool ReadBurial(JsonView json) { return ReadLift(json, -1); }

  bool ReadLift(JsonView json, double sign) {
    if (!IsObjectOf(json, "where, by")) {
      return false;
    }
    const double by = json["by"].Number().value_or(0);
    if (!(by > 0 && by <= 1)) {
      return Wrong("by", "a number above 0, at most 1");
    }
    is_inside_ = true;
    const bool read = ReadRule(json["where"], RuleKind::kLift, static_cast<float>(sign * by));
    is_inside_ = false;
    return read;
  }

  bool ReadPin(JsonView json) {
    if (!IsObjectOf(json, "product, page, slot")) {
      return false;
    }
    auto id = json["product"].Id();
    if (!id) {
      return Wrong("product", "a product's id");
    }
    Pin& pin = rules_.pins.emplace_back();
    pin.product = std::move(*id);
    return ReadWhole(json, "page", 0, 511, pin.page) && ReadWhole(json, "slot", 0, 63, pin.slot);
  }

  bool ReadWhole(JsonView json, const char* member, int low, int high, std::size_t& whole) {
    const auto number = json[member].Integer();
    if (!json[member]) {
      return true;
    }
    if (!number || *number < low || *number > high) {
      return Wrong(member, std::string("a whole number, ")
                               .append(std::to_string(low))
                               .append(" .. ")
                               .append(std::to_string(high)));
    }
    whole = static_cast<std::size_t>(*number);
    return true;
  }

  bool ReadRule(JsonView json, RuleKind kind, float by) {
    if (!IsObjectOf(json, kConditions)) {
      return false;
    }
    Rule& rule = rules_.rules.emplace_back();
    rule.kind = kind;
    rule.by = by;
    rule.name = At();
    conditions_ = &rule.which.conditions;
    return ReadNames(json, "product", ProductProperty::kProduct) &&
           ReadNames(json, "brand", ProductProperty::kBrand) &&
           ReadNames(json, "category", ProductProperty::kCategory) &&
           ReadNames(json, "colour", ProductProperty::kColour) &&
           ReadNames(json, "availability", ProductProperty::kAvailability) &&
           ReadAttributes(json["attribute"]) && ReadPrice(json, rule.which) &&
           (!conditions_->empty() || !rule.which.currency.empty() ||
            Wrong("", "at least one condition"));
  }

  // A name, or a list of at least one.
  bool ReadNames(JsonView json, const char* member, ProductProperty property,
                 std::string_view attribute = {}) {
    const JsonView value = json[member];
    if (!value) {
      return true;
    }
    const bool is_list = value.IsArray();
    const std::size_t count = is_list ? value.size() : 1;
    for (std::size_t i = 0; i < count; ++i) {
      auto name = (is_list ? value[i] : value).Id();
      if (!name) {
        return Wrong(member, "a name or a list of names");
      }
      if (property == ProductProperty::kAvailability && !AvailabilityOf(*name)) {
        return Wrong(member, kAvailabilityNames);
      }
      conditions_->push_back({property, std::move(*name), std::string(attribute)});
    }
    name_count_ += count;
    if (name_count_ > kMaxRuleNames) {
      return Wrong(member, "at most 10000 names in all", ErrorCode::kTooLarge);
    }
    return count > 0 || Wrong(member, "at least one name");
  }

  bool ReadAttributes(JsonView json) {
    if (json && !json.IsObject()) {
      return Wrong("attribute", "an object of names and values");
    }
    for (const std::string_view name : json.MemberNames()) {
      const std::string member(name);
      if (!ReadNames(json, member.c_str(), ProductProperty::kAttribute, name)) {
        return false;
      }
    }
    return true;
  }

  bool ReadPrice(JsonView json, ProductFilter& filter) {
    const JsonView low = json["minPrice"];
    const JsonView high = json["maxPrice"];
    const auto currency = json["currency"].Text();
    if (!low && !high && !json["currency"]) {
      return true;
    }
    const double least = low ? low.Number().value_or(-1) : 0;
    const double most = high ? high.Number().value_or(-1) : kMaxAmount;
    if (!(least >= 0 && least <= most && most <= kMaxAmount)) {
      return Wrong("", "0 <= minPrice <= maxPrice <= 9e9");
    }
    if (!currency || currency->size() != 3) {
      return Wrong("currency", "three letters, as each price has");
    }
    filter.min_micros = std::llround(least * 1e6);
    filter.max_micros = std::llround(most * 1e6);
    filter.currency = *currency;
    return true;
  }

  SlateRules rules_;
  Error error_ = {};
  // Where in the text.
  const char* list_ = nullptr;
  std::size_t index_ = 0;
  bool is_inside_ = false;

  std::vector<Condition>* conditions_ = nullptr;  // Of the rule that is being read.
  std::size_t rule_count_ = 0;
  std::size_t name_count_ = 0;
};

}  // namespace

Result<SlateRules> ParseRules(std::string_view json) {
  Result<SlateRules> rules = Fail(ErrorCode::kInvalidArgument, "rules: expected one JSON object");
  std::size_t documents = 0;
  auto read = ForEachJson("rules", json, [&](JsonView document) -> Result<void> {
    if (documents++ == 0) {
      rules = Reader().Read(document);
      return {};
    }
    return Fail(ErrorCode::kInvalidArgument, "rules: expected one JSON object");
  });
  if (!read) {
    return Fail(ErrorCode::kInvalidArgument, std::move(read.error().message));
  }
  return rules;
}

}  // namespace vitrine
