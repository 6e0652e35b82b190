# SPDX-License-Identifier: Apache-2.0
# Warnings, once, on a target that only our own code links to.

add_library(vitrine_warnings INTERFACE)
target_compile_options(
  vitrine_warnings
  INTERFACE
    -Wall
    -Wextra
    -Wpedantic
    -Wconversion  # No silent narrowing: size_t has 32 bits in wasm and 64 natively.
    -Wsign-conversion
    -Wshadow
    -Wold-style-cast
    -Wcast-align
    -Wcast-qual
    -Wformat=2
    -Wimplicit-fallthrough
    -Wmissing-declarations
    -Wnon-virtual-dtor
    -Woverloaded-virtual
    -Wundef
    -Wunused
    $<$<BOOL:${VITRINE_WERROR}>:-Werror>)
