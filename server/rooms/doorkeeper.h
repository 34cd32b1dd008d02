// Who may come in with which join code (PROTOCOL §8, RELIABILITY "Trust"). The typed code can be guessed, so
// wrong tries are counted, for each address and for all; the link code cannot, and nobody's guesses lock it
// out. Network thread only.
#pragma once

#include "protocol/clock.h"

#include <QHash>
#include <QString>

#include <deque>
#include <variant>

namespace courtyard {

class Doorkeeper {
public:
    struct Open { };
    struct WrongCode { };
    struct Wait {
        qint64 ms = 0;
    };
    using Verdict = std::variant<Open, WrongCode, Wait>;

    explicit Doorkeeper(const Clock &clock) : m_clock(clock) { }
    /// Both empty: everybody may come in.
    void setCodes(const QString &typed, const QString &link);

    /// `address` as PeerFacts has it. Counts the try where it is wrong; a missing code is not a try.
    Verdict judge(const QString &address, const QString &code);

private:
    struct Suspect {
        int wrongTries = 0;
        qint64 waitUntil = 0; // steady ms
        qint64 lastTry = 0;
    };

    qint64 waitFor(const QString &address);
    void noteWrongTry(const QString &address);
    void forgetOldSuspects();

    const Clock &m_clock;
    QByteArray m_typed, m_link;
    QHash<QString, Suspect> m_suspects;
    std::deque<qint64> m_wrongTries; // of everybody, within a minute
};

} // namespace courtyard
