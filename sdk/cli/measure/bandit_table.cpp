// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/measure/bandit_table.h"

#include <vitrine/base/number_text.h>
#include <vitrine/catalog/delimited.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <initializer_list>
#include <optional>
#include <utility>

namespace vitrine::cli {
namespace {

constexpr std::size_t kMaxFieldBytes = 4096;

using Fields = std::vector<std::string>;

// Numbers that a file spells: the whole of the text, with no blank.
std::optional<double> ReadNumber(std::string_view text) {
  double number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
  return whole ? std::optional(number) : std::nullopt;
}

// One row of a table, with what its messages need.
class Row {
 public:
  Row(std::string_view table, std::size_t number, const Fields& fields)
      : table_(table), number_(number), fields_(fields) {}

  std::unexpected<Error> Wrong(ErrorCode code, const std::string& what) const {
    return Fail(code, std::string(table_) + ", row " + std::to_string(number_) + ": " + what);
  }

  const std::string& Text(std::size_t column) const { return fields_[column]; }

  Result<double> Number(std::size_t column, const char* what) const {
    const std::string& text = fields_[column];
    const auto number = ReadNumber(text);
    if (!number) {
      return Wrong(ErrorCode::kLogSyntax,
                   "the " + std::string(what) + " is '" + text + "'; expected a number");
    }
    if (!std::isfinite(*number)) {
      return Wrong(ErrorCode::kNonFinite, "the " + std::string(what) + " is " + text);
    }
    return *number;
  }

 private:
  std::string_view table_;
  std::size_t number_;
  const Fields& fields_;
};

using TakeHeader = std::function<Result<void>(const Fields&)>;
using TakeRow = std::function<Result<void>(const Row&)>;

Result<void> ReadTable(std::string_view bytes, std::string_view name, const TakeHeader& take_header,
                       const TakeRow& take_row) {
  const bool tabs = bytes.substr(0, std::min(bytes.find('\n'), bytes.size())).contains('\t');
  DelimitedReader reader(bytes, tabs ? '\t' : ',', kMaxFieldBytes);
  Fields fields;
  std::string broken;
  if (!reader.Next(&fields, &broken)) {
    return Fail(ErrorCode::kLogSyntax, std::string(name) + " is empty; expected a header");
  }
  const std::size_t width = fields.size();
  if (const auto taken = take_header(fields); !taken) {
    return Fail(taken.error().code, std::string(name) + ": " + taken.error().message);
  }
  for (std::size_t number = 2; reader.Next(&fields, &broken); ++number) {
    const Row row(name, number, fields);
    if (!broken.empty()) {
      return row.Wrong(ErrorCode::kLogSyntax, broken);
    }
    if (fields.size() != width) {
      return row.Wrong(ErrorCode::kLogSyntax, std::to_string(fields.size()) + " values; expected " +
                                                  std::to_string(width));
    }
    if (const auto taken = take_row(row); !taken) {
      return taken;
    }
  }
  return {};
}

// The column of the first of these names that the header has.
Result<std::size_t> Column(const Fields& header, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    const auto found = std::ranges::find(header, name);
    if (found != header.end()) {
      return static_cast<std::size_t>(found - header.begin());
    }
  }
  return Fail(ErrorCode::kLogSyntax,
              "the header has no column '" + std::string(*names.begin()) + "'");
}

// Finds several columns, or says which is missing.
Result<void> FindColumns(
    const Fields& header,
    std::initializer_list<std::pair<std::size_t*, std::initializer_list<std::string_view>>>
        wanted) {
  for (const auto& [column, names] : wanted) {
    const auto found = Column(header, names);
    if (!found) {
      return std::unexpected(found.error());
    }
    *column = *found;
  }
  return {};
}

// The rounds of a table as they are read.
class BanditReader {
 public:
  Result<void> TakeHeader(const Fields& header, BanditNames names) {
    for (std::size_t i = 0; i < header.size(); ++i) {
      if (header[i].starts_with("user_feature")) {
        features_.push_back(i);
      }
    }
    rounds_.emplace(std::move(names), features_.size());
    return FindColumns(header, {{&item_, {"item_id"}},
                                {&position_, {"position"}},
                                {&reward_, {"click", "reward"}},
                                {&propensity_, {"propensity_score", "action_prob", "pscore"}}});
  }

