// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/commands.h"
#include "sdk/cli/evaluation/contender.h"
#include "sdk/cli/evaluation/evaluation.h"
#include "sdk/cli/evaluation/report.h"
#include "sdk/cli/evaluation/slates.h"
#include "sdk/cli/files.h"
#include "sdk/cli/sessions.h"
#include "sdk/cli/shop_ranker.h"
#include "sdk/cli/training_data.h"
#include "sdk/training/train.h"

#include <vitrine/profile/profile.h>
#include <vitrine/ranking/ranker.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace vitrine::cli {
namespace {

struct EvaluateArguments {
  std::string sessions;
  std::string train;
  std::string protocol = "A";
  std::string json;
  std::string ranker;
  std::vector<std::string> peers;  // Empty: all that the data allow.
  bool slates = false;
  std::uint64_t seed = 1;
  std::uint32_t least_visits = 1;
};

struct Tables {
  std::vector<Session> train;
  std::vector<Session> test;
};

Result<Tables> ReadTables(const EvaluateArguments& arguments) {
  auto test = ReadSessions(arguments.sessions);
  if (!test) {
    return std::unexpected(std::move(test.error()));
  }
  Tables tables;
  if (arguments.train.empty()) {
    // Without training sessions of their own, the first nine tenths in time teach the last.
    const auto cut = test->begin() + static_cast<std::ptrdiff_t>(test->size() * 9 / 10);
    tables.train.assign(std::make_move_iterator(test->begin()), std::make_move_iterator(cut));
    test->erase(test->begin(), cut);
  } else {
    auto train = ReadSessions(arguments.train);
    if (!train) {
      return std::unexpected(std::move(train.error()));
    }
    tables.train = std::move(*train);
  }
  tables.test = std::move(*test);
  if (tables.train.empty() || tables.test.empty()) {
    return Fail(ErrorCode::kInvalidArgument,
                std::to_string(tables.train.size()) + " sessions to learn from and " +
                    std::to_string(tables.test.size()) + " to test; expected at least one of each");
  }
  return tables;
}

// The ranker as it runs on the device: from the pack, over a profile that was told of the visits.
Contender Ours(const std::string& name, const Ranker& ranker) {
  return {name, [&ranker](std::span<const Visit> visits, std::span<float> scores) -> Result<void> {
            Profile profile;
            std::int64_t time_ms = 0;
            for (const Visit& visit : visits) {
              // A profile has an order by time alone; logs of whole seconds tell several at once.
              time_ms =
                  &visit == visits.data() ? visit.time_ms : std::max(visit.time_ms, time_ms + 1);
              const std::string id(ranker.catalog().id(visit.product));
              profile.Observe({EventKind::kView, time_ms, "", {id}});
            }
            const auto scored = ranker.ScoreFor(profile, time_ms, scores);
            return scored ? Result<void>() : std::unexpected(scored.error());
          }};
}

Contender Peer(const std::string& name, const training::SessionIndex& index,
               const Catalog& catalog) {
  if (name == "slist") {
    return SessionLinearModel(index);
  }
  if (name == "popularity") {
    return Contender{name, [&catalog](std::span<const Visit>, std::span<float> scores) {
                       std::ranges::copy(catalog.popularity(), scores.begin());
                       return Result<void>();
                     }};
  }
  return VectorSessionKnn(index, name == "v-sknn-100" ? 100 : 500);
}

// Before anything is trained, so that no time is lost. Without a choice SLIST is left out where its
// matrices would be too large.
Result<std::vector<std::string>> ChoosePeers(const std::vector<std::string>& chosen,
                                             std::size_t items) {
  std::vector<std::string> peers = chosen;
  if (chosen.empty()) {
    peers = {"v-sknn-500", "v-sknn-100", "slist", "popularity"};
  }
  const auto slist = std::ranges::find(peers, "slist");
  if (slist != peers.end() && items > kMaxSlistItems) {
    const std::string message = "SLIST over " + std::to_string(items) +
                                " items; expected at most " + std::to_string(kMaxSlistItems);
    if (!chosen.empty()) {
      return Fail(ErrorCode::kTooLarge, message);
    }
    std::cerr << "left out: " << message << "\n";
    peers.erase(slist);
  }
  return peers;
}

Result<void> RunEvaluation(const EvaluateArguments& arguments) {
  const auto tables = ReadTables(arguments);
  if (!tables) {
    return std::unexpected(tables.error());
  }
  const std::vector<Product> products = ProductsOf(tables->train);
  const auto peers = ChoosePeers(arguments.peers, products.size());
  if (!peers) {
    return std::unexpected(peers.error());
  }
  std::unique_ptr<OnnxRanker> model;
  if (!arguments.ranker.empty()) {
    auto opened = OnnxRanker::Open(arguments.ranker);
    if (!opened) {
      return std::unexpected(std::move(opened.error()));
    }
    model = std::move(*opened);
  }
  const std::vector<training::Session> train = KnownSessions(tables->train, products);
  training::TrainOptions options;
  options.vectors.seed = options.network.seed = arguments.seed;
  options.pairs.least_visits = arguments.least_visits;
  auto pack = training::TrainPack(products, train, options,
                                  [](const std::string& message) { std::cerr << message << "\n"; });
  if (!pack) {
    return std::unexpected(std::move(pack.error()));
  }
  EvaluationReport report;
  report.protocol = arguments.protocol;
  report.train_sessions = tables->train.size();
  report.test_sessions = tables->test.size();
  report.items = products.size();
  report.pack_bytes = pack->size();
  report.seed = arguments.seed;
  const auto catalog = Catalog::Open(std::move(*pack));
  if (!catalog) {
    return std::unexpected(catalog.error());
  }
  const auto ours = OpenRanker(*catalog, {});
  if (!ours) {
    return std::unexpected(ours.error());
  }
  const training::SessionIndex index(train, products.size());
  std::vector<Contender> contenders = {Ours("vitrine", ours->ranker)};
  std::optional<Ranker> other;
  if (model) {
    other.emplace(*catalog, RankOptions{}, Reranker::Of(*catalog, *model));
    contenders.push_back(Ours("ranker", *other));
  }
  for (const std::string& name : *peers) {
    contenders.push_back(Peer(name, index, *catalog));
  }
  if (arguments.slates) {
    std::ranges::move(DiverseSlates(*catalog, contenders.front()), std::back_inserter(contenders));
  }
  const auto protocol = arguments.protocol == "B" ? Protocol::kOnlyNew : Protocol::kEveryNext;
  for (const Contender& contender : contenders) {
    auto evaluation = Evaluate(*catalog, tables->test, protocol, contender);
    if (!evaluation) {
      return std::unexpected(std::move(evaluation.error()));
    }
    report.Add(contender.name, std::move(*evaluation));
    std::cout << report.LastLine() << "\n";
  }
  return arguments.json.empty() ? Result<void>() : WriteFile(arguments.json, report.Json() + "\n");
}

}  // namespace

