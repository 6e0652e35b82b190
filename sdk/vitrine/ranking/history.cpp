// SPDX-License-Identifier: Apache-2.0
#include <vitrine/ranking/history.h>

#include <algorithm>

namespace vitrine {
namespace {

bool IsDeliberate(EventKind kind) {
  return kind != EventKind::kImpression && kind != EventKind::kDismiss;
}

}  // namespace

std::vector<Visit> RecentVisits(const Catalog& catalog, const Profile& profile) {
  std::vector<Visit> visits;
  const auto interactions = profile.interactions();
  const Interaction* later = nullptr;
  for (std::size_t i = interactions.size(); i-- > 0 && visits.size() < kMaxHistory;) {
    const Interaction& interaction = interactions[i];
    if (!IsDeliberate(interaction.kind)) {
      continue;
    }
    const bool leads_to_later = interaction.kind == EventKind::kSelect && later != nullptr &&
                                later->kind == EventKind::kView &&
                                later->product_id == interaction.product_id;
    later = &interaction;
    const auto product = catalog.Find(interaction.product_id);
    if (product && !leads_to_later) {
      visits.push_back({*product, interaction.time_ms});
    }
  }
  std::ranges::reverse(visits);
  return visits;
}

}  // namespace vitrine
