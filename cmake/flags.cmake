# SPDX-License-Identifier: Apache-2.0
# Code generation flags, once. `vitrine_flags` is for everything we compile; `vitrine_core_flags` adds
# the rules of the portable library.

add_library(vitrine_flags INTERFACE)
target_compile_features(vitrine_flags INTERFACE cxx_std_23)
target_link_libraries(vitrine_flags INTERFACE vitrine_warnings)
target_compile_options(
  vitrine_flags
  INTERFACE
    # A slate is bit-equal natively and in wasm, so a * b + c is never fused.
    -ffp-contract=off
    # Keeps the checkout's path out of binaries, and lets ccache share objects between checkouts.
    -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.
    -fdiagnostics-color=auto)

if(VITRINE_SANITIZE)
  target_compile_options(
    vitrine_flags
    INTERFACE
      -fsanitize=${VITRINE_SANITIZE}
      # The portable library has no RTTI, which this check needs on both sides of a call.
      -fno-sanitize=vptr
      -fno-sanitize-recover=all
      -fsanitize-ignorelist=${PROJECT_SOURCE_DIR}/cmake/sanitizer-ignore.txt
      -fno-omit-frame-pointer)
  target_link_options(vitrine_flags INTERFACE -fsanitize=${VITRINE_SANITIZE})
  target_compile_definitions(vitrine_flags INTERFACE _GLIBCXX_ASSERTIONS)
endif()

if(VITRINE_FUZZ)
  # Coverage everywhere, libFuzzer's own main() only in the fuzz targets. Counters without the tracing of
  # compares that -fsanitize=fuzzer-no-link adds: the tests run through the same objects, and libFuzzer
  # sees what is compared by memcmp() in any case.
  target_compile_options(vitrine_flags INTERFACE -fsanitize-coverage=inline-8bit-counters,pc-table)
endif()

if(EMSCRIPTEN)
  # The smallest common vector instructions: all current browsers have them where the processor does.
  # Never relaxed SIMD, whose results differ between machines.
  target_compile_options(
    vitrine_flags INTERFACE $<$<NOT:$<BOOL:$<TARGET_PROPERTY:VITRINE_BASELINE>>>:-msimd128>)
endif()

add_library(vitrine_core_flags INTERFACE)
target_link_libraries(vitrine_core_flags INTERFACE vitrine_flags)
target_compile_options(
  vitrine_core_flags
  INTERFACE
    # Errors are values (vitrine::Result): nothing is thrown across the wasm boundary.
    $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>
    $<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>)
