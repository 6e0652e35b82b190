// SPDX-License-Identifier: Apache-2.0
#include <vitrine/catalog/delimited.h>

#include <algorithm>

namespace vitrine {

// Moves past one line end, if there is one here.
bool DelimitedReader::SkipLineEnd() {
  if (AtEnd() || !AtLineEnd()) {
    return false;
  }
  const bool carriage_return = bytes_[position_] == '\r';
  ++position_;
  if (carriage_return && !AtEnd() && bytes_[position_] == '\n') {
    ++position_;
  }
  return true;
}

// Reads a field whose opening quote is here. On failure the position is not moved.
bool DelimitedReader::ReadQuoted(std::string* field, std::string* broken) {
  std::size_t at = position_ + 1;
  while (true) {
    const std::size_t quote = bytes_.find('"', at);
    if (quote == std::string_view::npos || quote - position_ > max_field_bytes_ + 1) {
      *broken = "its closing quote is missing";
      return false;
    }
    field->append(bytes_.substr(at, quote - at));
    at = quote + 1;
    if (at < bytes_.size() && bytes_[at] == '"') {
      field->push_back('"');
      ++at;
      continue;
    }
    if (at < bytes_.size() && bytes_[at] != separator_ && bytes_[at] != '\n' &&
        bytes_[at] != '\r') {
      *broken = "expected a separator after the closing quote";
      return false;
    }
    position_ = at;
    return true;
  }
}

void DelimitedReader::ReadPlain(std::string* field) {
  const std::size_t start = position_;
  while (!AtEnd() && !AtLineEnd() && bytes_[position_] != separator_) {
    ++position_;
  }
  *field = bytes_.substr(start, position_ - start);
}

bool DelimitedReader::ReadField(std::string* field, std::string* broken) {
  if (!AtEnd() && bytes_[position_] == '"') {
    if (ReadQuoted(field, broken)) {
      return true;
    }
    if (separator_ != '\t') {
      // The line is lost, the next one may be whole.
      position_ = std::min(bytes_.find_first_of("\r\n", position_), bytes_.size());
      return false;
    }
    broken->clear();
  }
  ReadPlain(field);
  return true;
}

bool DelimitedReader::Next(std::vector<std::string>* fields, std::string* broken) {
  fields->clear();
  broken->clear();
  while (SkipLineEnd()) {
  }
  if (AtEnd()) {
    return false;
  }
  while (true) {
    std::string field;
    const bool good = ReadField(&field, broken);
    fields->push_back(std::move(field));
    if (!good || AtEnd() || AtLineEnd()) {
      SkipLineEnd();
      return true;
    }
    ++position_;
  }
}

}  // namespace vitrine
