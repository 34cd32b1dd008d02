// Who may ask here: by which names this host may be called (against DNS rebinding), and which pages may open
// its WebSocket (RELIABILITY 3 and "Trust"). Pure values; any thread.
#pragma once

#include "server/http/response.h"

#include <QHostAddress>
#include <QSet>

#include <optional>

namespace courtyard::http {

/// Host and port of a `Host` header or an origin. Lowercase; IPv6 without brackets.
struct Authority {
    QByteArray host;
    std::optional<quint16> port;
    bool operator==(const Authority &) const = default;
    /// nullopt: not `host`, `host:port`, `[v6]` or `[v6]:port`.
    static std::optional<Authority> parse(QByteArrayView text);
};

class Gate {
public:
    /// `machineName` as the system tells it; its first label is the bare name. `allowedOrigins` like
    /// "https://a.example".
    Gate(const QString &machineName, const QStringList &allowedOrigins);
    /// All addresses of this machine, link-local ones too.
    void setAddresses(const QList<QHostAddress> &addresses);
    /// What this computer is called on this network ("clinic-2.local"); empty: nothing else than before.
    void setLocalName(const QString &name) { m_localName = name.toLower().toUtf8(); }

    /// 421 where the Host header does not mean this host; nullopt: all is well. `reachedAt`: the address that
    /// the connection came in by, which is ours beyond doubt.
    std::optional<Response> refuseHost(const Request &request, const QHostAddress &reachedAt) const;
    /// Besides those of the constructor; as acceptableOrigin() gives them.
    void setOwnersOrigins(const QStringList &origins);
    /// Of a page of another origin, which was allowed: it brings visitors, and nobody else.
    bool isForeign(const Request &request) const;
    /// Those that may embed the help desk, for its page's Content-Security-Policy.
    QByteArrayList embeddingOrigins() const;
    /// From now on nothing is told to anybody in the clear, except where to go.
    void requireEncryption(bool on) { m_requiresEncryption = on; }
    bool requiresEncryption() const { return m_requiresEncryption; }
    /// What is answered to a request that came in the clear, and meant this host: to the same at https, or
    /// no; nullopt: it is allowed.
    std::optional<Response> refusePlain(const Request &request) const;
    /// What stands against a request for /ws becoming a WebSocket: 400, 403 or 426.
    std::optional<Response> refuseUpgrade(const Request &request) const;

private:
    bool isOwnName(const QByteArray &host, const QHostAddress &reachedAt) const;
    bool isOwn(const QByteArray &origin, const Request &request) const;
    bool isAllowed(const QByteArray &origin) const;

    QSet<QByteArray> m_names;
    QByteArray m_localName;
    QSet<QByteArray> m_allowedOrigins, m_ownersOrigins;
    QSet<QHostAddress> m_addresses;
    bool m_requiresEncryption = false;
};

/// Whether one of the headers of this (lowercase) name, which hold lists, names it.
bool listsToken(const Request &request, QByteArrayView name, const QByteArray &token,
                Qt::CaseSensitivity sensitivity = Qt::CaseInsensitive);

/// Of the page.
enum class Scheme { Http, Https };
QString urlOf(Scheme scheme, const QHostAddress &address, quint16 port);
QString urlOf(Scheme scheme, const QString &hostName, quint16 port);

/// Without zone, and IPv4 as IPv4 where it stands in IPv6 clothes (RELIABILITY 21).
QHostAddress plain(const QHostAddress &address);

} // namespace courtyard::http
