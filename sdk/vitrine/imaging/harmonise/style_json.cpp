// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/harmonise/style.h>

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace vitrine {
namespace {

using rapidjson::Value;

constexpr std::size_t kMaxBytes = std::size_t{64} * 1024;

constexpr std::array<const char*, 8> kTypeNames = {"null",     "false",    "true",     "an object",
                                                   "an array", "a string", "a number", "nothing"};

Result<void> Expected(const std::string& where, const std::string& what, const Value& came) {
  return Fail(ErrorCode::kStyleSyntax, where + " of the style: " + what + " was expected, " +
                                           kTypeNames.at(came.GetType()) + " came");
}

Result<void> ReadNumber(const std::string& where, const Value& value, float& number) {
  if (!value.IsNumber()) {
    return Expected(where, "a number", value);
  }
  number = value.GetFloat();
  return {};
}

Result<void> ReadPixels(const std::string& where, const Value& value, std::int32_t& pixels) {
  if (!value.IsInt()) {
    return Expected(where, "a whole number", value);
  }
  pixels = value.GetInt();
  return {};
}

Result<void> ReadPair(const std::string& where, const Value& value, float& first, float& second) {
  if (!value.IsArray() || value.Size() != 2) {
    return Expected(where, "an array of two numbers", value);
  }
  if (const auto read = ReadNumber(where + "[0]", value[0], first); !read) {
    return read;
  }
  return ReadNumber(where + "[1]", value[1], second);
}

// "#rrggbb".
Result<void> ReadColour(const std::string& where, const Value& value, Colour& colour) {
  constexpr std::size_t kLength = 7;
  constexpr int kHexadecimal = 16;
  const std::string_view text = value.IsString()
                                    ? std::string_view(value.GetString(), value.GetStringLength())
                                    : std::string_view();
  std::uint32_t rgb = 0;
  const char* const end = text.data() + text.size();
  if (text.size() != kLength || text.front() != '#' ||
      std::from_chars(text.data() + 1, end, rgb, kHexadecimal).ptr != end) {
    return Expected(where, "a colour such as \"#f4f0ea\"", value);
  }
  colour = {.r = static_cast<std::uint8_t>(rgb >> 16U),
            .g = static_cast<std::uint8_t>(rgb >> 8U),
            .b = static_cast<std::uint8_t>(rgb)};
  return {};
}

// What may stand in an object, and what to do with it.
struct Member {
  std::string_view name;
  std::function<Result<void>(const std::string& where, const Value& value)> read;
};

Result<void> ReadMembers(const std::string& where, const Value& value,
                         std::span<const Member> members) {
  if (!value.IsObject()) {
    return Expected(where, "an object", value);
  }
  for (const auto& [name, member_value] : value.GetObject()) {
    const std::string_view key(name.GetString(), name.GetStringLength());
    const auto member =
        std::ranges::find_if(members, [&](const Member& known) { return known.name == key; });
    if (member == members.end()) {
      std::string known;
      for (const Member& each : members) {
        known += (known.empty() ? "" : ", ") + std::string(each.name);
      }
      return Fail(ErrorCode::kStyleSyntax, where + " of the style: one of " + known +
                                               " was expected, \"" + std::string(key) + "\" came");
    }
    const std::string path = where == "the top" ? std::string(key) : where + "." + std::string(key);
    if (const auto read = member->read(path, member_value); !read) {
      return read;
    }
  }
  return {};
}

Member Number(std::string_view name, float& number) {
  return {.name = name, .read = [&number](const std::string& where, const Value& value) {
            return ReadNumber(where, value, number);
          }};
}

Member Pixels(std::string_view name, std::int32_t& pixels) {
  return {.name = name, .read = [&pixels](const std::string& where, const Value& value) {
            return ReadPixels(where, value, pixels);
          }};
}

Member Pair(std::string_view name, float& first, float& second) {
  return {.name = name, .read = [&first, &second](const std::string& where, const Value& value) {
            return ReadPair(where, value, first, second);
          }};
}

Member Paint(std::string_view name, Colour& colour) {
  return {.name = name, .read = [&colour](const std::string& where, const Value& value) {
            return ReadColour(where, value, colour);
          }};
}

Member Object(std::string_view name, std::vector<Member> members) {
  return {.name = name,
          .read = [members = std::move(members)](const std::string& where, const Value& value) {
            return ReadMembers(where, value, members);
          }};
}

std::vector<Member> MembersOf(Style& style) {
  return {
      Object("canvas", {Pixels("width", style.width), Pixels("height", style.height)}),
      Object("background",
             {Paint("top", style.background_top), Paint("bottom", style.background_bottom)}),
      Object("subject", {Number("scale", style.scale_01),
                         Pair("centre", style.centre_x_01, style.centre_y_01)}),
      Object("light",
             {Number("white_balance", style.white_balance_01),
              Number("exposure", style.exposure_01), Number("contrast", style.contrast_01)}),
      Object("shadow",
             {Number("opacity", style.shadow.opacity_01), Number("blur", style.shadow.blur_01),
              Pair("offset", style.shadow.offset_x, style.shadow.offset_y)}),
      Object("uncut", {Number("radius", style.uncut_radius_01)}),
  };
}

class Writer {
 public:
  Writer() {
    writer_.SetIndent(' ', 2);
    writer_.SetMaxDecimalPlaces(4);
  }

  std::string Text() const { return {buffer_.GetString(), buffer_.GetSize()}; }

  void Begin() { writer_.StartObject(); }
  void Begin(const char* name) {
    writer_.Key(name);
    writer_.StartObject();
  }
  void End() { writer_.EndObject(); }

  void Write(const char* name, float number) {
    writer_.Key(name);
    WriteNumber(number);
  }
  void Write(const char* name, std::int32_t number) {
    writer_.Key(name);
    writer_.Int(number);
  }
  void Write(const char* name, float first, float second) {
    writer_.Key(name);
    writer_.StartArray();
    WriteNumber(first);
    WriteNumber(second);
    writer_.EndArray();
  }
  void Write(const char* name, const Colour& colour) {
    constexpr std::size_t kSize = 8;
    std::array<char, kSize> text{};
    std::snprintf(text.data(), text.size(), "#%02x%02x%02x", colour.r, colour.g, colour.b);
    writer_.Key(name);
    writer_.String(text.data());
  }

 private:
  // Through its decimal form: 0.78, not 0.7799999713897705.
  void WriteNumber(float number) {
    std::array<char, 32> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    writer_.RawValue(text.data(), static_cast<std::size_t>(end - text.data()),
                     rapidjson::kNumberType);
  }

  rapidjson::StringBuffer buffer_;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> writer_{buffer_};
};

}  // namespace

Result<Style> ParseStyle(std::string_view json) {
  if (json.size() > kMaxBytes) {
    return Fail(ErrorCode::kTooLarge, "a style of at most 65536 bytes was expected, " +
                                          std::to_string(json.size()) + " came");
  }
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
  if (document.HasParseError()) {
    return Fail(ErrorCode::kStyleSyntax,
                "byte " + std::to_string(document.GetErrorOffset()) +
                    " of the style: " + rapidjson::GetParseError_En(document.GetParseError()));
  }
  Style style;
  if (const auto read = ReadMembers("the top", document, MembersOf(style)); !read) {
    return std::unexpected(read.error());
  }
  if (const auto valid = CheckStyle(style); !valid) {
    return std::unexpected(valid.error());
  }
  return style;
}

std::string ToJson(const Style& style) {
  Writer writer;
  writer.Begin();
  writer.Begin("canvas");
  writer.Write("width", style.width);
  writer.Write("height", style.height);
  writer.End();
  writer.Begin("background");
  writer.Write("top", style.background_top);
  writer.Write("bottom", style.background_bottom);
  writer.End();
  writer.Begin("subject");
  writer.Write("scale", style.scale_01);
  writer.Write("centre", style.centre_x_01, style.centre_y_01);
  writer.End();
  writer.Begin("light");
  writer.Write("white_balance", style.white_balance_01);
  writer.Write("exposure", style.exposure_01);
  writer.Write("contrast", style.contrast_01);
  writer.End();
  writer.Begin("shadow");
  writer.Write("opacity", style.shadow.opacity_01);
  writer.Write("blur", style.shadow.blur_01);
  writer.Write("offset", style.shadow.offset_x, style.shadow.offset_y);
  writer.End();
  writer.Begin("uncut");
  writer.Write("radius", style.uncut_radius_01);
  writer.End();
  writer.End();
  return writer.Text() + "\n";
}

}  // namespace vitrine
