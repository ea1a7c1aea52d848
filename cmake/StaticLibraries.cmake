# dateline_link_statically(TARGET)
#
# Loading ICU, Boost.Locale and what they need takes a program a third of the time of one search. Where
# the archives lie beside the shared libraries, the program takes them instead; a shared library of
# which nothing is left to take is then not loaded. ICU's data make it 30 MB larger. Xapian has no
# archive in Debian, and so the C++ library stays shared.
option(DATELINE_STATIC_ICU
  "Link ICU and Boost.Locale into query-tool, at a fixed address: it starts faster then" ON)

# The archives named in the folder of a library, an empty list if one is missing.
function(dateline_archives_beside library out)
  get_filename_component(folder "${library}" DIRECTORY)
  set(found)
  foreach(name IN LISTS ARGN)
    if(NOT EXISTS ${folder}/lib${name}.a)
      set(${out} "" PARENT_SCOPE)
      return()
    endif()
    list(APPEND found ${folder}/lib${name}.a)
  endforeach()
  set(${out} ${found} PARENT_SCOPE)
endfunction()

# The file of an imported library, whatever configuration it is known for.
function(dateline_location_of library out)
  foreach(property IMPORTED_LOCATION IMPORTED_LOCATION_RELEASE IMPORTED_LOCATION_NONE)
    get_target_property(location ${library} ${property})
    if(location)
      break()
    endif()
  endforeach()
  set(${out} "${location}" PARENT_SCOPE)
endfunction()

function(dateline_link_statically target)
  if(NOT DATELINE_STATIC_ICU)
    return()
  endif()
  dateline_location_of(Boost::locale boost_library)
  dateline_location_of(ICU::uc icu_library)
  dateline_archives_beside("${boost_library}" boost
    boost_locale boost_thread boost_chrono boost_system)
  dateline_archives_beside("${icu_library}" icu icui18n icuuc icudata)
  if(NOT boost OR NOT icu)
    message(STATUS "${target}: ICU and Boost.Locale are loaded when it starts: no archives of them")
    return()
  endif()
  dateline_archives_beside("${XXHASH_LINK_LIBRARIES}" xxhash xxhash)
  dateline_archives_beside("${ZSTD_LINK_LIBRARIES}" zstd zstd)
  target_link_libraries(${target} PRIVATE ${boost} ${icu} ${xxhash} ${zstd})
  target_link_options(${target} PRIVATE -Wl,--as-needed)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # At a fixed address nothing of the program has to be moved when it starts, and the C++ library's
    # own names, which are most of those that are looked up then, are found in the first library.
    target_link_options(${target} PRIVATE
      -no-pie -Wl,--push-state,--no-as-needed -lstdc++ -Wl,--pop-state)
  endif()
endfunction()
