# Half of a compiler's time here goes into the same headers of Qt and the standard library. They are read once, by one target,
# and everything else that we compile begins with what came of it. All of them are of QtCore, so no folder sees more than it may
# include; that each file still includes what it needs shows in a build with the option off.
option(COURTYARD_PRECOMPILED_HEADERS "Read the headers that everything includes once" ON)
if(NOT COURTYARD_PRECOMPILED_HEADERS)
    function(courtyard_precompile target)
    endfunction()
    return()
endif()

file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/precompiled.cpp CONTENT "// Only its precompiled headers are wanted.\n")
add_library(courtyard_precompiled STATIC ${PROJECT_BINARY_DIR}/precompiled.cpp)
target_link_libraries(courtyard_precompiled PRIVATE courtyard_flags Qt6::Core)
target_precompile_headers(courtyard_precompiled PRIVATE
    <QByteArray> <QDateTime> <QHash> <QJsonObject> <QList> <QObject> <QString> <QStringList> <QTimer> <QVariant>
    <algorithm> <chrono> <functional> <map> <memory> <optional> <set> <string> <variant> <vector>)

# courtyard_precompile(<target>): for every target that links courtyard_flags and Qt6::Core.
function(courtyard_precompile target)
    target_precompile_headers(${target} REUSE_FROM courtyard_precompiled)
endfunction()
