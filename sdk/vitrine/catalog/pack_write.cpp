// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/money.h>
#include <vitrine/catalog/pack.h>
#include <vitrine/catalog/pack_build.h>
#include <vitrine/catalog/pack_extras.h>
#include <vitrine/catalog/pack_format.h>
#include <vitrine/catalog/text.h>
#include <vitrine/catalog/vector_rows.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>

namespace vitrine {
namespace {

std::unexpected<Error> Invalid(const Product& product, const std::string& what) {
  return Fail(ErrorCode::kInvalidArgument, "product " + Quote(product.id) + ": " + what);
}

bool IsText(const Product& product) {
  const auto valid = [](const std::string& text) { return ValidUtf8Length(text) == text.size(); };
  const auto valid_attribute = [&](const Attribute& attribute) {
    return valid(attribute.name) && valid(attribute.value);
  };
  return valid(product.id) && valid(product.title) && valid(product.description) &&
         valid(product.brand) && valid(product.link) && valid(product.group_id) &&
         std::ranges::all_of(product.category, valid) &&
         std::ranges::all_of(product.colours, valid) &&
         std::ranges::all_of(product.image_links, valid) &&
         std::ranges::all_of(product.attributes, valid_attribute);
}

Result<void> CheckProduct(const Product& product) {
  if (product.id.empty() || product.title.empty() || product.image_links.empty()) {
    return Invalid(product, "expected an id, a title and an image link");
  }
  if (!IsText(product)) {
    return Invalid(product, "expected UTF-8 in every text");
  }
  if (product.price.micros < 0 || !IsCurrencyCode(product.price.currency)) {
    return Invalid(product,
                   "expected a price that is not negative, in a currency of three letters");
  }
  if (product.sale_price &&
      (product.sale_price->micros < 0 || product.sale_price->currency != product.price.currency)) {
    return Invalid(product, "expected a sale price that is not negative, in the price's currency");
  }
  return {};
}

// Positions of the products by ascending id; fails for an id that occurs twice.
Result<std::vector<std::size_t>> SortById(std::span<const Product> products) {
  std::vector<std::size_t> order(products.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::string_view(products[i].id); });
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (products[order[i]].id == products[order[i - 1]].id) {
      return Invalid(products[order[i]], "its id occurs twice");
    }
  }
  return order;
}

// The products in the order of their ids.
class ProductRows final : public PackRows {
 public:
  ProductRows(std::span<const Product> products, std::span<const std::size_t> order)
      : products_(products), order_(order) {}

  std::size_t size() const override { return order_.size(); }
  std::string_view id(std::size_t row) const override { return products_[order_[row]].id; }
  void Read(std::size_t row, PackRow* result) const override {
    ReadRow(products_[order_[row]], result);
  }

 private:
  std::span<const Product> products_;
  std::span<const std::size_t> order_;
};

// Rows of `values` in the products' order, moved to the order of the ids; none stay none.
template <typename Value>
std::vector<Value> Reorder(std::span<const Value> values, std::size_t width,
                           std::span<const std::size_t> order) {
  std::vector<Value> result;
  result.reserve(values.size());
  for (const std::size_t row : order) {
    const std::span<const Value> source =
        values.empty() ? values : values.subspan(row * width, width);
    result.insert(result.end(), source.begin(), source.end());
  }
  return result;
}

// The lists in the order of the ids, and their neighbours named by it.
struct Lists {
  Lists(const PackExtras& extras, std::span<const std::size_t> order) {
    if (extras.list_ends.empty()) {
      return;
    }
    std::vector<std::uint32_t> position(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
      position[order[i]] = static_cast<std::uint32_t>(i);
    }
    neighbours.reserve(extras.neighbours.size());
    for (const std::size_t row : order) {
      const std::size_t begin = row == 0 ? 0 : extras.list_ends[row - 1];
      for (Neighbour neighbour : extras.neighbours.subspan(begin, extras.list_ends[row] - begin)) {
        neighbour.product = position[neighbour.product];
        neighbours.push_back(neighbour);
      }
      ends.push_back(static_cast<std::uint32_t>(neighbours.size()));
    }
  }
  std::vector<std::uint32_t> ends;
  std::vector<Neighbour> neighbours;
};

// The lists by name in the order of the ids.
void ReorderNamed(const PackExtras& extras, std::span<const std::size_t> order,
                  PackColumns* columns) {
  if (extras.named_ends.empty()) {
    return;
  }
  for (const std::size_t row : order) {
    const std::size_t begin = row == 0 ? 0 : extras.named_ends[row - 1];
    const auto list = extras.named.subspan(begin, extras.named_ends[row] - begin);
    columns->named.insert(columns->named.end(), list.begin(), list.end());
    columns->named_ends.push_back(static_cast<std::uint32_t>(columns->named.size()));
  }
}

}  // namespace

Result<std::vector<std::byte>> WritePack(std::span<const Product> products,
                                         const PackExtras& extras) {
  const std::size_t count = products.size();
  if (count > pack::kMaxProducts) {
    return Fail(ErrorCode::kTooLarge, std::to_string(count) + " products, expected at most " +
                                          std::to_string(pack::kMaxProducts));
  }
  Result<void> checked = CheckExtras(count, extras);
  for (std::size_t i = 0; checked && i < count; ++i) {
    checked = CheckProduct(products[i]);
  }
  if (!checked) {
    return std::unexpected(std::move(checked.error()));
  }
  const Result<std::vector<std::size_t>> order = SortById(products);
  if (!order) {
    return std::unexpected(order.error());
  }
  Lists lists(extras, *order);
  PackColumns columns;
  columns.dimension = extras.dimension;
  columns.precision = extras.precision;
  columns.vectors = Reorder(extras.vectors, extras.dimension, *order);
  columns.popularity = Reorder(extras.popularity, 1, *order);
  columns.behaviour = Reorder(extras.behaviour, 1, *order);
  columns.list_ends = std::move(lists.ends);
  columns.neighbours = std::move(lists.neighbours);
  ReorderNamed(extras, *order, &columns);
  columns.weights = extras.weights;
  if (extras.dimension != 0 && extras.precision == VectorPrecision::kInt8) {
    columns.levels.resize(columns.vectors.size());
    columns.scales.resize(count);
    if (auto rounded =
            QuantiseRows(columns.vectors, extras.dimension, columns.levels, columns.scales);
        !rounded) {
      return std::unexpected(std::move(rounded.error()));
    }
  }
  return BuildPack(ProductRows(products, *order), columns);
}

}  // namespace vitrine
