// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/delimited.h>
#include <vitrine/catalog/feed_formats.h>
#include <vitrine/catalog/text.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

// Spreadsheets of countries with a decimal comma separate by semicolons.
char HeaderSeparator(std::string_view bytes, char separator) {
  if (separator != ',') {
    return separator;
  }
  const std::string_view header = bytes.substr(0, bytes.find_first_of("\r\n"));
  const bool semicolons = header.find(';') != std::string_view::npos;
  return semicolons && header.find(',') == std::string_view::npos ? ';' : ',';
}

Result<std::vector<std::string>> ReadHeader(DelimitedReader* reader) {
  std::vector<std::string> names;
  std::string broken;
  if (!reader->Next(&names, &broken)) {
    return names;
  }
  for (std::string& name : names) {
    name = CanonicalFieldName(name);
  }
  if (!broken.empty() || std::ranges::find(names, "id") == names.end()) {
    return Fail(
        ErrorCode::kFeedSyntax,
        "line 1: expected a header row with the attribute names id, title, price, image_link, "
        "..., got " +
            Quote(names.front()) + (broken.empty() ? "" : " (" + broken + ")"));
  }
  return names;
}

// Gives the values their names. Values beyond the header may only be blank.
FeedRow NameFields(const std::vector<std::string>& names, std::vector<std::string> values,
                   const std::string& broken) {
  FeedRow row;
  const std::size_t count = values.size();
  if (!broken.empty()) {
    row.problems.push_back({count <= names.size() ? names[count - 1] : "", broken});
  } else if (count < names.size()) {
    row.problems.push_back({names[count], "is missing: the row has " + std::to_string(count) +
                                              " values, expected " + std::to_string(names.size())});
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (i < names.size()) {
      row.Add(names[i], std::move(values[i]));
    } else if (row.problems.empty() && !Trim(values[i]).empty()) {
      row.problems.push_back({"", "the row has " + std::to_string(count) + " values, expected " +
                                      std::to_string(names.size())});
    }
  }
  return row;
}

}  // namespace

Result<void> ReadDelimitedFeed(std::string_view bytes, char separator, const FeedLimits& limits,
                               FeedCollector* collector) {
  DelimitedReader reader(bytes, HeaderSeparator(bytes, separator), limits.max_field_bytes);
  const Result<std::vector<std::string>> names = ReadHeader(&reader);
  if (!names) {
    return std::unexpected(names.error());
  }
  std::vector<std::string> values;
  std::string broken;
  while (reader.Next(&values, &broken)) {
    if (Result<void> added = collector->Add(NameFields(*names, std::move(values), broken));
        !added) {
      return added;
    }
    values.clear();
  }
  return {};
}

}  // namespace vitrine
