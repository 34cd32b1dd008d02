#include "app/headless.h"

#include "app/terminationsignals.h"
#include "server/host.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLoggingCategory>

#include <cstdio>
#include <utility>

namespace courtyard {

Q_LOGGING_CATEGORY(logHeadless, "courtyard.headless")

namespace {

// Qt may otherwise write to the system's journal. One line an event, whatever it holds.
void logToStandardError(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    static constexpr const char *levels[] = {"debug", "warning", "critical", "fatal", "info"};
    const QString time = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs);
    const QByteArray line = QStringLiteral("%1 %2 %3: %4\n")
                                .arg(time, QLatin1StringView(levels[type]),
                                     QLatin1StringView(context.category ? context.category : "default"),
                                     QString(message).replace(QLatin1Char('\n'), QLatin1Char(' ')))
                                .toUtf8();
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
}

HostConfig configFrom(const Options &options)
{
    HostConfig config;
    config.name = options.name;
    config.port = options.port.value_or(defaultPort);
    config.bind = options.bind;
    config.code.kind = options.code == Options::Code::None ? CodePolicy::Kind::None
        : options.code == Options::Code::Fixed             ? CodePolicy::Kind::Fixed
                                                           : CodePolicy::Kind::Auto;
    config.code.fixed = options.fixedCode;
    config.dataFolder = options.dataFolder;
    config.allowedOrigins = options.allowedOrigins;
    config.desks = options.desks;
    config.rateLimit = options.rateLimit;
    config.requireEncryption = options.requireEncryption;
    config.files = options.files;
    return config;
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

void announce(const HostSnapshot &snapshot)
{
    QJsonArray urls;
    for (const HostAddress &address : snapshot.addresses)
        urls.append(address.url);
    const QJsonObject line{
        {QStringLiteral("event"), QStringLiteral("listening")},
        {QStringLiteral("port"), snapshot.port},
        {QStringLiteral("urls"), urls},
        {QStringLiteral("code"), textOrNull(snapshot.code)},
        {QStringLiteral("fingerprint"), textOrNull(snapshot.fingerprint)},
        {QStringLiteral("data"), snapshot.dataFolder},
        {QStringLiteral("pid"), QCoreApplication::applicationPid()},
    };
    const QByteArray bytes = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout);
    std::fflush(stdout);
}

// What is wrong with the disk, and what to do about it, where nobody looks at a window: once each time.
class StorageWatch {
public:
    void look(const HostSnapshot &snapshot)
    {
        if (snapshot.storageProblem == std::exchange(m_said, snapshot.storageProblem))
            return;
        if (m_said.isEmpty())
            qCInfo(logHeadless, "storage is well again");
        else
            qCWarning(logHeadless, "storage: %s", qPrintable(m_said));
    }

private:
    QString m_said;
};

ExitCode exitCodeFor(HostFailure::Kind kind)
{
    switch (kind) {
    case HostFailure::Kind::PortTaken:
    case HostFailure::Kind::CannotListen:
        return ExitCode::PortTaken;
    case HostFailure::Kind::FolderInUse:
    case HostFailure::Kind::FolderDamaged:
    case HostFailure::Kind::FolderNotWritable:
    case HostFailure::Kind::KeyDamaged:
        return ExitCode::DataFolder;
    }
    return ExitCode::DataFolder;
}

} // namespace

int runHeadless(QCoreApplication &application, const Options &options)
{
    qInstallMessageHandler(logToStandardError);
    Host host(configFrom(options));
    const TerminationSignals signalsOfTheSystem;
    QObject::connect(&signalsOfTheSystem, &TerminationSignals::asked, &host, &Host::stop);
    QObject::connect(&host, &Host::stopped, &application,
                     [] { QCoreApplication::exit(int(ExitCode::Ended)); });
    StorageWatch storage;
    QObject::connect(&host, &Host::listening, &application, [&storage](const HostSnapshot &snapshot) {
        announce(snapshot);
        storage.look(snapshot);
    });
    QObject::connect(&host, &Host::changed, &application,
                     [&storage](const HostSnapshot &snapshot) { storage.look(snapshot); });
    QObject::connect(&host, &Host::failed, &application, [](const HostFailure &failure) {
        const QByteArray line = failure.text.simplified().toUtf8() + '\n';
        std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
        QCoreApplication::exit(int(exitCodeFor(failure.kind)));
    });
    // From the event loop: a failure that came before exec() would be an exit that nobody hears.
    QMetaObject::invokeMethod(&host, &Host::start, Qt::QueuedConnection);
    return QCoreApplication::exec();
}

} // namespace courtyard
