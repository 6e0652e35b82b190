// SPDX-License-Identifier: Apache-2.0
#include <vitrine/lookbook/text_break.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

namespace vitrine {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
// The zero-width space, by which writing without spaces says where a line may break.
constexpr char32_t kBreak = 0x200B;
// The hyphen of Hebrew.
constexpr char32_t kMaqaf = 0x05BE;
constexpr std::string_view kEllipsis = "\u2026";

/// A character and the bytes it took.
struct Decoded {
  char32_t value = 0;
  std::size_t length = 1;
};

bool IsContinuation(char byte) { return (static_cast<std::uint8_t>(byte) & 0xC0U) == 0x80U; }

// Decodes the character at `text[at]`. Broken, overlong, surrogate and too large sequences give
// U+FFFD and take one byte.
Decoded Decode(std::string_view text, std::size_t at) {
  const auto lead = static_cast<std::uint8_t>(text[at]);
  if (lead < 0x80) {
    return {lead, 1};
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) {
    return {kReplacement, 1};
  }
  constexpr std::array<std::uint8_t, 5> kLeadBits = {0, 0, 0x1F, 0x0F, 0x07};
  constexpr std::array<char32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  char32_t value = lead & kLeadBits[length];
  for (std::size_t i = 1; i < length; ++i) {
    if (!IsContinuation(text[at + i])) {
      return {kReplacement, 1};
    }
    value = (value << 6U) | (static_cast<std::uint8_t>(text[at + i]) & 0x3FU);
  }
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < kSmallest[length] || value > 0x10FFFF || surrogate) {
    return {kReplacement, 1};
  }
  return {value, length};
}

void Append(std::string& text, char32_t value) {
  const auto byte = [&text](char32_t bits) { text.push_back(static_cast<char>(bits)); };
  if (value < 0x80) {
    byte(value);
  } else if (value < 0x800) {
    byte(0xC0 | (value >> 6U));
    byte(0x80 | (value & 0x3F));
  } else if (value < 0x10000) {
    byte(0xE0 | (value >> 12U));
    byte(0x80 | ((value >> 6U) & 0x3F));
    byte(0x80 | (value & 0x3F));
  } else {
    byte(0xF0 | (value >> 18U));
    byte(0x80 | ((value >> 12U) & 0x3F));
    byte(0x80 | ((value >> 6U) & 0x3F));
    byte(0x80 | (value & 0x3F));
  }
}

bool Within(char32_t value, char32_t first, char32_t last) {
  return value >= first && value <= last;
}

// White space at which a line may break; not the no-break spaces U+00A0 and U+202F.
bool IsSpace(char32_t c) {
  return c == ' ' || Within(c, 0x2000, 0x2006) || Within(c, 0x2008, 0x200B) || c == 0x205F ||
         c == 0x3000 || c == 0x1680;
}

// Characters that belong to the one before them: combining marks, Hebrew and Arabic points,
// variation selectors, the zero-width joiner and non-joiner, emoji skin tones and tags.
bool ExtendsCluster(char32_t c) {
  return Within(c, 0x0300, 0x036F) || Within(c, 0x1AB0, 0x1AFF) || Within(c, 0x1DC0, 0x1DFF) ||
         Within(c, 0x20D0, 0x20FF) || Within(c, 0xFE00, 0xFE0F) || Within(c, 0xFE20, 0xFE2F) ||
         Within(c, 0x0591, 0x05BD) || c == 0x05BF || Within(c, 0x05C1, 0x05C2) || c == 0x05C7 ||
         Within(c, 0x0610, 0x061A) || Within(c, 0x064B, 0x065F) || c == 0x0670 ||
         Within(c, 0x06D6, 0x06DC) || Within(c, 0x06DF, 0x06E4) || Within(c, 0x06E7, 0x06E8) ||
         Within(c, 0x06EA, 0x06ED) || c == 0x200C || Within(c, 0x3099, 0x309A) ||
         Within(c, 0x0E31, 0x0E31) || Within(c, 0x0E34, 0x0E3A) || Within(c, 0x0E47, 0x0E4E) ||
         Within(c, 0x0900, 0x0903) || Within(c, 0x093A, 0x094F) || c == 0x200D ||
         Within(c, 0x1F3FB, 0x1F3FF) || Within(c, 0xE0020, 0xE007F) || Within(c, 0xE0100, 0xE01EF);
}

bool IsEastAsian(char32_t c) {
  return Within(c, 0x2E80, 0x2FFF) || Within(c, 0x3001, 0x30FF) || Within(c, 0x3100, 0x9FFF) ||
         Within(c, 0xAC00, 0xD7A3) || Within(c, 0xF900, 0xFAFF) || Within(c, 0xFF01, 0xFF60) ||
         Within(c, 0x20000, 0x3FFFD);
}

