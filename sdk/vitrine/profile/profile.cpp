// SPDX-License-Identifier: Apache-2.0
#include <vitrine/profile/profile.h>

#include <vitrine/profile/event_names.h>

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace vitrine {
namespace {

constexpr int kSchemaVersion = 1;

std::string_view View(const rapidjson::Value& value) {
  return {value.GetString(), value.GetStringLength()};
}

bool IsInteraction(const rapidjson::Value& value) {
  return value.IsArray() && value.Size() == 3 && value[0].IsString() && value[1].IsInt64() &&
         value[2].IsString();
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

// Drops the oldest beyond what is kept of their kind.
void KeepNewest(std::vector<Interaction>& interactions) {
  std::array<std::size_t, kKept.size()> surplus{};
  for (const Interaction& interaction : interactions) {
    ++surplus.at(Lasting(interaction.kind));
  }
  for (std::size_t i = 0; i < kKept.size(); ++i) {
    surplus.at(i) -= std::min(surplus.at(i), kKept.at(i));
  }
  std::erase_if(interactions, [&](const Interaction& interaction) {
    std::size_t& left = surplus.at(Lasting(interaction.kind));
    if (left == 0) {
      return false;
    }
    --left;
    return true;
  });
}

void KeepNewest(std::vector<std::string>& ids) {
  const std::size_t kept = std::min(ids.size(), Profile::kMaxInteractions);
  ids.erase(ids.begin(), ids.end() - static_cast<std::ptrdiff_t>(kept));
}

}  // namespace

bool Profile::Observe(const Event& event) {
  if (event.product_ids.empty()) {
    return false;
  }
  if (!event.id.empty()) {
    if (std::ranges::find(seen_ids_, event.id) != seen_ids_.end()) {
      return false;
    }
    seen_ids_.push_back(event.id);
    KeepNewest(seen_ids_);
  }
  const auto after =
      std::ranges::upper_bound(interactions_, event.time_ms, {}, &Interaction::time_ms);
  std::vector<Interaction> added;
  added.reserve(event.product_ids.size());
  for (const std::string& product_id : event.product_ids) {
    added.push_back({event.kind, event.time_ms, product_id});
  }
  interactions_.insert(after, added.begin(), added.end());
  KeepNewest(interactions_);
  return true;
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

std::string Profile::Save() const {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  const auto write = [&writer](std::string_view text) {
    writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
  };
  writer.StartObject();
  writer.Key("version");
  writer.Int(kSchemaVersion);
  writer.Key("interactions");
  writer.StartArray();
  for (const Interaction& interaction : interactions_) {
    writer.StartArray();
    write(EventName(interaction.kind));
    writer.Int64(interaction.time_ms);
    write(interaction.product_id);
    writer.EndArray();
  }
  writer.EndArray();
  writer.Key("seen");
  writer.StartArray();
  for (const std::string& id : seen_ids_) {
    write(id);
  }
  writer.EndArray();
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

Result<Profile> Profile::Restore(std::string_view json) {
  const auto corrupt = [](std::string_view what) {
    return Fail(ErrorCode::kProfileCorrupt,
                "the stored profile cannot be used: " + std::string(what));
  };
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject()) {
    return corrupt("expected a JSON object");
  }
  const auto version = document.FindMember("version");
  if (version == document.MemberEnd() || version->value != kSchemaVersion) {
    return corrupt("expected version 1");
  }
  const auto interactions = document.FindMember("interactions");
  const auto seen = document.FindMember("seen");
  if (interactions == document.MemberEnd() || !interactions->value.IsArray() ||
      seen == document.MemberEnd() || !seen->value.IsArray()) {
    return corrupt("expected the arrays interactions and seen");
  }
  Profile profile;
  for (const auto& value : interactions->value.GetArray()) {
    const auto kind = IsInteraction(value) ? EventKindOf(View(value[0])) : std::nullopt;
    if (!kind) {
      return corrupt("expected interactions of the form [name, milliseconds, product id]");
    }
    profile.interactions_.push_back({*kind, value[1].GetInt64(), std::string(View(value[2]))});
  }
  for (const auto& value : seen->value.GetArray()) {
    if (!value.IsString()) {
      return corrupt("expected event ids that are strings");
    }
    profile.seen_ids_.emplace_back(View(value));
  }
  std::ranges::stable_sort(profile.interactions_, {}, &Interaction::time_ms);
  KeepNewest(profile.interactions_);
  KeepNewest(profile.seen_ids_);
  return profile;
}

}  // namespace vitrine
