// SPDX-License-Identifier: Apache-2.0
// The `vitrine` command.
#include "sdk/cli/commands.h"

#include <vitrine/base/version.h>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <iostream>
#include <string>

namespace {

constexpr int kFailed = 1;
constexpr int kUsage = 2;
constexpr int kInconclusive = 3;

int Run(int argc, char** argv) {
  CLI::App app("Vitrine: personalised lookbooks from a shop's own products.", "vitrine");
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string(vitrine::Version()));
  app.footer(
      "Results go to the files named or to standard output, progress and warnings to standard "
      "error.\n"
      "Exit status: 0 done, 1 an input was broken or could not be read, 2 wrong usage,\n"
      "3 the data cannot answer the question.");
  vitrine::cli::Action action;
  vitrine::cli::AddPackCommand(app, action);
  vitrine::cli::AddRenderCommand(app, action);
  vitrine::cli::AddSheetCommand(app, action);
  vitrine::cli::AddEnhanceCommand(app, action);
  vitrine::cli::AddTrainCommand(app, action);
  vitrine::cli::AddEvaluateCommand(app, action);
  vitrine::cli::AddModelCommand(app, action);
  vitrine::cli::AddReportCommand(app, action);
  vitrine::cli::AddPowerCommand(app, action);
  vitrine::cli::AddOpeCommand(app, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  if (const auto done = action(); !done) {
    std::cerr << "vitrine: " << done.error().message << " ["
              << vitrine::ErrorCodeName(done.error().code) << "]\n";
    return done.error().code == vitrine::ErrorCode::kInconclusive ? kInconclusive : kFailed;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return Run(argc, argv);
  } catch (const std::exception& error) {
    // The portable library throws nothing: this is memory, or a stream or path of the system.
    std::fputs("vitrine: ", stderr);
    std::fputs(error.what(), stderr);
    std::fputs("\n", stderr);
    return kFailed;
  }
}
