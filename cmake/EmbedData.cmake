# dateline_embed(TARGET FILE...)
#
# Compiles data files into TARGET. `countries.tsv` becomes `std::string_view dateline::data::countries_tsv()`,
# declared in the generated header "data/countries_tsv.h". The assembler copies the bytes, so megabytes cost
# no compile time; a change of the file rebuilds the object.
function(dateline_embed target)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  foreach(file IN LISTS ARGN)
    get_filename_component(path ${file} ABSOLUTE)
    get_filename_component(name ${file} NAME)
    string(REGEX REPLACE "[^a-z0-9]" "_" symbol ${name})
    configure_file(${PROJECT_SOURCE_DIR}/cmake/embedded.h.in ${out}/data/${symbol}.h @ONLY)
    configure_file(${PROJECT_SOURCE_DIR}/cmake/embedded.cpp.in ${out}/${symbol}.cpp @ONLY)
    set_source_files_properties(${out}/${symbol}.cpp PROPERTIES OBJECT_DEPENDS ${path})
    target_sources(${target} PRIVATE ${out}/${symbol}.cpp)
  endforeach()
  target_include_directories(${target} PUBLIC ${out})
endfunction()
