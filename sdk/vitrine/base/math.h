// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace vitrine {

// The C library's exponentials differ between platforms in the last bit, and a slate must not.
// These use only IEEE 754 additions, multiplications and divisions in a fixed order, so they give
// the same bits wherever the compiler is told not to contract (-ffp-contract=off).

/// e to the power `x`; 0 below -745.2, +inf above 709.79, NaN for NaN. Error under 1 ulp.
double Exp(double x);

/// 2 to the power `x`, with Exp's limits scaled. Error under 2 ulp.
double Exp2(double x);

/// The natural logarithm; -inf for 0, NaN below 0 and for NaN. Error under 1 ulp.
double Log(double x);

/// The sine of `x` times pi, exactly 0 at whole numbers and 1 at halves; NaN beyond 2^52 and for NaN.
/// Error under 2 ulp.
double SinPi(double x);

/// The error function, odd to the last bit; NaN for NaN. Error under 4 ulp.
double Erf(double x);

/// The cube root; NaN for NaN. Error under 2 ulp for numbers that are not subnormal.
double Cbrt(double x);

}  // namespace vitrine
