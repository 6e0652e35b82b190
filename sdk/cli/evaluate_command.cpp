// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/commands.h"
#include "sdk/cli/files.h"
#include "sdk/cli/session_model.h"
#include "sdk/cli/sessions.h"

#include <vitrine/base/random.h>
#include <vitrine/profile/profile.h>
#include <vitrine/ranking/ranker.h>

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iostream>
#include <memory>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vitrine::cli {
namespace {

constexpr std::size_t kCutoff = 20;
constexpr std::size_t kResamples = 1000;
constexpr std::int64_t kSecondMs = 1000;

struct EvaluateArguments {
  std::string sessions;
  std::string train;
  std::string protocol = "A";
  std::string json;
  std::uint64_t seed = 1;
};

// The sums over the predictions of one session, so that sessions can be resampled.
struct SessionSums {
  double hits = 0;
  double reciprocal_ranks = 0;
  double predictions = 0;
};

struct Interval {
  double value;
  double low;
  double high;
};

// The 95 % bootstrap interval of a mean per prediction, resampling whole sessions.
Interval Bootstrap(const std::vector<SessionSums>& sessions, double SessionSums::* sum,
                   std::uint64_t seed) {
  const auto mean = [&](const auto& session_at) {
    double total = 0;
    double predictions = 0;
    for (std::size_t i = 0; i < sessions.size(); ++i) {
      const SessionSums& session = session_at(i);
      total += session.*sum;
      predictions += session.predictions;
    }
    return predictions > 0 ? total / predictions : 0.0;
  };
  Random random(seed);
  std::vector<double> means;
  for (std::size_t resample = 0; resample < kResamples && !sessions.empty(); ++resample) {
    means.push_back(mean([&](std::size_t) -> const SessionSums& {
      return sessions[random.Below(static_cast<std::uint32_t>(sessions.size()))];
    }));
  }
  std::ranges::sort(means);
  const double value = mean([&](std::size_t i) -> const SessionSums& { return sessions[i]; });
  if (means.empty()) {
    return {value, value, value};
  }
  return {value, means[kResamples / 40], means[kResamples - 1 - kResamples / 40]};
}

// Scores all items for the interactions revealed so far.
using Scorer = std::function<Result<void>(std::span<const std::string>, std::span<float>)>;

// Reveals every test session item by item and asks for the next one among all items. Protocol A
// counts every next item, B only items that are new in the session. Items unknown to the catalogue
// are misses.
Result<std::vector<SessionSums>> Evaluate(const Catalog& catalog, std::span<const Session> sessions,
                                          bool only_new, const Scorer& score) {
  std::vector<SessionSums> sums;
  std::vector<float> scores(catalog.size());
  for (const Session& session : sessions) {
    SessionSums session_sums;
    for (std::size_t next = 1; next < session.items.size(); ++next) {
      const auto revealed = std::span(session.items).first(next);
      if (only_new && std::ranges::find(revealed, session.items[next]) != revealed.end()) {
        continue;
      }
      session_sums.predictions += 1;
      const auto target = catalog.Find(session.items[next]);
      if (!target) {
        continue;
      }
      if (auto scored = score(revealed, scores); !scored) {
        return std::unexpected(scored.error());
      }
      std::size_t rank = 1;
      for (ProductIndex other = 0; other < scores.size(); ++other) {
        rank +=
            scores[other] > scores[*target] || (scores[other] == scores[*target] && other < *target)
                ? 1
                : 0;
      }
      if (rank <= kCutoff) {
        session_sums.hits += 1;
        session_sums.reciprocal_ranks += 1.0 / static_cast<double>(rank);
      }
    }
    sums.push_back(session_sums);
    if (sums.size() % 1000 == 0) {
      std::cerr << sums.size() << " of " << sessions.size() << " sessions\n";
    }
  }
  return sums;
}

Scorer RankerScorer(const Ranker& ranker) {
  return [&ranker](std::span<const std::string> revealed, std::span<float> scores) {
    Profile profile;
    std::int64_t time_ms = 0;
    for (const std::string& item : revealed) {
      profile.Observe({EventKind::kView, time_ms, "", {item}});
      time_ms += kSecondMs;
    }
    const Taste taste = TasteAt(ranker.catalog(), profile, time_ms, ranker.options().taste);
    return ranker.Score(taste, scores);
  };
}

Scorer PopularityScorer(const Catalog& catalog) {
  return [&catalog](std::span<const std::string>, std::span<float> scores) {
    std::ranges::copy(catalog.popularity(), scores.begin());
    return Result<void>();
  };
}

struct Row {
  std::string who;
  double predictions;
  Interval hit_rate;
  Interval mean_reciprocal_rank;
};

std::string ReportJson(const EvaluateArguments& arguments, std::size_t train_count,
                       std::size_t test_count, const Catalog& catalog,
                       const std::vector<Row>& rows) {
  rapidjson::StringBuffer buffer;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer(buffer);
  const auto number = [&](const char* key, std::size_t value) {
    writer.Key(key);
    writer.Uint64(value);
  };
  const auto interval = [&](const std::string& key, const Interval& value) {
    writer.Key(key.c_str());
    writer.Double(value.value);
    writer.Key((key + "_95").c_str());
    writer.StartArray();
    writer.Double(value.low);
    writer.Double(value.high);
    writer.EndArray();
  };
  writer.StartObject();
  writer.Key("protocol");
  writer.String(arguments.protocol.c_str());
  number("train_sessions", train_count);
  number("test_sessions", test_count);
  number("items", catalog.size());
  number("seed", arguments.seed);
  writer.Key("results");
  writer.StartArray();
  for (const Row& row : rows) {
    writer.StartObject();
    writer.Key("who");
    writer.String(row.who.c_str());
    number("predictions", static_cast<std::size_t>(row.predictions));
    interval("hr_at_20", row.hit_rate);
    interval("mrr_at_20", row.mean_reciprocal_rank);
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
  return buffer.GetString();
}

Result<void> RunEvaluation(const EvaluateArguments& arguments) {
  auto test = ReadSessions(arguments.sessions);
  if (!test) {
    return std::unexpected(test.error());
  }
  std::vector<Session> train;
  if (arguments.train.empty()) {
    // Without training sessions of their own, the first nine tenths in time teach the last.
    const auto cut = test->begin() + static_cast<std::ptrdiff_t>(test->size() * 9 / 10);
    train.assign(std::make_move_iterator(test->begin()), std::make_move_iterator(cut));
    test->erase(test->begin(), cut);
  } else {
    auto read = ReadSessions(arguments.train);
    if (!read) {
      return std::unexpected(read.error());
    }
    train = std::move(*read);
  }
  if (train.empty() || test->empty()) {
    return Fail(ErrorCode::kInvalidArgument,
                std::to_string(train.size()) + " sessions to learn from and " +
                    std::to_string(test->size()) + " to test; expected at least one of each");
  }
  const auto catalog = LearnCatalog(train, arguments.seed);
  if (!catalog) {
    return std::unexpected(catalog.error());
  }
  const Ranker ranker(*catalog);
  const std::pair<std::string, Scorer> contenders[] = {{"vitrine", RankerScorer(ranker)},
                                                       {"popularity", PopularityScorer(*catalog)}};
  std::vector<Row> rows;
  for (const auto& [who, scorer] : contenders) {
    const auto sums = Evaluate(*catalog, *test, arguments.protocol == "B", scorer);
    if (!sums) {
      return std::unexpected(sums.error());
    }
    const double predictions = std::accumulate(
        sums->begin(), sums->end(), 0.0,
        [](double sum, const SessionSums& session) { return sum + session.predictions; });
    rows.push_back({who, predictions, Bootstrap(*sums, &SessionSums::hits, arguments.seed),
                    Bootstrap(*sums, &SessionSums::reciprocal_ranks, arguments.seed)});
    std::cout << who << "  HR@20 " << rows.back().hit_rate.value << "  MRR@20 "
              << rows.back().mean_reciprocal_rank.value << "\n";
  }
  const std::string json = ReportJson(arguments, train.size(), test->size(), *catalog, rows) + "\n";
  return arguments.json.empty() ? Result<void>() : WriteFile(arguments.json, json);
}

}  // namespace

void AddEvaluateCommand(CLI::App& app, Action& action) {
  auto* command =
      app.add_subcommand("evaluate", "Measure how well the ranking foresees recorded sessions");
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
  command->add_option("--json", arguments->json, "Also write the figures to this file");
  command->add_option("--seed", arguments->seed, "Of the vectors and the bootstrap")
      ->capture_default_str();
  command->callback(
      [arguments, &action] { action = [arguments] { return RunEvaluation(*arguments); }; });
}

}  // namespace vitrine::cli
