#include "server/rooms/doorkeeper.h"

#include "server/rooms/houselimits.h"
#include "server/rooms/secrets.h"

#include <algorithm>

namespace courtyard {

namespace {

constexpr qint64 minuteMs = 60'000;

QByteArray withoutSpaces(QString code)
{
    code.removeIf([](QChar c) { return c.isSpace(); });
    return code.toUtf8();
}

} // namespace

void Doorkeeper::setCodes(const QString &typed, const QString &link)
{
    m_typed = withoutSpaces(typed);
    m_link = withoutSpaces(link);
}

Doorkeeper::Verdict Doorkeeper::judge(const QString &address, const QString &code)
{
    if (m_typed.isEmpty() && m_link.isEmpty())
        return Open{};
    const QByteArray given = withoutSpaces(code);
    if (given.isEmpty())
        return WrongCode{};
    if (!m_link.isEmpty() && isSameSecret(given, m_link))
        return Open{};
    if (const qint64 ms = waitFor(address); ms > 0)
        return Wait{ms};
    if (!m_typed.isEmpty() && isSameSecret(given, m_typed)) {
        m_suspects.remove(address);
        return Open{};
    }
    noteWrongTry(address);
    return WrongCode{};
}

qint64 Doorkeeper::waitFor(const QString &address)
{
    const qint64 now = m_clock.steadyMs();
    while (!m_wrongTries.empty() && m_wrongTries.front() <= now - minuteMs)
        m_wrongTries.pop_front();
    qint64 until = m_suspects.value(address).waitUntil;
    if (m_wrongTries.size() >= houselimits::wrongTriesPerMinute)
        until = std::max(until, m_wrongTries.front() + minuteMs);
    return std::max<qint64>(0, until - now);
}

void Doorkeeper::noteWrongTry(const QString &address)
{
    const qint64 now = m_clock.steadyMs();
    m_wrongTries.push_back(now);
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
}

void Doorkeeper::forgetOldSuspects()
{
    const qint64 now = m_clock.steadyMs();
    m_suspects.removeIf([now](auto suspect) { return suspect.value().waitUntil < now; });
}

} // namespace courtyard
