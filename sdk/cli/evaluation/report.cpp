// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/evaluation/report.h"

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <array>
#include <iomanip>
#include <numeric>
#include <sstream>
#include <utility>

namespace vitrine::cli {
namespace {

struct Figure {
  const char* key;
  const char* name;
  double SessionSums::* sum;
};

constexpr std::array<Figure, 4> kFigures = {
    {{"hr_at_20", "HR@20", &SessionSums::hits},
     {"mrr_at_20", "MRR@20", &SessionSums::reciprocal_ranks},
     {"ndcg_at_20", "NDCG@20", &SessionSums::gains},
     {"diversity_at_20", "diversity", &SessionSums::spread}}};

using Writer = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

void WriteInterval(Writer& writer, const std::string& key, const Interval& interval) {
  writer.Key(key.c_str());
  writer.Double(interval.value);
  writer.Key((key + "_95").c_str());
  writer.StartArray();
  writer.Double(interval.low);
  writer.Double(interval.high);
  writer.EndArray();
}

double PredictionsOf(const Evaluation& evaluation) {
  return std::accumulate(
      evaluation.sessions.begin(), evaluation.sessions.end(), 0.0,
      [](double sum, const SessionSums& session) { return sum + session.predictions; });
}

}  // namespace

void EvaluationReport::Add(std::string who, Evaluation evaluation) {
  rows.push_back({std::move(who), std::move(evaluation)});
}

std::string EvaluationReport::LastLine() const {
  const Row& row = rows.back();
  std::ostringstream line;
  line << std::left << std::setw(12) << row.who << std::fixed << std::setprecision(4);
  for (const Figure& figure : kFigures) {
    line << "  " << figure.name << " " << MeanOf(row.evaluation.sessions, figure.sum, seed).value;
  }
  line << "  coverage " << row.evaluation.coverage;
  if (rows.size() > 1) {
    line << std::showpos;
    for (const Figure& figure : std::span(kFigures).first(2)) {
      const Interval ahead =
          DifferenceOf(rows.front().evaluation.sessions, row.evaluation.sessions, figure.sum, seed);
      line << "  ours " << ahead.value << " [" << ahead.low << ", " << ahead.high << "]";
    }
  }
  return line.str();
}

std::string EvaluationReport::Json() const {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  const auto number = [&](const char* key, std::size_t value) {
    writer.Key(key);
    writer.Uint64(value);
  };
  writer.StartObject();
  writer.Key("protocol");
  writer.String(protocol.c_str());
  number("train_sessions", train_sessions);
  number("test_sessions", test_sessions);
  number("items", items);
  number("pack_bytes", pack_bytes);
  number("seed", seed);
  writer.Key("results");
  writer.StartArray();
  for (const Row& row : rows) {
    const std::span<const SessionSums> sessions = row.evaluation.sessions;
    writer.StartObject();
    writer.Key("who");
    writer.String(row.who.c_str());
    number("predictions", static_cast<std::size_t>(PredictionsOf(row.evaluation)));
    for (const Figure& figure : kFigures) {
      WriteInterval(writer, figure.key, MeanOf(sessions, figure.sum, seed));
    }
    writer.Key("coverage_at_20");
    writer.Double(row.evaluation.coverage);
    if (&row != &rows.front()) {
      writer.Key("ours_ahead");
      writer.StartObject();
      for (const Figure& figure : kFigures) {
        WriteInterval(writer, figure.key,
                      DifferenceOf(rows.front().evaluation.sessions, sessions, figure.sum, seed));
      }
      writer.EndObject();
    }
    writer.EndObject();
  }
  writer.EndArray();
  writer.EndObject();
  return buffer.GetString();
}

}  // namespace vitrine::cli
