#include "server/rooms/doorkeeper.h"

#include "server/rooms/secrets.h"

namespace courtyard {

namespace {

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
    if (const qint64 ms = m_guesses.waitFor(address); ms > 0)
        return Wait{ms};
    if (!m_typed.isEmpty() && isSameSecret(given, m_typed)) {
        m_guesses.forgive(address);
        return Open{};
    }
    m_guesses.noteWrongTry(address);
    return WrongCode{};
}

} // namespace courtyard
