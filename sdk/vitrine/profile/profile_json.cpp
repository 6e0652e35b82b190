// SPDX-License-Identifier: Apache-2.0
#include <vitrine/profile/event_json.h>
#include <vitrine/profile/event_names.h>
#include <vitrine/profile/profile.h>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstddef>
#include <optional>
#include <utility>

namespace vitrine {
namespace {

constexpr int kSchemaVersion = 2;

std::unexpected<Error> Corrupt(std::string_view what) {
  return Fail(ErrorCode::kProfileCorrupt,
              "the stored profile cannot be used: " + std::string(what));
}

std::optional<Interaction> ReadInteraction(JsonView value) {
  if (value.size() != 3 && value.size() != 4) {
    return std::nullopt;
  }
  const auto name = value[std::size_t{0}].Text();
  const auto kind = name ? EventKindOf(*name) : std::nullopt;
  const auto time_ms = value[1].Integer();
  const auto product_id = value[2].Text();
  const auto event_id = value.size() == 4 ? value[3].Text() : std::string_view();
  if (!kind || !time_ms || !product_id || !event_id) {
    return std::nullopt;
  }
  return Interaction{*kind, *time_ms, std::string(*product_id), std::string(*event_id)};
}

}  // namespace

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
    if (!interaction.event_id.empty()) {
      write(interaction.event_id);
    }
    writer.EndArray();
  }
  writer.EndArray();
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

Result<Profile> Profile::Restore(std::string_view json) {
  Profile profile;
  std::size_t documents = 0;
  const auto read = ForEachJson("profiles", json, [&](JsonView document) -> Result<void> {
    ++documents;
    const auto version = document["version"].Integer();
    const JsonView interactions = document["interactions"];
    if (!version || *version < 1 || *version > kSchemaVersion || !interactions.IsArray()) {
      return Corrupt("expected {version: 1 or 2, interactions: [...]}");
    }
    for (std::size_t i = 0; i < interactions.size(); ++i) {
      auto interaction = ReadInteraction(interactions[i]);
      if (!interaction) {
        return Corrupt(
            "expected interactions of the form [name, milliseconds, product id, event id?]");
      }
      profile.Insert(std::move(*interaction));
    }
    return {};
  });
  if (!read || documents != 1) {
    return read || read.error().code != ErrorCode::kProfileCorrupt
               ? Corrupt("expected a JSON object")
               : std::unexpected(read.error());
  }
  return profile;
}

}  // namespace vitrine
