// SPDX-License-Identifier: Apache-2.0
// Figures in JSON, for the .cpp files that write reports.
#pragma once

#include <vitrine/experiment/estimate.h>

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <cmath>
#include <optional>
#include <string_view>

namespace vitrine {

using JsonWriter = rapidjson::PrettyWriter<rapidjson::StringBuffer>;

inline void WriteText(JsonWriter& writer, const char* name, std::string_view text) {
  writer.Key(name);
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

/// A number; null where it is NaN or infinite.
inline void WriteNumber(JsonWriter& writer, const char* name, double value) {
  writer.Key(name);
  if (std::isfinite(value)) {
    writer.Double(value);
  } else {
    writer.Null();
  }
}

/// [low, high]; null without one.
inline void WriteInterval(JsonWriter& writer, const char* name,
                          const std::optional<Interval>& interval) {
  writer.Key(name);
  if (!interval || !std::isfinite(interval->low) || !std::isfinite(interval->high)) {
    writer.Null();
    return;
  }
  writer.StartArray();
  writer.Double(interval->low);
  writer.Double(interval->high);
  writer.EndArray();
}

}  // namespace vitrine
