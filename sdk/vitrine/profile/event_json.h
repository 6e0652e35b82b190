// SPDX-License-Identifier: Apache-2.0
// JSON as the readers of events, of kept profiles and of rules see it, so that there is one parser.
#pragma once

#include <vitrine/base/function_ref.h>
#include <vitrine/base/result.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// A value of a document, or nothing; valid as long as the document is. Asked for what it has not,
/// it gives nothing.
class JsonView {
 public:
  JsonView() = default;
  explicit JsonView(const void* value) : value_(value) {}

  explicit operator bool() const { return value_ != nullptr; }
  bool IsObject() const;
  bool IsArray() const;

  /// A member of an object.
  JsonView operator[](const char* name) const;

  /// The names of an object's members; none of anything else.
  std::vector<std::string_view> MemberNames() const;

  /// An element of an array, 0 .. size() - 1.
  std::size_t size() const;
  JsonView operator[](std::size_t index) const;

  /// Well-formed UTF-8.
  std::optional<std::string_view> Text() const;
  std::optional<std::int64_t> Integer() const;
  std::optional<double> Number() const;

  /// A string or a whole number as an id, 1 .. kMaxIdBytes: ids are strings by specification, but
  /// shops push numbers too.
  std::optional<std::string> Id() const;

  /// A time since 1970-01-01 UTC of 0 .. kLastTimeMs milliseconds: a number of units of `unit_ms`
  /// milliseconds, or its digits as a string.
  std::optional<std::int64_t> TimeIn(double unit_ms) const;

 private:
  const void* value_ = nullptr;
};

/// Calls `read` for each of the JSON values that stand one after the other, and stops at the first
/// error. Errors: kEventSyntax with `what` the values are and the byte offset, or what `read`
/// gives.
Result<void> ForEachJson(std::string_view what, std::string_view text,
                         FunctionRef<Result<void>(JsonView)> read);

}  // namespace vitrine
