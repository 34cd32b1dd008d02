#include "server/rooms/room.h"

#include "protocol/codec.h"
#include "protocol/names.h"
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

Room::Room(record::Room record, EventLog &log, const QString &epoch)
    : m_record(std::move(record)), m_skeleton(nameSkeleton(m_record.name)), m_logId(logIdOf(m_record, epoch)),
      m_log(log, m_record.id, [this](const Event &event) { deliver(event); })
{ }

bool Room::isListedTo(const MemberId &id) const
{
    return m_record.kind == RoomKind::Public || m_people.has(id) || (isDirect() && isFor(id));
}

bool Room::admits(const MemberId &id, const QString &secret) const
{
    switch (m_record.kind) {
    case RoomKind::Public:
        return true;
    case RoomKind::Direct:
        return isFor(id);
    case RoomKind::Private:
        return !m_record.secret.isEmpty() && isSameSecret(hashOfSecret(secret, m_record.id), m_record.secret);
    case RoomKind::Desk:
        break;
    }
    return false;
}

void Room::beginJoining(Visit &visit)
{
    std::erase(m_listeners, &visit);
    m_joining.insert(&visit, {});
    visit.rooms.insert(this);
}

void Room::finishJoining(Visit &visit)
{
    const Joining joining = m_joining.take(&visit);
    m_listeners.push_back(&visit);
    for (const WireFrame &frame : joining.held)
        visit.send(frame);
    for (const auto &then : joining.then)
        then();
}

void Room::forget(Visit &visit)
{
    std::erase(m_listeners, &visit);
    const Joining joining = m_joining.take(&visit);
    visit.rooms.remove(this);
    for (const auto &then : joining.then)
        then();
}

template <typename Wanted>
void Room::tellWhere(const WireFrame &frame, Wanted isWanted)
{
    for (Visit *listener : m_listeners) {
        if (isWanted(listener))
            listener->send(frame);
    }
    for (auto joining = m_joining.begin(); joining != m_joining.end(); ++joining) {
        if (isWanted(joining.key()))
            joining->held.append(frame);
    }
}

void Room::tell(const WireFrame &frame, const Visit *except)
{
    tellWhere(frame, [except](const Visit *visit) { return visit != except; });
}

void Room::tellOthers(const WireFrame &frame, const Member &member)
{
    tellWhere(frame, [&member](const Visit *visit) { return visit->member != &member; });
}

// Encoded once, for all (DESIGN §3.2).
void Room::deliver(const Event &event)
{
    if (hasListeners())
        tell(WireFrame::text(encodeLive(event)));
    if (event.kind == EventKind::Topic)
        Q_EMIT topicChanged();
}

} // namespace courtyard
