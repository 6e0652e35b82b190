// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/sessions.h"

#include <vitrine/base/result.h>

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace vitrine::cli {

/// A shop's events as visits of its shoppers.
struct EventLog {
  std::vector<Session> sessions;    ///< With at least two items, ordered by the time of their end.
  std::size_t events = 0;           ///< With products, and a shopper.
  std::size_t nameless_lines = 0;   ///< Without a shopper's id: left out.
  std::size_t untimed_events = 0;   ///< Without a time: left out.
  std::size_t misdated_visits = 0;  ///< That end a month after 99 % of all: left out.
  std::size_t broken_lines = 0;     ///< Left out, too.
  std::string first_problem;        ///< "line 7: ..."; empty without broken lines.
};

/// Reads JSON lines of events (docs/events.md), each with the id of its shopper: `client_id`,
/// `user_pseudo_id`, `user_id`, `anonymousId`, `userId`, `visitorId` or `userPseudoId`. What a
/// shopper selected, viewed, bagged or bought makes their visits, a selection and the view that it
/// leads to being one; kLongestPauseMs without anything ends a visit. Events with the same id count
/// once. What no clock or one far ahead told is left out, because what is recent is judged by the
/// newest.
///
/// @return The log, or kEventSyntax where no line could be read.
Result<EventLog> ReadEventLog(const std::filesystem::path& path);

}  // namespace vitrine::cli
