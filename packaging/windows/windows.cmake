# Windows: the executable with the Qt it needs (windeployqt, through Qt's deployment script), as an installer (NSIS) and a .zip.
enable_language(RC)
target_sources(courtyard PRIVATE ${CMAKE_CURRENT_LIST_DIR}/courtyard.rc)
# No console window beside ours. `courtyard --host --headless | more` still shows what is written.
set_target_properties(courtyard PROPERTIES WIN32_EXECUTABLE ON)

install(TARGETS courtyard RUNTIME DESTINATION .)
qt_generate_deploy_app_script(TARGET courtyard FILENAME_VARIABLE deploy_script NO_UNSUPPORTED_PLATFORM_ERROR)
install(SCRIPT ${deploy_script})

set(CPACK_GENERATOR NSIS ZIP)
set(CPACK_PACKAGE_INSTALL_DIRECTORY Courtyard)
set(CPACK_NSIS_DISPLAY_NAME Courtyard)
set(CPACK_NSIS_MUI_ICON ${CMAKE_CURRENT_LIST_DIR}/courtyard.ico)
set(CPACK_NSIS_INSTALLED_ICON_NAME courtyard.exe)
set(CPACK_NSIS_ENABLE_UNINSTALL_BEFORE_INSTALL ON)
# Others can reach a host only when the firewall lets them in; the rule goes with the program.
set(CPACK_NSIS_EXTRA_INSTALL_COMMANDS
    [[nsExec::Exec 'netsh advfirewall firewall add rule name="Courtyard" dir=in action=allow program="$INSTDIR\courtyard.exe" profile=private,domain']])
set(CPACK_NSIS_EXTRA_UNINSTALL_COMMANDS [[nsExec::Exec 'netsh advfirewall firewall delete rule name="Courtyard"']])
