#include "protocol/ids.h"

#include <QByteArray>
#include <QRandomGenerator>

#include <algorithm>
#include <array>

#ifdef Q_OS_UNIX
#include <sys/random.h>
#include <unistd.h>
#endif

namespace courtyard {

namespace {

using RandomWords = std::array<quint32, 64>; // no more than getentropy(3) gives at once

// QRandomGenerator::system() asks the processor for a seed of its own for every eight bytes, where it can:
// 2 µs of a newcomer's four ids, secrets and keys each.
void fillFromSystem(RandomWords &words)
{
#ifdef Q_OS_UNIX
    if (getentropy(words.data(), sizeof words) == 0)
        return;
#endif
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
}

/// The system's random bytes, fetched some ahead; each is given out once and not kept.
class RandomSupply {
public:
    template <std::size_t Count>
    std::array<quint32, Count> take()
    {
        if (m_left < Count) {
            fillFromSystem(m_words);
            m_left = m_words.size();
        }
        std::array<quint32, Count> taken;
        m_left -= Count;
        const auto from = m_words.begin() + std::ptrdiff_t(m_left);
        std::copy_n(from, Count, taken.begin());
        std::fill_n(from, Count, 0);
        return taken;
    }

private:
    RandomWords m_words;
    std::size_t m_left = 0;
};

template <std::size_t Bits>
QString randomBase64()
{
    static thread_local RandomSupply supply;
    const auto words = supply.take<Bits / 32>();
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
