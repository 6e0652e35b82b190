// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/batch/batch.h"
#include "sdk/cli/commands.h"
#include "sdk/cli/files.h"

#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <string>

namespace vitrine::cli {
namespace {

struct EnhanceArguments {
  BatchOptions batch;
  std::string style;
  std::string shard = "0/1";
  bool as_they_are = false;
  bool no_model = false;
  bool print_style = false;
};

void UseOurModel(BatchOptions& batch) {
  const auto model = ShippedPath(ProgramPath(), "cutout.onnx", VITRINE_CUTOUT_MODEL);
  if (std::filesystem::exists(model)) {
    batch.model = model;
  } else {
    std::cerr << "no segmentation model at " << model.string()
              << ": pictures are cut out by colours alone\n";
  }
}

Result<void> RunEnhance(EnhanceArguments& arguments) {
  BatchOptions& batch = arguments.batch;
  if (!arguments.style.empty()) {
    const Result<std::string> json = ReadFile(arguments.style);
    if (!json) {
      return std::unexpected(json.error());
    }
    const Result<Style> style = ParseStyle(*json);
    if (!style) {
      return std::unexpected(style.error());
    }
    batch.settings.style = *style;
  }
  if (arguments.print_style) {
    std::cout << ToJson(batch.settings.style);
    return {};
  }
  if (batch.in.empty() || batch.out.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "a library and --out, a folder, were expected");
  }
  const Result<Shard> shard = ParseShard(arguments.shard);
  if (!shard) {
    return std::unexpected(shard.error());
  }
  batch.shard = *shard;
  batch.settings.mend = !arguments.as_they_are;
  if (arguments.no_model) {
    batch.model.clear();
  } else if (batch.model.empty()) {
    UseOurModel(batch);
  }
  const Result<BatchResult> result = EnhanceLibrary(batch, std::cerr, isatty(STDERR_FILENO) != 0);
  if (!result) {
    return std::unexpected(result.error());
  }
  std::cerr << result->made << " made, " << result->failed << " failed, " << result->kept
            << " kept from before\n";
  return {};
}

}  // namespace

void AddEnhanceCommand(CLI::App& app, Action& action) {
  auto arguments = std::make_shared<EnhanceArguments>();
  BatchOptions& batch = arguments->batch;
  CLI::App* const command = app.add_subcommand(
      "enhance",
      "Make a library of pictures look like one brand: mended, cut out, in one frame and light.\n"
      "A run that was stopped goes on where it was when it is started again.");
  command->add_option("library", batch.in, "A folder of JPEG, PNG, WebP and AVIF, or one file");
  command->add_option("--out", batch.out, "The folder of the results, made where it is not there");
  command->add_option("--style", arguments->style, "JSON; --print-style shows what it can say")
      ->check(CLI::ExistingFile);
  command->add_flag("--print-style", arguments->print_style,
                    "Write the style, with all defaults, to standard output and end");
  const std::map<std::string, FileFormat> formats = {{"jpeg", FileFormat::kJpeg},
                                                     {"png", FileFormat::kPng},
                                                     {"webp", FileFormat::kWebp},
                                                     {"avif", FileFormat::kAvif}};
  command->add_option("--format", batch.settings.encoding.format, "Of the results")
      ->transform(CLI::CheckedTransformer(formats))
      ->default_str("jpeg");
  command->add_option("--quality", batch.settings.encoding.quality, "Of the results, 1 to 100")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  command
      ->add_option("--least-confidence", batch.settings.least_confidence_01,
                   "Below it a picture is shown whole, 0 to 1")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  command->add_option("--model", batch.model,
                      "Segmentation, ONNX, for pictures whose colours alone are not sure");
  command->add_flag("--no-model", arguments->no_model, "Cut out by colours alone");
  command->add_flag("--as-they-are", arguments->as_they_are,
                    "Do not mend noise, blur, compression and light first");
  command->add_option("--shard", arguments->shard, "Only a part: 2/8 is the third of eight")
      ->capture_default_str();
  command->add_option("--jobs", batch.workers, "Pictures at a time; 0: as many as there are cores")
      ->capture_default_str();
  command->add_option("--sheet", batch.sheet_pairs, "Pairs on the contact sheet; 0 makes none")
      ->capture_default_str();
  command->add_flag("--retry-failed", batch.retry_failed, "Try again what failed before");
  command->add_option("--max-pixels", batch.settings.limits.max_pixels, "Of a picture")
      ->capture_default_str();
  command->add_option("--max-bytes", batch.settings.limits.max_bytes, "Of a file")
      ->capture_default_str();
  command->callback(
      [arguments, &action] { action = [arguments]() { return RunEnhance(*arguments); }; });
}

}  // namespace vitrine::cli
