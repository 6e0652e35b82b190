// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/commands.h"
#include "sdk/cli/files.h"
#include "sdk/cli/product_pictures.h"
#include "sdk/cli/shards/pack_shards.h"
#include "sdk/cli/shop.h"

#include <rapidjson/ostreamwrapper.h>
#include <rapidjson/writer.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
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
  std::vector<std::string> feeds;  // "NAME=FILE"
  std::string out;
  std::string events;
  std::string pictures;
  bool json = false;
  bool shards = false;
  bool prune = false;
  bool fresh = false;
};

void PrintErrors(std::span<const RowError> errors) {
  for (std::size_t i = 0; i < errors.size() && i < kErrorsShown; ++i) {
    const RowError& error = errors[i];
    std::cerr << (error.row == 0 ? "product" : "row " + std::to_string(error.row))
              << (error.id.empty() ? "" : " (" + error.id + ")") << ", " << error.field << ": "
              << error.message << "\n";
  }
  if (errors.size() > kErrorsShown) {
    std::cerr << "... and " << errors.size() - kErrorsShown << " more; --json lists all\n";
  }
}

void PrintReport(const Feed& feed, std::size_t pictures, std::size_t pack_bytes) {
  PrintErrors(feed.errors);
  std::cout << feed.products.size() << " of " << feed.row_count << " products packed, "
            << feed.errors.size() << " rows skipped, " << pictures << " pictures described, "
            << pack_bytes << " bytes\n";
}

using JsonWriter = rapidjson::Writer<rapidjson::OStreamWrapper>;

void WriteNumber(JsonWriter& writer, const char* key, std::uint64_t value) {
  writer.Key(key);
  writer.Uint64(value);
}

