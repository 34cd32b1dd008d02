#include "server/rooms/roomregistry.h"

#include "protocol/names.h"

#include <algorithm>

namespace courtyard {

namespace {

// Never half a surrogate pair.
QString beginning(const QString &text, qsizetype chars)
{
    if (text.size() <= chars)
        return text;
    return text.first(text.at(chars - 1).isHighSurrogate() ? chars - 1 : chars);
}

// Of those who are not in a public room and have read nothing of it, each sees the same, but for how much is
// unread: of most rooms that is everybody, so their part of most welcomes is encoded once.
bool seesAsAnybody(const Room &room, const Member &member)
{
    return room.record().kind == RoomKind::Public && !room.isOfTicket() && !member.isIn(room)
        && room.readMark(member.id()) == 0;
}

} // namespace

Room &RoomRegistry::add(const record::Room &record)
{
    m_rooms.push_back(std::make_unique<Room>(record, m_log, m_epoch, m_busyGather));
    Room &room = *m_rooms.back();
    m_byId.insert(record.id, &room);
    if (room.isDirect()) {
        m_byPair.insert(pairKey(record.creator, record.other), &room);
        ++m_directCountOf[record.creator];
        ++m_directCountOf[record.other];
    } else {
        m_bySkeleton.insert(room.skeleton(), &room);
        ++m_count;
        ++m_countBy[record.creator];
    }
    if (!record.key.isEmpty())
        m_byKey.insert(QString(record.creator % u'/' % record.key), &room);
    if (room.isDesk()) // where nobody talks
        return room;
    for (const MemberId &id : {record.creator, record.other}) {
        if (Member *member = m_roster.byId(id))
            putInto(room, *member);
    }
    return room;
}

Room &RoomRegistry::addOfTicket(const record::Room &record, Room::Purpose purpose)
{
    m_ofTickets.push_back(std::make_unique<Room>(record, m_log, m_epoch, m_busyGather, purpose));
    Room &room = *m_ofTickets.back();
    m_byId.insert(record.id, &room);
    return room;
}

void RoomRegistry::close(Room &room)
{
    room.close();
    for (const MemberId &id : room.people().all()) {
        Member *member = m_roster.byId(id);
        for (Visit *visit : std::as_const(member->visits))
            room.forget(*visit);
        takeOutOf(room, *member);
    }
    m_byId.remove(room.id());
    if (room.isOfTicket())
        return;
    m_bySkeleton.remove(room.skeleton(), &room);
    m_byKey.removeIf([&room](auto made) { return made.value() == &room; });
    --m_count;
    --m_countBy[room.record().creator];
    const auto whole =
        std::find_if(m_rooms.begin(), m_rooms.end(), [&room](const auto &one) { return one.get() == &room; });
    m_closed.push_back(std::move(*whole));
    m_rooms.erase(whole);
}

QString RoomRegistry::pairKey(const MemberId &one, const MemberId &other)
{
    return one < other ? QString(one % u'/' % other) : QString(other % u'/' % one);
}

Room *RoomRegistry::directOf(const MemberId &one, const MemberId &other) const
{
    return m_byPair.value(pairKey(one, other));
}

Room *RoomRegistry::madeWith(const MemberId &creator, const QString &key) const
{
    return key.isEmpty() ? nullptr : m_byKey.value(QString(creator % u'/' % key));
}

QList<Room *> RoomRegistry::listedTo(const Member &member) const
{
    QList<Room *> listed;
    for (const auto &room : m_rooms) {
        if (room->isListedTo(member))
            listed.append(room.get());
    }
    return listed;
}

bool RoomRegistry::isTaken(const QString &name, const Member &by) const
{
    const QString skeleton = nameSkeleton(name);
    if (m_reserved.contains(skeleton))
        return true;
    const auto [first, last] = m_bySkeleton.equal_range(skeleton);
    return std::any_of(first, last,
                       [&by](const Room *room) { return room->isDesk() || room->isListedTo(by); });
}

void RoomRegistry::reserve(const QString &name)
{
    m_reserved.insert(nameSkeleton(name));
}

void RoomRegistry::release(const QString &name)
{
    m_reserved.remove(nameSkeleton(name));
}

void RoomRegistry::putInto(Room &room, Member &member)
{
    room.people().put(member.id(), member.isHere());
    member.rooms.insert(&room);
}

void RoomRegistry::takeOutOf(Room &room, Member &member)
{
    room.people().remove(member.id());
    member.rooms.remove(&room);
}

RoomInfo RoomRegistry::infoFor(const Room &room, const Member &member) const
{
    const record::Room &record = room.record();
    RoomInfo info{.id = record.id,
                  .name = record.name,
                  .kind = record.kind,
                  .topic = room.log().topic(),
                  .head = room.log().head(),
                  .log = room.logId(),
                  .people = room.people().size(),
                  .member = member.isIn(room),
                  .read = room.readMark(member.id()),
                  .unread = 0,
                  .peer = {},
                  .locked = record.locked,
                  .slow = record.slow};
    if (const MemberId inviter = room.inviterOf(member.id()); !inviter.isEmpty())
        info.inviter = personOf(inviter).name;
    info.unread = room.log().unread(member.id(), info.read);
    if (room.isDirect()) {
        info.peer = record.creator == member.id() ? record.other : record.creator;
        info.name = personOf(info.peer).name;
    }
    if (room.isDesk() || room.isOfTicket())
        m_describe(room, member, info);
    return info;
}

void RoomRegistry::addTo(WireList &list, Room &room, const Member &member, qsizetype topicChars) const
{
    const Room::Listed::Key key{room.log().head(), room.people().size(), topicChars};
    Room::Listed &listed = room.listed();
    const bool asAnybody = seesAsAnybody(room, member);
    if (asAnybody && listed.key == key) {
        list.add(listed.element, room.log().unread(member.id(), 0));
        return;
    }
    RoomInfo info = infoFor(room, member);
    info.topic = beginning(info.topic, topicChars);
    const RoomElement element = encodeElement(info);
    list.add(element, info.unread);
    if (asAnybody)
        listed = {key, element};
}

Person RoomRegistry::personOf(const MemberId &id) const
{
    const Member *member = m_roster.byId(id);
    return member ? member->person()
                  : Person{.id = id, .name = {}, .role = Role::Member, .device = {}, .online = false};
}

} // namespace courtyard
