// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/heading.h>

#include <vitrine/ranking/facets.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace vitrine {
namespace {

struct Count {
  TermIndex term;
  std::size_t products;
};

// How many of the picks have each term, the most common first, ties by first appearance.
std::vector<Count> CountTerms(const Catalog& catalog, std::span<const Pick> picks,
                              FacetKind facet) {
  std::vector<Count> counts;
  for (const Pick& pick : picks) {
    for (const TermIndex term : TermsOf(catalog, pick.product, facet)) {
      const auto known = std::ranges::find(counts, term, &Count::term);
      if (known == counts.end()) {
        counts.push_back({term, 1});
      } else {
        ++known->products;
      }
    }
  }
  for (std::size_t i = 1; i < counts.size(); ++i) {
    for (std::size_t j = i; j > 0 && counts[j].products > counts[j - 1].products; --j) {
      std::swap(counts[j], counts[j - 1]);
    }
  }
  return counts;
}

// "Table lamps" inside a sentence is "table lamps"; "LED lamps" and "T-shirts" stay.
std::string InSentence(std::string_view name) {
  std::string text(name);
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  if (text.size() > 1 && upper(text[0]) && lower(text[1])) {
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  }
  return text;
}

}  // namespace

std::vector<std::string> Headlines(const Catalog& catalog, std::span<const Pick> picks) {
  std::vector<std::string> headlines;
  const auto most = [&](std::size_t products) { return products * 2 >= picks.size(); };
  const auto shared = [&](const std::vector<Count>& counts) {
    return !counts.empty() && most(counts[0].products);
  };
  const auto categories = CountTerms(catalog, picks, FacetKind::kCategory);
  const auto colours = CountTerms(catalog, picks, FacetKind::kColour);
  const auto brands = CountTerms(catalog, picks, FacetKind::kBrand);
  if (shared(categories)) {
    headlines.emplace_back(catalog.category_name(categories[0].term));
  }
  if (picks.size() > 1 && shared(colours)) {
    headlines.push_back("In " + InSentence(catalog.colour_name(colours[0].term)));
  }
  if (categories.size() > 1 && most(categories[0].products + categories[1].products)) {
    headlines.push_back(std::string(catalog.category_name(categories[0].term)) + " and " +
                        InSentence(catalog.category_name(categories[1].term)));
  }
  if (shared(brands)) {
    headlines.push_back("From " + std::string(catalog.brand_name(brands[0].term)));
  }
  headlines.emplace_back("Worth a closer look");
  headlines.emplace_back("More to discover");
  return headlines;
}

}  // namespace vitrine
