// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// Reads records of separated values one after the other: RFC 4180 (quoted fields with separators,
/// line breaks and doubled quotes in them), with CRLF, LF or CR between records.
///
/// With tabs, where quoting is rare and inch marks are not, a field that starts with a quote but is
/// not a well-formed quoted field is taken as it stands; with other separators the record is
/// broken, and reading resumes on the next line.
///
/// It is ours because the CSV libraries that could be linked into the WebAssembly module need
/// threads or exceptions, or carry a licence that a static link does not suit.
class DelimitedReader {
 public:
  /// @param max_field_bytes A longer quoted field is taken for one whose closing quote is missing.
  DelimitedReader(std::string_view bytes, char separator, std::size_t max_field_bytes)
      : bytes_(bytes), separator_(separator), max_field_bytes_(max_field_bytes) {}

  /// Reads the next record that is not an empty line. Returns false at the end.
  ///
  /// @param fields The record's values; of a broken record those before the break.
  /// @param broken Empty, or what is wrong with the last field.
  bool Next(std::vector<std::string>* fields, std::string* broken);

 private:
  bool AtEnd() const { return position_ >= bytes_.size(); }
  bool AtLineEnd() const { return bytes_[position_] == '\n' || bytes_[position_] == '\r'; }
  bool SkipLineEnd();
  bool ReadQuoted(std::string* field, std::string* broken);
  void ReadPlain(std::string* field);
  bool ReadField(std::string* field, std::string* broken);

  std::string_view bytes_;
  char separator_;
  std::size_t max_field_bytes_;
  std::size_t position_ = 0;
};

}  // namespace vitrine