  Result<void> TakeRow(const Row& row) {
    const auto reward = row.Number(reward_, "reward");
    if (!reward) {
      return std::unexpected(reward.error());
    }
    const auto propensity = row.Number(propensity_, "propensity");
    if (!propensity) {
      return std::unexpected(propensity.error());
    }
    if (!(*propensity > 0 && *propensity <= 1)) {
      return row.Wrong(ErrorCode::kInvalidArgument,
                       "the propensity is " + row.Text(propensity_) +
                           "; what was shown had a probability above 0 and at most 1");
    }
    std::vector<std::string> context;
    for (const std::size_t feature : features_) {
      context.push_back(row.Text(feature));
    }
    rounds_->Add(row.Text(item_), row.Text(position_), *reward, *propensity, context);
    return {};
  }

  Result<BanditTable> Table() && { return std::move(*rounds_).Table(); }

 private:
  std::optional<BanditRounds> rounds_;
  std::size_t item_ = 0;
  std::size_t position_ = 0;
  std::size_t reward_ = 0;
  std::size_t propensity_ = 0;
  std::vector<std::size_t> features_;
};

}  // namespace

Result<BanditTable> ReadBanditTable(std::string_view bytes, std::string_view name,
                                    BanditNames names) {
  BanditReader reader;
  const auto read = ReadTable(
      bytes, name,
      [&](const Fields& header) { return reader.TakeHeader(header, std::move(names)); },
      [&](const Row& row) { return reader.TakeRow(row); });
  if (!read) {
    return std::unexpected(read.error());
  }
  return std::move(reader).Table();
}

Result<PolicyTable> ReadPolicyTable(std::string_view bytes, std::string_view name,
                                    const BanditNames& names) {
  const std::size_t item_count = names.items.size();
  if (const auto checked = CheckCells(item_count, names.positions.size()); !checked) {
    return std::unexpected(checked.error());
  }
  std::vector<double> probabilities(item_count * names.positions.size());
  std::vector<bool> given(probabilities.size());
  std::size_t item_column = 0;
  std::size_t position_column = 0;
  std::size_t probability_column = 0;
  const auto take_header = [&](const Fields& header) {
    return FindColumns(header, {{&item_column, {"item_id"}},
                                {&position_column, {"position"}},
                                {&probability_column, {"probability"}}});
  };
  const auto take_row = [&](const Row& row) -> Result<void> {
    const auto probability = row.Number(probability_column, "probability");
    if (!probability) {
      return std::unexpected(probability.error());
    }
    if (!(*probability >= 0 && *probability <= 1)) {
      return row.Wrong(ErrorCode::kInvalidArgument,
                       "the probability is " + row.Text(probability_column) + "; expected 0 to 1");
    }
    const auto item = names.items.find(row.Text(item_column));
    const auto position = names.positions.find(row.Text(position_column));
    if (item == names.items.end() || position == names.positions.end()) {
      return *probability == 0 ? Result<void>()
                               : row.Wrong(ErrorCode::kInvalidArgument,
                                           "item '" + row.Text(item_column) + "' or position '" +
                                               row.Text(position_column) + "' is not in the log");
    }
    const std::size_t cell = position->second * item_count + item->second;
    if (given[cell]) {
      return row.Wrong(ErrorCode::kLogSyntax, "this item and position came before");
    }
    given[cell] = true;
    probabilities[cell] = *probability;
    return {};
  };
  if (const auto read = ReadTable(bytes, name, take_header, take_row); !read) {
    return std::unexpected(read.error());
  }
  constexpr double kRounding = 1e-3;
  for (const auto& [position, number] : names.positions) {
    double sum = 0;
    for (std::size_t item = 0; item < item_count; ++item) {
      sum += probabilities[number * item_count + item];
    }
    if (!(std::abs(sum - 1) <= kRounding)) {
      return Fail(ErrorCode::kInvalidArgument, std::string(name) + ": position '" + position +
                                                   "' sums to " + NumberText(sum) + "; expected 1");
    }
  }
  return PolicyFromWeights(static_cast<std::uint32_t>(item_count), std::move(probabilities));
}

}  // namespace vitrine::cli
