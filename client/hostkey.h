// Who a host is: the SHA-256 of its public key (protocol/fingerprint.h). No certificate is believed for who
// signed it or for the name in it, only for its key; so there are no authorities here, and whoever connects
// decides with each certificate that comes. Pure; any thread.
#pragma once

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QString>
#include <QUrl>

class QNetworkReply;

namespace courtyard {

/// Fingerprint of a host's key. Tokens, cache and outbox are filed under it. The empty one: nobody.
using HostKey = QString;

/// Empty where the certificate has no key that can be read.
HostKey hostKeyOf(const QSslCertificate &certificate);

/// TLS 1.2 or later, without any authority: every handshake asks (sslErrors), and who does not answer it ends
/// it before a byte was said inside.
QSslConfiguration tlsToHosts();

/// Something to fetch, and from whom alone.
struct HostUrl {
    QUrl url;
    HostKey key;
    bool isEmpty() const { return url.isEmpty(); }
};

/// Nobody but the holder of this key gets the request, or is listened to.
void demandKey(QNetworkReply *reply, const HostKey &key);

} // namespace courtyard
