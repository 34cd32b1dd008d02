// The part of RoomRequests that makes rooms: `create` and `direct`.
#include "server/rooms/roomrequests.h"

#include "protocol/limits.h"
#include "protocol/names.h"
#include "server/rooms/houselimits.h"
#include "server/rooms/rights.h"
#include "server/rooms/secrets.h"

using namespace Qt::StringLiterals;

namespace courtyard {

void RoomRequests::handle(const Answer &answer, const request::Create &create)
{
    const auto visit = answer.visit();
    const Member &member = *visit->member;
    if (create.kind == RoomKind::Desk && !mayMakeDesks(answer, *visit))
        return;
    if (!maySpeak(answer, member))
        return;
    const std::optional<QString> name = acceptableName(create.name);
    if (!name) {
        answer.error(ErrorCode::BadRequest,
                     u"name must be 1 to %1 visible characters"_s.arg(limits::nameChars));
        return;
    }
    // Without a key, it is a request of its own.
    const QString what =
        QString(u"key/"_s % member.id() % u'/' % (create.key.isEmpty() ? makeKey() : create.key));
    if (waitsForMaking(what, [this, answer, create] { handleAgain(answer, create); }))
        return;
    if (const Room *made = m_state.rooms.madeWith(member.id(), create.key)) {
        answerSameRoom(answer, *made, create, *name);
        return;
    }
    if (!mayCreate(answer, member, *name))
        return;
    record::Room record{.id = makeId('r'),
                        .name = *name,
                        .kind = create.kind,
                        .log = makeId('l'),
                        .made = m_state.clock.wallMs(),
                        .creator = member.id(),
                        .other = {},
                        .key = create.key,
                        .secret = {},
                        .gone = false};
    if (create.kind == RoomKind::Private && !create.secret.isEmpty())
        record.secret = hashOfSecret(create.secret, record.id);
    make(answer, what, record);
}

bool RoomRequests::mayMakeDesks(const Answer &answer, const Visit &visit) const
{
    if (visit.member->record.role != Role::Owner)
        answer.error(ErrorCode::Forbidden, u"only the owner may make a help desk"_s);
    else if (!isTrustedWay(visit.peer.facts()))
        answer.error(needsTrustedWay());
    else if (m_state.desks.book().desks().size() >= houselimits::desks)
        answer.error(ErrorCode::Busy, u"the host has no place for more help desks"_s);
    else
        return true;
    return false;
}

void RoomRequests::handle(const Answer &answer, const request::Direct &direct)
{
    const auto visit = answer.visit();
    Member &member = *visit->member;
    const Member *other = m_state.roster.byId(direct.member);
    if (!other || other == &member || other->isVisitor()) {
        answer.error(ErrorCode::BadRequest,
                     other == &member ? u"member is yourself"_s : u"member is nobody of this place"_s);
        return;
    }
    const QString what =
        QString(u"pair/"_s % std::min(member.id(), other->id()) % u'/' % std::max(member.id(), other->id()));
    if (waitsForMaking(what, [this, answer, direct] { handleAgain(answer, direct); }))
        return;
    if (m_state.rooms.directOf(member.id(), other->id())) {
        answerDirect(answer, direct);
        return;
    }
    if (!mayPair(answer, member, *other))
        return;
    make(answer, what,
         {.id = makeId('r'),
          .name = {},
          .kind = RoomKind::Direct,
          .log = makeId('l'),
          .made = m_state.clock.wallMs(),
          .creator = member.id(),
          .other = other->id(),
          .key = {},
          .secret = {},
          .gone = false});
}

bool RoomRequests::mayPair(const Answer &answer, const Member &member, const Member &other)
{
    if (!m_state.config.rateLimit)
        return true;
    if (m_state.rooms.directCount() >= houselimits::directRooms) {
        answer.error(ErrorCode::Busy, u"the host has no place for more rooms"_s);
        return false;
    }
    for (const MemberId &id : {member.id(), other.id()}) {
        if (m_state.rooms.directCountOf(id) < houselimits::directRoomsPerMember)
            continue;
        answer.error(ErrorCode::Forbidden,
                     id == member.id() ? u"you have as many direct rooms as one person may"_s
                                       : u"this person has as many direct rooms as one person may"_s);
        return false;
    }
    return true;
}

// The room that there is; whoever had left it is in it again.
void RoomRequests::answerDirect(const Answer &answer, const request::Direct &direct)
{
    const auto visit = answer.visit();
    const RoomId id = m_state.rooms.directOf(visit->member->id(), direct.member)->id();
    m_state.withRoom(answer, id, [this, answer](Room &room, Member &member) {
        const auto reply = [this, answer, &room, &member] {
            answer.ok(reply::Room{m_state.rooms.infoFor(room, member)});
        };
        if (room.people().has(member.id()))
            reply();
        else
            enter(answer, room, reply);
    });
}

bool RoomRequests::waitsForMaking(const QString &what, std::function<void()> again)
{
    const auto making = m_making.find(what);
    if (making == m_making.end())
        return false;
    making->append(std::move(again));
    return true;
}

template <typename Request>
void RoomRequests::handleAgain(const Answer &answer, const Request &request)
{
    if (answer.visit())
        handle(answer, request);
}

bool RoomRequests::mayCreate(const Answer &answer, const Member &member, const QString &name)
{
    const auto isTaken = [this, &member](const QString &other) {
        return m_state.rooms.isTaken(other, member);
    };
    if (isTaken(name)) {
        answer.error({.code = ErrorCode::NameTaken,
                      .text = u"there is a room with this name"_s,
                      .retryMs = {},
                      .free = freeNameLike(name, isTaken),
                      .protocols = {}});
        return false;
    }
    if (!m_state.config.rateLimit)
        return true;
    if (m_state.rooms.count() >= houselimits::rooms) {
        answer.error(ErrorCode::Busy, u"the host has no place for more rooms"_s);
        return false;
    }
    if (m_state.rooms.countBy(member.id()) >= houselimits::roomsPerMember) {
        answer.error(ErrorCode::Forbidden, u"you have made as many rooms as one person may"_s);
        return false;
    }
    return true;
}

// PROTOCOL §4: the same key is the same room, and with another body a mistake.
void RoomRequests::answerSameRoom(const Answer &answer, const Room &room, const request::Create &create,
                                  const QString &name)
{
    const record::Room &record = room.record();
    const bool sameSecret = record.kind != RoomKind::Private
        || (create.secret.isEmpty() ? record.secret.isEmpty() : room.admits({}, create.secret));
    if (record.name != name || record.kind != create.kind || !sameSecret) {
        answer.error(ErrorCode::BadRequest, u"key was used for another room"_s);
        return;
    }
    m_state.withRoom(answer, room.id(), [this, answer](Room &same, Member &member) {
        answer.ok(reply::Room{m_state.rooms.infoFor(same, member)});
    });
}

void RoomRequests::make(const Answer &answer, const QString &what, const record::Room &record)
{
    m_making.insert(what, {});
    const bool isKnownToAll = record.kind == RoomKind::Public || record.kind == RoomKind::Desk;
    if (isKnownToAll)
        m_state.rooms.reserve(record.name);
    m_state.houseLog.save(record, [this, answer, what, record, isKnownToAll](HouseLog::Outcome saved) {
        if (isKnownToAll)
            m_state.rooms.release(record.name);
        if (saved == HouseLog::Outcome::Saved) {
            Room &room = m_state.addRoom(record);
            room.log().startEmpty();
            if (const auto visit = answer.visit())
                answer.ok(reply::Room{m_state.rooms.infoFor(room, *visit->member)});
            announce(room, answer.visit().get());
        } else {
            if (saved == HouseLog::Outcome::Unclear)
                retract(record);
            answer.storage();
        }
        const auto waiting = m_making.take(what);
        for (const auto &again : waiting)
            again();
    });
}

// It may be on disk, though nobody was told of it.
void RoomRequests::retract(record::Room room)
{
    room.gone = true;
    m_state.houseLog.restore(room);
}

void RoomRequests::announce(Room &room, const Visit *maker)
{
    if (room.isDesk()) {
        const record::Desk *desk = m_state.desks.book().desk(room.id());
        for (const Member *agent : m_state.desks.presentAt(*desk))
            m_state.deskBoard.tellDesk(*agent, *desk);
        return;
    }
    for (const Member *member : m_state.roster.all()) {
        if (room.isListedTo(*member))
            m_state.tellRoom(*member, room, maker);
    }
}

} // namespace courtyard
