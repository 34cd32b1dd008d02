#include "protocol/ids.h"

#include <QByteArray>
#include <QRandomGenerator>

#include <array>

namespace courtyard {

namespace {

template <std::size_t Bits>
QString randomBase64()
{
    std::array<quint32, Bits / 32> words;
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    const QByteArray bytes(reinterpret_cast<const char *>(words.data()), sizeof words);
    return QString::fromLatin1(
        bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

} // namespace

QString makeId(char kind)
{
    return QLatin1Char(kind) % QLatin1Char('_') % randomBase64<128>();
}

QString makeToken()
{
    return randomBase64<256>();
}

QString makeKey()
{
    return randomBase64<128>();
}

} // namespace courtyard
