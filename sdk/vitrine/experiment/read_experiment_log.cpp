// SPDX-License-Identifier: Apache-2.0
#include <vitrine/experiment/experiment_log.h>

#include <algorithm>
#include <utility>

namespace vitrine {
namespace {

constexpr std::size_t kMaxProblems = 5;

void Complain(ExperimentLog& log, std::string_view name, std::size_t line, const Error& error) {
  log.broken += 1;
  if (log.problems.size() < kMaxProblems) {
    log.problems.push_back(std::string(name) + ", line " + std::to_string(line) + ": " +
                           error.message);
  }
}

}  // namespace

void ReadExperimentLog(std::string_view bytes, std::string_view name, ExperimentLog& log) {
  std::string currency;
  const auto first = std::ranges::find_if(
      log.events, [](const LogEvent& event) { return !event.currency.empty(); });
  if (first != log.events.end()) {
    currency = first->currency;
  }
  std::size_t number = 0;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    number += 1;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
      continue;
    }
    log.lines += 1;
    auto event = ParseLogLine(line);
    if (!event) {
      Complain(log, name, number, event.error());
    } else if (!*event) {
      log.unknown += 1;
    } else if (LogEvent& read = **event;
               !read.currency.empty() && !currency.empty() && read.currency != currency) {
      Complain(log, name, number,
               {ErrorCode::kInvalidArgument,
                "the currency is " + read.currency + "; expected " + currency + " as before"});
    } else {
      currency = read.currency.empty() ? currency : read.currency;
      log.events.push_back(std::move(read));
    }
  }
}

}  // namespace vitrine
