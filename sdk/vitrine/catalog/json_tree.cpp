// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/json_tree.h>
#include <vitrine/catalog/text.h>

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace vitrine {
namespace {

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxNodes = 1'000'000;

// Builds trees from the parser's events and hands them out as soon as they are whole.
class TreeBuilder {
 public:
  explicit TreeBuilder(const JsonParts& parts) : parts_(parts) {}

  const std::optional<Error>& error() const { return error_; }

  // The names and signatures of these are RapidJSON's handler concept.
  // NOLINTBEGIN(readability-identifier-naming)
  bool Null() { return Scalar(JsonNode::Kind::kNull, {}); }
  bool Bool(bool value) { return Scalar(JsonNode::Kind::kBool, value ? "true" : "false"); }
  bool Int(int value) { return Scalar(JsonNode::Kind::kNumber, std::to_string(value)); }
  bool Uint(unsigned value) { return Scalar(JsonNode::Kind::kNumber, std::to_string(value)); }
  bool Int64(std::int64_t value) { return Scalar(JsonNode::Kind::kNumber, std::to_string(value)); }
  bool Uint64(std::uint64_t value) {
    return Scalar(JsonNode::Kind::kNumber, std::to_string(value));
  }
  bool Double(double value) { return Scalar(JsonNode::Kind::kNumber, std::to_string(value)); }
  bool RawNumber(const char* text, rapidjson::SizeType size, bool) {
    return Scalar(JsonNode::Kind::kNumber, std::string(text, size));
  }
  bool String(const char* text, rapidjson::SizeType size, bool) {
    return Scalar(JsonNode::Kind::kString, std::string(text, size));
  }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    key_.assign(text, size);
    return true;
  }
  bool StartObject() { return Open(JsonNode::Kind::kObject); }
  bool StartArray() { return Open(JsonNode::Kind::kArray); }
  bool EndObject(rapidjson::SizeType) { return Close(); }
  bool EndArray(rapidjson::SizeType) { return Close(); }
  // NOLINTEND(readability-identifier-naming)

 private:
  bool Failed(ErrorCode code, std::string message) {
    error_ = Error{code, std::move(message)};
    return false;
  }

  bool Open(JsonNode::Kind kind) {
    if (open_.size() == kMaxDepth) {
      return Failed(ErrorCode::kFeedSyntax,
                    "expected at most " + std::to_string(kMaxDepth) + " levels of nesting");
    }
    JsonNode node;
    node.kind = kind;
    node.name = std::exchange(key_, {});
    open_.push_back(std::move(node));
    return true;
  }

  bool Close() {
    JsonNode node = std::move(open_.back());
    open_.pop_back();
    return Put(std::move(node));
  }

  bool Scalar(JsonNode::Kind kind, std::string text) {
    JsonNode node;
    node.kind = kind;
    node.name = std::exchange(key_, {});
    node.text = std::move(text);
    return Put(std::move(node));
  }

  bool Put(JsonNode node) {
    if (open_.empty()) {
      return PutRoot(node);
    }
    if (InList()) {
      node_count_ = 0;
      return Visit(parts_.element, node);
    }
    if (++node_count_ > kMaxNodes) {
      return Failed(ErrorCode::kTooLarge,
                    "a product has more than " + std::to_string(kMaxNodes) + " values");
    }
    open_.back().children.push_back(std::move(node));
    return true;
  }

  bool PutRoot(const JsonNode& root) {
    if (root.IsScalar()) {
      return Failed(ErrorCode::kFeedSyntax, "expected an object or an array of products");
    }
    return root.kind == JsonNode::Kind::kArray || Visit(parts_.root, root);
  }

  bool Visit(const JsonVisitor& visitor, const JsonNode& node) {
    Result<void> visited = visitor(node);
    if (!visited) {
      error_ = std::move(visited.error());
    }
    return visited.has_value();
  }

  // Whether the innermost open node is a list whose elements are handed out.
  bool InList() const {
    if (open_.back().kind != JsonNode::Kind::kArray) {
      return false;
    }
    const bool is_listed =
        std::ranges::find(parts_.list_names, open_.back().name) != parts_.list_names.end();
    return open_.size() == 1 ||
           (open_.size() == 2 && open_[0].kind == JsonNode::Kind::kObject && is_listed);
  }

  const JsonParts& parts_;
  std::vector<JsonNode> open_;
  std::string key_;
  std::size_t node_count_ = 0;
  std::optional<Error> error_;
};

// The four hex digits of the escape "\uXXXX" at `at`, if there is one.
std::optional<unsigned> UnicodeEscape(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') {
    return std::nullopt;
  }
  unsigned value = 0;
  for (const char c : text.substr(at + 2, 4)) {
    const std::size_t digit =
        std::string_view("0123456789abcdef")
            .find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
    if (digit == std::string_view::npos) {
      return std::nullopt;
    }
    value = value * 16 + static_cast<unsigned>(digit);
  }
  return value;
}

// A copy of `bytes` in which every lone surrogate escape reads U+FDD0, or nothing when there is
// none. JavaScript's exporters write them when they cut a text in the middle of an emoji.
std::optional<std::string> ReplaceLoneSurrogates(std::string_view bytes) {
  std::optional<std::string> copy;
  std::size_t at = bytes.find('\\');
  while (at != std::string_view::npos) {
    std::size_t length = 2;
    if (const std::optional<unsigned> unit = UnicodeEscape(bytes, at)) {
      length = 6;
      const std::optional<unsigned> next = UnicodeEscape(bytes, at + 6);
      const bool high = *unit >= 0xD800 && *unit <= 0xDBFF;
      if (high && next && *next >= 0xDC00 && *next <= 0xDFFF) {
        length = 12;
      } else if (*unit >= 0xD800 && *unit <= 0xDFFF) {
        if (!copy) {
          copy.emplace(bytes);
        }
        copy->replace(at, 6, "\\uFDD0");
      }
    }
    at = bytes.find('\\', at + length);
  }
  return copy;
}

}  // namespace

const JsonNode* JsonNode::Find(std::string_view member) const {
  for (const JsonNode& child : children) {
    if (child.name == member) {
      return &child;
    }
  }
  return nullptr;
}

Result<void> ReadJson(std::string_view bytes, const JsonParts& parts) {
  const std::optional<std::string> mended = ReplaceLoneSurrogates(bytes);
  if (mended) {
    bytes = *mended;
  }
  TreeBuilder builder(parts);
  rapidjson::MemoryStream stream(bytes.data(), bytes.size());
  rapidjson::Reader reader;
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseNanAndInfFlag |
                              rapidjson::kParseNumbersAsStringsFlag;
  const rapidjson::ParseResult parsed = reader.Parse<kFlags>(stream, builder);
  if (!parsed.IsError()) {
    return {};
  }
  const std::string_view before = bytes.substr(0, parsed.Offset());
  const std::string line = "line " + std::to_string(std::ranges::count(before, '\n') + 1) + ": ";
  if (builder.error()) {
    const bool is_syntax = builder.error()->code == ErrorCode::kFeedSyntax;
    return Fail(builder.error()->code, (is_syntax ? line : "") + builder.error()->message);
  }
  return Fail(ErrorCode::kFeedSyntax, line + rapidjson::GetParseError_En(parsed.Code()));
}

}  // namespace vitrine
