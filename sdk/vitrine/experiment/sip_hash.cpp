// SPDX-License-Identifier: Apache-2.0
#include <vitrine/experiment/sip_hash.h>

#include <bit>
#include <cstddef>

namespace vitrine {
namespace {

constexpr std::size_t kWordBytes = 8;

struct State {
  std::uint64_t v0;
  std::uint64_t v1;
  std::uint64_t v2;
  std::uint64_t v3;

  void Rounds(int count) {
    for (int i = 0; i < count; ++i) {
      v0 += v1;
      v1 = std::rotl(v1, 13) ^ v0;
      v0 = std::rotl(v0, 32);
      v2 += v3;
      v3 = std::rotl(v3, 16) ^ v2;
      v0 += v3;
      v3 = std::rotl(v3, 21) ^ v0;
      v2 += v1;
      v1 = std::rotl(v1, 17) ^ v2;
      v2 = std::rotl(v2, 32);
    }
  }

  void Take(std::uint64_t word) {
    v3 ^= word;
    Rounds(2);
    v0 ^= word;
  }
};

// Up to eight bytes, the first in the lowest place.
std::uint64_t Word(std::string_view bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) {
    word = (word << 8U) | static_cast<unsigned char>(bytes[i]);
  }
  return word;
}

}  // namespace

std::uint64_t SipHash(const SipKey& key, std::string_view bytes) {
  State state = {key.first ^ 0x736f6d6570736575U, key.second ^ 0x646f72616e646f6dU,
                 key.first ^ 0x6c7967656e657261U, key.second ^ 0x7465646279746573U};
  const std::uint64_t length = bytes.size();
  for (; bytes.size() >= kWordBytes; bytes.remove_prefix(kWordBytes)) {
    state.Take(Word(bytes.substr(0, kWordBytes)));
  }
  state.Take((length << 56U) | Word(bytes));
  state.v2 ^= 0xffU;
  state.Rounds(4);
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

}  // namespace vitrine
