// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/product.h>

#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// The words of a text for comparing products: small letters, Latin accents folded to ASCII
/// ("Größe" and "grosse" are one), numbers and single Latin letters left out. Scripts without
/// spaces between words (Han, kana) give one word per character.
std::vector<std::string> SplitWords(std::string_view text);

/// Something that a product says about itself, and how much it counts.
struct ProductTerm {
  std::string text;
  float weight;
};

/// Whether an attribute says what a product is like, so that ProductTerms names it.
bool IsDescribing(std::string_view attribute);

/// What describes a product by its title, category path, brand, colours and kind-giving attributes.
/// The same word in two fields is two terms, except in the title and attributes. Repeated terms are
/// repeated.
std::vector<ProductTerm> ProductTerms(const Product& product);

}  // namespace vitrine
