// SPDX-License-Identifier: Apache-2.0
// picks FEED EVENTS: what the shopper of these events would be shown, and why.
#include <vitrine/base/version.h>
#include <vitrine/catalog/catalog.h>
#include <vitrine/catalog/feed.h>
#include <vitrine/catalog/pack.h>
#include <vitrine/profile/event.h>
#include <vitrine/profile/profile.h>
#include <vitrine/ranking/ranker.h>
#include <vitrine/ranking/reason_text.h>

#include <cstdint>
#include <expected>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>

namespace {

std::string Read(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

vitrine::Result<void> Run(const std::string& feed_text, const std::string& events_text) {
  const auto feed = vitrine::ReadFeed(feed_text);
  if (!feed) {
    return std::unexpected(feed.error());
  }
  const auto vectors = vitrine::ContentVectors(feed->products, 64, 1);
  if (!vectors) {
    return std::unexpected(vectors.error());
  }
  auto pack = vitrine::WritePack(feed->products, {.vectors = *vectors, .dimension = 64});
  if (!pack) {
    return std::unexpected(pack.error());
  }
  const auto catalog = vitrine::Catalog::Open(std::move(*pack));
  if (!catalog) {
    return std::unexpected(catalog.error());
  }

  const std::int64_t now_ms = 1'767'225'600'000;  // The library reads no clock.
  const auto events = vitrine::ReadEvents(events_text, now_ms);
  if (!events) {
    return std::unexpected(events.error());
  }
  vitrine::Profile profile;
  for (const vitrine::Event& event : *events) {
    profile.Observe(event);
  }

  const vitrine::Ranker ranker(*catalog);
  const auto picks = ranker.PickPage(profile, {.count = 4, .now_ms = now_ms});
  if (!picks) {
    return std::unexpected(picks.error());
  }
  for (const vitrine::Pick& pick : *picks) {
    std::cout << catalog->title(pick.product) << ": " << vitrine::ReasonText(*catalog, pick)
              << '\n';
  }
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: picks FEED EVENTS (Vitrine " << vitrine::Version() << ")\n";
    return 2;
  }
  if (const auto done = Run(Read(argv[1]), Read(argv[2])); !done) {
    std::cerr << done.error().message << '\n';
    return 1;
  }
  return 0;
}
