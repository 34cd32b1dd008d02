#include "client/hostkey.h"

#include <QCryptographicHash>
#include <QNetworkReply>
#include <QSslKey>

namespace courtyard {

HostKey hostKeyOf(const QSslCertificate &certificate)
{
    const QByteArray der = certificate.publicKey().toDer(); // a SubjectPublicKeyInfo
    return der.isEmpty()
        ? HostKey()
        : HostKey::fromLatin1(QCryptographicHash::hash(der, QCryptographicHash::Sha256).toHex());
}

QSslConfiguration tlsToHosts()
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates({}); // also keeps Qt from loading the system's own on demand
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    return tls;
}

void demandKey(QNetworkReply *reply, const HostKey &key)
{
    const auto isIt = [reply, key] {
        // Only the first certificate is one whose key the other side has shown to have.
        return !key.isEmpty() && hostKeyOf(reply->sslConfiguration().peerCertificate()) == key;
    };
    QObject::connect(reply, &QNetworkReply::sslErrors, reply, [reply, isIt] {
        if (isIt())
            reply->ignoreSslErrors();
    });
    QObject::connect(reply, &QNetworkReply::encrypted, reply, [reply, isIt] {
        if (!isIt())
            reply->abort();
    });
}

} // namespace courtyard
