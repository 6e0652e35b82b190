// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/sessions.h"

#include "sdk/cli/files.h"

#include <vitrine/catalog/delimited.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <map>
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

struct Visit {
  std::int64_t time_ms;
  std::size_t line;
  std::string item;
};

std::vector<Session> InOrder(std::map<std::string, std::vector<Visit>> visits) {
  std::vector<std::tuple<std::int64_t, std::string, Session>> sessions;
  for (auto& [id, rows] : visits) {
    if (rows.size() < 2) {
      continue;
    }
    std::ranges::sort(rows, {},
                      [](const Visit& visit) { return std::pair(visit.time_ms, visit.line); });
    Session session;
    session.time_ms = rows.back().time_ms;
    for (Visit& row : rows) {
      session.items.push_back(std::move(row.item));
    }
    sessions.emplace_back(session.time_ms, id, std::move(session));
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
  std::map<std::string, std::vector<Visit>> visits;
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
    double seconds = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (parsed.ec != std::errc() || !std::isfinite(seconds) || std::abs(seconds) > 1e13) {
      return complain("the time '" + text + "' is not a number of seconds");
    }
    visits[fields[columns->session]].push_back(
        {static_cast<std::int64_t>(seconds * 1000), line, fields[columns->item]});
  }
  return InOrder(std::move(visits));
}

}  // namespace vitrine::cli