bool OneOf(char32_t c, std::span<const char32_t> set) {
  return std::ranges::find(set, c) != set.end();
}

// East Asian characters that may not begin a line: closing brackets, stops, small kana, the long
// vowel mark. Source: JIS X 4051, line start prohibition.
bool StaysBehind(char32_t c) {
  constexpr std::array<char32_t, 47> kSet = {
      0x3001, 0x3002, 0x3005, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017,
      0x301C, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087,
      0x308E, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3, 0x30E3, 0x30E5, 0x30E7,
      0x30EE, 0x30F5, 0x30F6, 0x30FB, 0x30FC, 0x30FD, 0x30FE, 0xFF01, 0xFF09, 0xFF0C,
      0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D, 0xFF5E};
  return OneOf(c, kSet) || Within(c, 0x21, 0x21) || c == ')' || c == ',' || c == '.' || c == ':' ||
         c == ';' || c == '?' || c == ']' || c == '}' || c == '%' || c == 0x2019 || c == 0x201D ||
         c == 0x2026;
}

bool StaysAhead(char32_t c) {
  constexpr std::array<char32_t, 10> kSet = {0x3008, 0x300A, 0x300C, 0x300E, 0x3010,
                                             0x3014, 0x3016, 0xFF08, 0xFF3B, 0xFF5B};
  return OneOf(c, kSet) || c == '(' || c == '[' || c == 0x2018 || c == 0x201C;
}

bool BreaksAfter(char32_t c) {
  return c == '-' || c == '/' || c == kMaqaf || c == 0x2010 || c == 0x2012 || c == 0x2013 ||
         c == 0x2014;
}

bool IsLetterOrDigit(char32_t c) {
  return Within(c, '0', '9') || Within(c, 'A', 'Z') || Within(c, 'a', 'z') || c >= 0xC0;
}

// The letters of Hebrew, Arabic, Syriac, Thaana, N'Ko and their neighbours; not their digits,
// points and stops, which take the direction of what is around them.
bool IsFromRight(char32_t c) {
  if (ExtendsCluster(c) || Within(c, 0x0600, 0x0607) || Within(c, 0x0609, 0x060C) ||
      Within(c, 0x060E, 0x060F) || Within(c, 0x0660, 0x066C) || Within(c, 0x06DD, 0x06DE) ||
      c == 0x06E9 || Within(c, 0x06F0, 0x06F9)) {
    return false;
  }
  return Within(c, 0x0590, 0x08FF) || Within(c, 0xFB1D, 0xFDFF) || Within(c, 0xFE70, 0xFEFE) ||
         Within(c, 0x10800, 0x10FFF) || Within(c, 0x1E800, 0x1EFFF);
}

// Letters of every other script.
bool IsFromLeft(char32_t c) {
  return Within(c, 'A', 'Z') || Within(c, 'a', 'z') ||
         (Within(c, 0xC0, 0x2B8) && c != 0xD7 && c != 0xF7) || Within(c, 0x370, 0x58F) ||
         (Within(c, 0x900, 0x1FFF) && !ExtendsCluster(c)) || Within(c, 0x2C00, 0x2DFF) ||
         Within(c, 0x3005, 0x3007) || Within(c, 0x3031, 0xD7FF) || Within(c, 0xF900, 0xFB17) ||
         Within(c, 0xFF21, 0xFF3A) || Within(c, 0xFF41, 0xFFDC) || Within(c, 0x10000, 0x107FF) ||
         Within(c, 0x11000, 0x1CFFF) || Within(c, 0x20000, 0x3FFFD);
}

// Whether a line may break between `left` and `right`, which stand side by side.
bool BreakAllowed(char32_t left, char32_t right) {
  if (IsSpace(right) || ExtendsCluster(right) || left == 0x200D) {
    return false;
  }
  if (IsSpace(left)) {
    return true;
  }
  if (BreaksAfter(left)) {
    return IsLetterOrDigit(right);
  }
  if (!IsEastAsian(left) && !IsEastAsian(right)) {
    return false;
  }
  return !StaysBehind(right) && !StaysAhead(left) && left != 0xA0 && right != 0xA0;
}

// The positions where the text may end, ascending, with its own end: between any two characters
// for `anywhere`, else where a line may break.
std::vector<std::size_t> BreakPositions(std::string_view text, bool anywhere) {
  std::vector<std::size_t> positions;
  char32_t left = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded right = Decode(text, at);
    const bool inside_cluster = ExtendsCluster(right.value) || left == 0x200D;
    if (at > 0 && (anywhere ? !inside_cluster : BreakAllowed(left, right.value))) {
      positions.push_back(at);
    }
    left = right.value;
    at += right.length;
  }
  positions.push_back(text.size());
  return positions;
}

