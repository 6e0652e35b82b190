// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/catalog/catalog.h>
#include <vitrine/ranking/ranker.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// What a headline says of a page.
enum class HeadlineKind : std::uint8_t {
  kNone,           ///< Nothing: there is no page.
  kCategory,       ///< Most are of category `term`.
  kColour,         ///< Most have colour `term`.
  kTwoCategories,  ///< Most are of category `term` or of `other`.
  kBrand,          ///< Most are of brand `term`.
  kCloserLook,     ///< True of any page.
  kDiscover,       ///< Likewise.
};

/// A headline before it is put into words.
struct Headline {
  HeadlineKind kind = HeadlineKind::kNone;
  TermIndex term = kNoTerm;
  TermIndex other = kNoTerm;
};

/// Headlines that are true of a page, the most telling first: a category, colour or brand that at
/// least half of the products share with the first, the first's category and the most common other
/// one when at least half belong to them, and two that are always true.
std::vector<Headline> Headlines(const Catalog& catalog, std::span<const Pick> picks);

/// The names that a headline holds, as the catalogue has them: none, one or two.
std::vector<std::string_view> HeadlineNames(const Catalog& catalog, const Headline& headline);

/// The headline in English ("Table lamps", "In red"); empty for kNone.
std::string HeadlineText(const Catalog& catalog, const Headline& headline);

}  // namespace vitrine
