// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/feed_row.h>
#include <vitrine/catalog/money.h>
#include <vitrine/catalog/text.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace vitrine {
namespace {

constexpr std::size_t kMaxCategoryDepth = 32;

struct Alias {
  std::string_view from;
  std::string_view to;  // Empty: not a property of the product.
};

// What the Content and Merchant APIs and common exports call the feed's attributes. `id` of the
// Content API is "online:en:US:SKU"; the shop's own id is its offerId, handled in ProductId.
constexpr std::array kAliases = {
    Alias{"additional_image_links", "additional_image_link"},
    Alias{"additional_image_url", "additional_image_link"},
    Alias{"channel", ""},
    Alias{"colour", "color"},
    Alias{"colors", "color"},
    Alias{"content_language", ""},
    Alias{"data_source", ""},
    Alias{"feed_label", ""},
    Alias{"gtins", "gtin"},
    Alias{"image_url", "image_link"},
    Alias{"kind", ""},
    Alias{"legacy_local", ""},
    Alias{"name", ""},
    Alias{"product_types", "product_type"},
    Alias{"sizes", "size"},
    Alias{"source", ""},
    Alias{"target_country", ""},
    Alias{"version_number", ""},
};

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLowerOrDigit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// "customLabel0" to "custom_label_0"; blanks and hyphens to underscores.
std::string SnakeCase(std::string_view name) {
  std::string result;
  char previous = 0;
  for (const char c : name) {
    const bool starts_word =
        (IsUpper(c) && IsLowerOrDigit(previous)) || (IsDigit(c) && IsLower(previous));
    const bool separates = c == ' ' || c == '-' || c == '_';
    if ((starts_word || separates) && !result.empty() && result.back() != '_') {
      result.push_back('_');
    }
    if (!separates) {
      result.push_back(IsUpper(c) ? static_cast<char>(c - 'A' + 'a') : c);
    }
    previous = c;
  }
  while (result.ends_with('_')) {
    result.pop_back();
  }
  return result;
}

struct AvailabilityName {
  std::string_view name;
  Availability value;
};

// Google's values and those of schema.org/ItemAvailability, in the spelling of AvailabilityKey.
constexpr std::array kAvailabilities = {
    AvailabilityName{"instock", Availability::kInStock},
    AvailabilityName{"availablefororder", Availability::kInStock},
    AvailabilityName{"limitedavailability", Availability::kInStock},
    AvailabilityName{"onlineonly", Availability::kInStock},
    AvailabilityName{"instoreonly", Availability::kInStock},
    AvailabilityName{"outofstock", Availability::kOutOfStock},
    AvailabilityName{"soldout", Availability::kOutOfStock},
    AvailabilityName{"discontinued", Availability::kOutOfStock},
    AvailabilityName{"reserved", Availability::kOutOfStock},
    AvailabilityName{"preorder", Availability::kPreorder},
    AvailabilityName{"presale", Availability::kPreorder},
    AvailabilityName{"backorder", Availability::kBackorder},
    AvailabilityName{"madetoorder", Availability::kBackorder},
};

std::string AvailabilityKey(std::string_view text) {
  std::string key = LowerAscii(Trim(text));
  if (const std::size_t name = key.find_last_of("/:"); name != std::string::npos) {
    key.erase(0, name + 1);
  }
  std::erase_if(key, [](char c) { return c == ' ' || c == '_' || c == '-'; });
  return key;
}

// Whether a link may be put on a page: http, https or relative. A feed must not smuggle in a
// "javascript:" link.
bool IsWebLink(std::string_view link) {
  const std::size_t colon = link.find_first_of(":/?#");
  if (colon == std::string_view::npos || link[colon] != ':') {
    return true;
  }
  const std::string scheme = LowerAscii(link.substr(0, colon));
  return scheme == "http" || scheme == "https";
}

// The links in a comma-separated list. Commas occur inside URLs too, so among absolute ones only a
// comma before the next scheme separates.
std::vector<std::string> SplitLinks(std::string_view text) {
  std::vector<std::string> links;
  const bool absolute = text.find("://") != std::string_view::npos;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size()) {
      const std::string_view next = Trim(text.substr(i + 1, 16));
      const bool separates =
          text[i] == ',' && (!absolute || next.empty() || next.starts_with("http://") ||
                             next.starts_with("https://"));
      if (!separates) {
        continue;
      }
    }
    if (const std::string_view link = Trim(text.substr(start, i - start)); !link.empty()) {
      links.emplace_back(link);
    }
    start = i + 1;
  }
  return links;
}

