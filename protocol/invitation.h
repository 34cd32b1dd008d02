// Where a host is and what one needs to come in: what a typed address, a link or a QR code says.
//   192.168.1.5   192.168.1.5:3100   :3100   field.local   [fe80::1]:3000
//   http://192.168.1.5:3000/#room=lobby&code=481502&fp=…
// Pure value; any thread.
#pragma once

#include <QString>
#include <QUrl>

#include <optional>

namespace courtyard {

inline constexpr quint16 defaultPort = 3000;

struct Invitation {
    QString host; // name in its ASCII form, or address; IPv6 without brackets
    quint16 port = defaultPort;
    QString room; // empty: the lobby
    QString code; // empty: none
    QString fingerprint; // lowercase hex SHA-256 of the host's public key; empty: none

    /// nullopt: not an address in any form that we know.
    static std::optional<Invitation> parse(const QString &typed);
    /// The link for browsers, with everything that is known in its fragment.
    QUrl link() const;
    /// "192.168.1.5:3000", with brackets around IPv6.
    QString address() const;
    bool operator==(const Invitation &) const = default;
};

} // namespace courtyard
