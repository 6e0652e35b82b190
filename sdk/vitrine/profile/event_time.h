// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/profile/event_json.h>

#include <cstdint>
#include <optional>
#include <string_view>

namespace vitrine {

/// "2026-02-28T23:59:59.250+01:00" in milliseconds since 1970-01-01 UTC; what is finer is cut off.
/// Nothing for any other text and for times outside 1970 .. 9999.
///
/// Source: RFC 3339, section 5.6; a leap second counts as the second after it.
std::optional<std::int64_t> ReadRfc3339(std::string_view text);

/// When an object of any vocabulary says that it happened: the first of `time_ms`,
/// `timestamp_micros`, `event_timestamp` (microseconds), `gtm.start`, `timestamp`, `eventTime`,
/// `originalTimestamp`, `sentAt` and `receivedAt` that is a time. Where Segment's three clocks are
/// there and its own reckoning from them, `timestamp`, is not: `receivedAt` less what had passed on
/// the device between `originalTimestamp` and `sentAt`.
std::optional<std::int64_t> TimeOf(JsonView object);

}  // namespace vitrine
