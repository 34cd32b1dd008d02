#include "server/rooms/secrets.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

namespace courtyard {

QByteArray hashOfSecret(const QString &secret, const QString &salt)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(salt.toUtf8());
    hash.addData(secret.toUtf8());
    return hash.result().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QString sixDigits()
{
    return QStringLiteral("%1").arg(QRandomGenerator::system()->bounded(1'000'000), 6, 10, QLatin1Char('0'));
}

bool isSameSecret(const QByteArray &one, const QByteArray &other)
{
    if (one.size() != other.size())
        return false;
    unsigned difference = 0;
    for (qsizetype i = 0; i < one.size(); ++i)
        difference |= unsigned(uchar(one[i])) ^ unsigned(uchar(other[i]));
    return difference == 0;
}

} // namespace courtyard
