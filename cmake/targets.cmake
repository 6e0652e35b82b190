# SPDX-License-Identifier: Apache-2.0
# The kinds of target this project has. Sources are listed, never globbed.

# vitrine_library(<area> SOURCES <file>... [PUBLIC <target>...] [PRIVATE <target>...] [APART <regex>])
#
# A part of the portable library, included as <vitrine/<area>/...>. PUBLIC are the areas whose headers
# its own headers include; PRIVATE everything else, third-party libraries above all. Installed it is the
# same target of the package `vitrine`. In wasm each area is there a second time without SIMD, as
# vitrine::<area>_baseline, for the modules that browsers without it load; sources that match APART are in
# none of these and left out of it.
function(vitrine_library area)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "APART" "SOURCES;PUBLIC;PRIVATE")
  add_library(vitrine_${area} STATIC ${arg_SOURCES})
  add_library(vitrine::${area} ALIAS vitrine_${area})
  vitrine_configure_library(vitrine_${area} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  set_target_properties(vitrine_${area} PROPERTIES EXPORT_NAME ${area})
  if(NOT EMSCRIPTEN)
    install(TARGETS vitrine_${area} EXPORT vitrine ARCHIVE DESTINATION lib COMPONENT vitrine)
  else()
    if(arg_APART)
      list(FILTER arg_SOURCES EXCLUDE REGEX "${arg_APART}")
    endif()
    list(TRANSFORM arg_PUBLIC REPLACE "^vitrine::(.+)" "vitrine::\\1_baseline")
    list(TRANSFORM arg_PRIVATE REPLACE "^vitrine::(.+)" "vitrine::\\1_baseline")
    add_library(vitrine_${area}_baseline STATIC EXCLUDE_FROM_ALL ${arg_SOURCES})
    add_library(vitrine::${area}_baseline ALIAS vitrine_${area}_baseline)
    set_target_properties(vitrine_${area}_baseline PROPERTIES VITRINE_BASELINE ON)
    vitrine_configure_library(vitrine_${area}_baseline PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  endif()
endfunction()

function(vitrine_configure_library target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "PUBLIC;PRIVATE")
  # Headers alone are in the archive already; what is linked, the installed package looks for again.
  set(private "")
  foreach(library IN LISTS arg_PRIVATE)
    if(library MATCHES "^third_party::(eigen|rapidjson|stb)$")
      list(APPEND private "$<BUILD_INTERFACE:${library}>")
    else()
      list(APPEND private ${library})
    endif()
  endforeach()
  target_compile_features(${target} PUBLIC cxx_std_23)
  target_include_directories(
    ${target} PUBLIC "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/sdk>" "$<INSTALL_INTERFACE:include>")
  target_link_libraries(
    ${target}
    PUBLIC ${arg_PUBLIC}
    PRIVATE "$<BUILD_INTERFACE:vitrine_core_flags>" ${private})
endfunction()

# vitrine_executable(<name> SOURCES <file>... [LIBRARIES <target>...])
function(vitrine_executable name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBRARIES")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE "$<BUILD_INTERFACE:vitrine_flags>" ${arg_LIBRARIES})
endfunction()

# vitrine_test(<area> SOURCES <file>... [LIBRARIES <target>...])
#
# One GoogleTest program, each case a test of CTest named <area>.<Suite>.<Case>.
function(vitrine_test area)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBRARIES")
  vitrine_executable(vitrine_${area}_test SOURCES ${arg_SOURCES} LIBRARIES ${arg_LIBRARIES}
                     GTest::gmock_main)
  target_include_directories(vitrine_${area}_test PRIVATE "${PROJECT_SOURCE_DIR}")
  include(GoogleTest)
  gtest_discover_tests(
    vitrine_${area}_test
    TEST_PREFIX "${area}."
    # Without: the bytes of a parameter would be part of a name.
    NO_PRETTY_VALUES
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
    # Asking the program for its cases waits until CTest runs, so a build does not depend on it.
    DISCOVERY_MODE PRE_TEST
    PROPERTIES TIMEOUT 300)
endfunction()

# vitrine_fuzz_target(<name> SOURCES <file>... CORPUS <folder> [LIBRARIES <target>...] [RUNS <n>]
#                     [MAX_LENGTH <bytes>])
#
# A libFuzzer program, vitrine_<name>_fuzz, and a short test of it with a fixed seed, started from the
# files of a folder of tests/.
function(vitrine_fuzz_target name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "CORPUS;RUNS;MAX_LENGTH" "SOURCES;LIBRARIES")
  if(NOT arg_RUNS)
    set(arg_RUNS 20000)
  endif()
  if(NOT arg_MAX_LENGTH)
    set(arg_MAX_LENGTH 4096)
  endif()
  vitrine_executable(vitrine_${name}_fuzz SOURCES ${arg_SOURCES} LIBRARIES ${arg_LIBRARIES})
  target_include_directories(vitrine_${name}_fuzz PRIVATE "${PROJECT_SOURCE_DIR}")
  target_link_options(vitrine_${name}_fuzz PRIVATE -fsanitize=fuzzer)
  # New inputs go to a folder of the build tree, emptied first: the run must not depend on the last one.
  set(found "${CMAKE_CURRENT_BINARY_DIR}/${name}_found")
  add_test(NAME fuzz.${name}
           COMMAND sh -c "rm -rf \"$1\" && mkdir -p \"$1\" && shift && exec \"$@\"" fuzz "${found}"
                   $<TARGET_FILE:vitrine_${name}_fuzz> -seed=1 -runs=${arg_RUNS}
                   -max_len=${arg_MAX_LENGTH} -timeout=10 -rss_limit_mb=1024
                   -artifact_prefix=${found}- "${found}" "${PROJECT_SOURCE_DIR}/tests/${arg_CORPUS}")
  set_tests_properties(fuzz.${name} PROPERTIES TIMEOUT 600)
endfunction()

# vitrine_wasm_module(<name> SOURCES <file>... [LIBRARIES <target>...] [OPTIONS <link option>...]
#                     [SIMD ALWAYS|CHOSEN|NEVER])
#
# A module of the npm package: <name>.js (an ES module that exports its loader), <name>.wasm and
# Embind's types, <name>.d.ts, in the build folder's wasm/. SIMD says for which browsers: ALWAYS (the
# default) for those that have it; CHOSEN with the same module without it beside, in wasm/baseline/, whose
# <name>.js is the same to the byte, so that one is enough for both; NEVER for all, with one module.
function(vitrine_wasm_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "SIMD" "SOURCES;LIBRARIES;OPTIONS")
  set(simd ${arg_LIBRARIES})
  set(baseline ${arg_LIBRARIES})
  list(TRANSFORM baseline REPLACE "^vitrine::(.+)" "vitrine::\\1_baseline")
  set(folder "${PROJECT_BINARY_DIR}/wasm")
  if(arg_SIMD STREQUAL NEVER)
    vitrine_wasm_target(vitrine_wasm_${name} "${folder}/${name}.js" BASELINE TYPES
                        SOURCES ${arg_SOURCES} LIBRARIES ${baseline} OPTIONS ${arg_OPTIONS})
  else()
    vitrine_wasm_target(vitrine_wasm_${name} "${folder}/${name}.js" TYPES SOURCES ${arg_SOURCES}
                        LIBRARIES ${simd} OPTIONS ${arg_OPTIONS})
  endif()
  if(arg_SIMD STREQUAL CHOSEN)
    vitrine_wasm_target(vitrine_wasm_${name}_baseline "${folder}/baseline/${name}.js" BASELINE
                        SOURCES ${arg_SOURCES} LIBRARIES ${baseline} OPTIONS ${arg_OPTIONS})
    add_custom_command(
      TARGET vitrine_wasm_${name}_baseline
      POST_BUILD
      COMMAND "${CMAKE_COMMAND}" -E compare_files "${folder}/${name}.js" "${folder}/baseline/${name}.js"
      COMMENT "One ${name}.js for both modules"
      VERBATIM)
    add_dependencies(vitrine_wasm_${name}_baseline vitrine_wasm_${name})
  endif()
endfunction()

function(vitrine_wasm_target target file)
  cmake_parse_arguments(PARSE_ARGV 2 arg "BASELINE;TYPES" "" "SOURCES;LIBRARIES;OPTIONS")
  vitrine_executable(${target} SOURCES ${arg_SOURCES} LIBRARIES ${arg_LIBRARIES} embind)
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_compile_options(${target} PRIVATE -fno-exceptions)
  cmake_path(GET file PARENT_PATH folder)
  cmake_path(GET file STEM name)
  file(MAKE_DIRECTORY "${folder}")
  set_target_properties(${target} PROPERTIES OUTPUT_NAME "${name}" SUFFIX .js
                        RUNTIME_OUTPUT_DIRECTORY "${folder}" VITRINE_BASELINE "${arg_BASELINE}")
  if(arg_TYPES)
    target_link_options(${target} PRIVATE --emit-tsd ${name}.d.ts)
  endif()
  target_link_options(
    ${target}
    PRIVATE
      ${arg_OPTIONS}
      -O3
      -fno-exceptions
      --no-entry  # A library: there is no main().
      -sMODULARIZE  # A loader function instead of globals...
      -sEXPORT_ES6  # ...exported from an ES module.
      # Our loader hands over the compiled module, so Node needs no code of its own here.
      -sENVIRONMENT=web,worker
      -sDYNAMIC_EXECUTION=0  # No eval: works under a strict Content-Security-Policy.
      -sFILESYSTEM=0  # Nothing below the bindings knows files.
      -sALLOW_MEMORY_GROWTH  # A catalogue's size is not known beforehand.
      -sMAXIMUM_MEMORY=2GB  # Pointers stay positive as JavaScript numbers.
      -sSTACK_SIZE=256KB  # The default of 64 KB is tight for JSON and layout.
      -sWASM_BIGINT  # 64-bit integers need no legalising wrappers.
      # The only settings our loader passes; the code of the others is left out.
      -sINCOMING_MODULE_JS_API=instantiateWasm,onAbort
      # The oldest browsers with wasm SIMD, or as old without it; no workarounds for older ones.
      -sMIN_CHROME_VERSION=91
      -sMIN_FIREFOX_VERSION=89
      -sMIN_SAFARI_VERSION=160400)
  # Emscripten leaves the names in its JavaScript as they are; this takes a third off the download.
  find_program(VITRINE_TERSER terser HINTS "${PROJECT_SOURCE_DIR}/node_modules/.bin"
               NO_CMAKE_FIND_ROOT_PATH REQUIRED)
  add_custom_command(
    TARGET ${target}
    POST_BUILD
    COMMAND "${VITRINE_TERSER}" "${file}" --module --compress --mangle --output "${file}"
    VERBATIM)
endfunction()
