// Looks for hosts by DNS-SD, where this system has somebody who does that (Linux: Avahi): those whose
// datagrams do not come through, on networks that carry mDNS further (a reflector between two Wi-Fi
// networks). Says where they are; who they are, one asks them. GUI thread.
#pragma once

#include "protocol/invitation.h"

#include <QObject>

#include <memory>

namespace courtyard {

class ServiceBrowser : public QObject {
    Q_OBJECT
public:
    /// One that finds nothing, where there is nobody for it.
    static std::unique_ptr<ServiceBrowser> make();

Q_SIGNALS:
    /// A host may be at this address and port.
    void found(const courtyard::Invitation &way);
    /// It is not announced there any more.
    void lost(const courtyard::Invitation &way);

protected:
    using QObject::QObject;
};

} // namespace courtyard
