#include "server/identity/hostidentity.h"

#include "server/identity/certificate.h"
#include "server/store/durablefiles.h"

#include <QFile>

#include <algorithm>
#include <optional>

namespace courtyard {

namespace {

using Kind = IdentityProblem::Kind;

constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
constexpr qint64 mostBytes = 64 * 1024; // of one of the files

struct Found {
    bool isThere = false;
    QByteArray pem;
};

// nullopt: it is there, but cannot be read.
std::optional<Found> read(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return Found{};
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return Found{true, file.read(mostBytes)};
}

// The certificate says nothing that the key does not: a run that was cut off between the two loses nothing.
std::variant<HostIdentity, IdentityProblem> withNewCertificate(const QByteArray &key, const QString &path,
                                                               const QStringList &names)
{
    const auto fingerprint = certificate::fingerprintOfKey(key);
    if (!fingerprint)
        return IdentityProblem{Kind::KeyDamaged};
    const QByteArray made = certificate::make(key, names);
    if (made.isEmpty())
        return IdentityProblem{Kind::KeyDamaged};
    if (!writeDurably(path, made))
        return IdentityProblem{Kind::NotWritable};
    return HostIdentity{key, made, *fingerprint};
}

} // namespace

std::variant<HostIdentity, IdentityProblem> readOrMakeIdentity(const QString &dataFolder,
                                                               const QStringList &names)
{
    const QString keyPath = dataFolder + QLatin1Char('/') + QLatin1StringView(keyFileName);
    const QString certificatePath = dataFolder + QLatin1Char('/') + QLatin1StringView(certificateFileName);
    const auto key = read(keyPath);
    const auto shown = read(certificatePath);
    if (!key || !shown)
        return IdentityProblem{Kind::NotReadable};
    if (!key->isThere && shown->isThere)
        return IdentityProblem{Kind::KeyMissing};
    if (!key->isThere) {
        const QByteArray made = certificate::makeKey();
        if (made.isEmpty() || !writeDurably(keyPath, made))
            return IdentityProblem{Kind::NotWritable};
        return withNewCertificate(made, certificatePath, names);
    }
    QFile::setPermissions(keyPath, ownerOnly); // also where somebody copied the folder about
    if (!shown->isThere)
        return withNewCertificate(key->pem, certificatePath, names);
    const auto ofKey = certificate::fingerprintOfKey(key->pem);
    const auto ofCertificate = certificate::fingerprintOf(shown->pem);
    if (!ofKey)
        return IdentityProblem{Kind::KeyDamaged};
    if (!ofCertificate)
        return IdentityProblem{Kind::CertificateDamaged};
    if (*ofKey != *ofCertificate)
        return IdentityProblem{Kind::NoPair};
    return HostIdentity{key->pem, shown->pem, *ofCertificate};
}

QStringList namesOfMachine(const QString &machineName)
{
    QStringList names{QStringLiteral("localhost")};
    const QString bare = machineName.section(QLatin1Char('.'), 0, 0).toLower();
    const bool isName = !bare.isEmpty() && std::all_of(bare.cbegin(), bare.cend(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
    });
    if (isName)
        names += {bare, bare + QLatin1StringView(".local")};
    return names;
}

} // namespace courtyard
