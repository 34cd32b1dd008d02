#include "app/commandline.h"
#include "app/desktop.h"
#include "app/headless.h"
#include "server/store/database.h"
#include "translations/translations.h"

#include <QApplication>

#include <cstdio>

using namespace courtyard;

namespace {

struct Main {
    Q_DECLARE_TR_FUNCTIONS(courtyard::Main)
};

QStringList argumentsFrom(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return arguments;
}

// Qt ends the process itself, with a page of words, where it finds no display.
bool hasDisplay()
{
#ifdef Q_OS_LINUX
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY")
        || qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

void print(std::FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream);
}

ExitCode refuse(const QString &why)
{
    print(stderr, QStringLiteral("courtyard: ") + why + QLatin1Char('\n'));
    return ExitCode::WrongArguments;
}

/// The language that the words are in.
QLocale introduce(QCoreApplication &application)
{
    QCoreApplication::setApplicationName(QStringLiteral("courtyard"));
    QCoreApplication::setApplicationVersion(QStringLiteral(COURTYARD_VERSION));
    return installTranslations(application, QLocale());
}

int runWithoutWindow(QCoreApplication &application, const QStringList &arguments)
{
    const auto parsed = parseCommandLine(arguments); // again: now there are words in the person's language
    if (const auto *wrong = std::get_if<WrongArguments>(&parsed))
        return int(refuse(wrong->text));
    if (const auto *text = std::get_if<PrintAndExit>(&parsed)) {
        print(stdout, text->text);
        return int(ExitCode::Ended);
    }
    const Options &options = std::get<Options>(parsed);
    if (options.headless)
        return runHeadless(application, options);
    return int(refuse(Main::tr("there is no display for a window. To host without one: --host --headless")));
}

} // namespace

int main(int argc, char **argv)
{
    prepareSqlite();
    const QStringList arguments = argumentsFrom(argc, argv);
    const auto parsed = parseCommandLine(arguments);
    const auto *options = std::get_if<Options>(&parsed);
    if (options && !options->headless && hasDisplay()) {
        QApplication application(argc, argv);
        QApplication::setLayoutDirection(introduce(application).textDirection());
        return runDesktop(application, *options);
    }
    QCoreApplication application(argc, argv);
    introduce(application);
    return runWithoutWindow(application, arguments);
}
