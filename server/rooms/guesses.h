// Wrong tries at secrets that people make up or type, counted for each address and for all: after a few of
// them an address has to wait, longer each time (RELIABILITY "Trust"). Network thread only.
#pragma once

#include "protocol/clock.h"

#include <QHash>
#include <QString>

#include <deque>
#include <optional>

namespace courtyard {

class Guesses {
public:
    explicit Guesses(const Clock &clock) : m_clock(clock) { }

    /// How long this address must not try, in ms; 0: it may. `address` as PeerFacts has it.
    qint64 waitFor(const QString &address);
    void noteWrongTry(const QString &address);
    /// Of everybody, within the last minute.
    struct Recent {
        int tries = 0, addresses = 0;
    };
    Recent recent() const;
    /// It knew the secret.
    void forgive(const QString &address) { m_suspects.remove(address); }
    /// Somebody had to wait lately: the one who hosts may want to know.
    bool isLively() const;

private:
    struct Suspect {
        int wrongTries = 0;
        qint64 waitUntil = 0; // steady ms
        qint64 lastTry = 0;
    };
    void forgetOldSuspects();

    const Clock &m_clock;
    QHash<QString, Suspect> m_suspects;
    struct WrongTry {
        qint64 at; // steady ms
        QString address;
    };
    std::deque<WrongTry> m_wrongTries; // of everybody, within a minute
    std::optional<qint64> m_livelyAt; // steady ms
};

} // namespace courtyard