void WriteErrors(JsonWriter& writer, std::span<const RowError> errors) {
  writer.Key("errors");
  writer.StartArray();
  for (const RowError& error : errors) {
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
}

void PrintJson(const Feed& feed, std::size_t pictures, std::size_t pack_bytes) {
  rapidjson::OStreamWrapper stream(std::cout);
  JsonWriter writer(stream);
  writer.StartObject();
  WriteNumber(writer, "products", feed.products.size());
  WriteNumber(writer, "rows", feed.row_count);
  WriteNumber(writer, "pictures", pictures);
  WriteNumber(writer, "bytes", pack_bytes);
  WriteErrors(writer, feed.errors);
  writer.EndObject();
  std::cout << "\n";
}

void PrintShards(const PackShardsReport& report) {
  for (const SourceReport& source : report.sources) {
    if (!source.errors.empty()) {
      std::cerr << source.path << ":\n";
      PrintErrors(source.errors);
    }
    std::cerr << source.path << ": " << source.products << " of " << source.rows
              << " products packed\n";
  }
  const ShardReport& shards = report.shards;
  std::cout << shards.products << " products in " << shards.shards << " shards of " << shards.bytes
            << " bytes, " << shards.new_shards << " of them new, " << shards.deltas
            << " deltas; head of " << shards.head_products << " products in " << shards.head_bytes
            << " bytes, index of " << shards.index_bytes << " bytes; " << shards.pruned
            << " old files removed\n";
}

void PrintShardsJson(const PackShardsReport& report) {
  const ShardReport& shards = report.shards;
  rapidjson::OStreamWrapper stream(std::cout);
  JsonWriter writer(stream);
  writer.StartObject();
  WriteNumber(writer, "products", shards.products);
  WriteNumber(writer, "shards", shards.shards);
  WriteNumber(writer, "new", shards.new_shards);
  WriteNumber(writer, "deltas", shards.deltas);
  WriteNumber(writer, "pruned", shards.pruned);
  WriteNumber(writer, "bytes", shards.bytes);
  WriteNumber(writer, "head_products", shards.head_products);
  WriteNumber(writer, "head_bytes", shards.head_bytes);
  WriteNumber(writer, "index_bytes", shards.index_bytes);
  writer.Key("feeds");
  writer.StartArray();
  for (const SourceReport& source : report.sources) {
    writer.StartObject();
    writer.Key("feed");
    writer.String(source.path.c_str());
    WriteNumber(writer, "products", source.products);
    WriteNumber(writer, "rows", source.rows);
    WriteErrors(writer, source.errors);
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

Result<std::vector<Event>> ReadEventsOf(const PackArguments& arguments,
                                        std::span<const Product> products) {
  if (arguments.events.empty()) {
    return std::vector<Event>();
  }
  auto read = ReadEventFile(arguments.events, kLastTimeMs);
  if (!read) {
    return std::unexpected(std::move(read.error()));
  }
  ReportEvents(*read, products);
  return std::move(read->events);
}

Result<void> Pack(const PackArguments& arguments) {
  const auto feed = ReadFeedFile(arguments.feed);
  if (!feed) {
    return std::unexpected(feed.error());
  }
  const auto events = ReadEventsOf(arguments, feed->products);
  if (!events) {
    return std::unexpected(events.error());
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
  const auto pack = PackProducts(feed->products, *events, seen.looks);
  if (!pack) {
    return std::unexpected(pack.error());
  }
  if (auto written = WriteFile(arguments.out, *pack); !written) {
    return written;
  }
  (arguments.json ? PrintJson : PrintReport)(*feed, seen.looks.size() - seen.failed, pack->size());
  return {};
}

// "NAME=FILE", or a file alone.
ShardSource SourceOf(const std::string& argument) {
  const std::size_t equals = argument.find('=');
  return equals == std::string::npos
             ? ShardSource{"", argument}
             : ShardSource{argument.substr(0, equals), argument.substr(equals + 1)};
}

Result<void> PackIntoShards(const PackArguments& arguments) {
  std::vector<ShardSource> sources;
  if (!arguments.feed.empty()) {
    sources.push_back({"", arguments.feed});
  }
  for (const std::string& feed : arguments.feeds) {
    sources.push_back(SourceOf(feed));
  }
  std::vector<Event> events;
  if (!arguments.events.empty()) {
    auto read = ReadEventFile(arguments.events, kLastTimeMs);
    if (!read) {
      return std::unexpected(std::move(read.error()));
    }
    events = std::move(read->events);
  }
  ShardOptions options;
  options.prune = arguments.prune;
  const auto report = PackShards(sources, events, arguments.out, arguments.fresh, options);
  if (!report) {
    return std::unexpected(report.error());
  }
  (arguments.json ? PrintShardsJson : PrintShards)(*report);
  return {};
}

}  // namespace

void AddPackCommand(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("pack", "Pack a product feed for native and wasm use");
  auto arguments = std::make_shared<PackArguments>();
  command->add_option("feed", arguments->feed,
                      "Google Merchant feed (JSON, CSV, TSV, XML) or schema.org JSON-LD; with "
                      "--shards also a pack");
  command
      ->add_option("--out", arguments->out,
                   "The pack to write (catalogue.vpack), or the folder of shards")
      ->required();
  command->add_option(
      "--events", arguments->events,
      "Events (GA4, Segment or Google Retail; JSON or JSON lines) that show what is popular");
  auto* pictures =
      command->add_option("--pictures", arguments->pictures,
                          "The folder of the products' pictures: what they show joins their words");
  command->add_flag("--json", arguments->json, "Print the report as JSON, with every broken row");
  auto* shards = command->add_flag(
      "--shards", arguments->shards,
      "Write a folder of shards: a head for the first page, an index, and the rest to stream");
  pictures->excludes(shards);
  command
      ->add_option("--feed", arguments->feeds,
                   "NAME=FILE, a merchant's feed; may be given for any number of merchants")
      ->allow_extra_args(false)
      ->needs(shards);
  command
      ->add_flag("--prune", arguments->prune,
                 "Remove the shards and deltas of former versions that the index does not name")
      ->needs(shards);
  command
      ->add_flag("--fresh", arguments->fresh,
                 "Divide the catalogue and learn its words anew instead of as the folder has them")
      ->needs(shards);
  command->callback([arguments, &action] {
    if (arguments->feed.empty() && arguments->feeds.empty()) {
      throw CLI::RequiredError("feed");
    }
    action = [arguments] {
      return arguments->shards ? PackIntoShards(*arguments) : Pack(*arguments);
    };
  });
}

}  // namespace vitrine::cli
