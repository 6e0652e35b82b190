// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/commands.h"
#include "sdk/cli/event_log.h"
#include "sdk/cli/examples.h"
#include "sdk/cli/files.h"
#include "sdk/cli/product_pictures.h"
#include "sdk/cli/sessions.h"
#include "sdk/cli/shop.h"
#include "sdk/cli/training_data.h"
#include "sdk/onnx/network_model.h"
#include "sdk/training/train.h"

#include <vitrine/catalog/catalog.h>
#include <vitrine/ranking/network.h>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace vitrine::cli {
namespace {

struct TrainArguments {
  std::string events;
  std::string sessions;
  std::string feed;
  std::string pictures;
  std::string out;
  std::string onnx;
  std::string examples;
  bool json = false;
  std::uint64_t seed = 1;
  std::uint32_t least_visits = 1;
};

Result<std::vector<Session>> ReadLog(const TrainArguments& arguments) {
  if (!arguments.sessions.empty()) {
    return ReadSessions(arguments.sessions);
  }
  auto log = ReadEventLog(arguments.events);
  if (!log) {
    return std::unexpected(std::move(log.error()));
  }
  std::cerr << log->events << " events with products in " << log->sessions.size() << " visits\n";
  const auto warn = [](std::size_t count, const char* what) {
    if (count > 0) {
      std::cerr << "warning: " << count << " " << what << " left out\n";
    }
  };
  warn(log->nameless_lines, "lines without a shopper's id");
  warn(log->untimed_events, "events without a time");
  warn(log->misdated_visits, "visits of clocks that are far ahead");
  if (log->broken_lines > 0) {
    std::cerr << "warning: " << log->broken_lines << " lines left out; " << log->first_problem
              << "\n";
  }
  return std::move(log->sessions);
}

Result<std::vector<Product>> ReadProducts(const TrainArguments& arguments,
                                          std::span<const Session> sessions) {
  if (arguments.feed.empty()) {
    return ProductsOf(sessions);
  }
  auto feed = ReadFeedFile(arguments.feed);
  if (!feed) {
    return std::unexpected(std::move(feed.error()));
  }
  if (!feed->errors.empty()) {
    std::cerr << "warning: " << feed->errors.size() << " rows of the feed left out\n";
  }
  std::ranges::sort(feed->products, {}, &Product::id);
  return std::move(feed->products);
}

std::string ReportJson(const Catalog& catalog, std::size_t sessions, std::size_t used,
                       std::size_t pack_bytes) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.StartObject();
  for (const auto& [key, value] :
       {std::pair("products", catalog.size()), std::pair("sessions", sessions),
        std::pair("sessions_used", used), std::pair("bytes", pack_bytes)}) {
    writer.Key(key);
    writer.Uint64(value);
  }
  writer.EndObject();
  return buffer.GetString();
}

Result<void> WriteOnnx(const Catalog& catalog, const std::string& path) {
  const auto weights = ReadNetwork(catalog.weights());
  if (!weights) {
    return Fail(ErrorCode::kInvalidArgument,
                "too few sessions for a re-ranker: nothing for --onnx");
  }
  const auto model = NetworkToOnnx(*weights);
  return model ? WriteFile(path, *model) : std::unexpected(model.error());
}

Result<void> Train(const TrainArguments& arguments) {
  const auto log = ReadLog(arguments);
  if (!log) {
    return std::unexpected(log.error());
  }
  const auto products = ReadProducts(arguments, *log);
  if (!products) {
    return std::unexpected(products.error());
  }
  const std::vector<training::Session> sessions = KnownSessions(*log, *products);
  training::TrainOptions options;
  options.vectors.seed = options.network.seed = arguments.seed;
  options.pairs.least_visits = arguments.least_visits;
  options.content = !arguments.feed.empty();
  SeenPictures seen;
  if (!arguments.pictures.empty()) {
    auto pictures =
        DescribePictures(*products, arguments.pictures, std::cerr, isatty(STDERR_FILENO) != 0);
    if (!pictures) {
      return std::unexpected(std::move(pictures.error()));
    }
    seen = std::move(*pictures);
    options.looks = seen.looks;
  }
  if (!arguments.examples.empty()) {
    options.on_questions = [&](const training::Questions& questions) {
      return WriteExamples(arguments.examples, questions);
    };
  }
  auto pack = training::TrainPack(*products, sessions, options,
                                  [](const std::string& message) { std::cerr << message << "\n"; });
  if (!pack) {
    return std::unexpected(std::move(pack.error()));
  }
  if (auto written = WriteFile(arguments.out, *pack); !written) {
    return written;
  }
  const std::size_t bytes = pack->size();
  const auto catalog = Catalog::Open(std::move(*pack));
  if (!catalog) {
    return std::unexpected(catalog.error());
  }
  if (arguments.json) {
    std::cout << ReportJson(*catalog, log->size(), sessions.size(), bytes) << "\n";
  } else {
    std::cout << catalog->size() << " products packed, learned from " << sessions.size() << " of "
              << log->size() << " visits, " << bytes << " bytes\n";
  }
  return arguments.onnx.empty() ? Result<void>() : WriteOnnx(*catalog, arguments.onnx);
}

}  // namespace

void AddTrainCommand(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "train", "Pack a feed with what the shop's own log teaches: vectors, lists, a re-ranker");
  auto arguments = std::make_shared<TrainArguments>();
  auto* log = command->add_option_group("log", "What shoppers did");
  log->add_option("--events", arguments->events,
                  "Events of GA4, Segment or Google Retail, JSON lines with the shopper's id");
  log->add_option("--sessions", arguments->sessions,
                  "Or a table of visits: SessionId, ItemId, Time; tabs or commas");
  log->require_option(1);
  auto* feed = command->add_option(
      "--feed", arguments->feed,
      "The products, as `vitrine pack` reads them (default: the log's, by id alone)");
  command
      ->add_option(
          "--pictures", arguments->pictures,
          "The folder of their pictures, which help to place products that few visits have")
      ->needs(feed);
  command->add_option("--out", arguments->out, "The pack to write (catalogue.vpack)")->required();
  command->add_option("--onnx", arguments->onnx, "Also write the re-ranker as an ONNX model");
  command->add_option("--examples", arguments->examples,
                      "Folder for what the re-ranker learns from, to train another: features.npy "
                      "and questions.npy");
  command
      ->add_option("--least-visits", arguments->least_visits,
                   "Leave out pairs of products that fewer visits have")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->add_flag("--json", arguments->json, "Print the report as JSON");
  command->add_option("--seed", arguments->seed, "Of the vectors and the re-ranker")
      ->capture_default_str();
  command->callback([arguments, &action] { action = [arguments] { return Train(*arguments); }; });
}

}  // namespace vitrine::cli
