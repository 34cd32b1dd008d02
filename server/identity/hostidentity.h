// Who a host is: the key `host-key.pem` in its data folder, made at its first start and never replaced by us,
// and the certificate `host-certificate.pem` that shows it. Desktops know the host by this key, and would
// take another one for another host (RELIABILITY "Trust"). Any thread; blocks for as long as the disk takes.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <variant>

namespace courtyard {

struct HostIdentity {
    QByteArray key, certificate; // PEM
    QString fingerprint; // lowercase hex SHA-256 of the certificate's DER SubjectPublicKeyInfo
};

struct IdentityProblem {
    enum class Kind {
        KeyMissing, // there is a certificate, so there was one
        KeyDamaged,
        CertificateDamaged,
        NoPair, // each is well, but they do not belong together
        NotReadable,
        NotWritable,
    } kind;
};

/// `names`: for a new certificate.
std::variant<HostIdentity, IdentityProblem> readOrMakeIdentity(const QString &dataFolder,
                                                               const QStringList &names);

/// By which names a machine is called on its network: "localhost", "field", "field.local".
QStringList namesOfMachine(const QString &machineName);

inline constexpr char keyFileName[] = "host-key.pem";
inline constexpr char certificateFileName[] = "host-certificate.pem";

} // namespace courtyard
