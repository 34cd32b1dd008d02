// The thread in which a host runs, with everything of it made and deleted inside (RELIABILITY 23). Owned by
// Host, in whose thread this object lives.
#pragma once

#include "server/host.h"
#include "server/network/bounds.h"

#include <QThread>

namespace courtyard {

class NetworkThread final : public QThread {
    Q_OBJECT
public:
    NetworkThread(HostConfig config, Bounds bounds);

    /// Ends in order; finished() follows. Any time after start().
    void askToStop();

Q_SIGNALS:
    // Said by the owner, heard by the core.
    void stopAsked();
    void removeAsked(quint64 connection);
    void codeAsked(const courtyard::CodePolicy &code);
    void encryptionAsked(bool required);
    // Said by the core.
    void listening(const courtyard::HostSnapshot &snapshot, const QString &ownerToken);
    void failed(const courtyard::HostFailure &failure);
    void changed(const courtyard::HostSnapshot &snapshot);

protected:
    void run() override;

private:
    const HostConfig m_config;
    const Bounds m_bounds;
};

} // namespace courtyard
