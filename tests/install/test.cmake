# SPDX-License-Identifier: Apache-2.0
# cmake -D BUILD=... -D SOURCE=... -D COMPILER=... -D VERSION=... -P test.cmake: installs the portable library, moves
# what was installed, and builds and runs a program against it that knows nothing of this repository.

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE output ERROR_VARIABLE output)
  set(status ${status} PARENT_SCOPE)
  set(output "${output}" PARENT_SCOPE)
endfunction()

function(run_or_stop)
  run(${ARGN})
  if(NOT status EQUAL 0)
    message(FATAL_ERROR "${ARGN}\nended with ${status}:\n${output}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

set(work "${BUILD}/install-test")
file(REMOVE_RECURSE "${work}")
file(MAKE_DIRECTORY "${work}")
run_or_stop("${CMAKE_COMMAND}" --install "${BUILD}" --component vitrine --prefix "${work}/first")
file(RENAME "${work}/first" "${work}/prefix")

# Nothing of it may lead back to where it was built.
file(GLOB_RECURSE described "${work}/prefix/lib/cmake/*")
foreach(file IN LISTS described)
  file(READ "${file}" text)
  foreach(folder IN ITEMS "${BUILD}" "${SOURCE}" "${work}/first")
    string(FIND "${text}" "${folder}" place)
    if(NOT place EQUAL -1)
      message(FATAL_ERROR "${file} names ${folder}")
    endif()
  endforeach()
endforeach()

foreach(licence IN ITEMS "LICENSE|Apache License" "THIRD-PARTY-NOTICES.md|Mozilla Public License"
                         "THIRD-PARTY-NOTICES.md|Milo Yip" "THIRD-PARTY-NOTICES.md|stb_image")
  string(REPLACE "|" ";" licence "${licence}")
  list(GET licence 0 name)
  list(GET licence 1 words)
  file(READ "${work}/prefix/share/doc/vitrine/${name}" text)
  if(NOT text MATCHES "${words}")
    message(FATAL_ERROR "The installed ${name} does not have '${words}'")
  endif()
endforeach()

file(COPY "${SOURCE}/tests/install/CMakeLists.txt" "${SOURCE}/tests/install/main.cpp"
     DESTINATION "${work}/picks")
set(configure "${CMAKE_COMMAND}" -G Ninja -S "${work}/picks" -B "${work}/build"
              "-DCMAKE_CXX_COMPILER=${COMPILER}" -DCMAKE_BUILD_TYPE=Release
              "-DCMAKE_PREFIX_PATH=${work}/prefix")
run_or_stop(${configure})
run_or_stop("${CMAKE_COMMAND}" --build "${work}/build")

set(feed "${SOURCE}/web-demo/catalogue/feed.json")
file(WRITE "${work}/events.json"
     [=[{"event": "view_item", "ecommerce": {"items": [{"item_id": "vas-moon-bone"}]}}]=])
run_or_stop("${work}/build/picks" "${feed}" "${work}/events.json")
if(NOT output MATCHES "Because you viewed Moon jar")
  message(FATAL_ERROR "The picks are not what the shopper's view asks for:\n${output}")
endif()
run("${work}/build/picks")
if(NOT status EQUAL 2 OR NOT output MATCHES "Vitrine ${VERSION}\\)")
  message(FATAL_ERROR "Without arguments it ended with ${status}: ${output}")
endif()
run("${work}/build/picks" "${work}/events.json" "${work}/events.json")
if(NOT status EQUAL 1)
  message(FATAL_ERROR "Events for a feed: it ended with ${status}: ${output}")
endif()

# Another minor version, and a part that there is not, are refused.
foreach(pair IN ITEMS "vitrine 0.1|vitrine 99.0" "COMPONENTS catalog|COMPONENTS companion")
  string(REPLACE "|" ";" pair "${pair}")
  list(GET pair 0 before)
  list(GET pair 1 after)
  file(READ "${SOURCE}/tests/install/CMakeLists.txt" text)
  string(REPLACE "${before}" "${after}" text "${text}")
  file(WRITE "${work}/picks/CMakeLists.txt" "${text}")
  file(REMOVE_RECURSE "${work}/build")
  run(${configure})
  if(status EQUAL 0)
    message(FATAL_ERROR "'${after}' was found")
  endif()
endforeach()
