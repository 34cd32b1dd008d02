// Who may come in with which join code (PROTOCOL §8, RELIABILITY "Trust"). The typed code can be guessed, so
// wrong tries are counted, for each address and for all; the link code cannot, and nobody's guesses lock it
// out. Network thread only.
#pragma once

#include "server/rooms/guesses.h"

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

    explicit Doorkeeper(const Clock &clock) : m_guesses(clock) { }
    /// Both empty: everybody may come in.
    void setCodes(const QString &typed, const QString &link);

    /// `address` as PeerFacts has it. Counts the try where it is wrong; a missing code is not a try.
    Verdict judge(const QString &address, const QString &code);
    /// More wrong codes than people mistype, within the last minutes.
    bool isBeingGuessed() const { return m_guesses.isLively(); }

    Guesses::Recent recentGuesses() const { return m_guesses.recent(); }

private:
    Guesses m_guesses;
    QByteArray m_typed, m_link;
};

} // namespace courtyard
