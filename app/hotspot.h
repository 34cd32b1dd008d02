// A Wi-Fi network made by this computer, where there is none (DESIGN §5): begun and ended as the person asks,
// and ended with the app. Where the system has nobody for it, says why. GUI thread; owned by LocalHosting.
#pragma once

#include "ui/hosting.h"

#include <QObject>

#include <memory>

namespace courtyard {

class Hotspot : public QObject {
    Q_OBJECT
public:
    /// By NetworkManager where that is spoken to; else one that cannot, and says so.
    static std::unique_ptr<Hotspot> make();
    const HostingHotspot &state() const { return m_state; }

    /// Looks whether it could be made, and takes down what a former run left behind.
    virtual void look() = 0;
    /// `name`: what phones shall see, cut to what a network's name may hold.
    virtual void start(const QString &name) = 0;
    virtual void stop() = 0;

Q_SIGNALS:
    void changed();

protected:
    using QObject::QObject;
    void setState(const HostingHotspot &state);

private:
    HostingHotspot m_state;
};

/// At most 32 bytes (IEEE 802.11), whole characters, never empty.
QString networkName(const QString &wanted);
/// Ten characters that nobody mistakes for each other: 49 random bits.
QString networkPassword();

} // namespace courtyard
