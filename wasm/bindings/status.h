// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <string>
#include <utility>

namespace vitrine::bindings {

/// How a call went: an empty code, or an error's stable code and message. Nothing is ever thrown
/// across the edge to JavaScript, so no destructor is skipped there.
struct Status {
  std::string code;
  std::string message;
};

/// A status and, when it is good, a value as JSON text.
struct Answer {
  std::string code;
  std::string message;
  std::string json;
};

inline Status StatusOf(const Error& error) {
  return {std::string(ErrorCodeName(error.code)), error.message};
}

template <typename T>
Status StatusOf(const Result<T>& result) {
  return result ? Status{} : StatusOf(result.error());
}

inline Answer AnswerOf(const Error& error) {
  return {std::string(ErrorCodeName(error.code)), error.message, {}};
}

inline Answer AnswerOf(std::string json) { return {{}, {}, std::move(json)}; }

}  // namespace vitrine::bindings
