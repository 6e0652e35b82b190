// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// U+FDD0, a code point that Unicode reserves for internal use: readers put it where a feed's text
/// is not valid Unicode, so that the row can be refused instead of the whole feed.
inline constexpr std::string_view kNotUnicode = "\xEF\xB7\x90";

/// Blanks at the ends of feed values: ASCII white space and the no-break spaces U+00A0 and U+202F,
/// which spreadsheets put into amounts. Cost of everything here: O(text.size()).
std::string_view Trim(std::string_view text);

/// `text` without outer blanks, and with every inner run of them as one space.
std::string CollapseBlanks(std::string_view text);

/// `text` with the letters A-Z made small; all other bytes stay.
std::string LowerAscii(std::string_view text);

/// What two names are compared by: neither ASCII case nor blanks around or between words count.
std::string FoldName(std::string_view text);

/// Whether every byte is a digit 0-9, and there is at least one.
bool IsDigits(std::string_view text);

/// The non-empty parts of `text` between separators, blanks collapsed.
std::vector<std::string> SplitNames(std::string_view text, char separator);

/// The length of the longest prefix that is valid UTF-8 (RFC 3629: no surrogates, no overlong
/// forms, nothing above U+10FFFF). Equal to text.size() when all of it is.
std::size_t ValidUtf8Length(std::string_view text);

/// The code point at `*position`, which moves past it. `text` must be valid UTF-8.
char32_t NextCodePoint(std::string_view text, std::size_t* position);

/// `text` in quotation marks for a message, shortened to some 40 bytes, unprintable bytes as '?'.
std::string Quote(std::string_view text);

}  // namespace vitrine
