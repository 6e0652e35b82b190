// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/text.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace vitrine {
namespace {

constexpr std::string_view kNoBreakSpace = "\xC2\xA0";
constexpr std::string_view kNarrowNoBreakSpace = "\xE2\x80\xAF";

// The length of the blank that `text` starts with, 0 for none.
std::size_t LeadingBlank(std::string_view text) {
  if (text.empty()) {
    return 0;
  }
  if (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r')) {
    return 1;
  }
  for (const std::string_view space : {kNoBreakSpace, kNarrowNoBreakSpace}) {
    if (text.starts_with(space)) {
      return space.size();
    }
  }
  return 0;
}

std::size_t TrailingBlank(std::string_view text) {
  if (text.empty()) {
    return 0;
  }
  if (text.back() == ' ' || (text.back() >= '\t' && text.back() <= '\r')) {
    return 1;
  }
  for (const std::string_view space : {kNoBreakSpace, kNarrowNoBreakSpace}) {
    if (text.ends_with(space)) {
      return space.size();
    }
  }
  return 0;
}

unsigned char Byte(std::string_view text, std::size_t position) {
  return position < text.size() ? static_cast<unsigned char>(text[position]) : 0;
}

// The length of the valid multi-byte sequence at `position`, 0 if it is not one. The bounds of the
// second byte are those of table 3-7 in the Unicode Standard, chapter 3.
std::size_t SequenceLength(std::string_view text, std::size_t position) {
  const unsigned char lead = Byte(text, position);
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  std::size_t length = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    low = lead == 0xE0 ? 0xA0 : low;
    high = lead == 0xED ? 0x9F : high;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    low = lead == 0xF0 ? 0x90 : low;
    high = lead == 0xF4 ? 0x8F : high;
  } else {
    return 0;
  }
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned char next = Byte(text, position + i);
    if (next < low || next > high) {
      return 0;
    }
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

}  // namespace

std::string_view Trim(std::string_view text) {
  while (const std::size_t blank = LeadingBlank(text)) {
    text.remove_prefix(blank);
  }
  while (const std::size_t blank = TrailingBlank(text)) {
    text.remove_suffix(blank);
  }
  return text;
}

std::string CollapseBlanks(std::string_view text) {
  text = Trim(text);
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    if (const std::size_t blank = LeadingBlank(text)) {
      if (result.back() != ' ') {
        result.push_back(' ');
      }
      text.remove_prefix(blank);
    } else {
      result.push_back(text.front());
      text.remove_prefix(1);
    }
  }
  return result;
}

std::string LowerAscii(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c - 'A' + 'a');
    }
  }
  return result;
}

std::string FoldName(std::string_view text) { return LowerAscii(CollapseBlanks(text)); }

bool IsDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string> SplitNames(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t end = text.find(separator);
    std::string part = CollapseBlanks(text.substr(0, end));
    if (!part.empty()) {
      parts.push_back(std::move(part));
    }
    if (end == std::string_view::npos) {
      return parts;
    }
    text.remove_prefix(end + 1);
  }
}

std::size_t ValidUtf8Length(std::string_view text) {
  std::size_t position = 0;
  while (position < text.size()) {
    // Most of a feed is ASCII: eight bytes at a time where they are.
    if (text.size() - position >= sizeof(std::uint64_t)) {
      std::uint64_t word = 0;
      std::memcpy(&word, text.data() + position, sizeof(word));
      if ((word & 0x8080808080808080ULL) == 0) {
        position += sizeof(word);
        continue;
      }
    }
    if (Byte(text, position) < 0x80) {
      ++position;
      continue;
    }
    const std::size_t length = SequenceLength(text, position);
    if (length == 0) {
      return position;
    }
    position += length;
  }
  return position;
}

char32_t NextCodePoint(std::string_view text, std::size_t* position) {
  const unsigned char lead = Byte(text, *position);
  ++*position;
  if (lead < 0x80) {
    return lead;
  }
  const int more = lead >= 0xF0 ? 3 : (lead >= 0xE0 ? 2 : 1);
  char32_t code = lead & (0x3FU >> static_cast<unsigned>(more));
  for (int i = 0; i < more; ++i) {
    code = (code << 6U) | (Byte(text, *position) & 0x3FU);
    ++*position;
  }
  return code;
}

std::string Quote(std::string_view text) {
  constexpr std::size_t kMaxBytes = 40;
  const bool shortened = text.size() > kMaxBytes;
  text = text.substr(0, kMaxBytes);
  if (shortened) {
    // Not in the middle of a character.
    text = text.substr(0, ValidUtf8Length(text));
  }
  std::string result = "\"";
  const bool valid = ValidUtf8Length(text) == text.size();
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool printable = byte >= 0x20 && byte != 0x7F && (valid || byte < 0x80);
    result.push_back(printable ? c : '?');
  }
  result += shortened ? "...\"" : "\"";
  return result;
}

}  // namespace vitrine
