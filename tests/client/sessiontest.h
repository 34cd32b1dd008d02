// Base of the tests of Session: one against a FakeHost, both new for each test.
#pragma once

#include "client/peoplemodel.h"
#include "client/session.h"
#include "tests/client/fakehost.h"
#include "tests/client/sessionsupport.h"
#include "tests/support/manualclock.h"
#include "tests/support/patience.h"

#include <QTemporaryDir>

namespace courtyard::test {

class SessionTest : public QObject {
protected:
    void setUp()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_host = std::make_unique<FakeHost>();
        QVERIFY(m_host->start());
        makeSession();
    }
    void tearDown()
    {
        m_session.reset();
        m_host.reset();
        m_folder.reset();
    }

    /// In place of the one before, with what that one kept.
    void makeSession(const std::function<void(SessionConfig &)> &adjust = {})
    {
        m_session.reset();
        SessionConfig config = sessionConfig(m_folder->path());
        if (adjust)
            adjust(config);
        m_session = std::make_unique<Session>(config, m_clock);
    }
    void openAndWait()
    {
        m_session->open(joinRequest(m_host->port()));
        QTRY_COMPARE(m_session->state(), Session::State::Online);
        QTRY_COMPARE(m_session->people(lobbyId)->rowCount(), 1); // the lobby is joined
        QTRY_COMPARE(lobby()->lastSeq(), m_host->head());
    }
    TimelineModel *lobby() { return m_session->timeline(lobbyId); }
    static QStringList numbered(int first, int last)
    {
        QStringList texts;
        for (int n = first; n <= last; ++n)
            texts.append(QStringLiteral("m%1").arg(n));
        return texts;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<FakeHost> m_host;
    ManualClock m_clock;
    std::unique_ptr<Session> m_session;
};

} // namespace courtyard::test
