// What a host says about itself to everybody on its network, in one UDP datagram (DESIGN §5, README §9). The
// same facts as /about.json, so nothing secret. Where it came from is not in it: that is the datagram's
// source address. A pure value; any thread.
//
//   {"product":"courtyard","protocol":1,"host":{"id":"h_…","name":"Field clinic"},"port":3000,"people":9,
//    "code":true,"fingerprint":null}            and at an orderly stop the same with "gone":true
#pragma once

#include "protocol/ids.h"

#include <QByteArray>

#include <chrono>
#include <optional>

namespace courtyard {

struct Beacon {
    HostId host;
    QString name;
    quint16 port = 0;
    int people = 0;
    bool needsCode = false;
    QString fingerprint; // lowercase hex SHA-256 of the host's public key; empty: it has none
    bool gone = false; // it says goodbye

    QByteArray encode() const;
    /// nullopt: not one, or not of a protocol that we speak, or with a name or id that no host has.
    static std::optional<Beacon> parse(const QByteArray &datagram);
    bool operator==(const Beacon &) const = default;

    static constexpr quint16 udpPort = 30303; // where listeners are, whatever the host's own port is
    static constexpr std::chrono::milliseconds interval{2000};
    // Of the ranges that stay within a site and within a link (RFC 2365, RFC 4291); the time to live is 1.
    static constexpr QLatin1StringView groupIpv4{"239.255.67.89"};
    static constexpr QLatin1StringView groupIpv6{"ff02::4359:3031"};
};

} // namespace courtyard