std::string_view TrimEnd(std::string_view text) {
  while (!text.empty()) {
    std::size_t at = text.size() - 1;
    while (at > 0 && IsContinuation(text[at])) {
      --at;
    }
    if (!IsSpace(Decode(text, at).value)) {
      break;
    }
    text = text.substr(0, at);
  }
  return text;
}

std::string_view TrimStart(std::string_view text) {
  while (!text.empty()) {
    const Decoded first = Decode(text, 0);
    if (!IsSpace(first.value)) {
      break;
    }
    text.remove_prefix(first.length);
  }
  return text;
}

// The bytes of the comma, stop or lone bracket that a text ends with.
std::size_t SlipAtEnd(std::string_view text) {
  constexpr std::string_view kArabicComma = "\u060C";
  if (text.ends_with(kArabicComma)) {
    return kArabicComma.size();
  }
  return !text.empty() && std::string_view(",;:.-/(&").contains(text.back()) ? 1 : 0;
}

/// Takes lines off the front of a text.
class LineTaker {
 public:
  LineTaker(const TextStyle& style, float width_px, TextShaper& shaper)
      : style_(style), width_px_(width_px), shaper_(shaper) {}

  // The longest beginning of `text` that fits, up to one of `positions`, followed by `ending`.
  // Widths grow with the text except for kerning, so a search by halves finds it.
  std::optional<TextLine> Longest(std::string_view text, std::span<const std::size_t> positions,
                                  std::string_view ending, std::size_t& taken) {
    std::optional<TextLine> best;
    std::size_t low = 0;
    std::size_t high = positions.size();
    while (low < high) {
      const std::size_t middle = low + (high - low) / 2;
      std::string candidate(TrimEnd(text.substr(0, positions[middle])));
      candidate += ending;
      const float width = shaper_.MeasureWidth(candidate, style_);
      if (width <= width_px_) {
        best = TextLine{std::move(candidate), width};
        taken = positions[middle];
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return best;
  }

  // The first line of `text`, or nothing when not even one character fits.
  std::optional<TextLine> First(std::string_view text, std::size_t& taken, bool& word_whole) {
    // No line holds more than these many characters, so a long text costs no more than a short one.
    const std::vector<std::size_t> all = BreakPositions(text, false);
    const std::size_t count = std::min<std::size_t>(all.size(), 64);
    if (auto line = Longest(text, std::span(all).first(count), {}, taken)) {
      return line;
    }
    word_whole = false;
    return Longest(text, BreakPositions(text.substr(0, all.front()), true), {}, taken);
  }

  // As much of `text` as fits before an ellipsis.
  std::optional<TextLine> Shortened(std::string_view text) {
    std::size_t taken = 0;
    auto line = Longest(text, BreakPositions(text, true), kEllipsis, taken);
    if (!line) {
      return std::nullopt;
    }
    // A comma or a lone bracket before an ellipsis looks like a slip.
    std::string_view kept = TrimEnd(text.substr(0, taken));
    while (const std::size_t slip = SlipAtEnd(kept)) {
      kept = TrimEnd(kept.substr(0, kept.size() - slip));
    }
    if (kept.empty()) {
      return line;
    }
    std::string shortened = std::string(kept) + std::string(kEllipsis);
    const float width = shaper_.MeasureWidth(shortened, style_);
    return width <= width_px_ ? TextLine{std::move(shortened), width} : *line;
  }

 private:
  TextStyle style_;
  float width_px_;
  TextShaper& shaper_;
};

char32_t Capital(char32_t c) {
  if (Within(c, 'a', 'z') || (Within(c, 0xE0, 0xFE) && c != 0xF7) || Within(c, 0x3B1, 0x3C1) ||
      Within(c, 0x3C3, 0x3CB) || Within(c, 0x430, 0x44F)) {
    return c - 0x20;
  }
  if (c == 0xFF) {
    return 0x178;
  }
  // Greek capitals go without the accent; the final sigma has the same capital as the other.
  constexpr std::array<std::pair<char32_t, char32_t>, 8> kGreek = {{{0x3AC, 0x391},
                                                                    {0x3AD, 0x395},
                                                                    {0x3AE, 0x397},
                                                                    {0x3AF, 0x399},
                                                                    {0x3C2, 0x3A3},
                                                                    {0x3CC, 0x39F},
                                                                    {0x3CD, 0x3A5},
                                                                    {0x3CE, 0x3A9}}};
  for (const auto& [small, capital] : kGreek) {
    if (c == small) {
      return capital;
    }
  }
  if (Within(c, 0x450, 0x45F)) {
    return c - 0x50;
  }
  // In these blocks capitals and small letters take turns. The dotless i and its neighbours, the
  // Dutch n with apostrophe and the long s stand apart.
  const bool even_capital = (Within(c, 0x100, 0x137) && c != 0x131) || Within(c, 0x14A, 0x177) ||
                            Within(c, 0x460, 0x481) || Within(c, 0x48A, 0x4BF) ||
                            Within(c, 0x4D0, 0x52F) || Within(c, 0x1E00, 0x1E95) ||
                            Within(c, 0x1EA0, 0x1EFF);
  const bool odd_capital = Within(c, 0x139, 0x148) || Within(c, 0x179, 0x17E);
  if ((even_capital && c % 2 == 1) || (odd_capital && c % 2 == 0)) {
    return c - 1;
  }
  return c;
}

}  // namespace

std::string CleanText(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  // What stands between the last character and the next one: nothing, kBreak or a space.
  char32_t pending = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded c = Decode(text, at);
    at += c.length;
    const bool control =
        c.value < 0x20 || Within(c.value, 0x7F, 0x9F) || c.value == 0x2028 || c.value == 0x2029;
    if (c.value == kBreak) {
      pending = pending == 0 ? kBreak : pending;
    } else if (control || IsSpace(c.value)) {
      pending = ' ';
    } else if (c.value != 0xAD && c.value != 0xFEFF) {
      if (pending != 0 && !clean.empty()) {
        Append(clean, pending);
      }
      pending = 0;
      Append(clean, c.value);
    }
  }
  return clean;
}

