// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/experiment/experiment_log.h>

#include <string>

namespace vitrine::cli {

/// The bytes of a log, and a word on the standard error that it is read.
Result<std::string> ReadLogFile(const std::string& path);

/// Says on the standard error what was left out of a log. Errors: kLogSyntax where nothing is left.
Result<void> CheckRead(const ExperimentLog& log);

}  // namespace vitrine::cli
