find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # ccache's manual, "Precompiled headers"
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()

# A hundred test executables take GNU ld minutes of processor time, and lld seconds.
find_program(LLD_PROGRAM ld.lld)
if(BUILD_TESTING AND LLD_PROGRAM AND CMAKE_SYSTEM_NAME STREQUAL "Linux")
    add_link_options(-fuse-ld=lld)
endif()

# One INTERFACE target carries the language level, warnings and sanitizers of everything that we compile.
add_library(courtyard_flags INTERFACE)
target_compile_features(courtyard_flags INTERFACE cxx_std_20)
target_include_directories(courtyard_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(courtyard_flags INTERFACE
    COURTYARD_VERSION="${PROJECT_VERSION}"
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
    QT_NO_FOREACH QT_NO_KEYWORDS QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_USE_QSTRINGBUILDER
    QT_DISABLE_DEPRECATED_BEFORE=0x060400)
if(MSVC)
    target_compile_options(courtyard_flags INTERFACE /W4 /utf-8 /permissive- $<$<BOOL:${COURTYARD_WARNINGS_AS_ERRORS}>:/WX>)
else()
    target_compile_options(courtyard_flags INTERFACE
        -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough
        $<$<BOOL:${COURTYARD_WARNINGS_AS_ERRORS}>:-Werror>)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(courtyard_flags INTERFACE -fpch-preprocess) # as ccache asks for
endif()
if(COURTYARD_SANITIZERS)
    target_compile_options(courtyard_flags INTERFACE -fsanitize=${COURTYARD_SANITIZERS} -fno-omit-frame-pointer)
    target_link_options(courtyard_flags INTERFACE -fsanitize=${COURTYARD_SANITIZERS})
endif()

include(cmake/PrecompiledHeaders.cmake)

# courtyard_library(<name> <Alias> SOURCES … LINK …): a static library of one folder, with its alias Courtyard::<Alias>.
# What a folder may include is what it links: that is how the arrows of ARCHITECTURE.md are kept.
function(courtyard_library name alias)
    cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
    qt_add_library(${name} STATIC ${ARG_SOURCES})
    add_library(Courtyard::${alias} ALIAS ${name})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PUBLIC courtyard_flags ${ARG_LINK})
    courtyard_precompile(${name})
endfunction()
