// One room: what it is, who is in it, who listens, and its log. Every live frame to its listeners goes out
// here, so a connection that is joining can be given them after its reply. Network thread only; as long as
// the house.
#pragma once

#include "protocol/wirelist.h"
#include "server/rooms/audience.h"
#include "server/rooms/houserecords.h"
#include "server/rooms/roomlog.h"
#include "server/rooms/roompeople.h"
#include "server/rooms/speakingorder.h"

#include <QObject>

namespace courtyard {

class Room final : public QObject {
    Q_OBJECT
public:
    /// What it is for: a visitor's conversation and the agents' notes about it belong to a ticket, stand in
    /// no list of rooms, and who may come in there follows from the ticket's desk.
    enum class Purpose { Talk, Conversation, Notes };

    /// `epoch` and `busyGather` as HouseConfig has them.
    Room(record::Room record, EventLog &log, const QString &epoch, std::chrono::milliseconds busyGather,
         Purpose purpose = Purpose::Talk);

    /// How it stands in the lists of those who are not in it, for as long as the key is the same. Everything
    /// else that is told there comes with the record, or with an event.
    struct Listed {
        struct Key {
            qint64 head = -1;
            int people = 0;
            qsizetype topicChars = 0;
            bool operator==(const Key &) const = default;
        };
        Key key;
        RoomElement element;
    };
    Listed &listed() { return m_listed; }

    const record::Room &record() const { return m_record; }
    /// What is on disk of it from now on. Neither its name nor its kind changes.
    void replace(const record::Room &record)
    {
        m_record = record;
        m_listed = {};
    }
    /// Gone for everybody: nothing begins in it any more.
    void close() { m_isClosed = true; }
    bool isClosed() const { return m_isClosed; }
    /// Of its record: the one under way, then those that wait.
    QList<std::function<void()>> &changes() { return m_changes; }
    const RoomId &id() const { return m_record.id; }
    /// Of the log, as clients know it: another one where it may not be a continuation of what they have.
    const LogId &logId() const { return m_logId; }
    RoomLog &log() { return m_log; }
    const RoomLog &log() const { return m_log; }
    SpeakingOrder &order() { return m_order; }
    RoomPeople &people() { return m_people; }
    const RoomPeople &people() const { return m_people; }

    /// Of its name: two rooms that look alike have the same.
    const QString &skeleton() const { return m_skeleton; }
    bool isDirect() const { return m_record.kind == RoomKind::Direct; }
    bool isDesk() const { return m_record.kind == RoomKind::Desk; }
    bool isConversation() const { return m_purpose == Purpose::Conversation; }
    bool isOfTicket() const { return m_purpose != Purpose::Talk; }
    /// Of a direct room: whether it was made for this member.
    bool isFor(const MemberId &id) const { return id == m_record.creator || id == m_record.other; }
    /// Of desks, rooms/desks.h knows.
    bool isListedTo(const Member &member) const;
    bool wantsSecret() const { return !m_record.secret.isEmpty(); }
    /// Whether somebody who is not in it yet may come in.
    bool admits(const MemberId &id, const QString &secret) const;

    // Who may come into a private room, by whose invitation.
    bool isInvited(const MemberId &id) const { return m_inviters.contains(id); }
    MemberId inviterOf(const MemberId &id) const { return m_inviters.value(id); }
    int invitations() const { return int(m_inviters.size()); }
    /// An empty inviter: it is in the room, or may not come any more.
    void setInviter(const MemberId &id, const MemberId &inviter);

    /// How long this member must not post yet, in ms, where the room is slow; 0: it does so now.
    qint64 takeTurn(const MemberId &id, qint64 nowMs);

    /// Of an older copy that was restored, marks may be newer than its log.
    qint64 readMark(const MemberId &id) const { return std::min(m_reads.value(id), m_log.head()); }
    /// The largest mark that this member has asked for.
    qint64 raiseAskedMark(const MemberId &id, qint64 seq)
    {
        return m_asked[id] = std::max(m_asked.value(id), seq);
    }
    void setReadMark(const MemberId &id, qint64 seq) { m_reads[id] = std::max(readMark(id), seq); }
    void takeReadMark(const record::ReadMark &mark) { m_reads[mark.member] = mark.seq; }

    // Listening. A visit that is joining gets what comes meanwhile once it has its reply.
    bool isJoining(Visit &visit) const { return m_audience.isJoining(visit); }
    void beginJoining(Visit &visit);
    void finishJoining(Visit &visit) { m_audience.finishJoining(visit); }
    /// Runs `then` once the present joining is over, one way or the other.
    void afterJoining(Visit &visit, std::function<void()> then)
    {
        m_audience.afterJoining(visit, std::move(then));
    }
    /// It listens no more.
    void forget(Visit &visit);
    bool hasListeners() const { return !m_audience.isEmpty(); }

    /// To all who listen, but for one.
    void tell(const WireFrame &frame, const Visit *except = nullptr) { m_audience.tell(frame, except); }
    /// To all who listen, but for this member.
    void tellOthers(const WireFrame &frame, const Member &member) { m_audience.tellOthers(frame, member); }
    /// Before a reply that may hold what was gathered for them.
    void tellGathered() { m_audience.sendGathered(); }

Q_SIGNALS:
    void topicChanged();
    /// In a visitor's conversation: something is in its log that was not there before.
    void conversationMoved();

private:
    void deliver(const Event &event);

    record::Room m_record;
    const Purpose m_purpose;
    QList<std::function<void()>> m_changes;
    const QString m_skeleton;
    const LogId m_logId;
    RoomLog m_log;
    SpeakingOrder m_order;
    RoomPeople m_people;
    QHash<MemberId, qint64> m_reads, m_asked;
    QHash<MemberId, MemberId> m_inviters; // by whom they invited
    QHash<MemberId, qint64> m_lastPosts; // steady ms; while it is slow
    bool m_isClosed = false;
    Listed m_listed;
    Audience m_audience;
};

} // namespace courtyard
