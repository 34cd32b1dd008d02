# macOS: a bundle with the Qt it needs (macdeployqt, through Qt's deployment script), in a .dmg. Not signed.
target_sources(courtyard PRIVATE ${CMAKE_CURRENT_LIST_DIR}/courtyard.icns)
set_source_files_properties(${CMAKE_CURRENT_LIST_DIR}/courtyard.icns
    TARGET_DIRECTORY courtyard PROPERTIES MACOSX_PACKAGE_LOCATION Resources)
set_target_properties(courtyard PROPERTIES
    MACOSX_BUNDLE ON
    MACOSX_BUNDLE_INFO_PLIST ${CMAKE_CURRENT_LIST_DIR}/Info.plist.in
    MACOSX_BUNDLE_BUNDLE_NAME Courtyard
    MACOSX_BUNDLE_GUI_IDENTIFIER org.courtyard.Courtyard
    MACOSX_BUNDLE_BUNDLE_VERSION ${PROJECT_VERSION}
    MACOSX_BUNDLE_SHORT_VERSION_STRING ${PROJECT_VERSION}
    MACOSX_BUNDLE_ICON_FILE courtyard.icns)

install(TARGETS courtyard BUNDLE DESTINATION .)
qt_generate_deploy_app_script(TARGET courtyard FILENAME_VARIABLE deploy_script NO_UNSUPPORTED_PLATFORM_ERROR)
install(SCRIPT ${deploy_script})

set(CPACK_GENERATOR DragNDrop)
set(CPACK_DMG_VOLUME_NAME Courtyard)
