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

std::string_view NameOf(const Catalog& catalog, FacetKind facet, TermIndex term) {
  switch (facet) {
    case FacetKind::kBrand:
      return catalog.brand_name(term);
    case FacetKind::kColour:
      return catalog.colour_name(term);
    default:
      return catalog.category_name(term);
  }
}

// How many of the picks have each name, the most common first, ties by first appearance: the shoes
// of two departments are shoes.
std::vector<Count> CountTerms(const Catalog& catalog, std::span<const Pick> picks,
                              FacetKind facet) {
  std::vector<Count> counts;
  for (const Pick& pick : picks) {
    for (const TermIndex term : TermsOf(catalog, pick.product, facet)) {
      const auto known = std::ranges::find_if(counts, [&](const Count& count) {
        return NameOf(catalog, facet, count.term) == NameOf(catalog, facet, term);
      });
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

// The most common term that the page's first product has too: a page is not called after what its
// largest picture lacks. Null when the first product has none.
const Count* LeadingTerm(const Catalog& catalog, std::span<const Pick> picks, FacetKind facet,
                         const std::vector<Count>& counts) {
  if (picks.empty()) {
    return nullptr;
  }
  const auto terms = TermsOf(catalog, picks[0].product, facet);
  const auto lead = std::ranges::find_if(counts, [&](const Count& count) {
    return std::ranges::any_of(terms, [&](TermIndex term) {
      return NameOf(catalog, facet, term) == NameOf(catalog, facet, count.term);
    });
  });
  return lead == counts.end() ? nullptr : &*lead;
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

std::vector<Headline> Headlines(const Catalog& catalog, std::span<const Pick> picks) {
  std::vector<Headline> headlines;
  const auto most = [&](std::size_t products) { return products * 2 >= picks.size(); };
  const auto categories = CountTerms(catalog, picks, FacetKind::kCategory);
  const auto colours = CountTerms(catalog, picks, FacetKind::kColour);
  const auto brands = CountTerms(catalog, picks, FacetKind::kBrand);
  const Count* category = LeadingTerm(catalog, picks, FacetKind::kCategory, categories);
  const Count* colour = LeadingTerm(catalog, picks, FacetKind::kColour, colours);
  const Count* brand = LeadingTerm(catalog, picks, FacetKind::kBrand, brands);
  if (category != nullptr && most(category->products)) {
    headlines.push_back({HeadlineKind::kCategory, category->term});
  }
  if (picks.size() > 1 && colour != nullptr && most(colour->products)) {
    headlines.push_back({HeadlineKind::kColour, colour->term});
  }
  if (category != nullptr && categories.size() > 1) {
    const Count& other = category == categories.data() ? categories[1] : categories[0];
    if (most(category->products + other.products)) {
      headlines.push_back({HeadlineKind::kTwoCategories, category->term, other.term});
    }
  }
  if (brand != nullptr && most(brand->products)) {
    headlines.push_back({HeadlineKind::kBrand, brand->term});
  }
  headlines.push_back({HeadlineKind::kCloserLook});
  headlines.push_back({HeadlineKind::kDiscover});
  return headlines;
}

std::vector<std::string_view> HeadlineNames(const Catalog& catalog, const Headline& headline) {
  switch (headline.kind) {
    case HeadlineKind::kCategory:
      return {catalog.category_name(headline.term)};
    case HeadlineKind::kTwoCategories:
      return {catalog.category_name(headline.term), catalog.category_name(headline.other)};
    case HeadlineKind::kColour:
      return {catalog.colour_name(headline.term)};
    case HeadlineKind::kBrand:
      return {catalog.brand_name(headline.term)};
    case HeadlineKind::kNone:
    case HeadlineKind::kCloserLook:
    case HeadlineKind::kDiscover:
      break;
  }
  return {};
}

std::string HeadlineText(const Catalog& catalog, const Headline& headline) {
  const auto names = HeadlineNames(catalog, headline);
  switch (headline.kind) {
    case HeadlineKind::kNone:
      break;
    case HeadlineKind::kCategory:
      return std::string(names[0]);
    case HeadlineKind::kColour:
      return "In " + InSentence(names[0]);
    case HeadlineKind::kTwoCategories:
      return std::string(names[0]) + " and " + InSentence(names[1]);
    case HeadlineKind::kBrand:
      return "From " + std::string(names[0]);
    case HeadlineKind::kCloserLook:
      return "Worth a closer look";
    case HeadlineKind::kDiscover:
      return "More to discover";
  }
  return {};
}

}  // namespace vitrine
