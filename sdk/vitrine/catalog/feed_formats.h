// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>
#include <vitrine/catalog/feed_row.h>

#include <string_view>

namespace vitrine {

// One reader for each format. They hand every row to the collector and fail with kFeedSyntax when
// the feed as a whole cannot be parsed, or with what the collector fails with.

/// @param separator ',' for CSV (a header separated by ';' is recognised), '\t' for TSV.
Result<void> ReadDelimitedFeed(std::string_view bytes, char separator, const FeedLimits& limits,
                               FeedCollector* collector);

Result<void> ReadGoogleJsonFeed(std::string_view bytes, FeedCollector* collector);

Result<void> ReadJsonLdFeed(std::string_view bytes, FeedCollector* collector);

Result<void> ReadGoogleXmlFeed(std::string_view bytes, const FeedLimits& limits,
                               FeedCollector* collector);

}  // namespace vitrine
