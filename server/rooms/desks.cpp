#include "server/rooms/desks.h"

#include "protocol/limits.h"
#include "server/rooms/deskhours.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace courtyard {

namespace {

// Never half a character.
QString beginning(const QString &text, qsizetype chars)
{
    qsizetype end = 0;
    for (; chars > 0 && end < text.size(); --chars)
        end += text.at(end).isHighSurrogate() && end + 1 < text.size() ? 2 : 1;
    return text.first(end).trimmed();
}

bool mayAnswer(const Member &member)
{
    return member.record.role == Role::Agent || member.record.role == Role::Moderator;
}

bool isSame(const record::Ticket &one, const record::Ticket &other)
{
    return one.state == other.state && one.agent == other.agent && one.since == other.since
        && one.asked == other.asked && one.queued == other.queued;
}

} // namespace

bool Desks::serves(const Member &member, const record::Desk &desk) const
{
    if (member.record.role == Role::Owner)
        return true;
    return desk.agents.isEmpty() ? member.record.role == Role::Agent
                                 : mayAnswer(member) && desk.agents.contains(member.id());
}

bool Desks::serves(const Member &member, const RoomId &desk) const
{
    const record::Desk *found = m_book.desk(desk);
    return found && serves(member, *found);
}

QList<const record::Desk *> Desks::servedBy(const Member &member) const
{
    QList<const record::Desk *> served;
    if (!m_roster.staff().contains(const_cast<Member *>(&member)))
        return served;
    for (const auto &desk : m_book.desks()) {
        if (!desk->closed && serves(member, *desk))
            served.append(desk.get());
    }
    return served;
}

QList<Member *> Desks::presentAt(const record::Desk &desk) const
{
    QList<Member *> present;
    for (Member *member : m_roster.staff()) {
        if (member->isHere() && serves(*member, desk))
            present.append(member);
    }
    return present;
}

int Desks::presentCount(const record::Desk &desk) const
{
    return int(presentAt(desk).size());
}

const record::Ticket *Desks::ticketOf(const Room &room) const
{
    if (!room.isOfTicket())
        return nullptr;
    return room.isConversation() ? m_book.ticket(room.id()) : m_book.byNotes(room.id());
}

Room *Desks::open(const RoomId &id)
{
    if (Room *room = m_rooms.byId(id))
        return room;
    if (const record::Ticket *ticket = m_book.ticket(id))
        return &make(*ticket, Room::Purpose::Conversation);
    if (const record::Ticket *ticket = m_book.byNotes(id))
        return &make(*ticket, Room::Purpose::Notes);
    return nullptr;
}

Room &Desks::openConversation(const record::Ticket &ticket)
{
    Room *room = m_rooms.byId(ticket.room);
    return room ? *room : make(ticket, Room::Purpose::Conversation);
}

Room &Desks::make(const record::Ticket &ticket, Room::Purpose purpose)
{
    const bool isConversation = purpose == Room::Purpose::Conversation;
    Member *visitor = m_roster.byId(ticket.visitor);
    Room &room = m_rooms.addOfTicket({.id = isConversation ? ticket.room : ticket.notes,
                                      .name = visitor->record.name,
                                      .kind = RoomKind::Private,
                                      .log = isConversation ? ticket.log : ticket.notesLog,
                                      .made = ticket.opened,
                                      .creator = ticket.visitor,
                                      .other = {},
                                      .key = {},
                                      .secret = {}},
                                     purpose);
    for (const record::ReadMark &mark : m_marks.take(room.id()))
        room.takeReadMark(mark);
    m_made(room);
    if (!isConversation)
        return room;
    m_rooms.putInto(room, *visitor);
    if (Member *agent = ticket.state == TicketState::Claimed ? m_roster.byId(ticket.agent.id) : nullptr;
        agent && serves(*agent, ticket.desk))
        m_rooms.putInto(room, *agent);
    return room;
}

bool Desks::isShown(const Room &room, const Member &member) const
{
    if (room.isDesk()) {
        const record::Desk *desk = m_book.desk(room.id());
        return desk && !desk->closed && serves(member, *desk);
    }
    const record::Ticket *ticket = ticketOf(room);
    if (!ticket || room.isClosed())
        return false;
    if (member.isVisitor())
        return room.isConversation() && ticket->visitor == member.id();
    return serves(member, ticket->desk);
}

void Desks::keepMark(const record::ReadMark &mark)
{
    if (m_book.ticket(mark.room) || m_book.byNotes(mark.room))
        m_marks[mark.room].append(mark);
}

DeskFace Desks::faceOf(const record::Desk &desk) const
{
    return {.id = desk.room,
            .name = desk.name,
            .greeting = desk.greeting,
            .away = desk.away,
            .open = !desk.closed && isOpenAt(desk.hours, QDateTime::fromMSecsSinceEpoch(m_clock.wallMs())),
            .present = desk.closed ? 0 : presentCount(desk),
            .hours = desk.hours};
}

DeskInfo Desks::infoOf(const record::Desk &desk) const
{
    const DeskFace face = faceOf(desk);
    return {.agents = desk.agents,
            .greeting = desk.greeting,
            .away = desk.away,
            .hours = desk.hours,
            .open = face.open,
            .present = face.present,
            .waiting = m_book.waiting(desk.room),
            .canned = desk.canned};
}

