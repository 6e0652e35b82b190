// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/number_text.h>
#include <vitrine/experiment/assignment.h>
#include <vitrine/experiment/sip_hash.h>

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

Result<void> CheckArms(const std::vector<Arm>& arms) {
  if (arms.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "the experiment has no arms");
  }
  for (auto arm = arms.begin(); arm != arms.end(); ++arm) {
    if (arm->name.empty() || arm->name == kHoldOutName) {
      return Fail(ErrorCode::kInvalidArgument, "an arm is named '" + arm->name +
                                                   "'; expected a name, and not " +
                                                   std::string(kHoldOutName));
    }
    if (std::any_of(arms.begin(), arm, [&](const Arm& each) { return each.name == arm->name; })) {
      return Fail(ErrorCode::kInvalidArgument, "two arms are named '" + arm->name + "'");
    }
    if (!(arm->weight >= 0) || std::isinf(arm->weight)) {
      return Fail(ErrorCode::kInvalidArgument, "the weight of '" + arm->name + "' is " +
                                                   NumberText(arm->weight) +
                                                   "; expected 0 or more");
    }
  }
  return {};
}

}  // namespace

double PlaceOf(std::string_view salt, std::string_view unit_id) {
  // The salt becomes a key, so that no pair of salt and id can be mistaken for another one.
  const SipKey key = {SipHash({0, 1}, salt), SipHash({0, 2}, salt)};
  return static_cast<double>(SipHash(key, unit_id) >> 11U) * 0x1p-53;
}

Result<Assigner> Assigner::Create(ExperimentPlan plan) {
  if (plan.name.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "the experiment has no name");
  }
  if (const auto checked = CheckArms(plan.arms); !checked) {
    return std::unexpected(checked.error());
  }
  if (!(plan.hold_out_01 >= 0 && plan.hold_out_01 <= 1)) {
    return Fail(ErrorCode::kInvalidArgument,
                "the hold-out is " + NumberText(plan.hold_out_01) + "; expected 0 to 1");
  }
  if (plan.hold_out_salt == plan.name) {
    return Fail(ErrorCode::kInvalidArgument, "the hold-out's salt is the experiment's name '" +
                                                 plan.name + "': they would not be independent");
  }
  Assigner assigner(std::move(plan));
  double sum = 0;
  for (const Arm& arm : assigner.plan_.arms) {
    sum += arm.weight;
    assigner.ends_.push_back(sum);
  }
  if (!(sum > 0) || std::isinf(sum)) {
    return Fail(ErrorCode::kInvalidArgument,
                "the weights sum to " + NumberText(sum) + "; expected more than 0");
  }
  // The last arm that takes anybody ends at exactly 1.
  for (double& end : assigner.ends_) {
    end /= sum;
  }
  return assigner;
}

Result<Assignment> Assigner::Assign(std::string_view unit_id) const {
  if (unit_id.empty()) {
    return Fail(ErrorCode::kInvalidArgument, "the unit's id is empty");
  }
  if (PlaceOf(plan_.hold_out_salt, unit_id) < plan_.hold_out_01) {
    return Assignment{.held_out = true};
  }
  const auto end = std::ranges::upper_bound(ends_, PlaceOf(plan_.name, unit_id));
  return Assignment{.arm = static_cast<std::size_t>(end - ends_.begin())};
}

std::string_view Assigner::NameOf(const Assignment& assignment) const {
  return assignment.held_out ? kHoldOutName : std::string_view(plan_.arms[assignment.arm].name);
}

}  // namespace vitrine
