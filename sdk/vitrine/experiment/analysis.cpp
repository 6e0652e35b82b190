// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/experiment/analysis.h>
#include <vitrine/experiment/distributions.h>
#include <vitrine/experiment/sequential.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace vitrine {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::size_t kMostDays = 100;
// Below these the normal distribution is no description of a mean.
constexpr std::size_t kFewestUnits = 30;
constexpr std::size_t kFewestPositive = 10;
// More units in two arms than this part, and who is left is not who was assigned.
constexpr double kMostInTwoArms = 0.01;

constexpr std::array<std::string_view, kMetricCount> kMetricNames = {
    "conversion", "orders", "revenue", "time", "clicks", "order_value"};

double ValueOf(Metric metric, const Measures& sums) {
  switch (metric) {
    case Metric::kConversion:
      return sums.orders > 0 ? 1 : 0;
    case Metric::kOrders:
      return sums.orders;
    case Metric::kTime:
      return sums.time_s;
    case Metric::kClicks:
      return sums.clicks;
    case Metric::kRevenue:
    case Metric::kOrderValue:
      return sums.revenue;
  }
  return 0;
}

// The units exposed so far, with what they have done.
class Standing {
 public:
  explicit Standing(const UnitTable& table) : table_(table) {}

  void TakeUntil(std::int64_t end_ms) {
    while (units_.size() < table_.units.size() && table_.units[units_.size()].exposed_ms < end_ms) {
      units_.emplace_back();
    }
    // An outcome may be a little older than its exposure; it waits for it.
    for (; next_ < table_.outcomes.size() && table_.outcomes[next_].time_ms < end_ms; ++next_) {
      waiting_.push_back(next_);
    }
    std::erase_if(waiting_, [&](std::size_t i) {
      const Outcome& outcome = table_.outcomes[i];
      if (outcome.unit >= units_.size()) {
        return false;
      }
      Measures& sums = units_[outcome.unit];
      sums.orders += outcome.adds.orders;
      sums.revenue += outcome.adds.revenue;
      sums.time_s += outcome.adds.time_s;
      sums.clicks += outcome.adds.clicks;
      return true;
    });
  }

  std::vector<std::size_t> Counts() const {
    std::vector<std::size_t> counts(table_.arms.size());
    for (std::size_t i = 0; i < units_.size(); ++i) {
      counts[table_.units[i].arm] += 1;
    }
    return counts;
  }

  // One column for each arm: a value of every exposed unit.
  template <typename Value>
  std::vector<std::vector<double>> Columns(const Value& value) const {
    std::vector<std::vector<double>> columns(table_.arms.size());
    for (std::size_t i = 0; i < units_.size(); ++i) {
      columns[table_.units[i].arm].push_back(value(table_.units[i], units_[i]));
    }
    return columns;
  }

 private:
  const UnitTable& table_;
  std::vector<Measures> units_;
  std::vector<std::size_t> waiting_;
  std::size_t next_ = 0;
};

using Columns = std::vector<std::vector<double>>;

Columns Values(const Standing& standing, Metric metric) {
  return standing.Columns(
      [&](const ExposedUnit&, const Measures& sums) { return ValueOf(metric, sums); });
}

// What was before; who has no past gets the mean of those who have, which adjusts nothing.
Columns Covariates(const Standing& standing, Metric metric) {
  double sum = 0;
  double known = 0;
  standing.Columns([&](const ExposedUnit& unit, const Measures&) {
    sum += unit.before ? ValueOf(metric, *unit.before) : 0;
    known += unit.before ? 1 : 0;
    return 0.0;
  });
  const double mean = known > 0 ? sum / known : 0;
  return standing.Columns([&](const ExposedUnit& unit, const Measures&) {
    return unit.before ? ValueOf(metric, *unit.before) : mean;
  });
}

// What is estimated of one metric in each arm; no estimate where an arm has too few units.
struct Estimates {
  std::vector<Result<Estimate>> plain;
  std::vector<Result<Estimate>> adjusted;
  std::vector<std::size_t> positive;  // Units with something to count.
  double correlation = 0;
};

