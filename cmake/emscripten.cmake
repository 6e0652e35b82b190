# SPDX-License-Identifier: Apache-2.0
# Toolchain file of the `wasm` preset: that of the Emscripten whose em++ is on the PATH.

find_program(VITRINE_EMXX em++ NO_CMAKE_FIND_ROOT_PATH)
if(NOT VITRINE_EMXX)
  message(FATAL_ERROR "No em++ on the PATH: run ./dev setup, then source tools/env.sh.")
endif()
file(REAL_PATH "${VITRINE_EMXX}" emxx)
cmake_path(GET emxx PARENT_PATH emscripten)
include("${emscripten}/cmake/Modules/Platform/Emscripten.cmake")
