// Answers one request, once, now or later; to nobody where its connection is gone by then. A value; network
// thread only.
#pragma once

#include "protocol/codec.h"
#include "protocol/wirelist.h"
#include "server/rooms/visit.h"

#include <memory>

namespace courtyard {

class Answer {
public:
    /// `turn` is let go of with the last copy of this answer: when it was given, or never will be.
    Answer(std::weak_ptr<Visit> visit, std::optional<qint64> re, std::shared_ptr<void> turn = {})
        : m_visit(std::move(visit)), m_re(re), m_turn(std::move(turn))
    { }

    /// nullptr: gone.
    std::shared_ptr<Visit> visit() const
    {
        const auto visit = m_visit.lock();
        return visit && !visit->over ? visit : nullptr;
    }

    void ok(const ReplyBody &body = reply::Done{}) const;
    void welcome(const answer::Welcome &welcome, const WireList &rooms) const;
    void rooms(const WireList &rooms) const;
    void joined(const reply::Joined &joined, const WireList &people) const;
    void people(const WireList &people, bool more) const;
    void pong(const answer::Pong &pong) const;
    void error(const answer::Error &error) const;
    void error(ErrorCode code, const QString &text) const { error({code, text, {}, {}, {}}); }

    // What several requests may be told.
    void noRoom() const { error(ErrorCode::NoRoom, QStringLiteral("there is no such room")); }
    void notMember() const { error(ErrorCode::NotMember, QStringLiteral("you are not in this room")); }
    void waitFor(qint64 ms, const QString &text) const { error({ErrorCode::RateLimited, text, ms, {}, {}}); }
    void storage() const { error(ErrorCode::Storage, QStringLiteral("could not be written to disk")); }
    void unreadable() const { error(ErrorCode::Internal, QStringLiteral("the history could not be read")); }

private:
    std::weak_ptr<Visit> m_visit;
    std::optional<qint64> m_re;
    std::shared_ptr<void> m_turn;
};

} // namespace courtyard
