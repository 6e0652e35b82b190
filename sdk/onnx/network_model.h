// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vitrine/ranking/network.h>

#include <string>

namespace vitrine {

/// The network as an ONNX model, the bytes of a file: from "features", float32 of items x
/// feature_count, not yet standardised, to "scores", float32 of items x output_count, with Sub and
/// Mul for the standardisation and a Gemm for each layer. Operator set 17. Any ONNX runtime's
/// scores agree with those of Network to a rounding.
///
/// @return The bytes, or CheckNetwork's error.
///
/// Source: the ONNX specification, onnx.proto3, IR version 8.
Result<std::string> NetworkToOnnx(const NetworkWeights& weights);

}  // namespace vitrine
