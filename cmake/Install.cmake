# What `cmake --install` puts where: the library with its headers and the files by which CMake and
# pkg-config find it, the programs under their installed names, the man pages.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(DATELINE_CMAKE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/dateline)

install(TARGETS dateline EXPORT dateline-targets)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/lib/include/dateline
  DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(EXPORT dateline-targets NAMESPACE dateline:: DESTINATION ${DATELINE_CMAKE_DIR})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

# Whoever links a static library links what stands behind it too; behind a shared one it is hidden.
get_target_property(dateline_type dateline TYPE)
set(DATELINE_NEEDS "xapian-core >= 1.4.18, icu-uc, icu-i18n, fmt, libarchive, simdjson, libxxhash, libzstd, zlib")
set(DATELINE_NEEDED_LIBS "-lboost_locale -lcld2 -pthread")
if(dateline_type STREQUAL "STATIC_LIBRARY")
  set(DATELINE_IS_STATIC ON)
  set(DATELINE_PC_REQUIRES "Requires")
  set(DATELINE_PC_LIBS "Libs: -L\${libdir} -ldateline ${DATELINE_NEEDED_LIBS}")
else()
  set(DATELINE_IS_STATIC OFF)
  set(DATELINE_PC_REQUIRES "Requires.private")
  set(DATELINE_PC_LIBS "Libs: -L\${libdir} -ldateline\nLibs.private: ${DATELINE_NEEDED_LIBS}")
endif()

configure_package_config_file(
  ${PROJECT_SOURCE_DIR}/cmake/dateline-config.cmake.in ${PROJECT_BINARY_DIR}/dateline-config.cmake
  INSTALL_DESTINATION ${DATELINE_CMAKE_DIR})
write_basic_package_version_file(
  ${PROJECT_BINARY_DIR}/dateline-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/dateline-config.cmake ${PROJECT_SOURCE_DIR}/cmake/FindCLD2.cmake
  ${PROJECT_BINARY_DIR}/dateline-config-version.cmake
  DESTINATION ${DATELINE_CMAKE_DIR})

configure_file(${PROJECT_SOURCE_DIR}/cmake/dateline.pc.in ${PROJECT_BINARY_DIR}/dateline.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/dateline.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

if(DATELINE_BUILD_PROGRAMS)
  foreach(program indexer query-tool)
    # Right for the build tree and the installed one, so that the file can be copied as it is. Without
    # a shared library to find, each start would only look for the others in forty wrong folders.
    set_target_properties(${program} PROPERTIES BUILD_WITH_INSTALL_RPATH ON)
    if(BUILD_SHARED_LIBS)
      set_target_properties(${program} PROPERTIES
        INSTALL_RPATH "$ORIGIN/../lib;$ORIGIN/../${CMAKE_INSTALL_LIBDIR}")
    endif()
    install(PROGRAMS $<TARGET_FILE:${program}>
      DESTINATION ${CMAKE_INSTALL_BINDIR} RENAME dateline-${program})
    install(FILES ${PROJECT_SOURCE_DIR}/docs/man/dateline-${program}.1
      DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  endforeach()
endif()
