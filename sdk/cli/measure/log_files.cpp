// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/measure/log_files.h"

#include <vitrine/experiment/report_json.h>

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
  return CheckHasEvents(log);
}

}  // namespace vitrine::cli
