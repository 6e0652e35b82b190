// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/pack_row.h>

#include <vitrine/catalog/pack_format.h>
#include <vitrine/catalog/pack_reader.h>

#include <algorithm>

namespace vitrine {

void ReadRow(const Product& product, PackRow* row) {
  row->id = product.id;
  row->title = product.title;
  row->description = product.description;
  row->link = product.link;
  row->group_id = product.group_id;
  row->brand = product.brand;
  row->category.assign(product.category.begin(), product.category.end());
  row->colours.assign(product.colours.begin(), product.colours.end());
  row->images.assign(product.image_links.begin(), product.image_links.end());
  row->attributes.clear();
  for (const Attribute& attribute : product.attributes) {
    row->attributes.emplace_back(attribute.name, attribute.value);
  }
  row->price_micros = product.price.micros;
  row->sale_micros = product.sale_price ? product.sale_price->micros : pack::kNoSale;
  row->currency = product.price.currency;
  row->availability = static_cast<std::uint8_t>(product.availability);
}

void ReadRow(const PackReader& pack, std::size_t product, PackRow* row) {
  const pack::ProductRecord& record = pack.products()[product];
  row->id = pack.Text(record.id);
  row->title = pack.Text(record.title);
  row->description = pack.Text(record.description);
  row->link = pack.Text(record.link);
  row->group_id = pack.Text(record.group_id);
  row->brand =
      record.brand == kNoTerm ? std::string_view() : pack.Text(pack.brands()[record.brand]);
  row->category.clear();
  for (TermIndex node = record.category; node != kNoTerm; node = pack.categories()[node].parent) {
    row->category.push_back(pack.Text(pack.categories()[node].name));
  }
  std::ranges::reverse(row->category);
  row->colours.clear();
  for (const TermIndex colour :
       pack.colour_lists().subspan(record.colours.begin, record.colours.count)) {
    row->colours.push_back(pack.Text(pack.colours()[colour]));
  }
  row->images.clear();
  for (const pack::StringRef& image :
       pack.images().subspan(record.images.begin, record.images.count)) {
    row->images.push_back(pack.Text(image));
  }
  row->attributes.clear();
  for (const pack::AttributeRecord& attribute :
       pack.attributes().subspan(record.attributes.begin, record.attributes.count)) {
    row->attributes.emplace_back(pack.Text(attribute.name), pack.Text(attribute.value));
  }
  row->price_micros = record.price_micros;
  row->sale_micros = record.sale_micros;
  row->currency = {pack.currencies()[record.currency].code.data(), 3};
  row->availability = record.availability;
}

}  // namespace vitrine
