// The application of a test of the windows: one theme, light, made before the first window.
#pragma once

#include "ui/theme/theme.h"

#include <QApplication>
#include <QTest>

namespace courtyard::test {

template <typename Test>
int runThemed(int argc, char **argv, Theme::Mode mode = Theme::Mode::Light)
{
    QApplication application(argc, argv);
    Theme theme(application, mode);
    Test test(theme);
    return QTest::qExec(&test, argc, argv);
}

} // namespace courtyard::test
