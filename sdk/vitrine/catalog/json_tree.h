// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/base/result.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// A JSON value with everything in it. Numbers keep their spelling, so that amounts stay exact.
struct JsonNode {
  enum class Kind : std::uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };

  Kind kind = Kind::kNull;
  std::string name;                ///< Of an object's member; else empty.
  std::string text;                ///< Of a string, a number, "true" or "false"; else empty.
  std::vector<JsonNode> children;  ///< Of an array or object, in order.

  bool IsScalar() const { return kind != Kind::kArray && kind != Kind::kObject; }

  /// The first member of this name, or null.
  const JsonNode* Find(std::string_view member) const;
};

/// Takes a tree; an error ends the reading.
using JsonVisitor = std::function<Result<void>(const JsonNode&)>;

/// What to do with the parts of a document.
struct JsonParts {
  /// Members of the root object whose value is a long list.
  std::span<const std::string_view> list_names;
  /// Called with each element of such a list, or of the root where that is an array.
  JsonVisitor element;
  /// Called at the end with the root object, without the elements that were visited before; not
  /// called when the root is an array.
  JsonVisitor root;
};

/// Reads a JSON document piece by piece: memory is taken for one element at a time, and the depth
/// of nesting costs no call stack.
///
/// Bytes that are not UTF-8 pass through for the caller to refuse by row; a lone surrogate escape,
/// which is grammatical JSON but no text, becomes kNotUnicode. NaN and Infinity, which some
/// exporters write, are numbers with that spelling.
///
/// @return Nothing, or kFeedSyntax with the line, kTooLarge for an element with a million values,
/// or
///   what a visitor failed with.
Result<void> ReadJson(std::string_view bytes, const JsonParts& parts);

}  // namespace vitrine
