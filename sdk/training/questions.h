// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/training/session.h"

#include <vitrine/catalog/catalog.h>
#include <vitrine/ranking/features.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrine::training {

/// What the re-ranker learns from: the first items of a session, what could come next and what did.
struct Questions {
  std::vector<float> features;         ///< Row-major [candidates of all, kFeatureCount].
  std::vector<std::size_t> ends;       ///< Of each question's candidates, counted in rows.
  std::vector<std::uint32_t> answers;  ///< Of each, which candidate came next, from its first.

  std::size_t size() const { return answers.size(); }
  std::size_t begin(std::size_t question) const { return question == 0 ? 0 : ends[question - 1]; }
};

/// Asks after every item of the sessions but the last what came next, with the lists, vectors and
/// behaviour of `catalog`, which must not have been learned from these sessions. Where the next
/// item is no candidate there is nothing to learn, and no question.
///
/// @param most      Asked, from the newest sessions; each takes 32 kB, twice that while it is
/// asked.
/// @param questions Added to.
void AskQuestions(const Catalog& catalog, std::span<const Session> sessions, std::size_t most,
                  Questions& questions);

}  // namespace vitrine::training
