// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/measure/log_files.h"

#include "sdk/cli/files.h"

#include <iostream>

namespace vitrine::cli {

Result<std::string> ReadLogFile(const std::string& path) {
  auto bytes = ReadFile(path);
  if (bytes) {
    std::cerr << "reading " << path << "\n";
  }
  return bytes;
}

Result<void> CheckRead(const ExperimentLog& log) {
  for (const std::string& problem : log.problems) {
    std::cerr << "left out: " << problem << "\n";
  }
  if (log.events.empty()) {
    return Fail(ErrorCode::kLogSyntax, "the log has no events: " + std::to_string(log.broken) +
                                           " of " + std::to_string(log.lines) +
                                           " lines are broken");
  }
  return {};
}

}  // namespace vitrine::cli
