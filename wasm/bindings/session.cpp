// SPDX-License-Identifier: Apache-2.0
#include "wasm/bindings/session.h"

#include <vitrine/base/number_text.h>
#include <vitrine/catalog/availability.h>
#include <vitrine/profile/event.h>
#include <vitrine/profile/event_json.h>
#include <vitrine/ranking/coarse_taste.h>
#include <vitrine/ranking/history.h>
#include <vitrine/ranking/reasons.h>
#include <vitrine/ranking/similar.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "wasm/bindings/card_json.h"
#include "wasm/bindings/json.h"

namespace vitrine::bindings {
namespace {

constexpr std::string_view kExplorationMember = ",\"exploration\":";

// The last time that a JavaScript Date can hold.
constexpr double kMaxTimeMs = 8.64e15;

// Exact as a JavaScript number in micros, and more than any shop asks.
constexpr double kMaxAmount = 9e9;

Result<std::int64_t> TimeOf(double now_ms) {
  if (!(now_ms >= 0 && now_ms <= kMaxTimeMs)) {
    return Fail(ErrorCode::kInvalidArgument,
                "a time of " + NumberText(now_ms) + " ms; expected 0 .. 8.64e15");
  }
  return static_cast<std::int64_t>(now_ms);
}

void WritePicks(Json& json, const Catalog& catalog, std::span<const Pick> picks) {
  json.Key("picks").BeginArray();
  for (const Pick& pick : picks) {
    WritePick(json, catalog, pick);
  }
  json.EndArray();
}

void WriteCards(Json& json, const Catalog& catalog, std::span<const ProductIndex> products) {
  json.BeginArray();
  for (const ProductIndex product : products) {
    WriteCard(json, catalog, product);
  }
  json.EndArray();
}

}  // namespace

Status Session::OpenPack(ByteBuffer& pack) {
  auto catalog = Catalog::Open(std::exchange(pack.bytes(), {}));
  if (!catalog) {
    return StatusOf(catalog);
  }
  auto reranker = Reranker::Open(*catalog);
  if (reranker) {
    auto opened = std::make_unique<Opened>(std::move(*catalog), std::move(*reranker));
    opened->plan.Explore(explorer_ ? &*explorer_ : nullptr);
    if (opened_) {
      opened->plan.Continue(opened_->plan);
    }
    // The candidates of the catalogue before are other ones.
    scores_.Clear();
    opened->ranker.UseModel(ranks_by_scores_ ? &scores_ : nullptr);
    opened_ = std::move(opened);
  }
  return StatusOf(reranker);
}

std::size_t Session::ProductCount() const { return opened_ ? opened_->catalog.size() : 0; }

Result<Session::Opened*> Session::Shop() const {
  if (!opened_) {
    return Fail(ErrorCode::kInvalidArgument, "no catalogue is open");
  }
  return opened_.get();
}

Result<ProductIndex> Session::Find(std::string_view id) const {
  const auto shop = Shop();
  if (!shop) {
    return std::unexpected(shop.error());
  }
  const auto product = (*shop)->catalog.Find(id);
  if (!product) {
    return Fail(ErrorCode::kUnknownProduct,
                "the catalogue has no product with the id '" + std::string(id) + "'");
  }
  return *product;
}

Answer Session::Observe(const std::string& json, double now_ms) {
  const auto now = TimeOf(now_ms);
  if (!now) {
    return AnswerOf(now.error());
  }
  const auto events = ReadEvents(json, profile_.TimeOfNext(*now));
  if (!events) {
    return AnswerOf(events.error());
  }
  std::size_t accepted = 0;
  for (const Event& event : *events) {
    if (profile_.Observe(event)) {
      accepted += 1;
      Reward(event);
    }
  }
  return AnswerOf(Json().BeginObject().Field("accepted", accepted).EndObject().Take());
}

Answer Session::Dismiss(const std::string& id, double now_ms) {
  const auto product = Find(id);
  const auto now = TimeOf(now_ms);
  if (!product || !now) {
    return AnswerOf(product ? now.error() : product.error());
  }
  Event event;
  event.kind = EventKind::kDismiss;
  event.time_ms = profile_.TimeOfNext(*now);
  event.product_ids.push_back(id);
  profile_.Observe(event);
  Reward(event);
  const std::size_t pages = opened_->plan.Withdraw(*product);
  return AnswerOf(Json().BeginObject().Field("pages", pages).EndObject().Take());
}

Status Session::OverridePrice(const std::string& id, double amount, const std::string& currency) {
  const auto product = Find(id);
  if (!product) {
    return StatusOf(product);
  }
  if (!std::isfinite(amount)) {
    return StatusOf(Error{ErrorCode::kNonFinite, "the price of '" + id + "' is not a number"});
  }
  if (amount < 0 || amount > kMaxAmount) {
    return StatusOf(
        Error{ErrorCode::kInvalidArgument,
              "the price of '" + id + "' is " + NumberText(amount) + "; expected 0 .. 9e9"});
  }
  // Micros as a feed with this decimal number would have given them.
  const Money price{std::llround(amount * 1e6), currency};
  return StatusOf(opened_->catalog.OverridePrice(*product, price));
}

Status Session::OverrideAvailability(const std::string& id, const std::string& availability) {
  const auto product = Find(id);
  if (!product) {
    return StatusOf(product);
  }
  const auto known = AvailabilityOf(availability);
  if (!known) {
    return StatusOf(Error{ErrorCode::kInvalidArgument,
                          "availability '" + availability + "'; expected " + kAvailabilityNames});
  }
  opened_->catalog.OverrideAvailability(*product, *known);
  if (*known == Availability::kOutOfStock) {
    opened_->plan.Withdraw(*product);
  }
  return {};
}

Answer Session::Page(std::size_t index, std::size_t slot_count, double now_ms) {
  const auto shop = Shop();
  const auto now = TimeOf(now_ms);
  if (!shop || !now) {
    return AnswerOf(shop ? now.error() : shop.error());
  }
  auto& [catalog, ranker, plan] = **shop;
  const auto picks = plan.Page(index, slot_count, profile_, *now);
  if (!picks) {
    plan.Undo();
    return AnswerOf(picks.error());
  }
  Json json;
  json.BeginObject().Field("revision", catalog.revision()).Key("headline");
  WriteHeadline(json, catalog, plan.HeadlineOf(index));
  WritePicks(json, catalog, *picks);
  json.EndObject();
  // What rests on provisional scores is not decided.
  if (!scores_.Wanted().empty()) {
    plan.Undo();
  }
  return AnswerOf(json.Take());
}

Answer Session::Picks(std::size_t count, double now_ms) const {
  const auto shop = Shop();
  const auto now = TimeOf(now_ms);
  if (!shop || !now) {
    return AnswerOf(shop ? now.error() : shop.error());
  }
  PageRequest request;
  request.count = count;
  request.now_ms = *now;
  request.rules = (*shop)->plan.rules();
  const auto picks = (*shop)->ranker.PickPage(profile_, request);
  if (!picks) {
    return AnswerOf(picks.error());
  }
  Json json;
  json.BeginObject();
  WritePicks(json, (*shop)->catalog, *picks);
  json.EndObject();
  return AnswerOf(json.Take());
}

Answer Session::Why(const std::string& id, double now_ms) const {
  const auto product = Find(id);
  const auto now = TimeOf(now_ms);
  if (!product || !now) {
    return AnswerOf(product ? now.error() : product.error());
  }
  const auto& [catalog, ranker, plan] = *opened_;
  std::vector<float> scores(catalog.size());
  const auto raised = ranker.ScoreFor(profile_, *now, scores);
  if (!raised) {
    return AnswerOf(raised.error());
  }
  std::array<Pick, 1> picks;
  picks[0].product = *product;
  picks[0].score = scores[*product];
  PageRequest request;
  request.count = 1;
  request.now_ms = *now;
  GiveReasons(ranker, profile_, request, {scores, *raised}, picks);
  Json json;
  json.BeginObject().Key("reason");
  WriteReason(json, catalog, picks[0]);
  json.EndObject();
  return AnswerOf(json.Take());
}

Answer Session::Details(const std::string& id, std::size_t count) const {
  const auto product = Find(id);
  if (!product) {
    return AnswerOf(product.error());
  }
  auto& [catalog, ranker, plan] = *opened_;
  Json json;
  json.BeginObject().Key("product");
  WriteDetails(json, catalog, *product);
  WriteCards(json.Key("variants"), catalog, VariantsOf(ranker, *product));
  const auto similar = SimilarProducts(ranker, profile_, *product, count, plan.rules());
  WriteCards(json.Key("similar"), catalog, similar);
  json.EndObject();
  return AnswerOf(json.Take());
}

Answer Session::SetRules(const std::string& json) {
  const auto shop = Shop();
  auto rules = ParseRules(json);
  if (!shop || !rules) {
    return AnswerOf(shop ? rules.error() : shop.error());
  }
  (*shop)->plan.SetRules(std::move(*rules));
  Json unmatched;
  unmatched.BeginObject().Key("unmatched").BeginArray();
  for (const std::string& rule : (*shop)->plan.rules()->Unmatched()) {
    unmatched.String(rule);
  }
  unmatched.EndArray().EndObject();
  return AnswerOf(unmatched.Take());
}

void Session::Explore(double seed) {
  explorer_.emplace(static_cast<std::uint64_t>(seed), RankOptions().diversity_01);
  if (opened_) {
    opened_->plan.Explore(&*explorer_);
  }
}

void Session::Seen(std::size_t index) {
  if (explorer_ && opened_) {
    explorer_->Seen(opened_->catalog, opened_->plan.Decided(index));
  }
}

void Session::Reward(const Event& event) {
  if (explorer_) {
    explorer_->Observe(event);
  }
}

bool Session::HasVisits() const {
  return opened_ && !RecentVisits(opened_->catalog, profile_).empty();
}

void Session::RankByScores(bool given) {
  ranks_by_scores_ = given;
  if (opened_) {
    opened_->ranker.UseModel(given ? &scores_ : nullptr);
  }
}

BytesView Session::WantedFeatures() const {
  const std::span<const float> wanted = scores_.Wanted();
  return BytesView(emscripten::val(emscripten::typed_memory_view(
      wanted.size_bytes(), reinterpret_cast<const std::uint8_t*>(wanted.data()))));
}

Status Session::GiveScores(ByteBuffer& scores) {
  std::vector<float> values(scores.bytes().size() / sizeof(float));
  std::memcpy(values.data(), scores.bytes().data(), values.size() * sizeof(float));
  return StatusOf(scores_.Give(values));
}

Answer Session::Interests(double now_ms) const {
  const auto shop = Shop();
  const auto now = TimeOf(now_ms);
  if (!shop || !now) {
    return AnswerOf(shop ? now.error() : shop.error());
  }
  Json json;
  json.BeginObject().Key("interests").BeginArray();
  const Catalog& catalog = (*shop)->catalog;
  for (const DepartmentTaste& taste : CoarseTaste(catalog, profile_, *now)) {
    if (taste.department != kNoTerm) {
      json.BeginObject()
          .Field("department", catalog.category_name(taste.department))
          .Field("tier", std::int64_t{taste.tier})
          .EndObject();
    }
  }
  json.EndArray().EndObject();
  return AnswerOf(json.Take());
}

void Session::RestartFrom(std::size_t index) {
  if (opened_) {
    opened_->plan.RestartFrom(index);
  }
}

void Session::Forget() {
  profile_.Forget();
  kept_exploration_.clear();
  if (explorer_) {
    explorer_->Forget();
  }
  RestartFrom(0);
}

std::string Session::SaveProfile() const {
  std::string profile = profile_.Save();
  const std::vector<double> learned =
      explorer_ && explorer_->has_learned() ? explorer_->Save() : kept_exploration_;
  if (!learned.empty()) {
    Json json;
    json.BeginArray();
    for (const double number : learned) {
      json.Number(number);
    }
    json.EndArray();
    // Beside the interactions; Profile reads past what it does not know.
    profile.pop_back();
    profile.append(kExplorationMember).append(json.Take()).append("}");
  }
  return profile;
}

Status Session::MergeProfile(const std::string& json) {
  const auto profile = Profile::Restore(json);
  if (!profile) {
    return StatusOf(profile);
  }
  std::vector<double> state;
  const auto read = ForEachJson("profiles", json, [&](JsonView document) -> Result<void> {
    const JsonView numbers = document["exploration"];
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      state.push_back(numbers[i].Number().value_or(0));
    }
    return {};
  });
  profile_.Merge(*profile);
  if (!read || state.empty()) {
    return {};
  }
  if (!explorer_) {
    kept_exploration_ = std::move(state);
  } else if (auto restored = explorer_->Restore(state); !restored) {
    return StatusOf(Result<void>(Fail(ErrorCode::kProfileCorrupt, restored.error().message)));
  }
  return {};
}

}  // namespace vitrine::bindings
