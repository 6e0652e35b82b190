// SPDX-License-Identifier: Apache-2.0
#include <vitrine/base/sha256.h>

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace vitrine {
namespace {

std::string Hex(std::string_view text) {
  std::string hex;
  for (const std::byte byte : Sha256(std::as_bytes(std::span(text.data(), text.size())))) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    hex.push_back(kDigits[std::to_integer<std::uint8_t>(byte) >> 4U]);
    hex.push_back(kDigits[std::to_integer<std::uint8_t>(byte) & 15U]);
  }
  return hex;
}

// The examples that NIST gives for FIPS 180-4.
TEST(Sha256, GivesTheDigestsOfTheStandardsExamples) {
  EXPECT_EQ(Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(Hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

}  // namespace
}  // namespace vitrine
