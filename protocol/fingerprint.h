// A host's key as people see it: lowercase hex SHA-256 of its DER SubjectPublicKeyInfo, and four English
// words of it, the same in all languages, for comparing by eye or over the phone. Thread-safe.
#pragma once

#include <QString>
#include <QStringList>

namespace courtyard {

/// 64 lowercase hex digits.
bool isFingerprint(QStringView text);

/// Four words for its first 44 bits, most significant bit first, 11 bits each; empty where it is no
/// fingerprint. 44 bits are for telling hosts apart; whoever checks a key compares all of it.
QStringList fingerprintWords(const QString &fingerprint);

/// "1f2a 33c0 …": the whole of it in groups of four, for reading aloud.
QString groupedFingerprint(const QString &fingerprint);

} // namespace courtyard
