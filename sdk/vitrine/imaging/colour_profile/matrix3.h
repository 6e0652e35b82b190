// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

namespace vitrine {

/// Three rows of three; maps one triple of lights to another.
using Matrix3 = std::array<std::array<double, 3>, 3>;

constexpr std::array<double, 3> Multiply(const Matrix3& matrix, const std::array<double, 3>& v) {
  std::array<double, 3> product{};
  for (std::size_t row = 0; row < 3; ++row) {
    product[row] = matrix[row][0] * v[0] + matrix[row][1] * v[1] + matrix[row][2] * v[2];
  }
  return product;
}

constexpr Matrix3 Multiply(const Matrix3& left, const Matrix3& right) {
  Matrix3 product{};
  for (std::size_t column = 0; column < 3; ++column) {
    const auto result =
        Multiply(left, std::array{right[0][column], right[1][column], right[2][column]});
    for (std::size_t row = 0; row < 3; ++row) {
      product[row][column] = result[row];
    }
  }
  return product;
}

/// By the rule of Cramer; the matrix must have an inverse.
constexpr Matrix3 Inverse(const Matrix3& m) {
  const auto cofactor = [&m](std::size_t row, std::size_t column) {
    const std::size_t r1 = (row + 1) % 3;
    const std::size_t r2 = (row + 2) % 3;
    const std::size_t c1 = (column + 1) % 3;
    const std::size_t c2 = (column + 2) % 3;
    return m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
  };
  const double determinant =
      m[0][0] * cofactor(0, 0) + m[0][1] * cofactor(0, 1) + m[0][2] * cofactor(0, 2);
  Matrix3 inverse{};
  for (std::size_t row = 0; row < 3; ++row) {
    for (std::size_t column = 0; column < 3; ++column) {
      inverse[row][column] = cofactor(column, row) / determinant;
    }
  }
  return inverse;
}

}  // namespace vitrine
