# dateline_room(NAME SOURCES ... LIBRARIES ...)
#
# One folder below lib/src as an object library `dateline_NAME`. The rooms together make the library
# `dateline`; the unit tests of a room link only the rooms that it stands on, so that a dependency
# that points the wrong way does not link.
function(dateline_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;LIBRARIES" ${ARGN})
  set(target dateline_${name})
  add_library(${target} OBJECT ${ROOM_SOURCES})
  target_include_directories(${target} PUBLIC
    ${PROJECT_SOURCE_DIR}/lib/include ${PROJECT_SOURCE_DIR}/lib/src)
  target_compile_definitions(${target} PUBLIC DATELINE_VERSION="${PROJECT_VERSION}")
  target_link_libraries(${target} PUBLIC ${ROOM_LIBRARIES})
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  set_property(GLOBAL APPEND PROPERTY DATELINE_ROOMS ${target})
  set_property(GLOBAL APPEND PROPERTY DATELINE_ROOM_LIBRARIES ${ROOM_LIBRARIES})
endfunction()
