// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/commands.h"
#include "tests/unit/cli/temporary_folder.h"

#include <CLI/CLI.hpp>

#include <string>

namespace vitrine::cli {

/// Runs the `vitrine` command line, less its name, as main() does.
inline Result<void> RunCommand(const std::string& arguments) {
  CLI::App app;
  Action action;
  AddPackCommand(app, action);
  AddRenderCommand(app, action);
  AddSheetCommand(app, action);
  AddEnhanceCommand(app, action);
  AddTrainCommand(app, action);
  AddEvaluateCommand(app, action);
  AddModelCommand(app, action);
  AddReportCommand(app, action);
  AddPowerCommand(app, action);
  AddOpeCommand(app, action);
  app.parse(arguments);
  return action();
}

}  // namespace vitrine::cli
