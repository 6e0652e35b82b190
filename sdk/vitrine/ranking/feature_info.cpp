// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/features.h>

#include <array>

namespace vitrine {
namespace {

// What the sums over all visits stay below: 1 + 1 / e + ..., and with every third visit.
constexpr float kFast = 1.582F;
constexpr float kSlow = 3.528F;

constexpr std::array<FeatureInfo, kFeatureCount> kInfos = {{
    {"linear_newest", "How strongly the newest visit leads to it, by the linear model of sessions",
     0, 1},
    {"linear_fast", "The same, summed over all visits, each counting e times less than the next", 0,
     kFast},
    {"linear_slow", "The same, each counting e times less than the third after it", 0, kSlow},
    {"follow_newest", "How often it comes right after the newest visit's product", 0, 1},
    {"follow_fast", "The same, summed over all visits, each counting e times less than the next", 0,
     kFast},
    {"follow_slow", "The same, each counting e times less than the third after it", 0, kSlow},
    {"precede_newest", "How often it comes right before the newest visit's product", 0, 1},
    {"precede_fast", "The same, summed over all visits, each counting e times less than the next",
     0, kFast},
    {"precede_slow", "The same, each counting e times less than the third after it", 0, kSlow},
    {"covisit_newest", "How often it and the newest visit's product are in one session", 0, 1},
    {"covisit_fast", "The same, summed over all visits, each counting e times less than the next",
     0, kFast},
    {"covisit_slow", "The same, each counting e times less than the third after it", 0, kSlow},
    {"reverse_linear",
     "The root of linear, read the other way: how its own list names the newest visit", 0, 1},
    {"reverse_follow", "The same of follow", 0, 1},
    {"reverse_covisit", "The same of covisit", 0, 1},
    {"vector_newest", "The dot product of its vector and the newest visit's", -1, 1},
    {"vector_slow", "The same with the direction of all visits' vectors, weighed as \"slow\"", -1,
     1},
    {"position", "ln(1 + its place among the candidates, from 0)", 0, 5.3F},
    {"popularity", "How popular it is, as in the pack", 0, 1},
    {"recent", "The root of its share of the log's last days, against the largest", 0, 1},
    {"latest", "The root of its share of the log's last hours, against the largest", 0, 1},
    {"recent_trend", "recent - popularity", -1, 1},
    {"repeat", "The root of how often something that the session had before follows it", 0, 1},
    {"leave", "The root of how often it ends a session", 0, 1},
    {"was_visited", "1 if it was visited", 0, 1},
    {"visit_nearness", "1 / (visits since it was visited last, that one included); 0 if never", 0,
     1},
    {"is_newest", "1 if it is the newest visit", 0, 1},
    {"visit_count", "ln(1 + how often it was visited)", 0, 3.5F},
    {"same_category", "The share of visits, weighed as \"slow\", with its category", 0, 1},
    {"same_brand", "The same, with its brand", 0, 1},
    {"same_price_band", "The same, with its category and its price band there", 0, 1},
    {"price_ratio",
     "The size of ln(its price / the newest visit's), 3 at most; 0 where either is unknown", 0, 3},
    {"history_length", "ln(visits); this and what follows is the same for all candidates of a list",
     0, 3.5F},
    {"history_variety", "Different products / visits", 0, 1},
    {"newest_gap", "ln(1 + seconds between the newest two visits); 0 for one visit", 0, 17.3F},
    {"history_span", "ln(1 + seconds between the oldest visit and the newest)", 0, 17.3F},
    {"newest_popularity", "The newest visit's popularity", 0, 1},
    {"newest_recent", "Its recent", 0, 1},
    {"newest_repeat", "Its repeat", 0, 1},
    {"newest_list_length", "ln(1 + products in its list)", 0, 5.6F},
}};

}  // namespace

const FeatureInfo& FeatureInfoOf(std::size_t feature) { return kInfos.at(feature); }

std::string_view FeatureName(std::size_t feature) { return FeatureInfoOf(feature).name; }

}  // namespace vitrine
