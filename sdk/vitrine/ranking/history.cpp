// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/history.h>

#include <algorithm>
#include <string_view>

namespace vitrine {

bool IsDeliberate(EventKind kind) {
  return kind != EventKind::kImpression && kind != EventKind::kDismiss;
}

std::vector<Visit> RecentVisits(const Catalog& catalog, const Profile& profile) {
  std::vector<Visit> visits;
  std::vector<std::string_view> dismissed;
  const auto interactions = profile.interactions();
  const Interaction* later = nullptr;
  for (std::size_t i = interactions.size(); i-- > 0 && visits.size() < kMaxHistory;) {
    const Interaction& interaction = interactions[i];
    if (interaction.kind == EventKind::kDismiss) {
      dismissed.emplace_back(interaction.product_id);
    }
    if (!IsDeliberate(interaction.kind)) {
      continue;
    }
    // Subtracted as doubles: a restored time may be any.
    const bool another_stay = later != nullptr && static_cast<double>(later->time_ms) -
                                                          static_cast<double>(interaction.time_ms) >
                                                      static_cast<double>(kLongestPauseMs);
    if (another_stay) {
      break;
    }
    const bool leads_to_later = interaction.kind == EventKind::kSelect && later != nullptr &&
                                later->kind == EventKind::kView &&
                                later->product_id == interaction.product_id;
    later = &interaction;
    const auto product = catalog.Find(interaction.product_id);
    const bool is_dismissed =
        std::ranges::find(dismissed, interaction.product_id) != dismissed.end();
    if (product && !leads_to_later && !is_dismissed) {
      visits.push_back({*product, interaction.time_ms});
    }
  }
  std::ranges::reverse(visits);
  return visits;
}

}  // namespace vitrine
