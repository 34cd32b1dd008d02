#include "app/desktop.h"

#include "app/localhosting.h"
#include "app/terminationsignals.h"
#include "app/windowsettings.h"
#include "client/hostfinder.h"
#include "client/hostsearch.h"
#include "client/hostwatch.h"
#include "client/servicebrowser.h"
#include "client/session.h"
#include "protocol/clock.h"
#include "ui/attention/attention.h"
#include "ui/mainwindow.h"
#include "ui/start/joinform.h"
#include "ui/start/startpage.h"
#include "ui/widgets/scrollareaaccess.h"

#include <QApplication>
#include <QDir>
#include <QSettings>
#include <QThreadPool>

namespace courtyard {

static Settings settingsIn(const QString &file)
{
    QSettings store(file, QSettings::IniFormat);
    return readSettings(store);
}

int runDesktop(QApplication &application, const Options &options)
{
    answerScreenReadersOfScrollAreas();
    QGuiApplication::setApplicationDisplayName(QString()); // the title names the place first, then Courtyard
    QGuiApplication::setDesktopFileName(QStringLiteral("org.courtyard.Courtyard"));
    QApplication::setQuitOnLastWindowClosed(false); // the window says when, also with a dialog open beside it
    const QString folder = QDir(options.dataFolder).filePath(QStringLiteral("client"));
    const QString settingsFile = QDir(folder).filePath(QStringLiteral("window.ini"));
    const Settings settings = withOptions(settingsIn(settingsFile), options);

    // In this order they end the other way round: window, session, then the host (STYLE, Quassel).
    const SystemClock clock;
    Theme theme(application, settings.mode);
    LocalHosting hosting(options);
    HostFinder finder;
    HostWatch watch(finder);
    HostSearch search;
    QObject::connect(&search, &HostSearch::hostFound, &watch,
                     [&watch](const About &about, const Invitation &way) {
                         watch.tell(about, way);
                         watch.add(way, HostWatch::Keep::WhileItAnswers);
                     });
    const std::unique_ptr<ServiceBrowser> browser = ServiceBrowser::make();
    QObject::connect(browser.get(), &ServiceBrowser::found, &watch,
                     [&watch](const Invitation &way) { watch.add(way, HostWatch::Keep::UntilRemoved); });
    QObject::connect(browser.get(), &ServiceBrowser::lost, &watch, &HostWatch::remove);
    SessionConfig config;
    config.dataFolder = folder;
    config.client = QStringLiteral("courtyard-desktop/" COURTYARD_VERSION);
    config.whereIs = [&finder](const HostKey &host) { return finder.waysTo(host); };
    Session session(config, clock);
    QObject::connect(&finder, &HostFinder::wayFound, &session, &Session::hostSeen);
    MainWindow window(session, hosting, theme, settings);
    const Attention attention(session, window, Notifier::make());
    window.startPage()->joinForm()->showFound(finder);
    window.startPage()->joinForm()->offerSearch(search);
    const TerminationSignals signalsOfTheSystem;
    QThreadPool disk; // settings are put on it in their order; the window does not wait for it
    disk.setMaxThreadCount(1);

    QObject::connect(&window, &MainWindow::settingsChanged, &application,
                     [&disk, settingsFile](const Settings &changed) {
                         disk.start([settingsFile, changed] {
                             QSettings store(settingsFile, QSettings::IniFormat);
                             writeSettings(store, changed);
                         });
                     });
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
