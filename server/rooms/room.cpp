#include "server/rooms/room.h"

#include "protocol/codec.h"
#include "protocol/names.h"
#include "server/rooms/roster.h"
#include "server/rooms/secrets.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

LogId logIdOf(const record::Room &room, const QString &epoch)
{
    if (epoch.isEmpty())
        return room.log;
    constexpr qsizetype idChars = 22; // 128 bits, as all ids that a host makes (PROTOCOL §8)
    return u"l_"_s + QString::fromLatin1(hashOfSecret(room.log, epoch).first(idChars));
}

} // namespace

Room::Room(record::Room record, EventLog &log, const QString &epoch, std::chrono::milliseconds busyGather,
           Purpose purpose)
    : m_record(std::move(record)), m_purpose(purpose), m_skeleton(nameSkeleton(m_record.name)),
      m_logId(logIdOf(m_record, epoch)),
      m_log(log, m_record.id, [this](const Event &event) { deliver(event); }), m_audience(busyGather)
{ }

bool Room::isListedTo(const Member &member) const
{
    if (m_isClosed || isDesk())
        return false;
    const MemberId &id = member.id();
    if (member.isVisitor())
        return m_people.has(id);
    return m_record.kind == RoomKind::Public || m_people.has(id) || isInvited(id)
        || (isDirect() && isFor(id));
}

void Room::setInviter(const MemberId &id, const MemberId &inviter)
{
    if (inviter.isEmpty())
        m_inviters.remove(id);
    else
        m_inviters.insert(id, inviter);
}

qint64 Room::takeTurn(const MemberId &id, qint64 nowMs)
{
    if (m_record.slow == 0) {
        m_lastPosts.clear();
        return 0;
    }
    const auto last = m_lastPosts.constFind(id);
    const qint64 wait = last == m_lastPosts.cend() ? 0 : *last + m_record.slow * 1000LL - nowMs;
    if (wait > 0)
        return wait;
    m_lastPosts.insert(id, nowMs);
    return 0;
}

bool Room::admits(const MemberId &id, const QString &secret) const
{
    switch (m_record.kind) {
    case RoomKind::Public:
        return true;
    case RoomKind::Direct:
        return isFor(id);
    case RoomKind::Private:
        return isInvited(id)
            || (!m_record.secret.isEmpty()
                && isSameSecret(hashOfSecret(secret, m_record.id), m_record.secret));
    case RoomKind::Desk:
        break;
    }
    return false;
}

void Room::beginJoining(Visit &visit)
{
    m_audience.beginJoining(visit);
    visit.rooms.insert(this);
}

void Room::forget(Visit &visit)
{
    visit.rooms.remove(this);
    m_audience.forget(visit);
}

// Encoded once, for all (DESIGN §3.2).
void Room::deliver(const Event &event)
{
    if (hasListeners())
        m_audience.gather(WireFrame::text(encodeLive(event)));
    if (event.kind == EventKind::Topic)
        Q_EMIT topicChanged();
    if (isConversation())
        Q_EMIT conversationMoved();
}

} // namespace courtyard
