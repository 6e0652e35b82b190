// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <onnxruntime_cxx_api.h>

namespace vitrine {

/// How all our models are run: each call by the thread that makes it.
inline Ort::SessionOptions OneThread() {
  Ort::SessionOptions options;
  options.SetIntraOpNumThreads(1);
  options.SetGraphOptimizationLevel(ORT_ENABLE_ALL);
  return options;
}

}  // namespace vitrine