Estimates EstimateMetric(const Standing& standing, Metric metric) {
  Estimates estimates;
  const Columns values = Values(standing, metric);
  for (const auto& column : values) {
    estimates.positive.push_back(column.size() -
                                 static_cast<std::size_t>(std::ranges::count(column, 0.0)));
  }
  if (metric == Metric::kOrderValue) {
    const Columns orders = Values(standing, Metric::kOrders);
    for (std::size_t arm = 0; arm < values.size(); ++arm) {
      estimates.plain.push_back(RatioOf(values[arm], orders[arm]));
    }
    estimates.adjusted = estimates.plain;
    return estimates;
  }
  const Columns covariates = Covariates(standing, metric);
  std::vector<CovariateSample> samples;
  std::vector<CovariateSample> fitted;  // An arm that is all but empty says nothing, of others too.
  for (std::size_t arm = 0; arm < values.size(); ++arm) {
    samples.push_back({values[arm], covariates[arm]});
    estimates.plain.push_back(MeanOf(values[arm]));
    if (values[arm].size() > 1) {
      fitted.push_back(samples.back());
    }
  }
  const auto adjustment = FitAdjustment(fitted);
  if (!adjustment) {
    estimates.adjusted = estimates.plain;
    return estimates;
  }
  estimates.correlation = adjustment->correlation;
  for (const CovariateSample& sample : samples) {
    estimates.adjusted.push_back(AdjustedMeanOf(sample, *adjustment));
  }
  return estimates;
}

Result<ArmComparison> TryCompare(const Estimates& estimates, std::size_t arm,
                                 const AnalysisOptions& options) {
  const auto& control = estimates.adjusted[0];
  const auto& treatment = estimates.adjusted[arm];
  for (const auto& estimate : {control, treatment}) {
    if (!estimate) {
      return std::unexpected(estimate.error());
    }
    if (estimate->units < kFewestUnits) {
      return Fail(ErrorCode::kInconclusive, "an arm has only " + std::to_string(estimate->units) +
                                                " visitors; expected at least " +
                                                std::to_string(kFewestUnits));
    }
  }
  const std::size_t positive = estimates.positive[0] + estimates.positive[arm];
  if (positive < kFewestPositive) {
    return Fail(ErrorCode::kInconclusive, "only " + std::to_string(positive) +
                                              " visitors have any; expected at least " +
                                              std::to_string(kFewestPositive));
  }
  const auto sequential =
      SequentialMultiplier(control->units, treatment->units,
                           {.confidence_01 = options.confidence_01,
                            .planned_units_per_arm = options.planned_units_per_arm});
  if (!sequential) {
    return std::unexpected(sequential.error());
  }
  const auto fixed = Compare(*control, *treatment, NormalQuantile((1 + options.confidence_01) / 2));
  const auto always = Compare(*control, *treatment, *sequential);
  if (!fixed || !always) {
    return std::unexpected((fixed ? always : fixed).error());
  }
  return ArmComparison{*fixed, *always, estimates.correlation};
}

std::vector<ArmComparison> CompareArms(const Estimates& estimates, const AnalysisOptions& options) {
  std::vector<ArmComparison> comparisons;
  for (std::size_t arm = 1; arm < estimates.adjusted.size(); ++arm) {
    const auto comparison = TryCompare(estimates, arm, options);
    comparisons.push_back(comparison ? *comparison
                                     : ArmComparison{.fixed = {},
                                                     .always_valid = {},
                                                     .problem = comparison.error().message});
  }
  return comparisons;
}

// An arm that was planned is looked at even where nobody came to it.
UnitTableOptions TableOptionsOf(const AnalysisOptions& options) {
  UnitTableOptions table = options.table;
  for (const Arm& arm : options.weights) {
    if (arm.weight > 0) {
      table.arms.push_back(arm.name);
    }
  }
  return table;
}

Result<std::vector<double>> WeightsOf(const std::vector<std::string>& arms,
                                      const std::vector<Arm>& planned) {
  std::vector<double> weights;
  for (const std::string& name : arms) {
    const auto arm = std::ranges::find(planned, name, &Arm::name);
    if (arm != planned.end()) {
      weights.push_back(arm->weight);
    } else if (planned.empty() || name == kHoldOutName) {
      weights.push_back(name == kHoldOutName ? 0 : 1);
    } else {
      return Fail(ErrorCode::kInvalidArgument, "no weight was given for the arm '" + name + "'");
    }
  }
  return weights;
}

// Without a weight of its own the hold-out's size is not known, and so not checked. Two arms are
// left to check, or it is the control beside one arm. A log may be without assignments.
Result<std::optional<SampleRatio>> CheckSizes(const Analysis& analysis,
                                              std::span<const std::size_t> units,
                                              std::span<const double> weights) {
  std::vector<std::size_t> counted;
  std::vector<double> counted_weights;
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (weights[i] > 0 || analysis.arms[i] != kHoldOutName) {
      counted.push_back(units[i]);
      counted_weights.push_back(weights[i]);
    }
  }
  if (counted.size() < 2 || std::ranges::count(counted, 0U) == std::ssize(counted)) {
    return std::nullopt;
  }
  const auto ratio = TestSampleRatio(counted, counted_weights);
  return ratio ? Result<std::optional<SampleRatio>>(*ratio) : std::unexpected(ratio.error());
}

