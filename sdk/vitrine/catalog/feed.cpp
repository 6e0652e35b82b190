// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/feed.h>
#include <vitrine/catalog/feed_formats.h>
#include <vitrine/catalog/feed_row.h>
#include <vitrine/catalog/text.h>

#include <string>

namespace vitrine {
namespace {

// How far into a feed its format is looked for.
constexpr std::size_t kDetectBytes = std::size_t{1} << 16;

bool HasJsonLdKeyword(std::string_view bytes) {
  for (const std::string_view keyword : {"\"@context\"", "\"@type\"", "\"@graph\""}) {
    if (bytes.substr(0, kDetectBytes).find(keyword) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

FeedFormat DetectFormat(std::string_view bytes) {
  const std::string_view start = Trim(bytes.substr(0, kDetectBytes));
  if (start.starts_with('{') || start.starts_with('[')) {
    return HasJsonLdKeyword(bytes) ? FeedFormat::kJsonLd : FeedFormat::kGoogleJson;
  }
  if (start.starts_with('<')) {
    return FeedFormat::kGoogleXml;
  }
  const std::string_view header = start.substr(0, start.find_first_of("\r\n"));
  return header.find('\t') != std::string_view::npos ? FeedFormat::kTsv : FeedFormat::kCsv;
}

Result<void> ReadRows(std::string_view bytes, FeedFormat format, const FeedLimits& limits,
                      FeedCollector* collector) {
  switch (format) {
    case FeedFormat::kGoogleJson:
      return ReadGoogleJsonFeed(bytes, collector);
    case FeedFormat::kCsv:
      return ReadDelimitedFeed(bytes, ',', limits, collector);
    case FeedFormat::kTsv:
      return ReadDelimitedFeed(bytes, '\t', limits, collector);
    case FeedFormat::kGoogleXml:
      return ReadGoogleXmlFeed(bytes, limits, collector);
    case FeedFormat::kJsonLd:
      return ReadJsonLdFeed(bytes, collector);
    case FeedFormat::kAuto:
      break;
  }
  return Fail(ErrorCode::kInvalidArgument, "the feed format is not one of FeedFormat");
}

}  // namespace

Result<Feed> ReadFeed(std::string_view bytes, FeedFormat format, const FeedLimits& limits) {
  if (bytes.size() > limits.max_bytes) {
    return Fail(ErrorCode::kTooLarge, "the feed has " + std::to_string(bytes.size()) +
                                          " bytes, expected at most " +
                                          std::to_string(limits.max_bytes));
  }
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (bytes.starts_with(kByteOrderMark)) {
    bytes.remove_prefix(kByteOrderMark.size());
  }
  const bool is_utf16 = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
  // XML names its own encoding; for the others UTF-8 is the only one.
  if (is_utf16 && format != FeedFormat::kGoogleXml) {
    return Fail(ErrorCode::kFeedSyntax, "expected UTF-8, but the feed starts with a UTF-16 mark");
  }
  if (format == FeedFormat::kAuto) {
    format = DetectFormat(bytes);
  }
  FeedCollector collector(limits);
  if (Result<void> read = ReadRows(bytes, format, limits, &collector); !read) {
    return std::unexpected(std::move(read.error()));
  }
  return collector.Take();
}

}  // namespace vitrine
