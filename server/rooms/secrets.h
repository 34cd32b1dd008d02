// Secrets, kept as hashes and compared without telling by the time it takes. Pure functions; any thread.
#pragma once

#include <QByteArray>
#include <QString>

namespace courtyard {

/// SHA-256 in base64url. Enough for what holds 256 random bits (a token); what people make up is salted by
/// `salt`.
QByteArray hashOfSecret(const QString &secret, const QString &salt = {});

/// For typing: a join code that nobody made up.
QString sixDigits();

/// Takes the same time wherever the two differ; only their lengths show.
bool isSameSecret(const QByteArray &one, const QByteArray &other);

} // namespace courtyard
