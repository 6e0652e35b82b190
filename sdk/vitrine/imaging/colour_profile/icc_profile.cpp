// SPDX-License-Identifier: Apache-2.0
#include <vitrine/imaging/colour_profile/icc_curve.h>
#include <vitrine/imaging/colour_profile/icc_numbers.h>
#include <vitrine/imaging/colour_profile/icc_profile.h>
#include <vitrine/imaging/colour_profile/primaries.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace vitrine {
namespace {

constexpr std::size_t kHeaderBytes = 128;
constexpr std::uint32_t kNewestVersion = 4;

// Profiles are relative to the white D50.
constexpr Matrix3 kLinearSrgbFromD50 = Inverse(AdaptedToD50(XyzFromLights(kSrgbPrimaries)));

constexpr Matrix3 kUnchanged = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};

// A profile whose parts are where its header says.
class TagTable {
 public:
  // Nothing where the header is not that of a profile that fits into these bytes.
  static std::optional<TagTable> Of(std::span<const std::byte> bytes) {
    if (bytes.size() < kHeaderBytes + 4 || bytes.size() > kMostProfileBytes) {
      return std::nullopt;
    }
    const std::size_t size = ReadBigEndian32(bytes, 0);
    if (size < kHeaderBytes + 4 || size > bytes.size() ||
        ReadBigEndian32(bytes, 36) != IccSignature("acsp") ||
        std::to_integer<std::uint32_t>(bytes[8]) > kNewestVersion) {
      return std::nullopt;
    }
    return TagTable(bytes.first(size));
  }

  std::uint32_t colours() const { return ReadBigEndian32(bytes_, 16); }
  std::uint32_t connection_space() const { return ReadBigEndian32(bytes_, 20); }

  // The bytes of a tag; empty where there is none.
  std::span<const std::byte> Find(std::uint32_t signature) const {
    constexpr std::size_t kEntryBytes = 12;
    constexpr std::size_t kFirstEntry = kHeaderBytes + 4;
    const std::size_t room = (bytes_.size() - kFirstEntry) / kEntryBytes;
    const std::size_t count = std::min<std::size_t>(ReadBigEndian32(bytes_, kHeaderBytes), room);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t entry = kFirstEntry + i * kEntryBytes;
      if (ReadBigEndian32(bytes_, entry) == signature) {
        const std::size_t offset = ReadBigEndian32(bytes_, entry + 4);
        const std::size_t size = ReadBigEndian32(bytes_, entry + 8);
        const bool inside = offset <= bytes_.size() && size <= bytes_.size() - offset;
        return inside ? bytes_.subspan(offset, size) : std::span<const std::byte>();
      }
    }
    return {};
  }

 private:
  explicit TagTable(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::span<const std::byte> bytes_;
};

std::optional<Matrix3> ReadPrimaries(const TagTable& tags) {
  constexpr std::array kNames = {IccSignature("rXYZ"), IccSignature("gXYZ"), IccSignature("bXYZ")};
  Matrix3 primaries{};
  for (std::size_t column = 0; column < kNames.size(); ++column) {
    const auto tag = tags.Find(kNames[column]);
    if (tag.size() < 20 || ReadBigEndian32(tag, 0) != IccSignature("XYZ ")) {
      return std::nullopt;
    }
    for (std::size_t row = 0; row < 3; ++row) {
      primaries[row][column] = ReadFixed16(tag, 8 + row * 4);
    }
  }
  return primaries;
}

// Otherwise it is not known what its colours are relative to, and a white backdrop would get a
// tint. Firefox has the same rule.
bool AddsUpToWhite(const Matrix3& primaries) {
  constexpr std::array kD50 = {0.9642, 1.0, 0.8249};
  constexpr std::array kSlack = {0.02, 0.02, 0.04};
  const auto white = Multiply(primaries, std::array{1.0, 1.0, 1.0});
  for (std::size_t i = 0; i < white.size(); ++i) {
    if (std::abs(white[i] - kD50[i]) > kSlack[i]) {
      return false;
    }
  }
  return true;
}

std::optional<IccProfile> ReadGrey(const TagTable& tags) {
  const auto curve = ReadIccCurve(tags.Find(IccSignature("kTRC")));
  if (!curve) {
    return std::nullopt;
  }
  return IccProfile{.space = {.light = {*curve, *curve, *curve}, .to_srgb = kUnchanged},
                    .is_grey = true};
}

std::optional<IccProfile> ReadRgb(const TagTable& tags) {
  constexpr std::array kNames = {IccSignature("rTRC"), IccSignature("gTRC"), IccSignature("bTRC")};
  const auto primaries = ReadPrimaries(tags);
  if (!primaries || !AddsUpToWhite(*primaries)) {
    return std::nullopt;
  }
  IccProfile profile;
  profile.space.to_srgb = Multiply(kLinearSrgbFromD50, *primaries);
  for (std::size_t channel = 0; channel < kNames.size(); ++channel) {
    const auto curve = ReadIccCurve(tags.Find(kNames[channel]));
    if (!curve) {
      return std::nullopt;
    }
    profile.space.light[channel] = *curve;
  }
  return profile;
}

}  // namespace

std::optional<IccProfile> ReadIccProfile(std::span<const std::byte> bytes) {
  const auto tags = TagTable::Of(bytes);
  if (!tags || tags->connection_space() != IccSignature("XYZ ")) {
    return std::nullopt;
  }
  switch (tags->colours()) {
    case IccSignature("RGB "):
      return ReadRgb(*tags);
    case IccSignature("GRAY"):
      return ReadGrey(*tags);
    default:
      return std::nullopt;
  }
}

}  // namespace vitrine
