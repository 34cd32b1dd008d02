// Where the window's settings lie between two runs: a small file in the data folder (STYLE 7: read in app
// only).
#pragma once

#include "app/commandline.h"
#include "ui/settings.h"

class QSettings;

namespace courtyard {

Settings readSettings(QSettings &store);
void writeSettings(QSettings &store, const Settings &settings);
/// What the command line says goes before what is remembered.
Settings withOptions(Settings settings, const Options &options);

} // namespace courtyard
