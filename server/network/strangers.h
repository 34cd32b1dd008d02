// Counts the connections that nobody has vouched for yet, in total and by address, and refuses one too many
// (RELIABILITY 1). Network thread; must outlive its passes.
#pragma once

#include "server/network/bounds.h"

#include <QHash>
#include <QHostAddress>
#include <QString>

#include <optional>
#include <utility>

namespace courtyard {

/// The address as it is counted: IPv4 as such, also in IPv6 clothes; IPv6 by its /64 (RELIABILITY 21).
QString countingAddress(const QHostAddress &address);

class Strangers {
public:
    /// Lets one connection be counted for as long as it exists.
    class Pass {
    public:
        Pass(Strangers *owner, QString address) : m_owner(owner), m_address(std::move(address)) { }
        Pass(Pass &&other) noexcept
            : m_owner(std::exchange(other.m_owner, nullptr)), m_address(std::move(other.m_address))
        { }
        Pass &operator=(Pass &&other) noexcept
        {
            std::swap(m_owner, other.m_owner);
            std::swap(m_address, other.m_address);
            return *this;
        }
        /// As Strangers::admit() counts it.
        const QString &address() const { return m_address; }
        ~Pass()
        {
            if (m_owner)
                m_owner->leave(m_address);
        }

    private:
        Strangers *m_owner;
        QString m_address;
    };

    Strangers(int total, int perAddress) : m_limit(total), m_perAddressLimit(perAddress) { }
    /// nullopt: there are too many; isFull() says whether in all, else from there.
    std::optional<Pass> admit(const QHostAddress &address);
    bool isFull() const { return m_total >= m_limit; }
    /// Where all places are taken: which address has most of them, and enough to give one to this address and
    /// still have no fewer. nullopt: nobody has too many.
    std::optional<QString> crowdedBeside(const QHostAddress &address) const;
    int total() const { return m_total; }

private:
    void leave(const QString &address);

    int m_limit;
    int m_perAddressLimit;
    int m_total = 0;
    QHash<QString, int> m_perAddress;
};

} // namespace courtyard