std::string Sizes(const Analysis& analysis, std::span<const std::size_t> units) {
  std::string text;
  for (std::size_t i = 0; i < units.size(); ++i) {
    text += (i == 0 ? "" : ", ") + analysis.arms[i] + " " + std::to_string(units[i]);
  }
  return text;
}

Result<void> CheckBelievable(const AnalysisOptions& options, const UnitTable& table,
                             Analysis& analysis) {
  const auto weights = WeightsOf(analysis.arms, options.weights);
  if (!weights) {
    return std::unexpected(weights.error());
  }
  const auto check = [&](std::span<const std::size_t> units, const std::string& what,
                         std::optional<SampleRatio>& ratio) -> Result<void> {
    const auto checked = CheckSizes(analysis, units, *weights);
    if (!checked) {
      return std::unexpected(checked.error());
    }
    ratio = *checked;
    if (ratio && ratio->mismatch) {
      analysis.refusals.push_back("the arms' sizes are not those planned: " + what + " are " +
                                  Sizes(analysis, units) + " (chi-squared " +
                                  NumberText(std::round(ratio->chi_squared * 10) / 10) +
                                  "), which chance does in fewer than 1 of 1000 cases");
    }
    return {};
  };
  if (const auto done = check(analysis.assigned, "assigned", analysis.assigned_ratio); !done) {
    return done;
  }
  if (const auto done = check(analysis.exposed, "exposed", analysis.exposed_ratio); !done) {
    return done;
  }
  const auto twice = static_cast<double>(table.quality.units_in_two_arms);
  if (twice > kMostInTwoArms * (static_cast<double>(table.units.size()) + twice)) {
    analysis.refusals.push_back(std::to_string(table.quality.units_in_two_arms) +
                                " visitors were in two arms: the assignment did not stick");
  }
  return {};
}

// The days on which anything happened, thinned to what a plot can show. A device whose clock is
// years off adds a day, no more.
std::vector<std::int64_t> DaysOf(const UnitTable& table) {
  std::vector<std::int64_t> days;
  for (const ExposedUnit& unit : table.units) {
    days.push_back(unit.exposed_ms / kDayMs);
  }
  for (const Outcome& outcome : table.outcomes) {
    days.push_back(outcome.time_ms / kDayMs);
  }
  std::ranges::sort(days);
  days.erase(std::ranges::unique(days).begin(), days.end());
  const std::size_t step = (days.size() - 1) / kMostDays + 1;
  std::vector<std::int64_t> thinned;
  for (std::size_t i = (days.size() - 1) % step; i < days.size(); i += step) {
    thinned.push_back(days[i]);
  }
  return thinned;
}

void FollowDays(const UnitTable& table, const AnalysisOptions& options, Analysis& analysis) {
  Standing standing(table);
  for (const std::int64_t day : DaysOf(table)) {
    standing.TakeUntil((day + 1) * kDayMs);
    const Estimates estimates = EstimateMetric(standing, options.primary);
    analysis.days.push_back({day, standing.Counts(), CompareArms(estimates, options)});
  }
}

}  // namespace

std::string_view NameOf(Metric metric) { return kMetricNames.at(static_cast<std::size_t>(metric)); }

std::optional<Metric> MetricOf(std::string_view name) {
  const auto found = std::ranges::find(kMetricNames, name);
  return found == kMetricNames.end()
             ? std::nullopt
             : std::optional(static_cast<Metric>(found - kMetricNames.begin()));
}

Result<Analysis> Analyse(std::span<const LogEvent> events, const AnalysisOptions& options) {
  const auto table = BuildUnitTable(events, TableOptionsOf(options));
  if (!table) {
    return std::unexpected(table.error());
  }
  if (const auto tuned =
          SequentialMultiplier(1, 1, {options.confidence_01, options.planned_units_per_arm});
      !tuned) {
    return std::unexpected(tuned.error());
  }
  Standing standing(*table);
  standing.TakeUntil(std::numeric_limits<std::int64_t>::max());
  Analysis analysis = {.experiment = table->experiment,
                       .arms = table->arms,
                       .assigned = table->assigned,
                       .exposed = standing.Counts(),
                       .quality = table->quality};
  if (const auto checked = CheckBelievable(options, *table, analysis); !checked) {
    return std::unexpected(checked.error());
  }
  if (!analysis.refusals.empty()) {
    return analysis;
  }
  for (std::size_t i = 0; i < kMetricCount; ++i) {
    const auto metric = static_cast<Metric>(i);
    const Estimates estimates = EstimateMetric(standing, metric);
    MetricResult result = {.metric = metric, .comparisons = CompareArms(estimates, options)};
    for (const auto& estimate : estimates.plain) {
      result.arms.push_back(estimate.value_or(Estimate{}));
    }
    analysis.metrics.push_back(std::move(result));
  }
  FollowDays(*table, options, analysis);
  return analysis;
}

}  // namespace vitrine
