// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sdk/cli/batch/manifest.h"

#include <vitrine/imaging/image.h>

#include <filesystem>
#include <map>
#include <mutex>
#include <string>

namespace vitrine::cli {

/// A page that shows pictures before and after, for a person to look through:
/// OUT/contact-sheet.html with its pictures in OUT/contact-sheet/.
class ContactSheet {
 public:
  /// @param out   The folder of the results.
  /// @param name  Of the page, without its ending: shards must not overwrite each other's.
  /// @param limit The most pairs it takes; 0 makes no page.
  ContactSheet(std::filesystem::path out, std::string name, std::size_t limit);

  /// Writes the two small pictures of one pair, unless there are enough. From any thread.
  Result<void> Add(const Record& record, const Findings& findings, const ImageView& before,
                   const ImageView& after);

  /// Adds a picture that failed, as text.
  void AddFailure(const Record& record);

  /// Writes the page over all that was added, in the order of the pictures' paths.
  Result<void> Write() const;

 private:
  bool Claim();
  Result<void> WriteSmall(const ImageView& picture, const std::string& file) const;

  std::filesystem::path out_;
  std::string name_;
  std::size_t limit_;
  std::size_t claimed_ = 0;
  std::map<std::string, std::string> entries_;  // HTML by input.
  std::mutex mutex_;
};

/// Text as it may stand between tags and in an attribute of HTML.
std::string EscapeHtml(std::string_view text);

}  // namespace vitrine::cli
