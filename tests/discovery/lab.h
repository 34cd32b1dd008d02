// Machines and cables for tests: each machine is a network namespace, with real programs in it. Everything is
// gone with the process. Needs Linux, iproute2, and to be root in a namespace of its own (Lab::enter).
#pragma once

#include "tests/support/patience.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace courtyard::test {

/// A program in a machine, whose lines are JSON.
class Program {
public:
    Program(const QString &machine, const QStringList &command)
    {
        QObject::connect(&m_process, &QProcess::readyReadStandardOutput, &m_process, [this] {
            while (m_process.canReadLine())
                m_lines.append(QJsonDocument::fromJson(m_process.readLine()).object());
        });
        QObject::connect(&m_process, &QProcess::readyReadStandardError, &m_process,
                         [this] { m_log += m_process.readAllStandardError(); });
        m_process.start(QStringLiteral("ip"),
                        QStringLiteral("netns exec %1").arg(machine).split(u' ') + command);
    }
    ~Program()
    {
        m_process.closeWriteChannel();
        m_process.kill();
        m_process.waitForFinished();
    }
    // ip(8) becomes the program, so that its pid is that of the process.
    void kill() { m_process.kill(); }
    void terminate() { m_process.terminate(); }
    void write(const char *text) { m_process.write(text); }
    void endInput() { m_process.closeWriteChannel(); }
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    const QList<QJsonObject> &lines() const { return m_lines; }
    const QByteArray &log() const { return m_log; }

private:
    QProcess m_process;
    QList<QJsonObject> m_lines;
    QByteArray m_log;
};

class Lab {
public:
    /// Starts this test again where it may make machines; the exit code of that. nullopt: we are there. -1:
    /// it is not permitted here.
    static std::optional<int> enter(const QStringList &arguments)
    {
        if (qEnvironmentVariableIsSet("COURTYARD_LAB"))
            return std::nullopt;
        qputenv("PATH", qgetenv("PATH") + ":/usr/sbin:/sbin"); // where ip(8) and nft(8) are, for all users
        const QString unshare = QStringLiteral("unshare --user --map-root-user --net --mount ");
        if (!run(unshare + QStringLiteral("ip link set lo up")))
            return -1;
        qputenv("COURTYARD_LAB", "1");
        QStringList words = QProcess::splitCommand(unshare) + arguments;
        const QString program = words.takeFirst();
        return QProcess::execute(program, words);
    }

    // ip(8) keeps its namespaces below /run.
    Lab() { m_works = run(QStringLiteral("mount -t tmpfs tmpfs /run")); }

    bool works() const { return m_works; }
    void addMachine(const QString &name)
    {
        m_works &=
            run(QStringLiteral("ip netns add ") + name) && in(name, QStringLiteral("ip link set lo up"));
    }
    void removeMachine(const QString &name) { run(QStringLiteral("ip netns delete ") + name); }
    /// A cable between two machines, that is the same interface in both, with an address each.
    void connect(const QString &interface, const QString &a, const QString &addressA, const QString &b,
                 const QString &addressB)
    {
        m_works &= run(
            QStringLiteral("ip link add %1 netns %2 type veth peer name %1 netns %3").arg(interface, a, b));
        for (const auto &[machine, address] : {std::pair(a, addressA), std::pair(b, addressB)})
            m_works &=
                in(machine, QStringLiteral("ip addr add %1 broadcast + dev %2").arg(address, interface))
                && in(machine, QStringLiteral("ip link set %1 up").arg(interface));
    }
    void unplug(const QString &machine, const QString &interface)
    {
        in(machine, QStringLiteral("ip link delete ") + interface);
    }
    /// What leaves this machine and fits one of these (as nft writes it) is refused by its firewall: EPERM.
    bool forbid(const QString &machine, const QStringList &matches)
    {
        QString rules = QStringLiteral("add table inet lab; add chain inet lab out "
                                       "{ type filter hook output priority 0; };");
        for (const QString &match : matches)
            rules += QStringLiteral(" add rule inet lab out %1 drop;").arg(match);
        return in(machine, QStringLiteral("nft \"%1\"").arg(rules));
    }
    bool in(const QString &machine, const QString &command)
    {
        return run(QStringLiteral("ip netns exec %1 ").arg(machine) + command);
    }

private:
    static bool run(const QString &command)
    {
        QProcess process;
        process.startCommand(command);
        const bool well = process.waitForFinished(patienceMs) && process.exitStatus() == QProcess::NormalExit
            && process.exitCode() == 0;
        if (!well)
            qInfo().noquote() << command << process.readAllStandardError();
        return well;
    }
    bool m_works = false;
};

} // namespace courtyard::test
