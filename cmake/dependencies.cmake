# SPDX-License-Identifier: Apache-2.0
# Third-party libraries, under one name each for every preset. Natively they are Debian's packages; in
# wasm they are links to the same packages' headers (`./dev setup` makes them: the host's /usr/include
# must never be on Emscripten's path) and Expat, compiled here from Debian's source package. RapidJSON's
# headers are fetched by `./dev setup` for both.
#
#   third_party::highway    SIMD, chosen at run time natively and fixed in wasm
#   third_party::eigen      linear algebra
#   third_party::rapidjson  JSON
#   third_party::stb        picture decoding
#   third_party::expat      XML
#   native only: third_party::harfbuzz, third_party::freetype, third_party::turbojpeg,
#                third_party::webp, third_party::avif, third_party::onnxruntime, CLI11::CLI11
#   tests only:  third_party::lcms, third_party::webpmux, GTest::gmock_main

set(tools "${PROJECT_SOURCE_DIR}/build/tools")
if(DEFINED ENV{VITRINE_TOOLS})
  set(tools "$ENV{VITRINE_TOOLS}")
endif()
set(VITRINE_TOOLS "${tools}" CACHE PATH "Where ./dev setup put its tools")
if(NOT EXISTS "${VITRINE_TOOLS}/rapidjson")
  message(FATAL_ERROR "No RapidJSON in ${VITRINE_TOOLS}: run ./dev setup first.")
endif()
add_library(third_party_rapidjson INTERFACE)
add_library(third_party::rapidjson ALIAS third_party_rapidjson)
target_include_directories(third_party_rapidjson SYSTEM INTERFACE "${VITRINE_TOOLS}/rapidjson")

if(EMSCRIPTEN)
  if(NOT EXISTS "${VITRINE_TOOLS}/include-wasm" OR NOT EXISTS "${VITRINE_TOOLS}/expat")
    message(FATAL_ERROR "No third-party sources for wasm in ${VITRINE_TOOLS}: run ./dev setup first.")
  endif()
  foreach(name IN ITEMS highway eigen stb)
    add_library(third_party_${name} INTERFACE)
    add_library(third_party::${name} ALIAS third_party_${name})
    target_include_directories(third_party_${name} SYSTEM
                               INTERFACE "${VITRINE_TOOLS}/include-wasm/${name}")
  endforeach()
  # One instruction set in wasm, so no run-time dispatch (and no libhwy).
  target_compile_definitions(third_party_highway INTERFACE HWY_COMPILE_ONLY_STATIC)

  set(expat "${VITRINE_TOOLS}/expat/lib")
  add_library(third_party_expat STATIC "${expat}/xmlparse.c" "${expat}/xmlrole.c"
                                       "${expat}/xmltok.c")
  add_library(third_party::expat ALIAS third_party_expat)
  target_include_directories(third_party_expat SYSTEM PUBLIC "${expat}"
                             PRIVATE "${PROJECT_SOURCE_DIR}/cmake/expat")
  target_compile_definitions(third_party_expat PUBLIC XML_STATIC)
  target_compile_options(third_party_expat PRIVATE -w)
  return()
endif()

find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(EXPAT REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(highway REQUIRED IMPORTED_TARGET libhwy)
find_path(VITRINE_STB_INCLUDE stb_image.h PATH_SUFFIXES stb REQUIRED)

add_library(third_party::highway ALIAS PkgConfig::highway)
add_library(third_party::eigen ALIAS Eigen3::Eigen)
add_library(third_party::expat ALIAS EXPAT::EXPAT)
add_library(third_party_stb INTERFACE)
add_library(third_party::stb ALIAS third_party_stb)
target_include_directories(third_party_stb SYSTEM INTERFACE "${VITRINE_STB_INCLUDE}")

pkg_check_modules(harfbuzz REQUIRED IMPORTED_TARGET harfbuzz)
pkg_check_modules(freetype REQUIRED IMPORTED_TARGET freetype2)
add_library(third_party::harfbuzz ALIAS PkgConfig::harfbuzz)
add_library(third_party::freetype ALIAS PkgConfig::freetype)
pkg_check_modules(turbojpeg REQUIRED IMPORTED_TARGET libturbojpeg)
pkg_check_modules(webp REQUIRED IMPORTED_TARGET libwebp libwebpdemux)
pkg_check_modules(avif REQUIRED IMPORTED_TARGET libavif)
add_library(third_party::turbojpeg ALIAS PkgConfig::turbojpeg)
add_library(third_party::webp ALIAS PkgConfig::webp)
add_library(third_party::avif ALIAS PkgConfig::avif)
find_path(VITRINE_ONNXRUNTIME_INCLUDE onnxruntime_cxx_api.h PATHS "${VITRINE_TOOLS}/onnxruntime/include"
          PATH_SUFFIXES onnxruntime REQUIRED)
find_library(VITRINE_ONNXRUNTIME NAMES onnxruntime libonnxruntime.so.1
             PATHS "${VITRINE_TOOLS}/onnxruntime/lib" REQUIRED)
add_library(third_party_onnxruntime INTERFACE)
add_library(third_party::onnxruntime ALIAS third_party_onnxruntime)
target_include_directories(third_party_onnxruntime SYSTEM INTERFACE "${VITRINE_ONNXRUNTIME_INCLUDE}")
target_link_libraries(third_party_onnxruntime INTERFACE "${VITRINE_ONNXRUNTIME}")
find_package(CLI11 REQUIRED)
if(VITRINE_TESTS)
  find_package(GTest REQUIRED)
  # Writers of what the decoders read, and the reference for their colours.
  pkg_check_modules(webpmux REQUIRED IMPORTED_TARGET libwebpmux)
  pkg_check_modules(lcms REQUIRED IMPORTED_TARGET lcms2)
  add_library(third_party::webpmux ALIAS PkgConfig::webpmux)
  add_library(third_party::lcms ALIAS PkgConfig::lcms)
endif()
