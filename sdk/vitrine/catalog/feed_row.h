// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/feed.h>

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace vitrine {

/// A value of a row under its canonical name. A name may occur more than once.
struct FeedField {
  std::string name;
  std::string value;
};

/// What is wrong with a row, and where.
struct RowProblem {
  std::string field;
  std::string message;
};

/// One product of a feed before it is understood. All formats are brought to this form, so that the
/// same product means the same in each.
struct FeedRow {
  std::vector<FeedField> fields;
  std::vector<RowProblem> problems;  ///< Found by the format's reader; the first one is reported.

  void Add(std::string_view name, std::string value);

  /// The first value that is not blank under this name; empty when there is none.
  std::string_view Find(std::string_view name) const;
};

/// Google's feed spelling of an attribute name: "imageLink", "Image Link" and "g:image_link" are
/// all "image_link"; plural and other spellings of the APIs ("productTypes", "offerId") become the
/// feed's. Empty for the APIs' own book-keeping ("kind", "targetCountry"), which describes no
/// product.
std::string CanonicalFieldName(std::string_view name);

/// Turns rows into products, in order, and keeps the errors.
class FeedCollector {
 public:
  explicit FeedCollector(const FeedLimits& limits) : limits_(limits) {}

  /// Takes the next row. Errors: kTooLarge for more rows than the limit.
  Result<void> Add(const FeedRow& row);

  /// What was collected. The collector must not be used afterwards.
  Feed Take() { return std::move(feed_); }

 private:
  Result<Product> Build(const FeedRow& row, RowProblem* problem) const;

  FeedLimits limits_;
  Feed feed_;
  std::unordered_set<std::string> ids_;
};

}  // namespace vitrine
