install(TARGETS courtyard RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES ${CMAKE_CURRENT_LIST_DIR}/org.courtyard.Courtyard.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/org.courtyard.Courtyard.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${PROJECT_SOURCE_DIR}/resources/icons/courtyard.svg RENAME org.courtyard.Courtyard.svg
    DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
install(FILES ${CMAKE_CURRENT_LIST_DIR}/courtyard.service DESTINATION lib/systemd/system)

# Debian wants the manual page and the changelog compressed, without a time in them.
find_program(GZIP_PROGRAM gzip)
if(GZIP_PROGRAM)
    set(manual_page ${CMAKE_CURRENT_BINARY_DIR}/courtyard.1.gz)
    set(changelog ${CMAKE_CURRENT_BINARY_DIR}/changelog.gz)
    configure_file(${CMAKE_CURRENT_LIST_DIR}/changelog.in changelog @ONLY)
    execute_process(COMMAND ${GZIP_PROGRAM} --best --no-name --stdout ${CMAKE_CURRENT_LIST_DIR}/courtyard.1
        OUTPUT_FILE ${manual_page} COMMAND_ERROR_IS_FATAL ANY)
    execute_process(COMMAND ${GZIP_PROGRAM} --best --no-name --stdout ${CMAKE_CURRENT_BINARY_DIR}/changelog
        OUTPUT_FILE ${changelog} COMMAND_ERROR_IS_FATAL ANY)
    install(FILES ${manual_page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
    install(FILES ${changelog} DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/courtyard)
endif()
install(FILES ${CMAKE_CURRENT_LIST_DIR}/copyright DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/courtyard)

set(CPACK_GENERATOR DEB)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What is loaded while running is not seen by shlibdeps: SQLite's driver, and the SVG icons of the window.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libqt6sql6-sqlite, libqt6svg6, qt6-image-formats-plugins")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "avahi-daemon, network-manager")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-noto-core, fonts-noto-color-emoji")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