// Of the newest message that has words, or names a file.
QString Desks::excerptOf(const record::Ticket &ticket) const
{
    const Room *room = m_rooms.byId(ticket.room);
    const std::optional<Event> newest =
        room && room->log().isLoaded() ? room->log().newestMessage() : std::nullopt;
    if (!newest)
        return {};
    const QString words =
        newest->text.isEmpty() && !newest->files.isEmpty() ? newest->files.constFirst().name : newest->text;
    return beginning(words.simplified(), limits::excerptChars);
}

Ticket Desks::ticketFor(const record::Ticket &ticket, const Member &viewer) const
{
    const record::Desk *desk = m_book.desk(ticket.desk);
    courtyard::Ticket view;
    view.desk = desk ? desk->name : QString();
    view.deskId = ticket.desk;
    view.number = ticket.number;
    view.state = ticket.state;
    view.position = m_book.position(ticket);
    view.agent = ticket.agent;
    view.since = ticket.since;
    view.opened = ticket.opened;
    view.resolved = ticket.resolved;
    if (viewer.isVisitor())
        return view;
    view.notes = ticket.notes;
    view.excerpt = excerptOf(ticket);
    if (const Member *visitor = m_roster.byId(ticket.visitor)) {
        view.visitor = {visitor->id(), visitor->record.name};
        view.visitorOnline = visitor->isHere();
    }
    view.looking = lookingAt(ticket.room);
    return view;
}

void Desks::describe(const Room &room, const Member &member, RoomInfo &info) const
{
    if (const record::Desk *desk = room.isDesk() ? m_book.desk(room.id()) : nullptr)
        info.desk = infoOf(*desk);
    else if (const record::Ticket *ticket = room.isConversation() ? ticketOf(room) : nullptr;
             ticket && isShown(room, member))
        info.ticket = ticketFor(*ticket, member);
}

void Desks::look(Visit &visit, const RoomId &conversation)
{
    if (const RoomId before = m_lookedAt.take(&visit); !before.isEmpty()) {
        QList<Visit *> &looking = m_looking[before];
        looking.removeOne(&visit);
        if (looking.isEmpty())
            m_looking.remove(before);
    }
    if (conversation.isEmpty())
        return;
    m_lookedAt.insert(&visit, conversation);
    m_looking[conversation].append(&visit);
}

QList<NamedMember> Desks::lookingAt(const RoomId &conversation) const
{
    QList<NamedMember> people;
    for (const Visit *visit : m_looking.value(conversation)) {
        const NamedMember one{visit->member->id(), visit->member->record.name};
        if (!people.contains(one))
            people.append(one);
    }
    return people;
}

void Desks::inTurn(const QString &what, std::function<void()> change)
{
    QList<std::function<void()>> &changes = m_changes[what];
    changes.append(std::move(change));
    if (changes.size() == 1)
        std::function(changes.constFirst())(); // a copy: it may be over, and gone, before it returns
}

void Desks::over(const QString &what)
{
    QList<std::function<void()>> &changes = m_changes[what];
    changes.removeFirst();
    if (changes.isEmpty())
        m_changes.remove(what);
    else
        std::function(changes.constFirst())();
}

void Desks::change(const RoomId &conversation, Decide decide, Done done)
{
    inTurn(conversation, [this, conversation, decide = std::move(decide), done = std::move(done)] {
        changeNow(conversation, decide, done);
    });
}

void Desks::changeNow(const RoomId &conversation, const Decide &decide, const Done &done)
{
    using Outcome = HouseLog::Outcome;
    const record::Ticket *before = m_book.ticket(conversation);
    if (!before) {
        done(Outcome::NotSaved, answer::Error{ErrorCode::NoRoom, u"there is no such room"_s, {}, {}, {}});
        over(conversation);
        return;
    }
    record::Ticket ticket = *before;
    const ticketmoves::Objection objection = decide(ticket);
    if (objection || isSame(ticket, *before)) {
        done(objection ? Outcome::NotSaved : Outcome::Saved, objection);
        over(conversation);
        return;
    }
    m_log.save(ticket, [this, ticket, done](Outcome saved) {
        if (saved == Outcome::Saved)
            m_book.put(ticket);
        else if (saved == Outcome::Unclear && m_book.ticket(ticket.room))
            m_log.restore(*m_book.ticket(ticket.room));
        done(saved, {});
        over(ticket.room);
    });
}

void Desks::changeDesk(const record::Desk &desk, std::function<void(record::Desk &)> change,
                       std::function<void(HouseLog::Outcome)> done)
{
    const RoomId id = desk.room;
    inTurn(id, [this, id, change = std::move(change), done = std::move(done)] {
        record::Desk record = *m_book.desk(id);
        change(record);
        m_log.save(record, [this, record, done](HouseLog::Outcome saved) {
            if (saved == HouseLog::Outcome::Saved)
                m_book.putDesk(record);
            else if (saved == HouseLog::Outcome::Unclear)
                m_log.restore(*m_book.desk(record.room));
            done(saved);
            over(record.room);
        });
    });
}

} // namespace courtyard
