// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/money.h>
#include <vitrine/catalog/text.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace vitrine {
namespace {

constexpr std::size_t kMicroDigits = 6;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsLetter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

std::unexpected<Error> Expected(std::string_view what, std::string_view text) {
  return Fail(ErrorCode::kInvalidArgument,
              "expected " + std::string(what) + ", got " + Quote(text));
}

// A number as its digits: no signs, marks or blanks left in it.
struct Decimal {
  std::string whole;
  std::string fraction;
};

// Takes a currency code off either end of `text`; empty when there is none.
std::string TakeCurrency(std::string_view* text) {
  const auto leading =
      static_cast<std::size_t>(std::ranges::find_if_not(*text, IsLetter) - text->begin());
  std::string code;
  if (leading == 3) {
    code = text->substr(0, 3);
    text->remove_prefix(3);
  } else if (leading == 0 && text->size() > 3) {
    const std::string_view end = text->substr(text->size() - 3);
    if (std::ranges::all_of(end, IsLetter) && !IsLetter((*text)[text->size() - 4])) {
      code = end;
      text->remove_suffix(3);
    }
  }
  *text = Trim(*text);
  std::ranges::transform(code, code.begin(),
                         [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
  return code;
}

// Which byte of `text` is the decimal mark, if any; see ParseMoney's contract.
std::size_t DecimalMark(std::string_view text) {
  const std::size_t mark = text.find_last_of(".,");
  if (mark == std::string_view::npos) {
    return mark;
  }
  const bool other_kind = text.find(text[mark] == '.' ? ',' : '.') != std::string_view::npos;
  const bool repeated = text.find(text[mark]) != mark;
  if (other_kind || text[mark] == '.') {
    return repeated ? std::string_view::npos : mark;
  }
  const bool could_be_thousands = text.size() - mark - 1 == 3 && !text.starts_with('0');
  return repeated || could_be_thousands ? std::string_view::npos : mark;
}

// The digits of a whole number whose thousands may be marked off, by one kind of mark.
std::optional<std::string> WholeDigits(std::string_view text) {
  std::string digits;
  char mark = 0;
  std::size_t group = 0;
  for (const char c : text) {
    if (IsDigit(c)) {
      digits.push_back(c);
      ++group;
      continue;
    }
    const bool group_ok = mark == 0 ? group >= 1 && group <= 3 : group == 3;
    if ((mark != 0 && c != mark) || !group_ok ||
        std::string_view(".,' ").find(c) == std::string_view::npos) {
      return std::nullopt;
    }
    mark = c;
    group = 0;
  }
  if (digits.empty() || (mark != 0 && group != 3)) {
    return std::nullopt;
  }
  return digits;
}

std::optional<Decimal> ParseDecimal(std::string_view text) {
  // No-break spaces between thousands become plain ones, so that a mark is always one byte.
  const std::string number = CollapseBlanks(text);
  const std::size_t mark = DecimalMark(number);
  const std::string_view view(number);
  Decimal decimal;
  if (mark != std::string_view::npos) {
    decimal.fraction = view.substr(mark + 1);
    if (!IsDigits(decimal.fraction)) {
      return std::nullopt;
    }
  }
  std::optional<std::string> whole = WholeDigits(view.substr(0, mark));
  if (!whole) {
    return std::nullopt;
  }
  decimal.whole = std::move(*whole);
  return decimal;
}

// The decimal in millionths, or nothing when it does not fit.
std::optional<std::int64_t> ToMicros(const Decimal& decimal) {
  std::string digits = decimal.whole + decimal.fraction.substr(0, kMicroDigits);
  digits.append(kMicroDigits - std::min(kMicroDigits, decimal.fraction.size()), '0');
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max() - 1;
  std::int64_t micros = 0;
  for (const char c : digits) {
    const std::int64_t digit = c - '0';
    if (micros > (kMax - digit) / 10) {
      return std::nullopt;
    }
    micros = micros * 10 + digit;
  }
  const bool round_up =
      decimal.fraction.size() > kMicroDigits && decimal.fraction[kMicroDigits] >= '5';
  return micros + (round_up ? 1 : 0);
}

}  // namespace

bool IsCurrencyCode(std::string_view code) {
  return code.size() == 3 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

Result<Money> ParseMoney(std::string_view text, std::string_view currency) {
  std::string_view rest = Trim(text);
  std::string code = TakeCurrency(&rest);
  if (rest.starts_with('-') || rest.starts_with("\xE2\x88\x92")) {
    return Expected("an amount that is not negative", text);
  }
  const std::optional<Decimal> decimal = ParseDecimal(rest);
  if (!decimal) {
    return Expected("an amount and a currency such as \"12.50 EUR\"", text);
  }
  if (code.empty()) {
    std::string_view given = Trim(currency);
    code = TakeCurrency(&given);
    if (!given.empty()) {
      code.clear();
    }
  }
  if (!IsCurrencyCode(code)) {
    return Expected("a three-letter currency code with the amount", text);
  }
  const std::optional<std::int64_t> micros = ToMicros(*decimal);
  if (!micros) {
    return Expected("an amount below 9,223,372,036,854", text);
  }
  return Money{*micros, std::move(code)};
}

}  // namespace vitrine
