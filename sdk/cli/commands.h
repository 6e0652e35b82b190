// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <CLI/App.hpp>

#include <functional>

namespace vitrine::cli {

/// What a subcommand does once its arguments are parsed.
using Action = std::function<Result<void>()>;

// Each adds one subcommand and sets `action` when that subcommand is chosen.
void AddPackCommand(CLI::App& app, Action& action);
void AddRenderCommand(CLI::App& app, Action& action);
void AddSheetCommand(CLI::App& app, Action& action);
void AddEnhanceCommand(CLI::App& app, Action& action);
void AddTrainCommand(CLI::App& app, Action& action);
void AddEvaluateCommand(CLI::App& app, Action& action);
void AddModelCommand(CLI::App& app, Action& action);
void AddReportCommand(CLI::App& app, Action& action);
void AddPowerCommand(CLI::App& app, Action& action);
void AddOpeCommand(CLI::App& app, Action& action);

}  // namespace vitrine::cli
