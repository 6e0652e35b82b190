// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/sessions.h"

#include "sdk/cli/files.h"

#include <vitrine/catalog/delimited.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace vitrine::cli {
namespace {

constexpr std::size_t kMaxFieldBytes = 4096;

struct Columns {
  std::size_t session = 0;
  std::size_t item = 0;
  std::size_t time = 0;
};

std::string Normalised(std::string_view name) {
  std::string normalised;
  for (const char c : name) {
    if (c != '_' && c != ' ') {
      normalised.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
    }
  }
  return normalised;
}

Result<Columns> FindColumns(const std::vector<std::string>& header) {
  const std::array<std::array<std::string_view, 2>, 3> names = {
      {{"sessionid", "session"}, {"itemid", "item"}, {"time", "timestamp"}}};
  std::array<std::size_t, 3> found{};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto column = std::ranges::find_if(header, [&](const std::string& name) {
      const std::string normalised = Normalised(name);
      return normalised == names[i][0] || normalised == names[i][1];
    });
    if (column == header.end()) {
      return Fail(ErrorCode::kInvalidArgument, "the header has no column " +
                                                   std::string(names[i][0]) +
                                                   "; expected SessionId, ItemId and Time");
    }
    found[i] = static_cast<std::size_t>(column - header.begin());
  }
  return Columns{found[0], found[1], found[2]};
}

// The whole of `text` as a number, or nothing.
template <typename Number>
std::optional<Number> ReadNumber(std::string_view text) {
  Number number{};
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
  return whole ? std::optional(number) : std::nullopt;
}

// 2014-04-07T10:51:09.277Z (ISO 8601, in UTC; the fraction and the Z may be missing, a blank may
// stand for the T) in milliseconds since 1970.
std::optional<std::int64_t> ReadDateTime(std::string_view text) {
  if (text.ends_with('Z')) {
    text.remove_suffix(1);
  }
  constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:dd";
  if (text.size() < kForm.size()) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    const bool fits = kForm[i] == 'd' ? digit : text[i] == kForm[i] || (i == 10 && text[i] == ' ');
    if (!fits) {
      return std::nullopt;
    }
  }
  const auto part = [&](std::size_t at, std::size_t size) {
    return *ReadNumber<unsigned>(text.substr(at, size));
  };
  const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(part(0, 4))),
                                         std::chrono::month(part(5, 2)),
                                         std::chrono::day(part(8, 2)));
  const unsigned seconds = part(11, 2) * 3600 + part(14, 2) * 60 + part(17, 2);
  const std::string_view rest = text.substr(kForm.size());
  const auto fraction = rest.empty()
                            ? 0.0
                            : (rest[0] == '.' && rest.size() > 1
                                   ? ReadNumber<double>("0" + std::string(rest)).value_or(-1)
                                   : -1);
  if (!date.ok() || part(11, 2) > 23 || part(14, 2) > 59 || part(17, 2) > 60 || fraction < 0) {
    return std::nullopt;
  }
  const std::chrono::milliseconds midnight = std::chrono::sys_days(date).time_since_epoch();
  return midnight.count() + std::int64_t{seconds} * 1000 +
         static_cast<std::int64_t>(fraction * 1000);
}

// Seconds since 1970 or a date and time, in milliseconds.
std::optional<std::int64_t> ReadTime(std::string_view text) {
  const auto seconds = ReadNumber<double>(text);
  if (!seconds) {
    return ReadDateTime(text);
  }
  // Beyond the year 2200 they are milliseconds, and all weights that fade with age would be 0.
  constexpr double kLatestSeconds = 7.26e9;
  if (!std::isfinite(*seconds) || std::abs(*seconds) > kLatestSeconds) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(*seconds * 1000);
}

struct Row {
  std::int64_t time_ms;
  std::size_t line;
  std::string item;
};

std::vector<Session> InOrder(std::map<std::string, std::vector<Row>> rows_of) {
  std::vector<std::tuple<std::int64_t, std::string, Session>> sessions;
  for (auto& [id, rows] : rows_of) {
    if (rows.size() < 2) {
      continue;
    }
    std::ranges::sort(rows, {}, [](const Row& row) { return std::pair(row.time_ms, row.line); });
    Session session;
    for (Row& row : rows) {
      session.items.push_back(std::move(row.item));
      session.times_ms.push_back(row.time_ms);
    }
    sessions.emplace_back(session.times_ms.back(), id, std::move(session));
  }
  std::ranges::sort(sessions, {}, [](const auto& entry) {
    return std::pair(std::get<0>(entry), std::get<1>(entry));
  });
  std::vector<Session> ordered;
  for (auto& [time_ms, id, session] : sessions) {
    ordered.push_back(std::move(session));
  }
  return ordered;
}

}  // namespace

Result<std::vector<Session>> ReadSessions(const std::filesystem::path& path) {
  const auto bytes = ReadFile(path);
  if (!bytes) {
    return std::unexpected(bytes.error());
  }
  const std::size_t header_end = std::min(bytes->find('\n'), bytes->size());
  const bool tabs = std::string_view(*bytes).substr(0, header_end).contains('\t');
  DelimitedReader reader(*bytes, tabs ? '\t' : ',', kMaxFieldBytes);
  std::vector<std::string> fields;
  std::string broken;
  if (!reader.Next(&fields, &broken)) {
    return Fail(ErrorCode::kInvalidArgument, path.string() + " is empty; expected a header");
  }
  const auto columns = FindColumns(fields);
  if (!columns) {
    return std::unexpected(columns.error());
  }
  std::map<std::string, std::vector<Row>> rows_of;
  std::size_t line = 1;
  while (reader.Next(&fields, &broken)) {
    ++line;
    const auto complain = [&](std::string_view what) {
      return Fail(ErrorCode::kInvalidArgument,
                  path.string() + ", row " + std::to_string(line) + ": " + std::string(what));
    };
    if (!broken.empty()) {
      return complain(broken);
    }
    if (fields.size() <= std::max({columns->session, columns->item, columns->time})) {
      return complain("too few columns");
    }
    const std::string& text = fields[columns->time];
    const auto time_ms = ReadTime(text);
    if (!time_ms) {
      return complain("the time '" + text +
                      "' is neither a number of seconds since 1970, before the year 2200, nor like "
                      "2014-04-07T10:51:09.277Z");
    }
    rows_of[fields[columns->session]].push_back({*time_ms, line, fields[columns->item]});
  }
  return InOrder(std::move(rows_of));
}

}  // namespace vitrine::cli
