# dateline_know_analyser(TARGET)
#
# For a program that is run for one question: links it so that it starts quickly, and tells it at build
# time what its analyser does (lib/src/text/known_analyser.h), which costs more to find out than the
# answer. `describe-analyser` finds it out; it is linked as the program is, so that the same code runs.
# Where it cannot be run, in a cross build without an emulator, the program finds out by itself.
include(StaticLibraries)

function(dateline_know_analyser target)
  dateline_link_statically(${target})
  if(CMAKE_CROSSCOMPILING AND NOT CMAKE_CROSSCOMPILING_EMULATOR)
    return()
  endif()
  if(NOT TARGET describe-analyser)
    add_executable(describe-analyser ${PROJECT_SOURCE_DIR}/lib/src/text/describe_analyser.cpp)
    target_link_libraries(describe-analyser PRIVATE dateline_text dateline_base)
    dateline_link_statically(describe-analyser)
  endif()
  set(known ${CMAKE_CURRENT_BINARY_DIR}/known_analyser_of_${target}.cpp)
  add_custom_command(OUTPUT ${known} COMMAND describe-analyser ${known} DEPENDS describe-analyser
    COMMENT "Finding out what the analyser of ${target} does" VERBATIM)
  target_sources(${target} PRIVATE ${known})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/lib/src)
endfunction()
