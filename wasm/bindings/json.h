// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <concepts>
#include <string>
#include <string_view>

namespace vitrine::bindings {

/// Writes JSON for JavaScript to parse: small values that cross the edge in one string instead of
/// many calls.
class Json {
 public:
  Json& BeginObject() { return writer_.StartObject(), *this; }
  Json& EndObject() { return writer_.EndObject(), *this; }
  Json& BeginArray() { return writer_.StartArray(), *this; }
  Json& EndArray() { return writer_.EndArray(), *this; }

  Json& Key(std::string_view name) { return String(name); }
  Json& String(std::string_view text) {
    writer_.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
    return *this;
  }
  Json& Number(double value) { return writer_.Double(value), *this; }
  Json& Number(std::signed_integral auto value) { return writer_.Int64(value), *this; }
  Json& Number(std::unsigned_integral auto value) { return writer_.Uint64(value), *this; }
  Json& Bool(bool value) { return writer_.Bool(value), *this; }

  Json& Field(std::string_view name, std::string_view text) { return Key(name).String(text); }
  Json& Field(std::string_view name, const std::string& text) { return Key(name).String(text); }
  Json& Field(std::string_view name, const char* text) { return Key(name).String(text); }
  Json& Field(std::string_view name, bool value) { return Key(name).Bool(value); }
  Json& Field(std::string_view name, double value) { return Key(name).Number(value); }
  Json& Field(std::string_view name, std::integral auto value) { return Key(name).Number(value); }

  std::string Take() const { return {buffer_.GetString(), buffer_.GetSize()}; }

 private:
  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

}  // namespace vitrine::bindings
