// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vitrine::cli {

/// One visit: the items dealt with, in the order of time.
struct Session {
  std::vector<std::string> items;
  std::vector<std::int64_t> times_ms;  ///< Of each item, ascending.
};

/// Reads sessions from a table with a header, separated by tabs or commas: one row an interaction,
/// with the columns SessionId, ItemId and Time (seconds since 1970), also spelt session_id,
/// item_id, timestamp. Other columns are ignored.
///
/// @return The sessions with at least two items, ordered by time, ties by session id; or
///   kInvalidArgument with the line that is wrong.
Result<std::vector<Session>> ReadSessions(const std::filesystem::path& path);

}  // namespace vitrine::cli
