// SPDX-License-Identifier: Apache-2.0
#include <vitrine/profile/profile.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <tuple>
#include <utility>

namespace vitrine {
namespace {

// The order of interactions: those of one event stand together.
auto Key(const Interaction& interaction) {
  return std::tie(interaction.time_ms, interaction.kind, interaction.event_id,
                  interaction.product_id);
}

// How long an interaction is kept: an index into kKept.
std::size_t Lasting(EventKind kind) {
  switch (kind) {
    case EventKind::kImpression:
      return 0;
    case EventKind::kSelect:
    case EventKind::kView:
    case EventKind::kAddToCart:
      break;
    case EventKind::kPurchase:
    case EventKind::kDismiss:
      return 2;
  }
  return 1;
}

constexpr std::array<std::size_t, 3> kKept = {Profile::kMaxImpressions, Profile::kMaxDeliberate,
                                              Profile::kMaxDecided};

bool IsId(const std::string& id) { return !id.empty() && id.size() <= kMaxIdBytes; }

}  // namespace

// The newest of each lasting: what is older than all of them is refused, whenever it comes.
bool Profile::Insert(Interaction interaction) {
  if (!IsId(interaction.product_id)) {
    return false;
  }
  const std::size_t lasting = Lasting(interaction.kind);
  const auto same = [lasting](const Interaction& kept) { return Lasting(kept.kind) == lasting; };
  const auto at = std::ranges::lower_bound(interactions_, Key(interaction), {}, Key);
  if (at != interactions_.end() && Key(*at) == Key(interaction)) {
    return false;
  }
  const bool full = std::cmp_equal(std::ranges::count_if(interactions_, same), kKept.at(lasting));
  const auto oldest = full ? std::ranges::find_if(interactions_, same) : at;
  if (full && oldest >= at) {
    return false;
  }
  const auto added = interactions_.insert(at, std::move(interaction));
  if (full) {
    interactions_.erase(std::ranges::find_if(interactions_.begin(), added, same));
  }
  return true;
}

// What was told before of an event, at its true time and of its true kind.
void Profile::Retell(const Event& event) {
  for (Interaction& interaction : std::exchange(interactions_, {})) {
    if (interaction.event_id == event.id) {
      interaction.kind = event.kind;
      interaction.time_ms = event.time_ms;
    }
    Insert(std::move(interaction));
  }
}

bool Profile::Observe(const Event& event) {
  if (std::ranges::none_of(event.product_ids, IsId)) {
    return false;
  }
  EventKind kind = event.kind;
  std::int64_t time_ms = event.time_ms;
  if (!event.id.empty()) {
    const auto told = std::ranges::find(interactions_, event.id, &Interaction::event_id);
    if (told != interactions_.end()) {
      const auto first = std::tie(told->time_ms, told->kind);
      const auto now = std::tie(event.time_ms, event.kind);
      if (now < first) {
        Retell(event);
      } else {
        std::tie(time_ms, kind) = first;
      }
    }
  }
  bool inserted = false;
  for (const std::string& product_id : event.product_ids) {
    inserted = Insert({kind, time_ms, product_id, event.id}) || inserted;
  }
  return inserted;
}

void Profile::Merge(const Profile& other) {
  for (const Interaction& interaction : other.interactions_) {
    Observe(
        {interaction.kind, interaction.time_ms, interaction.event_id, {interaction.product_id}});
  }
}

std::int64_t Profile::TimeOfNext(std::int64_t now_ms) {
  if (interactions_.empty() || interactions_.back().time_ms < now_ms) {
    return now_ms;
  }
  const std::int64_t newest_ms = interactions_.back().time_ms;
  if (newest_ms - now_ms < kMaxStepBackMs) {
    return newest_ms + 1;
  }
  const auto after = std::ranges::upper_bound(interactions_, now_ms, {}, &Interaction::time_ms);
  const std::int64_t before_ms =
      after == interactions_.begin() ? 0 : std::ranges::prev(after)->time_ms;
  std::vector<Interaction> moved(std::move_iterator(after),
                                 std::move_iterator(interactions_.end()));
  interactions_.erase(after, interactions_.end());
  for (Interaction& interaction : moved) {
    interaction.time_ms = std::max(interaction.time_ms - (newest_ms - now_ms), before_ms);
    Insert(std::move(interaction));
  }
  return now_ms + 1;
}

Profile Profile::Without(std::span<const std::size_t> interactions) const {
  Profile rest = *this;
  for (std::size_t i = interactions.size(); i-- > 0;) {
    rest.interactions_.erase(rest.interactions_.begin() +
                             static_cast<std::ptrdiff_t>(interactions[i]));
  }
  return rest;
}

void Profile::Forget() { *this = Profile(); }

}  // namespace vitrine
