// Tells the network by DNS-SD as well that a host is here, as _courtyard._tcp, where this system has somebody
// who does that (Linux: Avahi), so that other programs find it in their own way. And knows the name that this
// computer has there ("clinic.local"). Made and used in the network thread; owned by the host's core.
#pragma once

#include "protocol/ids.h"

#include <QObject>

#include <memory>

namespace courtyard {

class ServicePublisher : public QObject {
    Q_OBJECT
public:
    struct Facts {
        HostId host;
        QString name;
        quint16 port = 0;
        QString fingerprint; // empty: none
        bool operator==(const Facts &) const = default;
    };
    /// One that does nothing, where there is nobody for it.
    static std::unique_ptr<ServicePublisher> make();

    /// From now on, until withdraw(); again with other facts, those go out.
    virtual void publish(const Facts &facts) = 0;
    virtual void withdraw() = 0;
    /// "clinic.local"; empty where nobody answers to one.
    const QString &localName() const { return m_localName; }

Q_SIGNALS:
    void localNameChanged();

protected:
    using QObject::QObject;
    void setLocalName(const QString &name);

private:
    QString m_localName;
};

} // namespace courtyard
