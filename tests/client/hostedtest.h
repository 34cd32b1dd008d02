// A real host over loopback, and two people whose sessions keep what they know in folders of their own. Base
// of the tests that need all three.
#pragma once

#include "client/session.h"
#include "server/host.h"
#include "tests/client/sessionsupport.h"
#include "tests/support/patience.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

namespace courtyard::test {

class HostedTest : public QObject {
protected:
    /// A new place, and two who are not in it yet.
    void setUp()
    {
        m_port = 0;
        m_kept.abort();
        m_code = {CodePolicy::Kind::None, {}};
        m_hostFolder = std::make_unique<QTemporaryDir>();
        m_aminasFolder = std::make_unique<QTemporaryDir>();
        m_bensFolder = std::make_unique<QTemporaryDir>();
        startHost();
        m_amina = makeSession(*m_aminasFolder);
        m_ben = makeSession(*m_bensFolder);
    }
    void tearDown()
    {
        m_amina.reset();
        m_ben.reset();
        m_host.reset();
    }

    /// Where it was before, on the port that it had.
    void startHost()
    {
        HostConfig config;
        config.name = QStringLiteral("Clinic");
        config.port = m_port;
        config.bind = {QHostAddress(QHostAddress::LocalHost)};
        config.code = m_code;
        config.dataFolder = m_hostFolder->path();
        m_host = std::make_unique<Host>(config);
        QSignalSpy listening(m_host.get(), &Host::listening);
        m_host->start();
        QTRY_COMPARE(listening.count(), 1);
        m_port = m_host->snapshot().port;
    }
    void stopHost()
    {
        QSignalSpy stopped(m_host.get(), &Host::stopped);
        m_host->stop();
        QTRY_COMPARE(stopped.count(), 1);
        m_host.reset();
        m_kept.abort();
        m_kept.bind(QHostAddress::LocalHost, m_port, QAbstractSocket::ReuseAddressHint);
    }

    std::unique_ptr<Session> makeSession(const QTemporaryDir &folder)
    {
        return std::make_unique<Session>(sessionConfig(folder.path()), m_clock);
    }
    void enter(Session &session, const QString &name)
    {
        session.open(joinRequest(m_port, name));
        session.timeline(lobbyId);
        QTRY_COMPARE(session.state(), Session::State::Online);
    }

    std::unique_ptr<QTemporaryDir> m_hostFolder, m_aminasFolder, m_bensFolder;
    std::unique_ptr<Host> m_host;
    std::unique_ptr<Session> m_amina, m_ben;
    SystemClock m_clock;
    quint16 m_port = 0;
    QTcpSocket m_kept; // bound to it while the host is away, so that no other test gets it; never listens
    CodePolicy m_code{CodePolicy::Kind::None, {}};
};

} // namespace courtyard::test
