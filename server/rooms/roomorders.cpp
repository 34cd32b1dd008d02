#include "server/rooms/roomorders.h"

#include "protocol/ids.h"
#include "protocol/limits.h"
#include "server/rooms/entries.h"
#include "server/rooms/houselimits.h"
#include "server/rooms/rights.h"

using namespace Qt::StringLiterals;

namespace courtyard {

void RoomOrders::withRoom(const Answer &answer, const RoomId &id, std::function<void(Room &, Member &)> then)
{
    if (!m_state.mayModerate(answer))
        return;
    m_state.withRoom(answer, id, [answer, then = std::move(then)](Room &room, Member &member) {
        const bool isIn = room.people().has(member.id());
        if (room.isOfTicket())
            answer.error(ErrorCode::Forbidden, u"a conversation belongs to its desk"_s);
        else if (room.record().kind != RoomKind::Public && !isIn)
            answer.noRoom();
        else if (room.isDirect())
            answer.error(ErrorCode::Forbidden, u"a direct room belongs to the two of it"_s);
        else
            then(room, member);
    });
}

Deed RoomOrders::draft(const Member &by, const Room &room, DeedKind what) const
{
    Deed deed = m_state.draftDeed(by, what);
    deed.room = room.id();
    deed.roomName = room.record().name;
    return deed;
}

void RoomOrders::change(const Answer &answer, Room &room, std::function<void(record::Room &)> change,
                        const Deed &deed, std::function<void()> then)
{
    const bool isPrivate = room.record().kind == RoomKind::Private;
    m_state.changeRoom(room, std::move(change),
                       [this, answer, deed, isPrivate, then = std::move(then)](HouseLog::Outcome saved) {
                           if (saved != HouseLog::Outcome::Saved) {
                               answer.storage();
                               return;
                           }
                           then();
                           m_state.noteDeed({deed, isPrivate}, [answer](bool noted) {
                               if (noted)
                                   answer.ok();
                               else
                                   answer.storage();
                           });
                       });
}

void RoomOrders::handle(const Answer &answer, const request::Lock &lock)
{
    withRoom(answer, lock.room, [this, answer, on = lock.on](Room &room, Member &member) {
        if (room.record().locked == on) {
            answer.ok();
            return;
        }
        change(
            answer, room, [on](record::Room &record) { record.locked = on; },
            draft(member, room, on ? DeedKind::Lock : DeedKind::Unlock),
            [this, &room] { m_state.board.roomChanged(room); });
    });
}

void RoomOrders::handle(const Answer &answer, const request::Slow &slow)
{
    withRoom(answer, slow.room, [this, answer, seconds = slow.seconds](Room &room, Member &member) {
        if (room.record().slow == seconds) {
            answer.ok();
            return;
        }
        Deed deed = draft(member, room, DeedKind::Slow);
        deed.seconds = seconds;
        change(
            answer, room, [seconds](record::Room &record) { record.slow = seconds; }, deed,
            [this, &room] { m_state.board.roomChanged(room); });
    });
}

void RoomOrders::handle(const Answer &answer, const request::CloseRoom &close)
{
    const auto visit = answer.visit();
    if (Room *room = m_state.shownRoom(close.room, *visit->member); room && room->isDesk()) {
        closeDesk(answer, *room);
        return;
    }
    withRoom(answer, close.room, [this, answer](Room &room, Member &member) {
        if (room.id() == lobbyId) {
            answer.error(ErrorCode::Forbidden, u"the lobby cannot be closed"_s);
            return;
        }
        change(
            answer, room, [](record::Room &record) { record.closed = true; },
            draft(member, room, DeedKind::CloseRoom), [this, &room] { this->close(room); });
    });
}

// Its conversations stay: what is left of the desk is for whoever reads them.
void RoomOrders::closeDesk(const Answer &answer, Room &room)
{
    if (!m_state.mayModerate(answer))
        return;
    const Member &member = *answer.visit()->member;
    if (member.record.role != Role::Owner) {
        answer.error(ErrorCode::Forbidden, u"only the owner may close a help desk"_s);
        return;
    }
    if (m_state.desks.book().unresolved(room.id()) > 0) {
        answer.error(ErrorCode::Forbidden, u"resolve all conversations of this desk first"_s);
        return;
    }
    const Deed deed = draft(member, room, DeedKind::CloseRoom);
    const auto closeIt = [](record::Desk &record) { record.closed = true; };
    m_state.desks.changeDesk(*m_state.desks.book().desk(room.id()), closeIt,
                             [this, answer, &room, deed](HouseLog::Outcome saved) {
                                 if (saved != HouseLog::Outcome::Saved) {
                                     answer.storage();
                                     return;
                                 }
                                 change(
                                     answer, room, [](record::Room &record) { record.closed = true; }, deed,
                                     [this, &room] { close(room); });
                             });
}

// Asked for twice at once, it is closed already.
void RoomOrders::close(Room &room)
{
    if (!m_state.rooms.byId(room.id()))
        return;
    if (const record::Desk *desk = room.isDesk() ? m_state.desks.book().desk(room.id()) : nullptr) {
        for (const Member *agent : m_state.desks.presentAt(*desk))
            m_state.deskBoard.tellDesk(*agent, *desk);
        m_state.deskBoard.deskChanged(desk->room);
    }
    QList<const Member *> listed;
    for (const Member *member : m_state.roster.all()) {
        if (room.isListedTo(*member))
            listed.append(member);
    }
    m_state.rooms.close(room);
    for (const Member *member : std::as_const(listed))
        m_state.tellRoom(*member, room);
    empty(room.record());
}

// Page by page of what names files, newest first: so each file is released after what named it is gone.
struct RoomOrders::Emptying {
    record::Room room;
    qint64 before = 0; // what is from here on is empty
};

void RoomOrders::empty(const record::Room &room)
{
    const auto emptying = std::make_shared<Emptying>(Emptying{room, 0});
    // After all that was on its way when it was closed.
    m_state.log.append(closedEntry(room.id), {}, [this, emptying](const AppendResult &result) {
        if (const auto *last = std::get_if<append::Appended>(&result)) {
            emptying->before = last->seq;
            emptyNewest(emptying);
        }
    });
}

LogEntry RoomOrders::closedEntry(const RoomId &room) const
{
    LogEntry entry;
    entry.log = room;
    entry.at = m_state.clock.wallMs();
    entry.author = u"host"_s;
    entry.kind = u"closed"_s;
    entry.key = makeKey();
    return entry;
}

void RoomOrders::emptyNewest(const std::shared_ptr<Emptying> &emptying)
{
    if (emptying->before <= 1) {
        emptying->room.gone = true;
        m_state.houseLog.save(emptying->room, [](HouseLog::Outcome) {});
        return;
    }
    const auto take = [this, emptying](const ReadResult &read) {
        if (read.failed)
            return;
        QStringList files;
        for (const LogEntry &entry : read.entries) {
            for (const FileInfo &file : toEvent(entry).files)
                files.append(file.id);
        }
        const qint64 from = read.more && !read.entries.isEmpty() ? read.entries.constFirst().seq : 1;
        redact(emptying, from, [this, emptying, files] {
            if (m_state.files && !files.isEmpty())
                m_state.files->release(files);
            emptyNewest(emptying);
        });
    };
    m_state.log.withFiles(emptying->room.id, emptying->before, limits::pageEvents, take);
}

void RoomOrders::redact(const std::shared_ptr<Emptying> &emptying, qint64 from, std::function<void()> then)
{
    if (emptying->before <= from) {
        then();
        return;
    }
    const qint64 to = emptying->before - 1;
    const qint64 first = std::max(from, to - houselimits::redactedAtOnce + 1);
    m_state.log.append(closedEntry(emptying->room.id),
                       {.redactTarget = 0, .redactFrom = first, .redactTo = to},
                       [this, emptying, from, first, then = std::move(then)](const AppendResult &result) {
                           if (!std::holds_alternative<append::Appended>(result))
                               return;
                           emptying->before = first;
                           redact(emptying, from, then);
                       });
}

} // namespace courtyard
