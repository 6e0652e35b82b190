// SPDX-License-Identifier: Apache-2.0
#include "sdk/training/questions.h"

#include "sdk/training/parallel.h"

#include <vitrine/ranking/candidates.h>
#include <vitrine/ranking/reranker.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace vitrine::training {
namespace {

constexpr std::size_t kPiece = 64;

struct Question {
  std::vector<float> features;
  std::uint32_t answer = 0;
};

// Which session and how many of its items are known.
struct Cut {
  std::size_t session;
  std::size_t known;
};

std::vector<Cut> CutsOf(std::span<const Session> sessions, std::size_t most) {
  std::vector<Cut> cuts;
  for (std::size_t session = sessions.size(); session-- > 0 && cuts.size() < most;) {
    for (std::size_t known = 1; known < sessions[session].size() && cuts.size() < most; ++known) {
      cuts.push_back({session, known});
    }
  }
  return cuts;
}

std::optional<Question> Ask(const Catalog& catalog, std::span<const ProductIndex> popular,
                            const Session& session, std::size_t known) {
  const auto before = std::span(session).first(known);
  const auto visits = before.last(std::min(known, kMaxHistory));
  const auto candidates = FindCandidates(catalog, visits, popular, Reranker::kCandidates);
  const auto answer = std::ranges::find(candidates, session[known].product, &Candidate::product);
  if (answer == candidates.end()) {
    return std::nullopt;
  }
  Question question;
  question.answer = static_cast<std::uint32_t>(answer - candidates.begin());
  question.features.resize(candidates.size() * kFeatureCount);
  ComputeFeatures(catalog, visits, candidates, question.features);
  return question;
}

}  // namespace

void AskQuestions(const Catalog& catalog, std::span<const Session> sessions, std::size_t most,
                  Questions& questions) {
  const std::vector<Cut> cuts = CutsOf(sessions, most);
  const auto popular = PopularProducts(catalog, Reranker::kCandidates);
  std::vector<std::optional<Question>> asked(cuts.size());
  ForEachPiece(cuts.size(), kPiece, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      asked[i] = Ask(catalog, popular, sessions[cuts[i].session], cuts[i].known);
    }
  });
  std::size_t values = questions.features.size();
  for (const std::optional<Question>& question : asked) {
    values += question ? question->features.size() : 0;
  }
  questions.features.reserve(values);
  for (std::optional<Question>& question : asked) {
    if (question) {
      questions.features.insert(questions.features.end(), question->features.begin(),
                                question->features.end());
      questions.ends.push_back(questions.features.size() / kFeatureCount);
      questions.answers.push_back(question->answer);
      question.reset();
    }
  }
}

}  // namespace vitrine::training
