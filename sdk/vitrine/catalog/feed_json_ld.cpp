// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/feed_formats.h>
#include <vitrine/catalog/json_tree.h>
#include <vitrine/catalog/money.h>
#include <vitrine/catalog/text.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <utility>

namespace vitrine {
namespace {

constexpr std::array<std::string_view, 2> kListNames = {"@graph", "itemListElement"};

// Through which members a page's description leads to its products.
constexpr std::array<std::string_view, 6> kContainers = {
    "@graph", "itemListElement", "item", "itemOffered", "mainEntity", "hasPart"};

// A term of schema.org without its address: "https://schema.org/Product", "schema:Product" and
// "Product" are one.
std::string_view LocalTerm(std::string_view term) {
  for (const std::string_view prefix :
       {"https://schema.org/", "http://schema.org/", "https://www.schema.org/",
        "http://www.schema.org/", "schema:"}) {
    if (term.starts_with(prefix)) {
      return term.substr(prefix.size());
    }
  }
  return term;
}

const JsonNode* FindTerm(const JsonNode& object, std::string_view term) {
  for (const JsonNode& member : object.children) {
    if (LocalTerm(member.name) == term) {
      return &member;
    }
  }
  return nullptr;
}

// A value where one or a list of them may stand: of a list the first.
const JsonNode& First(const JsonNode& node) {
  const bool is_list = node.kind == JsonNode::Kind::kArray && !node.children.empty();
  return is_list ? node.children.front() : node;
}
const JsonNode& First(const JsonNode&&) = delete;

// The text of a value that may be wrapped into a thing with a name ({"@type": "Brand", "name":
// ...}).
std::string TextOf(const JsonNode& node) {
  const JsonNode& value = First(node);
  if (value.IsScalar()) {
    return value.text;
  }
  for (const std::string_view term : {"name", "@value", "value", "codeValue", "@id"}) {
    const JsonNode* member = value.Find(term);
    if (member != nullptr && member->IsScalar()) {
      return member->text;
    }
  }
  return {};
}

std::string TermText(const JsonNode& object, std::string_view term) {
  const JsonNode* member = FindTerm(object, term);
  return member == nullptr ? std::string() : TextOf(*member);
}

bool HasType(const JsonNode& object, std::string_view wanted) {
  const JsonNode* type = object.Find("@type");
  if (type == nullptr) {
    return false;
  }
  if (type->kind != JsonNode::Kind::kArray) {
    return LocalTerm(type->text) == wanted;
  }
  return std::ranges::any_of(type->children,
                             [&](const JsonNode& one) { return LocalTerm(one.text) == wanted; });
}

bool IsProduct(const JsonNode& object) {
  static constexpr std::array<std::string_view, 5> kTypes = {
      "Product", "ProductGroup", "IndividualProduct", "ProductModel", "SomeProducts"};
  return std::ranges::any_of(kTypes, [&](std::string_view type) { return HasType(object, type); });
}

// The address of a picture: a string or an ImageObject.
std::string ImageLink(const JsonNode& image) {
  if (image.IsScalar()) {
    return image.text;
  }
  for (const std::string_view term : {"contentUrl", "url", "@id"}) {
    if (std::string link = TermText(image, term); !link.empty()) {
      return link;
    }
  }
  return {};
}

void AddImages(const JsonNode& images, FeedRow* row) {
  const bool is_list = images.kind == JsonNode::Kind::kArray;
  const std::span<const JsonNode> all =
      is_list ? std::span(images.children) : std::span(&images, 1);
  bool is_first = true;
  for (const JsonNode& image : all) {
    std::string link = ImageLink(image);
    if (!link.empty()) {
      row->Add(is_first ? "image_link" : "additional_image_link", std::move(link));
      is_first = false;
    }
  }
}

// Paths are written with '>' or, without any, with '/'.
void AddCategory(const JsonNode& category, FeedRow* row) {
  std::string path = TextOf(category);
  if (path.find('>') == std::string::npos && path.find("://") == std::string::npos) {
    std::ranges::replace(path, '/', '>');
  }
  row->Add("product_type", std::move(path));
}

// `currency` is that of the surroundings, for an amount which names none.
std::string PriceText(const JsonNode& object, std::string_view term, std::string_view currency) {
  const std::string amount = TermText(object, term);
  const std::string own = TermText(object, "priceCurrency");
  const std::string_view unit = own.empty() ? currency : own;
  // Some shops write the currency into the price too; then the price's own counts.
  const bool is_bare = std::ranges::none_of(
      amount, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
  return is_bare && !amount.empty() && !unit.empty() ? amount + " " + std::string(unit) : amount;
}

// What a price specification says about what a product costs.
enum class PriceRole : std::uint8_t {
  kAsked,    // What anybody pays now.
  kRegular,  // What anybody pays when there is no sale.
  kList,     // What the price is compared with.
  kOther     // A member's or a trader's price, or a charge beside the price.
};

PriceRole RoleOf(const JsonNode& specification) {
  if (FindTerm(specification, "validForMemberTier") != nullptr ||
      HasType(specification, "DeliveryChargeSpecification") ||
      HasType(specification, "PaymentChargeSpecification")) {
    return PriceRole::kOther;
  }
  const std::string type = TermText(specification, "priceType");
  const std::string_view local = LocalTerm(type);
  if (local == "RegularPrice") {
    return PriceRole::kRegular;
  }
  if (local == "ListPrice" || local == "StrikethroughPrice" || local == "MSRP" || local == "SRP") {
    return PriceRole::kList;
  }
  const bool is_trade = local == "InvoicePrice" || local == "MinimumAdvertisedPrice";
  return is_trade ? PriceRole::kOther : PriceRole::kAsked;
}

// The first price of an offer's specifications in one of these roles; empty without one.
std::string SpecifiedPrice(const JsonNode& offer, std::initializer_list<PriceRole> roles) {
  const JsonNode* specifications = FindTerm(offer, "priceSpecification");
  if (specifications == nullptr) {
    return {};
  }
  const bool is_list = specifications->kind == JsonNode::Kind::kArray;
  const std::span<const JsonNode> all =
      is_list ? std::span(specifications->children) : std::span(specifications, 1);
  const std::string currency = TermText(offer, "priceCurrency");
  for (const JsonNode& specification : all) {
    std::string price = PriceText(specification, "price", currency);
    if (!price.empty() && std::ranges::find(roles, RoleOf(specification)) != roles.end()) {
      return price;
    }
  }
  return {};
}

// What the offer asks now: its own price, or else the one that its specifications give.
std::string AskedPrice(const JsonNode& offer) {
  for (const std::string_view term : {"price", "lowPrice"}) {
    if (std::string price = PriceText(offer, term, {}); !price.empty()) {
      return price;
    }
  }
  std::string price = SpecifiedPrice(offer, {PriceRole::kAsked});
  return price.empty() ? SpecifiedPrice(offer, {PriceRole::kRegular}) : price;
}

void AddPrices(const JsonNode& offer, FeedRow* row) {
  std::string price = AskedPrice(offer);
  std::string list_price = SpecifiedPrice(offer, {PriceRole::kRegular, PriceRole::kList});
  const Result<Money> asked = ParseMoney(price);
  const Result<Money> regular = ParseMoney(list_price);
  const bool is_reduced =
      asked && regular && asked->currency == regular->currency && asked->micros < regular->micros;
  if (is_reduced) {
    row->Add("price", std::move(list_price));
    row->Add("sale_price", std::move(price));
  } else {
    row->Add("price", std::move(price));
  }
}

// An Offer, an AggregateOffer or a list of offers, of which the first with a price counts.
void AddOffers(const JsonNode& offers, FeedRow* row) {
  const bool is_list = offers.kind == JsonNode::Kind::kArray;
  const std::span<const JsonNode> all =
      is_list ? std::span(offers.children) : std::span(&offers, 1);
  const JsonNode* chosen = nullptr;
  for (const JsonNode& offer : all) {
    const bool has_price = FindTerm(offer, "price") != nullptr ||
                           FindTerm(offer, "lowPrice") != nullptr ||
                           FindTerm(offer, "priceSpecification") != nullptr;
    if (chosen == nullptr && has_price) {
      chosen = &offer;
    }
  }
  if (chosen == nullptr) {
    return;
  }
  AddPrices(*chosen, row);
  std::string availability = TermText(*chosen, "availability");
  if (const JsonNode* inner = FindTerm(*chosen, "offers");
      inner != nullptr && availability.empty()) {
    availability = TermText(First(*inner), "availability");
  }
  row->Add("availability", std::move(availability));
  row->Add("condition", TermText(*chosen, "itemCondition"));
}

// [{"@type": "PropertyValue", "name": "Material", "value": "linen"}]
void AddProperties(const JsonNode& properties, FeedRow* row) {
  const bool is_list = properties.kind == JsonNode::Kind::kArray;
  const std::span<const JsonNode> all =
      is_list ? std::span(properties.children) : std::span(&properties, 1);
  for (const JsonNode& property : all) {
    const JsonNode* value = FindTerm(property, "value");
    if (value != nullptr) {
      row->Add(CanonicalFieldName(TermText(property, "name")), TextOf(*value));
    }
  }
}

// Texts of schema.org that are attributes of a feed under another or the same name.
struct TermName {
  std::string_view term;
  std::string_view field;
};
constexpr std::array kTextTerms = {
    TermName{"name", "title"},
    TermName{"description", "description"},
    TermName{"brand", "brand"},
    TermName{"url", "link"},
    TermName{"productGroupID", "item_group_id"},
    TermName{"inProductGroupWithID", "item_group_id"},
    TermName{"material", "material"},
    TermName{"pattern", "pattern"},
    TermName{"size", "size"},
    TermName{"gtin", "gtin"},
    TermName{"gtin8", "gtin"},
    TermName{"gtin12", "gtin"},
    TermName{"gtin13", "gtin"},
    TermName{"gtin14", "gtin"},
    TermName{"mpn", "mpn"},
    TermName{"itemCondition", "condition"},
};

void AddColours(const JsonNode& colours, FeedRow* row) {
  if (colours.kind != JsonNode::Kind::kArray) {
    row->Add("color", TextOf(colours));
    return;
  }
  for (const JsonNode& colour : colours.children) {
    row->Add("color", TextOf(colour));
  }
}

// Who a product is for.
void AddAudience(const JsonNode& audience, FeedRow* row) {
  row->Add("gender", TermText(First(audience), "suggestedGender"));
}

void AddMember(const JsonNode& member, FeedRow* row) {
  const std::string_view term = LocalTerm(member.name);
  if (term == "image") {
    AddImages(member, row);
  } else if (term == "category") {
    AddCategory(member, row);
  } else if (term == "color") {
    AddColours(member, row);
  } else if (term == "offers") {
    AddOffers(member, row);
  } else if (term == "additionalProperty") {
    AddProperties(member, row);
  } else if (term == "audience") {
    AddAudience(member, row);
  } else if (term == "isVariantOf") {
    row->Add("item_group_id", TermText(First(member), "productGroupID"));
  } else if (const auto* const name = std::ranges::find(kTextTerms, term, &TermName::term);
             name != kTextTerms.end()) {
    row->Add(name->field, TextOf(member));
  }
}

// "https://schema.org/NewCondition" is Google's "new".
void NormaliseCondition(FeedRow* row) {
  for (FeedField& field : row->fields) {
    if (field.name == "condition") {
      std::string value = LowerAscii(LocalTerm(field.value));
      if (value.ends_with("condition")) {
        value.resize(value.size() - std::string_view("condition").size());
      }
      field.value = std::move(value);
    }
  }
}

// The product's own identifier, best first.
std::string IdOf(const JsonNode& product) {
  for (const std::string_view term : {"sku", "productID"}) {
    if (std::string id = TermText(product, term); !id.empty()) {
      return id;
    }
  }
  if (const JsonNode* offers = FindTerm(product, "offers")) {
    if (std::string id = TermText(First(*offers), "sku"); !id.empty()) {
      return id;
    }
  }
  return TermText(product, "@id");
}

FeedRow ToRow(const JsonNode& product) {
  FeedRow row;
  row.Add("id", IdOf(product));
  for (const JsonNode& member : product.children) {
    AddMember(member, &row);
  }
  NormaliseCondition(&row);
  return row;
}

// Gives a variant what its group says and it does not.
void Inherit(const FeedRow& group, FeedRow* variant) {
  const std::size_t own = variant->fields.size();
  const std::span<const FeedField> own_fields(variant->fields.data(), own);
  std::vector<FeedField> missing;
  for (const FeedField& field : group.fields) {
    if (field.name != "id" &&
        std::ranges::find(own_fields, field.name, &FeedField::name) == own_fields.end()) {
      missing.push_back(field);
    }
  }
  std::ranges::move(missing, std::back_inserter(variant->fields));
}

// Finds the products in a page's description and hands each to the collector.
class ProductVisitor {
 public:
  explicit ProductVisitor(FeedCollector* collector) : collector_(collector) {}

  // The depth of the recursion is that of the tree, which the JSON reader limits.
  Result<void> Visit(const JsonNode& node) {
    if (node.kind == JsonNode::Kind::kObject && IsProduct(node)) {
      return VisitProduct(node);
    }
    for (const JsonNode& child : node.children) {
      const bool leads_on =
          node.kind == JsonNode::Kind::kArray ||
          std::ranges::find(kContainers, LocalTerm(child.name)) != kContainers.end();
      if (leads_on && !child.IsScalar()) {
        if (Result<void> visited = Visit(child); !visited) {
          return visited;
        }
      }
    }
    return {};
  }

 private:
  Result<void> VisitProduct(const JsonNode& product) {
    const JsonNode* variants = FindTerm(product, "hasVariant");
    if (variants == nullptr || variants->IsScalar()) {
      return collector_->Add(ToRow(product));
    }
    const FeedRow group = ToRow(product);
    const bool is_list = variants->kind == JsonNode::Kind::kArray;
    const std::span<const JsonNode> all =
        is_list ? std::span(variants->children) : std::span(variants, 1);
    for (const JsonNode& variant : all) {
      FeedRow row = ToRow(variant);
      Inherit(group, &row);
      if (Result<void> added = collector_->Add(row); !added) {
        return added;
      }
    }
    return {};
  }

  FeedCollector* collector_;
};

}  // namespace

Result<void> ReadJsonLdFeed(std::string_view bytes, FeedCollector* collector) {
  ProductVisitor visitor(collector);
  const auto visit = [&visitor](const JsonNode& node) { return visitor.Visit(node); };
  return ReadJson(bytes, {.list_names = kListNames, .element = visit, .root = visit});
}

}  // namespace vitrine
