// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace vitrine {

/// Everything that can go wrong, one enumerator per line of error_codes.inc, where each is
/// explained.
enum class ErrorCode : std::uint8_t {
#define VITRINE_ERROR(enumerator, code, meaning) enumerator,
#include <vitrine/base/error_codes.inc>
#undef VITRINE_ERROR
};

/// The stable upper-case name of `code`, the one JavaScript sees ("SHAPE_MISMATCH").
std::string_view ErrorCodeName(ErrorCode code);

/// A failure: a stable code for programs and a message for people, which says what was expected and
/// what came.
struct Error {
  ErrorCode code;
  std::string message;
};

/// A value of type `T`, or the error that prevented it.
template <typename T>
using Result = std::expected<T, Error>;

/// Shorthand for returning an error from a function whose return type is a `Result`.
inline std::unexpected<Error> Fail(ErrorCode code, std::string message) {
  return std::unexpected(Error{code, std::move(message)});
}

}  // namespace vitrine
