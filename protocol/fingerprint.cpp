#include "protocol/fingerprint.h"

#include "protocol/wordlist.h"

#include <QByteArray>

#include <algorithm>

namespace courtyard {

namespace {

constexpr qsizetype hexDigits = 64; // of a SHA-256
constexpr int wordCount = 4;
constexpr int bitsPerWord = 11; // 2,048 words
constexpr int groupDigits = 4;

const QList<QByteArray> &words()
{
    static const QList<QByteArray> list = QByteArray(wordList).simplified().split(' ');
    return list;
}

} // namespace

bool isFingerprint(QStringView text)
{
    return text.size() == hexDigits && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
           });
}

QStringList fingerprintWords(const QString &fingerprint)
{
    if (!isFingerprint(fingerprint))
        return {};
    const quint64 bits = fingerprint.left(16).toULongLong(nullptr, 16);
    QStringList told;
    for (int i = 1; i <= wordCount; ++i) {
        const auto index = qsizetype((bits >> (64 - i * bitsPerWord)) & ((1u << bitsPerWord) - 1));
        told.append(QString::fromLatin1(words().at(index)));
    }
    return told;
}

QString groupedFingerprint(const QString &fingerprint)
{
    QStringList groups;
    for (qsizetype at = 0; at < fingerprint.size(); at += groupDigits)
        groups.append(fingerprint.mid(at, groupDigits));
    return groups.join(u' ');
}

} // namespace courtyard
