// Puts the words of one language to use in this process. GUI thread, or main headless; before the first
// window.
#pragma once

#include <QLocale>

class QCoreApplication;

namespace courtyard {

/// Installs translators for the first of the locale's languages that there are words in, English where there
/// are none; they belong to the application. Answers the language that it became: its textDirection() is for
/// the windows to take.
QLocale installTranslations(QCoreApplication &application, const QLocale &locale);

} // namespace courtyard
