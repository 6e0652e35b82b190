// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/page_maker.h"

#include <vitrine/base/result.h>
#include <vitrine/catalog/catalog.h>

#include <CLI/App.hpp>

#include <filesystem>
#include <string>

namespace vitrine::cli {

/// The options that every command with pages shares.
struct PageArguments {
  std::string shop;    ///< Feed or pack.
  std::string images;  ///< Folder of the pictures; empty means beside the shop file.
  std::string fonts;   ///< Folder of the @fontsource packages.
  std::string rules;   ///< File of rules; empty is none.
  std::string ranker;  ///< ONNX model; empty means the pack's own network.
  PageOptions options;

  void AddTo(CLI::App& command);

  std::filesystem::path ImageFolder() const;

  /// Reads the file of rules into the options; warns of rules that nothing in the catalogue fits.
  Result<void> ReadRules(const Catalog& catalog);
};

}  // namespace vitrine::cli
