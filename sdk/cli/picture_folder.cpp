// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/picture_folder.h"

#include "sdk/cli/files.h"

#include <vitrine/imaging/decode.h>

#include <algorithm>
#include <utility>

namespace vitrine::cli {
namespace {

int HexDigit(char c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
  const std::size_t digit = kDigits.find(lower);
  return digit == std::string_view::npos ? -1 : static_cast<int>(digit);
}

// A URL's %20 is a blank; what is no such code stays.
std::string Decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool code = text[i] == '%' && i + 2 < text.size() && HexDigit(text[i + 1]) >= 0 &&
                      HexDigit(text[i + 2]) >= 0;
    decoded.push_back(code ? static_cast<char>(HexDigit(text[i + 1]) * 16 + HexDigit(text[i + 2]))
                           : text[i]);
    i += code ? 2 : 0;
  }
  return decoded;
}

// `path` without "." and "..", or nothing when it would leave the folder that it is relative to.
std::filesystem::path Inside(const std::string& path) {
  if (path.contains('\0')) {
    return {};
  }
  const std::filesystem::path normal = std::filesystem::path(path).lexically_normal();
  return normal.is_absolute() || normal.empty() || *normal.begin() == ".." ? std::filesystem::path()
                                                                           : normal;
}

}  // namespace

Result<std::filesystem::path> PictureFolder::Locate(std::string_view link) const {
  const std::size_t scheme = link.find("://");
  std::string_view below = link;
  if (scheme != std::string_view::npos) {
    const std::size_t path = link.find('/', scheme + 3);
    below = path == std::string_view::npos ? std::string_view() : link.substr(path + 1);
  }
  below = below.substr(0, below.find_first_of("?#"));
  below.remove_prefix(std::min(below.find_first_not_of('/'), below.size()));
  const std::filesystem::path relative = Inside(Decoded(below));
  if (relative.empty()) {
    return Fail(ErrorCode::kImageFetch,
                std::string(link) + " is no path inside " + folder_.string());
  }
  const std::filesystem::path full = folder_ / relative;
  const bool by_name = scheme != std::string_view::npos && !std::filesystem::exists(full);
  return by_name ? folder_ / full.filename() : full;
}

Result<std::shared_ptr<const Picture>> PictureFolder::Find(std::string_view link) {
  const auto known = std::ranges::find(kept_, link, &Kept::link);
  if (known != kept_.end()) {
    kept_.splice(kept_.begin(), kept_, known);
    return known->picture;
  }
  const auto path = Locate(link);
  if (!path) {
    return std::unexpected(path.error());
  }
  const auto bytes = ReadFile(*path);
  if (!bytes) {
    return Fail(ErrorCode::kImageFetch, "no picture for " + std::string(link) + " in " +
                                            folder_.string() + " (" + bytes.error().message + ")");
  }
  auto image = DecodeImage(AsBytes(*bytes));
  if (!image) {
    return std::unexpected(
        Error{image.error().code, std::string(link) + ": " + image.error().message});
  }
  Picture picture{std::move(*image), {}};
  picture.colours = MainColours(picture.image.view(), kMainColourCount);
  auto shared = std::make_shared<const Picture>(std::move(picture));
  Keep(link, shared);
  return shared;
}

void PictureFolder::Keep(std::string_view link, const std::shared_ptr<const Picture>& picture) {
  kept_.push_front({std::string(link), picture});
  kept_bytes_ += picture->image.pixels().size();
  while (kept_bytes_ > max_kept_bytes_) {
    kept_bytes_ -= kept_.back().picture->image.pixels().size();
    kept_.pop_back();
  }
}

}  // namespace vitrine::cli
