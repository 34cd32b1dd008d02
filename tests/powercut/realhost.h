// The real executable as a child process, with the shim between it and its data folder on wish. Ends with its
// owner.
#pragma once

#include "tests/support/patience.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

namespace courtyard::test {

using Environment = QList<std::pair<QString, QString>>;

class RealHost {
public:
    explicit RealHost(QString data) : m_data(std::move(data)) { }
    ~RealHost() { kill(); }

    /// With what the shim is to do, if anything; `shimFolder` must be absolute. True once it listens.
    bool start(const Environment &shim = {}, const QString &shimFolder = {})
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        if (!shim.isEmpty()) {
            environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(COURTYARD_SHIM));
            environment.insert(QStringLiteral("COURTYARD_SHIM_FOLDER"),
                               shimFolder.isEmpty() ? m_data : shimFolder);
            for (const auto &[name, value] : shim)
                environment.insert(name, value);
        }
        m_process = std::make_unique<QProcess>();
        m_process->setProcessEnvironment(environment);
        m_said.clear();
        m_logged.clear();
        m_process->start(qEnvironmentVariable("COURTYARD_BINARY", QStringLiteral(COURTYARD_BINARY)),
                         {QStringLiteral("--host"), QStringLiteral("--headless"), QStringLiteral("--port"),
                          QStringLiteral("0"), QStringLiteral("--bind"), QStringLiteral("127.0.0.1"),
                          QStringLiteral("--code"), QStringLiteral("none"), QStringLiteral("--no-rate-limit"),
                          QStringLiteral("--data"), m_data});
        const bool ended =
            !QTest::qWaitFor([this] { return hasFirstLine() || !isRunning(); }, patience) || !hasFirstLine();
        if (ended)
            return false;
        m_port = quint16(QJsonDocument::fromJson(m_said.left(m_said.indexOf('\n')))
                             .object()[QStringLiteral("port")]
                             .toInt());
        return m_port != 0;
    }

    bool isRunning() const { return m_process && m_process->state() != QProcess::NotRunning; }
    bool waitForEnd()
    {
        return QTest::qWaitFor([this] { return !isRunning(); }, patience);
    }
    /// As asked, in order; its exit code.
    int stop()
    {
        m_process->terminate();
        return waitForEnd() ? exitCode() : -1;
    }
    void kill()
    {
        if (!isRunning())
            return;
        m_process->kill();
        waitForEnd();
    }
    int exitCode() const
    {
        return m_process->exitStatus() == QProcess::NormalExit ? m_process->exitCode() : -1;
    }
    quint16 port() const { return m_port; }
    const QString &data() const { return m_data; }
    /// What it wrote to standard error so far.
    QByteArray logged()
    {
        if (m_process)
            m_logged += m_process->readAllStandardError();
        return m_logged;
    }

private:
    static constexpr int patience = 60'000; // ms
    bool hasFirstLine()
    {
        m_said += m_process->readAllStandardOutput();
        return m_said.contains('\n');
    }

    const QString m_data;
    std::unique_ptr<QProcess> m_process;
    QByteArray m_said, m_logged;
    quint16 m_port = 0;
};

} // namespace courtyard::test
