// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/page_arguments.h"

#include "sdk/cli/files.h"
#include "sdk/cli/shop_ranker.h"

#include <iostream>
#include <utility>

namespace vitrine::cli {

void PageArguments::AddTo(CLI::App& command) {
  fonts = ShippedPath(ProgramPath(), "fonts", VITRINE_FONTS);
  command.add_option("--feed", shop, "Product feed or pack (.vpack)")->required();
  command.add_option(
      "--images", images,
      "Folder that the feed's picture links are relative to (default: the feed's own)");
  command
      .add_option("--fonts", fonts, "Folder of the @fontsource packages with the lookbook's fonts")
      ->capture_default_str();
  command.add_option("--ranker", ranker, kRankerHelp);
  command.add_option("--width", options.width_px, "Page width in CSS pixels")
      ->check(CLI::Range(240.0F, 4096.0F))
      ->capture_default_str();
  command.add_option("--height", options.height_px, "Page height in CSS pixels")
      ->check(CLI::Range(240.0F, 4096.0F))
      ->capture_default_str();
  command.add_option("--dpr", options.device_pixel_ratio, "Device pixels per CSS pixel")
      ->check(CLI::Range(0.5F, 4.0F))
      ->capture_default_str();
  command.add_flag("--dark", options.dark, "Dark pages");
  command.add_flag("--rtl", options.right_to_left,
                   "Pages for readers of Arabic or Hebrew, from right to left");
  command.add_flag("!--no-text", options.text, "Leave the text out");
  command.add_option("--now", options.now_ms,
                     "The time the page is made for, in milliseconds since 1970 (default: the "
                     "last event's)");
  command.add_option("--seed", options.seed, "Varies the order of the templates")
      ->capture_default_str();
  command.add_option("--rules", rules,
                     "What the shop wants of its pages, as JSON: docs/rules.md has the format");
  command.add_option("--explore", options.explore_seed,
                     "Draw each slot, with this seed and the propensities in the JSON");
}

std::filesystem::path PageArguments::ImageFolder() const {
  return images.empty() ? std::filesystem::path(shop).parent_path() : std::filesystem::path(images);
}

Result<void> PageArguments::ReadRules(const Catalog& catalog) {
  if (rules.empty()) {
    return {};
  }
  const auto text = ReadFile(rules);
  if (!text) {
    return std::unexpected(text.error());
  }
  auto parsed = ParseRules(*text);
  if (!parsed) {
    return Fail(parsed.error().code, rules + ": " + parsed.error().message);
  }
  for (const std::string& rule : AppliedRules(catalog, *parsed).Unmatched()) {
    std::cerr << "warning: " << rules << ": no product fits " << rule << "\n";
  }
  options.rules = std::move(*parsed);
  return {};
}

}  // namespace vitrine::cli
