// Hosting without a host, for tests of the windows: starts when it is told, or fails in given words.
#pragma once

#include "ui/hosting.h"

#include <QTcpServer>

namespace courtyard::test {

class FakeHosting final : public Hosting {
    Q_OBJECT
public:
    HostingView shown;
    QString failure; // start() answers with it, where it is not empty
    HostingProblem::About about = HostingProblem::About::Port;
    QList<HostingRequest> requests;
    QList<quint64> removed;
    bool running = false;
    int hotspotLooks = 0;
    QString hotspotAsked; // + for each start, - for each stop

    FakeHosting() { m_silent.listen(QHostAddress::LocalHost); }
    void start(const HostingRequest &request) override
    {
        requests.append(request);
        running = failure.isEmpty();
        if (running) {
            Q_EMIT started();
            Q_EMIT changed();
        } else {
            Q_EMIT failed({failure, about, QStringLiteral("/somewhere")});
        }
    }
    void stop() override
    {
        running = false;
        Q_EMIT stopped();
    }
    void removeDevice(quint64 connection) override { removed.append(connection); }
    void changeCode(HostingRequest::Code kind, const QString &fixed) override
    {
        shown.code = kind == HostingRequest::Code::Auto ? QStringLiteral("275846")
            : kind == HostingRequest::Code::None        ? QString()
                                                        : fixed;
        Q_EMIT changed();
    }
    void lookForHotspot() override { ++hotspotLooks; }
    void startHotspot() override { hotspotAsked.append(u'+'); }
    void stopHotspot() override { hotspotAsked.append(u'-'); }
    void requireEncryption(bool on) override
    {
        shown.encryptionRequired = on;
        Q_EMIT changed();
    }
    bool isRunning() const override { return running; }
    const HostingView &view() const override { return shown; }
    Invitation ownInvitation() const override
    {
        Invitation invitation;
        invitation.host = QStringLiteral("127.0.0.1");
        invitation.port = m_silent.serverPort();
        return invitation;
    }
    QString ownerToken() const override { return QStringLiteral("token"); }

private:
    QTcpServer m_silent; // takes connections and says nothing
};

inline HostingAddress address(const QString &typed, const QString &interfaceName, bool proven = false)
{
    HostingAddress made;
    made.invitation = Invitation::parse(typed).value();
    made.invitation.code = QStringLiteral("0123456789abcdefghijkl");
    made.url = QStringLiteral("http://") + made.invitation.address();
    made.interfaceName = interfaceName;
    made.proven = proven;
    return made;
}

inline HostingDevice device(quint64 connection, const QString &name, Device kind)
{
    HostingDevice made;
    made.connection = connection;
    made.member = QStringLiteral("m_") + name.toLower();
    made.name = name;
    made.address = QStringLiteral("192.168.43.%1").arg(connection);
    made.device = kind;
    made.latencyMs = int(connection);
    made.latencies = {1, 2, 3};
    return made;
}

} // namespace courtyard::test
