// A host's key, the certificate that shows it, and its fingerprint: what libcrypto is asked for, in PEM.
// Pure; any thread.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace courtyard::certificate {

/// A new key of curve P-256. Empty: libcrypto failed.
QByteArray makeKey();
/// Signed by the key itself. `names`: by which hosts are called on a network; addresses change, and are not
/// in it but for loopback. Empty: there is no such key.
QByteArray make(const QByteArray &key, const QStringList &names);
/// Lowercase hex SHA-256 of the public key (DER SubjectPublicKeyInfo). nullopt: it cannot be read.
std::optional<QString> fingerprintOfKey(const QByteArray &key);
std::optional<QString> fingerprintOf(const QByteArray &certificate);

} // namespace courtyard::certificate
