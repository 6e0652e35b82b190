// SPDX-License-Identifier: Apache-2.0
#include "sdk/training/product_lists.h"

#include "sdk/training/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine::training {
namespace {

constexpr std::size_t kPiece = 64;

// A few visits say little: shares are drawn towards 0 as if this many had said nothing.
constexpr double kDoubtfulVisits = 2;

// What an other product must reach, of the sum below, to be worth its bytes.
constexpr double kFollowShare = 0.5;
constexpr double kCovisitShare = 0.5;

constexpr double kRecentDays = 1.0;
constexpr double kLatestDays = 0.15;

struct Evidence {
  ProductIndex product = 0;
  double linear = 0;
  double follow = 0;
  double precede = 0;
  double covisit = 0;
};

double Largest(std::span<const Evidence> evidence, double Evidence::* member) {
  double largest = 1e-9;
  for (const Evidence& entry : evidence) {
    largest = std::max(largest, entry.*member);
  }
  return largest;
}

std::vector<Evidence> Gather(ProductIndex product, const SessionIndex& index,
                             std::span<const PairCount> pairs,
                             std::span<const LinearWeight> weights, double visits) {
  std::vector<Evidence> evidence;
  for (const PairCount& pair : pairs) {
    if (pair.other == product) {
      continue;
    }
    const double sessions = static_cast<double>(index.With(product).size()) *
                            static_cast<double>(index.With(pair.other).size());
    evidence.push_back({pair.other, 0, pair.follow / (visits + kDoubtfulVisits),
                        pair.precede / (visits + kDoubtfulVisits),
                        pair.covisit / std::sqrt(sessions)});
  }
  // Both are ascending, and a regressor always shares a session with its target.
  auto entry = evidence.begin();
  for (const LinearWeight& weight : weights) {
    entry = std::ranges::lower_bound(entry, evidence.end(), weight.target, {}, &Evidence::product);
    if (entry != evidence.end() && entry->product == weight.target) {
      entry->linear = weight.weight;
    }
  }
  return evidence;
}

void KeepStrongest(std::vector<Evidence>& evidence, std::size_t most) {
  const double linear = Largest(evidence, &Evidence::linear);
  const double follow = Largest(evidence, &Evidence::follow);
  const double covisit = Largest(evidence, &Evidence::covisit);
  const auto sum = [&](const Evidence& entry) {
    return entry.linear / linear + kFollowShare * entry.follow / follow +
           kCovisitShare * entry.covisit / covisit;
  };
  std::ranges::sort(evidence, [&](const Evidence& a, const Evidence& b) {
    const double first = sum(a);
    const double second = sum(b);
    return first != second ? first > second : a.product < b.product;
  });
  evidence.resize(std::min(most, evidence.size()));
}

std::vector<double> VisitCounts(const SessionIndex& index) {
  std::vector<double> visits(index.product_count());
  for (const Session& session : index.sessions()) {
    for (const Visit& visit : session) {
      visits[visit.product] += 1;
    }
  }
  return visits;
}

double Largest(std::span<const double> values) {
  double largest = 1e-9;
  for (const double value : values) {
    largest = std::max(largest, value);
  }
  return largest;
}

}  // namespace

ProductLists MakeLists(const SessionIndex& index, std::span<const std::vector<PairCount>> pairs,
                       std::span<const std::vector<LinearWeight>> weights, std::size_t most) {
  const std::vector<double> visits = VisitCounts(index);
  std::vector<std::vector<Evidence>> lists(index.product_count());
  ForEachPiece(lists.size(), kPiece, [&](std::size_t begin, std::size_t end) {
    for (std::size_t product = begin; product < end; ++product) {
      lists[product] = Gather(static_cast<ProductIndex>(product), index, pairs[product],
                              weights[product], visits[product]);
      KeepStrongest(lists[product], most);
    }
  });
  ProductLists result;
  for (const std::vector<Evidence>& list : lists) {
    for (const Evidence& entry : list) {
      result.neighbours.push_back({entry.product, StrengthOf(entry.linear),
                                   StrengthOf(entry.follow), StrengthOf(entry.precede),
                                   StrengthOf(entry.covisit)});
    }
    result.ends.push_back(static_cast<std::uint32_t>(result.neighbours.size()));
  }
  return result;
}

std::vector<Behaviour> MeasureBehaviour(const SessionIndex& index) {
  const std::size_t count = index.product_count();
  std::vector<double> recent(count);
  std::vector<double> latest(count);
  std::vector<double> followed(count);
  std::vector<double> repeats(count);
  std::vector<double> leaves(count);
  for (const Session& session : index.sessions()) {
    for (std::size_t i = 0; i < session.size(); ++i) {
      const ProductIndex product = session[i].product;
      const double days = index.DaysBeforeNewest(session[i].time_ms);
      recent[product] += std::exp(-days / kRecentDays);
      latest[product] += std::exp(-days / kLatestDays);
      if (i + 1 < session.size()) {
        followed[product] += 1;
        const auto seen = std::span(session).first(i + 1);
        const bool repeated =
            std::ranges::find(seen, session[i + 1].product, &Visit::product) != seen.end();
        repeats[product] += repeated ? 1 : 0;
      }
    }
    leaves[session.back().product] += 1;
  }
  const double most_recent = Largest(recent);
  const double most_latest = Largest(latest);
  std::vector<Behaviour> behaviour;
  for (ProductIndex product = 0; product < count; ++product) {
    const auto sessions = static_cast<double>(index.With(product).size());
    behaviour.push_back({StrengthOf(recent[product] / most_recent),
                         StrengthOf(latest[product] / most_latest),
                         StrengthOf((repeats[product] + 1) / (followed[product] + 3)),
                         StrengthOf((leaves[product] + 1) / (sessions + 3))});
  }
  return behaviour;
}

std::vector<float> MeasurePopularity(const SessionIndex& index) {
  const std::vector<double> visits = VisitCounts(index);
  const double most = Largest(visits);
  std::vector<float> popularity;
  for (const double count : visits) {
    popularity.push_back(static_cast<float>(std::log1p(count) / std::log1p(most)));
  }
  return popularity;
}

}  // namespace vitrine::training
