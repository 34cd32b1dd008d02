// Codes that let a member in on another device, once and for two minutes (PROTOCOL §3). In memory only: a
// restart ends them. Looked up by their hashes, so the time that it takes tells nothing of a code. Network
// thread only; as long as the house.
#pragma once

#include "protocol/clock.h"
#include "protocol/ids.h"

#include <QHash>

#include <optional>

namespace courtyard {

class Links {
public:
    struct Link {
        MemberId member;
        qint64 until = 0; // steady ms
    };

    explicit Links(const Clock &clock) : m_clock(clock) { }

    /// A new code of 128 bits; of too many of one member's the oldest goes.
    QString make(const MemberId &member);
    /// Whose it is, where it is one that holds; it holds no more.
    std::optional<Link> take(const QString &code);
    /// It was taken, but could not be used: it holds as long as it would have.
    void giveBack(const QString &code, const Link &link);

private:
    void forgetOld(const MemberId &member);

    const Clock &m_clock;
    QHash<QByteArray, Link> m_links; // by the code's hash
};

} // namespace courtyard
