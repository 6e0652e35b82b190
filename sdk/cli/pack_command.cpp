// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/commands.h"
#include "sdk/cli/files.h"
#include "sdk/cli/product_pictures.h"
#include "sdk/cli/shop.h"

#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/writer.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine::cli {
namespace {

// Without --json a person reads the errors: enough to see what is wrong, not a flood.
constexpr std::size_t kErrorsShown = 20;

struct PackArguments {
  std::string feed;
  std::string out;
  std::string events;
  std::string pictures;
  bool json = false;
};

void PrintReport(const Feed& feed, std::size_t pictures, std::size_t pack_bytes) {
  for (std::size_t i = 0; i < feed.errors.size() && i < kErrorsShown; ++i) {
    const RowError& error = feed.errors[i];
    std::cerr << "row " << error.row << (error.id.empty() ? "" : " (" + error.id + ")") << ", "
              << error.field << ": " << error.message << "\n";
  }
  if (feed.errors.size() > kErrorsShown) {
    std::cerr << "... and " << feed.errors.size() - kErrorsShown << " more; --json lists all\n";
  }
  std::cout << feed.products.size() << " of " << feed.row_count << " products packed, "
            << feed.errors.size() << " rows skipped, " << pictures << " pictures described, "
            << pack_bytes << " bytes\n";
}

void PrintJson(const Feed& feed, std::size_t pictures, std::size_t pack_bytes) {
  rapidjson::OStreamWrapper stream(std::cout);
  rapidjson::Writer<rapidjson::OStreamWrapper> writer(stream);
  writer.StartObject();
  writer.Key("products");
  writer.Uint64(feed.products.size());
  writer.Key("rows");
  writer.Uint64(feed.row_count);
  writer.Key("pictures");
  writer.Uint64(pictures);
  writer.Key("bytes");
  writer.Uint64(pack_bytes);
  writer.Key("errors");
  writer.StartArray();
  for (const RowError& error : feed.errors) {
    writer.StartObject();
    writer.Key("row");
    writer.Uint64(error.row);
    for (const auto& [key, text] : {std::pair("id", &error.id), std::pair("field", &error.field),
                                    std::pair("message", &error.message)}) {
      writer.Key(key);
      writer.String(text->c_str());
    }
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
  std::cout << "\n";
}

// Says how much of the events is about these products, so that a log of another shop or shape
// shows.
void ReportEvents(const EventFile& file, std::span<const Product> products) {
  std::set<std::string_view> ids;
  for (const Product& product : products) {
    ids.insert(product.id);
  }
  const auto known = std::ranges::count_if(file.events, [&](const Event& event) {
    return std::ranges::any_of(event.product_ids, [&](const auto& id) { return ids.contains(id); });
  });
  std::cerr << file.events.size() << " events with products read, " << known
            << " of them about products of the feed\n";
  if (file.broken_lines > 0) {
    std::cerr << "warning: " << file.broken_lines << " lines left out; " << file.first_problem
              << "\n";
  }
}

Result<void> Pack(const PackArguments& arguments) {
  const auto feed = ReadFeedFile(arguments.feed);
  if (!feed) {
    return std::unexpected(feed.error());
  }
  std::vector<Event> events;
  if (!arguments.events.empty()) {
    auto read = ReadEventFile(arguments.events, kLastTimeMs);
    if (!read) {
      return std::unexpected(read.error());
    }
    ReportEvents(*read, feed->products);
    events = std::move(read->events);
  }
  SeenPictures seen;
  if (!arguments.pictures.empty()) {
    auto pictures =
        DescribePictures(feed->products, arguments.pictures, std::cerr, isatty(STDERR_FILENO) != 0);
    if (!pictures) {
      return std::unexpected(std::move(pictures.error()));
    }
    seen = std::move(*pictures);
  }
  const auto pack = PackProducts(feed->products, events, seen.looks);
  if (!pack) {
    return std::unexpected(pack.error());
  }
  if (auto written = WriteFile(arguments.out, *pack); !written) {
    return written;
  }
  (arguments.json ? PrintJson : PrintReport)(*feed, seen.looks.size() - seen.failed, pack->size());
  return {};
}

}  // namespace

void AddPackCommand(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("pack", "Pack a product feed for native and wasm use");
  auto arguments = std::make_shared<PackArguments>();
  command
      ->add_option("feed", arguments->feed,
                   "Google Merchant feed (JSON, CSV, TSV, XML) or schema.org JSON-LD")
      ->required();
  command->add_option("--out", arguments->out, "The pack to write (catalogue.vpack)")->required();
  command->add_option(
      "--events", arguments->events,
      "Events (GA4, Segment or Google Retail; JSON or JSON lines) that show what is popular");
  command->add_option("--pictures", arguments->pictures,
                      "The folder of the products' pictures: what they show joins their words");
  command->add_flag("--json", arguments->json, "Print the report as JSON, with every broken row");
  command->callback([arguments, &action] { action = [arguments] { return Pack(*arguments); }; });
}

}  // namespace vitrine::cli
