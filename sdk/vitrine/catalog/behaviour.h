// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace vitrine {

/// A strength of 0 .. 1 in one byte. The square root is kept, because most strengths are small:
/// steps are 0.00002 near 0 and 0.008 near 1.
using Strength = std::uint8_t;

/// The nearest strength to `value`, which is brought into 0 .. 1 first; NaN gives 0.
inline Strength StrengthOf(double value) {
  const double bounded = value > 0 ? std::min(value, 1.0) : 0.0;
  return static_cast<Strength>(std::lround(std::sqrt(bounded) * 255.0));
}

/// The value that a strength stands for, 0 .. 1.
constexpr float ValueOf(Strength strength) {
  const float root = static_cast<float>(strength) * (1.0F / 255.0F);
  return root * root;
}

/// How one product leads to another in the sessions of a shop, as `vitrine train` found it. The
/// layout is that of a pack.
struct Neighbour {
  std::uint32_t product;  ///< Its position in the catalogue.
  Strength linear;        ///< Weight in the linear model that foresees a session's other items.
  Strength follow;        ///< How often it comes afterwards, nearer counting more.
  Strength precede;       ///< How often it came before, likewise.
  Strength covisit;       ///< The cosine of the two products over the sessions.
};

/// The same, where the other product may be in another pack. The layout is that of a pack.
struct NamedNeighbour {
  std::uint32_t id_low;   ///< The lower half of the IdHash of its id.
  std::uint32_t id_high;  ///< The upper half.
  Strength linear;
  Strength follow;
  Strength precede;
  Strength covisit;

  std::uint64_t id_hash() const { return (std::uint64_t{id_high} << 32U) | id_low; }
};

/// What a product is called by in another pack: the first eight bytes of its id's SHA-256.
std::uint64_t IdHash(std::string_view id);

/// What the log says about one product alone.
struct Behaviour {
  Strength recent;  ///< Its share of the last days, against the product with the largest share.
  Strength latest;  ///< Its share of the last hours, likewise.
  Strength repeat;  ///< How often it is followed by something that the session had before.
  Strength leave;   ///< How often it ends a session.
};

static_assert(sizeof(Neighbour) == 8 && sizeof(NamedNeighbour) == 12 && sizeof(Behaviour) == 4);
static_assert(std::is_trivially_copyable_v<Neighbour> && std::is_trivially_copyable_v<Behaviour>);

}  // namespace vitrine
