// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/commands.h"
#include "sdk/cli/files.h"
#include "sdk/cli/page_arguments.h"
#include "sdk/cli/page_json.h"
#include "sdk/cli/page_maker.h"
#include "sdk/cli/shop.h"
#include "sdk/cli/shop_ranker.h"

#include <vitrine/imaging/encode.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace vitrine::cli {
namespace {

struct RenderArguments {
  PageArguments page;
  std::string events;
  std::string out;
  std::string json;
  std::size_t pages = 1;
};

// page.png, page-2.png, page-3.png, ...
std::filesystem::path NumberedPath(const std::filesystem::path& path, std::size_t index) {
  if (index == 0) {
    return path;
  }
  return path.parent_path() /
         (path.stem().string() + "-" + std::to_string(index + 1) + path.extension().string());
}

// The shopper that a file of events tells of. Without a given time it is that of the last event,
// and that is also when an event without a time happened.
Result<Profile> ReadShopper(const std::string& path, std::int64_t& now_ms) {
  // No event is later, so those from here on have no time of their own, only their order.
  constexpr std::int64_t kUntimed = kLastTimeMs;
  Profile profile;
  if (path.empty()) {
    return profile;
  }
  auto file = ReadEventFile(path, kUntimed);
  if (!file) {
    return std::unexpected(file.error());
  }
  if (file->broken_lines > 0) {
    std::cerr << "warning: " << file->broken_lines << " lines left out; " << file->first_problem
              << "\n";
  }
  if (now_ms == 0) {
    for (const Event& event : file->events) {
      now_ms = event.time_ms < kUntimed ? std::max(now_ms, event.time_ms) : now_ms;
    }
  }
  for (Event& event : file->events) {
    event.time_ms = event.time_ms < kUntimed ? event.time_ms : event.time_ms - kUntimed + now_ms;
    profile.Observe(event);
  }
  return profile;
}

Result<void> WritePages(PageMaker& maker, const RenderArguments& arguments,
                        const Catalog& catalog) {
  std::vector<Page> pages;
  std::vector<std::string> warnings;
  for (std::size_t index = 0; index < arguments.pages; ++index) {
    auto page = maker.Make(index, warnings);
    if (!page) {
      return std::unexpected(page.error());
    }
    const auto png = EncodePng(page->image.view());
    if (!png) {
      return std::unexpected(png.error());
    }
    if (auto written = WriteFile(NumberedPath(arguments.out, index), *png); !written) {
      return written;
    }
    pages.push_back(std::move(*page));
  }
  for (const std::string& warning : warnings) {
    std::cerr << "warning: " << warning << "\n";
  }
  const std::string json = PagesJson(catalog, pages) + "\n";
  return arguments.json.empty() ? Result<void>() : WriteFile(arguments.json, json);
}

Result<void> Render(RenderArguments arguments) {
  const auto catalog = OpenShop(arguments.page.shop);
  if (!catalog) {
    return std::unexpected(catalog.error());
  }
  const auto profile = ReadShopper(arguments.events, arguments.page.options.now_ms);
  if (!profile) {
    return std::unexpected(profile.error());
  }
  auto shaper = FontShaper::Load(arguments.page.fonts);
  if (!shaper) {
    return std::unexpected(shaper.error());
  }
  if (auto read = arguments.page.ReadRules(*catalog); !read) {
    return read;
  }
  const auto opened = OpenRanker(*catalog, arguments.page.ranker);
  if (!opened) {
    return std::unexpected(opened.error());
  }
  const Ranker& ranker = opened->ranker;
  PictureFolder pictures(arguments.page.ImageFolder());
  PageMaker maker(ranker, *profile, pictures, *shaper, arguments.page.options);
  return WritePages(maker, arguments, *catalog);
}

}  // namespace

void AddRenderCommand(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("render", "Render the lookbook pages of one shopper");
  auto arguments = std::make_shared<RenderArguments>();
  arguments->page.AddTo(*command);
  command->add_option("--events", arguments->events,
                      "The shopper's events (GA4, Segment or Google Retail; JSON or JSON lines)");
  command->add_option("--out", arguments->out, "PNG to write; further pages get -2, -3, ...")
      ->required();
  command->add_option("--pages", arguments->pages, "How many pages")
      ->check(CLI::Range(1, 512))
      ->capture_default_str();
  command->add_option("--json", arguments->json,
                      "Also write slates, reasons, text boxes and hit regions to this file");
  command->callback([arguments, &action] { action = [arguments] { return Render(*arguments); }; });
}

}  // namespace vitrine::cli