void AddEvaluateCommand(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand(
      "evaluate", "Train on recorded sessions, and measure how well later ones are foreseen");
  auto arguments = std::make_shared<EvaluateArguments>();
  command
      ->add_option("--sessions", arguments->sessions,
                   "Table of test sessions: SessionId, ItemId, Time; tabs or commas")
      ->required();
  command->add_option("--train", arguments->train,
                      "Table of training sessions (default: the first nine tenths of --sessions)");
  command
      ->add_option("--protocol", arguments->protocol,
                   "A counts every next item, B only items not yet seen in the session")
      ->check(CLI::IsMember({"A", "B"}))
      ->capture_default_str();
  command
      ->add_option(
          "--peers", arguments->peers,
          "Others to compare with: v-sknn-500, v-sknn-100, slist, popularity (default: all)")
      ->delimiter(',')
      ->check(CLI::IsMember({"v-sknn-500", "v-sknn-100", "slist", "popularity"}));
  command->add_flag("--slates", arguments->slates,
                    "Also measure slates of several degrees of variety, chosen by maximal marginal "
                    "relevance and by a determinantal point process");
  command->add_option("--ranker", arguments->ranker,
                      "ONNX model to compare with: it ranks the same candidates");
  command
      ->add_option("--least-visits", arguments->least_visits,
                   "Train without pairs of products that fewer visits have")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->add_option("--json", arguments->json, "Also write the figures to this file");
  command->add_option("--seed", arguments->seed, "Of the training and the bootstrap")
      ->capture_default_str();
  command->callback(
      [arguments, &action] { action = [arguments] { return RunEvaluation(*arguments); }; });
}

}  // namespace vitrine::cli
