#include "server/rooms/guesses.h"

#include "server/rooms/houselimits.h"

#include <QSet>

#include <algorithm>

namespace courtyard {

namespace {

constexpr qint64 minuteMs = 60'000;

} // namespace

qint64 Guesses::waitFor(const QString &address)
{
    const qint64 now = m_clock.steadyMs();
    while (!m_wrongTries.empty() && m_wrongTries.front().at <= now - minuteMs)
        m_wrongTries.pop_front();
    qint64 until = m_suspects.value(address).waitUntil;
    if (m_wrongTries.size() >= houselimits::wrongTriesPerMinute)
        until = std::max(until, m_wrongTries.front().at + minuteMs);
    return std::max<qint64>(0, until - now);
}

void Guesses::noteWrongTry(const QString &address)
{
    const qint64 now = m_clock.steadyMs();
    m_wrongTries.push_back({now, address});
    if (m_suspects.size() >= houselimits::watchedAddresses)
        forgetOldSuspects();
    Suspect &suspect = m_suspects[address];
    // Who has been quiet for long is trusted as at first: many people may share an address.
    if (suspect.lastTry != 0 && now - suspect.lastTry > 2 * houselimits::longestWaitMs)
        suspect = {};
    suspect.lastTry = now;
    const int beyond = ++suspect.wrongTries - houselimits::wrongTries;
    if (beyond >= 0) {
        const qint64 wait = houselimits::firstWaitMs << std::min(beyond, 16);
        suspect.waitUntil = now + std::min(wait, houselimits::longestWaitMs);
    }
    if (beyond >= 0 || m_wrongTries.size() >= houselimits::wrongTriesPerMinute)
        m_livelyAt = now;
}

bool Guesses::isLively() const
{
    return m_livelyAt && m_clock.steadyMs() - *m_livelyAt < houselimits::guessingShownMs;
}

Guesses::Recent Guesses::recent() const
{
    QSet<QString> addresses;
    for (const WrongTry &one : m_wrongTries)
        addresses.insert(one.address);
    return {int(m_wrongTries.size()), int(addresses.size())};
}

void Guesses::forgetOldSuspects()
{
    const qint64 now = m_clock.steadyMs();
    m_suspects.removeIf([now](auto suspect) { return suspect.value().waitUntil < now; });
}

} // namespace courtyard