// Category paths are separated by '>'; some exporters escape it twice.
std::vector<std::string> SplitCategory(std::string_view text) {
  std::string path(text);
  for (std::size_t at = path.find("&gt;"); at != std::string::npos; at = path.find("&gt;", at)) {
    path.replace(at, 4, ">");
  }
  return SplitNames(path, '>');
}

bool IsSingleValue(std::string_view name) {
  static constexpr std::array kNames = {
      std::string_view("id"),
      std::string_view("offer_id"),
      std::string_view("title"),
      std::string_view("description"),
      std::string_view("brand"),
      std::string_view("link"),
      std::string_view("item_group_id"),
      std::string_view("image_link"),
      std::string_view("price"),
      std::string_view("currency"),
      std::string_view("price_currency"),
      std::string_view("availability"),
      std::string_view("color"),
      std::string_view("additional_image_link"),
  };
  return std::ranges::find(kNames, name) != kNames.end();
}

// Whether Google lists the values of an attribute. The feed's form has them in small letters, the
// Merchant API in capitals.
bool IsEnumeration(std::string_view name) {
  return name == "condition" || name == "gender" || name == "age_group";
}

// Reads one row. Every step returns false when the row is broken and says why in `problem`.
class RowReader {
 public:
  RowReader(const FeedRow& row, const FeedLimits& limits, RowProblem* problem)
      : row_(row), limits_(limits), problem_(problem) {}

  bool Read() {
    return CheckFields() && ReadText() && ReadLinks() && ReadPrices() && ReadAvailability() &&
           ReadCategory() && ReadAttributes();
  }

  Product product;

 private:
  bool Broken(std::string_view field, std::string message) {
    *problem_ = {std::string(field), std::move(message)};
    return false;
  }

  bool CheckFields() {
    for (const FeedField& field : row_.fields) {
      if (ValidUtf8Length(field.name) != field.name.size()) {
        return Broken("", "an attribute's name is not UTF-8");
      }
      const std::size_t size = field.value.size();
      if (size > limits_.max_field_bytes) {
        return Broken(field.name, "has " + std::to_string(size) + " bytes, expected at most " +
                                      std::to_string(limits_.max_field_bytes));
      }
      if (const std::size_t valid = ValidUtf8Length(field.value); valid != size) {
        return Broken(field.name, "is not UTF-8 at byte " + std::to_string(valid));
      }
      if (field.value.find(kNotUnicode) != std::string::npos) {
        return Broken(field.name, "is not valid Unicode");
      }
    }
    return true;
  }

  bool ReadText() {
    product.id = row_.Find("offer_id");
    if (product.id.empty()) {
      product.id = row_.Find("id");
    }
    if (product.id.empty()) {
      return Broken("id", "is missing");
    }
    product.title = CollapseBlanks(row_.Find("title"));
    if (product.title.empty()) {
      return Broken("title", "is missing");
    }
    product.description = row_.Find("description");
    product.brand = CollapseBlanks(row_.Find("brand"));
    product.group_id = row_.Find("item_group_id");
    for (const FeedField& field : row_.fields) {
      if (field.name == "color") {
        std::ranges::move(SplitNames(field.value, '/'), std::back_inserter(product.colours));
      }
    }
    return true;
  }

  bool ReadLinks() {
    product.link = row_.Find("link");
    if (!IsWebLink(product.link)) {
      return Broken("link", "expected an http or https link, got " + Quote(product.link));
    }
    product.image_links.emplace_back(row_.Find("image_link"));
    for (const FeedField& field : row_.fields) {
      if (field.name == "additional_image_link") {
        std::ranges::move(SplitLinks(field.value), std::back_inserter(product.image_links));
      }
    }
    if (product.image_links.front().empty()) {
      return Broken("image_link", "is missing");
    }
    for (const std::string& image : product.image_links) {
      if (!IsWebLink(image)) {
        return Broken(
            &image == &product.image_links.front() ? "image_link" : "additional_image_link",
            "expected an http or https link, got " + Quote(image));
      }
    }
    return true;
  }

  bool ReadPrices() {
    std::string_view currency = row_.Find("currency");
    if (currency.empty()) {
      currency = row_.Find("price_currency");
    }
    const std::string_view text = row_.Find("price");
    if (text.empty()) {
      return Broken("price", "is missing");
    }
    Result<Money> price = ParseMoney(text, currency);
    if (!price) {
      return Broken("price", std::move(price.error().message));
    }
    product.price = std::move(*price);
    return ReadSalePrice(currency);
  }

