// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/feed_formats.h>
#include <vitrine/catalog/json_tree.h>
#include <vitrine/catalog/text.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace vitrine {
namespace {

// Where the APIs and common exports keep their lists of products.
constexpr std::array<std::string_view, 6> kListNames = {"resources", "products", "items",
                                                        "entries",   "data",     "productInputs"};

// The text of the first member of `object` with one of these names; empty when there is none.
template <typename... Names>
std::string MemberText(const JsonNode& object, Names... names) {
  for (const std::string_view name : {std::string_view(names)...}) {
    const JsonNode* member = object.Find(name);
    if (member != nullptr && member->IsScalar()) {
      return member->text;
    }
  }
  return {};
}

// An amount in millionths as a decimal number; anything that is not whole is left for the price's
// own check to refuse.
std::string MicrosToDecimal(std::string micros) {
  constexpr std::size_t kMicroDigits = 6;
  if (!IsDigits(micros)) {
    return micros;
  }
  if (micros.size() <= kMicroDigits) {
    micros.insert(0, kMicroDigits + 1 - micros.size(), '0');
  }
  return micros.insert(micros.size() - kMicroDigits, ".");
}

// {"value", "currency"}, {"amountMicros", "currencyCode"}, {"value", "unit"}: an amount and its
// unit.
std::string AmountText(const JsonNode& object) {
  std::string amount = MemberText(object, "value", "amount");
  if (amount.empty()) {
    amount = MicrosToDecimal(MemberText(object, "amountMicros", "amount_micros"));
  }
  const std::string unit = MemberText(object, "currency", "currencyCode", "currency_code", "unit");
  return unit.empty() || amount.empty() ? amount : amount + " " + unit;
}

void AddMember(const JsonNode& member, FeedRow* row);

// {"startDate", "endDate"} of the APIs is "start/end" in the feed's form.
std::string IntervalText(const JsonNode& object) {
  const std::string start = MemberText(object, "startDate", "startTime", "start_time");
  const std::string end = MemberText(object, "endDate", "endTime", "end_time");
  return start.empty() && end.empty() ? std::string() : start + "/" + end;
}

void AddObject(const std::string& name, const JsonNode& object, FeedRow* row) {
  if (name == "attributes" || name == "product_attributes") {
    for (const JsonNode& member : object.children) {
      AddMember(member, row);
    }
    return;
  }
  std::string text = AmountText(object);
  row->Add(name, text.empty() ? IntervalText(object) : std::move(text));
}

// The attributes that Google has no name for: [{"name": ..., "value": ...}].
void AddCustomAttributes(const JsonNode& list, FeedRow* row) {
  for (const JsonNode& attribute : list.children) {
    row->Add(CanonicalFieldName(MemberText(attribute, "name")), MemberText(attribute, "value"));
  }
}

void AddMember(const JsonNode& member, FeedRow* row) {
  const std::string name = CanonicalFieldName(member.name);
  if (name == "custom_attributes") {
    AddCustomAttributes(member, row);
  } else if (member.kind == JsonNode::Kind::kObject) {
    AddObject(name, member, row);
  } else if (member.kind == JsonNode::Kind::kArray) {
    for (const JsonNode& element : member.children) {
      row->Add(name, element.text);
    }
  } else {
    row->Add(name, member.text);
  }
}

FeedRow ToRow(const JsonNode& node) {
  FeedRow row;
  if (node.kind != JsonNode::Kind::kObject) {
    row.problems.push_back({"", "expected an object, got " + Quote(node.text)});
    return row;
  }
  // Batch answers wrap each product once more.
  const JsonNode* product = node.Find("product");
  const bool is_wrapped = product != nullptr && product->kind == JsonNode::Kind::kObject;
  for (const JsonNode& member : (is_wrapped ? *product : node).children) {
    AddMember(member, &row);
  }
  return row;
}

// Whether a root without rows is an answer without products: a list that is empty or null, an
// object without members, or the Content API's answer, which leaves an empty list out.
bool IsEmptyAnswer(const JsonNode& root) {
  const bool has_list = std::ranges::any_of(kListNames, [&](std::string_view name) {
    const JsonNode* list = root.Find(name);
    return list != nullptr &&
           (list->kind == JsonNode::Kind::kArray || list->kind == JsonNode::Kind::kNull);
  });
  return has_list || root.children.empty() || MemberText(root, "kind").ends_with("ListResponse");
}

// The root object: an answer whose lists were read before, or a feed of one product.
Result<void> ReadRoot(const JsonNode& root, FeedCollector* collector) {
  const FeedRow row = ToRow(root);
  if (!row.Find("id").empty() || !row.Find("offer_id").empty()) {
    return collector->Add(row);
  }
  if (IsEmptyAnswer(root)) {
    return {};
  }
  std::string names;
  for (const std::string_view name : kListNames) {
    names += (names.empty() ? "" : ", ") + std::string(name);
  }
  return Fail(ErrorCode::kFeedSyntax,
              "expected an array of products, an object with such a list under one of " + names +
                  ", or a product with an id; the first member is " +
                  Quote(root.children.front().name));
}

}  // namespace

Result<void> ReadGoogleJsonFeed(std::string_view bytes, FeedCollector* collector) {
  const auto add = [collector](const JsonNode& node) { return collector->Add(ToRow(node)); };
  const auto read_root = [collector](const JsonNode& root) { return ReadRoot(root, collector); };
  return ReadJson(bytes, {.list_names = kListNames, .element = add, .root = read_root});
}

}  // namespace vitrine
