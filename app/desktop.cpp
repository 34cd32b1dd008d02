#include "app/desktop.h"

#include "app/localhosting.h"
#include "app/terminationsignals.h"
#include "app/windowsettings.h"
#include "client/hostfinder.h"
#include "client/session.h"
#include "protocol/clock.h"
#include "ui/mainwindow.h"
#include "ui/start/joinform.h"
#include "ui/start/startpage.h"

#include <QApplication>
#include <QDir>
#include <QSettings>

namespace courtyard {

int runDesktop(QApplication &application, const Options &options)
{
    QGuiApplication::setApplicationDisplayName(QString()); // the title names the place first, then Courtyard
    QGuiApplication::setDesktopFileName(QStringLiteral("org.courtyard.Courtyard"));
    QApplication::setQuitOnLastWindowClosed(false); // the window says when, also with a dialog open beside it
    const QString folder = QDir(options.dataFolder).filePath(QStringLiteral("client"));
    QSettings store(QDir(folder).filePath(QStringLiteral("window.ini")), QSettings::IniFormat);
    const Settings settings = withOptions(readSettings(store), options);

    // In this order they end the other way round: window, session, then the host (STYLE, Quassel).
    const SystemClock clock;
    Theme theme(application, settings.mode);
    LocalHosting hosting(options);
    const HostFinder finder;
    SessionConfig config;
    config.dataFolder = folder;
    config.client = QStringLiteral("courtyard-desktop/" COURTYARD_VERSION);
    config.whereIs = [&finder](const HostId &host) { return finder.waysTo(host); };
    Session session(config, clock);
    QObject::connect(&finder, &HostFinder::wayFound, &session, &Session::hostSeen);
    MainWindow window(session, hosting, theme, settings);
    window.startPage()->joinForm()->showFound(finder);
    const TerminationSignals signalsOfTheSystem;

    QObject::connect(&window, &MainWindow::settingsChanged, &application,
                     [&store](const Settings &changed) { writeSettings(store, changed); });
    QObject::connect(&window, &MainWindow::closed, &application,
                     [] { QCoreApplication::exit(int(ExitCode::Ended)); });
    QObject::connect(&signalsOfTheSystem, &TerminationSignals::asked, &application,
                     [] { QCoreApplication::exit(int(ExitCode::Ended)); });
    window.show();
    if (options.join) {
        Invitation invitation = *options.join;
        if (!options.room.isEmpty())
            invitation.room = options.room;
        QMetaObject::invokeMethod(
            &window, [&window, invitation] { window.joinNow(invitation); }, Qt::QueuedConnection);
    } else if (options.host) {
        QMetaObject::invokeMethod(&window, &MainWindow::hostNow, Qt::QueuedConnection);
    }
    const int code = QCoreApplication::exec();
    session.close(); // we go first, the host closes in order after us
    return code;
}

} // namespace courtyard