  bool ReadSalePrice(std::string_view currency) {
    const std::string_view text = row_.Find("sale_price");
    if (text.empty() || !row_.Find("sale_price_effective_date").empty()) {
      return true;  // A dated sale price is not known to hold now: it stays among the attributes.
    }
    Result<Money> sale = ParseMoney(text, currency);
    if (!sale) {
      return Broken("sale_price", std::move(sale.error().message));
    }
    if (sale->currency != product.price.currency) {
      return Broken("sale_price",
                    "is in " + sale->currency + ", but the price is in " + product.price.currency);
    }
    if (sale->micros > product.price.micros) {
      return Broken("sale_price", "expected at most the price, got " + Quote(text));
    }
    // Zero and the price itself are what exporters write where there is no sale.
    if (sale->micros != 0 && sale->micros != product.price.micros) {
      product.sale_price = std::move(*sale);
    }
    return true;
  }

  bool ReadAvailability() {
    const std::string_view text = row_.Find("availability");
    if (text.empty()) {
      return true;
    }
    const auto* const found =
        std::ranges::find(kAvailabilities, AvailabilityKey(text), &AvailabilityName::name);
    if (found == kAvailabilities.end()) {
      return Broken("availability",
                    "expected in_stock, out_of_stock, preorder or backorder, got " + Quote(text));
    }
    product.availability = found->value;
    return true;
  }

  // The shop's own tree comes first; Google's is used where the shop has none and it is not a bare
  // number of Google's taxonomy.
  bool ReadCategory() {
    for (const std::string_view name : {"product_type", "google_product_category"}) {
      const std::string_view text = row_.Find(name);
      if (!text.empty() && !IsDigits(text)) {
        product.category = SplitCategory(text);
        category_field_ = name;
        category_text_ = text;
        break;
      }
    }
    if (product.category.size() > kMaxCategoryDepth) {
      return Broken(category_field_, "has " + std::to_string(product.category.size()) +
                                         " levels, expected at most " +
                                         std::to_string(kMaxCategoryDepth));
    }
    return true;
  }

  bool ReadAttributes() {
    const bool dated_sale = !row_.Find("sale_price_effective_date").empty();
    for (const FeedField& field : row_.fields) {
      const bool is_category = field.name == category_field_ && Trim(field.value) == category_text_;
      const bool is_sale = field.name == "sale_price" && !dated_sale;
      std::string value = CollapseBlanks(field.value);
      if (!value.empty() && !is_category && !is_sale && !IsSingleValue(field.name)) {
        product.attributes.push_back(
            {field.name, IsEnumeration(field.name) ? LowerAscii(value) : std::move(value)});
      }
    }
    return true;
  }

  const FeedRow& row_;
  const FeedLimits& limits_;
  RowProblem* problem_;
  std::string_view category_field_;
  std::string_view category_text_;
};

// The id to report a broken row by, as far as it can be shown.
std::string ReportableId(const FeedRow& row) {
  constexpr std::size_t kMaxBytes = 256;
  std::string_view id = row.Find("offer_id");
  if (id.empty()) {
    id = row.Find("id");
  }
  const bool printable = id.size() <= kMaxBytes && ValidUtf8Length(id) == id.size();
  return printable ? std::string(id) : std::string();
}

}  // namespace

void FeedRow::Add(std::string_view name, std::string value) {
  if (!name.empty() && !value.empty()) {
    fields.push_back({std::string(name), std::move(value)});
  }
}

std::string_view FeedRow::Find(std::string_view name) const {
  for (const FeedField& field : fields) {
    if (field.name == name) {
      if (const std::string_view value = Trim(field.value); !value.empty()) {
        return value;
      }
    }
  }
  return {};
}

std::string CanonicalFieldName(std::string_view name) {
  name = Trim(name);
  if (name.starts_with("g:")) {
    name.remove_prefix(2);
  }
  std::string canonical = SnakeCase(name);
  const auto* const alias = std::ranges::find(kAliases, canonical, &Alias::from);
  return alias == kAliases.end() ? canonical : std::string(alias->to);
}

Result<void> FeedCollector::Add(const FeedRow& row) {
  if (feed_.row_count == limits_.max_products) {
    return Fail(ErrorCode::kTooLarge,
                "the feed has more than " + std::to_string(limits_.max_products) + " products");
  }
  ++feed_.row_count;
  RowProblem problem;
  RowReader reader(row, limits_, &problem);
  bool good = row.problems.empty();
  if (!good) {
    problem = row.problems.front();
  } else {
    good = reader.Read();
  }
  if (good && !ids_.insert(reader.product.id).second) {
    problem = {"id", "was seen before: " + Quote(reader.product.id)};
    good = false;
  }
  if (good) {
    feed_.products.push_back(std::move(reader.product));
  } else {
    feed_.errors.push_back(
        {feed_.row_count, ReportableId(row), std::move(problem.field), std::move(problem.message)});
  }
  return {};
}

}  // namespace vitrine
