// Hosting as the windows know it, done by a Host in this process. One Host for each time that hosting is
// started. GUI thread.
#pragma once

#include "app/commandline.h"
#include "app/hotspot.h"
#include "server/host.h"
#include "ui/hosting.h"

#include <memory>

namespace courtyard {

class LocalHosting final : public Hosting {
    Q_OBJECT
public:
    /// `options`: what the command line said beyond what the start page asks for (data folder, interfaces,
    /// …).
    explicit LocalHosting(Options options, QObject *parent = nullptr);
    ~LocalHosting() override;

    void start(const HostingRequest &request) override;
    void stop() override;
    void removeDevice(quint64 connection) override;
    void changeCode(HostingRequest::Code kind, const QString &fixed) override;
    void lookForHotspot() override;
    void startHotspot() override;
    void stopHotspot() override;
    void requireEncryption(bool on) override;
    bool isRunning() const override { return m_running; }
    const HostingView &view() const override { return m_view; }
    Invitation ownInvitation() const override;
    QString ownerToken() const override;

private:
    void take(const HostSnapshot &snapshot);
    HostConfig configFor(const HostingRequest &request) const;

    Options m_options;
    HostingView m_view;
    std::unique_ptr<Host> m_host;
    std::unique_ptr<Hotspot> m_hotspot; // made when it is first asked about
    bool m_running = false; // from listening until stopping
};

/// What the windows show of a host.
HostingView viewOf(const HostSnapshot &snapshot);

} // namespace courtyard