std::string UpperCase(std::string_view text) {
  std::string upper;
  upper.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Decoded c = Decode(text, at);
    at += c.length;
    Append(upper, Capital(c.value));
  }
  return upper;
}

bool TakesTracking(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Decoded c = Decode(text, at);
    at += c.length;
    // Latin, Greek, Cyrillic and Armenian; punctuation and symbols; East Asian writing.
    const bool apart = c.value < 0x0590 || Within(c.value, 0x1E00, 0x200A) ||
                       Within(c.value, 0x2010, 0x2BFF) || IsEastAsian(c.value);
    if (!apart || ExtendsCluster(c.value)) {
      return false;
    }
  }
  return true;
}

bool ReadsFromRight(std::string_view text, bool otherwise) {
  for (std::size_t at = 0; at < text.size();) {
    const Decoded c = Decode(text, at);
    at += c.length;
    const char32_t value = c.value;
    if (value == 0x200F || IsFromRight(value)) {
      return true;
    }
    if (value == 0x200E || IsFromLeft(value)) {
      return false;
    }
  }
  return otherwise;
}

BrokenText BreakLines(std::string_view text, const TextStyle& style, const LineLimits& limits,
                      TextShaper& shaper) {
  BrokenText broken;
  LineTaker taker(style, limits.width_px, shaper);
  std::string_view rest = TrimStart(text);
  while (!rest.empty() && broken.lines.size() < limits.max_lines) {
    std::size_t taken = 0;
    bool word_whole = true;
    std::optional<TextLine> line = taker.First(rest, taken, word_whole);
    const bool last = broken.lines.size() + 1 == limits.max_lines;
    if (!line || (last && taken < rest.size())) {
      broken.complete = false;
      if (auto shortened = taker.Shortened(rest)) {
        broken.lines.push_back(*std::move(shortened));
      }
      return broken;
    }
    broken.words_whole = broken.words_whole && word_whole;
    broken.lines.push_back(*std::move(line));
    rest = TrimStart(rest.substr(taken));
  }
  broken.complete = broken.complete && rest.empty();
  return broken;
}

BrokenText BalanceLines(std::string_view text, const TextStyle& style, const LineLimits& limits,
                        TextShaper& shaper) {
  BrokenText best = BreakLines(text, style, limits, shaper);
  if (best.lines.size() < 2 || !best.complete || !best.words_whole) {
    return best;
  }
  float low = limits.width_px / static_cast<float>(best.lines.size() + 1);
  float high = limits.width_px;
  for (int step = 0; step < 6; ++step) {
    const float middle = 0.5F * (low + high);
    BrokenText tried = BreakLines(text, style, {middle, best.lines.size()}, shaper);
    if (tried.complete && tried.words_whole) {
      best = std::move(tried);
      high = middle;
    } else {
      low = middle;
    }
  }
  return best;
}

}  // namespace vitrine
