// SPDX-License-Identifier: Apache-2.0
#include "sdk/cli/batch/contact_sheet.h"

#include "sdk/cli/batch/fingerprint.h"
#include "sdk/cli/files.h"
#include "sdk/codecs/codecs.h"

#include <vitrine/imaging/blend.h>
#include <vitrine/imaging/resize.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <system_error>
#include <utility>

namespace vitrine::cli {
namespace {

constexpr std::string_view kHead = R"(<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Before and after</title>
<style>
  body { margin: 2rem; background: #faf9f7; color: #222; font: 14px/1.4 system-ui, sans-serif; }
  main { display: grid; grid-template-columns: repeat(auto-fill, minmax(330px, 1fr)); gap: 1.5rem; }
  figure { margin: 0; }
  figure div { display: flex; gap: 4px; height: 210px; }
  figure img { width: 50%; height: 100%; object-fit: contain; background: #eeebe6; }
  figcaption { margin-top: 4px; overflow-wrap: anywhere; }
  .failed { padding: 1rem; background: #fbe9e7; }
  small { color: #666; }
</style>
<h1>Before and after</h1>
<main>
)";

std::string Caption(const Record& record, const Findings& findings) {
  constexpr std::array<std::string_view, 5> kHow = {
      "shown whole", "came cut out", "cut out before its backdrop", "cut out by its colours",
      "cut out by the model"};
  std::array<char, 80> numbers{};
  std::snprintf(numbers.data(), numbers.size(), ", confidence %.2f, %d &times; %d pixels",
                static_cast<double>(findings.confidence_01), findings.quality.width,
                findings.quality.height);
  return EscapeHtml(record.input) + "<br><small>" +
         std::string(kHow.at(static_cast<std::size_t>(findings.method))) + numbers.data() +
         "</small>";
}

}  // namespace

std::string EscapeHtml(std::string_view text) {
  std::string escaped;
  for (const char letter : text) {
    switch (letter) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += letter;
    }
  }
  return escaped;
}

ContactSheet::ContactSheet(std::filesystem::path out, std::string name, std::size_t limit)
    : out_(std::move(out)), name_(std::move(name)), limit_(limit) {}

bool ContactSheet::Claim() {
  const std::scoped_lock lock(mutex_);
  if (claimed_ >= limit_) {
    return false;
  }
  claimed_ += 1;
  return true;
}

Result<void> ContactSheet::WriteSmall(const ImageView& picture, const std::string& file) const {
  constexpr float kSide = 420;
  constexpr int kQuality = 80;
  const auto width = static_cast<float>(picture.width);
  const auto height = static_cast<float>(picture.height);
  const float scale = std::min(1.0F, kSide / std::max(width, height));
  const auto scaled = [&](float side) {
    return std::max(1, static_cast<std::int32_t>(std::lround(side * scale)));
  };
  const auto small =
      Resize(picture, {.width = width, .height = height}, scaled(width), scaled(height));
  if (!small) {
    return std::unexpected(small.error());
  }
  const auto bytes = EncodePicture(small->view(), {.quality = kQuality});
  if (!bytes) {
    return std::unexpected(bytes.error());
  }
  return WriteFile(out_ / name_ / file, *bytes);
}

Result<void> ContactSheet::Add(const Record& record, const Findings& findings,
                               const ImageView& before, const ImageView& after) {
  if (!Claim()) {
    return {};
  }
  std::error_code error;
  std::filesystem::create_directories(out_ / name_, error);
  std::array<char, 20> stem{};
  std::snprintf(stem.data(), stem.size(), "%016llx",
                static_cast<unsigned long long>(Fingerprint(record.input)));
  const std::string first = std::string(stem.data()) + "-before.jpg";
  const std::string second = std::string(stem.data()) + "-after.jpg";
  for (const auto& [picture, file] : {std::pair{before, first}, std::pair{after, second}}) {
    if (const auto written = WriteSmall(picture, file); !written) {
      return written;
    }
  }
  const auto image = [&](const std::string& file, const char* text) {
    return "<img loading=\"lazy\" src=\"" + name_ + "/" + file + "\" alt=\"" + text + "\">";
  };
  const std::scoped_lock lock(mutex_);
  entries_[record.input] = "<figure><div>" + image(first, "before") + image(second, "after") +
                           "</div><figcaption>" + Caption(record, findings) +
                           "</figcaption></figure>\n";
  return {};
}

void ContactSheet::AddFailure(const Record& record) {
  const std::scoped_lock lock(mutex_);
  entries_[record.input] = "<figure class=\"failed\"><figcaption>" + EscapeHtml(record.input) +
                           "<br><small>" + EscapeHtml(record.error + ": " + record.message) +
                           "</small></figcaption></figure>\n";
}

Result<void> ContactSheet::Write() const {
  if (limit_ == 0) {
    return {};
  }
  std::string page(kHead);
  for (const auto& [input, entry] : entries_) {
    page += entry;
  }
  return WriteFile(out_ / (name_ + ".html"), page + "</main>\n</html>\n");
}

}  // namespace vitrine::cli
