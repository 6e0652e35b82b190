# SPDX-License-Identifier: Apache-2.0
# What a build can be asked for, and the defaults of CMake's own settings. The presets set these.

set(VITRINE_SANITIZE "" CACHE STRING "Sanitizers to build with, as in -fsanitize=: address,undefined")
option(VITRINE_FUZZ "Build the fuzz targets (needs Clang)" OFF)
option(VITRINE_TESTS "Build the tests" ${PROJECT_IS_TOP_LEVEL})
option(VITRINE_WERROR "Treat warnings as errors" ${PROJECT_IS_TOP_LEVEL})
option(VITRINE_CCACHE "Compile through ccache where it is installed" ON)

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_C_STANDARD 11)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()

if(VITRINE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(VITRINE_CCACHE_PROGRAM ccache)
  if(VITRINE_CCACHE_PROGRAM)
    set(CMAKE_C_COMPILER_LAUNCHER "${VITRINE_CCACHE_PROGRAM}")
    set(CMAKE_CXX_COMPILER_LAUNCHER "${VITRINE_CCACHE_PROGRAM}")
  endif()
endif()
