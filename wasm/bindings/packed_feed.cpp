// SPDX-License-Identifier: Apache-2.0
#include "wasm/bindings/packed_feed.h"

#include <vitrine/catalog/feed.h>
#include <vitrine/catalog/pack.h>

#include <emscripten/bind.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "wasm/bindings/json.h"

namespace vitrine::bindings {
namespace {

// The same as `vitrine pack` takes by default, so that a feed gives the same slates either way.
constexpr std::size_t kFeedDimension = 64;
constexpr std::uint64_t kFeedSeed = 1;

constexpr std::size_t kMaxRowErrors = 1000;

Result<FeedFormat> FormatOf(std::string_view name) {
  constexpr std::array kFormats = {
      std::pair{std::string_view("auto"), FeedFormat::kAuto},
      std::pair{std::string_view("google-json"), FeedFormat::kGoogleJson},
      std::pair{std::string_view("csv"), FeedFormat::kCsv},
      std::pair{std::string_view("tsv"), FeedFormat::kTsv},
      std::pair{std::string_view("google-xml"), FeedFormat::kGoogleXml},
      std::pair{std::string_view("json-ld"), FeedFormat::kJsonLd},
  };
  for (const auto& [its_name, format] : kFormats) {
    if (its_name == name) {
      return format;
    }
  }
  return Fail(ErrorCode::kInvalidArgument,
              "feed format '" + std::string(name) +
                  "'; expected auto, google-json, csv, tsv, google-xml or json-ld");
}

std::string FeedReport(const Feed& feed) {
  Json json;
  json.BeginObject().Field("skipped", feed.errors.size()).Key("errors").BeginArray();
  const std::size_t told = std::min(feed.errors.size(), kMaxRowErrors);
  for (const RowError& error : std::span(feed.errors).first(told)) {
    json.BeginObject()
        .Field("row", error.row)
        .Field("id", error.id)
        .Field("field", error.field)
        .Field("message", error.message)
        .EndObject();
  }
  json.EndArray().EndObject();
  return json.Take();
}

Result<std::vector<std::byte>> PackOf(std::span<const Product> products) {
  auto vectors = ContentVectors(products, kFeedDimension, kFeedSeed);
  if (!vectors) {
    return std::unexpected(vectors.error());
  }
  PackExtras extras;
  extras.vectors = *vectors;
  extras.dimension = kFeedDimension;
  return WritePack(products, extras);
}

}  // namespace

Answer PackedFeed::Read(ByteBuffer& feed, const std::string& format) {
  const auto known_format = FormatOf(format);
  if (!known_format) {
    return AnswerOf(known_format.error());
  }
  const auto& bytes = feed.bytes();
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  const auto read = ReadFeed(text, *known_format);
  if (!read) {
    return AnswerOf(read.error());
  }
  auto pack = PackOf(read->products);
  if (!pack) {
    return AnswerOf(pack.error());
  }
  pack_ = std::move(*pack);
  return AnswerOf(FeedReport(*read));
}

BytesView PackedFeed::Pack() {
  return BytesView(emscripten::val(
      emscripten::typed_memory_view(pack_.size(), reinterpret_cast<std::uint8_t*>(pack_.data()))));
}

}  // namespace vitrine::bindings
