// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// One of the things that an experiment compares.
struct Arm {
  std::string name;
  double weight = 1;  ///< Its share of the units is weight / sum of weights; 0 takes nobody in.
};

/// Who gets what. Two experiments with different salts divide the same people independently.
struct ExperimentPlan {
  std::string name;  ///< Also the salt: an experiment that is run anew needs a new name.
  std::vector<Arm> arms;
  /// The part of all units, 0..1, that no experiment may touch: they are the same in every
  /// experiment with this salt, so that the sum of all changes can be measured against them.
  double hold_out_01 = 0;
  std::string hold_out_salt = "hold-out";
};

/// Where a unit belongs, for as long as the plan stays the same.
struct Assignment {
  bool held_out = false;
  std::size_t arm = 0;  ///< Index into the plan's arms; 0 for who is held out.
};

/// Divides units (visitors, devices) among the arms of an experiment, by their ids alone: no list
/// is kept, every device and server comes to the same answer, and who comes back gets the same arm.
///
/// Each unit has a place in [0, 1), a hash under the experiment's name; the arms take stretches of
/// it in their order. So where a weight changes, only units beside a border move, but they do move:
/// who changes weights while an experiment runs starts a new one.
class Assigner {
 public:
  /// Errors: kInvalidArgument for no name, no arm, two arms of one name, an arm without a name or
  /// named `kHoldOutName`, weights that are negative, NaN or all 0, a hold-out outside 0..1, or a
  /// hold-out that shares the experiment's salt.
  static Result<Assigner> Create(ExperimentPlan plan);

  /// The arm of a unit. Errors: kInvalidArgument for an empty id: it would put all in one arm.
  /// Cost: two short hashes.
  Result<Assignment> Assign(std::string_view unit_id) const;

  const ExperimentPlan& plan() const { return plan_; }

  /// What Assign gave, as logs name it.
  std::string_view NameOf(const Assignment& assignment) const;

 private:
  explicit Assigner(ExperimentPlan plan) : plan_(std::move(plan)) {}

  ExperimentPlan plan_;
  std::vector<double> ends_;  // Where each arm's stretch ends; the last one used is 1.
};

/// How logs name the arm of those that no experiment touches.
inline constexpr std::string_view kHoldOutName = "hold-out";

/// The place of a unit in [0, 1), a multiple of 2^-53, under a salt.
double PlaceOf(std::string_view salt, std::string_view unit_id);

}  // namespace vitrine
